"""The clocks of a petition, worked out again from what is recorded whenever that changes; the only writer of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from caseapp import clock as time
from caseapp.cases.models import Case
from caseapp.petitions import clock_table, rules
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.clock_table import FROM_SENDING, REPLIES, ClockFacts, Reading, Recorded
from caseapp.petitions.models import BodyVersion, Correspondence, Petition, PetitionCase, PetitionClock
from caseapp.petitions.reference import get_calendar
from caseapp.petitions.vocabulary import ClockKind, ClockStart, PetitionState, Silence, Standing

__all__ = ["FROM_SENDING", "REPLIES", "facts_of", "follow", "has_successor", "letters_of"]


def letters_of(session: Session, petition: Petition) -> Sequence[Correspondence]:
    """List what counts of a petition's correspondence, in order; what was taken back does not."""
    return session.scalars(
        select(Correspondence)
        .where(Correspondence.petition_id == petition.id, Correspondence.taken_back_because.is_(None))
        .order_by(Correspondence.happened_on, Correspondence.id)
    ).all()


def follow(
    session: Session,
    petition: Petition,
    *,
    on: date,
    calendar: rules.Calendar | None = None,
    keeps_stopped: bool = False,
) -> bool:
    """Bring the clocks of a petition in step with its facts; say whether the day it waits for has changed.

    The clocks are those that ``clock_table.readings`` finds started. Writing them again changes nothing, so that a
    deadline noted as missed stays noted, and one that moved is a new one. ``on`` is the day of the step, for a stop
    that no recorded day explains; ``keeps_stopped`` leaves alone what has stopped, for a change of the calendar alone.
    The petition before this one is followed too: what it waited for may have happened.
    """
    session.flush()
    before = petition.due_on
    found: dict[ClockKind, Reading] = {}
    facts = facts_of(session, petition, on=_stopped_before(session, petition) or on)
    if petition.body_version_id is not None and not petition.is_published_record:
        record = parse_body(session.get_one(BodyVersion, petition.body_version_id).record)
        calendar = calendar or get_calendar(session)
        found = clock_table.readings(
            record, _with_disappearance(session, petition, record, facts), clock_table.counting(calendar)
        )
    _write(session, petition, found, keeps_stopped=keeps_stopped)
    _lead(petition, found)
    session.flush()
    if petition.previous_id is not None and petition.sent_on is not None:
        _follow_previous(session, petition.previous_id, on, calendar)
    return petition.due_on != before


def facts_of(session: Session, petition: Petition, *, on: date | None = None) -> ClockFacts:
    """Gather what is recorded of a petition, as far as clocks go by it."""
    following = session.execute(
        select(Petition.sent_on, Petition.created_at).where(Petition.previous_id == petition.id)
    ).all()
    begun = [time.day_of(row.created_at) for row in following]
    sent = [row.sent_on for row in following if row.sent_on is not None]
    return ClockFacts(
        state=petition.state,
        begun_on=time.day_of(petition.created_at),
        sent_on=petition.sent_on,
        acknowledged_on=petition.acknowledged_on,
        replied_on=petition.replied_on,
        closed_on=petition.closed_on,
        letters=tuple(
            Recorded(letter.kind, letter.happened_on, letter.new_due_on) for letter in letters_of(session, petition)
        ),
        passed_on=petition.state is PetitionState.FORWARDED and bool(sent),
        further_on=min(sent, default=None),
        further_begun_on=min(begun, default=None),
        ended_on=on,
    )


def _stopped_before(session: Session, petition: Petition) -> date | None:
    """Give the day the waiting was found ended before, so that finding it again later does not move it."""
    kinds = (ClockKind.ANSWER, ClockKind.FOLLOW_UP)
    stopped = select(func.min(PetitionClock.stopped_on)).where(
        PetitionClock.petition_id == petition.id, PetitionClock.kind.in_(kinds)
    )
    return session.scalar(stopped)


def _with_disappearance(session: Session, petition: Petition, record: BodyRecord, facts: ClockFacts) -> ClockFacts:
    """Add the earliest day of a disappearance where a clock of the body counts from it."""
    if not any(clock.rule.counted_from is ClockStart.DISAPPEARED for clock in record.other_clocks):
        return facts
    earliest = (
        select(func.min(Case.taken_earliest))
        .join(PetitionCase, PetitionCase.case_id == Case.id)
        .where(PetitionCase.petition_id == petition.id)
    )
    return replace(facts, taken_on=session.scalar(earliest))


def _write(session: Session, petition: Petition, found: dict[ClockKind, Reading], *, keeps_stopped: bool) -> None:
    """Keep one row for each reading, changing no row that is right already."""
    rows = {
        row.kind: row for row in session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id))
    }
    for kind, row in rows.items():
        if kind not in found:
            session.delete(row)
    for kind, reading in found.items():
        row = rows.get(kind) or PetitionClock(petition_id=petition.id, kind=kind)
        if keeps_stopped and row.stopped_on is not None:
            continue
        for name, value in (
            ("rule", reading.rule.to_json()),
            ("started_on", reading.started_on),
            ("due_on", reading.due_on),
            ("is_provisional", reading.is_provisional),
            ("trace", reading.trace),
            ("stopped_on", reading.stopped_on),
        ):
            if kind not in rows or getattr(row, name) != value:
                setattr(row, name, value)
        session.add(row)
    session.flush()


def _lead(petition: Petition, found: dict[ClockKind, Reading]) -> None:
    """Write on the petition the clock the board goes by, and what it is from the day after."""
    leader = clock_table.leading(found) if petition.state in rules.WAITING else None
    if leader is None or leader.stopped_on is not None or leader.due_on is None:
        petition.due_on, petition.lapses_to, petition.silence = None, None, None
        return
    petition.due_on = leader.due_on
    if leader is found.get(ClockKind.FOLLOW_UP):
        petition.lapses_to, petition.silence = Standing.SILENT, Silence.NONE
        return
    day_after = leader.due_on + timedelta(days=1)
    petition.silence = leader.rule.silence
    petition.lapses_to = rules.standing(PetitionState.SENT, leader.due_on, day_after, leader.rule.silence)


def _follow_previous(session: Session, previous_id: int, on: date, calendar: rules.Calendar | None) -> None:
    """Follow the petition before, where a clock of it still runs: the next one going out may stop it."""
    running = exists().where(PetitionClock.petition_id == previous_id, PetitionClock.stopped_on.is_(None))
    if session.scalar(select(running)):
        follow(session, session.get_one(Petition, previous_id), on=on, calendar=calendar)


def has_successor(session: Session, petition: Petition) -> bool:
    """Say whether the body it was passed on to has a petition of its own, which carries the clock."""
    following = exists().where(Petition.previous_id == petition.id, Petition.sent_on.is_not(None))
    return bool(session.scalar(select(following)))
