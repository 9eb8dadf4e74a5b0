"""What changes accounts: signing in and out, passwords, people who come and go."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts import handing_over, passwords, queries, rules, sessions
from caseapp.accounts.models import FurtherOffice, KnownDevice, Office, User, UserSession
from caseapp.accounts.vocabulary import Role
from caseapp.errors import RuleBroken
from caseapp.history import services as history

# Without letters and digits that look alike when somebody copies them from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 5


def is_proved(person: User | None, password: str) -> bool:
    """Say whether this is the password of this person; nobody and anybody cost one hash each."""
    nobody = passwords.nobody(passwords.PASSWORD)
    may_enter = person is not None and person.is_active
    stored = person.password_hash if person is not None and may_enter else None
    return passwords.is_right(stored or nobody, password[: rules.LONGEST_PASSWORD + 1]) and stored is not None


def new_password() -> str:
    """Make a password that can be read out and typed (98 bits)."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def sign_in(session: Session, person: User, *, device: str, device_token: str, at: datetime) -> str:
    """Open a session for somebody whose password was right, remember the device, return the session's token."""
    known = session.scalars(queries.device(person, device_token)).one_or_none()
    if known is None:
        session.add(KnownDevice(user_id=person.id, token_hash=sessions.token_hash(device_token), seen_at=at))
    else:
        known.seen_at = at
    history.record(session, None, "account.signed_in", actor_id=person.id, at=at, subject=person)
    return sessions.begin(session, person, device=device, at=at)


def sign_out(session: Session, row: UserSession, *, at: datetime) -> None:
    """End the session somebody signs out of."""
    sessions.end(session, row, at=at)
    history.record(session, None, "account.signed_out", actor_id=row.user_id, at=at)


def prove(session: Session, row: UserSession, *, at: datetime) -> str:
    """Note that the password was typed again; the session goes on under the new token returned."""
    token = secrets.token_urlsafe(32)
    row.token_hash, row.proved_at = sessions.token_hash(token), at
    session.flush()
    return token


def end_session(session: Session, row: UserSession, *, actor: User, at: datetime) -> None:
    """End a session on another device."""
    sessions.end(session, row, at=at)
    history.record(session, None, "account.sessions_ended", actor_id=actor.id, at=at)


def end_other_sessions(session: Session, person: User, *, but: int, at: datetime) -> int:
    """End every session of a person but the one in use; say how many."""
    count = sessions.end_all(session, person, at=at, but=but)
    history.record(session, None, "account.sessions_ended", actor_id=person.id, at=at)
    return count


def change_password(session: Session, person: User, *, password: str, but: int, at: datetime) -> None:
    """Set one's own password and end every other session."""
    rules.ensure_password(password)
    person.password_hash = passwords.hash_password(password)
    person.is_password_temporary = False
    sessions.end_all(session, person, at=at, but=but)
    history.record(session, None, "account.password_changed", actor_id=person.id, at=at, subject=person)


def set_language(session: Session, person: User, *, language: str) -> None:
    """Set the language somebody reads."""
    person.language = language
    session.flush()


def add_user(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    office: Office | None,
    at: datetime,
    password: str | None = None,
    actor: User | None = None,
    further_offices: Sequence[Office] = (),
) -> tuple[User, str | None]:
    """Add somebody; without a password one is made, returned once, and to be changed at the first sign-in."""
    rules.ensure_office(role, office is not None)
    rules.ensure_further(role, bool(further_offices))
    _ensure_free(session, email)
    made = new_password() if password is None else None
    rules.ensure_password(made or password or "")
    person = User(
        email=queries.normal_email(email),
        name=name,
        role=role,
        office=office,
        password_hash=passwords.hash_password(made or password or ""),
        is_password_temporary=made is not None,
        created_at=at,
    )
    session.add(person)
    _look_after(person, office, further_offices)
    history.record(
        session, None, "account.added", actor_id=actor.id if actor else None, at=at, subject=person, detail=role.value
    )
    return person, made


def change_user(
    session: Session,
    person: User,
    *,
    email: str,
    name: str,
    role: Role,
    office: Office | None,
    actor: User,
    at: datetime,
    further_offices: Sequence[Office] = (),
) -> None:
    """Change what is known of somebody; with another role or other offices they sign in again."""
    rules.ensure_office(role, office is not None)
    rules.ensure_further(role, bool(further_offices))
    if queries.normal_email(email) != person.email:
        _ensure_free(session, email)
    if person.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
        _ensure_another_administrator(session, person)
    offices = {one.id for one in (office, *further_offices) if one is not None}
    moved = role is not person.role or offices != set(person.office_ids)
    left = set(person.office_ids) if role is not person.role else set(person.office_ids) - offices
    handing_over.hand_over(session, person, offices=left, actor=actor, at=at)
    if moved:
        sessions.end_all(session, person, at=at)
    _look_after(person, office, further_offices)
    person.email, person.name, person.role = queries.normal_email(email), name, role
    person.office_id = office.id if office else None
    history.record(
        session,
        None,
        "account.role_changed" if moved else "account.changed",
        actor_id=actor.id,
        at=at,
        subject=person,
        detail=role.value,
    )


def _look_after(person: User, office: Office | None, further: Sequence[Office]) -> None:
    wanted = {one.id: one for one in further if office is None or one.id != office.id}
    kept = [one for one in person.further_offices if one.office_id in wanted]
    known = {one.office_id for one in kept}
    new = [FurtherOffice(office_id=number, office=one) for number, one in wanted.items() if number not in known]
    person.further_offices = [*kept, *new]


def disable_user(session: Session, person: User, *, at: datetime, actor: User | None = None) -> None:
    """Shut an account: every session ends, and what the person had to do goes to a coordinator."""
    if person.disabled_at is not None:
        return
    if actor is not None and actor.id == person.id:
        raise RuleBroken(_l("You cannot disable your own account. Ask another administrator."))
    if person.role is Role.ADMINISTRATOR:
        _ensure_another_administrator(session, person)
    handing_over.hand_over(session, person, offices=person.office_ids, actor=actor, at=at)
    person.disabled_at = at
    sessions.end_all(session, person, at=at)
    history.record(session, None, "account.disabled", actor_id=actor.id if actor else None, at=at, subject=person)


def enable_user(session: Session, person: User, *, actor: User, at: datetime) -> None:
    """Open an account again."""
    if person.disabled_at is None:
        return
    person.disabled_at = None
    history.record(session, None, "account.enabled", actor_id=actor.id, at=at, subject=person)


def reset_password(session: Session, person: User, *, actor: User, at: datetime) -> str:
    """Give somebody a password for one sign-in, returned once; the old one and every session end."""
    made = new_password()
    person.password_hash = passwords.hash_password(made)
    person.is_password_temporary = True
    sessions.end_all(session, person, at=at)
    history.record(session, None, "account.password_reset", actor_id=actor.id, at=at, subject=person)
    return made


def _ensure_free(session: Session, email: str) -> None:
    if session.scalars(queries.with_email(email)).one_or_none() is not None:
        raise RuleBroken(_l("Somebody has an account with this email address already."))


def _ensure_another_administrator(session: Session, person: User) -> None:
    if not session.scalar(queries.other_administrators(person)):
        raise RuleBroken(_l("This is the only administrator. Add another one first."))
