"""A month of deadlines: on each day how many clocks of each kind end, and one day's clocks as a list."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import get_day_names
from sqlalchemy import Date, Select, String, bindparam, cast, func, select, tuple_
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.accounts.reader import reader
from caseapp.dates import calendar_words
from caseapp.db import Identity
from caseapp.petitions import board_queries, queries, sweep
from caseapp.petitions.board_queries import Kind
from caseapp.petitions.models import Petition, PetitionClock
from caseapp.petitions.vocabulary import ClockKind

FIRST_YEAR, LAST_YEAR = 1970, 2200


@dataclass(frozen=True)
class Day:
    """One day of the month's sheet: what ends on it, by kind."""

    day: date
    is_inside: bool
    is_today: bool
    is_past: bool
    ends: tuple[tuple[ClockKind, int], ...]

    @property
    def total(self) -> int:
        """Count the clocks that end on this day."""
        return sum(count for _kind, count in self.ends)


def read(text: str, today: date) -> date:
    """Read a month like 2026-11 as its first day; anything else is this month."""
    year, _dash, number = text.partition("-")
    is_written = len(text) == len("2026-11") and text.isascii() and year.isdigit() and number.isdigit()
    if not is_written or not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(number) <= 12:
        return today.replace(day=1)
    return date(int(year), int(number), 1)


def name(first: date) -> str:
    """Write a month for the address."""
    return f"{first.year:04}-{first.month:02}"


def title(first: date) -> str:
    """Write a month in the page's language."""
    written = calendar_words.month(first, calendar_words.page_locale())
    return written[:1].upper() + written[1:]


def before(first: date) -> date:
    """Give the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def after(first: date) -> date:
    """Give the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def is_in(day: date, first: date) -> bool:
    """Say whether a day lies in a month."""
    return (day.year, day.month) == (first.year, first.month)


def days_of_week() -> list[str]:
    """Name the days of the week, Monday first, as it is where the organisation works."""
    names = get_day_names("abbreviated", context="stand-alone", locale=calendar_words.page_locale())
    return [str(names[number]) for number in range(7)]


def weeks(session: Session, first: date, asked: Kind, values: dict[str, Any], today: date) -> list[list[Day]]:
    """Give the weeks of a month, whole ones, with what ends on each day; in one statement."""
    start = first - timedelta(days=first.weekday())
    last = after(first) - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    found: dict[date, list[tuple[ClockKind, int]]] = {}
    for day, kind, count in session.execute(_counts(asked), values | {"first": start, "last": end}):
        found.setdefault(day, []).append((kind, count))
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    sheet = [
        Day(day, is_in(day, first), day == today, day < today, tuple(sorted(found.get(day, []), key=_order)))
        for day in days
    ]
    return [sheet[number : number + 7] for number in range(0, len(sheet), 7)]


def _order(end: tuple[ClockKind, int]) -> int:
    return list(ClockKind).index(end[0])


def _shown(asked: Kind) -> list[Any]:
    person: Any = reader(asked.role, asked.offices)
    seen = queries.unsealed_to(person) if queries.sees_the_office(person) else queries.may_see(person)
    return [sweep.is_running(board_queries.TODAY), seen, *board_queries.narrowed(asked)]


@lru_cache(maxsize=64)
def _counts(asked: Kind) -> Select[*tuple[Any, ...]]:
    return (
        select(PetitionClock.due_on, PetitionClock.kind, func.count())
        .join(Petition, Petition.id == PetitionClock.petition_id)
        .where(
            PetitionClock.due_on >= bindparam("first", type_=Date),
            PetitionClock.due_on <= bindparam("last", type_=Date),
            *_shown(asked),
        )
        .group_by(PetitionClock.due_on, PetitionClock.kind)
    )


@lru_cache(maxsize=64)
def day_statement(asked: Kind, is_after: bool, limit: int) -> Select[*tuple[Any, ...]]:
    """Fetch the clocks that end on one day, with the rows of the board, a page at a time."""
    key = tuple_(PetitionClock.petition_id, cast(PetitionClock.kind, String))
    following = [key > tuple_(bindparam("after_id", type_=Identity), bindparam("after_kind", type_=String))]
    return (
        select(*board_queries.SHOWN, PetitionClock.kind, User.name.label("owner"))
        .join(Petition, Petition.id == PetitionClock.petition_id)
        .outerjoin(User, User.id == Petition.owner_id)
        .where(PetitionClock.due_on == bindparam("day", type_=Date), *_shown(asked), *(following if is_after else []))
        .order_by(PetitionClock.petition_id, cast(PetitionClock.kind, String))
        .limit(limit)
    )
