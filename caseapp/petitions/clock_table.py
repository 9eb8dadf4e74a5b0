"""Which recorded fact starts each clock of a body, and which one stops it: two tables, and the readings they give."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from caseapp.petitions import rules
from caseapp.petitions.body_data import BodyRecord, ClockRecord
from caseapp.petitions.vocabulary import (
    ClockKind,
    ClockStart,
    CorrespondenceKind,
    PetitionState,
    Silence,
    TraceReason,
)

K = CorrespondenceKind
S = PetitionState

REPLIES = frozenset({K.ANSWERED_MERITS, K.ANSWERED_FORMAL, K.ANSWERED_ORAL, K.REFUSED, K.NOT_ACCEPTED})

# A term from receipt is counted from the sending until the receipt is known: that day is never too late.
FROM_SENDING = frozenset({ClockStart.SENT, ClockStart.RECEIVED, ClockStart.REGISTERED, ClockStart.COMPLAINT_RECEIVED})

# The letters that start a clock; the last one recorded counts. What is not here starts from a day of the petition.
STARTED_BY: dict[ClockStart, tuple[CorrespondenceKind, ...]] = {
    ClockStart.ACCEPTED: (K.CLAIM_ACCEPTED,),
    ClockStart.TRANSMITTED: (K.TRANSMITTED,),
    ClockStart.OPINION_TRANSMITTED: (K.OPINION_TRANSMITTED,),
    ClockStart.REPLY_FORWARDED: (K.STATE_REPLY_FORWARDED,),
    ClockStart.RECOMMENDATION_RECEIVED: (K.RECOMMENDATION_RECEIVED,),
    ClockStart.COMPLAINT_RECEIVED: (K.COMPLAINT,),
    ClockStart.PROPOSED: (K.PROPOSAL,),
    ClockStart.SERVED: (K.COMPLAINT_DECISION, K.RULING_SERVED),
    ClockStart.LEARNED: (K.LEARNED,),
    ClockStart.DETAINED: (K.DETAINED,),
    ClockStart.EVENT: (K.EVENT,),
}

# The letters that a clock waits for, beside what ends every clock (closing, withdrawing, passing on).
STOPPED_BY: dict[ClockKind, frozenset[CorrespondenceKind]] = {
    ClockKind.ANSWER: frozenset(),
    ClockKind.FOLLOW_UP: frozenset(),
    ClockKind.STATUS_REQUEST: REPLIES | {K.REMINDER, K.TRANSMITTED, K.STATE_REPLY_FORWARDED},
    ClockKind.FORWARDING_NOTICE: REPLIES | {K.FORWARDED, K.EXTENDED},
    ClockKind.BODY_REMINDER: REPLIES | {K.STATE_REPLY_FORWARDED},
    ClockKind.COMPLAINT_WINDOW: frozenset({K.COMPLAINT, K.COURT_CLAIM}),
    ClockKind.COMPLAINT_DECISION: frozenset({K.COMPLAINT_DECISION, K.COURT_CLAIM}),
    ClockKind.COURT_WINDOW: frozenset({K.COURT_CLAIM}),
    ClockKind.APPEAL_WINDOW: frozenset({K.SENT}),
    ClockKind.FILING_WINDOW: frozenset({K.SENT}),
    ClockKind.LINKED_WINDOW: frozenset({K.SENT}),
    ClockKind.LEAD_TIME: frozenset({K.SENT}),
    ClockKind.PROPOSAL_ANSWER: frozenset({K.PROPOSAL_ANSWER}),
    ClockKind.COMMENTS: frozenset({K.COMMENTS}),
    ClockKind.SIX_MONTH_RULE: frozenset({K.COMMENTS}),
    ClockKind.OPINION_FOLLOW_UP: frozenset({K.REPORT}),
    ClockKind.RECOMMENDATION_ANSWER: REPLIES | {K.RECOMMENDATION_ANSWER},
    ClockKind.DETENTION_LIMIT: frozenset({K.RELEASED}),
}

# Clocks that run before anything is sent: by their end the petition must be on its way.
BEFORE_SENDING = frozenset(
    {ClockKind.APPEAL_WINDOW, ClockKind.FILING_WINDOW, ClockKind.LINKED_WINDOW, ClockKind.LEAD_TIME}
)
# Clocks on our own way further: the next petition stops them only when it has gone out.
ONWARD = frozenset({ClockKind.COMPLAINT_WINDOW, ClockKind.COMPLAINT_DECISION, ClockKind.COURT_WINDOW})
# What is said in a letter may move the end of these: the day it names is the one that holds.
NAMED_DAYS = frozenset({ClockKind.COMMENTS, ClockKind.PROPOSAL_ANSWER, ClockKind.SIX_MONTH_RULE})


@dataclass(frozen=True)
class Recorded:
    """One piece of correspondence as the clocks read it; ``new_due_on`` is a day it names."""

    kind: CorrespondenceKind
    on: date | None
    new_due_on: date | None = None


@dataclass(frozen=True)
class ClockFacts:
    """What is recorded of a petition, as far as a clock starts or stops by it.

    ``passed_on`` says that it was forwarded to a body whose own petition carries the clock; ``further_on`` is the day a
    following petition went out, ``further_begun_on`` the day one was begun; ``ended_on`` the day of a step that left
    no other day. ``taken_on`` is the earliest day the person of one of the cases can have disappeared.
    """

    state: PetitionState
    begun_on: date | None = None
    sent_on: date | None = None
    acknowledged_on: date | None = None
    replied_on: date | None = None
    closed_on: date | None = None
    letters: tuple[Recorded, ...] = ()
    passed_on: bool = False
    further_on: date | None = None
    further_begun_on: date | None = None
    ended_on: date | None = None
    taken_on: date | None = None

    def last(self, kinds: Iterable[CorrespondenceKind]) -> Recorded | None:
        """Find the last letter of some kinds that has a day; of two of one day the one recorded last."""
        wanted = frozenset(kinds)
        found = [one for one in reversed(self.letters) if one.kind in wanted and one.on is not None]
        return max(found, key=lambda one: one.on or date.min) if found else None


@dataclass(frozen=True)
class Reading:
    """What one clock reads: its rule, its start and end, every day between, and the day it stopped."""

    rule: rules.Rule
    started_on: date
    due_on: date | None
    is_provisional: bool
    trace: list[Any]
    stopped_on: date | None = None


Count = Callable[[rules.Rule, date], Reading]


def counting(calendar: rules.Calendar) -> Count:
    """Give what counts one term from one day by a calendar."""

    def count(rule: rules.Rule, start: date) -> Reading:
        due = rules.due_on(rule, start, calendar)
        return Reading(rule, start, due.due_on, due.provisional, [step.to_json() for step in due.trace])

    return count


def readings(record: BodyRecord, facts: ClockFacts, count: Count) -> dict[ClockKind, Reading]:
    """Read every clock of a body that the recorded facts have started; pure, and the same however often it is asked.

    A complaint window that a silence would open (APPC art. 91(2): expiry of the term is a refusal) is read ahead of
    time: it starts on the day after the answer was due, so that no night has to pass for it to be there.
    """
    found: dict[ClockKind, Reading] = {}
    answer = _answer(record, facts, count)
    if answer is not None:
        found[ClockKind.ANSWER] = answer
    for clock in record.other_clocks:
        if (reading := _other(clock, facts, answer, count)) is not None:
            found[clock.kind] = reading
    if facts.sent_on is not None:
        asked = [one.on for one in facts.letters if one.kind is K.REMINDER and one.on is not None]
        reminder = count(record.follow_up.rule, max([facts.sent_on, *asked]))
        found[ClockKind.FOLLOW_UP] = replace(reminder, stopped_on=_answer_stop(facts))
    return found


def answer_start(facts: ClockFacts, rule: rules.Rule) -> date | None:
    """Give the day a body's answer term is counted from, or None while nobody knows it.

    A letter passed on to a body outside our directory has the same time again there.
    """
    if facts.sent_on is None:
        return None
    if (forwarded := facts.last({K.FORWARDED})) is not None:
        return forwarded.on
    if rule.counted_from is ClockStart.SENT:
        return facts.sent_on
    if rule.counted_from in FROM_SENDING:
        return facts.acknowledged_on or facts.sent_on
    started = facts.last(STARTED_BY.get(rule.counted_from, ()))
    return started.on if started else None


def _answer(record: BodyRecord, facts: ClockFacts, count: Count) -> Reading | None:
    start = answer_start(facts, record.answer.rule)
    if start is None:
        return None
    reading = _extended(count(record.answer.rule, start), facts, count)
    return replace(reading, stopped_on=_answer_stop(facts))


def _extended(reading: Reading, facts: ClockFacts, count: Count) -> Reading:
    """Move the end by every notice of extension: to the day it names, else by the longest the body may take.

    The longest is counted from the end of the first term and once: a second notice without a day gives no more time.
    """
    more, first = reading.rule.extension, reading
    for letter in facts.letters:
        if letter.kind is not K.EXTENDED:
            continue
        if letter.new_due_on is not None:
            reading = _until(reading, letter.new_due_on)
        elif more and first.due_on and reading.due_on:
            longer = count(rules.Rule(more.amount, more.unit), first.due_on)
            if longer.due_on is not None and longer.due_on > reading.due_on:
                reading = replace(
                    first,
                    due_on=longer.due_on,
                    is_provisional=first.is_provisional or longer.is_provisional,
                    trace=[*first.trace, *longer.trace[1:]],
                )
    return reading


def _until(reading: Reading, day: date) -> Reading:
    """End a reading on a day that a letter names."""
    named = rules.TraceDay(day, counted=True, code=TraceReason.NAMED).to_json()
    begun = reading.trace or [rules.TraceDay(reading.started_on, counted=False, code=TraceReason.START).to_json()]
    kept = [step for step in begun if step["date"] < day.isoformat()]
    return replace(reading, due_on=day, is_provisional=False, trace=[*kept, named])


def _other(clock: ClockRecord, facts: ClockFacts, answer: Reading | None, count: Count) -> Reading | None:
    """Read one of the other clocks, or nothing while what starts it is not recorded."""
    start, named = _start(clock, facts, answer)
    if start is None:
        return None
    reading = count(clock.rule, start)
    if named is not None and clock.kind in NAMED_DAYS and (reading.due_on is None or named < reading.due_on):
        reading = _until(reading, named)
    if clock.kind in BEFORE_SENDING and reading.due_on and facts.begun_on and reading.due_on < facts.begun_on:
        # This way was shut before anybody began to write: nothing was missed with this petition.
        return None
    stopped = _stopped(clock, facts, start)
    if stopped is not None and stopped < start and clock.rule.counted_from is not ClockStart.EVENT:
        return None
    return replace(reading, stopped_on=stopped)


def _start(clock: ClockRecord, facts: ClockFacts, answer: Reading | None) -> tuple[date | None, date | None]:
    """Give the day one of the other clocks starts, and a day that the letter names for its end."""
    event = clock.rule.counted_from
    if (letter := facts.last(STARTED_BY.get(event, ()))) is not None:
        return letter.on, letter.new_due_on
    if event is ClockStart.DISAPPEARED:
        return facts.taken_on, None
    if facts.sent_on is None:
        return None, None
    if event is ClockStart.SENT:
        return facts.sent_on, None
    if event in {ClockStart.RECEIVED, ClockStart.REGISTERED}:
        # Somebody else's duty, begun by a receipt: before it is known, nothing can be said to be missed.
        return facts.acknowledged_on, None
    if event is ClockStart.LEARNED:
        return _learned_on(facts, answer), None
    return None, None


def _learned_on(facts: ClockFacts, answer: Reading | None) -> date | None:
    """Give the day somebody learned of a refusal: that of the reply, else the day a silence became one."""
    if facts.replied_on is not None:
        return facts.replied_on
    if answer is None or answer.due_on is None or answer.rule.silence is not Silence.REFUSAL:
        return None
    if facts.passed_on:
        return None
    return answer.due_on + timedelta(days=1)


def _stopped(clock: ClockRecord, facts: ClockFacts, start: date) -> date | None:
    """Give the first day on which what a clock waits for was recorded, or None while it runs."""
    days = [one.on for one in facts.letters if one.kind in STOPPED_BY[clock.kind] and one.on is not None]
    if clock.kind in BEFORE_SENDING:
        days = [facts.sent_on] if facts.sent_on else []
    elif clock.kind in ONWARD and facts.further_on is not None:
        days.append(facts.further_on)
    if clock.rule.counted_from is not ClockStart.EVENT:
        days = [day for day in days if day >= start]
    ended = _ended_on(facts)
    return min([*days, ended] if ended else days, default=None)


def _ended_on(facts: ClockFacts) -> date | None:
    """Give the day from which nobody waits for anything: closed, withdrawn, or passed on to a body of its own."""
    if facts.state is S.CLOSED:
        return facts.closed_on or facts.ended_on
    if facts.state in rules.WITHDRAWN:
        letter = facts.last({K.WITHDRAWAL, K.WITHDRAWAL_UNDER_PRESSURE})
        return letter.on if letter else facts.ended_on
    if facts.state is S.FORWARDED and facts.passed_on:
        letter = facts.last({K.FORWARDED})
        return letter.on if letter else facts.ended_on
    return None


def _answer_stop(facts: ClockFacts) -> date | None:
    """Give the day the waiting for the answer ended, or None while it is awaited."""
    if facts.state in rules.WAITING:
        return _ended_on(facts)
    if facts.replied_on is not None:
        return facts.replied_on
    if facts.state is S.ESCALATED:
        return facts.further_begun_on or facts.ended_on
    return _ended_on(facts) or facts.ended_on


def leading(found: Mapping[ClockKind, Reading]) -> Reading | None:
    """Choose the clock the board goes by: the law's, or our own reminder where no law sets a time."""
    answer = found.get(ClockKind.ANSWER)
    if answer is not None and answer.due_on is not None:
        return answer
    return found.get(ClockKind.FOLLOW_UP)
