"""Taking the letter of a petition as a file: who may, what the file is called, and what the page says before."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.vocabulary import Access
from caseapp.history.models import HistoryEntry
from caseapp.petitions.letters import typefaces
from tests.factories import CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator
from tests.petitions.letters.papers import docx_text, pdf_text

FILES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@pytest.fixture
def case(session):
    return CaseFactory(names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


@pytest.fixture
def no_chinese(monkeypatch):
    monkeypatch.setattr(typefaces, "CHINESE_FOLDERS", (Path("/nowhere"),))
    typefaces.chinese_file.cache_clear()
    yield
    typefaces.chinese_file.cache_clear()


@pytest.mark.parametrize("ending", FILES)
def test_the_file_holds_the_letter_and_its_name_only_the_number(session, login, case, boss, ending):
    petition = PetitionFactory(case=case, letter="Where is Temirlan Sagatuly?", petitioner="Aisulu Sagatqyzy")
    taken = login(boss).get(f"/petitions/{petition.id}/letter.{ending}")
    assert taken.status_code == 200
    assert taken.content_type == FILES[ending]
    assert taken.headers["Content-Disposition"] == f"attachment; filename=petition-{petition.id}.{ending}"
    assert taken.headers["Cache-Control"] == "no-store"
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    text = pdf_text(taken.data) if ending == "pdf" else docx_text(taken.data)
    assert "Where is Temirlan Sagatuly?" in text
    assert "Aisulu Sagatqyzy" in text
    deed = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "petition.printed")).one()
    assert (deed.case_id, deed.actor_id, deed.detail) == (case.id, boss.id, ending)


@pytest.mark.parametrize("ending", FILES)
def test_only_who_may_read_the_petition_gets_its_letter(session, login, case, boss, ending):
    petition = PetitionFactory(case=case)
    address = f"/petitions/{petition.id}/letter.{ending}"
    assert login(UserFactory(office=case.office)).get(address).status_code == 404
    assert login(coordinator()).get(address).status_code == 404
    case.access = Access.SEALED
    session.flush()
    assert login(boss).get(address).status_code == 404


@pytest.mark.parametrize("ending", FILES)
def test_a_letter_whose_text_is_not_kept_says_so(login, case, boss, ending):
    petition = PetitionFactory(case=case, letter=None)
    client = login(boss)
    refused = client.get(f"/petitions/{petition.id}/letter.{ending}")
    assert refused.status_code == 409
    assert "nothing to print" in refused.text
    assert f"letter.{ending}" not in client.get(f"/petitions/{petition.id}").text


def test_the_page_offers_both_files_and_says_nothing_without_need(login, case, boss):
    petition = PetitionFactory(case=case)
    page = login(boss).get(f"/petitions/{petition.id}")
    assert all(f"/petitions/{petition.id}/letter.{ending}" in page.text for ending in FILES)
    assert "No typeface" not in page.text


def test_chinese_without_a_typeface_is_said_on_the_page_and_in_the_answer(login, case, boss, no_chinese):
    petition = PetitionFactory(case=case, letter="尊敬的大使先生", language=TextLanguage.ZH)
    client = login(boss)
    assert "fonts-noto-cjk" in client.get(f"/petitions/{petition.id}").text
    refused = client.get(f"/petitions/{petition.id}/letter.pdf")
    assert refused.status_code == 409
    assert "fonts-noto-cjk" in refused.text
    assert client.get(f"/petitions/{petition.id}/letter.docx").status_code == 200


def test_signs_that_cannot_be_printed_are_named_on_the_page(login, case, boss):
    petition = PetitionFactory(case=case, letter="Come home \U0001f600")
    assert "their numbers are printed: \U0001f600" in login(boss).get(f"/petitions/{petition.id}").text


def test_markup_in_a_letter_reaches_the_paper_as_words(login, case, boss):
    typed = '#import "x" <script>alert(1)</script> {{ 7*7 }} $x$ *b*'
    petition = PetitionFactory(case=case, subject=typed, letter=f"# {typed}\n\n{typed}")
    client = login(boss)
    squeezed = "".join(pdf_text(client.get(f"/petitions/{petition.id}/letter.pdf").data).split())
    assert squeezed.count("".join(typed.split())) == 3


def test_a_worker_carries_what_sets_letters_only_once_it_sets_one():
    asked = "import sys, caseapp.petitions.views; sys.exit(bool({'typst', 'docx', 'lxml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
