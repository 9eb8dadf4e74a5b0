"""Which protests and appearances a person may see, and what can be asked of them."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from caseapp.accounts.models import User
from caseapp.accounts.queries import in_offices
from caseapp.appeals.models import AppealCase, Applicant
from caseapp.cases import queries as case_queries
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.permissions import Permission
from caseapp.protests.models import Appearance, Protest
from caseapp.protests.rules import NEEDS_APPROVAL
from caseapp.protests.vocabulary import NoticeAnswer, ProtestState

PAGE = 25
MOST_FOUND = 12


def visible_to(person: User) -> Select[Protest]:
    """Find the protests of a person's office."""
    if not person.can(Permission.PROTEST_VIEW) or person.office_id is None:
        return select(Protest).where(false())
    return select(Protest).where(in_offices(person, Protest.office_id))


def is_coming(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Match the planned protests from today on."""
    planned = Protest.state == ProtestState.PLANNED
    return and_(planned, Protest.held_on.is_not(None), Protest.held_on >= today)


def upcoming(person: User, today: date) -> Select[Protest]:
    """Find the planned protests of a person's office from today on, the nearest first."""
    return visible_to(person).where(is_coming(today)).order_by(Protest.held_on, Protest.id)


def past_page(person: User, today: date, before: tuple[date | None, int] | None) -> Select[Protest]:
    """Find a page of all other protests, the latest first and those without a day last."""
    found = visible_to(person).where(~is_coming(today))
    if before is not None:
        day, number = before
        if day is None:
            found = found.where(Protest.held_on.is_(None), Protest.id < number)
        else:
            found = found.where(
                or_(
                    Protest.held_on < day,
                    and_(Protest.held_on == day, Protest.id < number),
                    Protest.held_on.is_(None),
                )
            )
    return found.order_by(Protest.held_on.desc().nulls_last(), Protest.id.desc()).limit(PAGE + 1)


def may_be_held(today: date) -> ColumnElement[bool]:
    """Match protests that nobody answered in time (twin of ``rules.notice_standing``)."""
    return and_(
        Protest.notice_answer == NoticeAnswer.NOTIFIED,
        Protest.form.not_in(NEEDS_APPROVAL),
        Protest.notice_due_on < today,
    )


def appearances_of(protest: Protest, person: User) -> Select[Appearance]:
    """Find who came to a protest, for cases this person may list; outcomes with them, names where they may open."""
    return (
        select(Appearance)
        .join(Appearance.case)
        .where(Appearance.protest_id == protest.id, case_queries.may_list(person))
        .options(
            contains_eager(Appearance.case),
            joinedload(Appearance.person).selectinload(Person.names),
            selectinload(Appearance.outcomes),
        )
        .order_by(Appearance.checked_in_at.is_not(None), Appearance.id)
    )


def appearance(protest_id: int, number: int, person: User) -> Select[Appearance]:
    """Find one appearance of a protest of the office, for a case this person may list."""
    return (
        select(Appearance)
        .join(Appearance.case)
        .join(Appearance.protest)
        .where(
            Appearance.id == number,
            Appearance.protest_id == protest_id,
            in_offices(person, Protest.office_id),
            case_queries.may_list(person),
        )
        .options(contains_eager(Appearance.case), contains_eager(Appearance.protest))
    )


def opened_among(case_ids: set[int], person: User) -> Select[int]:
    """Find which of these cases a person may open."""
    return select(Case.id).where(Case.id.in_(case_ids), case_queries.may_open(person))


def applicants_of(case_ids: set[int], person: User) -> Select[int, Applicant]:
    """Find who asked for these cases, where the person may open them, with names."""
    return (
        select(AppealCase.case_id, Applicant)
        .join(Applicant, Applicant.appeal_id == AppealCase.appeal_id)
        .join(Case, Case.id == AppealCase.case_id)
        .where(AppealCase.case_id.in_(case_ids), case_queries.may_open(person))
        .options(joinedload(Applicant.person).selectinload(Person.names))
        .order_by(Applicant.id)
    )
