"""Which evidence files a person may open."""

from sqlalchemy import ColumnElement, Select, select

from caseapp.accounts.models import User
from caseapp.cases import queries as cases
from caseapp.cases.models import Case
from caseapp.evidence.models import EvidenceFile
from caseapp.petitions.models import Correspondence, PetitionCase


def visible_to(person: User) -> Select[EvidenceFile]:
    """Find the files of the cases this person may open."""
    return (
        select(EvidenceFile)
        .join(Case, Case.id == EvidenceFile.case_id)
        .where(cases.may_open(person), came_openly(person))
    )


def came_openly(person: User) -> ColumnElement[bool]:
    """Match the files that did not come by a petition which names a case shut to this person too."""
    shut = cases.names_a_shut_case(PetitionCase, PetitionCase.petition_id == Correspondence.petition_id, person)
    by_it = select(Correspondence.id).where(Correspondence.evidence_id == EvidenceFile.id, shut)
    return ~by_it.correlate(EvidenceFile).exists()


def of_cases(case_ids: list[int], person: User) -> Select[EvidenceFile]:
    """Find the files of cases that a person may open, oldest first."""
    return visible_to(person).where(EvidenceFile.case_id.in_(case_ids)).order_by(EvidenceFile.id)
