"""Choosing a body, the readiness of a petition, what is ticked and let go, and the pages that fill the gaps."""

from datetime import date

import pytest
from sqlalchemy import func, select

from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Consent
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage
from caseapp.cases.claims import Claim
from caseapp.cases.people import Citizenship, Contact, Identifier
from caseapp.cases.vocabulary import ContactKind, EventType, IdentifierKind
from caseapp.dates import PartialDate
from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from caseapp.petitions import readiness_services, services
from caseapp.petitions.facts import gather
from caseapp.petitions.models import Petition
from caseapp.petitions.readiness_models import PetitionTick, ReadinessOverride
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import (
    NOW,
    TODAY,
    AppealCaseFactory,
    AppealFactory,
    ApplicantFactory,
    CaseAssignmentFactory,
    CaseFactory,
    EventFactory,
    OfficeFactory,
    PersonFactory,
    UserFactory,
)
from tests.petitions.factories import PetitionFactory, coordinator


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def boss(office):
    return coordinator(office)


@pytest.fixture
def case(office):
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    EventFactory(case_id=case.id, type=EventType.DISAPPEARANCE, happened=PartialDate.parse("2017"))
    return case


def ask(case, session, *, complete=True):
    """Let a sister ask for the case, with all that the ministry wants."""
    appeal = AppealFactory(office=case.office)
    AppealCaseFactory(appeal=appeal, case=case)
    sister = ApplicantFactory(appeal=appeal, person=PersonFactory(names=["Айгүл Қайратқызы"]))
    if complete:
        session.add_all(
            [
                Identifier(person_id=sister.person_id, kind=IdentifierKind.KZ_IIN, number="851130400022"),
                Contact(person_id=sister.person_id, kind=ContactKind.ADDRESS, value="Almaty, Abai 1"),
                Consent(
                    case_id=case.id,
                    person_id=sister.person_id,
                    purpose=ConsentPurpose.CONFIDENTIAL_BODIES,
                    answer=ConsentAnswer.GIVEN,
                    given_on=date(2026, 11, 1),
                    recorded_at=NOW,
                ),
            ]
        )
    session.flush()
    return sister


def bare(case, **more):
    """Make a draft that nobody has let go."""
    return PetitionFactory(case=case, let_go=False, **more)


def test_open_bodies_come_first_with_reasons_and_what_is_missing(login, boss, case, session):
    session.add(Citizenship(person_id=case.person_id, country="KZ"))
    page = login(boss).get(f"/petitions/new?case={case.code}").text

    assert page.index("First of all") < page.index("Made for such a case") < page.index("Can speak for the person")
    assert page.index("Ministry of Foreign Affairs") < page.index("Not open to this case")
    assert "things missing" in page
    assert "WGEID needs at least the month." in page
    assert "Only for reprisals, and none is recorded." in page
    assert "INTERPOL" in page
    assert "Not yet checked by a lawyer" in page


def test_a_batch_of_cases_is_asked_for_together(login, boss, case, office):
    other = CaseFactory(office=office)
    page = login(boss).get(f"/petitions/new?case={case.code}&case={other.code}").text
    assert case.code in page
    assert other.code in page


def test_choosing_costs_as_many_statements_for_many_cases_as_for_one(login, boss, case, office, session, count_queries):
    others = [CaseFactory(office=office) for _number in range(5)]
    for one in others:
        ask(one, session)
        EventFactory(case_id=one.id)
    client = login(boss)
    codes = [each.code for each in others]
    client.get(f"/petitions/new?case={codes[0]}")
    session.expunge_all()
    with count_queries() as one:
        client.get(f"/petitions/new?case={codes[0]}")
    session.expunge_all()
    with count_queries() as many:
        client.get("/petitions/new?" + "&".join(f"case={code}" for code in codes))
    assert many.count <= one.count


def test_a_new_letter_says_what_is_missing_beside_it(login, boss, case):
    page = login(boss).get(f"/petitions/new?case={case.code}&body=un_wgeid").text
    assert "Still missing" in page
    assert "needs at least the month" in page
    assert f"/cases/{case.code}/for-bodies#told-forces" in page


def test_each_gap_leads_to_a_page_that_is_there(login, boss, case, session):
    petition = bare(case, body_key="un_wgad", drafted_by_id=boss.id)
    ask(case, session, complete=False)
    client = login(boss)
    page = client.get(f"/petitions/{petition.id}/readiness").text
    links = {part.split('"')[0] for part in page.split('<a href="')[1:] if "/cases/" in part.split('"')[0]}
    assert len(links) > 10
    for link in links:
        path, _hash, anchor = link.partition("#")
        answer = client.get(path)
        assert answer.status_code == 200, link
        assert not anchor or f'id="{anchor}"' in answer.text, link


def test_what_is_not_ready_does_not_go_to_review(session, boss, case):
    petition = bare(case)
    with pytest.raises(RuleBroken, match="not ready"):
        services.submit_for_review(session, petition, actor=boss, at=NOW)
    assert petition.state is PetitionState.DRAFT


def test_what_is_ready_goes_to_review_and_out(session, boss, case):
    ask(case, session)
    petition = bare(case, drafted_by_id=UserFactory(office=case.office).id)
    services.submit_for_review(session, petition, actor=boss, at=NOW)
    services.approve(session, petition, actor=boss, at=NOW)
    assert petition.state is PetitionState.APPROVED


def test_what_came_to_be_missing_after_review_is_not_approved(session, boss, case):
    sister = ask(case, session)
    petition = bare(case, drafted_by_id=UserFactory(office=case.office).id)
    services.submit_for_review(session, petition, actor=boss, at=NOW)
    session.add(
        Consent(
            case_id=case.id,
            person_id=sister.person_id,
            purpose=ConsentPurpose.CONFIDENTIAL_BODIES,
            answer=ConsentAnswer.WITHDRAWN,
            given_on=TODAY,
            recorded_at=NOW,
        )
    )
    session.flush()
    with pytest.raises(RuleBroken, match="not ready"):
        services.approve(session, petition, actor=boss, at=NOW)


def test_a_coordinator_lets_it_go_with_a_reason_that_stays(login, session, boss, case):
    petition = bare(case, drafted_by_id=UserFactory(office=case.office).id)
    client = login(boss)
    path = f"/petitions/{petition.id}/readiness/let-go"

    assert client.post(path, data={"reason": " "}).status_code == 422
    assert client.post(path, data={"reason": "His life is in danger."}).status_code == 302
    client.post(path, data={"reason": "His life is in danger."})

    (row,) = session.scalars(select(ReadinessOverride).where(ReadinessOverride.petition_id == petition.id))
    assert row.made_by_id == boss.id
    assert f"{case.id}:applicant_iin" in row.needs
    entry = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "petition.let_go")).one()
    assert (entry.case_id, entry.detail) == (case.id, "His life is in danger.")
    page = client.get(f"/petitions/{petition.id}").text
    assert "His life is in danger." in page
    assert "IIN of whoever asks" in page
    session.refresh(petition)
    services.submit_for_review(session, petition, actor=boss, at=NOW)


def test_letting_go_does_not_cover_what_comes_to_be_missing_later(session, boss, case, office):
    petition = bare(case)
    readiness_services.let_go(session, petition, reason="urgent", actor=boss, at=NOW)
    assert readiness_services.standing(session, petition, today=TODAY).may_go
    other = CaseFactory(office=office)
    from caseapp.petitions.models import PetitionCase

    session.add(PetitionCase(petition_id=petition.id, case_id=other.id))
    session.flush()
    assert not readiness_services.standing(session, petition, today=TODAY).may_go


def test_a_volunteer_lets_nothing_go(login, session, case, office):
    volunteer = UserFactory(office=office)
    CaseAssignmentFactory(case=case, user=volunteer)
    petition = bare(case)
    client = login(volunteer)
    assert client.post(f"/petitions/{petition.id}/readiness/let-go", data={"reason": "x"}).status_code == 403
    assert client.post(f"/petitions/{petition.id}/readiness/ticks", data={"needs": []}).status_code == 403
    with pytest.raises(RuleBroken, match="Only a coordinator"):
        readiness_services.let_go(session, petition, reason="x", actor=volunteer, at=NOW)
    page = client.get(f"/petitions/{petition.id}/readiness").text
    assert "Let it go" not in page


def test_documents_are_ticked_and_unticked(login, session, boss, case):
    petition = bare(case, body_key="un_human_rights_committee")
    client = login(boss)
    path = f"/petitions/{petition.id}/readiness/ticks"
    client.post(path, data={"needs": ["documents", "authorisation", "not_a_need"]})
    rows = session.scalars(select(PetitionTick.need).where(PetitionTick.petition_id == petition.id)).all()
    assert sorted(rows) == ["authorisation", "documents"]
    client.post(path, data={"needs": ["documents"]})
    client.post(path, data={"needs": ["documents"]})
    session.expire_all()
    rows = session.scalars(select(PetitionTick.need).where(PetitionTick.petition_id == petition.id)).all()
    assert rows == ["documents"]
    count = select(func.count()).select_from(HistoryEntry).where(HistoryEntry.action == "petition.ticked")
    assert session.scalar(count) == 2


def test_what_went_out_stays_as_it_was(session, boss, case):
    petition = PetitionFactory(case=case, sent=True)
    with pytest.raises(RuleBroken, match="gone out"):
        readiness_services.tick(session, petition, ["documents"], actor=boss, at=NOW)
    with pytest.raises(RuleBroken, match="gone out"):
        readiness_services.let_go(session, petition, reason="x", actor=boss, at=NOW)


def test_answers_stand_beside_each_other_and_the_newest_counts(login, session, boss, case):
    client = login(boss)
    path = f"/cases/{case.code}/for-bodies"
    assert client.post(path, data={"told-forces": "Police", "told-warrant_shown": "no"}).status_code == 302
    assert client.post(path, data={"told-forces": "State security", "told-warrant_shown": "no"}).status_code == 302
    rows = session.execute(select(Claim.field, Claim.value).where(Claim.case_id == case.id).order_by(Claim.id)).all()
    assert [tuple(row) for row in rows] == [
        ("forces", "Police"),
        ("warrant_shown", "no"),
        ("forces", "State security"),
    ]
    assert "State security" in client.get(path).text
    (facts,) = gather(session, [case.id])
    assert facts.told == {"forces": "State security", "warrant_shown": "no"}
    details = session.scalars(select(HistoryEntry.detail).where(HistoryEntry.action == "case.told")).all()
    assert details == ["forces, warrant_shown", "forces"]
    assert "Police" in client.get(f"/cases/{case.code}").text


def test_markup_in_an_answer_is_text(login, boss, case):
    client = login(boss)
    path = f"/cases/{case.code}/for-bodies"
    client.post(path, data={"told-forces": "<script>alert(1)</script>{{ 7*7 }}"})
    assert "<script>alert(1)" not in client.get(path).text
    assert client.post(path, data={"told-forces": "x" * 20001}).status_code == 422


def test_papers_of_whoever_asks_are_added_and_never_shown(login, session, boss, case):
    sister = ask(case, session, complete=False)
    client = login(boss)
    path = f"/cases/{case.code}/for-bodies/{sister.person_id}"
    assert client.post(path, data={"iin": "851130400023"}).status_code == 422
    assert client.post(path, data={"iin": "851130400022", "address": "Almaty, Abai 1"}).status_code == 302
    page = client.get(path).text
    assert "851130400022" not in page
    assert "Abai" not in page
    (facts,) = gather(session, [case.id])
    assert (facts.applicants[0].iin, facts.applicants[0].address) == ("851130400022", "Almaty, Abai 1")
    entry = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "case.applicant_completed")).one()
    assert entry.detail == "address, iin"
    assert client.post(path, data={}).status_code == 422


def test_somebody_who_does_not_ask_for_this_case_is_not_there(login, session, boss, case, office):
    other = CaseFactory(office=office)
    stranger = ask(other, session)
    assert login(boss).get(f"/cases/{case.code}/for-bodies/{stranger.person_id}").status_code == 404


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_sees_these_pages(login, session, office, case, role):
    sister = ask(case, session)
    petition = bare(case)
    client = login(UserFactory(office=office, role=role))
    for path in (
        f"/petitions/{petition.id}/readiness",
        f"/cases/{case.code}/for-bodies",
        f"/cases/{case.code}/for-bodies/{sister.person_id}",
    ):
        assert client.get(path).status_code == 403


def test_another_office_sees_nothing(login, session, case):
    sister = ask(case, session)
    petition = bare(case)
    client = login(coordinator())
    for path in (
        f"/petitions/{petition.id}/readiness",
        f"/cases/{case.code}/for-bodies",
        f"/cases/{case.code}/for-bodies/{sister.person_id}",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"/petitions/{petition.id}/readiness/let-go", data={"reason": "x"}).status_code == 404
    assert session.scalar(select(func.count()).select_from(Petition).where(Petition.id == petition.id)) == 1


def test_a_language_the_body_does_not_read_leads_to_the_letter(login, boss, case, session):
    ask(case, session)
    petition = bare(case, language=TextLanguage.ZH)
    page = login(boss).get(f"/petitions/{petition.id}/readiness").text
    assert f'href="/petitions/{petition.id}/edit#language"' in page


def test_one_thing_missing_is_said_of_one_thing(session, boss, case):
    ask(case, session)
    petition = bare(case, language=TextLanguage.ZH)
    with pytest.raises(RuleBroken, match=": 1 thing is missing"):
        readiness_services.ensure_may_go(session, petition, at=NOW)
