"""The pages of petitions: they work, refuse, keep what was typed, and cost the same with more rows."""

import re
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select

from caseapp.accounts.vocabulary import Role
from caseapp.evidence.models import EvidenceFile
from caseapp.petitions.models import Body, BodyVersion, CalendarDay, Correspondence, Petition
from caseapp.petitions.step_table import STEPS
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import CaseAssignmentFactory, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator, let_it_go

S = PetitionState
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def case(session):
    return CaseFactory(opened_on=date(2026, 1, 5), names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


@pytest.fixture
def volunteer(session, case):
    person = UserFactory(office=case.office)
    CaseAssignmentFactory(case=case, user=person)
    return person


def url(petition, slug=""):
    return f"/petitions/{petition.id}" + (f"/{slug}" if slug else "")


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


def fill(client, petition, slug, **answers):
    """Open the form of a step and send it."""
    page = client.get(url(petition, slug))
    assert page.status_code == 200, slug
    data = {"version": hidden(page, "version"), "key": hidden(page, "key"), **answers}
    return client.post(url(petition, slug), data=data, content_type="multipart/form-data"), data


def test_the_board_says_first_what_must_be_done(login, case, boss):
    PetitionFactory(sent=True, case=case, sent_on=date(2026, 3, 2))
    page = login(boss).get("/petitions")
    assert page.status_code == 200
    assert "1 body is silent." in page.text
    assert case.code in page.text
    assert "Temirlan" not in re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)[1]


def test_a_petition_shows_its_day_twice_and_every_day_of_the_count(login, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    page = login(boss).get(url(petition))
    assert page.status_code == 200
    assert "Mon 23 Nov 2026" in page.text
    assert page.text.count("<details") >= 1
    assert "Start day, not counted" in page.text


@pytest.mark.parametrize("state", S)
def test_every_state_has_a_page_and_every_step_it_offers_opens(login, case, boss, state):
    petition = PetitionFactory(
        case=case, state=state, sent_on=date(2026, 11, 2), replied_on=date(2026, 11, 9), closed_on=date(2026, 11, 9)
    )
    client = login(boss)
    page = client.get(url(petition))
    assert page.status_code == 200
    offered = re.findall(rf'href="({url(petition)}/[a-z-]+)"', page.text)
    assert offered or state is S.CLOSED
    for target in offered:
        assert client.get(target).status_code == 200, target


def test_a_petition_is_written_reviewed_sent_and_answered_on_its_pages(login, session, case, boss, volunteer):
    writer, reader = login(volunteer), login(boss)
    choice = writer.get(f"/petitions/new?case={case.code}")
    assert choice.status_code == 200
    assert "Not yet checked by a lawyer" in choice.text
    form = writer.get(f"/petitions/new?case={case.code}&body=kz_mfa")
    assert "Temirlan Sagatuly" in form.text
    data = {"key": hidden(form, "key"), "language": "ru", "subject": "About", "letter": "Where is he?"}
    for _press in range(2):
        assert writer.post(f"/petitions/new?case={case.code}&body=kz_mfa", data=data).status_code == 302
    petition = session.scalars(select(Petition)).one()
    assert fill(writer, petition, "submit")[0].status_code == 409
    let_it_go(session, petition)
    assert fill(writer, petition, "submit")[0].status_code == 302
    assert fill(reader, petition, "approve")[0].status_code == 302
    done, _data = fill(
        reader,
        petition,
        "sent",
        sent_on="2026-11-02",
        channel="post",
        reference="A-1",
        proof=(BytesIO(PDF), "receipt.pdf"),
    )
    assert done.status_code == 302
    session.refresh(petition)
    assert (petition.state, petition.due_on) == (S.SENT, date(2026, 11, 23))
    letter = session.scalars(select(Correspondence)).one()
    assert session.get_one(EvidenceFile, letter.evidence_id).case_id == case.id
    done, _data = fill(
        reader, petition, "answer", kind="answered_formal", happened_on="2026-11-16", summary="Nothing known"
    )
    assert done.status_code == 302
    assert "formal answer on Mon 16 Nov 2026" in reader.get(url(petition)).text


def test_a_button_pressed_twice_does_its_work_once(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    client = login(boss)
    first, data = fill(client, petition, "remind", happened_on="2026-11-16")
    assert first.status_code == 302
    assert client.post(url(petition, "remind"), data=data).status_code == 302
    assert session.scalar(select(func.count()).select_from(Correspondence)) == 2
    first, data = fill(client, petition, "escalate", body="kz_prosecutor")
    assert client.post(url(petition, "escalate"), data=data).status_code == 302
    assert session.scalar(select(func.count()).select_from(Petition)) == 2


def test_somebody_who_was_slower_sees_both_versions(login, session, case, boss):
    petition = PetitionFactory(case=case)
    client = login(boss)
    page = client.get(url(petition, "edit"))
    petition.letter = "What a colleague wrote"
    answers = {"language": "ru", "subject": "Mine", "letter": "What I wrote"}
    data = {"version": hidden(page, "version"), "key": hidden(page, "key"), **answers}
    done = client.post(url(petition, "edit"), data=data)
    assert done.status_code == 409
    assert "What a colleague wrote" in done.text
    assert "What I wrote" in done.text
    session.refresh(petition)
    assert petition.letter == "What a colleague wrote"


@pytest.mark.parametrize(
    ("slug", "answers", "words"),
    [
        ("sent", {"sent_on": "2099-01-01", "channel": "post"}, "not come yet"),
        ("sent", {"sent_on": "", "channel": "post"}, "Enter the day."),
        ("sent", {"sent_on": "2026-11-02", "channel": "pigeon"}, "Choose one of the answers in the list."),
        ("close", {"reason": " "}, "Say why."),
    ],
)
def test_a_mistyped_form_says_what_to_mend_and_changes_nothing(login, session, case, boss, slug, answers, words):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    done, _data = fill(login(boss), petition, slug, **answers)
    assert done.status_code == 422
    assert words in done.text
    session.refresh(petition)
    assert petition.state is S.APPROVED


def test_a_step_out_of_turn_is_refused_with_a_sentence(login, case, boss):
    petition = PetitionFactory(case=case)
    done, _data = fill(login(boss), petition, "refused", happened_on="2026-11-16", summary="No")
    assert done.status_code == 409
    assert "cannot move to" in done.text


VOLUNTEERS = {"edit", "submit", "withdraw"}


@pytest.mark.parametrize("slug", STEPS)
def test_a_volunteer_writes_but_neither_approves_nor_sends_nor_records(login, case, volunteer, slug):
    petition = PetitionFactory(sent=True, case=case)
    status = login(volunteer).get(url(petition, slug)).status_code
    assert status == (200 if slug in VOLUNTEERS else 403)


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/petitions", "/petitions/1", "/petitions/new", "/petitions/1/sent"])
def test_other_roles_are_shut_out(login, case, role, path):
    PetitionFactory(case=case)
    assert login(UserFactory(role=role, office=case.office)).get(path).status_code == 403


def test_a_petition_of_another_office_does_not_exist(login, case):
    petition = PetitionFactory(sent=True, case=case)
    stranger = login(coordinator())
    assert stranger.get(url(petition)).status_code == 404
    assert stranger.get(url(petition, "answer")).status_code == 404
    assert stranger.get(f"/petitions/new?case={case.code}").status_code == 404


def test_a_pressured_withdrawal_is_marked_and_everything_is_kept(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    client = login(boss)
    told = {"freely": "no", "told_by": "The sister", "summary": "A call came", "confirmed_how": "By messenger"}
    done, _data = fill(client, petition, "withdraw", happened_on="2026-11-16", **told)
    assert done.status_code == 302
    page = client.get(url(petition))
    assert "possibly coerced" in page.text
    assert "A call came" in page.text
    assert petition.letter in page.text


@pytest.mark.parametrize("path", ["/petitions?tab=silent", "/petitions/{id}"])
def test_more_rows_cost_no_more_statements(login, session, case, boss, count_queries, path):
    petition = PetitionFactory(sent=True, case=case, sent_on=date(2026, 3, 2))
    client = login(boss)
    costs = []
    for more in (0, 9, 35):
        for _number in range(more):
            PetitionFactory(sent=True, case=case, sent_on=date(2026, 3, 2), previous_id=petition.id)
        with count_queries() as seen:
            assert client.get(path.format(id=petition.id)).status_code == 200
        costs.append(seen.count)
    assert costs[0] == costs[1] == costs[2], costs


def test_a_body_shows_all_that_is_known_of_it(login, session, boss):
    client = login(boss)
    assert "have not been checked by a lawyer" in client.get("/bodies").text
    for key in session.scalars(select(Body.key)):
        assert client.get(f"/bodies/{key}").status_code == 200, key
    page = client.get("/bodies/kz_mfa").text
    for words in ("15 working days", "Әкімшілік", "e-Otinish", "emhana1krg.kz", "Core addressee"):
        assert words in page or words == "Әкімшілік"
    assert client.get("/bodies/nobody").status_code == 404


def test_a_body_is_changed_from_a_day_on_checked_and_put_away(login, session, boss):
    client = login(boss)
    page = client.get("/bodies/kz_mfa/edit")
    answers = {
        "version": hidden(page, "version"),
        "valid_from": "2026-12-01",
        "name_en": "Foreign Ministry",
        "channels": "email: a@b.invalid",
        "languages": ["kk", "ru"],
        "amount": "10",
        "unit": "working_days",
        "counted_from": "received",
        "silence": "refusal",
        "follow_up_days": "20",
    }
    assert client.post("/bodies/kz_mfa/edit", data=answers).status_code == 302
    again = client.post("/bodies/kz_mfa/edit", data=answers)
    assert again.status_code == 409
    found = select(BodyVersion).join(Body).where(Body.key == "kz_mfa").order_by(BodyVersion.id)
    versions = session.scalars(found).all()
    assert [version.valid_from for version in versions] == [None, date(2026, 12, 1)]
    record = versions[1].record
    assert (record["response_deadline"]["number"], record["name"]["ru"]) == (10, versions[0].record["name"]["ru"])
    assert record["required_fields"] == versions[0].record["required_fields"]
    wrong = client.post("/bodies/kz_mfa/edit", data={**answers, "channels": "pigeon: roof"})
    assert wrong.status_code == 422
    done = client.post("/bodies/kz_mfa/verified", data={"reviewed_by": "A lawyer", "reviewed_on": "2026-11-19"})
    assert done.status_code == 302
    assert "Checked by A lawyer" in client.get("/bodies/kz_mfa").text
    assert client.post("/bodies/kz_mfa/deactivate").status_code == 302
    assert session.scalars(select(Body.is_active).where(Body.key == "kz_mfa")).one() is False


def test_a_new_body_needs_a_short_name_of_its_own(login, session, boss):
    client = login(boss)
    answers = {
        "key": "kz_justice",
        "kind": "national_executive",
        "name_en": "Ministry of Justice",
        "languages": ["ru"],
        "unit": "calendar_days",
        "counted_from": "sent",
        "silence": "none",
        "follow_up_days": "20",
    }
    assert client.post("/bodies/new", data={**answers, "key": "Ministry!"}).status_code == 422
    assert client.post("/bodies/new", data=answers).status_code == 302
    assert client.get("/bodies/kz_justice").status_code == 200
    assert client.post("/bodies/new", data=answers).status_code == 409


def test_an_administrator_keeps_the_calendar(login, session, case):
    PetitionFactory(sent=True, case=case)
    client = login(UserFactory(role=Role.ADMINISTRATOR))
    page = client.get("/calendar?year=2026")
    assert "Independence Day" in page.text
    done = client.post("/calendar", data={"day": "2026-11-23", "kind": "moved", "name": "Moved day"})
    assert done.status_code == 302
    assert "1 petition is due on another day now." in client.get("/calendar?year=2026").text
    row = session.scalars(select(CalendarDay).where(CalendarDay.day == date(2026, 11, 23))).one()
    assert client.post(f"/calendar/days/{row.id}/remove").status_code == 302
    assert session.scalars(select(Petition.due_on)).one() == date(2026, 11, 23)
    assert client.post("/calendar/years/2029").status_code == 302
    assert client.post("/calendar", data={"day": "", "kind": "moved", "name": ""}).status_code == 422


def test_a_coordinator_reads_bodies_but_not_the_calendar(login, boss, volunteer):
    assert login(boss).get("/calendar").status_code == 403
    assert login(volunteer).get("/bodies").status_code == 200
    assert login(volunteer).get("/bodies/kz_mfa/edit").status_code == 403


def test_a_second_letter_to_a_body_that_is_written_to_already_is_pointed_out(login, session, case, boss):
    first = PetitionFactory(case=case, sent=True)
    PetitionFactory(case=case, state=S.CLOSED)
    client = login(boss)
    page = client.get(f"/petitions/new?case={case.code}&body=kz_mfa").text
    pointed_out = page.partition("A petition to this body is already under way")[2].partition("<form")[0]
    assert re.findall(r'href="/petitions/(\d+)"', pointed_out) == [str(first.id)]
    assert "already under way" not in client.get(f"/petitions/new?case={case.code}&body=kz_mvd").text


def test_the_letter_of_a_petition_closed_before_it_was_sent_did_not_go_out(login, case, boss):
    page = login(boss).get(url(PetitionFactory(case=case, state=S.CLOSED), "edit")).text
    assert "This letter did not go out." in page
