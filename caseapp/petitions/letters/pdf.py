"""A letter as PDF, set by Typst from one fixed template; the letter's words go in as data, never as markup."""

import json
import re
import unicodedata
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.errors import RuleBroken
from caseapp.petitions.letters import typefaces
from caseapp.petitions.letters.blocks import Block, BlockKind
from caseapp.petitions.letters.direction import runs_right_to_left
from caseapp.petitions.letters.document import Document
from caseapp.petitions.letters.photos import Photo

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("letter.typ")

ZERO_WIDTH_SPACE = "\u200b"
LONGEST_WORD = 36
_LONG_WORD = re.compile(
    rf"[^\s{ZERO_WIDTH_SPACE}\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{{{LONGEST_WORD},}}"
)
_NUMBER = re.compile(r"\{(page|pages)\}")
CHINESE_MISSING = _l(
    "This letter has Chinese in it, and this computer has no typeface for Chinese. Ask whoever looks after it to"
    " install the Debian package fonts-noto-cjk. Until then take the letter as DOCX: it is whole, and your own computer"
    " has the letters."
)

# Size of the letters and distance of the lines: Arabic script is smaller in its typeface and needs more room.
NASKH_SIZE, NASKH_LEADING = 12.5, 0.55
USUAL_SIZE, USUAL_LEADING = 10.5, 0.4
CHINESE_INDENT = 2


def render_pdf(document: Document) -> bytes:
    """Set a letter on A4; the same letter gives the same bytes. A letter in Chinese needs the system's typeface."""
    import typst

    if typefaces.lacks_chinese(document.texts()):
        raise RuleBroken(CHINESE_MISSING)
    template = _template()
    # The root is the folder of the typefaces: the template could read no other file if it tried.
    compiler = typst.Compiler(template, root=typefaces.SHIPPED, font_paths=_fonts(), ignore_system_fonts=True)
    dated = datetime.combine(document.dated_on, time(), UTC)
    made = compiler.compile(template, format="pdf", sys_inputs={"letter": _as_json(document)}, timestamp=dated)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages instead of a file.")
    return made


@lru_cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@lru_cache
def _fonts() -> "typst.Fonts":
    """Know the typefaces of letters; one that is not needed is never read."""
    import typst

    folders = [str(folder) for folder in typefaces.folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _as_json(document: Document) -> str:
    missing = set(typefaces.unprintable("".join(document.texts())))
    shown = _Shown(missing, is_right_to_left=document.is_right_to_left)
    words = document.words
    is_naskh = document.is_right_to_left
    facts: dict[str, Any] = {
        "title": document.reference or words.locale,
        "lang": document.language.value.partition("-")[0] if document.language is not TextLanguage.OTHER else "en",
        "rtl": document.is_right_to_left,
        "fonts": _font_list(document.language),
        "size": NASKH_SIZE if is_naskh else USUAL_SIZE,
        "leading": NASKH_LEADING if is_naskh else USUAL_LEADING,
        "indent": CHINESE_INDENT if document.language is TextLanguage.ZH else 0,
        "draft": shown.piece(words.draft) if document.is_draft else None,
        "page": _page_parts(words.page),
        "footer": shown.piece(document.footer),
        "letterhead": [shown.piece(line) for line in document.letterhead],
        "reference": shown.piece(document.footer) if document.footer else None,
        "place": shown.piece(document.place_and_date) if document.place_and_date else None,
        "addressee": [shown.piece(line) for line in document.addressee],
        "addressee-at-end": words.addressee_at_end,
        "subject": shown.piece(document.subject) if document.subject else None,
        "groups": [_group(kind, list(blocks), shown) for kind, blocks in _grouped(document.blocks)],
        "signature": [shown.piece(line) for line in document.signature or ("",)],
        "annexes": [shown.piece(line) for line in document.annexes],
        "annexes-title": shown.piece(words.annexes),
        "photos": [_photo(one, shown) for one in document.photos],
        "photos-title": shown.piece(document.photo_title),
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _font_list(language: TextLanguage) -> list[dict[str, str]]:
    sans, naskh = {"name": typefaces.SANS}, {"name": typefaces.NASKH}
    chinese = [{"name": name}] if (name := typefaces.chinese_name()) else []
    if language in (TextLanguage.KK_ARAB, TextLanguage.UG):
        return [naskh, sans, *chinese]
    if language is TextLanguage.ZH:
        # Quotation marks and dashes are Chinese ones in a Chinese letter.
        return [{**sans, "covers": "latin-in-cjk"}, *chinese, sans, naskh]
    return [sans, naskh, *chinese]


def _page_parts(pattern: str) -> list[dict[str, Any]]:
    parts = _NUMBER.split(pattern)
    return [{"text": part, "number": bool(number % 2)} for number, part in enumerate(parts) if part]


def _grouped(blocks: Sequence[Block]) -> list[tuple[BlockKind, list[Block]]]:
    """Put the points of one list and the fields of one table together; paragraphs and headings stand alone."""
    groups: list[tuple[BlockKind, list[Block]]] = []
    for kind, found in groupby((block for block in blocks if block.text), key=lambda block: block.kind):
        if kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            groups.extend((kind, [block]) for block in found)
        else:
            groups.append((kind, list(found)))
    return groups


def _group(kind: BlockKind, blocks: Sequence[Block], shown: "_Shown") -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for block in blocks:
        item: dict[str, Any] = dict(shown.piece(block.text))
        if kind is BlockKind.FIELD:
            item["label"] = shown.piece(block.label)
        elif kind is BlockKind.NUMBERED:
            item["number"] = int(block.label)
        items.append(item)
    return {"kind": kind.value, "items": items}


def _photo(photo: Photo, shown: "_Shown") -> dict[str, Any]:
    width, height = photo.millimetres
    across, down = photo.points
    # Typst takes text only. A drawing with nothing but the picture in it is text, costs a tenth of a list of numbers,
    # and the picture's own bytes go into the PDF as they are.
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}"><image width="{across}" height="{down}"'
        f' href="data:image/jpeg;base64,{b64encode(photo.content).decode()}"/></svg>'
    )
    return {"caption": shown.piece(photo.caption), "content": drawing, "width": width, "height": height}


class _Shown:
    """Prepares texts for paper: their lines, their direction, room to break, and a word for what has no sign."""

    def __init__(self, missing: set[str], *, is_right_to_left: bool) -> None:
        self._signs = {ord(char): f"[U+{ord(char):04X}]" for char in missing}
        self._is_right_to_left = is_right_to_left

    def piece(self, text: str) -> dict[str, Any]:
        """Give a text as the template takes it."""
        is_right_to_left = runs_right_to_left(text, otherwise=self._is_right_to_left)
        drawn = text.translate(self._signs) if self._signs else text
        return {"lines": [_LONG_WORD.sub(_with_breaks, line) for line in drawn.split("\n")], "rtl": is_right_to_left}


def _with_breaks(found: "re.Match[str]") -> str:
    """Let a word break that is longer than a line; signs that belong together are not parted."""
    parts: list[str] = []
    for number, char in enumerate(found[0]):
        if number and number % 6 == 0 and not unicodedata.combining(char):
            parts.append(ZERO_WIDTH_SPACE)
        parts.append(char)
    return "".join(parts)
