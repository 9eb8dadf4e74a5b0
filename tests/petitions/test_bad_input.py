"""Wrong input on the steps of a petition: each a clear sentence, nothing lost, nothing sent twice."""

import re
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select

from caseapp.evidence.current import file_store
from caseapp.evidence.models import EvidenceFile
from caseapp.petitions import steps
from caseapp.petitions.models import Body, Correspondence, Petition, PetitionClock
from caseapp.petitions.vocabulary import ClockKind, CorrespondenceKind, PetitionChannel, PetitionState
from tests.factories import CaseFactory
from tests.petitions.factories import PetitionFactory, coordinator
from tests.petitions.test_views import PDF, fill, hidden, url

S = PetitionState
POST = {"sent_on": "2026-11-02", "channel": "post", "reference": "A-77"}


@pytest.fixture
def case(session):
    return CaseFactory(opened_on=date(2026, 1, 5), names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


def beside(page, field, words):
    """Say whether a sentence stands beside its field."""
    start = page.text.find(f'id="{field}-error"')
    return start > 0 and words in page.text[start : start + 600]


def test_a_day_of_sending_in_the_future(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    done, _data = fill(login(boss), petition, "sent", **{**POST, "sent_on": "2099-01-01"})
    assert done.status_code == 422
    assert beside(done, "sent_on", "This day has not come yet.")
    assert "A-77" in done.text


def test_a_day_that_is_none_is_told_in_words_of_ours(login, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    done, _data = fill(login(boss), petition, "sent", **{**POST, "sent_on": "2026-02-31"})
    assert done.status_code == 422
    assert beside(done, "sent_on", "There is no such day.")
    assert "A-77" in done.text


def test_a_reminder_asks_for_our_own_words_and_day(login, case, boss):
    page = login(boss).get(f"{url(PetitionFactory(case=case, sent=True))}/remind").text
    assert "Day you asked again" in page
    assert "What they said" not in page


def test_bodies_a_letter_was_passed_on_to_stand_by_their_names(login, case, boss):
    page = login(boss).get(f"{url(PetitionFactory(case=case, sent=True))}/forwarded").text
    names = re.findall(
        r'<option[^>]*value="\w+"[^>]*>([^<]+)', page.partition('name="body"')[2].partition("</select>")[0]
    )
    assert len(names) > 10
    assert names == sorted(names)


def test_a_day_before_the_case_needs_the_word_that_the_family_sent_it(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    client = login(boss)
    early = {**POST, "sent_on": "2025-12-01"}
    done, _data = fill(client, petition, "sent", **early)
    assert done.status_code == 409
    assert beside(done, "sent_on", "before the case was opened")
    assert "A-77" in done.text
    done, _data = fill(client, petition, "sent", **early, is_by_family="y")
    assert done.status_code == 302
    session.refresh(petition)
    assert (petition.state, petition.sent_on) == (S.SENT, date(2025, 12, 1))
    assert "Sent by the family before the case was opened." in client.get(url(petition)).text
    mended, _data = fill(
        client, petition, "correct", **{**POST, "sent_on": "2025-12-02", "reason": "The stamp says the second"}
    )
    assert mended.status_code == 302


@pytest.mark.parametrize(
    ("slug", "answers"),
    [
        ("answer", {"kind": "answered_formal"}),
        ("refused", {}),
        ("acknowledged", {}),
        ("extended", {"new_due_on": "2026-12-20"}),
        ("forwarded", {"named": "An archive"}),
        ("other-letter", {"kind": "complaint_decision"}),
    ],
)
def test_a_reply_before_the_petition(login, session, case, boss, slug, answers):
    petition = PetitionFactory(sent=True, case=case)
    facts = {"happened_on": "2026-11-01", "summary": "Typed with care", **answers}
    done, _data = fill(login(boss), petition, slug, **facts)
    assert done.status_code == 409
    assert beside(done, "happened_on", "before the day the petition was sent")
    assert "Typed with care" in done.text
    session.refresh(petition)
    assert petition.state is S.SENT


def test_a_closed_body_is_neither_written_to_nor_passed_on_to(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    session.scalars(select(Body).where(Body.key == "kz_mvd")).one().is_active = False
    client = login(boss)
    assert 'value="kz_mvd"' not in client.get(url(petition, "forwarded")).text
    done, _data = fill(client, petition, "forwarded", happened_on="2026-11-09", body="kz_mvd", summary="There")
    assert done.status_code == 422
    assert "There" in done.text


def test_a_day_beyond_the_known_calendar_is_marked(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    client = login(boss)
    done, _data = fill(client, petition, "sent", **{**POST, "sent_on": "2023-12-01"}, is_by_family="y")
    assert done.status_code == 302
    clock = session.scalars(
        select(PetitionClock).where(PetitionClock.petition_id == petition.id, PetitionClock.kind == ClockKind.ANSWER)
    ).one()
    assert clock.is_provisional
    assert "not certain" in client.get(url(petition)).text


def test_marked_as_sent_twice_it_is_sent_once(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    client = login(boss)
    first, data = fill(client, petition, "sent", **POST)
    assert [first.status_code, client.post(url(petition, "sent"), data=data).status_code] == [302, 302]
    assert session.scalar(select(func.count()).select_from(Correspondence)) == 1
    assert session.scalar(select(func.count()).select_from(PetitionClock).where(PetitionClock.kind == "answer")) == 1


def test_two_presses_at_the_same_moment_end_on_the_same_page(login, session, case, boss, monkeypatch):
    """The other press is done between the look and the change: the unique key stops the second."""
    petition = PetitionFactory(case=case, state=S.APPROVED)
    client = login(boss)
    _first, data = fill(client, petition, "sent", **POST)
    other = PetitionFactory(case=case, state=S.APPROVED)
    looks = iter([False, True])
    monkeypatch.setattr(steps, "already_recorded", lambda *_args: next(looks))
    page = client.get(url(other, "sent"))
    done = client.post(url(other, "sent"), data={**data, "version": hidden(page, "version")})
    assert done.status_code == 302
    session.refresh(other)
    assert other.state is S.APPROVED


def test_of_two_coordinators_the_slower_sees_both_versions(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    quick, slow = login(boss), login(coordinator(case.office))
    page = slow.get(url(petition, "sent"))
    data = {"version": hidden(page, "version"), "key": hidden(page, "key"), **POST, "reference": "SLOW-2"}
    fill(quick, petition, "sent", **{**POST, "reference": "QUICK-1"})
    done = slow.post(url(petition, "sent"), data=data)
    assert done.status_code == 409
    assert "QUICK-1" in done.text
    assert "SLOW-2" in done.text
    session.refresh(petition)
    assert (petition.reference, petition.channel) == ("QUICK-1", PetitionChannel.POST)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("answer.pdf", b"MZ\x90\x00 a program", "says one format and its content is another"),
        ("answer.jpg", PDF, "says one format and its content is another"),
        ("answer.exe", b"MZ\x90\x00 a program", "We take JPEG"),
        ("answer.png", b"\x89PNG\r\n\x1a\nbroken", "cannot be opened"),
        ("answer.pdf", b"", "This file is empty"),
    ],
)
def test_a_reply_file_that_is_not_what_its_name_says(login, session, case, boss, name, content, words):
    petition = PetitionFactory(sent=True, case=case)
    answers = {"kind": "answered_formal", "happened_on": "2026-11-16", "summary": "Typed with care"}
    done, _data = fill(login(boss), petition, "answer", **answers, proof=(BytesIO(content), name))
    assert done.status_code == 422
    assert beside(done, "proof", words)
    assert "Typed with care" in done.text
    assert session.scalars(select(EvidenceFile)).all() == []
    session.refresh(petition)
    assert petition.state is S.SENT


def test_a_file_of_a_refused_step_does_not_stay_in_the_store(login, app, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    answers = {"kind": "answered_formal", "happened_on": "2026-11-01", "summary": "Too early"}
    with app.app_context():
        folder = file_store().folder
    before = {path for path in folder.rglob("*") if path.is_file()}
    done, _data = fill(login(boss), petition, "answer", **answers, proof=(BytesIO(PDF), "a.pdf"))
    assert done.status_code == 409
    assert {path for path in folder.rglob("*") if path.is_file()} == before


def test_a_hundred_pages_are_not_lost(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    pages = "Слова ответа, страница за страницей. " * 5_000
    answers = {"kind": "answered_merits", "happened_on": "2026-11-16", "summary": pages}
    done, _data = fill(login(boss), petition, "answer", **answers)
    assert done.status_code == 422
    assert beside(done, "summary", "longer than 5,000 letters")
    assert pages.strip() in done.text
    session.refresh(petition)
    assert petition.state is S.SENT


def test_markup_and_template_words_stay_words(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    words = "{{ 7 * 7 }} {% include 'x' %} <script>alert(1)</script>"
    client = login(boss)
    done, _data = fill(client, petition, "remind", happened_on="2026-11-16", summary=words)
    assert done.status_code == 302
    page = client.get(url(petition)).text
    assert "{{ 7 * 7 }} {% include &#39;x&#39; %} &lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("slug", "answers", "field", "words"),
    [
        ("answer", {"kind": "answered_oral", "summary": "“He is well.”"}, "told_by", "Say who told you so"),
        ("answer", {"kind": "answered_oral", "told_by": "A clerk"}, "summary", "Write down the words"),
        ("answer", {"kind": "answered_merits"}, "summary", "or add the letter itself"),
        ("refused", {}, "summary", "or add the letter itself"),
        ("forwarded", {}, "body", "Say which body"),
        ("extended", {"new_due_on": "2026-11-15"}, "new_due_on", "before the notice itself"),
        ("silence", {}, "happened_on", "The time for the answer was not over"),
    ],
)
def test_what_is_missing_is_asked_for_beside_its_field(login, session, case, boss, slug, answers, field, words):
    petition = PetitionFactory(sent=True, case=case)
    done, _data = fill(login(boss), petition, slug, happened_on="2026-11-16", **answers)
    assert done.status_code == 409
    assert beside(done, field, words)
    session.refresh(petition)
    assert petition.state is S.SENT


def test_an_answer_may_be_its_scan_alone(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case)
    answers = {"kind": "answered_merits", "happened_on": "2026-11-16", "proof": (BytesIO(PDF), "answer.pdf")}
    done, _data = fill(login(boss), petition, "answer", **answers)
    assert done.status_code == 302
    session.refresh(petition)
    assert (petition.state, petition.reply_detail) == (S.ANSWERED_MERITS, None)
    assert petition.reply_evidence_id is not None


def test_silence_is_recorded_as_a_fact_and_changes_no_clock(login, session, case, boss):
    petition = PetitionFactory(sent=True, case=case, sent_on=date(2026, 9, 1))
    due_on = petition.due_on
    client = login(boss)
    done, _data = fill(client, petition, "silence", happened_on="2026-11-16", summary="Letter box and e-mail")
    assert done.status_code == 302
    session.refresh(petition)
    assert (petition.state, petition.due_on) == (S.SENT, due_on)
    assert "Silence noted" in client.get(url(petition)).text


@pytest.mark.parametrize(
    "kind",
    [
        "transmitted",
        "state_reply_forwarded",
        "opinion_transmitted",
        "complaint",
        "complaint_decision",
        "recommendation_received",
    ],
)
def test_letters_that_start_other_clocks_are_recorded(login, session, case, boss, kind):
    petition = PetitionFactory(sent=True, case=case)
    done, _data = fill(login(boss), petition, "other-letter", kind=kind, happened_on="2026-11-16", summary="Came")
    assert done.status_code == 302
    letter = session.scalars(select(Correspondence).where(Correspondence.kind == CorrespondenceKind(kind))).one()
    assert letter.happened_on == date(2026, 11, 16)
    assert session.get_one(Petition, petition.id).state is S.SENT


def test_a_day_whose_other_press_was_quicker_is_recorded_once(login, session, case, boss, monkeypatch):
    petition, client = PetitionFactory(sent=True, case=case), login(boss)
    address, data = f"/petitions/{petition.id}/days/learned", {"key": "pressed-twice", "happened_on": "2026-11-16"}
    assert client.post(address, data=data).status_code == 302
    # The other press came between this one's look at what is recorded and its own record.
    answers = iter([False, True])
    monkeypatch.setattr(steps, "already_recorded", lambda *_asked: next(answers))
    assert client.post(address, data=data).status_code == 302
    found = select(func.count()).where(Correspondence.kind == CorrespondenceKind.LEARNED)
    assert session.scalar(found) == 1
