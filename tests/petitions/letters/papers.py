"""Letters for tests in every script a letter may be in, and what a file of one says when it is read again."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from caseapp.appeals.vocabulary import TextLanguage as L
from caseapp.petitions.letters import fixed_words, typefaces
from caseapp.petitions.letters.blocks import parse
from caseapp.petitions.letters.document import Document, split_annexes
from caseapp.petitions.letters.photos import Photo

DAY = date(2026, 3, 3)
# To whom, about what, and the letter: nobody in them is real.
FOLDER = Path(__file__).with_name("texts")
needs_chinese = pytest.mark.skipif(
    typefaces.chinese_file() is None, reason="Chinese is set in the system's typeface: apt-get install fonts-noto-cjk"
)
TEXTS: list[Any] = [
    L.EN,
    L.RU,
    L.KK,
    pytest.param(L.ZH, marks=needs_chinese),
    L.KK_ARAB,
]


def picture(colour: str = "grey", size: tuple[int, int] = (300, 400)) -> bytes:
    """Draw a picture."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def letter_in(language: L, **facts: Any) -> Document:
    """Make a whole letter in a language, with everything a letter can have."""
    addressee, subject, text = (FOLDER / f"{language.value}.txt").read_text("utf-8").split("\n", 2)
    blocks, annexes = split_annexes(parse(text))
    whole: dict[str, Any] = {
        "language": language,
        "letterhead": ("«Жүрек үні» / Voice of the Heart", "Абай даңғылы 10, Алматы", "+7 700 000 00 00"),
        "addressee": (addressee, "8-14 avenue de la Paix, 1211 Geneva 10"),
        "place_and_date": fixed_words.place_and_date("Almaty", DAY, language),
        "reference": "17 / ALM-2026-00042",
        "subject": subject,
        "blocks": blocks,
        "signature": ("Aisulu Sagatqyzy", "Айсұлу Сағатқызы"),
        "annexes": annexes,
        "photos": (Photo("Temirlan Sagatuly", picture()),),
        "dated_on": DAY,
    }
    return Document(**{**whole, **facts}).cleaned()


def plain(text: str, **facts: Any) -> Document:
    """Make a bare letter in English with a text."""
    return Document(language=L.EN, blocks=parse(text), dated_on=DAY, **facts).cleaned()


def pdf_of(content: bytes) -> PdfReader:
    """Read a PDF."""
    return PdfReader(BytesIO(content))


def pdf_text(content: bytes) -> str:
    """Give the words of a PDF, page after page."""
    return "\n".join(page.extract_text() for page in pdf_of(content).pages)


def docx_text(content: bytes) -> str:
    """Give the words of a DOCX in reading order, with its tables; what stands at the edges of the paper comes last."""
    paper = docx.Document(BytesIO(content))
    section = paper.sections[0]
    return "\n".join([*_lines(paper), *_lines(section.header), *_lines(section.footer)])


def _lines(place: Any) -> Iterator[str]:
    for part in place.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                for cell in row.cells:
                    yield from _lines(cell)
        else:
            # Fields hold their number in a run that python-docx does not count as text.
            yield "".join(node.text or "" for node in part._p.iter() if node.tag.endswith(("}t", "}tab", "}br")))


def words_of(text: str) -> list[str]:
    """List the words of a text, however its lines break and whichever way they run; spaces in Chinese are none."""
    whole = "".join(char for char in text if unicodedata.category(char) != "Cf")
    whole = re.sub(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])", "", whole)
    return sorted(re.findall(r"[^\W\d_]+", whole))
