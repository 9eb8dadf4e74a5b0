"""What goes on the paper of a petition's letter: the office's head, the body, our number, the letter, who signs."""

import dataclasses
from datetime import date

import pytest
from sqlalchemy.orm import Session

from caseapp.accounts.vocabulary import Letterhead
from caseapp.appeals.vocabulary import TextLanguage as L
from caseapp.petitions.letters import fixed_words
from caseapp.petitions.letters.blocks import BlockKind, field, parse
from caseapp.petitions.letters.document import Document, document_of, split_annexes
from caseapp.petitions.models import PetitionCase
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import TODAY, CaseFactory, OfficeFactory
from tests.petitions.factories import PetitionFactory

pytestmark = pytest.mark.usefixtures("context")

LETTER = "# Request\n\nName :: Temirlan\n\nPlease answer.\n\n# Приложения\n\n1. Copy of a passport\n2. Statement"


def _letter(session: Session, **facts: object) -> Document:
    office = OfficeFactory(name="Office Alma", address="Abai 1", city="Almaty", email="a@b.test")
    case = CaseFactory(office=office, code="ALM-2026-00042", names=["Temirlan Sagatuly"])
    return document_of(session, PetitionFactory(case=case, **{"letter": LETTER, **facts}), today=TODAY)


def test_the_parts_of_a_letter(session):
    letter = _letter(session, subject="About him", petitioner="Aisulu\nDauren", body_key="un_wgeid", language=L.EN)
    assert letter.letterhead == ("Office Alma", "Abai 1, Almaty", "a@b.test")
    assert letter.addressee[0] == "UN Working Group on Enforced or Involuntary Disappearances"
    assert "Geneva" in letter.addressee[1]
    assert letter.place_and_date == "Almaty, 20 November 2026"
    assert letter.reference.endswith("/ ALM-2026-00042")
    assert letter.subject == "About him"
    assert [block.kind for block in letter.blocks] == [BlockKind.HEADING, BlockKind.FIELD, BlockKind.PARAGRAPH]
    assert letter.annexes == ("Copy of a passport", "Statement")
    assert letter.signature == ("Aisulu", "Dauren")
    assert letter.photos == ()
    assert letter.is_draft


def test_the_letter_carries_the_day_it_was_sent(session):
    letter = _letter(session, sent=True, sent_on=date(2026, 11, 2), language=L.RU)
    assert letter.place_and_date.startswith("Алматы, 2 ноября 2026")
    assert letter.dated_on == date(2026, 11, 2)
    assert not letter.is_draft


@pytest.mark.parametrize("state", [PetitionState.DRAFT, PetitionState.IN_REVIEW, PetitionState.APPROVED])
def test_a_letter_nobody_has_approved_says_that_it_is_a_draft(session, state):
    assert _letter(session, state=state).is_draft is (state is not PetitionState.APPROVED)


def test_how_to_send_is_no_address(session):
    letter = _letter(session, body_key="kz_mfa", language=L.KK)
    assert len(letter.addressee) == 1


def test_an_office_without_a_letterhead_leaves_the_head_of_the_paper_empty(session):
    case = CaseFactory(office=OfficeFactory(letterhead=Letterhead.NONE))
    assert document_of(session, PetitionFactory(case=case), today=TODAY).letterhead == ()


def test_a_letter_to_somebody_who_is_not_in_the_directory(session):
    letter = _letter(session, body_id=None, body_version_id=None, recipient_text="Mr Somebody\nSome street 5")
    assert letter.addressee == ("Mr Somebody", "Some street 5")


def test_a_letter_about_a_large_family_names_the_first_cases_in_its_number(session):
    office = OfficeFactory()
    cases = [CaseFactory(office=office, code=f"FAM-2026-{number:05d}") for number in range(9)]
    petition = PetitionFactory(case=cases[0], cases=[PetitionCase(case_id=case.id) for case in cases])
    reference = document_of(session, petition, today=TODAY).reference
    assert reference == f"{petition.id} / {', '.join(case.code for case in cases[:6])}, …"


def test_a_letter_costs_the_same_for_one_case_and_for_nine(session, count_queries):
    office = OfficeFactory()
    counts = []
    for size in (1, 9):
        cases = [CaseFactory(office=office) for _number in range(size)]
        petition = PetitionFactory(case=cases[0], cases=[PetitionCase(case_id=case.id) for case in cases])
        session.expire_all()
        session.refresh(petition)
        with count_queries() as counted:
            document_of(session, petition, today=TODAY)
        counts.append(counted.count)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (L.EN, "Almaty, 3 March 2026"),
        (L.ZH, "阿拉木图，2026年3月3日"),
        (L.KK_ARAB, "الماتى، 3-ناۋرىز، 2026"),
        (L.TR, "Almatı, 3 Mart 2026"),
        (L.OTHER, "Almaty, 3 March 2026"),
    ],
)
def test_place_and_date_are_written_in_the_language_of_the_letter(language, written):
    assert fixed_words.place_and_date(
        "Алматы" if language is not L.OTHER else "Almaty", date(2026, 3, 3), language
    ) == (written)


def test_a_city_we_do_not_know_stays_as_it_was_typed_and_may_be_missing():
    assert fixed_words.place_and_date("Yeni Şehir", date(2026, 3, 3), L.RU).startswith("Yeni Şehir, 3 марта")
    assert fixed_words.place_and_date("", date(2026, 3, 3), L.EN) == "3 March 2026"


@pytest.mark.parametrize("language", [one for one in L if one is not L.OTHER])
def test_every_language_has_its_fixed_words(language):
    words = fixed_words.WORDS[language]
    assert words.page.count("{page}") == words.page.count("{pages}") == 1
    assert all(getattr(words, one.name) for one in dataclasses.fields(words) if one.type is str or one.type == "str")


@pytest.mark.parametrize("heading", ["Annexes", "приложения:", "Қосымшалар", "附件：", "قوسىمشالار"])
def test_the_list_under_the_last_heading_annexes_is_the_list_of_annexes(heading):
    blocks, annexes = split_annexes(parse(f"Words.\n\n# {heading}\n\n- one\n- two"))
    assert [block.text for block in blocks] == ["Words."]
    assert annexes == ("one", "two")


@pytest.mark.parametrize(
    "text", ["# Annexes", "# Annexes\n\nA :: b", "# Annexes\n\n- one\n\n# After\n\nwords", "words"]
)
def test_what_is_no_list_of_annexes_stays_in_the_letter(text):
    assert split_annexes(parse(text)) == (parse(text), ())


def test_what_no_paper_holds_is_taken_out_of_every_part():
    bad = "a\x00b\x1b\ud800\u202e\ufffe"
    letter = Document(
        language=L.EN,
        letterhead=(bad, "\x00"),
        subject=bad,
        blocks=(field("\ufffe", "value"), field("label", bad)),
        signature=(bad,),
        annexes=(bad,),
    ).cleaned()
    assert letter.letterhead == ("ab",)
    assert letter.subject == "ab"
    assert [block.text for block in letter.blocks] == ["value", "ab"]
    assert letter.signature == letter.annexes == ("ab",)
