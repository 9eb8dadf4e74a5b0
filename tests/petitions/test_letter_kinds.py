"""New petitions, reminders and letters to the next body begin with the right text; the kind can be changed."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.vocabulary import Access
from caseapp.petitions import ladder
from caseapp.petitions.facts import gather
from caseapp.petitions.letter_models import LetterVersion
from caseapp.petitions.letters.blocks import parse
from caseapp.petitions.letters.kinds import LetterKind
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import NOW, AppealCaseFactory, AppealFactory, CaseFactory
from tests.petitions.factories import PetitionFactory, coordinator, get_body

K = LetterKind


@pytest.fixture
def case(session):
    return CaseFactory(opened_on=date(2026, 1, 5), names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


@pytest.mark.parametrize(
    ("key", "kind", "language"),
    [
        ("kz_mfa", K.KAZAKH_APPEAL, TextLanguage.RU),
        ("un_wgeid", K.QUESTIONNAIRE_WGEID, TextLanguage.EN),
        ("cn_embassy_astana", K.EMBASSY, TextLanguage.RU),
        ("kz_akimat_assembly_notice", K.ASSEMBLY_NOTICE, TextLanguage.RU),
        ("icrc_rfl", K.TRACING, TextLanguage.RU),
    ],
)
def test_a_new_petition_begins_with_the_letter_of_its_body(login, session, case, boss, key, kind, language):
    client = login(boss)
    address = f"/petitions/new?case={case.code}&body={key}"
    page = client.get(address)
    assert page.status_code == 200
    assert hidden(page, "letter_kind") == kind.value
    letter = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)[1]
    data = {
        "key": hidden(page, "key"),
        "letter_kind": hidden(page, "letter_kind"),
        "language": language.value,
        "subject": "Subject",
        "letter": letter,
    }
    answer = client.post(address, data=data)
    assert answer.status_code == 302
    petition = session.scalars(select(Petition)).one()
    assert (petition.letter_kind, petition.language) == (kind, language)
    assert parse(petition.letter)


def test_the_first_text_can_be_asked_for_in_another_language(login, case, boss):
    page = login(boss).get(f"/petitions/new?case={case.code}&body=kz_mfa&language=kk")
    assert "Қазақстан Республикасы Әкімшілік рәсімдік-процестік кодексінің" in page.text


def test_a_kind_that_a_body_does_not_take_is_not_offered_nor_taken(login, case, boss):
    page = login(boss).get(f"/petitions/new?case={case.code}&body=kz_mfa&kind=embassy")
    assert hidden(page, "letter_kind") == "kazakh_appeal"


def test_a_draft_begins_again_as_another_kind_and_the_old_text_is_kept(login, session, case, boss):
    before = PetitionFactory(sent=True, case=case, sent_on=date(2026, 3, 2), reference="A-77")
    petition = PetitionFactory(
        case=case, letter="What I wrote", drafted_by_id=boss.id, previous_id=before.id, body_key="kz_prosecutor"
    )
    client = login(boss)
    address = f"/petitions/{petition.id}/letter/restart"
    page = client.get(f"{address}?kind=silence_complaint&language=ru")
    assert page.status_code == 200
    assert "A-77" in page.text
    assert "kept as a version" in page.text
    answer = client.post(address, data={"kind": "silence_complaint", "language": "ru"})
    assert answer.status_code == 302
    session.refresh(petition)
    assert petition.letter_kind is K.SILENCE_COMPLAINT
    assert "A-77" in petition.letter
    texts = session.scalars(select(LetterVersion.text).where(LetterVersion.petition_id == petition.id)).all()
    assert "What I wrote" in texts


def test_after_silence_the_next_body_gets_a_complaint_that_cites_the_letter(session, context, case, boss):
    petition = PetitionFactory(
        sent=True, case=case, sent_on=date(2026, 3, 2), reference="A-77", language=TextLanguage.RU
    )
    following = ladder.begin_next(session, petition, to=get_body("kz_prosecutor"), actor=boss, at=NOW)
    assert following.letter_kind is K.SILENCE_COMPLAINT
    assert "2 марта 2026" in re.sub("[\u00a0\u202f]", " ", following.letter)
    assert "A-77" in following.letter
    assert "15 рабочих дней" in following.letter


def test_after_an_answer_the_next_body_gets_the_chain(session, context, case, boss):
    petition = PetitionFactory(
        case=case,
        state=PetitionState.ANSWERED_FORMAL,
        sent_on=date(2026, 3, 2),
        replied_on=date(2026, 3, 20),
        reference="A-77",
        language=TextLanguage.RU,
    )
    following = ladder.begin_next(session, petition, to=get_body("kz_president"), actor=boss, at=NOW)
    assert following.letter_kind is K.ESCALATION
    assert "A-77" in following.letter


def test_a_reminder_is_ready_to_be_sent_and_recorded(login, case, boss):
    petition = PetitionFactory(sent=True, case=case, sent_on=date(2026, 11, 2), reference="A-77")
    client = login(boss)
    page = client.get(f"/petitions/{petition.id}/reminder?language=ru")
    assert page.status_code == 200
    assert "Напоминание о письме № A-77" in page.text
    assert f"/petitions/{petition.id}/remind" in page.text
    assert f"/petitions/{petition.id}/reminder" in client.get(f"/petitions/{petition.id}/remind").text
    for ending, sign in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(f"/petitions/{petition.id}/reminder.{ending}?language=ru")
        assert file.status_code == 200
        assert file.data.startswith(sign)
        assert "Temirlan" not in file.headers["Content-Disposition"]


def test_a_draft_has_no_reminder(login, case, boss):
    assert login(boss).get(f"/petitions/{PetitionFactory(case=case).id}/reminder").status_code == 404


@pytest.mark.parametrize("access", Access)
def test_a_letter_quotes_nothing_that_names_a_shut_case_too(session, context, case, access):
    other = CaseFactory(office=case.office, access=access)
    appeal = AppealFactory(office=case.office, statement="Они ушли вместе", statement_language=TextLanguage.RU)
    for one in (case, other):
        AppealCaseFactory(appeal=appeal, case=one)
    shared = PetitionFactory(sent=True, case=case, reference="A-99")
    session.add(PetitionCase(petition_id=shared.id, case_id=other.id))
    session.flush()
    (facts,) = gather(session, [case.id])
    is_open = access is Access.OFFICE
    assert [one.text for one in facts.statements] == (["Они ушли вместе"] if is_open else [])
    assert [one.reference for one in facts.petitions] == (["A-99"] if is_open else [])
    both = gather(session, [case.id, other.id])
    assert all(one.statements for one in both)
