"""How a body answers, in figures: how long until an answer, and what became of the letters."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.petitions.vocabulary import PetitionState

S = PetitionState
# Below this many letters a figure says more about one family than about a body.
FEWEST = 5
WITHIN = (15, 30, 60, 90, 180)
HALF = 0.5
ROUNDING = 1e-9


@dataclass(frozen=True)
class Spell:
    """So many letters that were answered after some days, or were last seen unanswered after them."""

    days: int
    answered: bool
    count: int


@dataclass(frozen=True)
class Drop:
    """A day on which answers came: how many, of how many still waiting, and the share that waits on after it."""

    days: int
    at_risk: int
    answered: int
    waiting: float


def waiting_curve(spells: Iterable[Spell]) -> tuple[Drop, ...]:
    """Work out the share of letters still unanswered after each number of days (Kaplan and Meier, 1958).

    A letter that is still open, was taken back, passed on or taken further counts as waiting up to its last day and
    then drops out; one that drops out on a day on which others are answered was still waiting when they were.
    """
    answers: dict[int, int] = {}
    gone: dict[int, int] = {}
    for spell in spells:
        side = answers if spell.answered else gone
        days = max(0, spell.days)
        side[days] = side.get(days, 0) + spell.count
    at_risk = sum(answers.values()) + sum(gone.values())
    waiting, found = 1.0, []
    for day in sorted({*answers, *gone}):
        if answered := answers.get(day, 0):
            waiting *= 1 - answered / at_risk
            found.append(Drop(day, at_risk, answered, waiting))
        at_risk -= answered + gone.get(day, 0)
    return tuple(found)


def median_days(curve: Iterable[Drop]) -> int | None:
    """Give the first day by which half of the letters are answered, or None where fewer than half ever were."""
    return next((drop.days for drop in curve if drop.waiting <= HALF + ROUNDING), None)


def answered_within(curve: Iterable[Drop], days: int) -> float:
    """Give the share of letters answered within so many days."""
    waiting = 1.0
    for drop in curve:
        if drop.days > days:
            break
        waiting = drop.waiting
    return 1 - waiting


# What became of a letter, in the order shown; the states that share a word stand together.
OUTCOMES: tuple[tuple[LazyString, frozenset[PetitionState]], ...] = (
    (_l("Answered on the substance"), frozenset({S.ANSWERED_MERITS})),
    (_l("Formal answer without substance"), frozenset({S.ANSWERED_FORMAL})),
    (_l("Answered by word of mouth"), frozenset({S.ANSWERED_ORAL})),
    (_l("Refused"), frozenset({S.REFUSED})),
    (_l("Not accepted at the counter"), frozenset({S.NOT_ACCEPTED})),
    (_l("Forwarded to another body"), frozenset({S.FORWARDED})),
    (_l("Waiting for the answer"), frozenset({S.SENT, S.ACKNOWLEDGED, S.EXTENDED})),
    (_l("Taken further without an answer"), frozenset({S.ESCALATED})),
    (_l("Closed without an answer"), frozenset({S.CLOSED})),
    (_l("Withdrawn by choice"), frozenset({S.WITHDRAWN_FREELY})),
    (_l("Withdrawn under pressure"), frozenset({S.WITHDRAWN_UNDER_PRESSURE})),
)


@dataclass(frozen=True)
class Figures:
    """What the page of a body shows: counts, shares of what became of the letters, and how soon answers come."""

    sent: int
    answered: int
    silent: int
    median: int | None
    within: tuple[tuple[int, float], ...]
    outcomes: tuple[tuple[str, int, float], ...]

    @property
    def are_few(self) -> bool:
        """Say whether there are too few letters for shares and days."""
        return self.sent < FEWEST


def figures(spells: Iterable[Spell], became: Iterable[tuple[PetitionState, int, int]]) -> Figures:
    """Put the figures together; ``became`` has an outcome, how many letters, and how many of them are past their day.

    Days that no answer can have reached yet are left out of the shares by day.
    """
    spells = tuple(spells)
    counts: dict[PetitionState, int] = {}
    silent = 0
    for state, count, late in became:
        counts[state] = counts.get(state, 0) + count
        silent += late
    sent = sum(counts.values())
    curve = waiting_curve(spells)
    longest = max((spell.days for spell in spells), default=0)
    shares = []
    for label, states in OUTCOMES:
        count = sum(counts.get(state, 0) for state in states)
        if count:
            shares.append((str(label), count, count / sent))
    return Figures(
        sent=sent,
        answered=sum(spell.count for spell in spells if spell.answered),
        silent=silent,
        median=median_days(curve),
        within=tuple((days, answered_within(curve, days)) for days in WITHIN if days <= longest),
        outcomes=tuple(shares),
    )
