"""Composing a letter from its cases as they are now: for a draft that begins again, and for each letter of a batch."""

from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.petitions import letter_facts
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.letters.compose import Earlier, compose
from caseapp.petitions.letters.kinds import LetterKind, kind_after, kind_for
from caseapp.petitions.models import Petition
from caseapp.petitions.states import standing
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing

COMPOSED = (TextLanguage.KK, TextLanguage.RU, TextLanguage.EN, TextLanguage.ZH)
LONGEST_CHAIN = 20
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


def languages(record: BodyRecord | None) -> list[TextLanguage]:
    """List the languages of our texts that a body reads; one that reads none of them still gets English."""
    if record is None or not record.languages:
        return list(COMPOSED)
    read = [language for language in COMPOSED if language.value in record.languages]
    return read or [TextLanguage.EN]


def record_of(petition: Petition) -> BodyRecord | None:
    """Give what is known of the body of a petition; its version is loaded."""
    return parse_body(petition.body_version.record) if petition.body_version is not None else None


def again(session: Session, petition: Petition, *, language: TextLanguage, today: date) -> Begun | None:
    """Compose the letter of a petition anew; None where it goes to a body that is not in the directory."""
    record = record_of(petition)
    if record is None:
        return None
    offered = languages(record)
    chosen = language if language in offered else offered[0]
    previous = chain_before(session, petition)
    facts = letter_facts.of_petition(session, petition)
    composed = compose(_kind(record, previous, today), chosen, facts, record, previous=previous, today=today)
    return Begun(composed.subject, composed.text, chosen, composed.remarks)


def _kind(record: BodyRecord, previous: list[Earlier], today: date) -> LetterKind:
    if not previous:
        return kind_for(record)
    last = previous[-1]
    stands = standing(last.state, last.due_on, today, Silence.REFUSAL)
    return kind_after(record, was_silent=last.replied_on is None and stands is Standing.SILENT)


def chain_before(session: Session, petition: Petition) -> list[Earlier]:
    """Tell of the letters before this one, the oldest first."""
    found: list[Earlier] = []
    following = petition.previous_id
    while following is not None and len(found) < LONGEST_CHAIN:
        one = session.scalars(
            select(Petition)
            .where(Petition.id == following)
            .options(joinedload(Petition.body), joinedload(Petition.body_version))
        ).one()
        record = record_of(one)
        found.append(
            Earlier(
                names=record.names if record is not None else {"en": one.recipient_text or ""},
                sent_on=one.sent_on,
                reference=one.reference,
                due_on=one.due_on,
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
