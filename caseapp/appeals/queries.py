"""Which appeals and translations a person may see, and what pages ask of them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from caseapp.accounts.models import User
from caseapp.accounts.queries import in_offices
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal, AppealCase, AppealText, Applicant, Consent, Translation
from caseapp.appeals.rules import EDITABLE, TO_TRANSLATE
from caseapp.appeals.vocabulary import ReviewState, TranslationState
from caseapp.cases import queries as cases
from caseapp.cases.claims import Event, StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import CaseState
from caseapp.permissions import Permission
from caseapp.search.queries import with_name

PAGE = 50
MOST_SIMILAR = 5
SHORTEST_FRAGMENT = 3
LONGEST_LOOKUPS = 4


def names_only_opened(person: User) -> ColumnElement[bool]:
    """Match the appeals none of whose cases is shut to this person."""
    return ~cases.names_a_shut_case(AppealCase, AppealCase.appeal_id == Appeal.id, person)


def is_about_a_case() -> ColumnElement[bool]:
    """Match the appeals that name somebody missing."""
    return exists().where(AppealCase.appeal_id == Appeal.id)


def may_see(person: User) -> ColumnElement[bool]:
    """Match the appeals this person may read.

    One's own; a coordinator all of the office; a volunteer those whose cases are all theirs, drafts of others never.
    Nobody sees one that names a case shut to them.
    """
    if not person.can(Permission.APPEAL_LOG) or person.office_id is None:
        return false()
    own: ColumnElement[bool] = Appeal.logged_by_id == person.id
    if not person.can(Permission.CASE_VIEW_OFFICE):
        own = or_(own, and_(Appeal.state != ReviewState.DRAFT, is_about_a_case()))
        return and_(Appeal.office_id == person.office_id, own, names_only_opened(person))
    return and_(in_offices(person, Appeal.office_id), names_only_opened(person))


def visible_to(person: User) -> Select[Appeal]:
    """Find the appeals this person may read."""
    return select(Appeal).where(may_see(person))


def editable_by(person: User) -> Select[Appeal]:
    """Find the appeals this person may still write: their own drafts and those sent back to them."""
    return visible_to(person).where(Appeal.logged_by_id == person.id, Appeal.state.in_(EDITABLE))


def with_cases(statement: Select[Any]) -> Select[Any]:
    """Fetch the cases of each appeal and who wrote it."""
    return statement.options(joinedload(Appeal.logged_by), selectinload(Appeal.cases).joinedload(AppealCase.case))


def with_everything(statement: Select[Any]) -> Select[Any]:
    """Fetch all that the pages of one appeal show of people and texts."""
    missing = selectinload(Appeal.cases).joinedload(AppealCase.case).joinedload(Case.person)
    asking = selectinload(Appeal.applicants).joinedload(Applicant.person)
    return statement.options(
        joinedload(Appeal.office),
        joinedload(Appeal.logged_by),
        missing.selectinload(Person.names),
        missing.selectinload(Person.identifiers),
        missing.selectinload(Person.citizenships),
        missing.selectinload(Person.residences),
        selectinload(Appeal.cases).joinedload(AppealCase.compare_with),
        asking.selectinload(Person.names),
        asking.selectinload(Person.contacts),
        asking.selectinload(Person.citizenships),
        selectinload(Appeal.translations),
    )


def listed(person: User, *, state: ReviewState | None, mine: bool, before: int | None) -> Select[Appeal]:
    """Find a page of appeals and one row more, newest first, below the key of the page before."""
    found = visible_to(person)
    if state is not None:
        found = found.where(Appeal.state == state)
    if mine:
        found = found.where(Appeal.logged_by_id == person.id)
    if before is not None:
        found = found.where(Appeal.id < before)
    return with_cases(found.order_by(Appeal.id.desc()).limit(PAGE + 1))


def drafts_of(person: User) -> Select[Appeal]:
    """Find what this person has begun or got back, newest first, with cases."""
    return with_cases(editable_by(person).order_by(Appeal.id.desc()).limit(PAGE))


def waiting_for_review(person: User) -> Select[Appeal]:
    """Find what waits for this coordinator's review, longest waiting first, with cases; never their own."""
    waiting = visible_to(person).where(Appeal.state == ReviewState.SUBMITTED)
    if not person.can(Permission.APPEAL_REVIEW):
        return with_cases(waiting.where(false()))
    others = or_(Appeal.logged_by_id.is_(None), Appeal.logged_by_id != person.id)
    return with_cases(waiting.where(others).order_by(Appeal.submitted_at, Appeal.id).limit(PAGE))


def translations_for(person: User) -> Select[Translation]:
    """Find what this translator has to write, oldest first; only the text comes with it."""
    return _translations_of(person).where(Translation.state.in_(TO_TRANSLATE)).order_by(Translation.id).limit(PAGE)


def translation_of(person: User, translation_id: int) -> Select[Translation]:
    """Find one translation that was assigned to this person."""
    return _translations_of(person).where(Translation.id == translation_id).options(joinedload(Translation.appeal))


def _translations_of(person: User) -> Select[Translation]:
    mine = select(Translation).where(Translation.translator_id == person.id)
    return mine if person.can(Permission.TRANSLATION_WRITE) else mine.where(false())


def translations_to_review(person: User) -> Select[Translation]:
    """Find the written translations of the appeals a coordinator may read."""
    if not person.can(Permission.TRANSLATION_REVIEW):
        return select(Translation).where(false())
    return (
        select(Translation)
        .join(Translation.appeal)
        .where(may_see(person), Translation.state == TranslationState.WRITTEN)
        .order_by(Translation.id)
        .limit(PAGE)
    )


def translators() -> Select[User]:
    """Find who may be asked to translate."""
    return select(User).where(User.role == Role.TRANSLATOR, User.disabled_at.is_(None)).order_by(User.name, User.id)


def typed_text(appeal_id: int, step: str) -> Select[AppealText]:
    """Find what was typed into a step and not saved yet."""
    return select(AppealText).where(AppealText.appeal_id == appeal_id, AppealText.step == step)


def half_typed(appeal_id: int) -> Select[AppealText]:
    """Find every step with typed text that is not saved yet."""
    return select(AppealText).where(AppealText.appeal_id == appeal_id).order_by(AppealText.id)


def events_of(case_ids: list[int]) -> Select[Event]:
    """Find the events of cases in the order they were recorded."""
    return select(Event).where(Event.case_id.in_(case_ids)).order_by(Event.id)


def status_updates_of(case_ids: list[int]) -> Select[StatusUpdate]:
    """Find the status updates of cases in the order they were recorded."""
    return select(StatusUpdate).where(StatusUpdate.case_id.in_(case_ids)).order_by(StatusUpdate.id)


def consents_of(case_ids: list[int]) -> Select[Consent]:
    """Find every recorded answer on consent of cases, oldest first, with who gave it."""
    return (
        select(Consent)
        .where(Consent.case_id.in_(case_ids))
        .options(joinedload(Consent.person).selectinload(Person.names))
        .order_by(Consent.id)
    )


def applicants_of(case_id: int) -> Select[Applicant]:
    """Find who asks for a case, through any of its appeals."""
    return (
        select(Applicant)
        .join(AppealCase, AppealCase.appeal_id == Applicant.appeal_id)
        .where(AppealCase.case_id == case_id)
        .options(joinedload(Applicant.person).selectinload(Person.names))
        .order_by(Applicant.id)
    )


def similar_cases(session: Session, person: User, names: list[str], *, besides: list[int]) -> list[Case]:
    """List the cases this person may list that carry one of these names, or a word of one; never drafts."""
    found: dict[int, Case] = {}
    for fragment in fragments(names):
        listable = cases.listable_by(person).where(Case.state != CaseState.DRAFT, Case.id.not_in(besides))
        for case in session.scalars(with_name(session, listable, fragment).limit(MOST_SIMILAR)):
            found.setdefault(case.id, case)
        if len(found) >= MOST_SIMILAR:
            break
    return list(found.values())[:MOST_SIMILAR]


def fragments(names: list[str]) -> list[str]:
    """Return what to look for: the whole names first, then their longest words; a few only."""
    whole = [" ".join(name.split()) for name in names if name]
    words = sorted({word for name in whole for word in name.split()}, key=lambda word: (-len(word), word))
    asked = dict.fromkeys([*whole, *words])
    return [text for text in asked if len(text) >= _shortest(text)][:LONGEST_LOOKUPS]


def _shortest(text: str) -> int:
    """Two Chinese characters are a name; two letters are not."""
    return 2 if any("\u4e00" <= letter <= "\u9fff" for letter in text) else SHORTEST_FRAGMENT


def openable_ids(session: Session, person: User, found: list[Case]) -> set[int]:
    """Say which of these cases this person may open."""
    ids = [case.id for case in found]
    return set(session.scalars(select(Case.id).where(Case.id.in_(ids), cases.may_open(person))))
