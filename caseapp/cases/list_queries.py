"""The rows of the list of cases, their number, who works on them and what is due next."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, true
from sqlalchemy.orm import Session, aliased

from caseapp.accounts.models import User
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import AppealCase
from caseapp.cases import queries
from caseapp.cases.list_filters import ALL_STATES, MINE, STATEMENTS, Filters
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import CaseState
from caseapp.permissions import Permission
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.search import queries as search

ROWS = 50
MOST_COUNTED = 1000
# What is narrowed or searched is read case by case to be counted, so counting ends sooner.
MOST_NARROWED = 200

COLUMNS = {
    "place": Case.place_status,
    "legal": Case.legal_status,
    "health": Case.health_status,
    "sex": Case.sex,
    "risk": Case.risk,
    "access": Case.access,
}


def matching(session: Session, person: User, filters: Filters, before: int | None = None) -> Select[*tuple[Any, ...]]:
    """Find the cases this person may list and asked for, newest first, below the row ``before``."""
    is_coordinator = person.can(Permission.CASE_VIEW_OFFICE)
    found: Select[*tuple[Any, ...]] = select(
        Case.id,
        Case.code,
        Case.shown_name,
        Case.other_name,
        Case.sex,
        Case.place_status,
        Case.legal_status,
        Case.health_status,
        Case.county_code,
        Case.taken_earliest,
        Case.taken_latest,
        Case.state,
        Case.risk,
        Case.access,
        Case.changed_at,
        (true() if is_coordinator else queries.may_open(person)).label("may_open"),
    ).where(queries.may_list(person))
    if is_coordinator:
        # One office at a time, so that the index of the office gives the rows in order.
        found = found.where(Case.office_id == (filters.office or person.office_id))
    found = found.where(Case.state != CaseState.DRAFT if filters.state == ALL_STATES else Case.state == filters.state)
    for word, term in filters.terms.items():
        found = found.where(COLUMNS[word] == term)
    if filters.county:
        found = found.where(in_place(filters.county))
    if filters.start or filters.end:
        found = found.where(queries.taken_between(filters.start, filters.end))
    if filters.assignee:
        whose = person.id if filters.assignee == MINE else int(filters.assignee)
        found = found.where(Case.id.in_(select(CaseAssignment.case_id).where(CaseAssignment.user_id == whose)))
    if filters.tells_more and not is_coordinator:
        found = found.where(queries.may_open(person))
    if filters.q and filters.within == STATEMENTS:
        found = found.where(~tells_of_others(person))
    if filters.q:
        look = search.with_words if filters.within == STATEMENTS else search.with_name
        return look(session, found, filters.q, before=before)
    if before is not None:
        found = found.where(Case.id < before)
    return found.order_by(Case.id.desc())


def tells_of_others(person: User) -> ColumnElement[bool]:
    """Match the cases with a statement that names a case shut to this person too: its words may not find them."""
    mine, other = aliased(AppealCase), aliased(AppealCase)
    shut = queries.names_a_shut_case(other, other.appeal_id == mine.appeal_id, person)
    return select(mine.id).where(mine.case_id == Case.id, shut).correlate(Case).exists()


def in_place(code: str) -> Any:
    """Match the cases of a county, or of all counties of a prefecture or the region."""
    if not code.endswith("00"):
        return Case.county_code == code
    start = code.rstrip("0") if code.endswith("0000") else code[:4]
    return Case.county_code.between(start.ljust(6, "0"), start.ljust(6, "9"))


def page(session: Session, person: User, filters: Filters, before: int | None) -> tuple[Sequence[Row[Any]], bool]:
    """Fetch one page of rows, and say whether more follow."""
    rows = session.execute(matching(session, person, filters, before).limit(ROWS + 1)).all()
    return rows[:ROWS], len(rows) > ROWS


def most_counted(filters: Filters) -> int:
    """Say how far the cases asked for are counted."""
    return min(MOST_COUNTED, MOST_NARROWED) if filters.q or filters.count else MOST_COUNTED


def total(session: Session, person: User, filters: Filters) -> int:
    """Count the cases asked for; one more than ``most_counted`` stands for more."""
    most = most_counted(filters)
    some = matching(session, person, filters).order_by(None).with_only_columns(Case.id).limit(most + 1)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def assignees(session: Session, cases: Sequence[int]) -> dict[int, list[str]]:
    """Name who works on each of some cases."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(CaseAssignment.case_id, User.name)
        .join(User, User.id == CaseAssignment.user_id)
        .where(CaseAssignment.case_id.in_(cases))
        .order_by(CaseAssignment.id)
    )
    for case_id, name in rows:
        found[case_id].append(name)
    return found


def due_dates(session: Session, cases: Sequence[int], person: User) -> dict[int, date]:
    """Give the next day an answer is due in each of some cases, from petitions whose every case the person may open."""
    other = aliased(PetitionCase)
    hidden = queries.names_a_shut_case(other, other.petition_id == Petition.id, person)
    rows = session.execute(
        select(PetitionCase.case_id, func.min(Petition.due_on))
        .join(Petition, Petition.id == PetitionCase.petition_id)
        .where(
            PetitionCase.case_id.in_(cases),
            # Only what waits for an answer has a due day; asking for the state too would read every waiting petition.
            Petition.due_on.is_not(None),
            ~hidden,
        )
        .group_by(PetitionCase.case_id)
    ).all()
    return {case_id: due_on for case_id, due_on in rows if due_on is not None}


def colleagues(session: Session, person: User, office_id: int | None = None) -> Sequence[Row[int, str]]:
    """List id and name of those of an office, the person's own by default, who can work on cases."""
    return session.execute(
        select(User.id, User.name)
        .where(
            User.office_id == (office_id or person.office_id),
            User.disabled_at.is_(None),
            User.role.in_((Role.VOLUNTEER, Role.COORDINATOR)),
        )
        .order_by(User.name, User.id)
    ).all()
