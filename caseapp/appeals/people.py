"""What changes the people of an appeal: those who ask and those who are missing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals import rules
from caseapp.appeals.models import Appeal, AppealCase, Applicant, Consent
from caseapp.appeals.rows import Typed, keep
from caseapp.appeals.vocabulary import ReviewState
from caseapp.cases import services as cases
from caseapp.cases.claims import Event, MediaItem, StatusUpdate
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.people import Citizenship, Contact, Identifier, Person, PersonName, Residence
from caseapp.cases.rules import script_of
from caseapp.cases.vocabulary import CaseState, CitizenshipStatus, IdentifierKind, Kinship, Sex
from caseapp.dates import PartialDate
from caseapp.db import Base
from caseapp.errors import RuleBroken
from caseapp.evidence.models import EvidenceFile
from caseapp.history import services as history
from caseapp.places import gazetteer
from caseapp.search.models import CaseSearch

Row = TypeVar("Row", bound=Base)

PERSON_ROWS = (PersonName, Identifier, Citizenship, Residence, Contact)
CASE_ROWS = (Event, StatusUpdate, Consent, MediaItem)


def save_applicant(
    session: Session,
    appeal: Appeal,
    applicant: Applicant | None,
    *,
    names: Sequence[Typed],
    kinship: Kinship | None,
    own_word: str | None,
    phones: Sequence[Typed],
    country: str | None,
    citizenship_status: CitizenshipStatus | None,
    actor: User,
    at: datetime,
    is_first: bool = False,
) -> Applicant:
    """Write down somebody who asks, what they are to the missing person, and how to reach them.

    ``is_first`` says that the appeal was begun just now, so that nobody of these names can be on it.
    """
    rules.ensure_editable(appeal.state)
    applicant = applicant or (None if is_first else _same_applicant(session, appeal, names))
    is_new = applicant is None
    if applicant is None:
        person = Person()
        session.add(person)
        session.flush()
        applicant = Applicant(appeal_id=appeal.id, person_id=person.id)
        session.add(applicant)
    applicant.kinship = kinship or Kinship.OTHER
    applicant.own_word = own_word
    _keep_names(session, applicant.person_id, names, is_new=is_new)
    contacts = _rows_of(session, Contact, applicant.person_id, is_new=is_new)
    owner = {"person_id": applicant.person_id}
    keep(session, contacts, phones, make=Contact, owner=owner, content="value", key=("value",))
    _keep_citizenship(session, applicant.person_id, country, citizenship_status, is_new=is_new)
    session.flush()
    _note(session, appeal, "applicant", actor=actor, at=at)
    return applicant


def remove_applicant(session: Session, appeal: Appeal, applicant: Applicant, *, actor: User, at: datetime) -> None:
    """Take somebody off the list of those who ask; not one whose consent is already recorded."""
    rules.ensure_editable(appeal.state)
    if session.scalar(select(Consent.id).where(Consent.person_id == applicant.person_id).limit(1)):
        raise RuleBroken(_l("The consent of this person is recorded, so they stay on the appeal."))
    person_id = applicant.person_id
    session.execute(delete(Applicant).where(Applicant.id == applicant.id))
    _delete_person(session, person_id)
    _note(session, appeal, "applicant", actor=actor, at=at)


def save_missing(
    session: Session,
    appeal: Appeal,
    case: Case | None,
    *,
    names: Sequence[Typed],
    sex: Sex,
    born: PartialDate | None,
    age: int | None,
    age_as_of: PartialDate | None,
    ethnicity: str | None,
    occupation: str | None,
    country: str | None,
    citizenship_status: CitizenshipStatus | None,
    place_text: str | None,
    place_code: str | None,
    cn_id: str | None,
    kz_iin: str | None,
    actor: User,
    at: datetime,
    today: date,
    is_first: bool = False,
) -> Case:
    """Write down somebody who is missing; the case exists from now on, as a draft.

    ``is_first`` says that the appeal was begun just now, so that nobody of these names can be on it.
    """
    rules.ensure_editable(appeal.state)
    case = case or (None if is_first else _same_missing(session, appeal, names))
    is_new = case is None
    if case is None:
        case, person = _draft_case(session, appeal, actor=actor, at=at, today=today)
    else:
        person = session.get_one(Person, case.person_id)
    person.sex, person.born, person.age, person.age_as_of = sex, born, age, age_as_of
    person.ethnicity, person.occupation = ethnicity, occupation
    _keep_names(session, person.id, names, is_new=is_new)
    _keep_citizenship(session, person.id, country, citizenship_status, is_new=is_new)
    _keep_home(session, person.id, place_text, place_code, is_new=is_new)
    _keep_number(session, person.id, IdentifierKind.CN_ID, cn_id, is_new=is_new)
    _keep_number(session, person.id, IdentifierKind.KZ_IIN, kz_iin, is_new=is_new)
    cases.refresh(session, case, at=at, is_new=is_new)
    _note(session, appeal, "missing", case, actor=actor, at=at)
    return case


def remove_missing(session: Session, appeal: Appeal, link: AppealCase, *, actor: User, at: datetime) -> None:
    """Take a missing person off an appeal; a draft case goes with them, an open one stays as it is."""
    rules.ensure_editable(appeal.state)
    case = session.get_one(Case, link.case_id)
    if case.state is CaseState.DRAFT:
        if session.scalar(select(EvidenceFile.id).where(EvidenceFile.case_id == case.id).limit(1)):
            raise RuleBroken(_l("Files are kept for this person, so the person stays on the appeal."))
        session.execute(delete(AppealCase).where(AppealCase.id == link.id))
        delete_draft_case(session, case)
    elif appeal.state is not ReviewState.DRAFT:
        raise RuleBroken(_l("This case is already open. A coordinator can close it on its page."))
    else:
        session.execute(delete(AppealCase).where(AppealCase.id == link.id))
    _note(session, appeal, "missing", actor=actor, at=at)


def delete_draft_case(session: Session, case: Case) -> None:
    """Delete a case that never left its draft, with its person."""
    for model in CASE_ROWS:
        session.execute(delete(model).where(model.case_id == case.id))
    session.execute(delete(CaseSearch).where(CaseSearch.id == case.id))
    session.execute(delete(CaseAssignment).where(CaseAssignment.case_id == case.id))
    session.execute(delete(Case).where(Case.id == case.id))
    _delete_person(session, case.person_id)


def history_case(case: Case) -> int | None:
    """Return the case that a deed is recorded under; a draft may still vanish into another case."""
    return None if case.state is CaseState.DRAFT else case.id


def _note(session: Session, appeal: Appeal, what: str, case: Case | None = None, *, actor: User, at: datetime) -> None:
    case_id = history_case(case) if case else None
    history.record(session, case_id, "appeal.written", actor_id=actor.id, at=at, subject=appeal, detail=what)


def _draft_case(session: Session, appeal: Appeal, *, actor: User, at: datetime, today: date) -> tuple[Case, Person]:
    person = Person()
    session.add(person)
    session.flush()
    case = Case(person_id=person.id, office_id=appeal.office_id, logged_by_id=actor.id, opened_on=today, changed_at=at)
    session.add(case)
    session.flush()
    session.add(AppealCase(appeal_id=appeal.id, case_id=case.id))
    return case, person


def _delete_person(session: Session, person_id: int) -> None:
    for model in PERSON_ROWS:
        session.execute(delete(model).where(model.person_id == person_id))
    session.execute(delete(Person).where(Person.id == person_id))


def _texts(names: Sequence[Typed]) -> set[str]:
    return {name["text"] for name in names if name["text"]}


def _carrying(texts: set[str]) -> Select[int]:
    """Find the numbers of the people who carry all these names."""
    return (
        select(PersonName.person_id)
        .where(PersonName.text.in_(texts))
        .group_by(PersonName.person_id)
        .having(func.count(PersonName.id) >= len(texts))
    )


def _same_applicant(session: Session, appeal: Appeal, names: Sequence[Typed]) -> Applicant | None:
    """Find the one already written down with these names: a form sent twice makes one."""
    texts = _texts(names)
    if not texts:
        return None
    return session.scalars(
        select(Applicant).where(Applicant.appeal_id == appeal.id, Applicant.person_id.in_(_carrying(texts)))
    ).first()


def _same_missing(session: Session, appeal: Appeal, names: Sequence[Typed]) -> Case | None:
    texts = _texts(names)
    if not texts:
        return None
    return session.scalars(
        select(Case)
        .join(AppealCase, AppealCase.case_id == Case.id)
        .where(AppealCase.appeal_id == appeal.id, Case.state == CaseState.DRAFT, Case.person_id.in_(_carrying(texts)))
    ).first()


def _rows_of(session: Session, model: type[Row], person_id: int, *, is_new: bool) -> Sequence[Row]:
    """Read what is written down of a person, the first told first; of somebody new there is nothing to read."""
    if is_new:
        return ()
    owned: Any = model
    return session.scalars(select(model).where(owned.person_id == person_id).order_by(owned.id)).all()


def _keep_names(session: Session, person_id: int, names: Sequence[Typed], *, is_new: bool) -> None:
    rows = _rows_of(session, PersonName, person_id, is_new=is_new)
    typed = [
        {**name, "script": script_of(name["text"] or ""), "position": position} for position, name in enumerate(names)
    ]
    keep(session, rows, typed, make=PersonName, owner={"person_id": person_id}, content="text", key=("text", "kind"))


def _keep_citizenship(
    session: Session, person_id: int, country: str | None, status: CitizenshipStatus | None, *, is_new: bool
) -> None:
    row = next(iter(_rows_of(session, Citizenship, person_id, is_new=is_new)), None)
    if country is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = Citizenship(person_id=person_id, country=country)
        session.add(row)
    row.country, row.status = country, status or CitizenshipStatus.CITIZEN


def _keep_home(session: Session, person_id: int, text: str | None, code: str | None, *, is_new: bool) -> None:
    row = next(iter(_rows_of(session, Residence, person_id, is_new=is_new)), None)
    if text is None and code is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = Residence(person_id=person_id)
        session.add(row)
    row.place_text, row.place_code = text, code or place_code_of(text)


def _keep_number(session: Session, person_id: int, kind: IdentifierKind, number: str | None, *, is_new: bool) -> None:
    rows = _rows_of(session, Identifier, person_id, is_new=is_new)
    row = next((one for one in rows if one.kind is kind), None)
    if number is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Identifier(person_id=person_id, kind=kind, number=number))
    else:
        row.number = number


def place_code_of(text: str | None) -> str | None:
    """Return the code of the one place a text can mean; None where there is none or more than one."""
    found = gazetteer.find(text) if text else ()
    return found[0].code if len(found) == 1 else None
