"""Status updates that wait for somebody, and those a person may look at."""

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import contains_eager

from caseapp.accounts.models import User
from caseapp.cases import queries
from caseapp.cases.claims import StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState, ClaimState
from caseapp.permissions import Permission


def visible_to(person: User) -> Select[StatusUpdate]:
    """Find the status updates of the cases this person may open, each with its case."""
    return (
        select(StatusUpdate)
        .join(StatusUpdate.case)
        .options(contains_eager(StatusUpdate.case))
        .where(queries.may_open(person))
    )


def waiting_for_verification(person: User) -> Select[StatusUpdate]:
    """Find the claims this person may confirm: not their own, of open cases, the oldest first."""
    found = visible_to(person).where(
        StatusUpdate.state == ClaimState.UNVERIFIED,
        or_(StatusUpdate.logged_by_id.is_(None), StatusUpdate.logged_by_id != person.id),
        Case.state == CaseState.OPEN,
    )
    if not person.can(Permission.STATUS_VERIFY):
        found = found.where(false())
    return found.order_by(StatusUpdate.id)


def others_of(update: StatusUpdate) -> Select[StatusUpdate]:
    """Find the other claims of the same case, the newest first."""
    return (
        select(StatusUpdate)
        .where(StatusUpdate.case_id == update.case_id, StatusUpdate.id != update.id)
        .order_by(StatusUpdate.id.desc())
    )
