"""The states of a petition: which move leads where, and how it stands on a day."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from caseapp.errors import RuleBroken
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing

S = PetitionState
DUE_SOON = timedelta(days=7)

UNSENT = frozenset({S.DRAFT, S.IN_REVIEW, S.APPROVED})
ANSWERED = frozenset({S.ANSWERED_MERITS, S.ANSWERED_FORMAL, S.ANSWERED_ORAL})
WITHDRAWN = frozenset({S.WITHDRAWN_FREELY, S.WITHDRAWN_UNDER_PRESSURE})
WAITING = frozenset({S.SENT, S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED})
ENDINGS = ANSWERED | WITHDRAWN | {S.REFUSED, S.ESCALATED, S.CLOSED}

MOVES: dict[PetitionState, frozenset[PetitionState]] = {
    S.DRAFT: WITHDRAWN | {S.IN_REVIEW, S.CLOSED},
    S.IN_REVIEW: WITHDRAWN | {S.DRAFT, S.APPROVED, S.CLOSED},
    # An approved letter that is changed goes back to be read again.
    S.APPROVED: WITHDRAWN | {S.IN_REVIEW, S.SENT, S.NOT_ACCEPTED, S.CLOSED},
    S.SENT: ENDINGS | {S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED, S.NOT_ACCEPTED},
    S.ACKNOWLEDGED: ENDINGS | {S.FORWARDED, S.EXTENDED},
    # Bodies pass a letter on more than once, and extend more than once.
    S.FORWARDED: ENDINGS | {S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED},
    S.EXTENDED: ENDINGS | {S.FORWARDED, S.EXTENDED},
    S.ANSWERED_ORAL: WITHDRAWN | {S.ANSWERED_MERITS, S.ANSWERED_FORMAL, S.REFUSED, S.ESCALATED, S.CLOSED},
    S.ANSWERED_FORMAL: WITHDRAWN | {S.ANSWERED_MERITS, S.REFUSED, S.ESCALATED, S.CLOSED},
    S.ANSWERED_MERITS: frozenset({S.ESCALATED, S.CLOSED}),
    S.REFUSED: WITHDRAWN | {S.ANSWERED_MERITS, S.ESCALATED, S.CLOSED},
    # What the counter did not take may be handed in again or sent by post.
    S.NOT_ACCEPTED: WITHDRAWN | {S.APPROVED, S.SENT, S.ESCALATED, S.CLOSED},
    S.ESCALATED: ANSWERED | WITHDRAWN | {S.REFUSED, S.CLOSED},
    # That there was pressure often comes out later.
    S.WITHDRAWN_FREELY: frozenset({S.WITHDRAWN_UNDER_PRESSURE, S.CLOSED}),
    S.WITHDRAWN_UNDER_PRESSURE: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}


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
