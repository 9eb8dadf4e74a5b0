"""The pages of a letter: the editor saves, refuses and shows both texts; versions compare; a second person decides."""

import re

import pytest
from sqlalchemy import func, select

from caseapp.cases.people import Person
from caseapp.petitions import letter_services, letter_text
from caseapp.petitions.letter_models import LetterRemark, LetterVersion
from caseapp.petitions.letter_words import VersionReason
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import CaseAssignmentFactory, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator

S = PetitionState


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    """Let every letter be ready: what a body asks for has tests of its own."""
    monkeypatch.setattr("caseapp.petitions.services.readiness_services.ensure_may_go", lambda *_args, **_facts: None)


@pytest.fixture
def case(session):
    return CaseFactory(names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


@pytest.fixture
def volunteer(session, case):
    person = UserFactory(office=case.office)
    CaseAssignmentFactory(case=case, user=person)
    return person


@pytest.fixture
def petition(session, case, volunteer):
    return PetitionFactory(case=case, drafted_by_id=volunteer.id)


def url(petition, rest="edit"):
    return f"/petitions/{petition.id}/{rest}"


def typed(page, letter, **answers):
    base = re.search(r'name="base"[^>]*value="([^"]*)"', page.text)[1]
    return {"base": base, "language": "ru", "subject": "About", "letter": letter, "petitioner": "", **answers}


def test_what_is_typed_is_saved_while_it_is_typed(login, session, petition, volunteer):
    client = login(volunteer)
    page = client.get(url(petition))
    assert page.status_code == 200
    assert "Temirlan Sagatuly" in page.text
    answer = client.post(url(petition, "letter/save"), data=typed(page, "# Who\n\nWhere is my <b>brother</b>?"))
    assert answer.status_code == 200
    assert re.fullmatch(r"Saved \d\d:\d\d", answer.json["sentence"])
    assert "&lt;b&gt;brother&lt;/b&gt;" in answer.json["printed"]
    assert "no markup in a letter" in answer.json["doubts"][0]
    session.refresh(petition)
    assert petition.letter == "# Who\n\nWhere is my <b>brother</b>?"
    again = {**typed(page, "Where is he?"), "base": answer.json["base"]}
    assert client.post(url(petition, "letter/save"), data=again).status_code == 200
    assert session.scalar(select(func.count()).select_from(LetterVersion)) == 0


def test_a_second_tab_gets_both_texts_and_either_may_go_on(login, session, petition, boss, volunteer):
    first, second = login(volunteer), login(boss)
    opened, opened_too = first.get(url(petition)), second.get(url(petition))
    assert first.post(url(petition, "letter/save"), data=typed(opened, "By the volunteer")).status_code == 200
    refused = second.post(url(petition, "letter/save"), data=typed(opened_too, "By the coordinator"))
    assert refused.status_code == 409
    assert "Both texts are kept" in refused.json["sentence"]
    both = second.post(url(petition), data=typed(opened_too, "By the coordinator"))
    assert both.status_code == 409
    assert "By the volunteer" in both.text
    assert "By the coordinator" in both.text
    session.refresh(petition)
    assert petition.letter == "By the volunteer"
    mine = second.post(url(petition), data={**typed(both, "By the coordinator"), "instead": "yes", "stay": "yes"})
    assert mine.status_code == 302
    session.refresh(petition)
    assert petition.letter == "By the coordinator"
    texts = session.execute(select(LetterVersion.reason, LetterVersion.text).order_by(LetterVersion.number)).all()
    assert texts == [
        (VersionReason.SET_ASIDE, "By the coordinator"),
        (VersionReason.TAKEN_UP, "By the volunteer"),
    ]


def test_a_paste_of_a_hundred_pages_is_refused_with_a_sentence_and_stays_on_the_page(
    login, session, petition, volunteer
):
    client = login(volunteer)
    page = client.get(url(petition))
    pasted = "Ағамды үйінен алып кетті. " * 12_000
    answer = client.post(url(petition, "letter/save"), data=typed(page, pasted))
    assert answer.status_code == 422
    assert f"the longest one here has {letter_text.LONGEST:,}" in answer.json["sentence"]
    whole = client.post(url(petition), data=typed(page, pasted))
    assert whole.status_code == 422
    assert pasted[:-1] in whole.text
    session.refresh(petition)
    assert petition.letter == "Please tell us where he is."


def test_odd_characters_are_left_out_and_said(login, session, petition, volunteer):
    client = login(volunteer)
    page = client.get(url(petition))
    data = {**typed(page, "Where\x07 is\u202e he?"), "stay": "yes"}
    done = client.post(url(petition), data=data, follow_redirects=True)
    assert "2 characters that cannot be printed were left out." in done.text
    session.refresh(petition)
    assert petition.letter == "Where is he?"


def test_template_words_in_a_letter_are_words(login, case, boss):
    letter = "{{ config }} {% raw %} <script>alert(1)</script>"
    petition = PetitionFactory(case=case, state=S.IN_REVIEW, letter=letter)
    for page in ("edit", "review", "letter/versions", ""):
        text = login(boss).get(url(petition, page).rstrip("/")).text
        assert "<script>alert" not in text
        if page != "letter/versions":
            assert "{{ config }} {% raw %} &lt;script&gt;" in text


def test_an_empty_draft_is_saved_and_only_review_asks_for_words(login, session, petition, volunteer):
    client = login(volunteer)
    page = client.get(url(petition))
    assert client.post(url(petition, "letter/save"), data=typed(page, "", subject="")).status_code == 200
    session.refresh(petition)
    assert (petition.letter, petition.subject) == ("", "")
    submit = client.get(url(petition, "submit"))
    version = re.search(r'name="version"[^>]*value="([^"]*)"', submit.text)[1]
    assert "Write the subject and the letter" in client.post(url(petition, "submit"), data={"version": version}).text


def test_saving_when_signed_out_keeps_what_was_typed(client, petition, volunteer, login):
    page = login(volunteer).get(url(petition))
    quiet = client.post(url(petition, "letter/save"), data=typed(page, "Late"), headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.text) == (401, "")
    asked = client.post(url(petition), data=typed(page, "Late words"))
    assert asked.status_code == 401
    assert "Late words" in asked.text


def test_versions_are_listed_compared_and_brought_back(login, session, petition, volunteer):
    client = login(volunteer)
    assert client.post(url(petition, "letter/restart"), data={"language": "ru"}).status_code == 302
    page = client.get(url(petition, "letter/versions"))
    assert page.status_code == 200
    assert "Begun again from the case" in page.text
    compared = client.get(url(petition, "letter/versions") + "?old=1&new=2")
    assert "<del>" in compared.text
    assert "<ins>" in compared.text
    assert client.post(url(petition, "letter/bring-back"), data={"number": "1"}).status_code == 302
    session.refresh(petition)
    assert petition.letter == "Please tell us where he is."
    assert client.post(url(petition, "letter/bring-back"), data={"number": "99"}).status_code == 404


def test_an_approved_letter_is_shown_and_changed_only_on_purpose(login, session, case, volunteer):
    petition, client = PetitionFactory(case=case, state=S.APPROVED), login(volunteer)
    page = client.get(url(petition))
    assert "somebody else reads it again" in page.text
    assert "<textarea" not in page.text
    assert client.post(url(petition, "letter/take-up")).status_code == 302
    session.refresh(petition)
    assert petition.state is S.DRAFT
    assert "<textarea" in client.get(url(petition)).text


def test_the_second_person_reads_comments_and_decides(login, session, case, boss, volunteer):
    petition = PetitionFactory(case=case, state=S.IN_REVIEW, drafted_by_id=volunteer.id)
    reader = login(boss)
    assert "Approve the letter" in reader.get(url(petition, "review")).text
    data = {"text": "Is the year right?", "key": "0123"}
    for _press in range(2):
        assert reader.post(url(petition, "review"), data=data).status_code == 302
    assert session.scalar(select(func.count()).select_from(LetterRemark)) == 1
    assert "Write your comment." in reader.post(url(petition, "review"), data={"text": " "}).text
    assert "Is the year right?" in login(volunteer).get(url(petition)).text


def test_the_writer_and_the_wrong_language_get_no_button_to_approve(login, case, boss):
    own = PetitionFactory(case=case, state=S.IN_REVIEW, drafted_by_id=boss.id)
    foreign = PetitionFactory(case=case, state=S.IN_REVIEW, language="zh")
    reader = login(boss)
    mine = reader.get(url(own, "review"))
    assert "You wrote this letter." in mine.text
    assert "Approve the letter" not in mine.text
    other = reader.get(url(foreign, "review"))
    assert "It reads: Kazakh, Russian." in other.text
    assert "Approve the letter" not in other.text


def test_a_changed_fact_is_marked_beside_the_letter_until_it_is_noted(login, session, case, petition, volunteer):
    client = login(volunteer)
    client.post(url(petition, "letter/restart"), data={"language": "ru"})
    assert "The case changed after this letter was written" not in client.get(url(petition)).text
    session.get_one(Person, case.person_id).occupation = "teacher"
    page = client.get(url(petition))
    assert "The case changed after this letter was written" in page.text
    assert '<ins dir="auto">teacher</ins>' in page.text
    assert client.post(url(petition, "letter/compared")).status_code == 302
    assert "The case changed after this letter was written" not in client.get(url(petition)).text


@pytest.mark.parametrize("page", ["edit", "review", "letter/versions"])
def test_more_versions_and_remarks_cost_no_more_statements(login, session, petition, boss, count_queries, page):
    client = login(boss)
    counts = []
    for _round in range(2):
        for letter in ("One", "Two"):
            row = session.get_one(Petition, petition.id)
            row.letter = letter
            letter_services.comment(session, row, text="Look", actor=boss, at=row.created_at)
        client.get(url(petition, page))
        with count_queries() as seen:
            assert client.get(url(petition, page)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1]
