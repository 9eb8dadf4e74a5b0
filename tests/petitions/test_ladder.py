"""Going further: the next bodies with why, one press that begins the next petition, and the days clocks count from."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from caseapp.accounts.vocabulary import Role
from caseapp.errors import RuleBroken
from caseapp.petitions import clock_services, clocks, corrections, ladder, letter_facts, letter_versions
from caseapp.petitions.body_data import BodyRecord, parse_body, read_bodies
from caseapp.petitions.models import Petition, PetitionClock
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import ClockKind, CorrespondenceKind, PetitionState
from tests.factories import NOW, TODAY, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator, get_body, letter_of

S, K, C = PetitionState, CorrespondenceKind, ClockKind


@pytest.fixture
def case(session):
    return CaseFactory(opened_on=date(2026, 1, 5), names=["Nurlan Example"])


@pytest.fixture
def boss(case):
    return coordinator(case.office)


def record_of(key) -> BodyRecord:
    return parse_body(get_body(key).versions[-1].record)


def test_the_ladder_keeps_the_order_of_the_directory_and_says_why(session, context):
    found = ladder.rungs(session, record_of("kz_mfa"))
    assert [rung.key for rung in found] == ["kz_president", "kz_prosecutor", "kz_ombudsman"]
    assert "Prosecutor" in found[1].name
    assert "demand an answer" in found[1].why
    assert ladder.rungs(session, record_of("ilo")) == []


def test_every_next_body_of_the_directory_is_there_and_has_a_reason(session, context):
    bodies = {body.key: body for body in read_bodies()}
    for body in bodies.values():
        for key in body.escalation_to:
            assert key in bodies
            assert ladder.why(body, key, bodies[key].kind)


def test_a_reason_written_by_a_coordinator_comes_first(session, context):
    record = {**get_body("kz_mfa").versions[-1].record, "escalation_why": {"kz_prosecutor": "They answered last time."}}
    found = ladder.rungs(session, parse_body(record))
    assert [rung.why for rung in found if rung.key == "kz_prosecutor"] == ["They answered last time."]


def test_one_press_begins_the_next_petition_with_the_letters_before_it(session, context, case, boss):
    first = PetitionFactory(sent=True, case=case, petitioner="Example Family")
    following = ladder.begin_next(session, first, to=get_body("kz_prosecutor"), actor=boss, at=NOW)
    assert (first.state, following.state, following.previous_id) == (S.ESCALATED, S.DRAFT, first.id)
    assert following.petitioner == "Example Family"
    assert "A-1" in following.letter
    assert "Nurlan Example" in following.letter
    again = ladder.begin_next(session, first, to=get_body("kz_prosecutor"), actor=boss, at=NOW)
    assert again.id == following.id
    beside = ladder.begin_next(session, first, to=get_body("kz_ombudsman"), actor=boss, at=NOW)
    assert (beside.previous_id, beside.id != following.id) == (first.id, True)
    assert session.scalar(select(func.count()).select_from(Petition)) == 3


def test_only_a_rung_of_the_ladder_can_be_taken(session, context, case, boss):
    first = PetitionFactory(sent=True, case=case)
    with pytest.raises(RuleBroken, match="next steps"):
        ladder.begin_next(session, first, to=get_body("ilo"), actor=boss, at=NOW)
    draft = PetitionFactory(case=case)
    with pytest.raises(RuleBroken, match="how this petition ended"):
        ladder.begin_next(session, draft, to=get_body("kz_prosecutor"), actor=boss, at=NOW)
    ladder.begin_next(session, first, to=get_body("kz_prosecutor"), actor=boss, at=NOW)
    with pytest.raises(RuleBroken, match="next steps"):
        ladder.begin_next(session, first, to=get_body("ilo"), actor=boss, at=NOW)


def press(client, path, **fields):
    page = client.get(path.rsplit("/next/", 1)[0]).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    return client.post(path, data={"csrf_token": token.group(1) if token else "", **fields})


def test_the_page_offers_the_ladder_and_a_second_press_opens_the_same_draft(session, login, case, boss):
    first = PetitionFactory(sent=True, case=case)
    client = login(boss)
    page = client.get(f"/petitions/{first.id}").text
    assert "Who comes next" in page
    assert "demand an answer" in page
    one = press(client, f"/petitions/{first.id}/next/kz_prosecutor")
    two = press(client, f"/petitions/{first.id}/next/kz_prosecutor")
    assert one.status_code == two.status_code == 302
    assert one.location == two.location
    page = client.get(one.location).text
    assert "Chain" in page
    assert "A-1" in page
    volunteer = UserFactory(office=case.office, role=Role.VOLUNTEER)
    assert login(volunteer).post(f"/petitions/{first.id}/next/kz_prosecutor").status_code == 403


def clock_of(session, petition, kind):
    found = select(PetitionClock).where(PetitionClock.petition_id == petition.id, PetitionClock.kind == kind)
    return session.scalars(found).one_or_none()


def test_a_ruling_served_starts_the_days_to_appeal_before_anything_is_sent(session, case, boss):
    draft = PetitionFactory(case=case, body_key="kz_court_admin_offence")
    served = Received(happened_on=TODAY - timedelta(days=2))
    clock_services.record_day(session, draft, served, kind=K.RULING_SERVED, actor=boss, at=NOW)
    assert clock_of(session, draft, C.APPEAL_WINDOW).due_on == TODAY + timedelta(days=8)


def test_only_an_event_may_lie_ahead(session, case, boss):
    draft = PetitionFactory(case=case, body_key="kz_akimat_assembly_notice")
    ahead = Received(happened_on=date(2026, 12, 21))
    clock_services.record_day(session, draft, ahead, kind=K.EVENT, actor=boss, at=NOW)
    assert clock_of(session, draft, C.LEAD_TIME).due_on == date(2026, 12, 11)
    with pytest.raises(RuleBroken, match="not come yet"):
        clock_services.record_day(session, draft, ahead, kind=K.LEARNED, actor=boss, at=NOW)
    with pytest.raises(RuleBroken, match="with its letter"):
        clock_services.record_day(session, draft, ahead, kind=K.REFUSED, actor=boss, at=NOW)
    ended = PetitionFactory(case=case, state=S.CLOSED)
    with pytest.raises(RuleBroken, match="has ended"):
        clock_services.record_day(session, ended, Received(happened_on=TODAY), kind=K.LEARNED, actor=boss, at=NOW)


def test_a_day_is_recorded_on_its_page_once_however_often_it_is_sent(session, login, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    client = login(boss)
    path = f"/petitions/{petition.id}/days/learned"
    page = client.get(path)
    assert page.status_code == 200
    hidden = dict(re.findall(r'<input[^>]*name="(key|csrf_token)"[^>]*value="([^"]+)"', page.text))
    for _press in range(2):
        assert client.post(path, data={**hidden, "happened_on": "2026-11-18"}).status_code == 302
    session.expire_all()
    assert clock_of(session, petition, C.COMPLAINT_WINDOW).due_on == date(2027, 2, 18)
    assert client.post(path, data={"csrf_token": hidden.get("csrf_token", "")}).status_code == 422
    assert client.get(f"/petitions/{petition.id}/days/refused").status_code == 404


def test_the_page_says_who_checked_the_rule_and_what_silence_would_bring(session, login, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    page = login(boss).get(f"/petitions/{petition.id}").text
    assert "No lawyer has checked this rule yet" in page
    assert "the silence counts as a refusal from Tue 24 Nov 2026" in page
    assert "Wed 24 Feb 2027" in page
    version = get_body().versions[0]
    version.review, version.reviewed_by, version.reviewed_on = "verified", "A lawyer", date(2026, 11, 1)
    session.flush()
    page = login(boss).get(f"/petitions/{petition.id}").text
    assert "This rule was checked by A lawyer on Sun 1 Nov 2026." in page


def test_the_page_says_since_when_it_is_deemed_refused_and_until_when_one_can_complain(session, login, case, boss):
    petition = PetitionFactory(sent=True, case=case, sent_on=date(2026, 9, 7))
    page = login(boss).get(f"/petitions/{petition.id}").text
    assert "deemed refused since Tue 29 Sept 2026, complaint possible until Tue 29 Dec 2026" in page
    late = PetitionFactory(sent=True, case=case, sent_on=date(2026, 3, 2))
    page = login(boss).get(f"/petitions/{late.id}").text
    assert "The time to complain ended on" in page


def test_a_letter_recorded_by_mistake_takes_its_clock_with_it_and_stays_on_record(session, login, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    letter = letter_of(petition, K.COMPLAINT, happened_on=date(2026, 11, 18))
    session.add(letter)
    clocks.follow(session, petition, on=TODAY)
    client = login(boss)
    path = f"/petitions/{petition.id}/correspondence/{letter.id}/take-back"
    assert path in client.get(f"/petitions/{petition.id}").text
    assert client.get(path).status_code == 200
    assert client.post(path, data={"reason": ""}).status_code == 422
    assert client.post(path, data={"reason": "It was another petition"}).status_code == 302
    session.expire_all()
    assert letter.taken_back_because == "It was another petition"
    assert clock_of(session, petition, C.COMPLAINT_DECISION) is None
    assert clock_of(session, petition, C.COMPLAINT_WINDOW).stopped_on is None
    sent = next(one for one in clocks.letters_of(session, petition) if one.kind is K.SENT)
    assert client.get(f"/petitions/{petition.id}/correspondence/{sent.id}/take-back").status_code == 404


def test_the_days_of_a_petition_can_be_corrected_beside_an_event_to_come(session, case, boss):
    petition = PetitionFactory(sent=True, case=case, body_key="kz_akimat_assembly_notice")
    ahead = Received(happened_on=date(2026, 12, 21))
    clock_services.record_day(session, petition, ahead, kind=K.EVENT, actor=boss, at=NOW)
    corrections.correct(
        session,
        petition,
        sent_on=date(2026, 11, 3),
        channel=petition.channel,
        reference="C-1",
        acknowledged_on=None,
        replied_on=None,
        reason="Stamp",
        actor=boss,
        at=NOW,
    )
    assert clock_of(session, petition, C.LEAD_TIME).stopped_on == date(2026, 11, 3)


def test_the_step_that_begins_a_petition_is_no_news_about_its_case(session, context, case, boss):
    first = PetitionFactory(sent=True, case=case)
    following = ladder.begin_next(session, first, to=get_body("kz_prosecutor"), actor=boss, at=NOW)
    assert first.state is S.ESCALATED
    noted = letter_versions.latest(session, following).facts
    assert letter_facts.changed(noted, letter_facts.of_petition(session, following)) == []
