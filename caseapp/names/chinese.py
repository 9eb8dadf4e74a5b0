"""Names of Han and Hui: told from Turkic names in characters, and compared by whole syllables."""

from collections.abc import Sequence

from caseapp.names.han import PINYIN
from caseapp.names.pinyin import divide
from caseapp.names.tables import rows
from caseapp.names.tokens import Token

_CHARACTERS = {row[0]: frozenset(row[1]) for row in rows("chinese.tsv", 2)}
SURNAMES = _CHARACTERS["surname"]
BY_SOUND = _CHARACTERS["by sound"]
SURNAME_SYLLABLES = frozenset(PINYIN[character] for character in SURNAMES if character in PINYIN)
SYLLABLES_BY_SOUND = frozenset(PINYIN[character] for character in BY_SOUND if character in PINYIN)

SHORTEST, LONGEST = 2, 4
"""Syllables of a Chinese name."""


def chinese_syllables(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the syllables of a Han or Hui name in characters or pinyin, and nothing for any other name."""
    if tokens[0].script == "Hani":
        characters = "".join(token.text for token in tokens)
        if not SHORTEST <= len(characters) <= LONGEST or characters[0] not in SURNAMES or len(tokens[0].text) > LONGEST:
            return ()
        if BY_SOUND.intersection(characters) or any(character not in PINYIN for character in characters):
            return ()
        return tuple(PINYIN[character] for character in characters)
    if len(tokens) == 1 or tokens[0].text not in SURNAME_SYLLABLES:
        return ()
    syllables: list[str] = []
    for token in tokens:
        parts = divide(token.text)
        if parts is None or len(syllables) + len(parts) > LONGEST:
            return ()
        syllables.extend(parts)
    return () if SYLLABLES_BY_SOUND.intersection(syllables[1:]) else tuple(syllables)
