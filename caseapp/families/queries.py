"""What staff may see of cards and messages, and what a visit with a card may see of its case."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, bindparam, case, false, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from caseapp.accounts.models import User
from caseapp.appeals.models import Consent
from caseapp.cases import queries as case_queries
from caseapp.cases.claims import CustodyEpisode, StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import ClaimState
from caseapp.db import Identity
from caseapp.families.models import FamilyCard, FamilyMessage, FamilySession
from caseapp.permissions import Permission
from caseapp.petitions.models import BodyVersion, Petition, PetitionCase
from caseapp.petitions.states import UNSENT
from caseapp.petitions.vocabulary import PetitionState
from caseapp.protests.models import Protest
from caseapp.protests.queries import is_coming

PAGE = 25
MOST_PETITIONS = 30
# One withdrawn under pressure is left out whole: whoever presses a family may make them show this page, and it
# neither says that they gave in nor that the work goes on.
NEVER_SHOWN = UNSENT | {PetitionState.WITHDRAWN_UNDER_PRESSURE}
MOST_MESSAGES = 20
# Made once: making an alias costs more than the query it stands in.
SAME_HOLDER = aliased(FamilyCard)


def messages_for(person: User) -> Select[FamilyMessage]:
    """Find the messages about cases this person may open, if they answer families at all."""
    found = select(FamilyMessage).join(FamilyMessage.case).options(contains_eager(FamilyMessage.case))
    if not person.can(Permission.FAMILY_ANSWER):
        return found.where(false())
    return found.where(case_queries.may_open(person))


def unread(person: User) -> Select[FamilyMessage]:
    """Find the messages nobody has read yet, newest first."""
    return messages_for(person).where(FamilyMessage.read_at.is_(None)).order_by(FamilyMessage.id.desc())


def is_read() -> ColumnElement[int]:
    """Return 0 for unread, 1 for read, for ordering."""
    return case((FamilyMessage.read_at.is_(None), 0), else_=1)


def message_page(person: User, after: tuple[int, int] | None) -> Select[FamilyMessage]:
    """Find a page of messages, unread first, then newest first; ``after`` is the last one's place."""
    found = messages_for(person).options(joinedload(FamilyMessage.card))
    if after is not None:
        read, number = after
        found = found.where(or_(is_read() > read, and_(is_read() == read, FamilyMessage.id < number)))
    return found.order_by(is_read(), FamilyMessage.id.desc()).limit(PAGE + 1)


def cards_for(person: User) -> Select[FamilyCard]:
    """Find the cards of cases this person may open."""
    found = select(FamilyCard).join(FamilyCard.case).options(contains_eager(FamilyCard.case))
    return found.where(case_queries.may_open(person))


def cards_of(case_id: int) -> Select[FamilyCard]:
    """Find every card of a case, the active ones first, with the names of their holders."""
    return (
        select(FamilyCard)
        .where(FamilyCard.case_id == case_id)
        .options(joinedload(FamilyCard.person).selectinload(Person.names))
        .order_by(FamilyCard.revoked_at.is_not(None), FamilyCard.id.desc())
    )


CASE = bindparam("case", type_=Identity)
PERSON = bindparam("person", type_=Identity)

# What a family's page asks is put together once: that takes longer than the asking.
VISIT = (
    select(FamilySession)
    .where(FamilySession.token_hash == bindparam("token_hash"))
    .options(joinedload(FamilySession.card).joinedload(FamilyCard.case).joinedload(Case.office))
)
CLAIMS = select(StatusUpdate).where(StatusUpdate.case_id == CASE, StatusUpdate.state == ClaimState.VERIFIED)
CUSTODY = select(CustodyEpisode).where(CustodyEpisode.case_id == CASE).order_by(CustodyEpisode.id.desc())
NEWEST_VERSION = (
    select(func.max(BodyVersion.id)).where(BodyVersion.body_id == Petition.body_id).correlate(Petition)
).scalar_subquery()
PETITIONS = (
    select(
        Petition.state,
        Petition.sent_on,
        Petition.since,
        Petition.replied_on,
        Petition.due_on,
        BodyVersion.record["name"].label("names"),
    )
    .join(PetitionCase, PetitionCase.petition_id == Petition.id)
    .outerjoin(BodyVersion, BodyVersion.id == func.coalesce(Petition.body_version_id, NEWEST_VERSION))
    .where(PetitionCase.case_id == CASE, Petition.state.not_in(sorted(NEVER_SHOWN)))
    .order_by(Petition.sent_on.desc().nulls_last(), Petition.id.desc())
    .limit(MOST_PETITIONS)
)
NEXT_PROTEST = (
    select(Protest.held_on, Protest.starts_at, Protest.place_text)
    .where(Protest.office_id == bindparam("office", type_=Identity), is_coming(bindparam("today", type_=Date())))
    .order_by(Protest.held_on, Protest.id)
    .limit(1)
)
CONSENTS = (
    select(Consent)
    .where(Consent.case_id == CASE, or_(PERSON.is_(None), Consent.person_id == PERSON))
    .order_by(Consent.id)
)
MESSAGES = (
    select(FamilyMessage)
    .where(
        FamilyMessage.case_id == CASE,
        FamilyMessage.card_id.in_(
            select(SAME_HOLDER.id).where(
                SAME_HOLDER.case_id == CASE,
                SAME_HOLDER.person_id.is_not_distinct_from(PERSON),
                SAME_HOLDER.kinship.is_not_distinct_from(bindparam("kinship", type_=FamilyCard.kinship.type)),
            )
        ),
    )
    .order_by(FamilyMessage.id.desc())
    .limit(MOST_MESSAGES)
)


def visit(session: Session, token_hash: bytes) -> FamilySession | None:
    """Return a visit with its card, case and office, if there is one."""
    return session.scalars(VISIT, {"token_hash": token_hash}).one_or_none()


def claims_of(session: Session, case_id: int) -> Sequence[StatusUpdate]:
    """Return the verified claims about a case."""
    return session.scalars(CLAIMS, {"case": case_id}).all()


def custody_of(session: Session, case_id: int) -> Sequence[CustodyEpisode]:
    """Return the stretches of custody of a case, the last one told first."""
    return session.scalars(CUSTODY, {"case": case_id}).all()


def petitions_of(session: Session, case_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return state, dates and the body's names of what was sent for a case, newest first; nothing that was written."""
    return session.execute(PETITIONS, {"case": case_id}).all()


def next_protest(session: Session, office_id: int, today: date) -> Row[date | None, time | None, str | None] | None:
    """Return day, time and place of the office's next planned protest."""
    return session.execute(NEXT_PROTEST, {"office": office_id, "today": today}).first()


def consents_of(session: Session, card: FamilyCard) -> Sequence[Consent]:
    """Return what the holder of a card agreed to; where the holder is not known, what all who were asked agreed to."""
    return session.scalars(CONSENTS, {"case": card.case_id, "person": card.person_id}).all()


def messages_of(session: Session, card: FamilyCard) -> Sequence[FamilyMessage]:
    """Return what was written with this card or an earlier one of the same relative, newest first."""
    given = {"case": card.case_id, "person": card.person_id, "kinship": card.kinship}
    return session.scalars(MESSAGES, given).all()
