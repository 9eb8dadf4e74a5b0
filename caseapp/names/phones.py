"""The phones that names are read into, and what it costs to take one for another.

A phone is one character; a reading packed for comparison is ``bytes``, one small number a phone. Capital phones are
unsure: they stand for several, as a spelling leaves open (the initial h of a Chinese syllable may be h, x, q or ğ).
"""

import re

from caseapp.names.tables import rows

OTHER_CONSONANT = 1.15
OTHER_VOWEL = 0.45
OTHER_MIXED = 1.2
UNSURE = 0.03
"""What a match through an unsure phone costs on top, so that an exact match stays the better one."""


def _load() -> tuple[dict[str, int], dict[str, str], list[float], list[list[float]]]:
    table = rows("phones.tsv", 4)
    number = {row[0]: at for at, row in enumerate(table)}
    kind = {row[0]: row[1] for row in table}
    omit = [float(row[2]) for row in table]
    members = {row[0]: row[3] for row in table}
    stands_for = [
        _stands_for(members[row[3][1:]] or row[3][1:] if row[3][:1] == "=" else row[3] or row[0], number)
        for row in table
    ]
    named = {frozenset((one, other)): float(cost) for one, other, cost in rows("phone_costs.tsv", 3)}
    pure = [[_pure(one[0], other[0], kind, named) for other in table] for one in table]
    cost = [
        [
            named.get(frozenset((table[i][0], table[j][0])), _least(pure, one, other)) if i != j else 0.0
            for j, other in enumerate(stands_for)
        ]
        for i, one in enumerate(stands_for)
    ]
    return number, kind, omit, cost


def _stands_for(members: str, number: dict[str, int]) -> dict[int, float]:
    """Say which pure phones are meant and at what extra cost: itself alone, or those listed for an unsure one."""
    if members in number:
        return {number[members]: 0.0}
    return {
        number[phone]: float(extra) + UNSURE for phone, _, extra in (part.partition(":") for part in members.split())
    }


def _least(pure: list[list[float]], one: dict[int, float], other: dict[int, float]) -> float:
    """Give the least cost between any two phones that two phones may stand for."""
    return round(min(pure[m][n] + mine + yours for m, mine in one.items() for n, yours in other.items()), 4)


def _pure(one: str, other: str, kind: dict[str, str], named: dict[frozenset[str], float]) -> float:
    if one == other:
        return 0.0
    if (known := named.get(frozenset((one, other)))) is not None:
        return known
    vowels = (kind[one] == "V") + (kind[other] == "V")
    return (OTHER_CONSONANT, OTHER_MIXED, OTHER_VOWEL)[vowels]


NUMBER, KIND, OMIT, COST = _load()
PHONES = "".join(NUMBER)
AT_START = {row[3][1:]: row[0] for row in rows("phones.tsv", 4) if row[3][:1] == "="}
"""The vowels that count for more where a word begins with them."""
GLIDES = frozenset("wvVЎ")
OPEN_VOWELS = frozenset("aäeiıAEIƏ")
"""A w that begins a word before one of these is a full consonant (Weli is not Eli); elsewhere it is a glide."""
_PACKED = {ord(phone): at for phone, at in NUMBER.items()}
_DOUBLED = re.compile(rb"(.)\1+", re.DOTALL)
VOWELS = frozenset(phone for phone, kind in KIND.items() if kind == "V")


def pack(phones: str) -> bytes:
    """Pack a reading for comparison, doubled phones written once."""
    if (first := phones[:1]) in AT_START:
        phones = AT_START[first] + phones[1:]
    elif first in GLIDES and phones[1:2] in OPEN_VOWELS:
        phones = "ω" + phones[1:]
    return _DOUBLED.sub(rb"\1", phones.replace("Nn", "n").translate(_PACKED).encode("latin-1"))


def unpack(packed: bytes) -> str:
    """Write a packed reading in phones again."""
    return "".join(PHONES[at] for at in packed)
