"""Generic cases stand as the services would have left them."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from caseapp import db
from caseapp.accounts.models import Office
from caseapp.cases import services
from caseapp.cases.claims import Event, StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.people import PersonName
from caseapp.demo import bulk, people
from caseapp.petitions import clocks
from caseapp.petitions.models import Petition, PetitionClock
from caseapp.search.models import CaseSearch
from tests.factories import NOW, TODAY

COUNT = 60


@pytest.fixture
def load(app: Flask, session: Session) -> Callable[..., None]:
    """Return a loader of generic cases."""

    def run(count: int = COUNT, seed: int = 1) -> None:
        with app.app_context():
            with db.transaction() as own:
                staff = people.add(own, at=NOW)
            assert sum(bulk.load(db.transaction, count, staff=staff, seed=seed, today=TODAY)) == count
        session.expire_all()

    return run


def columns(row: object) -> dict[str, object]:
    keys = [attribute.key for attribute in inspect(type(row)).column_attrs]
    return {key: getattr(row, key) for key in keys if key not in {"version", "changed_at"}}


def test_working_a_case_out_again_changes_nothing(load, session):
    load()
    for case in session.scalars(select(Case)).all():
        found = session.get(CaseSearch, case.id)
        before, texts = columns(case), (found.names, found.words)
        services.refresh(session, case, at=NOW)
        session.flush()
        assert columns(case) == before
        assert (found.names, found.words) == texts


def test_counting_the_clocks_again_changes_nothing(load, session):
    load()
    petitions = session.scalars(select(Petition)).all()
    assert {petition.state for petition in petitions} > {"sent", "draft"}
    for petition in petitions:
        kept = select(PetitionClock).where(PetitionClock.petition_id == petition.id).order_by(PetitionClock.kind)
        before = columns(petition), [columns(clock) for clock in session.scalars(kept)]
        clocks.follow(session, petition, on=TODAY)
        assert (columns(petition), [columns(clock) for clock in session.scalars(kept)]) == before


def test_every_case_has_names_in_two_scripts_claims_and_events(load, session):
    load()
    for case in session.scalars(select(Case)):
        scripts = set(session.scalars(select(PersonName.script).where(PersonName.person_id == case.person_id)))
        assert len(scripts) >= 2
        for model in (StatusUpdate, Event):
            assert session.scalar(select(func.count()).where(model.case_id == case.id)) >= 1
        assert case.county_code
        assert case.opened_on < TODAY


def test_codes_go_on_from_what_was_given_out(load, session):
    load()
    case = session.scalars(select(Case).order_by(Case.id.desc())).first()
    found = session.get_one(Office, case.office_id)
    taken = set(session.scalars(select(Case.code)))
    assert len(taken) == COUNT
    assert services.next_code(session, found, case.opened_on.year) not in taken


def test_the_same_seed_makes_the_same_people(load, session, app):
    load(20)
    first = session.scalars(select(Case.shown_name).order_by(Case.id)).all()
    with app.app_context():
        staff = people.Staff.of(session)
        for _size in bulk.load(db.transaction, 20, staff=staff, seed=1, today=TODAY):
            pass
    session.expire_all()
    assert session.scalars(select(Case.shown_name).order_by(Case.id)).all() == [*first, *first]
