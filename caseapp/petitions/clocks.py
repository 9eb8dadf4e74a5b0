"""The clocks of a petition, worked out again from what is recorded whenever that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from caseapp.petitions import rules
from caseapp.petitions.body_data import BodyRecord, ClockRecord, parse_body
from caseapp.petitions.models import BodyVersion, Correspondence, Petition, PetitionClock
from caseapp.petitions.reference import get_calendar
from caseapp.petitions.vocabulary import ClockKind, ClockStart, CorrespondenceKind, PetitionState, Standing

# A term from receipt is counted from the sending until the receipt is known: that day is never too late.
FROM_SENDING = frozenset({ClockStart.SENT, ClockStart.RECEIVED, ClockStart.REGISTERED, ClockStart.COMPLAINT_RECEIVED})
REPLIES = frozenset(
    {
        CorrespondenceKind.ANSWERED_MERITS,
        CorrespondenceKind.ANSWERED_FORMAL,
        CorrespondenceKind.ANSWERED_ORAL,
        CorrespondenceKind.REFUSED,
        CorrespondenceKind.NOT_ACCEPTED,
    }
)


@dataclass(frozen=True)
class Reading:
    """What one clock reads: its rule, its start and end, and every day between."""

    rule: rules.Rule
    started_on: date
    due_on: date | None
    is_provisional: bool
    trace: list[Any]


def letters_of(session: Session, petition: Petition) -> Sequence[Correspondence]:
    """List what counts of a petition's correspondence, in order; what was taken back does not."""
    return session.scalars(
        select(Correspondence)
        .where(Correspondence.petition_id == petition.id, Correspondence.taken_back_because.is_(None))
        .order_by(Correspondence.happened_on, Correspondence.id)
    ).all()


def follow(session: Session, petition: Petition, *, on: date, calendar: rules.Calendar | None = None) -> bool:
    """Bring the clocks of a petition in step with its facts; say whether the day it waits for has changed."""
    session.flush()
    before = petition.due_on
    clocks = {
        clock.kind: clock
        for clock in session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id))
    }
    readings = _readings(session, petition, calendar)
    for kind in (ClockKind.ANSWER, ClockKind.FOLLOW_UP):
        _write(session, petition, kind, clocks.get(kind), readings.get(kind))
    stopped = _stopped_on(session, petition, on)
    for clock in session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id)):
        clock.stopped_on = stopped
    petition.due_on, petition.lapses_to = (None, None) if stopped else _leading(readings)
    session.flush()
    return petition.due_on != before


def answer_start(petition: Petition, rule: rules.Rule) -> date | None:
    """Give the day a body's answer term is counted from, or None while nobody knows it."""
    if rule.counted_from is ClockStart.SENT:
        return petition.sent_on
    if rule.counted_from in FROM_SENDING:
        return petition.acknowledged_on or petition.sent_on
    return petition.acknowledged_on


def _readings(session: Session, petition: Petition, calendar: rules.Calendar | None) -> dict[ClockKind, Reading]:
    if petition.sent_on is None or petition.body_version_id is None or petition.is_published_record:
        return {}
    record = parse_body(session.get_one(BodyVersion, petition.body_version_id).record)
    calendar = calendar or get_calendar(session)
    letters = letters_of(session, petition)
    found: dict[ClockKind, Reading] = {}
    start = _restarted(letters) or answer_start(petition, record.answer.rule)
    if start is not None:
        found[ClockKind.ANSWER] = _extended(_read(record.answer, start, calendar), record, letters, calendar)
    asked = [one.happened_on for one in letters if one.kind is CorrespondenceKind.REMINDER and one.happened_on]
    found[ClockKind.FOLLOW_UP] = _read(record.follow_up, max([petition.sent_on, *asked]), calendar)
    return found


def _restarted(letters: Sequence[Correspondence]) -> date | None:
    """Give the day a letter was passed on to a body outside our directory: it has the same time again."""
    days = [one.happened_on for one in letters if one.kind is CorrespondenceKind.FORWARDED]
    return days[-1] if days else None


def _read(clock: ClockRecord, start: date, calendar: rules.Calendar) -> Reading:
    due = rules.due_on(clock.rule, start, calendar)
    return Reading(clock.rule, start, due.due_on, due.provisional, [step.to_json() for step in due.trace])


def _extended(
    reading: Reading, record: BodyRecord, letters: Sequence[Correspondence], calendar: rules.Calendar
) -> Reading:
    """Move the end by every notice of extension: to the day it names, else by the longest the body may take."""
    for letter in letters:
        if letter.kind is not CorrespondenceKind.EXTENDED:
            continue
        if letter.new_due_on is not None:
            reading = Reading(reading.rule, reading.started_on, letter.new_due_on, False, reading.trace)
        elif record.answer.extension and reading.due_on:
            more = rules.Rule(record.answer.extension.amount, record.answer.extension.unit)
            due = rules.due_on(more, reading.due_on, calendar)
            steps = [step.to_json() for step in due.trace[1:]]
            provisional = reading.is_provisional or due.provisional
            reading = Reading(reading.rule, reading.started_on, due.due_on, provisional, [*reading.trace, *steps])
    return reading


def _write(
    session: Session, petition: Petition, kind: ClockKind, clock: PetitionClock | None, reading: Reading | None
) -> None:
    if reading is None:
        if clock is not None:
            session.delete(clock)
        return
    if clock is None:
        clock = PetitionClock(petition_id=petition.id, kind=kind)
        session.add(clock)
    clock.rule = dict(reading.rule.to_json())
    clock.started_on, clock.due_on = reading.started_on, reading.due_on
    clock.is_provisional, clock.trace = reading.is_provisional, reading.trace
    session.flush()


def _stopped_on(session: Session, petition: Petition, on: date) -> date | None:
    """Give the day the waiting ended: the reply, the handing on to a known body, or the day of the step."""
    if petition.state in rules.WAITING:
        if petition.state is PetitionState.FORWARDED and has_successor(session, petition):
            return max((one.happened_on for one in letters_of(session, petition) if one.happened_on), default=on)
        return None
    if petition.replied_on is not None:
        return petition.replied_on
    return petition.closed_on or on


def has_successor(session: Session, petition: Petition) -> bool:
    """Say whether the body it was passed on to has a petition of its own, which carries the clock."""
    following = exists().where(Petition.previous_id == petition.id, Petition.sent_on.is_not(None))
    return bool(session.scalar(select(following)))


def _leading(readings: dict[ClockKind, Reading]) -> tuple[date | None, Standing | None]:
    """Choose the clock the board goes by: the law's, or our own reminder where no law sets a time."""
    answer = readings.get(ClockKind.ANSWER)
    if answer is not None and answer.due_on is not None:
        day_after = answer.due_on + timedelta(days=1)
        return answer.due_on, rules.standing(PetitionState.SENT, answer.due_on, day_after, answer.rule.silence)
    reminder = readings.get(ClockKind.FOLLOW_UP)
    return (reminder.due_on, Standing.SILENT) if reminder is not None and reminder.due_on else (None, None)
