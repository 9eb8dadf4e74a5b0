"""Which cases a person may list and open, and what can be asked of them."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import joinedload

from caseapp.accounts.models import User
from caseapp.accounts.queries import in_offices
from caseapp.accounts.reader import Reader, reader
from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import Access, CaseState
from caseapp.permissions import Permission


def is_named(person: User | Reader) -> ColumnElement[bool]:
    """Match the cases this person is assigned to."""
    return exists().where(CaseAssignment.case_id == Case.id, CaseAssignment.user_id == person.id)


def may_list(person: User | Reader) -> ColumnElement[bool]:
    """Match the cases whose code, name and status this person may see.

    A volunteer: the unrestricted ones of the own office and those assigned or logged by them;
    a coordinator: all of their offices but sealed ones they are not named on; nobody else.
    """
    if not person.can(Permission.CASE_LIST) or person.office_id is None:
        return false()
    if person.can(Permission.CASE_VIEW_OFFICE):
        return may_open(person)
    return and_(
        Case.office_id == person.office_id,
        or_(Case.access == Access.OFFICE, may_open(person)),
        or_(Case.state != CaseState.DRAFT, Case.logged_by_id == person.id),
    )


def may_open(person: User | Reader) -> ColumnElement[bool]:
    """Match the cases this person may open."""
    if not person.can(Permission.CASE_VIEW) or person.office_id is None:
        return false()
    if person.can(Permission.CASE_VIEW_OFFICE):
        return and_(in_offices(person, Case.office_id), or_(Case.access != Access.SEALED, is_named(person)))
    return and_(
        Case.office_id == person.office_id,
        or_(is_named(person), and_(Case.logged_by_id == person.id, Case.access != Access.SEALED)),
    )


def listable_by(person: User) -> Select[Case]:
    """Find the cases this person may see in a list."""
    return select(Case).where(may_list(person))


def visible_to(person: User) -> Select[Case]:
    """Find the cases this person may open."""
    return select(Case).where(may_open(person))


def with_person(statement: Select[Case]) -> Select[Case]:
    """Fetch the missing person and the office with the case."""
    return statement.options(joinedload(Case.person), joinedload(Case.office))


@cache
def opened(role: Role, offices: int) -> Select[Case]:
    """Find the case of the code ``code``, with person and office, for a reader of this role; made once."""
    found = select(Case).where(may_open(reader(role, offices)), Case.code == bindparam("code"))
    return with_person(found)


def coded(code: str) -> ColumnElement[bool]:
    """Match the case of this code."""
    return Case.code == code.strip().upper()


def taken_between(start: Any, end: Any) -> ColumnElement[bool]:
    """Match the cases whose disappearance or arrest may lie between two days."""
    conditions: list[ColumnElement[bool]] = [Case.taken_earliest.is_not(None)]
    if end is not None:
        conditions.append(Case.taken_earliest <= end)
    if start is not None:
        conditions.append(or_(Case.taken_latest.is_(None), Case.taken_latest >= start))
    return and_(*conditions)


def names_a_shut_case(link: Any, owner: ColumnElement[bool], person: User | Reader) -> ColumnElement[bool]:
    """Match rows (petitions, appeals) tied by ``link`` to a case that this person may not open.

    ``owner`` ties the link table to the row asked for.
    """
    # Asked case by case: a list of all cases somebody may open would be read again for every page.
    # "Is not true" rather than "not": an unknown part of the condition must hide a case, not open it.
    shut = select(link.id).join(Case, Case.id == link.case_id).where(owner, may_open(person).is_not(true()))
    return shut.correlate_except(link, Case).exists()


def all_cases_of(link: Any, owner: ColumnElement[bool], person: User) -> ColumnElement[bool]:
    """Match rows tied to cases by ``link`` only if there are any and the person may open every one of them."""
    about = select(link.id).where(owner).correlate_except(link)
    return and_(about.exists(), ~names_a_shut_case(link, owner, person))


def assigned_to(person: User) -> Select[Case]:
    """Find the open cases this person works on, the one changed last first."""
    return (
        visible_to(person)
        .where(is_named(person), Case.state == CaseState.OPEN)
        .order_by(Case.changed_at.desc(), Case.id.desc())
    )
