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
    "is_overdue",
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


def is_overdue(state: PetitionState, due_on: date | None, today: date) -> bool:
    """Say whether an answer is late, whatever the silence means."""
    return standing(state, due_on, today) is Standing.OVERDUE
