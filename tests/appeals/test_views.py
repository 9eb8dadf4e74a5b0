"""Pages of appeals: the journey of a new one, and who is kept out."""

import re

import pytest
from sqlalchemy import func, select

from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal, AppealCase, AppealText, Applicant, Consent
from caseapp.appeals.vocabulary import ConsentPurpose, ReviewState
from caseapp.cases.claims import Event, StatusUpdate
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.people import Contact, Identifier, PersonName
from caseapp.cases.vocabulary import CaseState, ClaimState
from caseapp.history.models import HistoryEntry
from tests.factories import (
    AppealCaseFactory,
    AppealFactory,
    CaseAssignmentFactory,
    CaseFactory,
    OfficeFactory,
    UserFactory,
)

WHO_ASKS = {
    "key": "first-press",
    "channel": "office",
    "received_on": "2026-11-20",
    "names-0-text": "Гүлнұр Қожамжарқызы",
    "names-0-kind": "as_printed",
    "kinship": "sister",
    "own_word": "қарындас",
    "phones-0-value": "+7 701 000 00 01",
    "phones-0-kind": "phone",
    "citizenship_status": "",
    "go": "next",
}
WHO_IS_MISSING = {
    "names-0-text": "Темірлан Сағатұлы",
    "names-0-kind": "as_printed",
    "names-1-text": "تەمىرلان ساعات ۇلى",
    "names-1-kind": "on_document",
    "sex": "male",
    "born-year": "1971",
    "born-qualifier": "exactly",
    "citizenship_status": "",
    "place_text": "Tekes",
    "place_code": "",
    "cn_id": "654126197301010014",
    "go": "next",
}
WHAT_HAPPENED = {
    "events-0-type": "arrest",
    "events-0-happened-year": "2017",
    "events-0-happened-month": "10",
    "events-0-happened-qualifier": "about",
    "events-0-basis": "family",
    "events-0-detail": "Taken from home",
    "place_status": "camp",
    "legal_status": "",
    "health_status": "",
    "as_of-year": "2018",
    "as_of-qualifier": "exactly",
    "status_basis": "family",
    "go": "next",
}
CONSENT = {
    "given_on": "2026-11-20",
    "language": "kk",
    "answer_internal": "given",
    "answer_government": "refused",
    "go": "next",
}
STEPS = ["who-asks", "who-is-missing", "what-happened", "statement", "consent", "evidence", "check"]


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def volunteer(office):
    return UserFactory(office=office)


def begin(client, **changes):
    answer = client.post("/appeals/new", data=WHO_ASKS | changes)
    assert answer.status_code == 302, answer.text
    return int(re.search(r"/appeals/(\d+)/", answer.location)[1])


def fill(client, appeal_id):
    for step, answers in (("who-is-missing", WHO_IS_MISSING), ("what-happened", WHAT_HAPPENED)):
        assert client.post(f"/appeals/{appeal_id}/{step}", data=answers).status_code == 302
    told = {"statement": "My brother was taken.", "statement_language": "en", "video_url": "", "go": "next"}
    assert client.post(f"/appeals/{appeal_id}/statement", data=told).status_code == 302
    assert client.post(f"/appeals/{appeal_id}/consent", data=CONSENT).status_code == 302


def test_a_whole_appeal_becomes_an_open_case_with_a_code(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    fill(client, appeal_id)
    for step in STEPS:
        assert client.get(f"/appeals/{appeal_id}/{step}").status_code == 200
    check = client.get(f"/appeals/{appeal_id}/check")
    assert check.status_code == 200
    assert "Everything needed is there" in check.text
    answer = client.post(f"/appeals/{appeal_id}/submit")
    assert answer.location == f"/appeals/{appeal_id}/done"
    appeal = session.get_one(Appeal, appeal_id)
    case = session.scalars(select(Case).join(AppealCase, AppealCase.case_id == Case.id)).one()
    assert appeal.state is ReviewState.SUBMITTED
    assert case.state is CaseState.OPEN
    assert case.code.startswith(office.code)
    assert case.shown_name == "تەمىرلان ساعات ۇلى"
    assert session.scalars(select(CaseAssignment.user_id)).all() == [volunteer.id]
    done = client.get(f"/appeals/{appeal_id}/done")
    assert case.code in done.text
    assert f"/cases/{case.code}/card" in done.text
    assert client.get(f"/appeals/{appeal_id}").status_code == 200
    names = session.execute(
        select(PersonName.text, PersonName.script).where(PersonName.person_id == case.person_id)
    ).all()
    assert [script.value for _text, script in names] == ["Cyrl", "Arab"]
    assert session.scalars(select(Identifier.number)).one() == "654126197301010014"
    assert session.scalars(select(Contact.value)).one() == "+7 701 000 00 01"
    event = session.scalars(select(Event)).one()
    assert event.happened.edtf == "2017-10~"
    status = session.scalars(select(StatusUpdate)).one()
    assert status.state is ClaimState.UNVERIFIED
    deeds = set(session.scalars(select(HistoryEntry.action).where(HistoryEntry.case_id == case.id)))
    assert {"case.opened", "case.assigned", "appeal.submitted"} <= deeds


def test_pressing_twice_begins_and_hands_in_once(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    assert begin(client) == appeal_id
    client.post(f"/appeals/{appeal_id}/who-is-missing?row=new", data=WHO_IS_MISSING)
    client.post(f"/appeals/{appeal_id}/who-is-missing?row=new", data=WHO_IS_MISSING)
    client.post(f"/appeals/{appeal_id}/what-happened", data=WHAT_HAPPENED)
    client.post(f"/appeals/{appeal_id}/what-happened", data=WHAT_HAPPENED)
    client.post(f"/appeals/{appeal_id}/consent", data=CONSENT)
    client.post(f"/appeals/{appeal_id}/consent", data=CONSENT)
    for model in (Appeal, Applicant, AppealCase, Event, StatusUpdate):
        assert session.scalar(select(func.count(model.id))) == 1, model
    assert session.scalar(select(func.count(Consent.id))) == 2
    first = client.post(f"/appeals/{appeal_id}/submit")
    code = session.scalars(select(Case.code)).one()
    second = client.post(f"/appeals/{appeal_id}/submit")
    assert first.location == second.location
    assert session.scalars(select(Case.code)).one() == code


def test_what_is_missing_is_said_and_stops_the_handing_in(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    text = client.get(f"/appeals/{appeal_id}/check").text
    assert "Say who is missing." in text
    assert "Hand in for review" not in text
    assert client.post(f"/appeals/{appeal_id}/submit").location.endswith("/check")
    assert session.get_one(Appeal, appeal_id).state is ReviewState.DRAFT


def test_half_typed_text_is_there_again(session, login, volunteer, office):
    client = login(volunteer)
    kept = client.post(
        "/appeals/new/text", data={"key": "typing", "names-0-text": "Гүлн", "names-0-kind": "as_printed"}
    )
    assert kept.status_code == 200
    appeal = session.scalars(select(Appeal)).one()
    again = client.get(f"/appeals/{appeal.id}/who-asks")
    assert "Гүлн" in again.text
    assert "We kept what you were typing" in again.text
    client.post(f"/appeals/{appeal.id}/statement/text?row=new", data={"statement": "He was"})
    assert "He was" in client.get(f"/appeals/{appeal.id}/statement").text
    client.post(f"/appeals/{appeal.id}/statement", data={"statement": "He was taken.", "statement_language": "en"})
    assert session.scalars(select(AppealText.step)).all() == ["who-asks:new"]
    assert "He was taken." in client.get(f"/appeals/{appeal.id}/statement").text


def test_a_mistyped_step_says_what_to_do_and_keeps_the_text(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    answer = client.post(f"/appeals/{appeal_id}/who-is-missing", data=WHO_IS_MISSING | {"born-year": "71"})
    assert answer.status_code == 422
    assert "four digits" in answer.text
    assert "Темірлан" in client.get(f"/appeals/{appeal_id}/who-is-missing").text
    link = client.post(
        f"/appeals/{appeal_id}/statement", data={"video_url": "javascript:alert(1)", "statement_language": ""}
    )
    assert link.status_code == 422
    assert session.scalar(select(func.count(Case.id))) == 0


def test_a_row_is_added_without_javascript_and_nothing_is_lost(session, login, volunteer, office):
    client = login(volunteer)
    page = client.post("/appeals/new", data=WHO_ASKS | {"go": "add-names"})
    assert page.status_code == 200
    assert 'name="names-1-text"' in page.text
    assert "Гүлнұр" in page.text
    assert session.scalar(select(func.count(Appeal.id))) == 0


def test_numbers_that_look_wrong_are_kept_with_a_warning_beside_them(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client, **{"phones-0-value": "12"})
    assert "field-doubt" in client.get(f"/appeals/{appeal_id}/who-asks").text
    assert session.scalars(select(Contact.value)).one() == "12"
    assert "field-doubt" in client.post("/appeals/check-number/cn-id", data={"sex": "male", "cn_id": "123"}).text
    assert "field-doubt" not in client.post("/appeals/check-number/phone", data={"p": "+7 701 555 00 11"}).text


def test_a_known_person_is_shown_while_typing_and_joined(session, login, volunteer, office):
    case = CaseFactory(office=office, names=["Темірлан Сағатұлы"])
    CaseAssignmentFactory(case=case, user=volunteer)
    client = login(volunteer)
    appeal_id = begin(client)
    found = client.post(f"/appeals/{appeal_id}/similar", data={"names-0-text": "Темірл"})
    assert case.code in found.text
    client.post(f"/appeals/{appeal_id}/who-is-missing", data=WHO_IS_MISSING)
    draft = session.scalars(select(Case).where(Case.state == CaseState.DRAFT)).one()
    client.post(f"/appeals/{appeal_id}/what-happened", data=WHAT_HAPPENED)
    answer = client.post(f"/appeals/{appeal_id}/join", data={"row": draft.id, "other": case.id})
    assert answer.status_code == 302
    assert session.scalars(select(AppealCase.case_id)).all() == [case.id]
    assert session.scalars(select(Case.id)).all() == [case.id]
    assert session.scalars(select(Event.case_id)).all() == [case.id]
    texts = session.scalars(select(PersonName.text).where(PersonName.person_id == case.person_id)).all()
    assert len(texts) == 2
    assert "already has a case" in client.get(f"/appeals/{appeal_id}/who-is-missing").text
    assert client.get(f"/appeals/{appeal_id}/what-happened").status_code == 200


def test_a_similar_case_that_is_shut_shows_no_name_and_can_be_flagged(session, login, volunteer, office):
    case = CaseFactory(office=office, names=["Темірлан Құпияұлы"])
    client = login(volunteer)
    appeal_id = begin(client)
    found = client.post(f"/appeals/{appeal_id}/similar", data={"names-0-text": "Темірлан"})
    assert "A similar case exists" in found.text
    assert "Құпия" not in found.text
    assert case.code not in found.text
    client.post(f"/appeals/{appeal_id}/who-is-missing", data=WHO_IS_MISSING)
    draft = session.scalars(select(AppealCase)).one()
    client.post(f"/appeals/{appeal_id}/join", data={"row": draft.case_id, "other": case.id})
    session.refresh(draft)
    assert draft.compare_with_id == case.id
    assert draft.case_id != case.id


def test_a_field_day_family_takes_one_screen_and_one_press(session, login, volunteer, office):
    client = login(volunteer)
    assert client.get("/appeals/new?stub=1").status_code == 200
    answers = {
        "key": "k1",
        "name": "Темірлан",
        "asked_by": "Гүлнұр",
        "kinship": "sister",
        "phone": "87010000001",
        "line": "2017",
    }
    for _press in range(2):
        assert client.post("/appeals/new?stub=1", data=answers).location.endswith("/appeals/new?stub=1")
    appeal = session.scalars(select(Appeal)).one()
    assert (appeal.channel.value, appeal.statement) == ("field_day", "2017")
    assert session.scalars(select(Case.shown_name)).one() == "Темірлан"
    assert session.scalar(select(func.count(Contact.id))) == 1
    assert client.post("/appeals/new?stub=1", data={"kinship": ""}).status_code == 422


@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_opens_a_draft(session, login, volunteer, office, step):
    appeal_id = begin(login(volunteer))
    colleague = login(UserFactory(office=office))
    for address in (f"/appeals/{appeal_id}/{step}", f"/appeals/{appeal_id}"):
        assert colleague.get(address).status_code == 404
    assert login(UserFactory()).get(f"/appeals/{appeal_id}/{step}").status_code == 404
    assert login(volunteer).get(f"/appeals/{appeal_id}/{step}").status_code == 200


def test_a_handed_in_appeal_is_shut_to_other_offices_and_open_to_the_coordinator(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    fill(client, appeal_id)
    client.post(f"/appeals/{appeal_id}/submit")
    assert login(UserFactory()).get(f"/appeals/{appeal_id}").status_code == 404
    assert login(UserFactory(role=Role.COORDINATOR)).get(f"/appeals/{appeal_id}").status_code == 404
    assert login(UserFactory(office=office)).get(f"/appeals/{appeal_id}").status_code == 404
    for role in (Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR):
        assert login(UserFactory(office=office, role=role)).get(f"/appeals/{appeal_id}").status_code == 403
    page = login(UserFactory(office=office, role=Role.COORDINATOR)).get(f"/appeals/{appeal_id}")
    assert page.status_code == 200
    assert "Accept the appeal" in page.text
    assert client.get(f"/appeals/{appeal_id}/statement").status_code == 404


def test_an_appeal_goes_back_with_reasons_is_mended_and_accepted(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    fill(client, appeal_id)
    client.post(f"/appeals/{appeal_id}/submit")
    coordinator = login(UserFactory(office=office, role=Role.COORDINATOR))
    appeal = session.get_one(Appeal, appeal_id)
    empty = coordinator.post(f"/appeals/{appeal_id}/send-back", data={"version": appeal.version, "reason": ""})
    assert empty.status_code == 422
    assert client.post(f"/appeals/{appeal_id}/accept", data={"version": appeal.version}).status_code == 403
    sent = coordinator.post(
        f"/appeals/{appeal_id}/send-back", data={"version": appeal.version, "reason": "Which county?"}
    )
    assert sent.status_code == 302
    assert "Which county?" in client.get(f"/appeals/{appeal_id}/who-is-missing").text
    assert client.post(f"/appeals/{appeal_id}/submit").location.endswith("/done")
    stale = coordinator.post(f"/appeals/{appeal_id}/accept", data={"version": 1})
    assert stale.status_code == 409
    session.refresh(appeal)
    assert coordinator.post(f"/appeals/{appeal_id}/accept", data={"version": appeal.version}).status_code == 302
    session.refresh(appeal)
    assert appeal.state is ReviewState.ACCEPTED
    assert session.scalar(select(func.count(Case.id))) == 1
    assert coordinator.post(f"/appeals/{appeal_id}/accept", data={"version": appeal.version}).status_code == 409


def test_a_coordinator_does_not_review_their_own(session, login):
    coordinator = UserFactory(role=Role.COORDINATOR)
    client = login(coordinator)
    appeal_id = begin(client)
    fill(client, appeal_id)
    client.post(f"/appeals/{appeal_id}/submit")
    version = session.get_one(Appeal, appeal_id).version
    assert client.post(f"/appeals/{appeal_id}/accept", data={"version": version}).status_code == 409
    assert "Another coordinator" in client.get(f"/appeals/{appeal_id}").text


def test_a_coordinator_joins_a_new_case_to_the_one_there_is(session, login, volunteer, office):
    old = CaseFactory(office=office, names=["Темірлан Сағатұлы"])
    client = login(volunteer)
    appeal_id = begin(client)
    fill(client, appeal_id)
    client.post(f"/appeals/{appeal_id}/submit")
    new_id = session.scalars(select(AppealCase.case_id)).one()
    coordinator = login(UserFactory(office=office, role=Role.COORDINATOR))
    assert old.code in coordinator.get(f"/appeals/{appeal_id}").text
    assert coordinator.post(f"/appeals/{appeal_id}/join", data={"row": new_id, "other": old.id}).status_code == 302
    assert session.scalars(select(AppealCase.case_id)).all() == [old.id]
    assert session.get_one(Case, new_id).state is CaseState.CLOSED
    assert session.scalars(select(Event.case_id)).all() == [old.id]


def test_a_volunteer_only_asks_once_the_case_is_open_and_a_draft_is_not_touched(session, login, volunteer, office):
    old = CaseFactory(office=office, names=["Темірлан Сағатұлы"], logged_by_id=volunteer.id)
    client = login(volunteer)
    appeal_id = begin(client)
    coordinator = login(UserFactory(office=office, role=Role.COORDINATOR))
    assert coordinator.post(f"/appeals/{appeal_id}/join", data={"row": "new", "other": old.id}).status_code == 404
    fill(client, appeal_id)
    client.post(f"/appeals/{appeal_id}/submit")
    link = session.scalars(select(AppealCase)).one()
    joining = {"row": link.case_id, "other": old.id}
    assert client.post(f"/appeals/{appeal_id}/join", data=joining).status_code == 404
    appeal = session.get_one(Appeal, appeal_id)
    reasons = {"version": appeal.version, "reason": "Is it the same person?"}
    coordinator.post(f"/appeals/{appeal_id}/send-back", data=reasons)
    assert client.post(f"/appeals/{appeal_id}/join", data=joining).status_code == 302
    session.refresh(link)
    assert link.compare_with_id == old.id
    assert session.get_one(Case, link.case_id).state is CaseState.OPEN


def test_another_relative_is_added_and_taken_off_again(session, login, volunteer, office):
    client = login(volunteer)
    appeal_id = begin(client)
    assert client.post(
        f"/appeals/{appeal_id}/who-is-missing", data=WHO_IS_MISSING | {"go": "another"}
    ).location.endswith("row=new")
    other = WHO_IS_MISSING | {"names-0-text": "Айбек Сағатұлы", "names-1-text": ""}
    client.post(f"/appeals/{appeal_id}/who-is-missing?row=new", data=other)
    ids = session.scalars(select(AppealCase.case_id).order_by(AppealCase.id)).all()
    assert len(ids) == 2
    assert client.get(f"/appeals/{appeal_id}/who-is-missing?row={ids[1]}").status_code == 200
    assert client.post(f"/appeals/{appeal_id}/remove", data={"missing": ids[1]}).status_code == 302
    assert session.scalars(select(Case.id)).all() == ids[:1]
    assert client.get(f"/appeals/{appeal_id}/who-is-missing?row=999999").status_code == 404


def test_the_list_costs_the_same_whatever_is_in_it(session, login, volunteer, office, count_queries):
    client = login(volunteer)

    def cost():
        with count_queries() as seen:
            page = client.get("/appeals")
        assert page.status_code == 200
        return seen.count

    def add(number):
        for _each in range(number):
            appeal = AppealFactory(office=office, logged_by_id=volunteer.id)
            AppealCaseFactory(appeal=appeal, case=CaseFactory(office=office, logged_by_id=volunteer.id))

    add(2)
    few = cost()
    add(8)
    assert cost() == few


def test_the_list_has_pages_by_key_and_filters(session, login, volunteer, office):
    client = login(volunteer)
    for state in (ReviewState.DRAFT, ReviewState.ACCEPTED):
        for _each in range(30):
            AppealFactory(office=office, logged_by_id=volunteer.id, state=state)
    first = client.get("/appeals")
    assert first.text.count("<tr>") == 51
    following = re.search(r'href="(/appeals\?before=\d+)" rel="next"', first.text)[1]
    assert client.get(following).text.count("<tr>") == 11
    assert "Not a valid choice" not in first.text
    assert client.get("/appeals?state=accepted&whose=mine").text.count("<tr>") == 31
    assert client.get("/appeals?state=accepted").text.count("<tr>") == 31
    assert client.get("/appeals?state=nonsense&before=x").status_code == 200
    assert login(UserFactory(office=OfficeFactory())).get("/appeals").text.count("<tr>") == 0


def test_somebody_without_an_office_is_told_so(session, login):
    client = login(UserFactory(office=None))
    assert client.get("/appeals").status_code == 200
    assert client.post("/appeals/new", data=WHO_ASKS).status_code == 409


def test_consent_is_recorded_narrowed_and_never_widened_to_the_public_by_a_volunteer(session, login, volunteer, office):
    case = CaseFactory(office=office, names=["Темірлан"])
    CaseAssignmentFactory(case=case, user=volunteer)
    client = login(volunteer)
    address = f"/cases/{case.code}/consent"
    assert client.get(address).status_code == 200
    said = {"person_id": case.person_id, "given_on": "2026-11-20", "language": ""}
    assert client.post(address, data=said | {"answer_government": "given"}).status_code == 302
    assert client.post(address, data=said | {"answer_government": "withdrawn"}).status_code == 302
    assert client.post(address, data=said | {"answer_public_full": "given"}).status_code == 422
    answers = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(each.purpose, each.answer.value) for each in answers] == [
        (ConsentPurpose.GOVERNMENT, "given"),
        (ConsentPurpose.GOVERNMENT, "withdrawn"),
    ]
    coordinator = login(UserFactory(office=office, role=Role.COORDINATOR))
    assert coordinator.post(address, data=said | {"answer_public_full": "given"}).status_code == 302
    assert login(UserFactory(office=office)).get(address).status_code == 404
    assert login(UserFactory()).post(address, data=said).status_code == 404
    assert client.post(address, data=said | {"given_on": "", "answer_child": "given"}).status_code == 422
