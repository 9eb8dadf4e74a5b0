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


def index_case(session: Session, case: Case) -> None:
    """Write what a case can be found by; called in the transaction that changed it."""
    session.flush()
    names = session.scalars(
        select(PersonName.text)
        .where(PersonName.person_id == case.person_id)
        .order_by(PersonName.position, PersonName.id)
    ).all()
    references = session.scalars(
        select(ExternalReference.value).where(ExternalReference.case_id == case.id).order_by(ExternalReference.id)
    ).all()
    told = session.scalars(
        select(Appeal.statement).join(AppealCase).where(AppealCase.case_id == case.id).order_by(Appeal.id)
    ).all()
    translated = session.scalars(
        select(Translation.text)
        .join(AppealCase, AppealCase.appeal_id == Translation.appeal_id)
        .where(AppealCase.case_id == case.id)
        .order_by(Translation.id)
    ).all()
    row = session.get(CaseSearch, case.id)
    if row is None:
        row = CaseSearch(id=case.id, names="", words="")
        session.add(row)
    row.names = joined([case.code, case.label, *names, *references])
    row.words = joined([case.summary, *told, *translated])
