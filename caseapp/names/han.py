"""Reading of Chinese characters as used for Turkic names, and by their pinyin for any other."""

from caseapp.names.pinyin import SYLLABLES
from caseapp.names.tables import rows

PINYIN = {character: row[0] for row in rows("han.tsv", 2) for character in row[1]}
OWN = {character: row[1] for row in rows("han_names.tsv", 2) for character in row[0]}
"""Characters that stand for narrower sounds than others of their syllable."""


def read_han(word: str) -> str:
    """Read a word; a character nobody names a person with says nothing."""
    return "".join(OWN.get(character) or SYLLABLES.get(PINYIN.get(character, ""), "") for character in word)


def pinyin_of(word: str) -> list[str]:
    """Give the pinyin syllable of each known character."""
    return [PINYIN[character] for character in word if character in PINYIN]
