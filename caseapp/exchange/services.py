"""What an import changes: cases, what a changed record adds, sources, figures, campaign events."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import repeat
from typing import Any, cast

from sqlalchemy import Table, bindparam, exists, select, update
from sqlalchemy.orm import Session

from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal, AppealCase
from caseapp.appeals.vocabulary import AppealChannel
from caseapp.cases import rules
from caseapp.cases import services as cases
from caseapp.cases.claims import Claim
from caseapp.cases.models import Case, CaseLink, CaseNumber, ExternalReference
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import Access, Risk
from caseapp.db import Base
from caseapp.exchange import case_rows, changes, stored_records
from caseapp.exchange.claim_rows import claim_values
from caseapp.exchange.inserting import insert_all
from caseapp.exchange.models import ImportRecord
from caseapp.exchange.numbers import Numbers, reserve
from caseapp.exchange.published_records import PublishedCase
from caseapp.exchange.rows import Place, Rows, Setting
from caseapp.history import services as history
from caseapp.petitions.models import Body

ACCOUNT = "import@system.invalid"

# Built once: an import runs them for every case.
_RECORDS = cast("Table", ImportRecord.__table__)
_NUMBERS = cast("Table", CaseNumber.__table__)
KNOWN = select(_RECORDS.c.case_id, _RECORDS.c.fingerprint).where(_RECORDS.c.reference == bindparam("reference"))
NEXT_NUMBER = (
    update(_NUMBERS)
    .where(_NUMBERS.c.office_id == bindparam("office"), _NUMBERS.c.year == bindparam("of_year"))
    .values(last=_NUMBERS.c.last + 1)
    .returning(_NUMBERS.c.last)
)


class Result(StrEnum):
    """What became of one record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class Done:
    """What became of a record, the rows it brought by table, and the words no table knew."""

    result: Result
    rows: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)


def system_account(session: Session, *, at: datetime) -> User:
    """Return the account that imports; it has no password, so nobody can sign in with it."""
    account = session.scalars(select(User).where(User.email == ACCOUNT)).one_or_none()
    if account is None:
        account = User(email=ACCOUNT, name="Import", role=Role.SYSTEM, created_at=at)
        session.add(account)
        session.flush()
    return account


def setting_of(session: Session, office: Office, *, actor_id: int | None, at: datetime, today: date) -> Setting:
    """Return what all cases of one import share."""
    bodies = {row[0]: row[1] for row in session.execute(select(Body.key, Body.id))}
    return Setting(office.id, office.code, actor_id, bodies, at, today)


def foresee_case(session: Session, record: PublishedCase, *, mark: str, setting: Setting) -> Done:
    """Say what importing a record with this fingerprint would do; nothing is written."""
    known = _known(session, record)
    if known is None:
        rows = Rows(_pretended(), setting, Place(0, 0, 0 if record.applicants else None, is_new=True))
        case_rows.new_case_rows(rows, record, "", "")
        return _done(Result.NEW, rows)
    case_id, before = known
    if before == mark:
        return Done(Result.UNCHANGED)
    added = _additions(session, case_id, record)
    if not added.count:
        return Done(Result.UNCHANGED)
    rows = Rows(_pretended(), setting, Place(0, 0, 0, is_new=False))
    _addition_rows(rows, added, with_new_appeal=False)
    return _done(Result.CHANGED, rows)


def import_case(session: Session, record: PublishedCase, *, mark: str, setting: Setting) -> Done:
    """Store a published case, or what its record says newly; what is there stays.

    ``mark`` is the fingerprint of the record as it was read.
    """
    known = _known(session, record)
    if known is None:
        return _store_new(session, record, mark, setting)
    case_id, before = known
    if before == mark:
        return Done(Result.UNCHANGED)
    added = _additions(session, case_id, record)
    session.execute(
        update(ImportRecord)
        .where(ImportRecord.case_id == case_id)
        .values(fingerprint=mark, imported_at=setting.at)
        .execution_options(synchronize_session=False)
    )
    if not added.count:
        return Done(Result.UNCHANGED)
    return _store_additions(session, case_id, added, setting)


def link_related(session: Session) -> None:
    """Link cases to those they were said to belong to, where these have come in the meantime."""
    other = (
        select(ExternalReference.case_id)
        .where(ExternalReference.system == case_rows.SYSTEM, ExternalReference.value == CaseLink.other_reference)
        .scalar_subquery()
    )
    here = exists().where(
        ExternalReference.system == case_rows.SYSTEM, ExternalReference.value == CaseLink.other_reference
    )
    session.execute(
        update(CaseLink)
        .where(CaseLink.other_id.is_(None), here)
        .values(other_id=other)
        .execution_options(synchronize_session=False)
    )


def _known(session: Session, record: PublishedCase) -> tuple[int, str] | None:
    row = session.connection().execute(KNOWN, {"reference": record.case_id}).one_or_none()
    return None if row is None else (row[0], row[1])


def _store_new(session: Session, record: PublishedCase, mark: str, setting: Setting) -> Done:
    numbers = reserve(session, case_rows.numbers_wanted(record, case=True, appeal=bool(record.applicants)))
    place = Place(
        case_id=numbers.take(Case),
        person_id=numbers.take(Person),
        appeal_id=numbers.take(Appeal) if record.applicants else None,
        is_new=True,
    )
    rows = Rows(numbers, setting, place)
    case_rows.new_case_rows(rows, record, _code(session, setting), mark)
    insert_all(session.connection(), rows.by_table)
    return _done(Result.NEW, rows)


def _store_additions(session: Session, case_id: int, added: changes.Additions, setting: Setting) -> Done:
    case = session.get_one(Case, case_id)
    person = session.get_one(Person, case.person_id)
    appeal_id = session.scalars(
        select(AppealCase.appeal_id)
        .join(Appeal)
        .where(AppealCase.case_id == case_id, Appeal.channel == AppealChannel.PUBLISHED)
        .order_by(AppealCase.id)
    ).first()
    opens_appeal = bool(added.record.applicants) and appeal_id is None
    numbers = reserve(session, case_rows.numbers_wanted(added.record, case=False, appeal=opens_appeal))
    if opens_appeal:
        appeal_id = numbers.take(Appeal)
    rows = Rows(numbers, setting, Place(case_id, case.person_id, appeal_id, is_new=False))
    _addition_rows(rows, added, with_new_appeal=opens_appeal)
    insert_all(session.connection(), rows.by_table)
    for name, value in added.case_facts.items():
        setattr(case, name, value)
    _fill_person(person, added.person_facts)
    if case_rows.is_guarded(added.record) and case.access is Access.OFFICE:
        case.access, case.risk = Access.RESTRICTED, Risk.HIGH
    cases.refresh(session, case, at=setting.at)
    history.record(
        session, case_id, "case.import_added", actor_id=setting.actor_id, at=setting.at, detail=added.record.case_id
    )
    return _done(Result.CHANGED, rows)


def _fill_person(person: Person, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name == "age":
            person.age, person.age_as_of, person.age_source = value.age, value.as_of, value.source
        else:
            setattr(person, name, value)


def _addition_rows(rows: Rows, added: changes.Additions, *, with_new_appeal: bool) -> None:
    case_rows.part_rows(rows, added.record, with_new_appeal=with_new_appeal)
    told_by = ", ".join(added.sources) or None
    for found in added.contradictions:
        rows.add(Claim, **claim_values(rows.place.case_id, found.field, found.value, told_by, None))


def _additions(session: Session, case_id: int, record: PublishedCase) -> changes.Additions:
    return changes.additions(
        stored_records.stored_case(session, case_id, record.case_id),
        record,
        statuses=stored_records.stored_statuses(session, case_id),
        notes=stored_records.stored_notes(session, case_id),
    )


def _code(session: Session, setting: Setting) -> str:
    """Take the next case number in one statement; the first of a year is opened by ``cases``."""
    year = setting.today.year
    asked = {"office": setting.office_id, "of_year": year}
    number = session.connection().execute(NEXT_NUMBER, asked).scalar_one_or_none()
    if number is None:
        return cases.next_code(session, session.get_one(Office, setting.office_id), year)
    return rules.case_code(setting.office_code, year, number)


def _done(result: Result, rows: Rows) -> Done:
    counts = Counter({table.name: len(values) for table, values in rows.by_table.items()})
    return Done(result, counts, rows.unmapped)


def _pretended() -> Numbers:
    return Numbers(_Zeroes())


class _Zeroes(dict[type[Base], Iterator[int]]):
    """Numbers for rows that are counted and thrown away."""

    def __missing__(self, _model: type[Base]) -> Iterator[int]:
        return repeat(0)
