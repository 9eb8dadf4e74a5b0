"""What the board asks: its rows and counts, each statement put together once for each kind of question and reader."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, and_, bindparam, case, func, select, union_all
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.accounts.reader import kind_of, reader, values_of
from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import Case
from caseapp.db import Identity
from caseapp.petitions import board, queries, rules
from caseapp.petitions.board import BY_DAY, COUNTED, Tab
from caseapp.petitions.models import Body, BodyVersion, Petition, PetitionCase, PetitionClock
from caseapp.petitions.vocabulary import ClockKind, PetitionState

SHOWN = (
    Petition.id,
    Petition.state,
    Petition.due_on,
    Petition.lapses_to,
    Petition.silence,
    Petition.sent_on,
    Petition.body_version_id,
    Petition.recipient_text,
    Petition.drafted_by_id,
    Petition.is_published_record,
)
TODAY: BindParameter[date] = bindparam("today", type_=Date)
SOON: BindParameter[date] = bindparam("soon", type_=Date)
OF_STATE = {
    Tab.TO_REVIEW: PetitionState.IN_REVIEW,
    Tab.DRAFTS: PetitionState.DRAFT,
}


@dataclass(frozen=True)
class Narrowing:
    """What the board is narrowed to: an office, a body by its key, who looks after it, what was typed."""

    office: int | None = None
    body: str = ""
    owner: int | None = None
    q: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Name what narrows, without the values."""
        return frozenset(name for name in ("office", "body", "owner", "q") if getattr(self, name))


@dataclass(frozen=True)
class Kind:
    """A question without its values: who asks, what narrows it; statements are kept by it."""

    role: Role
    offices: int
    names: frozenset[str]


def kind(person: User, narrowing: Narrowing) -> Kind:
    """Say what kind of question a person asks; one office of several is asked as the only one."""
    role, offices = kind_of(person)
    return Kind(role, 1 if narrowing.office else offices, narrowing.names)


def values(session: Session, person: User, narrowing: Narrowing, today: date) -> dict[str, Any]:
    """Give the values of a question by name."""
    found: dict[str, Any] = {**values_of(person), "today": today, "soon": today + rules.DUE_SOON}
    if narrowing.office:
        found["reader_office_0"] = narrowing.office
    if narrowing.body:
        found["body"] = session.scalar(select(Body.id).where(Body.key == narrowing.body)) or 0
    if narrowing.owner:
        found["owner"] = narrowing.owner
    if narrowing.q:
        found["found"] = queries.ids_found_by(session, person, narrowing.q)
    return found


def condition(tab: Tab, today: Any, soon: Any) -> ColumnElement[bool]:
    """Match the petitions of a tab; ``soon`` is the last day of the week from today."""
    if tab is Tab.OVERDUE:
        return queries.is_overdue(today)
    if tab is Tab.SILENT:
        return queries.is_silent(today)
    if tab is Tab.THIS_WEEK:
        return queries.is_due_between(today, soon)
    if tab is Tab.WAITING:
        return and_(queries.is_waiting(), Petition.due_on > soon)
    if tab is Tab.TO_SEND:
        return queries.is_to_be_sent()
    if tab is Tab.DONE:
        return queries.is_past()
    return Petition.state == OF_STATE[tab]


def narrowed(asked: Kind) -> list[ColumnElement[bool]]:
    """Match what the board is narrowed to."""
    conditions: list[ColumnElement[bool]] = []
    if "body" in asked.names:
        conditions.append(Petition.body_id == bindparam("body", type_=Identity))
    if "owner" in asked.names:
        conditions.append(Petition.owner_id == bindparam("owner", type_=Identity))
    if "q" in asked.names:
        conditions.append(Petition.id.in_(bindparam("found", expanding=True)))
    return conditions


@lru_cache(maxsize=256)
def count_statement(asked: Kind, cap: int) -> Select[*tuple[Any, ...]]:
    """Count the tabs up to a cap, all in one statement; what is done is not counted."""
    person: Any = reader(asked.role, asked.offices)
    narrowing = narrowed(asked)
    if "q" in asked.names or not queries.sees_the_office(person):
        # A small part of the board is read once.
        matches = {tab: func.count(case((condition(tab, TODAY, SOON), Petition.id))).label(tab.name) for tab in COUNTED}
        return select(*matches.values()).where(queries.may_see(person), *narrowing)
    columns = [
        queries.capped(and_(_unsealed(person, asked), *narrowing, condition(tab, TODAY, SOON)), cap)
        .scalar_subquery()
        .label(tab.name)
        for tab in COUNTED
    ]
    return select(*columns)


def _is_of_one(asked: Kind) -> bool:
    """Say whether a question is about one person or body, whose own index is the one to read."""
    return bool(asked.names & {"owner", "body"})


def _of_offices(person: Any) -> ColumnElement[bool]:
    """Match the offices of a reader without their indexes: SQLite, which knows no figures, would prefer those."""
    return (Petition.office_id + 0).in_(person.office_ids)


def _unsealed(person: Any, asked: Kind) -> ColumnElement[bool]:
    if _is_of_one(asked):
        return and_(_of_offices(person), queries.not_shut_to(person))
    return queries.unsealed_to(person)


def cap(asked: Kind) -> int:
    """Say up to what number a question is counted."""
    return board.CAP_NARROWED if asked.names else board.CAP


@lru_cache(maxsize=1024)
def row_statement(asked: Kind, tab: Tab, after: bool, limit: int) -> Select[*tuple[Any, ...]]:
    """Fetch one page of a tab: by due day where there is one, else the newest first."""
    person: Any = reader(asked.role, asked.offices)
    matching = [condition(tab, TODAY, SOON), *narrowed(asked)]
    order: tuple[Any, ...] = (Petition.due_on, Petition.id) if tab in BY_DAY else (Petition.id.desc(),)
    last_id: Any = bindparam("after_id", type_=Identity)
    if after and tab in BY_DAY:
        last_day: Any = bindparam("after_day", type_=Date)
        matching += [Petition.due_on >= last_day, queries.after_key(last_day, last_id)]
    elif after:
        matching.append(Petition.id < last_id)
    if queries.sees_the_office(person) and _is_of_one(asked):
        matching = [_of_offices(person), queries.may_see(person), *matching]
    elif queries.sees_the_office(person):
        # Each office is read in the order of its own index, so that none is sorted whole.
        pages = [
            select(Petition.id)
            .where(Petition.office_id == office, queries.may_see(person), *matching)
            .order_by(*order)
            .limit(limit)
            for office in person.office_ids
        ]
        if len(pages) == 1:
            matching = [Petition.office_id == person.office_ids[0], queries.may_see(person), *matching]
        else:
            matching = [Petition.id.in_(union_all(*(select(page.subquery()) for page in pages)))]
    else:
        matching = [queries.may_see(person), *matching]
    return (
        select(*SHOWN, User.name.label("owner"))
        .outerjoin(User, User.id == Petition.owner_id)
        .where(*matching)
        .order_by(*order)
        .limit(limit)
    )


def codes_of(session: Session, petition_ids: list[int]) -> dict[int, list[str]]:
    """Get the codes of the cases of these petitions, in one statement."""
    found: dict[int, list[str]] = {number: [] for number in petition_ids}
    for petition_id, code in session.execute(_CODES, {"ids": petition_ids}):
        found[petition_id].append(code or "")
    return found


_CODES = (
    select(PetitionCase.petition_id, Case.code)
    .join(Case, Case.id == PetitionCase.case_id)
    .where(PetitionCase.petition_id.in_(bindparam("ids", expanding=True)))
    .order_by(PetitionCase.id)
)


def windows_of(session: Session, petition_ids: list[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """Get when the right that silence gives began and when it ends, for these petitions."""
    rows = session.execute(_WINDOWS, {"ids": petition_ids}).all()
    return {row.petition_id: row for row in rows}


_WINDOWS = select(PetitionClock.petition_id, PetitionClock.started_on, PetitionClock.due_on).where(
    PetitionClock.petition_id.in_(bindparam("ids", expanding=True)),
    PetitionClock.kind == ClockKind.COMPLAINT_WINDOW,
    PetitionClock.stopped_on.is_(None),
)


def bodies(session: Session) -> list[tuple[int, str, dict[str, str], bool]]:
    """List each version of each body: its number, the body's key, its names, and whether it is the newest."""
    return [(row.id, row.key, row[2], row.valid_to is None) for row in session.execute(_BODIES)]


_BODIES = select(BodyVersion.id, Body.key, BodyVersion.record["name"], BodyVersion.valid_to).join(
    Body, Body.id == BodyVersion.body_id
)
