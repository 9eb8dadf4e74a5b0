"""Keeping what cases can be found by in step with names, codes, references and statements."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.appeals.models import Appeal, AppealCase, Translation
from caseapp.cases.models import Case, ExternalReference
from caseapp.cases.people import PersonName
from caseapp.search.models import CaseSearch

SEPARATOR = "\n"


def joined(parts: Iterable[str | None]) -> str:
    """Join what a case is called, each once, in one text."""
    return SEPARATOR.join(dict.fromkeys(part for part in parts if part))


def index_case(session: Session, case: Case, names: Iterable[str] | None = None, *, is_new: bool = False) -> None:
    """Write what a case can be found by; called in the transaction that changed it.

    ``names`` saves reading them; a case made just now (``is_new``) has no references yet and is found by nothing.
    """
    if names is None:
        session.flush()
        of_person = select(PersonName.text).where(PersonName.person_id == case.person_id)
        names = session.scalars(of_person.order_by(PersonName.position, PersonName.id)).all()
    of_case = select(ExternalReference.value).where(ExternalReference.case_id == case.id)
    references = () if is_new else session.scalars(of_case.order_by(ExternalReference.id)).all()
    told = session.execute(
        select(Appeal.statement, Translation.text)
        .join(AppealCase, AppealCase.appeal_id == Appeal.id)
        .outerjoin(Translation, Translation.appeal_id == Appeal.id)
        .where(AppealCase.case_id == case.id)
        .order_by(Appeal.id, Translation.id)
    ).all()
    row = None if is_new else session.get(CaseSearch, case.id)
    if row is None:
        row = CaseSearch(id=case.id, names="", words="")
        session.add(row)
    row.names = joined([case.code, case.label, *names, *references])
    row.words = joined([case.summary, *(statement for statement, _text in told), *(text for _told, text in told)])
