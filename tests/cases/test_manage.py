"""Managing a case: risk, access, who works on it, closing and opening again; and finding names on the server."""

import json
import re

import pytest
from sqlalchemy import select

from caseapp.cases import queries
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import Access, CaseState, Risk
from caseapp.history.models import HistoryEntry
from tests.factories import TODAY, CaseAssignmentFactory, CaseFactory, UserFactory


def version(page):
    return re.search(r'name="risk-version"[^>]*value="([^"]+)"', page.text)[1]


def named(session, case):
    return set(session.scalars(select(CaseAssignment.user_id).where(CaseAssignment.case_id == case.id)))


def entries(session, case):
    return session.scalars(select(HistoryEntry).where(HistoryEntry.case_id == case.id).order_by(HistoryEntry.id)).all()


def test_only_coordinators_manage(login, case, volunteer, coordinator, outsiders):
    assert login(coordinator).get(f"/cases/{case.code}/manage").status_code == 200
    assert login(volunteer).get(f"/cases/{case.code}/manage").status_code == 403
    assert login(outsiders["another office"][0]).get(f"/cases/{case.code}/manage").status_code == 404
    assert login(outsiders["administrator"][0]).get(f"/cases/{case.code}/manage").status_code == 403


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("risk", {"risk-risk": "low", "risk-reason": "x"}),
        ("access", {"access-access": "sealed", "access-reason": "x"}),
        ("close", {"end-reason": "x"}),
        ("reopen", {"end-reason": "x"}),
        ("assign", {"person": "1"}),
    ],
)
def test_volunteers_and_other_offices_decide_nothing(login, session, case, volunteer, outsiders, action, data):
    before = (case.risk, case.access, case.state)
    assert login(volunteer).post(f"/cases/{case.code}/manage/{action}", data=data).status_code == 403
    stranger = outsiders["another office"][0]
    assert login(stranger).post(f"/cases/{case.code}/manage/{action}", data=data).status_code == 404
    case = session.get(Case, case.id)
    assert (case.risk, case.access, case.state) == before


def test_the_risk_is_changed_with_a_reason(login, session, case, coordinator):
    client = login(coordinator)
    data = {"risk-version": version(client.get(f"/cases/{case.code}/manage")), "risk-risk": "high"}
    missing = client.post(f"/cases/{case.code}/manage/risk", data=data)
    assert missing.status_code == 422
    assert "Say why" in missing.text
    assert client.post(f"/cases/{case.code}/manage/risk", data=data | {"risk-reason": "Threats"}).status_code == 302
    assert session.get(Case, case.id).risk is Risk.HIGH
    entry = entries(session, case)[-1]
    assert (entry.action, entry.detail) == ("case.risk_high", "Threats")


def test_a_decision_on_an_older_state_is_refused(login, session, case, coordinator):
    client = login(coordinator)
    old = version(client.get(f"/cases/{case.code}/manage"))
    case.summary = "changed meanwhile"
    session.flush()
    data = {"risk-version": old, "risk-risk": "high", "risk-reason": "x"}
    assert client.post(f"/cases/{case.code}/manage/risk", data=data).status_code == 409
    assert session.get(Case, case.id).risk is Risk.RAISED


def test_whoever_seals_a_case_stays_named_and_others_lose_it(login, session, case, coordinator, second, volunteer):
    client = login(coordinator)
    page = client.get(f"/cases/{case.code}/manage")
    data = {"access-version": version(page), "access-access": "sealed", "access-reason": "Threats"}
    assert client.post(f"/cases/{case.code}/manage/access", data=data).status_code == 302
    assert session.get(Case, case.id).access is Access.SEALED
    assert coordinator.id in named(session, case)
    assert client.get(f"/cases/{case.code}/manage").status_code == 200
    assert login(second).get(f"/cases/{case.code}/manage").status_code == 404
    assert case.code not in login(second).get("/cases").text


def test_the_last_coordinator_stays_on_a_sealed_case(login, session, office, coordinator, second):
    sealed = CaseFactory(office=office, access=Access.SEALED)
    CaseAssignmentFactory(case=sealed, user=coordinator)
    client = login(coordinator)
    address = f"/cases/{sealed.code}/manage/unassign/{coordinator.id}"
    assert client.post(address).status_code == 409
    assert named(session, sealed) == {coordinator.id}
    CaseAssignmentFactory(case=sealed, user=second)
    answer = client.post(address)
    assert (answer.status_code, answer.location) == (302, "/cases")
    assert named(session, sealed) == {second.id}


def test_a_volunteer_put_on_a_case_can_open_it(login, session, case, coordinator, office):
    newcomer = UserFactory(office=office)
    client = login(coordinator)
    assert client.post(f"/cases/{case.code}/manage/assign", data={"person": ""}).status_code == 422
    assert client.post(f"/cases/{case.code}/manage/assign", data={"person": newcomer.id}).status_code == 302
    assert newcomer.id in named(session, case)
    assert session.scalars(queries.assigned_to(newcomer)).all() == [session.get(Case, case.id)]
    assert client.post(f"/cases/{case.code}/manage/unassign/{newcomer.id}").status_code == 302
    assert newcomer.id not in named(session, case)
    assert [entry.action for entry in entries(session, case)] == ["case.assigned", "case.unassigned"]


def test_people_of_another_office_cannot_be_put_on_a_case(login, session, case, coordinator):
    stranger = UserFactory()
    answer = login(coordinator).post(f"/cases/{case.code}/manage/assign", data={"person": stranger.id})
    assert answer.status_code == 422
    assert stranger.id not in named(session, case)


def test_a_case_is_closed_and_opened_again_with_reasons(login, session, case, coordinator):
    client = login(coordinator)
    data = {"end-version": version(client.get(f"/cases/{case.code}/manage")), "end-reason": "He came home"}
    assert client.post(f"/cases/{case.code}/manage/close", data=data).status_code == 302
    closed = session.get(Case, case.id)
    assert (closed.state, closed.close_reason) == (CaseState.CLOSED, "He came home")
    page = client.get(f"/cases/{case.code}/manage")
    assert "He came home" in page.text
    data = {"end-version": version(page), "end-reason": "Taken again"}
    assert client.post(f"/cases/{case.code}/manage/close", data=data).status_code == 409
    assert client.post(f"/cases/{case.code}/manage/reopen", data=data).status_code == 302
    assert session.get(Case, case.id).state is CaseState.OPEN
    assert [(entry.action, entry.detail) for entry in entries(session, case)] == [
        ("case.closed", "He came home"),
        ("case.reopened", "Taken again"),
    ]


def test_names_are_found_on_the_command_line_the_best_first(app, session, office):
    exact = CaseFactory(office=office, names=["Erbol"])
    longer = CaseFactory(office=office, names=["Someone", "Erbol Nurlanuly"])
    CaseFactory(office=office, names=["Erbol Sealed"], access=Access.SEALED)
    CaseFactory(office=office, names=["Erbol Closed"], state=CaseState.CLOSED, closed_on=TODAY)
    session.commit()
    result = app.test_cli_runner().invoke(args=["names", "search", "erbol", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.output) == [
        {"code": exact.code, "name": "Erbol", "score": 1.0},
        {"code": longer.code, "name": "Erbol Nurlanuly", "score": 0.3333},
    ]
    limited = app.test_cli_runner().invoke(args=["names", "search", "erbol", "--limit", "1"])
    assert limited.output.split() == ["1.00", exact.code, "Erbol"]
    nothing = app.test_cli_runner().invoke(args=["names", "search", "  ", "--json"])
    assert json.loads(nothing.output) == []
