"""Words of a name: which script, how they may be read, and which ending says whose child somebody is."""

from functools import lru_cache
from typing import NamedTuple

from caseapp.names.aliases import SHIPPED, Aliases
from caseapp.names.arabic import read_arabic
from caseapp.names.cleaning import script_of
from caseapp.names.cyrillic import read_cyrillic
from caseapp.names.endings import SHORTEST_STEM, Role, ending_of
from caseapp.names.han import read_han
from caseapp.names.latin import read_latin
from caseapp.names.phones import pack
from caseapp.names.pinyin import SYLLABLES

LONGEST_READING = 40
"""Phones of a word that are compared; the longest names of persons have about half of that."""


class Token(NamedTuple):
    """A word of a name; ``stem`` holds the readings without its ending, ``whole`` with it."""

    text: str
    script: str
    role: Role
    sex: str
    whole: tuple[bytes, ...]
    stem: tuple[bytes, ...]


SYLLABIC = ("夫", "娃", "fu", "wa")
SYLLABIC_ENDINGS = ("OFŬ", "EFŬ", "OVA", "EVA")
"""How the endings of Russian surnames are written in Chinese characters and in their pinyin, and how they sound."""


@lru_cache(maxsize=65536)
def token(word: str, first: bool, aliases: Aliases = SHIPPED) -> Token:
    """Read a cleaned word; ``first`` where it begins the name, where fewer endings are believed."""
    script = script_of(word[0]) if word[0].isalpha() else _first_script(word)
    whole = _read_with(word, script, aliases)
    ending = ending_of(word, script, first)
    if ending is None:
        stems = () if first or not word.endswith(SYLLABIC) else _syllabic_stems(word, script)
        return Token(word, script, Role.SURNAME if stems else Role.PLAIN, "", whole, stems or whole)
    stem = _read_with(word[: -len(ending.text)], script, aliases)
    return Token(word, script, ending.role, ending.sex, whole, stem or whole)


def _first_script(word: str) -> str:
    return next((script_of(letter) for letter in word if letter.isalpha()), "Zzzz")


def _syllabic_stems(word: str, script: str) -> tuple[bytes, ...]:
    """Take -ov, -ev, -ova, -eva off a word in Chinese syllables (诺夫, 耶娃), known by its sound."""
    return tuple(
        pack(reading[: -len(ending)])[:LONGEST_READING]
        for reading in readings_of(word, script)
        for ending in SYLLABIC_ENDINGS
        if reading.endswith(ending) and len(reading) - len(ending) > SHORTEST_STEM
    )


def _read_with(word: str, script: str, aliases: Aliases) -> tuple[bytes, ...]:
    """Read a word and the names it may stand for."""
    readings = readings_of(word, script)
    if named := aliases.names_of(word, script):
        readings += tuple("".join(map(_read_piece, pieces)) for pieces in named)
    if len(readings) == 1:
        return (packed,) if (packed := pack(readings[0])[:LONGEST_READING]) else ()
    return tuple(dict.fromkeys(packed for reading in readings if (packed := pack(reading)[:LONGEST_READING])))


def _read_piece(piece: str) -> str:
    if (syllable := SYLLABLES.get(piece)) is not None:
        return syllable
    return next(iter(readings_of(piece, script_of(piece[0]))), "")


def readings_of(word: str, script: str) -> tuple[str, ...]:
    """Give the readings of a cleaned word in phones, the likeliest first; none for a script without a reader."""
    if script == "Latn":
        return read_latin(word)
    if script == "Cyrl":
        return (read_cyrillic(word),)
    if script == "Arab":
        return (read_arabic(word),)
    return (read_han(word),) if script == "Hani" else ()
