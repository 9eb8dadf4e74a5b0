"""What changes a case as a whole: opening, codes, the derived columns, assignment, access, closing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import Office, User
from caseapp.cases import rules
from caseapp.cases.claims import CustodyEpisode, Event, StatusUpdate
from caseapp.cases.models import Case, CaseNumber
from caseapp.cases.people import Person, PersonName, Residence
from caseapp.cases.vocabulary import EventType
from caseapp.dates.column import asked
from caseapp.search import services as search

TAKEN = (EventType.DISAPPEARANCE, EventType.ARREST, EventType.CAMP_INTERNMENT, EventType.IMPRISONMENT)


def next_code(session: Session, office: Office, year: int) -> str:
    """Give out the office's next case code of a year; two at once never get the same."""
    row = session.scalars(
        select(CaseNumber).where(CaseNumber.office_id == office.id, CaseNumber.year == year).with_for_update()
    ).one_or_none()
    if row is None:
        row = CaseNumber(office_id=office.id, year=year, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return rules.case_code(office.code, year, row.last)


def refresh_status(session: Session, case: Case, *, at: datetime) -> None:
    """Work out again the three statuses of a case: enough for a change that touches claims about status alone."""
    session.flush()
    claims = session.scalars(select(StatusUpdate).where(StatusUpdate.case_id == case.id)).all()
    status = rules.current_status(claims)
    case.place_status, case.legal_status, case.health_status = status.place, status.legal, status.health
    case.changed_at = at


def refresh(session: Session, case: Case, *, at: datetime, is_new: bool = False) -> None:
    """Work out again what lists show of a case from everything told about it, and what finds it.

    Of a case made just now (``is_new``) nothing is told yet but names, a home and the appeal it came with.
    """
    if is_new:
        session.flush()
    else:
        refresh_status(session, case, at=at)
    # One UPDATE in the end, not one before each question.
    with session.no_autoflush:
        person = session.get_one(Person, case.person_id)
        names = session.scalars(
            select(PersonName).where(PersonName.person_id == person.id).order_by(PersonName.position, PersonName.id)
        ).all()
        case.shown_name, case.other_name = rules.shown_names(names, case.label)
        case.sex = person.sex
        events = () if is_new else _happened(session, case)
        taken = [(earliest, latest) for kind, earliest, latest, _code in reversed(events) if kind in TAKEN]
        case.taken_earliest, case.taken_latest = rules.first_taken(taken)
        told = _places_told(session, case, [code for *_facts, code in events], is_new=is_new)
        case.county_code = rules.county(told)
        search.index_case(session, case, [name.text for name in names], is_new=is_new)


def _happened(session: Session, case: Case) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read type, bounds and place of what happened, the last one told first."""
    happened = asked(Event.happened)
    return session.execute(
        select(Event.type, happened.earliest, happened.latest, Event.place_code)
        .where(Event.case_id == case.id)
        .order_by(Event.id.desc())
    ).all()


def _places_told(
    session: Session, case: Case, of_events: list[str | None], *, is_new: bool
) -> Iterator[Sequence[str | None]]:
    """Give the places told of custody, of what happened, of the home, each the newest first; read when asked for."""
    if not is_new:
        custody = select(CustodyEpisode.place_code).where(CustodyEpisode.case_id == case.id)
        yield session.scalars(custody.order_by(CustodyEpisode.id.desc())).all()
        yield of_events
    homes = select(Residence.place_code).where(Residence.person_id == case.person_id)
    yield session.scalars(homes.order_by(Residence.id.desc())).all()


def assign(session: Session, case: Case, person: User, *, actor: User, at: datetime) -> None:
    """Put somebody on a case; doing it twice changes nothing."""
    from caseapp.cases.models import CaseAssignment
    from caseapp.history import services as history

    already = session.scalars(
        select(CaseAssignment).where(CaseAssignment.case_id == case.id, CaseAssignment.user_id == person.id)
    ).one_or_none()
    if already is not None:
        return
    session.add(CaseAssignment(case_id=case.id, user_id=person.id, assigned_at=at, assigned_by_id=actor.id))
    history.record(session, case.id, "case.assigned", actor_id=actor.id, at=at, subject=person)
