"""Keys for finding a name among many: its words reduced to classes of consonants, also with one of them left out."""

from functools import lru_cache

from caseapp.names.aliases import SHIPPED, Aliases
from caseapp.names.parsing import parse
from caseapp.names.phones import unpack
from caseapp.names.pinyin import divide
from caseapp.names.tables import rows
from caseapp.names.tokens import Token

KEYS_VERSION = 1
"""Goes up when the keys of a name change: what is stored is then made anew."""

_TABLE = rows("classes.tsv", 3)
CLASSES = {row[0]: tuple(row[1].split("/")) for row in _TABLE}
"""Consonant classes of a phone, one or two; "-" for none."""

PLAIN = str.maketrans({row[0]: row[2] for row in _TABLE})
"""Phones as plain letters."""

MOST_VARIANTS = 6
"""Skeletons kept of one word, its readings and unsure phones together."""
FROM_LENGTH = 3
"""Skeletons of this length and more also have keys with one consonant left out."""

MOST_SYLLABLES = 4
"""Syllables of a Han or Hui name."""

WHOLE = 1.0
SHORT = 0.5
ONE_LEFT_OUT = 0.6
SHORTENED = 0.4
"""Weights: a whole skeleton, one of a single consonant, one with a consonant left out, that of a skeleton of three."""


def keys(text: str, aliases: Aliases = SHIPPED) -> list[tuple[str, float]]:
    """Give every key of a name with its weight, heaviest first, no key twice; nothing for a text without words."""
    found: dict[str, float] = {}
    for word in word_keys(text, aliases):
        for key, weight in word:
            found[key] = max(weight, found.get(key, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def word_keys(text: str, aliases: Aliases = SHIPPED) -> list[list[tuple[str, float]]]:
    """Give the keys word by word, so that a search may count the best key of each word once."""
    name = parse(text, aliases)
    words = [_keys_of(word.stem, word.text) for word in (*name.tokens, *name.nicknames)]
    if len(name.tokens) > 1 and _may_be_undivided(name.tokens):
        joined = b"".join(word.whole[-1] for word in name.tokens if word.whole)
        words.append([(skeleton, WHOLE) for skeleton in skeletons((joined,))])
    return words


def sounds(text: str, aliases: Aliases = SHIPPED) -> str:
    """Write a name plainly by its consonants and first vowels, given name first: to sort candidates by a plain ratio.

    Vowels inside words are left out, since alphabets differ in them most. A word of a script without a reader stays.
    """
    name = parse(text, aliases)
    ordered = [name.tokens[name.given], *name.rest] if name.tokens else []
    return " ".join(unpack(word.stem[-1]).translate(PLAIN) if word.stem else word.text for word in ordered)


def _may_be_undivided(tokens: tuple[Token, ...]) -> bool:
    """Say whether the words are also printed as one: in characters, and in pinyin the short names of Han and Hui."""
    if all(word.script == "Hani" for word in tokens):
        return True
    syllables = [divide(word.text) if word.script == "Latn" else None for word in tokens]
    return sum(len(parts) if parts else MOST_SYLLABLES for parts in syllables) <= MOST_SYLLABLES


@lru_cache(maxsize=65536)
def _keys_of(readings: tuple[bytes, ...], text: str) -> list[tuple[str, float]]:
    found: dict[str, float] = {}
    for skeleton in skeletons(readings) or (text,):
        found[skeleton] = WHOLE if len(skeleton) > 1 else SHORT
    for skeleton in list(found):
        if len(skeleton) >= FROM_LENGTH:
            weight = ONE_LEFT_OUT if len(skeleton) > FROM_LENGTH else SHORTENED
            for at in range(len(skeleton)):
                found.setdefault(skeleton[:at] + skeleton[at + 1 :], weight)
    return list(found.items())


def skeletons(readings: tuple[bytes, ...]) -> tuple[str, ...]:
    """Give the consonant classes of each reading; a phone of two classes gives both."""
    found: dict[str, None] = {}
    for reading in readings:
        variants = [""]
        for phone in unpack(reading):
            classes = CLASSES[phone]
            if len(classes) > 1 and len(variants) * 2 > MOST_VARIANTS:
                classes = classes[:1]
            variants = [_add(variant, each) for each in classes for variant in variants]
        found.update(dict.fromkeys(filter(None, variants)))
    return tuple(found)[:MOST_VARIANTS]


def _add(skeleton: str, each: str) -> str:
    """Add a class to a skeleton; the same class twice in a row is written once."""
    return skeleton if each == "-" or skeleton.endswith(each) else skeleton + each
