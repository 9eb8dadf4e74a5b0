"""Which evidence files a person may open."""

from sqlalchemy import Select, select

from caseapp.accounts.models import User
from caseapp.cases import queries as cases
from caseapp.cases.models import Case
from caseapp.evidence.models import EvidenceFile


def visible_to(person: User) -> Select[EvidenceFile]:
    """Find the files of the cases this person may open."""
    return select(EvidenceFile).join(Case, Case.id == EvidenceFile.case_id).where(cases.may_open(person))


def of_cases(case_ids: list[int]) -> Select[EvidenceFile]:
    """Find the files of cases, oldest first."""
    return select(EvidenceFile).where(EvidenceFile.case_id.in_(case_ids)).order_by(EvidenceFile.id)
