"""Who has an account, which offices there are, what is open for whom."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from caseapp.accounts.models import FurtherOffice, KnownDevice, Office, User, UserSession
from caseapp.accounts.reader import Reader
from caseapp.accounts.sessions import token_hash
from caseapp.accounts.vocabulary import Role

PAGE = 50


def normal_email(email: str) -> str:
    """Return an address the way it is stored and looked up."""
    return email.strip().casefold()


def with_email(email: str) -> Select[User]:
    """Find the person with this address."""
    return select(User).where(User.email == normal_email(email)).options(joinedload(User.office))


def in_offices(person: User | Reader, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Match the rows of the offices a person works for, by the column that holds the office."""
    numbers = person.office_ids
    return column == numbers[0] if len(numbers) == 1 else column.in_(numbers)


def works_in(offices: ColumnElement[int] | Sequence[int]) -> ColumnElement[bool]:
    """Match the people who work for an office or one of some: as their own, or as one they look after besides."""
    asked = [offices] if isinstance(offices, ColumnElement) else offices
    further = select(FurtherOffice.user_id).where(FurtherOffice.office_id.in_(asked))
    return or_(User.office_id.in_(asked), User.id.in_(further))


def is_active() -> ColumnElement[bool]:
    """Match the people who may sign in."""
    return User.disabled_at.is_(None) & User.password_hash.is_not(None)


def people(
    *, role: Role | None = None, office_id: int | None = None, active: bool | None = None, before: int | None = None
) -> Select[User]:
    """Find people with an account, newest first, one more than a page holds."""
    found = select(User).where(User.role != Role.SYSTEM).options(joinedload(User.office))
    if role is not None:
        found = found.where(User.role == role)
    if office_id is not None:
        found = found.where(User.office_id == office_id)
    if active is not None:
        found = found.where(is_active() if active else ~is_active())
    if before is not None:
        found = found.where(User.id < before)
    return found.order_by(User.id.desc()).limit(PAGE + 1)


def person(user_id: int) -> Select[User]:
    """Find somebody with an account of their own by number."""
    return (
        select(User)
        .where(User.id == user_id, User.role != Role.SYSTEM)
        .options(joinedload(User.office), selectinload(User.further_offices))
    )


def offices(*, only_open: bool = False) -> Select[Office]:
    """Find the offices, by code."""
    found = select(Office).order_by(Office.code)
    return found.where(Office.closed_at.is_(None)) if only_open else found


def active_people_of(office: Office) -> Select[int]:
    """Count the people of an office who may sign in."""
    return select(func.count(User.id)).where(User.office_id == office.id, is_active())


def people_by_office() -> Select[int | None, int]:
    """Count the people who may sign in, office by office."""
    return (
        select(User.office_id, func.count(User.id))
        .where(is_active(), User.office_id.is_not(None), User.role != Role.SYSTEM)
        .group_by(User.office_id)
    )


def coordinators_of(office_id: int, *, but: User) -> Select[User]:
    """Find the coordinators of an office other than somebody: its own first, the longest there before the others."""
    return (
        select(User)
        .where(User.role == Role.COORDINATOR, works_in([office_id]), User.id != but.id, is_active())
        .order_by((User.office_id == office_id).desc(), User.id)
    )


def other_administrators(person: User) -> Select[int]:
    """Count the administrators there would still be without this one."""
    return select(func.count(User.id)).where(User.role == Role.ADMINISTRATOR, User.id != person.id, is_active())


def open_sessions(person: User) -> Select[UserSession]:
    """Find a person's sessions that nobody has ended, last used first."""
    return (
        select(UserSession)
        .where(UserSession.user_id == person.id, UserSession.ended_at.is_(None))
        .order_by(UserSession.seen_at.desc(), UserSession.id.desc())
    )


def device(person: User, token: str) -> Select[KnownDevice]:
    """Find the device of this token among those that have signed in to an account."""
    return select(KnownDevice).where(KnownDevice.user_id == person.id, KnownDevice.token_hash == token_hash(token))


def waiting_for_first_sign_in() -> Select[User]:
    """Find the people who were given a password and have not chosen their own yet, longest waiting first."""
    return select(User).where(is_active(), User.is_password_temporary).order_by(User.id)


def overview() -> Select[int, int, int]:
    """Count those who have not chosen a password, everybody who may sign in, and the open offices."""
    waiting = select(func.count(User.id)).where(is_active(), User.is_password_temporary)
    active = select(func.count(User.id)).where(is_active(), User.role != Role.SYSTEM)
    open_offices = select(func.count(Office.id)).where(Office.closed_at.is_(None))
    return select(waiting.scalar_subquery(), active.scalar_subquery(), open_offices.scalar_subquery())
