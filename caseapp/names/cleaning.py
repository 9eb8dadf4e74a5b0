"""Cleaning of names as printed: one spelling for what only the keyboard or the typesetting makes different."""

import re
import unicodedata
from functools import lru_cache

from caseapp.names.tables import rows

LONGEST = 400
"""Characters of a name that are looked at; no name of a person is longer."""

KEPT = frozenset("',~")
"""What is kept besides letters and digits."""

LATIN_TWIN = {row[0]: row[1] for row in rows("lookalikes.tsv", 2)}
CYRILLIC_TWIN = {latin: cyrillic for cyrillic, latin in LATIN_TWIN.items()}

_LETTERS = str.maketrans(
    {
        "ک": "ك", "ڪ": "ك", "ی": "ي", "ے": "ي", "ہ": "ە", "ۀ": "ە", "ٴ": "ء", "ٱ": "ا", "ـ": None, "ګ": "گ", "ں": "ن",
        "ɡ": "g", "ɯ": "ı", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "ʹ": "'", "ʿ": "'", "ʾ": "'",
        "，": ",", "、": ",", "،": ",", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
NICKNAME = "~"
"""Stands before each word of a nickname, a part of the name that was printed in brackets or quotes."""

_BRACKETED = re.compile(r"(?:(?<=\s)|^)[(\[\"«“„]([^()\[\]\"«»“”„]{3,40})[)\]\"»”“]")
_LATIN = re.compile("[a-z\u00df-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_JOINED = frozenset("-()[]")


def script_of(letter: str) -> str:
    """Say the script of a letter by its code: Latn, Cyrl, Arab, Hani, or Zzzz for any other."""
    code = ord(letter)
    if code < 0x0250 or 0x1E00 <= code < 0x1F00:
        return "Latn"
    if 0x0400 <= code < 0x0530 or 0x1C80 <= code < 0x1C90 or 0xA640 <= code < 0xA6A0:
        return "Cyrl"
    if 0x0600 <= code < 0x0780 or 0x08A0 <= code < 0x0900:
        return "Arab"
    if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or code >= 0x20000:
        return "Hani"
    return "Zzzz"


def clean(text: str) -> str:
    """Write a name in small letters, words apart by one space, one code for one letter; a comma stays.

    What carries no sound (direction marks, tatweel, symbols) is gone; a text without letters or digits gives "".
    """
    return _clean(text[:LONGEST])


@lru_cache(maxsize=32768)
def _clean(text: str) -> str:
    if text.isascii() and text.replace(" ", "").isalpha():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text.translate(_LETTERS)).lower().translate(_LETTERS)[: 2 * LONGEST]
    mixed = _LATIN.search(folded) is not None and _CYRILLIC.search(folded) is not None
    if folded.replace(" ", "").isalpha():
        return " ".join(map(one_script, folded.split()) if mixed else folded.split())
    kept: list[str] = []
    bracketed = _BRACKETED.sub(_as_nickname, folded.replace(NICKNAME, " "))
    for letter in bracketed:
        if letter.isalnum() or letter in KEPT:
            kept.append(letter)
        elif letter in _JOINED or unicodedata.category(letter) in ("Cf", "Mn", "Me", "Mc"):
            continue
        else:
            kept.append(" ")
    words = "".join(kept).replace(",", " , ").split()
    if mixed:
        words = [one_script(word) for word in words]
    words = [word for word in words if word == "," or word.strip("'~")]
    while words and words[-1] == ",":
        words.pop()
    while words and words[0] == ",":
        words.pop(0)
    return " ".join(words)


def _as_nickname(found: re.Match[str]) -> str:
    return "".join(f" {NICKNAME}{word}" for word in found[1].split()) + " "


def one_script(word: str) -> str:
    """Fold look-alike letters where Latin and Cyrillic meet in one word, to the script that has most letters there."""
    if word.isascii():
        return word
    latin = sum(letter < "\u0250" and letter.isalpha() for letter in word)
    cyrillic = sum("\u0400" <= letter < "\u0530" for letter in word)
    if not latin or not cyrillic:
        return word
    twins = LATIN_TWIN if latin >= cyrillic else CYRILLIC_TWIN
    return "".join(twins.get(letter, letter) for letter in word)
