"""Which batches a person may see, what stands in them, and which cases can be chosen for one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union
from sqlalchemy.orm import Session, joinedload, selectinload

from caseapp.accounts.models import User
from caseapp.appeals.models import AppealCase
from caseapp.cases import queries as cases_queries
from caseapp.cases.models import Case
from caseapp.cases.people import Relation
from caseapp.cases.vocabulary import CaseState
from caseapp.petitions import queries
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.letter_words import ItemState
from caseapp.petitions.models import Petition, PetitionCase


def visible_to(person: User) -> Select[PetitionBatch]:
    """Find the batches with at least one case this person may open."""
    opened = (
        select(BatchItem.id)
        .join(Case, Case.id == BatchItem.case_id)
        .where(BatchItem.batch_id == PetitionBatch.id, cases_queries.may_open(person))
    )
    return (
        select(PetitionBatch)
        .where(exists(opened.correlate(PetitionBatch)))
        .options(joinedload(PetitionBatch.body), joinedload(PetitionBatch.made_by))
    )


def items_of(batch: PetitionBatch, person: User) -> Select[BatchItem]:
    """Find the cases of a batch this person may open, with their letters."""
    return (
        select(BatchItem)
        .join(Case, Case.id == BatchItem.case_id)
        .where(BatchItem.batch_id == batch.id, cases_queries.may_open(person))
        .options(joinedload(BatchItem.case), joinedload(BatchItem.petition))
        .order_by(BatchItem.position)
    )


def counts(session: Session, batch_ids: Sequence[int], person: User) -> dict[int, dict[ItemState, int]]:
    """Count the cases of batches by how they stand, those this person may open."""
    rows = session.execute(
        select(BatchItem.batch_id, BatchItem.state, func.count())
        .join(Case, Case.id == BatchItem.case_id)
        .where(BatchItem.batch_id.in_(batch_ids), cases_queries.may_open(person))
        .group_by(BatchItem.batch_id, BatchItem.state)
    )
    found: dict[int, dict[ItemState, int]] = {batch_id: {} for batch_id in batch_ids}
    for batch_id, state, count in rows:
        found[batch_id][state] = count
    return found


def petitions_of(batch: PetitionBatch, person: User, *conditions: ColumnElement[bool]) -> Select[Petition]:
    """Find the letters of a batch this person may open, in the order of its cases."""
    return (
        queries.visible_to(person)
        .join(BatchItem, BatchItem.petition_id == Petition.id)
        .where(BatchItem.batch_id == batch.id, *conditions)
        .order_by(BatchItem.position)
        .options(joinedload(Petition.body_version), selectinload(Petition.cases).joinedload(PetitionCase.case))
    )


def choosable(person: User) -> Select[Case]:
    """Find the open cases a letter can be written for."""
    return cases_queries.visible_to(person).where(Case.state == CaseState.OPEN)


def related_to(case: Case) -> ColumnElement[bool]:
    """Match a case and those of its family: told of in one appeal, or of persons tied by kinship."""
    kin: Any = union(
        select(Relation.person_id).where(Relation.other_id == case.person_id),
        select(Relation.other_id).where(Relation.person_id == case.person_id),
    ).subquery()
    appeals = select(AppealCase.appeal_id).where(AppealCase.case_id == case.id)
    together = select(AppealCase.case_id).where(AppealCase.appeal_id.in_(appeals))
    return or_(Case.id == case.id, Case.person_id.in_(select(kin)), Case.id.in_(together))
