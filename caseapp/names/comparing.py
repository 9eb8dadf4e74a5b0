"""Comparison of two names: the words of one assigned to those of the other by role, and a score of their likeness."""

from collections.abc import Iterable
from functools import lru_cache

from caseapp.names.aligning import distance
from caseapp.names.endings import Role
from caseapp.names.parsing import Name
from caseapp.names.phones import OMIT
from caseapp.names.tokens import Token

ROOM = 2.9
ROOM_FOR_WEIGHT = 0.32
"""What two words may cost before nothing is left of their likeness: a fixed room, and more for longer words."""

LOOKED_AT = 0.55
"""The part of the room after which words are not like each other at all: their likeness is 0."""

WORST_COUNTS = 0.85
"""How much the least like word decides, beside their mean: a shared father must not carry another given name."""

ONE_WORD_LESS = 0.7
"""A given name alone against a whole name."""
TURNED = 0.84
"""The same words in the other order, where nothing shows which is the given name."""
UNDIVIDED = 0.97
"""The same sounds divided into words in another way."""
MOST_LONGER = 1.7
"""How many times as long one name may be as the other when both are read as one word."""
NICKNAME_GIVEN = 0.95
"""A nickname of one against the given name of the other."""
OTHER_SEX = 0.25
"""Taken off for a son's ending against a daughter's."""
OTHER_SYLLABLES = 0.7
"""The most that two names of Han or Hui may have in common when a syllable differs: 马忠 is not 马正."""
OTHER_PATRONYMIC = 0.12
"""What a shared surname makes up for where two patronymics differ."""


@lru_cache(maxsize=65536)
def weight(reading: bytes) -> float:
    """Say how much there is in a reading: what leaving all of it out would cost."""
    return sum([OMIT[phone] for phone in reading])


def likeness(one: tuple[bytes, ...], other: tuple[bytes, ...]) -> float:
    """Give how near the nearest two readings are, 0 to 1."""
    best = 0.0
    for mine in one:
        for yours in other:
            if mine == yours:
                return 1.0
            room = ROOM + ROOM_FOR_WEIGHT * (weight(mine) + weight(yours)) / 2
            limit = room * LOOKED_AT
            cost = distance(mine, yours, limit) if mine < yours else distance(yours, mine, limit)
            if cost < limit and (near := 1.0 - cost / room) > best:
                best = near
    return best


def token_likeness(one: Token, other: Token) -> float:
    """Give how near two words are: stem to stem, and whole to whole where their roles differ."""
    if not one.whole or not other.whole:
        return float(one.text == other.text)
    if one.role is other.role:
        return likeness(one.stem, other.stem)
    stems = likeness(one.stem, other.stem)
    return stems if stems == 1.0 else max(stems, likeness(one.whole, other.whole))


def given_likeness(one: Name, other: Name) -> float:
    """Give how near the given names are, or a nickname of one and the given name of the other."""
    mine, yours = one.tokens[one.given], other.tokens[other.given]
    near = likeness(mine.whole, yours.whole) if mine.whole and yours.whole else float(mine.text == yours.text)
    if one.nicknames or other.nicknames:
        nick = [token_likeness(found, yours) for found in one.nicknames]
        nick += [token_likeness(mine, found) for found in other.nicknames]
        near = max(near, NICKNAME_GIVEN * max(nick))
    return near


def rest_likeness(one: Name, other: Name) -> float:
    """Give how near the nearest further words are; two explicit patronymics must agree with each other."""
    near = max(token_likeness(mine, yours) for mine in one.rest for yours in other.rest)
    patronymics = [
        token_likeness(mine, yours)
        for mine in one.rest
        if mine.role is Role.PATRONYMIC
        for yours in other.rest
        if yours.role is Role.PATRONYMIC
    ]
    return min(near, max(patronymics) + OTHER_PATRONYMIC) if patronymics else near


def sexes(tokens: Iterable[Token]) -> set[str]:
    """Give what the endings of the words say of the sex."""
    return {found.sex for found in tokens if found.sex}


def sexes_differ(one: Name, other: Name) -> bool:
    """Say whether one is printed as somebody's son and the other as somebody's daughter."""
    mine, yours = sexes(one.tokens), sexes(other.tokens)
    return bool(mine and yours and not mine & yours)


def syllables_differ(one: Name, other: Name) -> bool:
    """Say whether both are names of Han or Hui, where every syllable counts, and not the same."""
    return bool(one.syllables and other.syllables) and one.syllables != other.syllables


def undivided_likeness(one: Name, other: Name) -> float:
    """Give how near the names are when both are read as one word."""
    mine = b"".join(found.whole[-1] for found in one.tokens if found.whole)
    yours = b"".join(found.whole[-1] for found in other.tokens if found.whole)
    if not mine or not yours or max(len(mine), len(yours)) > MOST_LONGER * min(len(mine), len(yours)):
        return 0.0
    return likeness((mine,), (yours,))


def is_turned(one: Name, other: Name) -> bool:
    """Say whether both names are two words of which nothing shows the order."""
    return len(one.tokens) == len(other.tokens) == 2 and not one.ordered and not other.ordered


def turned_likeness(one: Name, other: Name) -> float:
    """Give how near two names of two words are, crosswise: the worse of the two words."""
    first = token_likeness(one.tokens[0], other.tokens[1])
    return first and min(first, token_likeness(one.tokens[1], other.tokens[0]))


def score(one: Name, other: Name) -> float:
    """Give the likeness of two names, 0 to 1, the same in either order."""
    if not one.tokens or not other.tokens:
        return 0.0
    given = given_likeness(one, other)
    many, few = len(one.tokens), len(other.tokens)
    if many == 1 and few == 1:
        found = given
    elif many == 1 or few == 1:
        found = max(ONE_WORD_LESS * given, UNDIVIDED * undivided_likeness(one, other))
    elif given == 0.0:
        found = 0.0
    else:
        rest = rest_likeness(one, other)
        found = WORST_COUNTS * min(given, rest) + (1.0 - WORST_COUNTS) * (given + rest) / 2
    if many != few and many > 1 < few and found < UNDIVIDED:
        found = max(found, UNDIVIDED * undivided_likeness(one, other))
    if sexes_differ(one, other):
        found -= OTHER_SEX
    if found < TURNED and is_turned(one, other):
        found = max(found, TURNED * turned_likeness(one, other))
    if syllables_differ(one, other):
        found = min(found, OTHER_SYLLABLES)
    return min(1.0, max(0.0, found))
