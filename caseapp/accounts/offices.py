"""What changes offices: opening, changing, closing."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts import queries
from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Letterhead
from caseapp.errors import RuleBroken
from caseapp.history import services as history


def add(
    session: Session,
    *,
    code: str,
    name: str,
    at: datetime,
    city: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    letterhead: Letterhead = Letterhead.OFFICE,
    letterhead_text: str = "",
    actor: User | None = None,
) -> Office:
    """Add an office; its code begins every case code and stays."""
    code = code.strip().upper()
    if session.scalars(select(Office).where(Office.code == code)).one_or_none() is not None:
        raise RuleBroken(_l("There is an office with this code already."))
    office = Office(code=code, name=name, city=city, address=address, phone=phone, email=email)
    set_letterhead(office, letterhead, letterhead_text)
    session.add(office)
    history.record(session, None, "office.added", actor_id=actor.id if actor else None, at=at, subject=office)
    return office


def change(
    session: Session,
    office: Office,
    *,
    name: str,
    city: str,
    address: str,
    phone: str,
    email: str,
    letterhead: Letterhead = Letterhead.OFFICE,
    letterhead_text: str = "",
    actor: User,
    at: datetime,
) -> None:
    """Change what is known of an office; letters written from now on carry it."""
    office.name, office.city, office.address, office.phone, office.email = name, city, address, phone, email
    set_letterhead(office, letterhead, letterhead_text)
    history.record(session, None, "office.changed", actor_id=actor.id, at=at, subject=office)


def set_letterhead(office: Office, letterhead: Letterhead, text: str) -> None:
    """Choose what stands at the head of an office's letters; a text that is not used now is kept."""
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if letterhead is Letterhead.OWN and not text:
        raise RuleBroken(_l("Write the text for the head of the letters, or choose another head."), "letterhead_text")
    office.letterhead, office.letterhead_text = letterhead, text


def letterhead_of(office: Office) -> tuple[str, ...]:
    """List the lines at the head of an office's letters; none where its letters are the families' own."""
    if office.letterhead is Letterhead.NONE:
        return ()
    if office.letterhead is Letterhead.OWN:
        return tuple(office.letterhead_text.splitlines())
    address = ", ".join(part for part in (office.address, office.city) if part)
    contacts = " · ".join(part for part in (office.phone, office.email) if part)
    return tuple(line for line in (office.name, address, contacts) if line)


def close(session: Session, office: Office, *, actor: User, at: datetime) -> None:
    """Close an office nobody works in any more; its cases stay."""
    if office.closed_at is not None:
        return
    if session.scalar(queries.active_people_of(office)):
        raise RuleBroken(_l("People still work in this office. Move them to another office first."))
    office.closed_at = at
    history.record(session, None, "office.closed", actor_id=actor.id, at=at, subject=office)


def reopen(session: Session, office: Office, *, actor: User, at: datetime) -> None:
    """Open a closed office again."""
    if office.closed_at is None:
        return
    office.closed_at = None
    history.record(session, None, "office.reopened", actor_id=actor.id, at=at, subject=office)
