"""Reading of Latin words: a general reading, a second where traditions of spelling part, pinyin where it divides."""

import re
from functools import lru_cache

from caseapp.names.phones import VOWELS
from caseapp.names.pinyin import read_pinyin
from caseapp.names.tables import rows

_TABLE = rows("latin.tsv", 4)
SOUNDS = {row[1]: row[2] for row in _TABLE}
SECOND_SOUNDS = SOUNDS | {row[1]: row[3] for row in _TABLE if row[3]}
_TWOFOLD = tuple(row[1] for row in _TABLE if row[3])
_GROUPS = re.compile("|".join(sorted(SOUNDS, key=lambda group: -len(group))) + "|.", re.DOTALL)
_VOWEL_LETTERS = frozenset("aáäəâāàåæąeëéèêēęěiıïíîīĭìoöóôōøõòŏœuüúūûůùű")


@lru_cache(maxsize=32768)
def read_latin(word: str) -> tuple[str, ...]:
    """Give the readings of a word, the general one first; letters of other alphabets say nothing."""
    readings = [_general(word, SOUNDS)]
    if any(group in word for group in _TWOFOLD):
        readings.append(_general(word, SECOND_SOUNDS))
    syllables = read_pinyin(word)
    if syllables is not None:
        readings.append(syllables)
    return tuple(readings)


def _general(word: str, sounds: dict[str, str]) -> str:
    phones = ""
    groups = _GROUPS.findall(word)
    for group, after in zip(groups, [*groups[1:], ""], strict=True):
        phones += _in_place(group, sounds.get(group, ""), phones[-1:], after[:1])
    return phones


def _in_place(group: str, sound: str, before: str, after: str) -> str:
    """Settle the letters that are vowels or glides by what stands beside them."""
    after_vowel = before in VOWELS
    before_vowel = after != "" and after in _VOWEL_LETTERS
    if group == "y":
        if not before and after in ("e", "é", "ë"):
            return "Y"
        return "y" if after_vowel or before_vowel else "ı"
    if sound == "i" and after_vowel and before not in "iı":
        return "y"
    if group in ("u", "ou", "ū", "û") and (after_vowel or before_vowel):
        return "Ў" if after_vowel and not before_vowel else "w"
    if sound == "e" and not before:
        return "Ye"
    return sound
