"""What differs between two versions of a letter, by paragraphs and within them by words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary

# A word keeps the space after it; Chinese has none, so each of its characters is a word.
_WORDS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]\s*|[^\W_]+\s*|.\s*", re.DOTALL)
_BETWEEN = re.compile(r"\n[ \t]*(?:\n[ \t]*)+|\n(?=#|- |[0-9]{1,3}\. )|\n(?=[^\n]* :: )")
MOST_WORDS = 1_500
ALIKE = 0.3
NEAR = 8


class Kind(Vocabulary):
    """What became of a paragraph or of words in it."""

    SAME = "same", _l("Unchanged")
    ADDED = "added", _l("Added")
    REMOVED = "removed", _l("Taken out")
    CHANGED = "changed", _l("Changed")


@dataclass(frozen=True)
class Piece:
    """Words of a paragraph that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either text, or of both."""

    kind: Kind
    pieces: tuple[Piece, ...]


def paragraphs(text: str | None) -> list[str]:
    """Cut a text where a blank line, a heading, a point or a field begins something new."""
    return [part.strip() for part in _BETWEEN.split(text or "") if part.strip()]


def compare(old: str | None, new: str | None) -> list[Paragraph]:
    """List the paragraphs of both texts in order, each with what became of it."""
    before, after = paragraphs(old), paragraphs(new)
    found: list[Paragraph] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.extend(_whole(Kind.SAME, text) for text in after[c:d])
        else:
            found.extend(_replaced(before[a:b], after[c:d]))
    return found


def is_changed(found: Sequence[Paragraph]) -> bool:
    """Say whether a comparison found anything."""
    return any(one.kind is not Kind.SAME for one in found)


def _whole(kind: Kind, text: str) -> Paragraph:
    return Paragraph(kind, (Piece(kind, text),))


def _replaced(before: list[str], after: list[str]) -> Iterator[Paragraph]:
    """Pair paragraphs that are still alike; the others went and came."""
    rest = list(before)
    for text in after:
        like = next((one for one in rest[:NEAR] if _are_alike(one, text)), None)
        if like is None:
            yield _whole(Kind.ADDED, text)
            continue
        while (gone := rest.pop(0)) != like:
            yield _whole(Kind.REMOVED, gone)
        yield Paragraph(Kind.CHANGED, tuple(_words(like, text)))
    for text in rest:
        yield _whole(Kind.REMOVED, text)


def _are_alike(one: str, other: str) -> bool:
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    if not a or not b or max(len(a), len(b)) > MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def _words(old: str, new: str) -> Iterator[Piece]:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(b[k:m]))
            continue
        if j > i:
            yield Piece(Kind.REMOVED, "".join(a[i:j]))
        if m > k:
            yield Piece(Kind.ADDED, "".join(b[k:m]))
