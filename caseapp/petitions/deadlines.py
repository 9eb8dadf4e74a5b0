"""Counting a term: the day it ends, whether that is certain, and every day on the way with its reason."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from caseapp.errors import RuleBroken
from caseapp.petitions.calendar import HOLIDAY_NAMES, Calendar
from caseapp.petitions.vocabulary import ClockStart, Counting, DayKind, NextStep, Silence, TraceReason, Unit

LONGEST = 10_000
LAST_ORDINAL = date.max.toordinal()
GOVERNMENT_MOVE = "Day off moved by the Government"
REASON_OF = {
    DayKind.HOLIDAY: TraceReason.HOLIDAY,
    DayKind.MOVED: TraceReason.MOVED,
    DayKind.ESTIMATED: TraceReason.ESTIMATED,
}


@dataclass(frozen=True)
class Extension:
    """The longest extension a body may give itself, and on what condition."""

    amount: int
    unit: Unit
    condition: str = ""


@dataclass(frozen=True)
class Rule:
    """A term as a law or a practice sets it: how long, counted in what, from which event, which way.

    ``roll_forward`` moves an end on a day off to the next working day (to the one before when counting back).
    ``warn_days`` are the numbers of calendar days before the end on which somebody is warned, the farthest first;
    ``next_step`` is what somebody does when the term ends.
    """

    amount: int | None
    unit: Unit
    counted_from: ClockStart = ClockStart.SENT
    direction: Counting = Counting.FORWARD
    roll_forward: bool = False
    silence: Silence = Silence.NONE
    extension: Extension | None = None
    warn_days: tuple[int, ...] = ()
    next_step: NextStep = NextStep.REMIND

    def __post_init__(self) -> None:
        if self.amount is not None and not 0 <= self.amount <= LONGEST:
            raise ValueError(f"a term is between 0 and {LONGEST}, not {self.amount}")
        if self.extension is not None and not 1 <= self.extension.amount <= LONGEST:
            raise ValueError(f"an extension is between 1 and {LONGEST}, not {self.extension.amount}")
        if any(not 0 <= days <= LONGEST for days in self.warn_days):
            raise ValueError(f"a warning comes 0 to {LONGEST} days before the end, not {self.warn_days}")

    def to_json(self) -> dict[str, object]:
        """Give the rule as it is stored with the clock it started."""
        more = self.extension
        stored: dict[str, object] = {name: getattr(self, name) for name in PLAIN_FIELDS}
        stored["extension"] = {"amount": more.amount, "unit": more.unit, "condition": more.condition} if more else None
        stored["warn_days"] = list(self.warn_days)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Rule":
        """Read a stored rule back."""
        more = stored.get("extension")
        return cls(
            amount=stored["amount"],
            unit=Unit(stored["unit"]),
            counted_from=ClockStart(stored["counted_from"]),
            direction=Counting(stored["direction"]),
            roll_forward=stored["roll_forward"],
            silence=Silence(stored["silence"]),
            extension=Extension(more["amount"], Unit(more["unit"]), more["condition"]) if more else None,
            warn_days=tuple(stored.get("warn_days", ())),
            next_step=NextStep(stored.get("next_step", NextStep.REMIND)),
        )


PLAIN_FIELDS = ("amount", "unit", "counted_from", "direction", "roll_forward", "silence", "next_step")


def default_warn_days(amount: int | None, unit: Unit) -> tuple[int, ...]:
    """Say how many calendar days before the end of a term somebody is warned, where its rule does not say so.

    A longer term is warned of earlier and more often; one of hours on its last day.
    """
    if unit is Unit.HOURS:
        return (0,)
    length = (amount or 1) * DAYS_IN[unit]
    return next(days for longest, days in WARNINGS if length <= longest)


# About how many calendar days a unit takes, only to choose the warnings by.
DAYS_IN = {Unit.WORKING_DAYS: 1.4, Unit.CALENDAR_DAYS: 1, Unit.MONTHS: 30}
WARNINGS = ((5, (1,)), (15, (3, 1)), (45, (7, 1)), (31 * LONGEST, (30, 7, 1)))


@dataclass(frozen=True)
class TraceDay:
    """One day of a count: the day, whether it counted, why, and the name of the holiday where there is one."""

    day: date
    counted: bool
    code: TraceReason
    about: str = ""

    @property
    def reason(self) -> str:
        """Give the reason as one text, the holiday's name after a colon."""
        return f"{self.code.value}: {self.about}" if self.about else self.code.value

    def to_json(self) -> dict[str, str | bool]:
        """Give the day as the trace stores and prints it."""
        return {"date": self.day.isoformat(), "counted": self.counted, "reason": self.reason}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "TraceDay":
        """Read a stored day back, so that it can be shown in any language."""
        code, _colon, about = str(stored["reason"]).partition(": ")
        return cls(date.fromisoformat(str(stored["date"])), bool(stored["counted"]), TraceReason(code), about)


@dataclass(frozen=True)
class DueDate:
    """The last day of a term. ``provisional`` says that a day off on the way is not certain or not known yet."""

    due_on: date | None
    provisional: bool
    rule: Rule
    clock_start: date
    calendar: Calendar = field(repr=False, compare=False)

    @cached_property
    def trace(self) -> tuple[TraceDay, ...]:
        """List every day from the start to the end; worked out when it is first asked for."""
        if self.due_on is None:
            return ()
        return tuple(_trace(self.rule, self.clock_start, self.due_on, self.calendar))

    def to_json(self) -> dict[str, object]:
        """Give the due date with its trace as the command line prints it and the database stores it."""
        return {
            "clock_start": self.clock_start.isoformat(),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "provisional": self.provisional,
            "trace": [step.to_json() for step in self.trace],
        }


def due_on(rule: Rule, clock_start: date, calendar: Calendar) -> DueDate:
    """Work out the last day of a term and why.

    The start day is not counted. Working days skip weekends, public holidays and moved days off, and count the weekends
    that the Government made working days (APPC art. 76: 15 working days from receipt; law on peaceful assemblies
    arts 10-13: notice five or ten working days before, answer in three or seven). A term in months ends on the
    day of the same number, or on the last of a month that has no such day. A term in hours ends on the last day its
    last hour can fall on, as only the date of the start is known: the start plus the hours divided by 24, rounded up.
    An extension is never applied here: it is a term of its own once the body gives notice.
    """
    ends_on, provisional = due_date_only(rule, clock_start, calendar)
    return DueDate(ends_on, provisional, rule, clock_start, calendar)


def due_date_only(rule: Rule, clock_start: date, calendar: Calendar) -> tuple[date | None, bool]:
    """Give the last day of a term and whether it is provisional, without anything else (the fast path)."""
    if rule.amount is None:
        return None, False
    step = 1 if rule.direction is Counting.FORWARD else -1
    start = clock_start.toordinal()
    if rule.unit is Unit.WORKING_DAYS:
        end = _working_days(start, rule.amount, step, calendar)
        ends_on = _day(end)
        certain = calendar.knows(clock_start) and calendar.knows(ends_on)
        return ends_on, not certain or _estimate_between(start, end, calendar)
    if rule.unit is Unit.MONTHS:
        plain = _months(clock_start, step * rule.amount).toordinal()
    else:
        days = rule.amount if rule.unit is Unit.CALENDAR_DAYS else -(-rule.amount // 24)
        plain = start + step * days
    end = _rolled(plain, step, calendar) if rule.roll_forward else plain
    ends_on = _day(end)
    # A past year whose holidays are not known matters only where a day off would have moved the end.
    unknown = ends_on.year > calendar.last_year or (rule.roll_forward and not calendar.knows(ends_on))
    return ends_on, unknown or (rule.roll_forward and _estimate_between(plain - step, end, calendar))


def describe(step: TraceDay) -> str:
    """Say in the reader's language why a day was counted or not."""
    name = str(HOLIDAY_NAMES.get(step.about, step.about))
    if step.code is TraceReason.HOLIDAY:
        return _("Public holiday: %(name)s", name=name)
    if step.code is TraceReason.ESTIMATED:
        return _("Holiday on an estimated date: %(name)s", name=name)
    if step.code is TraceReason.MOVED and step.about and step.about != GOVERNMENT_MOVE:
        return _("Day off moved from a holiday: %(name)s", name=name)
    if step.code is TraceReason.MOVED and step.about:
        return name
    return str(step.code.label)


def _day(ordinal: int) -> date:
    if not 1 <= ordinal <= LAST_ORDINAL:
        raise RuleBroken(_l("This term ends outside the years that can be counted. Check the date it starts."))
    return date.fromordinal(ordinal)


def _months(start: date, months: int) -> date:
    """Move by months, to the last day where the month has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year < date.max.year:
        _day(0)
    return date(year, month + 1, min(start.day, _days_in_month(year, month + 1)))


def _days_in_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).day


def _working_days(start: int, amount: int, step: int, calendar: Calendar) -> int:
    if amount == 0:
        return start
    found = calendar.index.after(start, amount) if step > 0 else calendar.index.before(start, amount)
    if found is not None:
        return found
    left, day = amount, start
    while left:
        day += step
        if calendar.is_working(_day(day)):
            left -= 1
    return day


def _rolled(end: int, step: int, calendar: Calendar) -> int:
    while not calendar.is_working(_day(end)):
        end += step
    return end


def _estimate_between(start: int, end: int, calendar: Calendar) -> bool:
    """Say whether a holiday with an estimated date lies after the start and up to the end (or the mirror of it)."""
    low, high = (start + 1, end) if start <= end else (end, start - 1)
    place = bisect_left(calendar.estimated, low)
    return place < len(calendar.estimated) and calendar.estimated[place] <= high


def _trace(rule: Rule, start: date, end: date, calendar: Calendar) -> Iterator[TraceDay]:
    step = 1 if rule.direction is Counting.FORWARD else -1
    yield TraceDay(start, False, TraceReason.START)
    days = [date.fromordinal(n) for n in range(start.toordinal() + step, end.toordinal() + step, step)]
    if rule.unit is Unit.WORKING_DAYS:
        for day in days:
            yield _of_working_day(day, calendar)
        return
    plain = due_date_only(Rule(rule.amount, rule.unit, direction=rule.direction), start, calendar)[0] or end
    for day in days:
        if day == end != plain:
            yield TraceDay(day, False, TraceReason.ROLLED)
        elif (day > plain) if step > 0 else (day < plain):
            yield _of_working_day(day, calendar)
        elif day == plain and rule.unit is Unit.MONTHS and day.day != start.day:
            yield TraceDay(day, True, TraceReason.MONTH_END)
        else:
            yield TraceDay(day, True, TraceReason.COUNTED)


def _of_working_day(day: date, calendar: Calendar) -> TraceDay:
    """Say whether a day counts as a working day; a holiday at a weekend is called by its name."""
    if day in calendar.working_weekends:
        return TraceDay(day, True, TraceReason.WORKING_WEEKEND, calendar.working_weekends[day])
    if off := calendar.days_off.get(day):
        return TraceDay(day, False, REASON_OF[off.kind], off.name)
    if day.weekday() >= 5:
        return TraceDay(day, False, TraceReason.WEEKEND)
    return TraceDay(day, True, TraceReason.COUNTED if calendar.knows(day) else TraceReason.UNKNOWN_YEAR)
