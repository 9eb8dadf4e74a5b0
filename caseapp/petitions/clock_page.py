"""What the page of a petition shows of its clocks: each with its rule, its days, who checked it, and those to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import gettext as _

from caseapp.dates import spoken
from caseapp.petitions import clock_table, rules, wording
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.clock_services import DAYS
from caseapp.petitions.models import Petition, PetitionClock
from caseapp.petitions.vocabulary import ClockKind, ClockStart, CorrespondenceKind, NextStep

K = CorrespondenceKind

# Where several letters start a clock, the one its page asks for first.
USUAL_START = {ClockKind.APPEAL_WINDOW: K.RULING_SERVED}


@dataclass(frozen=True)
class Stretch:
    """Days in a row that were counted alike, from the first to the last."""

    first: str
    last: str
    days: int
    counted: bool
    why: str


@dataclass(frozen=True)
class ToCome:
    """A clock of the body that has not started: what it is, what starts it, and which day or letter to record."""

    kind: str
    start: str
    note: str
    records: CorrespondenceKind | None


def stretches(trace: Sequence[dict[str, Any]]) -> list[Stretch]:
    """Put days of a trace that follow each other for the same reason together; every day off stays in sight."""
    days = [rules.TraceDay.from_json(step) for step in trace]
    found = []
    for (counted, _code, _about), group in groupby(days, key=lambda day: (day.counted, day.code, day.about)):
        run = list(group)
        first, last = run[0], run[-1]
        why = rules.describe(first)
        found.append(Stretch(_day(first.day), _day(last.day), len(run), counted, why))
    return found


def _day(day: date) -> str:
    return spoken.with_weekday(day)


def shown(petition: Petition, today: date, calendar: rules.Calendar) -> list[dict[str, Any]]:
    """Give the clocks of a petition that run or ran, the nearest end first, those that stopped last."""
    begun = [clock for clock in petition.clocks if not _is_ahead(clock, today)]
    order = sorted(begun, key=lambda one: (one.stopped_on is not None, one.due_on or date.max, one.id))
    return [_clock(one, petition, today, calendar) for one in order]


def _is_ahead(clock: PetitionClock, today: date) -> bool:
    """Say whether a clock would only start if the silence goes on (the complaint window is read ahead)."""
    return clock.kind is ClockKind.COMPLAINT_WINDOW and clock.started_on > today


def ahead(petition: Petition, today: date) -> str:
    """Say until when one could complain if the silence goes on, while the answer is still awaited."""
    clock = wording.clock_of(petition, ClockKind.COMPLAINT_WINDOW)
    if clock is None or clock.due_on is None or not _is_ahead(clock, today):
        return ""
    return _(
        "If nothing comes, the silence counts as a refusal from %(first)s: a complaint is possible until %(last)s.",
        first=_day(clock.started_on),
        last=_day(clock.due_on),
    )


def _clock(clock: PetitionClock, petition: Petition, today: date, calendar: rules.Calendar) -> dict[str, Any]:
    rule = rules.Rule.from_json(clock.rule)
    runs = clock.due_on is not None and clock.stopped_on is None
    is_late = runs and clock.due_on is not None and clock.due_on < today
    starts_at_receipt = rule.counted_from in wording.STARTS_AT_RECEIPT
    return {
        "clock": clock,
        "due": wording.weekday(clock.due_on),
        "meaning": wording.due_meaning(clock.due_on, today, rule.unit, calendar) if runs and clock.due_on else "",
        "tone": "late" if is_late else "neutral",
        "rule": wording.term(rule.amount, rule.unit) if rule.amount is not None else "",
        "start": rule.counted_from.label,
        "started": wording.weekday(clock.started_on),
        "silence": rule.silence.label,
        "is_assumed": starts_at_receipt and petition.acknowledged_on is None and clock.started_on == petition.sent_on,
        "next": rule.next_step.label if runs and rule.next_step is not NextStep.WAIT else "",
        "stretches": stretches(clock.trace),
    }


def to_come(petition: Petition, record: BodyRecord | None) -> list[ToCome]:
    """List the clocks of the body that nothing has started yet, each with what would."""
    if record is None or petition.is_published_record or petition.state not in {*rules.WAITING, *rules.UNSENT}:
        return []
    running = {clock.kind for clock in petition.clocks}
    found = []
    for clock in (record.answer, *record.other_clocks):
        if clock.kind in running or (clock.kind in clock_table.BEFORE_SENDING and petition.sent_on is not None):
            continue
        if petition.sent_on is None and clock.kind not in clock_table.BEFORE_SENDING:
            continue
        starts = clock_table.STARTED_BY.get(clock.rule.counted_from, ())
        if not starts and clock.rule.counted_from in {ClockStart.SENT, ClockStart.DISAPPEARED}:
            continue
        open_to = [kind for kind in starts if kind in DAYS or petition.sent_on is not None]
        usual = USUAL_START.get(clock.kind)
        records = usual if usual in open_to else next(iter(open_to), None)
        note = clock.note if clock is not record.answer else ""
        found.append(ToCome(str(clock.kind.label), str(clock.rule.counted_from.label), note, records))
    return found
