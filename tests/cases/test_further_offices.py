"""A coordinator who looks after several offices: what they list, open and no longer see."""

import re

import pytest
from sqlalchemy import select

from caseapp.accounts import services
from caseapp.accounts.models import FurtherOffice, UserSession
from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import CaseAssignment
from caseapp.errors import RuleBroken
from caseapp.petitions import queries as petition_queries
from caseapp.petitions import services as petition_services
from caseapp.petitions.incoming_models import IncomingLetter
from tests.factories import NOW, CaseFactory, OfficeFactory, UserFactory
from tests.petitions.factories import PetitionFactory


@pytest.fixture
def offices():
    return OfficeFactory(), OfficeFactory(), OfficeFactory()


@pytest.fixture
def coordinator(session, offices):
    own, second, _third = offices
    person = UserFactory(role=Role.COORDINATOR, office=own)
    session.add(FurtherOffice(user_id=person.id, office_id=second.id))
    session.commit()
    return person


def test_the_list_shows_one_office_at_a_time_the_own_one_first(login, offices, coordinator):
    cases = [CaseFactory(office=office) for office in offices]
    client = login(coordinator)
    shown = {
        asked: [case.code for case in cases if case.code in client.get(f"/cases{asked}").text]
        for asked in ("", f"?office={offices[1].id}", f"?office={offices[2].id}", "?office=nonsense")
    }
    own, second = [cases[0].code], [cases[1].code]
    assert list(shown.values()) == [own, second, own, own]


def test_the_choice_is_offered_only_to_who_has_one(login, offices, coordinator):
    page = login(coordinator).get("/cases").text
    assert f'<option value="{offices[1].id}"' in page
    assert f'<option value="{offices[2].id}"' not in page
    assert 'name="office"' not in login(UserFactory(role=Role.COORDINATOR, office=offices[0])).get("/cases").text


def test_cases_of_the_further_office_open_and_those_of_a_third_do_not(login, offices, coordinator):
    answers = [login(coordinator).get(f"/cases/{CaseFactory(office=office).code}").status_code for office in offices]
    assert answers == [200, 200, 404]


def test_an_administrator_gives_and_takes_an_office(session, login, offices):
    own, second, _third = offices
    person = UserFactory(role=Role.COORDINATOR, office=own)
    administrator = login(UserFactory(role=Role.ADMINISTRATOR, office=None))
    facts = {"name": person.name, "email": person.email, "role": "coordinator", "office_id": own.id}
    given = administrator.post(
        f"/admin/users/{person.id}", data={**facts, "version": person.version, "further_office_ids": [second.id]}
    )
    assert given.status_code == 302
    session.expire_all()
    assert person.office_ids == (own.id, second.id)
    ticked = re.findall(
        r'<input checked[^>]* name="further_office_ids"[^>]* value="(\d+)"',
        administrator.get(f"/admin/users/{person.id}").text,
    )
    assert ticked == [str(second.id)]
    refused = administrator.post(
        f"/admin/users/{person.id}",
        data={**facts, "role": "volunteer", "version": person.version, "further_office_ids": [second.id]},
    )
    assert (refused.status_code, "Only a coordinator" in refused.text) == (422, True)


def test_who_loses_an_office_hands_over_what_they_had_there_and_signs_in_again(session, offices, coordinator):
    own, second, _third = offices
    successor = UserFactory(role=Role.COORDINATOR, office=second)
    here, there = CaseFactory(office=own), CaseFactory(office=second)
    session.add_all(CaseAssignment(case_id=case.id, user_id=coordinator.id, assigned_at=NOW) for case in (here, there))
    session.add(UserSession(token_hash=b"t" * 32, user_id=coordinator.id, created_at=NOW, seen_at=NOW, proved_at=NOW))
    session.commit()
    services.change_user(
        session,
        coordinator,
        email=coordinator.email,
        name=coordinator.name,
        role=Role.COORDINATOR,
        office=own,
        actor=UserFactory(role=Role.ADMINISTRATOR, office=None),
        at=NOW,
    )
    session.flush()
    held = {(one.case_id, one.user_id) for one in session.query(CaseAssignment)}
    assert held == {(here.id, coordinator.id), (there.id, successor.id)}
    assert session.query(UserSession).filter_by(user_id=coordinator.id).one().ended_at == NOW


def test_who_looks_after_an_office_besides_can_be_given_what_is_there(session, login, offices, coordinator):
    _own, second, third = offices
    case, petition = CaseFactory(office=second), PetitionFactory(case=CaseFactory(office=second))
    helper = UserFactory(role=Role.VOLUNTEER, office=second)
    assert set(session.scalars(petition_queries.colleagues(second.id))) == {coordinator, helper}
    assert coordinator not in set(session.scalars(petition_queries.colleagues(third.id)))
    petition_services.hand_over(session, petition, owner=coordinator, actor=coordinator, at=NOW)
    assert petition.owner_id == coordinator.id
    client = login(coordinator)
    assert helper.name in client.get(f"/cases/{case.code}/manage").text
    assigned = client.post(f"/cases/{case.code}/manage/assign", data={"person": helper.id})
    assert assigned.status_code == 302
    assert session.query(CaseAssignment).filter_by(case_id=case.id, user_id=helper.id).count() == 1


def test_what_a_leaver_had_goes_to_who_looks_after_the_office_where_nobody_else_does(session, offices, coordinator):
    _own, second, _third = offices
    leaver = UserFactory(role=Role.COORDINATOR, office=second)
    petition = PetitionFactory(case=CaseFactory(office=second), owner_id=leaver.id)
    services.disable_user(session, leaver, at=NOW)
    assert petition.owner_id == coordinator.id


def test_mail_goes_into_the_inbox_of_the_office_it_came_to(session, login, offices, coordinator):
    client = login(coordinator)
    facts = {"received_on": "2026-11-20", "text": "An answer"}
    for office in (offices[1], offices[2]):
        client.post("/petitions/inbox/new", data={**facts, "office": office.id}, content_type="multipart/form-data")
    assert [letter.office_id for letter in session.scalars(select(IncomingLetter))] == [offices[1].id]
    colleague = login(UserFactory(role=Role.COORDINATOR, office=offices[0]))
    assert 'name="office"' not in colleague.get("/petitions/inbox/new").text
    assert "20 November" not in colleague.get("/petitions/inbox").text


def test_nobody_but_a_coordinator_is_given_further_offices(session, offices):
    with pytest.raises(RuleBroken):
        services.add_user(
            session,
            email="aray@example.org",
            name="Aray",
            role=Role.VOLUNTEER,
            office=offices[0],
            further_offices=[offices[1]],
            at=NOW,
        )
