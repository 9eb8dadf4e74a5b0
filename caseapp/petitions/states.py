"""The states of a petition: whether a move may be made (the table is in ``moves``), and how it stands on a day."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from caseapp.errors import RuleBroken
from caseapp.petitions.moves import ANSWERED, MOVES, WITHDRAWN
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing

__all__ = [
    "ANSWERED",
    "DUE_SOON",
    "MOVES",
    "UNSENT",
    "WAITING",
    "WITHDRAWN",
    "ensure_move",
    "has_lapsed",
    "is_deemed_refused",
    "is_overdue",
    "is_silent",
    "may_be_held",
    "standing",
]

S = PetitionState
DUE_SOON = timedelta(days=7)

UNSENT = frozenset({S.DRAFT, S.IN_REVIEW, S.APPROVED})
WAITING = frozenset({S.SENT, S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED})


def ensure_move(old: PetitionState, new: PetitionState) -> None:
    """Refuse a step that does not follow from the state a petition is in."""
    if new not in MOVES[old]:
        raise RuleBroken(
            _l(
                "A petition that stands at “%(old)s” cannot move to “%(new)s”.",
                old=old.label,
                new=new.label,
            )
        )


def standing(state: PetitionState, due_on: date | None, today: date, silence: Silence = Silence.NONE) -> Standing:
    """Say how a petition stands; it is overdue from the day after its due date.

    Overdue turns into silent where the law gives the silence a meaning: a refusal (APPC art. 91(2)) or
    consent (law on peaceful assemblies, art. 11).
    """
    if state not in WAITING or due_on is None:
        return Standing.NOT_WAITING
    if today > due_on:
        return Standing.OVERDUE if silence is Silence.NONE else Standing.SILENT
    return Standing.DUE_SOON if due_on - today <= DUE_SOON else Standing.ON_TIME


def has_lapsed(state: PetitionState, due_on: date | None, today: date) -> bool:
    """Say whether the day a petition waits for is over; nothing is late on the day itself."""
    return state in WAITING and due_on is not None and due_on < today


def is_overdue(state: PetitionState, due_on: date | None, today: date, lapses_to: Standing | None = None) -> bool:
    """Say whether an answer is late and the law gives the silence no meaning.

    ``lapses_to`` is what the petition becomes after its day, as ``clocks.follow`` wrote it; without it, it is overdue.
    """
    return has_lapsed(state, due_on, today) and lapses_to is not Standing.SILENT


def is_silent(state: PetitionState, due_on: date | None, today: date, lapses_to: Standing | None) -> bool:
    """Say whether the silence gives a right, or no law sets a time and our own day to ask again is over."""
    return has_lapsed(state, due_on, today) and lapses_to is Standing.SILENT


def is_deemed_refused(state: PetitionState, due_on: date | None, today: date, silence: Silence | None) -> bool:
    """Say whether a body's silence counts as its refusal: from the day after the answer was due (APPC art. 91(2))."""
    return has_lapsed(state, due_on, today) and silence is Silence.REFUSAL


def may_be_held(state: PetitionState, due_on: date | None, today: date, silence: Silence | None) -> bool:
    """Say whether an event may be held as notified, because no answer came in time (Law 333-VI, art. 11)."""
    return has_lapsed(state, due_on, today) and silence is Silence.CONSENT
