"""Status updates: log, correct, confirm, set aside."""

import re

import pytest
from sqlalchemy import select

from caseapp.cases import status_queries, status_services
from caseapp.cases.claims import StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import Access, CaseState, ClaimState, HealthStatus, PlaceStatus
from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from tests.factories import NOW, TODAY, CaseFactory, StatusUpdateFactory

CLAIM = {
    "place_status": "prison",
    "as_of-year": "2019",
    "as_of-qualifier": "",
    "place_text": "Kuytun",
    "place_code": "654003",
    "basis": "witness",
    "source": "A friend of his brother",
    "reliability": "C",
    "credibility": "3",
}


def actions(session, case):
    return session.scalars(
        select(HistoryEntry.action).where(HistoryEntry.case_id == case.id).order_by(HistoryEntry.id)
    ).all()


def test_a_volunteer_logs_what_was_said_and_it_waits(login, session, case, volunteer):
    answer = login(volunteer).post(f"/cases/{case.code}/status-updates/new", data=CLAIM)
    assert (answer.status_code, answer.location) == (302, f"/cases/{case.code}")
    update = session.scalars(select(StatusUpdate).where(StatusUpdate.case_id == case.id)).one()
    assert (update.place_status, update.as_of.edtf, update.place_code) == (PlaceStatus.PRISON, "2019", "654003")
    assert (update.reliability, update.credibility, update.state) == ("C", "3", ClaimState.UNVERIFIED)
    assert update.logged_by_id == volunteer.id
    assert session.get(Case, case.id).place_status is PlaceStatus.UNKNOWN
    assert actions(session, case) == ["status.logged"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"place_status": ""}, "Say at least one"),
        ({"place_status": "moon"}, "Choose one of the answers"),
        ({"place_code": "999999"}, "Choose a place from the list"),
        ({"as_of-year": "2999"}, "future"),
        ({"reliability": "Z"}, "Choose one of the answers"),
    ],
)
def test_a_mistyped_claim_is_given_back(login, session, case, volunteer, change, message):
    answer = login(volunteer).post(f"/cases/{case.code}/status-updates/new", data=CLAIM | change)
    assert answer.status_code == 422
    assert message in answer.text
    assert "A friend of his brother" in answer.text
    assert session.scalars(select(StatusUpdate).where(StatusUpdate.case_id == case.id)).all() == []


@pytest.mark.parametrize("path", ["status-updates/new", "events/new", "add/note", "person"])
def test_outsiders_do_not_reach_the_forms_of_a_case(login, case, outsiders, path):
    for who, (person, status) in outsiders.items():
        assert login(person).get(f"/cases/{case.code}/{path}").status_code == status, who


def test_a_death_takes_one_more_step(login, session, case, volunteer):
    client = login(volunteer)
    death = CLAIM | {"place_status": "", "health_status": "reported_dead"}
    asked = client.post(f"/cases/{case.code}/status-updates/new", data=death)
    assert asked.status_code == 200
    assert "This records a death" in asked.text
    assert session.scalars(select(StatusUpdate)).all() == []
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.text))
    back = client.post(f"/cases/{case.code}/status-updates/new", data={**kept, "change": "yes"})
    assert "A friend of his brother" in back.text
    assert session.scalars(select(StatusUpdate)).all() == []
    answer = client.post(f"/cases/{case.code}/status-updates/new", data=kept)
    assert answer.status_code == 302
    assert session.scalars(select(StatusUpdate)).one().health_status is HealthStatus.REPORTED_DEAD


def test_a_coordinator_confirms_a_claim_and_the_current_status_follows(login, session, case, coordinator, volunteer):
    update = StatusUpdateFactory(case=case, logged_by_id=volunteer.id)
    StatusUpdateFactory(case=case, place_status=PlaceStatus.CAMP, source="Another source", verified=True)
    client = login(coordinator)
    page = client.get(f"/status-updates/{update.id}/verify")
    assert page.status_code == 200
    assert "Another source" in page.text
    answer = client.post(
        f"/status-updates/{update.id}/verify",
        data={"version": update.version, "decision": "verify", "note": "His brother says the same"},
    )
    assert answer.status_code == 302
    update = session.get(StatusUpdate, update.id)
    assert (update.state, update.verified_by_id) == (ClaimState.VERIFIED, coordinator.id)
    assert actions(session, case)[-1] == "status.verified"


def test_a_confirmed_claim_changes_the_list(login, session, case, coordinator, volunteer):
    update = StatusUpdateFactory(case=case, logged_by_id=volunteer.id)
    login(coordinator).post(f"/status-updates/{update.id}/verify", data={"version": 1, "decision": "verify"})
    assert session.get(Case, case.id).place_status is PlaceStatus.PRISON


def test_nobody_confirms_what_they_logged_themselves(login, session, case, coordinator):
    update = StatusUpdateFactory(case=case, logged_by_id=coordinator.id)
    answer = login(coordinator).post(f"/status-updates/{update.id}/verify", data={"version": 1, "decision": "verify"})
    assert answer.status_code == 409
    assert "Another coordinator has to confirm it" in answer.text
    assert session.get(StatusUpdate, update.id).state is ClaimState.UNVERIFIED


@pytest.mark.parametrize(
    ("data", "message"),
    [({}, "Choose whether"), ({"decision": "perhaps"}, "Choose whether"), ({"decision": "set_aside"}, "Say why")],
)
def test_a_decision_needs_a_choice_and_setting_aside_a_reason(login, case, coordinator, data, message):
    update = StatusUpdateFactory(case=case)
    answer = login(coordinator).post(f"/status-updates/{update.id}/verify", data={"version": 1, **data})
    assert answer.status_code == 422
    assert message in answer.text


def test_a_claim_set_aside_no_longer_counts(login, session, case, coordinator):
    update = StatusUpdateFactory(case=case, verified=True)
    data = {"version": 1, "decision": "set_aside", "note": "Somebody else of the same name"}
    assert login(coordinator).post(f"/status-updates/{update.id}/verify", data=data).status_code == 302
    assert session.get(StatusUpdate, update.id).state is ClaimState.SET_ASIDE
    assert session.get(Case, case.id).place_status is PlaceStatus.UNKNOWN
    assert actions(session, case) == ["status.set_aside"]


def test_a_decision_on_an_older_version_is_not_taken(login, session, case, coordinator):
    update = StatusUpdateFactory(case=case)
    update.detail = "new words"
    session.flush()
    login(coordinator).post(f"/status-updates/{update.id}/verify", data={"version": 1, "decision": "verify"})
    assert session.get(StatusUpdate, update.id).state is ClaimState.UNVERIFIED


def test_volunteers_do_not_confirm(login, case, volunteer):
    update = StatusUpdateFactory(case=case)
    assert login(volunteer).get(f"/status-updates/{update.id}/verify").status_code == 403


def test_a_claim_of_another_office_or_of_a_sealed_case_is_not_there(login, case, coordinator):
    elsewhere = StatusUpdateFactory(case=CaseFactory())
    sealed = StatusUpdateFactory(case=CaseFactory(office=coordinator.office, access=Access.SEALED))
    for update in (elsewhere, sealed):
        assert login(coordinator).get(f"/status-updates/{update.id}/verify").status_code == 404
        assert login(coordinator).get(f"/status-updates/{update.id}/correct").status_code == 404


def test_a_correction_keeps_what_was_there_and_is_looked_at_again(login, session, case, volunteer):
    update = StatusUpdateFactory(case=case, source="First source", verified=True)
    data = CLAIM | {"version": 1, "reason": "Misheard the town", "place_status": "camp"}
    answer = login(volunteer).post(f"/status-updates/{update.id}/correct", data=data)
    assert answer.status_code == 302
    update = session.get(StatusUpdate, update.id)
    assert (update.place_status, update.state, update.logged_by_id) == ("camp", ClaimState.UNVERIFIED, volunteer.id)
    entry = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "status.corrected")).one()
    assert "Misheard the town" in entry.detail
    assert "First source" in entry.detail
    assert session.get(Case, case.id).place_status is PlaceStatus.UNKNOWN


def test_a_correction_needs_a_reason(login, session, case, volunteer):
    update = StatusUpdateFactory(case=case)
    answer = login(volunteer).post(f"/status-updates/{update.id}/correct", data=CLAIM | {"version": 1})
    assert answer.status_code == 422
    assert "why this is changed" in answer.text


def test_a_correction_that_came_second_shows_both_versions(login, session, case, volunteer):
    update = StatusUpdateFactory(case=case, source="First source")
    update.source = "Theirs"
    session.flush()
    data = CLAIM | {"version": 1, "reason": "Mine", "source": "Yours"}
    answer = login(volunteer).post(f"/status-updates/{update.id}/correct", data=data)
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Yours" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    assert session.get(StatusUpdate, update.id).source == "Theirs"


def test_what_waits_for_a_coordinator(session, case, coordinator, volunteer, second):
    waiting = StatusUpdateFactory(case=case, logged_by_id=volunteer.id)
    imported = StatusUpdateFactory(case=case, logged_by_id=None)
    StatusUpdateFactory(case=case, logged_by_id=coordinator.id)
    StatusUpdateFactory(case=case, verified=True)
    StatusUpdateFactory(case=CaseFactory(office=case.office, state=CaseState.CLOSED, closed_on=TODAY))
    StatusUpdateFactory(case=CaseFactory())
    found = session.scalars(status_queries.waiting_for_verification(coordinator)).all()
    assert found == [waiting, imported]
    assert session.scalars(status_queries.waiting_for_verification(volunteer)).all() == []
    assert len(session.scalars(status_queries.waiting_for_verification(second)).all()) == 3


def test_a_claim_is_decided_once(session, case, coordinator):
    update = StatusUpdateFactory(case=case, verified=True)
    with pytest.raises(RuleBroken):
        status_services.verify(session, case, update, note=None, actor=coordinator, at=NOW)
    status_services.set_aside(session, case, update, note="wrong person", actor=coordinator, at=NOW)
    with pytest.raises(RuleBroken):
        status_services.set_aside(session, case, update, note="again", actor=coordinator, at=NOW)
