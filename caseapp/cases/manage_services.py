"""Managing a case as a whole: risk, who may know of it, who works on it, closing and opening again."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases import services
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import Access, CaseState, Risk
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.permissions import Permission


def set_risk(session: Session, case: Case, *, risk: Risk, reason: str, actor: User, at: datetime) -> None:
    """Say how much harm a mistake could do, and why."""
    if case.risk is risk:
        return
    case.risk, case.changed_at = risk, at
    history.record(session, case.id, f"case.risk_{risk.value}", actor_id=actor.id, at=at, subject=case, detail=reason)


def set_access(session: Session, case: Case, *, access: Access, reason: str, actor: User, at: datetime) -> None:
    """Say who may know of a case; whoever seals it stays named on it, so that somebody can open it again."""
    if case.access is access:
        return
    if access is Access.SEALED:
        services.assign(session, case, actor, actor=actor, at=at)
    case.access, case.changed_at = access, at
    history.record(
        session, case.id, f"case.access_{access.value}", actor_id=actor.id, at=at, subject=case, detail=reason
    )


def assign(session: Session, case: Case, person: User, *, actor: User, at: datetime) -> None:
    """Put somebody of the office on a case."""
    if (
        case.office_id not in person.office_ids
        or person.disabled_at is not None
        or not person.can(Permission.CASE_VIEW)
    ):
        raise RuleBroken(_l("Only a volunteer or coordinator of this office can work on the case."))
    services.assign(session, case, person, actor=actor, at=at)
    case.changed_at = at


def unassign(session: Session, case: Case, person: User, *, actor: User, at: datetime) -> None:
    """Take somebody off a case; a sealed case keeps a coordinator who can open it."""
    if case.access is Access.SEALED and _coordinators(session, case, but=person) == 0:
        raise RuleBroken(
            _l("Nobody could open this sealed case any more. Put another coordinator on it first, or open it up.")
        )
    session.execute(
        delete(CaseAssignment).where(CaseAssignment.case_id == case.id, CaseAssignment.user_id == person.id)
    )
    case.changed_at = at
    history.record(session, case.id, "case.unassigned", actor_id=actor.id, at=at, subject=person)


def close(session: Session, case: Case, *, reason: str, closed_on: date, actor: User, at: datetime) -> None:
    """End the work on a case, with the reason."""
    if case.state is not CaseState.OPEN:
        raise RuleBroken(_l("Only an open case can be closed."))
    case.state, case.closed_on, case.close_reason, case.changed_at = CaseState.CLOSED, closed_on, reason, at
    history.record(session, case.id, "case.closed", actor_id=actor.id, at=at, subject=case, detail=reason)


def reopen(session: Session, case: Case, *, reason: str, actor: User, at: datetime) -> None:
    """Take up a closed case again, with the reason; why it was closed stays in the history."""
    if case.state is not CaseState.CLOSED:
        raise RuleBroken(_l("Only a closed case can be opened again."))
    case.state, case.closed_on, case.close_reason, case.changed_at = CaseState.OPEN, None, None, at
    history.record(session, case.id, "case.reopened", actor_id=actor.id, at=at, subject=case, detail=reason)


def _coordinators(session: Session, case: Case, *, but: User) -> int:
    """Count the coordinators named on a case, leaving one person out."""
    people = session.scalars(
        select(User)
        .join(CaseAssignment, CaseAssignment.user_id == User.id)
        .where(CaseAssignment.case_id == case.id, User.id != but.id, User.disabled_at.is_(None))
    )
    return sum(person.can(Permission.CASE_RESTRICT) for person in people)
