"""What may stand in a letter: how long it may be, what is left out of a paste, what its writer should look at again."""

import hashlib
import re
import unicodedata

from flask_babel import gettext as _
from flask_babel import ngettext

LONGEST = 100_000
LONGEST_SUBJECT = 300
MOST_DOUBTS = 5

# Control characters, halves of letters, and marks that turn the direction of what follows in secret.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufff9-\uffff\u202d\u202e]")
_LINE_ENDS = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")
_LIKE_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>|\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$\{[^{}\n]{0,80}\}")
_LEFT_OPEN = re.compile(r"\[[^\[\]\n]{1,80}\]|_{4,}|\.{5,}|…{2,}")


def clean(text: str | None) -> tuple[str | None, int]:
    """Return a text as a letter keeps it, and how many characters that no paper shows were left out."""
    if text is None:
        return None, 0
    whole = _LINE_ENDS.sub("\n", text)
    kept, left_out = _UNPRINTABLE.subn("", whole)
    return kept.strip() or None, left_out


def left_out_in_words(count: int) -> str:
    """Say that characters were left out of what was typed or pasted."""
    return ngettext(
        "%(num)s character that cannot be printed was left out.",
        "%(num)s characters that cannot be printed were left out.",
        count,
    )


def too_long(length: int) -> str:
    """Say that a letter is longer than the longest."""
    return _(
        "The letter has %(length)s characters; the longest one here has %(longest)s. It is not saved yet. It stays on"
        " this page: take long quotations out and attach them to the case as a document.",
        length=f"{length:,}",
        longest=f"{LONGEST:,}",
    )


def doubts(text: str | None) -> list[str]:
    """Say what looks like markup, like a template's word or like a gap: it will be printed exactly so."""
    found: list[str] = []
    for pattern, sentence in (
        (_LIKE_MARKUP, _("“%(piece)s” will be printed exactly so: there is no markup in a letter.", piece="%s")),
        (_LEFT_OPEN, _("“%(piece)s” looks like a gap that is still to be filled.", piece="%s")),
    ):
        found += [sentence.replace("%s", piece) for piece in dict.fromkeys(pattern.findall(text or ""))]
    return found[:MOST_DOUBTS]


def fingerprint(*parts: object) -> str:
    """Return a short hash of the parts of a letter, by which two tabs know whether they began from the same one."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(unicodedata.normalize("NFC", str(part or "")).encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return digest.hexdigest()[:24]
