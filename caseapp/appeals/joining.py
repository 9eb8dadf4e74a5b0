"""Two appeals for one person: asking the coordinator, and joining a new case to the one there is."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals import rules
from caseapp.appeals.models import Appeal, AppealCase
from caseapp.appeals.people import CASE_ROWS, PERSON_ROWS, delete_draft_case
from caseapp.appeals.vocabulary import ReviewState
from caseapp.cases import services as cases
from caseapp.cases.models import Case, CaseLink
from caseapp.cases.people import PersonName
from caseapp.cases.vocabulary import CaseState
from caseapp.errors import RuleBroken
from caseapp.evidence.models import EvidenceFile
from caseapp.history import services as history

AFTER_KNOWN_NAMES = 100


def ask_to_compare(session: Session, link: AppealCase, other: Case, *, actor: User, at: datetime) -> None:
    """Ask the coordinator whether this is the person of another case."""
    link.compare_with_id = other.id
    history.record(session, None, "appeal.compare_asked", actor_id=actor.id, at=at, subject=link)


def join(
    session: Session, appeal: Appeal, case: Case | None, other: Case, *, actor: User, at: datetime, today: date
) -> None:
    """Make this appeal one of a case that is already there; what was told for ``case`` goes over to it.

    A draft vanishes in it. A case that was already open is closed with the reason, so that its code still leads on.
    """
    if appeal.state is ReviewState.ACCEPTED:
        raise RuleBroken(_l("This appeal is already accepted."))
    if other.state is CaseState.DRAFT or (case is not None and case.id == other.id):
        raise RuleBroken(_l("An appeal can only be joined to another case that is open or closed."))
    if case is None:
        rules.ensure_editable(appeal.state)
    else:
        _carry_over(session, appeal, case, other, actor=actor, at=at, today=today)
    linked = select(AppealCase.id).where(AppealCase.appeal_id == appeal.id, AppealCase.case_id == other.id)
    if session.scalar(linked) is None:
        session.add(AppealCase(appeal_id=appeal.id, case_id=other.id))
    cases.refresh(session, other, at=at)
    history.record(session, other.id, "appeal.joined", actor_id=actor.id, at=at, subject=appeal)


def _carry_over(
    session: Session, appeal: Appeal, case: Case, other: Case, *, actor: User, at: datetime, today: date
) -> None:
    """Hand every claim, file and name of a case to the other, where claims stand side by side."""
    session.flush()
    for model in (*CASE_ROWS, EvidenceFile):
        session.execute(update(model).where(model.case_id == case.id).values(case_id=other.id))
    session.execute(delete(AppealCase).where(AppealCase.appeal_id == appeal.id, AppealCase.case_id == case.id))
    _take_names(session, case.person_id, other.person_id)
    if case.state is CaseState.DRAFT:
        for rows in PERSON_ROWS:
            if rows is not PersonName:
                session.execute(update(rows).where(rows.person_id == case.person_id).values(person_id=other.person_id))
        delete_draft_case(session, case)
        return
    session.add(CaseLink(case_id=case.id, other_id=other.id, other_reference=other.code or ""))
    case.state, case.closed_on = CaseState.CLOSED, today
    case.close_reason = str(_l("The same person as %(code)s.", code=other.code))
    cases.refresh(session, case, at=at)
    history.record(session, case.id, "case.joined", actor_id=actor.id, at=at, subject=other, detail=other.code)


def _take_names(session: Session, person_id: int, other_id: int) -> None:
    """Add the names that the other person does not have yet, after those it has."""
    known = set(session.scalars(select(PersonName.text).where(PersonName.person_id == other_id)))
    for name in session.scalars(select(PersonName).where(PersonName.person_id == person_id)).all():
        if name.text not in known:
            known.add(name.text)
            session.add(
                PersonName(
                    person_id=other_id,
                    text=name.text,
                    script=name.script,
                    kind=name.kind,
                    language=name.language,
                    source=name.source,
                    position=AFTER_KNOWN_NAMES + name.position,
                )
            )
