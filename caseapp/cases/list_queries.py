"""The rows of the list of cases, their number, who works on them and what is due next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, String, bindparam, case, func, select, true
from sqlalchemy.orm import Session, aliased

from caseapp.accounts.models import User
from caseapp.accounts.queries import works_in
from caseapp.accounts.reader import Reader, kind_of, reader, values_of
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import AppealCase
from caseapp.cases import queries
from caseapp.cases.list_filters import ALL_STATES, MINE, STATEMENTS, Filters
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import CaseState
from caseapp.db import Identity
from caseapp.permissions import Permission
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.search import queries as search

ROWS = 50
MOST_COUNTED = 1000
# What is narrowed or searched is read case by case to be counted, so counting ends sooner.
MOST_NARROWED = 200
PATTERN = "pattern_"

COLUMNS = {
    "place": Case.place_status,
    "legal": Case.legal_status,
    "health": Case.health_status,
    "sex": Case.sex,
    "risk": Case.risk,
    "access": Case.access,
}


SHOWN = (
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
)


@dataclass(frozen=True)
class Asked:
    """What a list is asked for without the values: the page's statement is kept by it."""

    names: frozenset[str]
    look: search.Look | None
    tells_more: bool


def asked_of(session: Session, person: User, filters: Filters, before: int | None) -> tuple[Asked, dict[str, Any]]:
    """Say what is asked for, and give its values by name."""
    values: dict[str, Any] = {"office": filters.office or person.office_id, **filters.terms}
    if filters.state != ALL_STATES:
        values["state"] = filters.state
    if filters.county.endswith("00"):
        values["first_county"], values["last_county"] = counties_in(filters.county)
    elif filters.county:
        values["county"] = filters.county
    if filters.assignee:
        values["assignee"] = person.id if filters.assignee == MINE else int(filters.assignee)
    told = {"start": filters.start, "end": filters.end, "before": before}
    values |= {name: value for name, value in told.items() if value is not None}
    look: search.Look | None = None
    if filters.q:
        look_for = search.look_for_words if filters.within == STATEMENTS else search.look_for_name
        look, patterns = look_for(session, filters.q)
        values |= {f"{PATTERN}{place}": pattern for place, pattern in enumerate(patterns)}
    return Asked(frozenset(values), look, filters.tells_more), values


def matching(session: Session, person: User, filters: Filters, before: int | None = None) -> Select[*tuple[Any, ...]]:
    """Find the cases this person may list and asked for, newest first, below the row ``before``."""
    asked, values = asked_of(session, person, filters, before)
    return _matching(asked, person, values)


def _matching(asked: Asked, person: User | Reader, given: Mapping[str, Any]) -> Select[*tuple[Any, ...]]:
    """Put the statement together, from values or from parameters for them."""
    is_coordinator = person.can(Permission.CASE_VIEW_OFFICE)
    may_open = true() if is_coordinator else queries.may_open(person)
    found: Select[*tuple[Any, ...]] = select(*SHOWN, may_open.label("may_open")).where(queries.may_list(person))
    if is_coordinator:
        # One office at a time, so that the index of the office gives the rows in order.
        found = found.where(Case.office_id == given["office"])
    found = found.where(Case.state == given["state"] if "state" in given else Case.state != CaseState.DRAFT)
    for word, column in COLUMNS.items():
        if word in given:
            found = found.where(column == given[word])
    found = _narrowed(found, given)
    if asked.tells_more and not is_coordinator:
        found = found.where(queries.may_open(person))
    if asked.look in (search.Look.WORDS, search.Look.WORDS_OF_VECTOR):
        found = found.where(~tells_of_others(person))
    if asked.look:
        patterns = [given[name] for name in sorted(given) if name.startswith(PATTERN)]
        return search.found(found, asked.look, patterns, given.get("before"))
    if "before" in given:
        found = found.where(Case.id < given["before"])
    return found.order_by(Case.id.desc())


def _narrowed(found: Select[*tuple[Any, ...]], given: Mapping[str, Any]) -> Select[*tuple[Any, ...]]:
    """Narrow the cases by place, time and who works on them."""
    if "county" in given:
        found = found.where(Case.county_code == given["county"])
    if "first_county" in given:
        found = found.where(Case.county_code.between(given["first_county"], given["last_county"]))
    if "start" in given or "end" in given:
        found = found.where(queries.taken_between(given.get("start"), given.get("end")))
    if "assignee" in given:
        worked_on = select(CaseAssignment.case_id).where(CaseAssignment.user_id == given["assignee"])
        found = found.where(Case.id.in_(worked_on))
    return found


def tells_of_others(person: User | Reader) -> ColumnElement[bool]:
    """Match the cases with a statement that names a case shut to this person too: its words may not find them."""
    mine, other = aliased(AppealCase), aliased(AppealCase)
    shut = queries.names_a_shut_case(other, other.appeal_id == mine.appeal_id, person)
    return select(mine.id).where(mine.case_id == Case.id, shut).correlate(Case).exists()


def counties_in(code: str) -> tuple[str, str]:
    """Return the first and the last code that a county of a prefecture, or of the region, can have."""
    start = code.rstrip("0") if code.endswith("0000") else code[:4]
    return start.ljust(6, "0"), start.ljust(6, "9")


def page(
    session: Session, person: User, filters: Filters, before: int | None
) -> tuple[Sequence[Row[*tuple[Any, ...]]], bool]:
    """Fetch one page of rows, and say whether more follow.

    Each row has besides what it shows of the case the names of who works on it (``who``), the next day an answer is
    due (``due_on``), both only of a case that may be opened, and how many cases are asked for in all (``total``;
    one more than ``most_counted`` stands for more).
    """
    asked, values = asked_of(session, person, filters, before)
    statement = _page(asked, *kind_of(person))
    given = {**values, **values_of(person), "most": most_counted(filters) + 1}
    if asked.look:
        search.plan_anew(session)
    rows = session.execute(statement, given).all()
    return rows[:ROWS], len(rows) > ROWS


@lru_cache(maxsize=1024)
def _page(asked: Asked, role: Role, offices: int) -> Select[*tuple[Any, ...]]:
    """Make the statement of a page once: to put it together takes longer than to run it."""
    person = reader(role, offices)
    given: dict[str, Any] = {
        name: bindparam(name, type_=String() if name.startswith(PATTERN) else None) for name in asked.names
    }
    rows = _matching(asked, person, given).limit(ROWS + 1).subquery("page")
    given.pop("before", None)
    all_rows = _matching(asked, person, given).order_by(None).with_only_columns(Case.id).limit(bindparam("most"))
    total = select(func.count()).select_from(all_rows.subquery()).scalar_subquery()
    return select(
        *rows.c,
        case((rows.c.may_open, _who(rows.c.id))).label("who"),
        case((rows.c.may_open, _due_on(rows.c.id, person))).label("due_on"),
        total.label("total"),
    ).order_by(rows.c.id.desc())


def _who(case_id: Any) -> ScalarSelect[Any]:
    """Name who works on a case, in the order they came to it."""
    names = (
        select(User.name)
        .join(CaseAssignment, CaseAssignment.user_id == User.id)
        .where(CaseAssignment.case_id == case_id)
        .order_by(CaseAssignment.id)
        .correlate(case_id.table)
        .subquery()
    )
    return select(func.aggregate_strings(names.c.name, ", ")).scalar_subquery()


def _due_on(case_id: Any, person: Reader) -> ScalarSelect[Any]:
    """Give the next day an answer is due in a case, from petitions whose every case the person may open."""
    other = aliased(PetitionCase)
    hidden = queries.names_a_shut_case(other, other.petition_id == Petition.id, person)
    return (
        select(func.min(Petition.due_on))
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        # Only what waits for an answer has a due day; asking for the state too would read every waiting petition.
        .where(PetitionCase.case_id == case_id, Petition.due_on.is_not(None), ~hidden)
        .correlate(case_id.table)
        .scalar_subquery()
    )


def most_counted(filters: Filters) -> int:
    """Say how far the cases asked for are counted."""
    return min(MOST_COUNTED, MOST_NARROWED) if filters.q or filters.count else MOST_COUNTED


def total(session: Session, person: User, filters: Filters) -> int:
    """Count the cases asked for; one more than ``most_counted`` stands for more."""
    rows, _more = page(session, person, filters, None)
    return rows[0].total if rows else 0


COLLEAGUES = (
    select(User.id, User.name)
    .where(
        works_in(bindparam("office", type_=Identity)),
        User.disabled_at.is_(None),
        User.role.in_((Role.VOLUNTEER, Role.COORDINATOR)),
    )
    .order_by(User.name, User.id)
)


def colleagues(session: Session, person: User, office_id: int | None = None) -> Sequence[Row[int, str]]:
    """List id and name of those of an office, the person's own by default, who can work on cases."""
    return session.execute(COLLEAGUES, {"office": office_id or person.office_id}).all()
