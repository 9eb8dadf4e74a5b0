"""The moves of a petition as one table: from where, to where, who may make each, and what each state is proved by.

The database keeps the same promises: CHECK constraints and triggers of migration 0009 refuse a state without its
evidence (``tests/petitions/test_moves.py`` tries every state bare and every move with every role).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.permissions import Permission
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionChannel, PetitionState

S = PetitionState
K = CorrespondenceKind
C = PetitionChannel

ANSWERED = frozenset({S.ANSWERED_MERITS, S.ANSWERED_FORMAL, S.ANSWERED_ORAL})
WITHDRAWN = frozenset({S.WITHDRAWN_FREELY, S.WITHDRAWN_UNDER_PRESSURE})
ENDINGS = ANSWERED | {S.REFUSED, S.ESCALATED, S.CLOSED}

WRITE, READ_OVER = Permission.PETITION_DRAFT, Permission.PETITION_APPROVE
SEND, RECORD = Permission.PETITION_SEND, Permission.PETITION_RECORD_REPLY

# The one table. Whoever writes may also record that a family takes a petition back: it is told to them.
TABLE: Mapping[PetitionState, Mapping[Permission, frozenset[PetitionState]]] = {
    S.DRAFT: {WRITE: WITHDRAWN | {S.IN_REVIEW}, RECORD: frozenset({S.CLOSED})},
    S.IN_REVIEW: {READ_OVER: frozenset({S.DRAFT, S.APPROVED}), WRITE: WITHDRAWN, RECORD: frozenset({S.CLOSED})},
    # An approved letter that is changed goes back to be read again, at once or as a draft first.
    S.APPROVED: {
        WRITE: WITHDRAWN | {S.IN_REVIEW, S.DRAFT},
        SEND: frozenset({S.SENT}),
        RECORD: frozenset({S.NOT_ACCEPTED, S.CLOSED}),
    },
    S.SENT: {WRITE: WITHDRAWN, RECORD: ENDINGS | {S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED, S.NOT_ACCEPTED}},
    S.ACKNOWLEDGED: {WRITE: WITHDRAWN, RECORD: ENDINGS | {S.FORWARDED, S.EXTENDED}},
    # Bodies pass a letter on more than once, and extend more than once.
    S.FORWARDED: {WRITE: WITHDRAWN, RECORD: ENDINGS | {S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED}},
    S.EXTENDED: {WRITE: WITHDRAWN, RECORD: ENDINGS | {S.FORWARDED, S.EXTENDED}},
    S.ANSWERED_ORAL: {
        WRITE: WITHDRAWN,
        RECORD: frozenset({S.ANSWERED_MERITS, S.ANSWERED_FORMAL, S.REFUSED, S.ESCALATED, S.CLOSED}),
    },
    S.ANSWERED_FORMAL: {
        WRITE: WITHDRAWN,
        RECORD: frozenset({S.ANSWERED_MERITS, S.REFUSED, S.ESCALATED, S.CLOSED}),
    },
    S.ANSWERED_MERITS: {RECORD: frozenset({S.ESCALATED, S.CLOSED})},
    S.REFUSED: {WRITE: WITHDRAWN, RECORD: frozenset({S.ANSWERED_MERITS, S.ESCALATED, S.CLOSED})},
    # What the counter did not take may be handed in again or sent by post.
    S.NOT_ACCEPTED: {WRITE: WITHDRAWN, SEND: frozenset({S.SENT}), RECORD: frozenset({S.ESCALATED, S.CLOSED})},
    S.ESCALATED: {WRITE: WITHDRAWN, RECORD: ANSWERED | {S.REFUSED, S.CLOSED}},
    # That there was pressure often comes out later.
    S.WITHDRAWN_FREELY: {WRITE: frozenset({S.WITHDRAWN_UNDER_PRESSURE}), RECORD: frozenset({S.CLOSED})},
    S.WITHDRAWN_UNDER_PRESSURE: {RECORD: frozenset({S.CLOSED})},
    S.CLOSED: {},
}

MOVES: dict[PetitionState, frozenset[PetitionState]] = {
    old: frozenset().union(*new.values()) for old, new in TABLE.items()
}


@dataclass(frozen=True)
class Evidence:
    """What a state is proved by.

    ``facts`` are columns of the petition, all needed; of each group of ``one_of`` one is needed. ``letter`` is the
    piece of correspondence that must be there, with its own ``letter_facts``; ``needs_following`` asks for the
    petition that follows. ``told`` says all this to the reader.
    """

    told: LazyString
    facts: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    letter: CorrespondenceKind | None = None
    letter_facts: tuple[str, ...] = ()
    letter_one_of: tuple[str, ...] = ()
    needs_following: bool = False


SENT_FACTS = ("sent_on", "channel")
WITHDRAWAL_FACTS = ("happened_on", "told_by", "summary", "confirmed_how")
WRITTEN_ANSWER = ("reply_detail", "reply_evidence_id")

EVIDENCE: dict[PetitionState, Evidence] = {
    S.DRAFT: Evidence(_l("nothing yet")),
    S.IN_REVIEW: Evidence(_l("nothing yet")),
    S.APPROVED: Evidence(_l("nothing yet")),
    S.SENT: Evidence(_l("the day and the way it went"), SENT_FACTS),
    S.ACKNOWLEDGED: Evidence(_l("the day of receipt"), (*SENT_FACTS, "acknowledged_on")),
    S.FORWARDED: Evidence(
        _l("the day, and to whom"),
        SENT_FACTS,
        letter=K.FORWARDED,
        letter_facts=("happened_on",),
        letter_one_of=("to_body_id", "to_text"),
    ),
    S.EXTENDED: Evidence(
        _l("the day of the notice, and the new day or the rule"),
        SENT_FACTS,
        letter=K.EXTENDED,
        letter_facts=("happened_on",),
        letter_one_of=("new_due_on", "is_by_rule"),
    ),
    S.ANSWERED_MERITS: Evidence(
        _l("the day, and their words or the letter itself"), (*SENT_FACTS, "replied_on"), WRITTEN_ANSWER
    ),
    S.ANSWERED_FORMAL: Evidence(
        _l("the day, and their words or the letter itself"), (*SENT_FACTS, "replied_on"), WRITTEN_ANSWER
    ),
    S.ANSWERED_ORAL: Evidence(
        _l("who said it, when, and the words"), (*SENT_FACTS, "replied_on", "reply_by", "reply_detail")
    ),
    S.REFUSED: Evidence(
        _l("the day, and their ground or the letter itself"), (*SENT_FACTS, "replied_on"), WRITTEN_ANSWER
    ),
    S.NOT_ACCEPTED: Evidence(
        _l("who did not take it, when, and the words"), ("replied_on", "reply_by", "reply_detail")
    ),
    S.ESCALATED: Evidence(_l("the petition that follows"), needs_following=True),
    S.WITHDRAWN_FREELY: Evidence(
        _l("who told us, when, and how it was confirmed"), letter=K.WITHDRAWAL, letter_facts=WITHDRAWAL_FACTS
    ),
    S.WITHDRAWN_UNDER_PRESSURE: Evidence(
        _l("who told us, when, and how it was confirmed"),
        letter=K.WITHDRAWAL_UNDER_PRESSURE,
        letter_facts=WITHDRAWAL_FACTS,
    ),
    S.CLOSED: Evidence(_l("the day and the reason"), ("closed_on", "outcome")),
}

# These ways of sending hand out a proof: without its picture the sending says why there is none.
GIVES_PROOF = frozenset({C.REGISTERED_POST, C.ONLINE_FORM, C.E_OTINISH, C.BY_HAND})


def permission_for(old: PetitionState, new: PetitionState) -> Permission | None:
    """Say which permission a move needs; None where there is no such move."""
    return next((needed for needed, reached in TABLE[old].items() if new in reached), None)
