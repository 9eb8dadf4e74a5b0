"""Changing the working calendar; every open clock it touches is counted again, and the cases are told."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.petitions import clocks, steps
from caseapp.petitions.models import CalendarDay, CalendarYear, Petition, PetitionClock
from caseapp.petitions.reference import get_calendar
from caseapp.petitions.vocabulary import ClockKind, DayKind, Unit

CHUNK = 500


def add_day(
    session: Session,
    *,
    day: date,
    kind: DayKind,
    name: str,
    is_estimated: bool = False,
    source: str | None = None,
    country: str = "KZ",
    actor: User,
    at: datetime,
) -> int:
    """Add a day off or a working weekend; say how many petitions are due on another day now."""
    _ensure_known_year(session, day.year, country)
    known = select(CalendarDay.id).where(CalendarDay.country == country, CalendarDay.day == day)
    if session.scalar(known) is not None:
        raise RuleBroken(_l("This day is in the calendar already. Remove it first."))
    if kind is DayKind.WORKING_WEEKEND and day.weekday() < 5:
        raise RuleBroken(_l("A working weekend is a Saturday or a Sunday."))
    row = CalendarDay(
        country=country,
        day=day,
        kind=kind,
        name=name,
        is_estimated=is_estimated or kind is DayKind.ESTIMATED,
        source=source,
    )
    session.add(row)
    session.flush()
    history.record(session, None, "calendar.added", actor_id=actor.id, at=at, subject=row, detail=day.isoformat())
    return recount(session, _over(day), actor=actor, at=at)


def remove_day(session: Session, row: CalendarDay, *, actor: User, at: datetime) -> int:
    """Take a day out again; say how many petitions are due on another day now."""
    day = row.day
    history.record(session, None, "calendar.removed", actor_id=actor.id, at=at, subject=row, detail=day.isoformat())
    session.delete(row)
    session.flush()
    return recount(session, _over(day), actor=actor, at=at)


def add_year(session: Session, *, year: int, country: str = "KZ", actor: User, at: datetime) -> int:
    """Say that the days off of a year are entered; due dates in it are no longer provisional."""
    last = session.scalar(
        select(CalendarYear.year).where(CalendarYear.country == country).order_by(CalendarYear.year.desc()).limit(1)
    )
    if last is not None and year != last + 1:
        raise RuleBroken(_l("The next year to add is %(year)s.", year=str(last + 1)))
    row = CalendarYear(country=country, year=year, is_complete=True)
    session.add(row)
    session.flush()
    history.record(session, None, "calendar.year_added", actor_id=actor.id, at=at, subject=row, detail=str(year))
    return recount(session, PetitionClock.due_on >= date(year, 1, 1), actor=actor, at=at)


def _ensure_known_year(session: Session, year: int, country: str) -> None:
    known = select(CalendarYear.id).where(CalendarYear.country == country, CalendarYear.year == year)
    if session.scalar(known) is None:
        raise RuleBroken(_l("Add the year %(year)s to the calendar first.", year=str(year)))


def _over(day: date) -> ColumnElement[bool]:
    """Match the clocks that run over a day or end on it, whichever way they count, if a day off can move them."""
    runs_over = or_(
        and_(PetitionClock.started_on < day, PetitionClock.due_on >= day),
        and_(PetitionClock.started_on > day, PetitionClock.due_on <= day),
    )
    rule = PetitionClock.rule
    minds = or_(rule["unit"].as_string() == Unit.WORKING_DAYS.value, rule["roll_forward"].as_boolean())
    return and_(runs_over, minds)


def recount(session: Session, touched: ColumnElement[bool], *, actor: User, at: datetime) -> int:
    """Count the petitions again whose open clocks a change touches, in chunks; say how many due days moved."""
    calendar = get_calendar(session)
    moved = last_id = 0
    while True:
        ids = session.scalars(
            select(PetitionClock.petition_id)
            .where(
                PetitionClock.kind.in_(list(ClockKind)),
                PetitionClock.stopped_on.is_(None),
                touched,
                PetitionClock.petition_id > last_id,
            )
            .distinct()
            .order_by(PetitionClock.petition_id)
            .limit(CHUNK)
        ).all()
        if not ids:
            return moved
        for petition in session.scalars(select(Petition).where(Petition.id.in_(ids)).order_by(Petition.id)):
            before = petition.due_on
            if clocks.follow(session, petition, on=steps.day_of(at), calendar=calendar, keeps_stopped=True):
                moved += 1
                detail = f"{before.isoformat() if before else '–'} → {petition.due_on}"
                steps.tell(session, petition, "due_date_moved", actor=actor, at=at, detail=detail)
        last_id = ids[-1]
