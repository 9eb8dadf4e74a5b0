"""The pages of protests, by role."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from caseapp import clock
from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.history.models import HistoryEntry
from caseapp.protests import queries
from caseapp.protests.models import Appearance, Outcome, Protest
from caseapp.protests.vocabulary import NoticeAnswer, ProtestOutcome, ProtestState
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent
from caseapp.reprisals.vocabulary import Precedent, ReprisalType
from tests.factories import (
    NOW,
    AppealCaseFactory,
    ApplicantFactory,
    CaseAssignmentFactory,
    CaseFactory,
    PersonFactory,
    UserFactory,
)
from tests.protests.factories import AppearanceFactory, ProtestFactory


@pytest.fixture
def coordinator(session):
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def volunteer(coordinator):
    return UserFactory(office=coordinator.office)


@pytest.fixture
def protest(coordinator):
    return ProtestFactory(office=coordinator.office, held_on=clock.today())


@pytest.fixture
def case(coordinator):
    return CaseFactory(office=coordinator.office, names=["Serik Testuly"])


def plan(client, **changes):
    day = clock.today() + timedelta(days=30)
    answers = {"form": "picket", "held_on": day.isoformat(), "place_text": "Park", "starts_at": "10:30"}
    return client.post("/protests/new", data={**answers, **changes})


def test_a_coordinator_plans_a_protest_once(login, session, coordinator):
    client = login(coordinator)
    first, second = plan(client, demand="Release them", notice_given_on=clock.today().isoformat()), plan(client)
    assert first.location == second.location
    protest = session.scalars(select(Protest)).one()
    assert (protest.notice_answer, protest.office_id) == (NoticeAnswer.NOTIFIED, coordinator.office_id)
    assert protest.notice_due_on > clock.today()
    page = client.get(first.location).text
    assert "The akimat answers by" in page
    assert "10:30" in page
    assert protest in session.scalars(queries.upcoming(coordinator, clock.today())).all()


@pytest.mark.parametrize(
    "wrong",
    [{"held_on": ""}, {"held_on": "2020-01-01"}, {"place_text": ""}, {"form": "nonsense"}, {"starts_at": "99:99"}],
)
def test_a_plan_that_is_mistyped_is_sent_back(login, session, coordinator, wrong):
    assert plan(login(coordinator), **wrong).status_code == 422
    assert session.scalars(select(Protest)).all() == []


def test_a_volunteer_does_not_plan_or_call_off(login, protest, volunteer):
    client = login(volunteer)
    assert client.get("/protests/new").status_code == 403
    for step in ("notice", "answer", "held", "cancel"):
        assert client.post(f"/protests/{protest.id}/{step}").status_code == 403


def test_a_protest_of_another_office_is_not_there(login, session, protest, case):
    stranger = login(UserFactory(role=Role.COORDINATOR))
    row = AppearanceFactory(protest=protest, case=case)
    assert stranger.get(f"/protests/{protest.id}").status_code == 404
    for step in ("check-in", "notice", "answer", "held", "cancel", f"arrivals/{row.id}", f"outcomes/{row.id}"):
        assert stranger.post(f"/protests/{protest.id}/{step}", data={"case": case.code}).status_code == 404
    assert "At the consulate" not in stranger.get("/protests").text


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_see_no_protest(login, protest, role):
    client = login(UserFactory(role=role, office=protest.office))
    assert client.get("/protests").status_code == 403
    assert client.get(f"/protests/{protest.id}").status_code == 403


def test_a_volunteer_checks_in_twice_and_it_counts_once(login, session, protest, case, volunteer):
    client = login(volunteer)
    for _press in range(2):
        answer = client.post(f"/protests/{protest.id}/check-in", data={"case": case.code.lower()})
        assert answer.status_code == 302
    row = session.scalars(select(Appearance)).one()
    assert row.checked_in_by_id == volunteer.id
    assert [e.action for e in session.scalars(select(HistoryEntry))] == ["protest.checked_in"]


def test_somebody_expected_is_checked_in_with_one_press(login, session, protest, case, volunteer):
    client = login(volunteer)
    client.post(f"/protests/{protest.id}/check-in", data={"case": case.code, "expected": "yes"})
    row = session.scalars(select(Appearance)).one()
    assert row.checked_in_at is None
    assert "Expected" in client.get(f"/protests/{protest.id}").text
    client.post(f"/protests/{protest.id}/arrivals/{row.id}")
    session.refresh(row)
    assert row.checked_in_at is not None


def test_names_of_applicants_are_shown_only_where_the_case_may_be_opened(login, session, protest, case, volunteer):
    sister = ApplicantFactory(person=PersonFactory(names=["Aigul Testkyzy"]))
    AppealCaseFactory(appeal=sister.appeal, case=case)
    AppearanceFactory(protest=protest, case=case, person=sister.person, checked_in_at=NOW)
    page = login(volunteer).get(f"/protests/{protest.id}?q=Serik").text
    assert "Serik Testuly" in page
    assert "Aigul" not in page
    CaseAssignmentFactory(case=case, user=volunteer)
    assert login(volunteer).get(f"/protests/{protest.id}?q=Serik").text.count("Aigul Testkyzy") == 2


def test_a_restricted_case_is_not_on_the_page_of_who_may_not_list_it(login, session, protest, case, volunteer):
    AppearanceFactory(protest=protest, case=case, checked_in_at=NOW)
    case.access = Access.RESTRICTED
    session.flush()
    client = login(volunteer)
    page = client.get(f"/protests/{protest.id}?q=Serik").text
    assert "Testuly" not in page
    assert case.code not in page
    assert client.post(f"/protests/{protest.id}/check-in", data={"case": case.code}).status_code == 404


def test_a_person_who_did_not_ask_for_the_case_is_not_checked_in_by_name(login, session, protest, case, coordinator):
    stranger = PersonFactory()
    login(coordinator).post(f"/protests/{protest.id}/check-in", data={"case": case.code, "person": stranger.id})
    assert session.scalars(select(Appearance)).one().person_id is None


def test_an_outcome_is_recorded_once_with_its_last_day_to_appeal(login, session, protest, case, volunteer):
    row = AppearanceFactory(protest=protest, case=case, checked_in_at=NOW)
    client = login(volunteer)
    served = clock.today()
    answers = {"kind": "fined", "amount_kzt": "129750", "article": "488", "served_on": served.isoformat()}
    for _press in range(2):
        assert client.post(f"/protests/{protest.id}/outcomes/{row.id}", data=answers).status_code == 302
    outcome = session.scalars(select(Outcome)).one()
    assert (outcome.kind, outcome.amount_kzt) == (ProtestOutcome.FINED, Decimal(129750))
    assert outcome.appeal_due_on == served + timedelta(days=10)
    assert "10 days left" in client.get(f"/protests/{protest.id}").text


@pytest.mark.parametrize(
    "answers",
    [{"kind": "fined"}, {"kind": "admin_arrest", "days": "many"}, {"kind": "detained_released", "minutes": "-1"}],
)
def test_an_outcome_without_its_number_is_sent_back(login, session, protest, case, volunteer, answers):
    row = AppearanceFactory(protest=protest, case=case)
    assert login(volunteer).post(f"/protests/{protest.id}/outcomes/{row.id}", data=answers).status_code == 422
    assert session.scalars(select(Outcome)).all() == []


def test_a_refusal_is_kept_word_for_word(login, session, protest, coordinator):
    client = login(coordinator)
    answers = {"answer": "refused", "answered_on": clock.today().isoformat()}
    assert client.post(f"/protests/{protest.id}/answer", data=answers).status_code == 422
    ground = "Консульства — «особо охраняемые зоны»"
    client.post(f"/protests/{protest.id}/answer", data={**answers, "refusal_ground": ground})
    session.refresh(protest)
    assert (protest.notice_answer, protest.refusal_ground) == (NoticeAnswer.REFUSED, ground)
    assert ground in client.get(f"/protests/{protest.id}").text


def test_silence_is_shown_as_may_be_held(login, session, protest, coordinator):
    protest.notice_answer = NoticeAnswer.NOTIFIED
    protest.notice_given_on = protest.notice_due_on = clock.today() - timedelta(days=1)
    session.flush()
    assert "the protest may be held as notified" in login(coordinator).get(f"/protests/{protest.id}").text


def test_late_notice_is_warned_about(login, protest, coordinator):
    assert "The notice is too late" in login(coordinator).get(f"/protests/{protest.id}").text


def test_a_protest_is_held_or_called_off_with_a_reason(login, session, protest, coordinator, case):
    client = login(coordinator)
    assert client.post(f"/protests/{protest.id}/cancel", data={"reason": ""}).status_code == 422
    client.post(f"/protests/{protest.id}/cancel", data={"reason": "Snow storm"})
    session.refresh(protest)
    assert (protest.state, protest.detail) == (ProtestState.CANCELLED, "Snow storm")
    assert client.post(f"/protests/{protest.id}/held").status_code == 409
    assert client.post(f"/protests/{protest.id}/check-in", data={"case": case.code}).status_code == 409
    other = ProtestFactory(office=coordinator.office)
    for _press in range(2):
        assert client.post(f"/protests/{other.id}/held").status_code == 302
    session.refresh(other)
    assert other.state is ProtestState.HELD


def test_an_earlier_reprisal_after_a_protest_warns_at_the_gate(login, session, protest, case, volunteer):
    reprisal = Reprisal(case_id=case.id, type=ReprisalType.FORCED_CALL, logged_at=NOW)
    session.add(reprisal)
    session.flush()
    session.add(ReprisalPrecedent(reprisal_id=reprisal.id, kind=Precedent.PROTEST))
    page = login(volunteer).get(f"/protests/{protest.id}?q=Serik").text
    assert "1 reprisal followed a protest before" in page


def test_the_day_costs_the_same_however_many_came(login, session, protest, coordinator, count_queries):
    client = login(coordinator)
    counts = []
    for _round in range(2):
        for _one in range(3):
            case = CaseFactory(office=coordinator.office)
            AppearanceFactory(protest=protest, case=case, person=PersonFactory(), checked_in_at=NOW)
        with count_queries() as asked:
            assert client.get(f"/protests/{protest.id}?q=Temirlan").status_code == 200
        counts.append(asked.count)
    assert counts[0] == counts[1]


def test_past_protests_have_pages(login, session, coordinator):
    today = clock.today()
    for n in range(28):
        day = today - timedelta(days=n // 2 + 1) if n < 26 else None
        ProtestFactory(office=coordinator.office, state=ProtestState.HELD, held_on=day, place_text=f"place {n:02d} end")
    client, seen, url = login(coordinator), [], "/protests"
    for _page in range(4):
        page = client.get(url).text
        seen += re.findall(r"place (\d\d) end", page)
        found = re.search(r'href="(/protests\?before=[0-9a-z_-]+)"', page)
        if not found:
            break
        url = found[1]
    assert sorted(seen) == [f"{n:02d}" for n in range(28)]
    assert seen[-2:] == ["27", "26"]


@pytest.mark.parametrize("typed", ["2026-99-99_1", "x", "none_", "2026-01-01_99999999999999999999"])
def test_a_place_in_the_list_that_is_none_shows_the_beginning(login, coordinator, typed):
    assert login(coordinator).get("/protests", query_string={"before": typed}).status_code == 200
