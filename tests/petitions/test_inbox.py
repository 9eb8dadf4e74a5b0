"""The inbox: mail is taken in, matched by number, attached as a step of a petition, given away or set aside."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.evidence.current import file_store
from caseapp.evidence.models import EvidenceFile
from caseapp.history.models import HistoryEntry
from caseapp.petitions import incoming_queries
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Correspondence, Petition
from caseapp.petitions.vocabulary import CorrespondenceKind, IncomingState, PetitionState
from tests.factories import NOW, TODAY, CaseAssignmentFactory, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator
from tests.petitions.test_views import PDF, hidden, url

S = PetitionState
I = IncomingState  # noqa: E741 - as in the module


@pytest.fixture
def case(session):
    return CaseFactory(opened_on=date(2026, 1, 5), names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


@pytest.fixture
def petition(session, case):
    return PetitionFactory(sent=True, case=case, reference="ЖТ-2026-881")


def letter_in(office, **facts):
    given = {"received_on": TODAY, "body_text": "Hello", "recorded_at": NOW, **facts}
    letter = IncomingLetter(office_id=office.id, **given)
    session = PetitionFactory._meta.sqlalchemy_session
    session.add(letter)
    session.flush()
    return letter


def receive(client, **answers):
    page = client.get("/petitions/inbox/new")
    assert page.status_code == 200
    data = {"key": hidden(page, "key"), "received_on": "2026-11-20", **answers}
    return client.post("/petitions/inbox/new", data=data, content_type="multipart/form-data"), data


def test_a_pasted_letter_finds_its_petition_and_becomes_the_answer(login, session, case, boss, petition):
    client = login(boss)
    text = "На Ваше обращение № жт 2026-881 сообщаем: сведений нет."
    done, _data = receive(client, text=text, file=(BytesIO(PDF), "answer.pdf"))
    assert done.status_code == 302
    page = client.get(done.location)
    assert "It may belong to 1 petition." in page.text
    letter = session.scalars(select(IncomingLetter)).one()
    target = f"{url(petition, 'answer')}?incoming={letter.id}"
    assert target in page.text
    form = client.get(target)
    assert text in form.text
    answers = {"kind": "answered_formal", "happened_on": "2026-11-16", "summary": "No news", "incoming": letter.id}
    data = {"version": hidden(form, "version"), "key": hidden(form, "key"), **answers}
    assert client.post(target, data=data).status_code == 302
    session.refresh(letter)
    session.refresh(petition)
    correspondence = session.get_one(Correspondence, letter.correspondence_id)
    assert (petition.state, letter.state, letter.petition_id) == (S.ANSWERED_FORMAL, I.ATTACHED, petition.id)
    assert (correspondence.kind, correspondence.happened_on) == (
        CorrespondenceKind.ANSWERED_FORMAL,
        date(2026, 11, 16),
    )
    file = session.get_one(EvidenceFile, correspondence.evidence_id)
    assert (file.case_id, file.file_name) == (case.id, "answer.pdf")
    assert client.get(f"/evidence/{file.id}").data == PDF
    assert client.get(f"/petitions/inbox/{letter.id}/file").status_code == 404
    assert f"/petitions/inbox/{letter.id}" in client.get(url(petition)).text
    assert text in client.get(f"/petitions/inbox/{letter.id}").text


def test_a_letter_attached_to_the_wrong_petition_comes_back_when_the_step_is_taken_back(
    login, session, case, boss, petition
):
    client = login(boss)
    receive(client, text="Without a number", file=(BytesIO(PDF), "answer.pdf"))
    letter = session.scalars(select(IncomingLetter)).one()
    target = f"{url(petition, 'answer')}?incoming={letter.id}"
    form = client.get(target)
    answers = {"kind": "answered_formal", "happened_on": "2026-11-16", "summary": "No", "incoming": letter.id}
    client.post(target, data={"version": hidden(form, "version"), "key": hidden(form, "key"), **answers})
    page = client.get(url(petition, "take-back"))
    data = {"version": hidden(page, "version"), "key": hidden(page, "key"), "reason": "Another petition"}
    assert client.post(url(petition, "take-back"), data=data).status_code == 302
    session.refresh(letter)
    session.refresh(petition)
    assert (petition.state, letter.state, letter.petition_id) == (S.SENT, I.WAITING, None)
    assert client.get(f"/petitions/inbox/{letter.id}/file").data == PDF
    assert f"{url(petition, 'answer')}?incoming={letter.id}" not in client.get(url(petition)).text
    assert client.get("/petitions/inbox").text.count(f"/petitions/inbox/{letter.id}") > 0


def test_the_second_of_two_who_attach_a_letter_is_told_so(login, session, case, boss, petition):
    letter = letter_in(case.office)
    other = PetitionFactory(sent=True, case=case)
    client = login(boss)
    forms = []
    for one in (petition, other):
        form = client.get(f"{url(one, 'answer')}?incoming={letter.id}")
        answers = {"kind": "answered_formal", "happened_on": "2026-11-16", "summary": "No", "incoming": letter.id}
        forms.append((one, {"version": hidden(form, "version"), "key": hidden(form, "key"), **answers}))
    done = [client.post(url(one, "answer"), data=data) for one, data in forms]
    assert [page.status_code for page in done] == [302, 409]
    assert "dealt with this letter meanwhile" in done[1].text
    again, data = forms[0]
    assert client.post(url(again, "answer"), data=data).status_code == 302
    session.refresh(other)
    assert other.state is S.SENT


def test_a_letter_without_a_number_is_found_by_hand(login, case, boss, petition):
    letter = letter_in(case.office)
    client = login(boss)
    page = client.get(f"/petitions/inbox/{letter.id}")
    assert "No number of ours was found" in page.text
    found = client.get(f"/petitions/inbox/{letter.id}?q={case.code}")
    assert f"{url(petition, 'answer')}?incoming={letter.id}" in found.text
    assert "No other petition" in client.get(f"/petitions/inbox/{letter.id}?q=nothing").text


def test_the_number_typed_stands_before_the_numbers_in_the_text(session, case, boss, petition):
    other = PetitionFactory(sent=True, case=case, reference="A-1/2026")
    letter = letter_in(case.office, reference="жт2026881", body_text="Compare A-1/2026 and others")
    found = incoming_queries.matches(session, boss, letter)
    assert [(match.petition.id, match.is_typed) for match in found] == [(petition.id, True), (other.id, False)]


def test_a_number_on_the_correspondence_is_found_too(session, case, boss, petition):
    session.add(
        Correspondence(
            petition_id=petition.id,
            direction="incoming",
            kind=CorrespondenceKind.NOTE,
            reference="03-7/5512",
            recorded_at=NOW,
        )
    )
    letter = letter_in(case.office, body_text="Our number 03 - 7 / 5512")
    assert [match.petition.id for match in incoming_queries.matches(session, boss, letter)] == [petition.id]


def test_no_petition_of_a_sealed_case_is_offered(session, case, boss, petition):
    case.access = Access.SEALED
    letter = letter_in(case.office, reference="ЖТ-2026-881")
    assert incoming_queries.matches(session, boss, letter) == []


def test_a_file_is_unreadable_on_the_disk_and_opened_only_through_its_page(login, app, session, boss):
    client = login(boss)
    done, _data = receive(client, file=(BytesIO(PDF), "scan.pdf"))
    letter = session.scalars(select(IncomingLetter)).one()
    with app.app_context():
        stored = file_store().path(letter.store_key).read_bytes()
    assert b"%PDF" not in stored
    opened = client.get(f"{done.location}/file")
    assert opened.data == PDF
    assert "attachment" in opened.headers["Content-Disposition"]
    actions = session.scalars(select(HistoryEntry.action)).all()
    assert [one for one in actions if one.startswith("incoming.")] == ["incoming.received", "incoming.opened"]


@pytest.mark.parametrize(
    ("answers", "status", "words"),
    [
        ({}, 409, "Paste the words of the letter"),
        ({"text": "x", "received_on": "2099-01-01"}, 422, "not come yet"),
        ({"file": (BytesIO(b"MZ\x90\x00"), "answer.pdf")}, 422, "says one format and its content is another"),
        ({"file": (BytesIO(b""), "answer.pdf")}, 422, "This file is empty"),
        ({"text": "x" * 400_001}, 422, "longer than 400,000 letters"),
    ],
)
def test_a_wrong_letter_says_what_to_mend_and_nothing_is_kept(login, session, boss, answers, status, words):
    done, _data = receive(login(boss), **answers)
    assert done.status_code == status
    assert words in done.text
    assert session.scalar(select(func.count()).select_from(IncomingLetter)) == 0


def test_a_letter_sent_twice_is_kept_once(login, session, boss):
    client = login(boss)
    first, data = receive(client, text="Once")
    again = client.post("/petitions/inbox/new", data=data)
    assert first.location == again.location
    assert session.scalar(select(func.count()).select_from(IncomingLetter)) == 1


def test_a_hundred_pages_are_kept_whole_and_begin_the_form(login, session, boss, petition):
    client = login(boss)
    text = "Ответ на ЖТ-2026-881. " + "Слова ответа. " * 16_000
    done, _data = receive(client, text=text)
    assert done.status_code == 302
    letter = session.scalars(select(IncomingLetter)).one()
    assert letter.body_text == text.strip()
    form = client.get(f"{url(petition, 'answer')}?incoming={letter.id}")
    assert form.status_code == 200
    assert "the whole text is kept with the letter" in form.text


def test_a_letter_is_given_set_aside_with_a_reason_and_brought_back(login, session, case, boss):
    letter = letter_in(case.office)
    person = UserFactory(office=case.office)
    client, theirs = login(boss), login(person)
    address = f"/petitions/inbox/{letter.id}"
    assert theirs.get(address).status_code == 404
    given = client.post(f"{address}/give", data={"version": letter.version, "owner": str(person.id)})
    assert given.status_code == 302
    assert theirs.get(address).status_code == 200
    assert theirs.post(f"{address}/set-aside", data={"version": 2, "reason": "x"}).status_code == 403
    stale = client.post(f"{address}/set-aside", data={"version": 1, "reason": "Advertising"})
    assert (stale.status_code, "changed this letter meanwhile" in stale.text) == (409, True)
    assert client.post(f"{address}/set-aside", data={"version": 2, "reason": " "}).status_code == 422
    assert client.post(f"{address}/set-aside", data={"version": 2, "reason": "Advertising"}).status_code == 302
    assert "Advertising" in client.get(address).text
    assert client.get("/petitions/inbox").text.count(address) == 0
    assert address in client.get("/petitions/inbox?done=1").text
    assert client.post(f"{address}/bring-back", data={"version": 3}).status_code == 302
    session.refresh(letter)
    assert (letter.state, letter.set_aside_because) == (I.WAITING, None)


def test_a_volunteer_sees_what_they_took_in_and_nothing_else(login, session, case, petition):
    other = letter_in(case.office)
    person = UserFactory(office=case.office)
    CaseAssignmentFactory(case=case, user=person)
    client = login(person)
    done, _data = receive(client, text="ЖТ-2026-881")
    page = client.get(done.location)
    assert "It may belong to 1 petition." in page.text
    assert "incoming=" not in page.text
    listed = client.get("/petitions/inbox").text
    assert done.location in listed
    assert f"/petitions/inbox/{other.id}" not in listed


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_and_other_offices_see_no_mail(login, case, role):
    letter = letter_in(case.office)
    assert login(UserFactory(role=role, office=case.office)).get("/petitions/inbox").status_code == 403
    assert login(coordinator()).get(f"/petitions/inbox/{letter.id}").status_code == 404


@pytest.mark.parametrize(
    "facts",
    [
        {"state": I.ATTACHED, "body_text": "x"},
        {"state": I.SET_ASIDE, "body_text": "x"},
        {"state": I.WAITING},
        {"state": I.WAITING, "sha256": "0" * 64},
    ],
)
def test_the_database_refuses_a_letter_without_what_its_state_needs(session, case, facts):
    known = {"office_id": case.office_id, "received_on": TODAY, "recorded_at": NOW, "version": 1}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(IncomingLetter).values(**known, **facts))


def test_more_mail_and_more_matches_cost_no_more_statements(login, session, case, boss, count_queries):
    letter = letter_in(case.office, body_text="ЖТ-2026-881")
    client = login(boss)
    costs = []
    for more in (1, 10):
        for _number in range(more):
            letter_in(case.office, given_to_id=boss.id)
            PetitionFactory(sent=True, case=case, reference="ЖТ-2026-881")
        pages = []
        for page in ("/petitions/inbox", f"/petitions/inbox/{letter.id}"):
            with count_queries() as seen:
                assert client.get(page).status_code == 200
            pages.append(seen.count)
        costs.append(pages)
    assert costs[0] == costs[1]
    assert session.scalar(select(func.count()).select_from(Petition)) == 11
