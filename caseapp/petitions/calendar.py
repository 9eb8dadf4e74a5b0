"""The working calendar: which days a term in working days skips, and which weekends it counts."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.petitions.vocabulary import DayKind

HOLIDAYS_FILE = Path(__file__).parents[1] / "reference" / "holidays_kz.csv"
FIRST_YEAR, LAST_YEAR = 2024, 2028

# The names as shipped, so that a trace can show them in the reader's language.
HOLIDAY_NAMES: dict[str, LazyString] = {
    "New Year's Day": _l("New Year's Day"),
    "Orthodox Christmas": _l("Orthodox Christmas"),
    "International Women's Day": _l("International Women's Day"),
    "Constitution Day": _l("Constitution Day"),
    "Nauryz": _l("Nauryz"),
    "People's Unity Day": _l("People's Unity Day"),
    "Defender of the Fatherland Day": _l("Defender of the Fatherland Day"),
    "Victory Day": _l("Victory Day"),
    "Eid al-Adha": _l("Eid al-Adha"),
    "Capital Day": _l("Capital Day"),
    "Republic Day": _l("Republic Day"),
    "Independence Day": _l("Independence Day"),
    "Day off moved by the Government": _l("Day off moved by the Government"),
    "Working day moved by the Government": _l("Working day moved by the Government"),
}


@dataclass(frozen=True)
class DayOff:
    """A day off and what makes it one."""

    name: str
    kind: DayKind = DayKind.HOLIDAY


@dataclass(frozen=True)
class CalendarDay:
    """One row of the calendar table: a day off, or a weekend day that is worked."""

    on: date
    kind: DayKind
    name: str
    estimated: bool = False
    source: str = ""


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days off and working weekends of a span of known years; every other day follows its weekday.

    A last year before the first one says that no year is known.
    """

    days_off: Mapping[date, DayOff]
    working_weekends: Mapping[date, str]
    first_year: int
    last_year: int

    @classmethod
    def of(cls, days: Iterable[CalendarDay], first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Self:
        """Build a calendar from its rows, however they are stored."""
        off: dict[date, DayOff] = {}
        worked: dict[date, str] = {}
        for day in days:
            if day.kind is DayKind.WORKING_WEEKEND:
                worked[day.on] = day.name
            else:
                off[day.on] = DayOff(day.name, DayKind.ESTIMATED if day.estimated else day.kind)
        return cls(off, worked, first_year, last_year)

    def with_day_off(self, on: date, day_off: DayOff) -> "Calendar":
        """Return this calendar with one day off more."""
        worked = {day: name for day, name in self.working_weekends.items() if day != on}
        return Calendar({**self.days_off, on: day_off}, worked, self.first_year, self.last_year)

    def is_working(self, day: date) -> bool:
        """Say whether a term in working days counts this day (APPC art. 76: working days, not days off)."""
        if day in self.working_weekends:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def knows(self, day: date) -> bool:
        """Say whether the days off of this day's year are known."""
        return self.first_year <= day.year <= self.last_year

    @cached_property
    def index(self) -> "WorkingDays":
        """Give the working days of the known years, numbered."""
        return WorkingDays.of(self)

    @cached_property
    def estimated(self) -> tuple[int, ...]:
        """List the ordinals of the holidays whose date is only estimated, in order."""
        return tuple(sorted(d.toordinal() for d, off in self.days_off.items() if off.kind is DayKind.ESTIMATED))


@dataclass(frozen=True)
class WorkingDays:
    """The working days of the known years: by number, and how many there are up to each day."""

    first: int
    days: tuple[int, ...]
    up_to: tuple[int, ...]

    @classmethod
    def of(cls, calendar: Calendar) -> Self:
        """Build the numbered list from a calendar."""
        if calendar.last_year < calendar.first_year:
            return cls(1, (), ())
        first = date(calendar.first_year, 1, 1).toordinal()
        last = date(calendar.last_year, 12, 31).toordinal()
        days: list[int] = []
        up_to: list[int] = []
        for ordinal in range(first, last + 1):
            if calendar.is_working(date.fromordinal(ordinal)):
                days.append(ordinal)
            up_to.append(len(days))
        return cls(first, tuple(days), tuple(up_to))

    def after(self, start: int, amount: int) -> int | None:
        """Find the ordinal of the n-th working day after a day, or None where the known years do not reach."""
        place = start - self.first
        if not 0 <= place < len(self.up_to):
            return None
        number = self.up_to[place] + amount - 1
        return self.days[number] if number < len(self.days) else None

    def before(self, start: int, amount: int) -> int | None:
        """Find the ordinal of the n-th working day before a day, or None where the known years do not reach."""
        place = start - self.first - 1
        if not 0 <= place < len(self.up_to):
            return None
        number = self.up_to[place] - amount
        return self.days[number] if number >= 0 else None


def read_days(path: Path = HOLIDAYS_FILE) -> list[CalendarDay]:
    """Read the rows of a calendar file (``date,kind,name,estimated,source``)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            CalendarDay(
                on=date.fromisoformat(row["date"]),
                kind=DayKind(row["kind"]),
                name=row["name"],
                estimated=row["estimated"] == "yes",
                source=row["source"],
            )
            for row in csv.DictReader(lines)
        ]


@cache
def shipped_calendar() -> Calendar:
    """Give the shipped calendar of Kazakhstan, 2024 to 2028 (Law on holidays; Government decrees on moved days)."""
    return Calendar.of(read_days())
