"""Endings that say whose child somebody is, also with a slip of the typist."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from caseapp.names.pinyin import divide
from caseapp.names.tables import rows

SHORTEST_STEM = 2
"""Letters that must stand before an ending; before a misspelt one twice as many."""


class Role(StrEnum):
    """What a word of a name is, by its ending."""

    PLAIN = "plain"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"


class Ending(NamedTuple):
    """An ending with what it says; a weak one is not believed in the first word of a name."""

    text: str
    role: Role
    sex: str
    weak: bool


def _endings() -> dict[str, list[Ending]]:
    found: dict[str, list[Ending]] = {}
    for script, text, role, sex, weak in rows("endings.tsv", 5):
        found.setdefault(script, []).append(Ending(text, Role(role), sex, bool(weak)))
    for endings in found.values():
        endings.sort(key=lambda ending: -len(ending.text))
    return found


def _misspelt() -> dict[str, dict[str, Ending]]:
    """Write the strong patronymic endings with one slip each, as far as that gives no other ending."""
    known = {ending.text for endings in ENDINGS.values() for ending in endings}
    return {
        script: {
            slip: ending._replace(text=slip)
            for ending in endings
            if ending.role is Role.PATRONYMIC and not ending.weak
            for slip in _slips(ending.text)
            if slip not in known and not slip.endswith(tuple(known))
        }
        for script, endings in ENDINGS.items()
    }


def _slips(text: str) -> Iterator[str]:
    """Give a text with two letters exchanged, one written twice, or one left out where enough are left."""
    for at in range(len(text)):
        if at and text[at - 1] != text[at]:
            yield text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        yield text[:at] + text[at] + text[at:]
        if at and len(text) > 4:
            yield text[:at] + text[at + 1 :]


ENDINGS = _endings()
MISSPELT = _misspelt()
LAST_LETTERS = {script: frozenset(ending.text[-1] for ending in endings) for script, endings in ENDINGS.items()}
ALONE = frozenset(ending.text for endings in ENDINGS.values() for ending in endings if ending.role is Role.PATRONYMIC)
"""Endings printed as words of their own (Манапхан ұлы)."""

_SLIP_LENGTHS = (5, 4, 3)


def ending_of(word: str, script: str, first: bool) -> Ending | None:
    """Find the ending of a cleaned word; in the first word of a name only what cannot be a part of a given name."""
    if script not in ENDINGS:
        return None
    if word[-1] in LAST_LETTERS[script]:
        for ending in ENDINGS[script]:
            if word.endswith(ending.text) and len(word) - len(ending.text) >= SHORTEST_STEM:
                if ending.weak and (first or (word.endswith("guli") and divide(word) is not None)):
                    return None
                return ending
    if first:
        return None
    slips = MISSPELT[script]
    return next(
        (
            slips[word[-length:]]
            for length in _SLIP_LENGTHS
            if word[-length:] in slips and len(word) - length >= 2 * SHORTEST_STEM
        ),
        None,
    )
