"""The PDF of a letter: all of its words and nothing else, on A4, in typefaces that go with it, whatever was typed."""

import re
import time
from pathlib import Path

import pytest

from caseapp.appeals.vocabulary import TextLanguage as L
from caseapp.errors import RuleBroken
from caseapp.petitions.letters import typefaces
from caseapp.petitions.letters.blocks import parse
from caseapp.petitions.letters.pdf import render_pdf
from tests.petitions.letters.papers import TEXTS, letter_in, pdf_of, pdf_text, plain, words_of

A4 = (595.28, 841.89)
ARABIC = re.compile("[\u0600-\u06ff]")
# Each is printed as it was typed: no word of a letter is markup, a command or a template.
TYPED = (
    '#import "@preview/x:1.0.0": * #set page(width: 1cm) #panic("no")',
    "$ x^2 $ *bold* _it_ `code` = Heading @label <label> ~ \\ // comment /* comment */",
    "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} ${HOME} %(name)s {page} &amp; ]] [[",
    "“quotes” «ёлочки» ‘x’ -- --- ... № §",
)


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


@pytest.mark.parametrize("language", TEXTS)
def test_every_word_of_the_letter_stands_on_the_paper(language):
    letter = letter_in(language)
    found = words_of(pdf_text(render_pdf(letter)))
    for text in letter.texts():
        if text not in (letter.words.draft, letter.words.page):
            for word in words_of(text):
                assert any(word in one for one in found), word


@pytest.mark.parametrize("language", [one for one in TEXTS if one is not L.KK_ARAB])
def test_what_is_read_again_is_what_was_written_in_its_order(language):
    letter = letter_in(language)
    found = _squeezed(pdf_text(render_pdf(letter)))
    at = 0
    for block in (one for one in letter.blocks if not ARABIC.search(one.text)):
        assert _squeezed(block.text) in found[at:], block
        at = found.index(_squeezed(block.text), at)


@pytest.mark.parametrize("language", TEXTS)
def test_the_paper_is_a4_and_its_typefaces_are_inside(language):
    read = pdf_of(render_pdf(letter_in(language)))
    names = set()
    for page in read.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=0.1)
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values()):
            names.add(font["/BaseFont"].partition("+")[2])
            (inner,) = font["/DescendantFonts"]
            about = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(about)
    assert "NotoSans-Regular" in names
    if language is L.ZH:
        assert any("CJK" in name or "NotoSansSC" in name for name in names)
    if language is L.KK_ARAB:
        assert "NotoNaskhArabic-Regular" in names


def test_kazakh_letters_are_in_the_shipped_typeface():
    kazakh = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ"
    read = pdf_of(render_pdf(plain(kazakh)))
    assert kazakh in read.pages[0].extract_text()
    (font,) = read.pages[0]["/Resources"]["/Font"].values()
    assert font.get_object()["/BaseFont"].endswith("NotoSans-Regular")


@pytest.mark.parametrize(
    ("language", "last"), [(L.EN, "Page 3 of 3"), (L.RU, "Страница 3 из 3"), (L.KK, "3 беттің 3-беті")]
)
def test_each_page_says_which_it_is_in_the_language_of_the_letter(language, last):
    text = "\n\n".join("Абзац номер, где " + "слова " * 60 for _number in range(20))
    read = pdf_of(render_pdf(letter_in(language, blocks=parse(text))))
    assert len(read.pages) == 3
    assert last in read.pages[2].extract_text()
    assert "17 / ALM-2026-00042" in read.pages[1].extract_text()


def test_the_foot_of_the_pages_and_what_the_file_says_of_itself_name_nobody():
    read = pdf_of(render_pdf(letter_in(L.EN, photos=(), blocks=parse("\n\n".join(["words " * 100] * 20)))))
    assert "Sagat" not in read.pages[1].extract_text()
    assert "Sagat" not in str(read.metadata)
    assert "/Author" not in read.metadata
    assert read.metadata.title == "17 / ALM-2026-00042"


@pytest.mark.parametrize("typed", TYPED)
def test_markup_is_printed_as_it_was_typed(typed):
    letter = letter_in(
        L.EN, subject=typed, blocks=parse(typed), letterhead=(typed,), signature=(typed,), annexes=(typed,)
    )
    found = _squeezed(pdf_text(render_pdf(letter)))
    assert found.count(_squeezed(typed)) == 5


def test_signs_no_typeface_has_are_printed_by_their_number():
    assert typefaces.unprintable("Ә ڭ № “ ก 😀") == ["ก", "😀"]
    assert "face [U+1F600] end" in pdf_text(render_pdf(plain("face \U0001f600 end")))


def test_control_characters_and_halves_of_letters_do_no_harm():
    content = render_pdf(plain("be\x00fore\x1b[31m \ud800 \ufffe\u202e after\u2066", signature=("A\x07isulu",)))
    text = pdf_text(content)
    assert "before[31m" in text
    assert "after" in text
    assert "Aisulu" in text


def test_a_word_longer_than_a_line_stays_on_the_paper():
    read = pdf_of(render_pdf(plain("x" * 5000 + "\n\nend")))
    found = "".join(page.extract_text() for page in read.pages).replace("\u200b", "").replace("\n", "").replace(" ", "")
    assert found.count("x") == 5000
    assert all(len(line) < 150 for page in read.pages for line in page.extract_text().split("\n"))


def test_a_paste_of_a_hundred_pages_is_printed_whole():
    begun = time.monotonic()
    read = pdf_of(render_pdf(plain("\n\n".join(f"Paragraph {number}. " + "word " * 120 for number in range(620)))))
    assert len(read.pages) >= 100
    assert "Paragraph 619." in read.pages[-1].extract_text()
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("sign", ["", "- ", "1. ", "Label :: "])
def test_the_signature_never_stands_alone_on_a_page(sign):
    for before in range(30, 60):
        text = "\n\n".join(["Line"] * before) + "\n\n" + "\n".join(f"{sign}Item{number}" for number in range(4))
        last = pdf_of(render_pdf(plain(text, signature=("Aisulu",)))).pages[-1].extract_text()
        assert "Aisulu" in last
        assert "Item3" in last


def test_an_empty_letter_is_an_empty_page():
    assert len(pdf_of(render_pdf(plain(""))).pages) == 1


def test_the_same_letter_gives_the_same_bytes():
    assert render_pdf(letter_in(L.RU)) == render_pdf(letter_in(L.RU))


def test_a_draft_says_so_on_every_page():
    read = pdf_of(render_pdf(letter_in(L.EN, is_draft=True, blocks=parse("\n\n".join(["words " * 100] * 20)))))
    assert len(read.pages) > 1
    assert all("Draft, not to be sent" in page.extract_text() for page in read.pages)


def test_chinese_without_a_typeface_is_said_plainly_and_not_printed_as_boxes(monkeypatch):
    monkeypatch.setattr(typefaces, "CHINESE_FOLDERS", (Path("/nowhere"),))
    typefaces.chinese_file.cache_clear()
    try:
        with pytest.raises(RuleBroken) as told:
            render_pdf(letter_in(L.ZH))
        assert "fonts-noto-cjk" in str(told.value.message)
        assert render_pdf(letter_in(L.KK))
    finally:
        typefaces.chinese_file.cache_clear()
