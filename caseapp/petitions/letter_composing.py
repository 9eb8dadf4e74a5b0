"""Composing a letter from its cases as they are now: for a draft that begins again, and for each letter of a batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.petitions import letter_facts
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.facts import CaseFacts, gather
from caseapp.petitions.letters.compose import Earlier, compose
from caseapp.petitions.letters.kinds import LetterKind, kind_after, kind_for, kinds_for
from caseapp.petitions.models import Petition
from caseapp.petitions.states import WAITING
from caseapp.petitions.vocabulary import ClockKind, PetitionState

COMPOSED = (TextLanguage.KK, TextLanguage.RU, TextLanguage.EN, TextLanguage.ZH)
LONGEST_CHAIN = 20
UNANSWERED = WAITING | {PetitionState.ESCALATED}
WROTE_BACK = frozenset(
    {PetitionState.ANSWERED_MERITS, PetitionState.ANSWERED_FORMAL, PetitionState.ANSWERED_ORAL, PetitionState.REFUSED}
)


@dataclass(frozen=True)
class Begun:
    """A letter to begin with, in the language it is written in; ``remarks`` are for its writer."""

    subject: str
    text: str
    language: TextLanguage
    remarks: tuple[LazyString, ...]
    kind: LetterKind
    signers: tuple[str, ...] = ()
    facts: tuple[CaseFacts, ...] = ()


def languages(record: BodyRecord | None) -> list[TextLanguage]:
    """List the languages of our texts that a body reads; one that reads none of them still gets English."""
    if record is None or not record.languages:
        return list(COMPOSED)
    read = [language for language in COMPOSED if language.value in record.languages]
    return read or [TextLanguage.EN]


def kinds(petition: Petition) -> list[LetterKind]:
    """List the kinds of letter a petition can begin again as; its body's version is loaded."""
    record = record_of(petition)
    return kinds_for(record, has_previous=petition.previous_id is not None) if record is not None else []


def record_of(petition: Petition) -> BodyRecord | None:
    """Give what is known of the body of a petition; its version is loaded."""
    return parse_body(petition.body_version.record) if petition.body_version is not None else None


def first(
    session: Session,
    cases: Sequence[Case],
    record: BodyRecord,
    *,
    language: TextLanguage,
    kind: LetterKind | None = None,
    previous: Petition | None = None,
    today: date,
) -> Begun:
    """Compose the letter of a petition that does not stand yet; ``previous`` is the one it follows."""
    chain = chain_from(session, previous.id if previous is not None else None)
    facts = gather(session, [case.id for case in cases])
    return _begun(record, facts, chain, language=language, kind=kind, today=today)


def again(
    session: Session, petition: Petition, *, language: TextLanguage, kind: LetterKind | None = None, today: date
) -> Begun | None:
    """Compose the letter of a petition anew; None where it goes to a body that is not in the directory."""
    record = record_of(petition)
    if record is None:
        return None
    chain = chain_from(session, petition.previous_id)
    facts = letter_facts.of_petition(session, petition)
    return _begun(record, facts, chain, language=language, kind=kind or petition.letter_kind, today=today)


def reminder(session: Session, petition: Petition, *, language: TextLanguage, today: date) -> Begun | None:
    """Compose a reminder of a petition that went out; None where it goes to a body that is not in the directory."""
    record = record_of(petition)
    if record is None:
        return None
    chain = chain_from(session, petition.id)
    facts = letter_facts.of_petition(session, petition)
    return _begun(record, facts, chain[-1:], language=language, kind=LetterKind.REMINDER, today=today)


def _begun(
    record: BodyRecord,
    facts: Sequence[CaseFacts],
    chain: list[Earlier],
    *,
    language: TextLanguage,
    kind: LetterKind | None,
    today: date,
) -> Begun:
    offered = languages(record)
    chosen = language if language in offered else offered[0]
    kind = kind or _kind(record, chain, today)
    composed = compose(kind, chosen, facts, record, previous=chain, today=today)
    return Begun(composed.subject, composed.text, chosen, composed.remarks, kind, composed.signers, tuple(facts))


def _kind(record: BodyRecord, previous: list[Earlier], today: date) -> LetterKind:
    if not previous:
        return kind_for(record)
    last = previous[-1]
    is_late = last.due_on is not None and last.due_on < today
    return kind_after(record, was_silent=is_late and last.replied_on is None and last.state in UNANSWERED)


def _answer_due(petition: Petition) -> date | None:
    """Give the day an answer was due, which the clock keeps after the petition has gone on to the next body."""
    answer = (clock.due_on for clock in petition.clocks if clock.kind is ClockKind.ANSWER)
    return next(answer, None) or petition.due_on


def chain_from(session: Session, petition_id: int | None) -> list[Earlier]:
    """Tell of a petition and those it follows, the oldest first."""
    found: list[Earlier] = []
    following = petition_id
    while following is not None and len(found) < LONGEST_CHAIN:
        one = session.scalars(
            select(Petition)
            .where(Petition.id == following)
            .options(joinedload(Petition.body), joinedload(Petition.body_version), selectinload(Petition.clocks))
        ).one()
        record = record_of(one)
        found.append(
            Earlier(
                names=record.names if record is not None else {"en": one.recipient_text or ""},
                sent_on=one.sent_on,
                reference=one.reference,
                due_on=_answer_due(one),
                amount=record.answer.rule.amount if record is not None else None,
                **({"unit": record.answer.rule.unit} if record is not None else {}),
                state=one.state,
                replied_on=one.replied_on if one.state in WROTE_BACK else None,
                reply=one.reply_detail,
                body_key=one.body.key if one.body is not None else None,
            )
        )
        following = one.previous_id
    return found[::-1]
