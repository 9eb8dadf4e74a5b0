"""Reading of Cyrillic words: Kazakh, Russian, Uyghur, and the letters that their neighbours add."""

from caseapp.names.phones import VOWELS
from caseapp.names.tables import rows

_TABLE = rows("cyrillic.tsv", 3)
SOUNDS = {row[0]: row[1] for row in _TABLE}
PLAIN_SOUNDS = SOUNDS | {row[0]: row[2] for row in _TABLE if row[2]}
OWN_LETTERS = frozenset("әғқңөұүіһҗўӯҳҡҙҫҷ")
"""Letters that Russian has not: a word with one of them says exactly which sound it means."""

_VOWEL_LETTERS = frozenset("аәӓеєёиіїоөӧуұүӱыэюяӣӯ")


def read_cyrillic(word: str) -> str:
    """Read a word; letters of other alphabets say nothing."""
    sounds = SOUNDS if OWN_LETTERS.intersection(word) else PLAIN_SOUNDS
    phones: list[str] = []
    at, length = 0, len(word)
    while at < length:
        letter = word[at]
        before = phones[-1] if phones else ""
        after = word[at + 1] if at + 1 < length else ""
        if letter == "д" and after == "ж":
            phones.append("j")
            at += 2
            continue
        if letter == "у":
            phones.append("w" if before in VOWELS or after in _VOWEL_LETTERS else "u")
        elif letter in "иі" and before and before in VOWELS:
            phones.append("y")
        elif letter in "еэ" and not before:
            phones.extend("Ye")
        elif letter == "ь" and before == "l" and len(phones) > 1 and phones[-2] == "u":
            phones[-2] = "ü"
        else:
            phones.extend(sounds.get(letter, ""))
        at += 1
    return "".join(phones)
