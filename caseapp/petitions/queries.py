"""Which petitions a person may see, how they stand on the board, and what other subjects ask."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, true, tuple_, union, union_all
from sqlalchemy.orm import Session, joinedload, selectinload

from caseapp.accounts.models import User
from caseapp.accounts.queries import in_offices, works_in
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.queries import all_cases_of, coded, is_named
from caseapp.cases.vocabulary import Access
from caseapp.permissions import GRANTS, Permission
from caseapp.petitions import rules
from caseapp.petitions.models import Body, BodyVersion, Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing

S = PetitionState
MOST_FOUND = 500
LAST_LETTER = "\U0010ffff"


def may_see(person: User) -> ColumnElement[bool]:
    """Match the petitions all of whose cases this person may open."""
    if not person.can(Permission.PETITION_VIEW) or person.office_id is None:
        return false()
    opened_all = all_cases_of(PetitionCase, PetitionCase.petition_id == Petition.id, person)
    if sees_the_office(person):
        return opened_all
    # Begins from the few cases a volunteer is tied to; whether each may be opened is asked above.
    assigned = select(CaseAssignment.case_id).where(CaseAssignment.user_id == person.id)
    tied = union(assigned, select(Case.id).where(Case.logged_by_id == person.id)).subquery()
    of_those = select(PetitionCase.petition_id).where(PetitionCase.case_id.in_(tied.select()))
    return and_(Petition.id.in_(of_those), opened_all)


def sees_the_office(person: User) -> bool:
    """Say whether a person sees all petitions of an office but those of sealed cases."""
    return person.can(Permission.PETITION_VIEW) and person.can(Permission.CASE_VIEW_OFFICE)


def of_the_office(person: User) -> ColumnElement[bool]:
    """Match the petitions of this person's office, so that its indexes serve the board."""
    return in_offices(person, Petition.office_id)


def unsealed_to(person: User) -> ColumnElement[bool]:
    """Match what a coordinator may see of the office, for counting (twin of ``may_see``): few cases are sealed.

    A petition belongs to the office of all its cases (``services.draft``).
    """
    return and_(of_the_office(person), not_shut_to(person))


def not_shut_to(person: User) -> ColumnElement[bool]:
    """Match what is about no sealed case that a coordinator is not named on."""
    shut = (
        select(PetitionCase.petition_id)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(in_offices(person, Case.office_id), Case.access == Access.SEALED, ~is_named(person))
    )
    return Petition.id.not_in(shut)


def visible_to(person: User) -> Select[Petition]:
    """Find the petitions this person may open."""
    return select(Petition).where(may_see(person))


def for_page(statement: Select[Petition]) -> Select[Petition]:
    """Fetch with a petition all that its page shows."""
    return statement.options(
        joinedload(Petition.body),
        joinedload(Petition.body_version),
        joinedload(Petition.owner),
        selectinload(Petition.cases).joinedload(PetitionCase.case),
        selectinload(Petition.clocks),
        selectinload(Petition.letters),
    )


def for_rows(statement: Select[Petition]) -> Select[Petition]:
    """Fetch with petitions what a row of a list shows; names of bodies come from ``body_names``."""
    return statement.options(joinedload(Petition.owner), selectinload(Petition.cases).joinedload(PetitionCase.case))


def is_waiting() -> ColumnElement[bool]:
    """Match petitions whose clock runs."""
    return and_(Petition.state.in_(sorted(rules.WAITING)), Petition.due_on.is_not(None))


def is_overdue(today: date) -> ColumnElement[bool]:
    """Match petitions waiting past their day where silence has no meaning in law (twin of ``rules.is_overdue``)."""
    return and_(is_waiting(), Petition.lapses_to == Standing.OVERDUE, Petition.due_on < today)


def is_silent(today: date) -> ColumnElement[bool]:
    """Match petitions whose silence gives a right, or that no law gives a time and we wanted to ask after.

    Twin of ``rules.is_silent``.
    """
    return and_(is_waiting(), Petition.lapses_to == Standing.SILENT, Petition.due_on < today)


def is_deemed_refused(today: date) -> ColumnElement[bool]:
    """Match petitions whose silence counts as a refusal (twin of ``rules.is_deemed_refused``)."""
    return and_(is_silent(today), Petition.silence == Silence.REFUSAL)


def may_be_held(today: date) -> ColumnElement[bool]:
    """Match notices of an event whose silence is a consent (twin of ``rules.may_be_held``)."""
    return and_(is_silent(today), Petition.silence == Silence.CONSENT)


def is_due_soon(today: date) -> ColumnElement[bool]:
    """Match petitions whose day is within a week from today (twin of ``rules.standing``)."""
    return is_due_between(today, today + rules.DUE_SOON)


def is_due_between(first: date, last: date) -> ColumnElement[bool]:
    """Match petitions whose day lies between two days, both included."""
    return and_(is_waiting(), Petition.due_on >= first, Petition.due_on <= last)


def is_on_time(today: date) -> ColumnElement[bool]:
    """Match petitions with more than a week left (twin of ``rules.standing``)."""
    return and_(is_waiting(), Petition.due_on > today + rules.DUE_SOON)


def is_past() -> ColumnElement[bool]:
    """Match petitions that wait for nothing any more, and those that others published."""
    return and_(Petition.state.not_in(sorted(rules.UNSENT)), Petition.due_on.is_(None), not_(_was_turned_away()))


def is_to_be_sent() -> ColumnElement[bool]:
    """Match the letters that may go out: approved, or turned away at the counter, which nobody may forget."""
    ready = Petition.state.in_((S.APPROVED, S.NOT_ACCEPTED))
    return and_(ready, or_(Petition.state == S.APPROVED, _was_turned_away()))


def _was_turned_away() -> ColumnElement[bool]:
    return and_(Petition.state == S.NOT_ACCEPTED, Petition.is_published_record.is_(False))


def with_body(key: str) -> ColumnElement[bool]:
    """Match the petitions to one body."""
    return Petition.body_id == select(Body.id).where(Body.key == key).scalar_subquery()


def owned_by(person_id: int) -> ColumnElement[bool]:
    """Match the petitions somebody looks after."""
    return Petition.owner_id == person_id


def ids_found_by(session: Session, person: User, asked: str) -> list[int]:
    """Find petitions by the code of a case, or the beginning of the body's number; the first hundreds of them.

    Numbers are looked for in the offices of the person: those of other offices would crowd them out.
    """
    asked = asked.strip()
    by_code = select(PetitionCase.petition_id).join(Case, Case.id == PetitionCase.case_id).where(coded(asked))
    is_numbered = and_(Petition.reference >= asked, Petition.reference < asked + LAST_LETTER)
    by_number = select(Petition.id).where(is_numbered, of_the_office(person))
    return list(session.scalars(union_all(by_code, by_number).limit(MOST_FOUND)))


def found_by(session: Session, person: User, asked: str) -> ColumnElement[bool]:
    """Match the petitions that ``ids_found_by`` finds."""
    return Petition.id.in_(ids_found_by(session, person, asked))


def after_key(due_on: date, petition_id: int) -> ColumnElement[bool]:
    """Match what comes after a row in a list by due date."""
    return tuple_(Petition.due_on, Petition.id) > tuple_(due_on, petition_id)


def capped(condition: ColumnElement[bool], limit: int) -> Select[int]:
    """Count matches, but never more than one beyond a limit."""
    few = select(Petition.id).where(condition).limit(limit + 1).subquery()
    return select(func.count()).select_from(few)


def body_names(session: Session, version_ids: Iterable[int | None]) -> dict[int, dict[str, str]]:
    """Get the names by language of the bodies of these versions, in one statement."""
    wanted = {one for one in version_ids if one is not None}
    rows = session.execute(select(BodyVersion.id, BodyVersion.record["name"]).where(BodyVersion.id.in_(wanted)))
    return {row.id: row[1] for row in rows}


def due_within(person: User, today: date, days: int) -> Select[Petition]:
    """Find what a person looks after that is overdue, silent or due within some days, the oldest first."""
    return due_in_office(person, today, days).where(owned_by(person.id))


def due_in_office(person: User, today: date, days: int) -> Select[Petition]:
    """Find what a person may open that is overdue, silent or due within some days, the oldest first."""
    due = and_(is_waiting(), Petition.due_on <= today + timedelta(days=days))
    return for_rows(visible_to(person).where(due).order_by(Petition.due_on, Petition.id))


def to_review(person: User) -> Select[Petition]:
    """Find the letters this person may read and approve: never their own."""
    mine = or_(Petition.drafted_by_id.is_(None), Petition.drafted_by_id != person.id)
    allowed = true() if person.can(Permission.PETITION_APPROVE) else false()
    return for_rows(visible_to(person).where(Petition.state == S.IN_REVIEW, mine, allowed).order_by(Petition.id))


def drafts_of(person: User) -> Select[Petition]:
    """Find the drafts a person looks after."""
    return for_rows(
        visible_to(person).where(owned_by(person.id), Petition.state == S.DRAFT).order_by(Petition.id.desc())
    )


def chain_of(session: Session, person: User, petition: Petition) -> tuple[list[Petition], list[Petition]]:
    """List the petitions before this one, the first one first, and those that follow it at once."""
    before: list[Petition] = []
    previous = petition.previous_id
    if previous is not None:
        tree = select(Petition.id, Petition.previous_id).where(Petition.id == previous).cte("chain", recursive=True)
        tree = tree.union(select(Petition.id, Petition.previous_id).join(tree, Petition.id == tree.c.previous_id))
        found = visible_to(person).where(Petition.id.in_(select(tree.c.id))).order_by(Petition.id)
        before = list(session.scalars(found))
    following = visible_to(person).where(Petition.previous_id == petition.id).order_by(Petition.id)
    return before, list(session.scalars(following))


def bodies(session: Session, *, only_active: bool = False) -> Sequence[Body]:
    """List the bodies with their versions, by key."""
    statement = select(Body).options(selectinload(Body.versions)).order_by(Body.key)
    if only_active:
        statement = statement.where(Body.is_active)
    return session.scalars(statement).all()


def body_keys(session: Session) -> frozenset[str]:
    """List the short names of all bodies."""
    return frozenset(session.scalars(select(Body.key)))


def used_versions() -> Select[int]:
    """Find the versions of bodies that a petition went out under."""
    sent = select(Petition.id).where(Petition.body_version_id == BodyVersion.id, Petition.sent_on.is_not(None))
    return select(BodyVersion.id).where(sent.exists())


def names_by_key(session: Session) -> list[tuple[str, dict[str, str]]]:
    """List key and names of every body as its newest version has them, for choosing one."""
    rows = session.execute(
        select(Body.key, BodyVersion.record["name"])
        .join(BodyVersion, BodyVersion.body_id == Body.id)
        .where(BodyVersion.valid_to.is_(None))
    )
    return [(row.key, row[1]) for row in rows]


def keyed(key: str) -> Select[Body]:
    """Find the body of this key, with its versions."""
    return select(Body).where(Body.key == key).options(selectinload(Body.versions))


def colleagues(office_id: int) -> Select[User]:
    """Find those of an office who may be given a petition."""
    roles = [role for role, granted in GRANTS.items() if Permission.PETITION_DRAFT in granted]
    return (
        select(User)
        .where(works_in([office_id]), User.disabled_at.is_(None), User.role.in_(roles))
        .order_by(User.name, User.id)
    )


def names_of_colleagues(office_ids: Sequence[int]) -> Select[int, str]:
    """Find number and name of those of some offices who may be given a petition."""
    roles = [role for role, granted in GRANTS.items() if Permission.PETITION_DRAFT in granted]
    return (
        select(User.id, User.name)
        .where(works_in(office_ids), User.disabled_at.is_(None), User.role.in_(roles))
        .order_by(User.name, User.id)
    )
