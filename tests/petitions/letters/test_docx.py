"""The DOCX of a letter: the words of the PDF, the same bytes each time, and nothing about whoever made it."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from caseapp.appeals.vocabulary import TextLanguage as L
from caseapp.petitions.letters.blocks import parse
from caseapp.petitions.letters.docx import render_docx
from caseapp.petitions.letters.pdf import render_pdf
from tests.petitions.letters.papers import TEXTS, docx_text, letter_in, pdf_of, pdf_text, plain, words_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _xml(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(content)) as made:
        return made.read(name).decode()


@pytest.mark.parametrize("language", [one for one in TEXTS if one is not L.KK_ARAB])
def test_both_files_say_the_same(language):
    letter = letter_in(language, photos=())
    assert words_of(docx_text(render_docx(letter))) == words_of(pdf_text(render_pdf(letter)))


def test_both_files_say_the_same_in_arabic_script():
    letter = letter_in(L.KK_ARAB, photos=())
    in_pdf, in_docx = pdf_text(render_pdf(letter)), docx_text(render_docx(letter))
    # Reading a PDF puts lines that run from right to left together in another order, without some of their spaces.
    assert sorted("".join(words_of(in_pdf))) == sorted("".join(words_of(in_docx)))


@pytest.mark.parametrize("language", TEXTS)
def test_it_is_a4_in_typefaces_for_every_script(language):
    content = render_docx(letter_in(language))
    section = docx.Document(BytesIO(content)).sections[0]
    assert (section.page_width, section.page_height) == pytest.approx((Mm(210), Mm(297)), abs=Mm(0.1))
    styles = _xml(content, "word/styles.xml")
    assert 'w:eastAsia="Noto Sans CJK SC"' in styles
    assert 'w:cs="Noto Naskh Arabic"' in styles
    assert "SimSun" in _xml(content, "word/fontTable.xml")


def test_arabic_script_runs_from_right_to_left():
    paper = docx.Document(BytesIO(render_docx(letter_in(L.KK_ARAB))))
    by_text = {paragraph.text: paragraph for paragraph in paper.paragraphs}
    kazakh = next(one for text, one in by_text.items() if text.startswith("سىزدەن"))
    russian = next(one for text, one in by_text.items() if text.startswith("Это"))
    assert kazakh._p.pPr.find(f"{W}bidi").get(f"{W}val") == "1"
    assert kazakh.runs[0].font.rtl
    assert russian._p.pPr.find(f"{W}bidi").get(f"{W}val") == "0"
    assert not russian.runs[0].font.rtl
    assert paper.sections[0]._sectPr.find(f"{W}bidi") is not None
    assert all(table._tbl.tblPr.find(f"{W}bidiVisual") is not None for table in paper.tables)


def test_the_pages_are_counted_by_the_program_that_opens_it():
    content = render_docx(letter_in(L.EN))
    footer = next(_xml(content, name) for name in zipfile.ZipFile(BytesIO(content)).namelist() if "footer" in name)
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


# The order in which Word wants what it reads (ECMA-376, part 1): pPr, tblPr and sectPr.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pBdr tabs bidi spacing ind jc outlineLvl rPr",
    "tblPr": "bidiVisual tblW jc tblLayout tblCellMar",
    "tcPr": "tcW tcBorders vAlign",
    "rPr": "rFonts b bCs color sz szCs rtl cs lang",
    "sectPr": "headerReference footerReference type pgSz pgMar cols bidi docGrid",
}


@pytest.mark.parametrize("language", [L.EN, L.ZH, L.KK_ARAB])
def test_its_parts_stand_in_the_order_word_wants(language):
    paper = docx.Document(BytesIO(render_docx(letter_in(language, is_draft=True))))
    places = [paper.element, paper.sections[0].footer._element, paper.sections[0].header._element]
    styles = [one.element for one in paper.styles if one.name in {"Normal", "Heading 1", "Footer"}]
    for element in (each for place in [*places, *styles] for each in place.iter()):
        name = str(element.tag).removeprefix(W)
        if name in ORDERS:
            order = ORDERS[name].split()
            found = [child.tag.removeprefix(W) for child in element]
            assert set(found) <= set(order), (name, found)
            assert found == sorted(found, key=order.index), (name, found)


def test_the_photograph_is_in_both_with_its_name():
    letter = letter_in(L.EN)
    content = render_docx(letter)
    assert len(docx.Document(BytesIO(content)).inline_shapes) == 1
    assert 'descr="Temirlan Sagatuly"' in _xml(content)
    assert len(pdf_of(render_pdf(letter)).pages[-1].images) == 1


def test_it_says_nothing_about_whoever_made_it():
    content = render_docx(letter_in(L.EN))
    about = docx.Document(BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.title == "17 / ALM-2026-00042"
    assert not any("thumbnail" in name for name in zipfile.ZipFile(BytesIO(content)).namelist())
    assert "python-docx" not in _xml(content, "docProps/core.xml")


def test_the_same_letter_gives_the_same_bytes():
    assert render_docx(letter_in(L.ZH)) == render_docx(letter_in(L.ZH))


def test_markup_control_characters_and_emoji_stay_words():
    typed = "<w:t>x</w:t> & ]]> \x00\x0b\ud800 #import {{ 1 }} \U0001f600"
    letter = letter_in(L.EN, subject=typed, blocks=parse(f"# {typed}\n\nLabel :: {typed}\n\n1. {typed}\n\n- {typed}"))
    found = docx_text(render_docx(letter))
    assert found.count("<w:t>x</w:t> & ]]>") == 5
    assert found.count("\U0001f600") == 5


def test_an_empty_letter_can_be_opened():
    assert docx_text(render_docx(plain(""))).strip() != "x"


@pytest.mark.parametrize("sign", ["", "- ", "1. ", "Label :: "])
def test_the_end_of_the_letter_goes_with_the_signature(sign):
    paper = docx.Document(BytesIO(render_docx(plain(f"Begin\n\n{sign}One\n{sign}Two", signature=("Aisulu",)))))
    inside = [part for table in paper.tables for row in table.rows for cell in row.cells for part in cell.paragraphs]
    (end,) = [part for part in [*paper.paragraphs, *inside] if part.text.endswith("Two")]
    assert end.paragraph_format.keep_with_next
