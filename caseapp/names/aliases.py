"""The alias table: names that sound alone does not bring together, shipped as data and edited by those who use it."""

from collections.abc import Iterable

from caseapp.names.cleaning import clean, script_of
from caseapp.names.han import pinyin_of
from caseapp.names.pinyin import divide
from caseapp.names.tables import rows

MOST_ALIASES = 4
"""Further names that one word may stand for."""


class Aliases:
    """What printed words may stand for; equal only to itself, so that what was read with it may be kept."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a printed form and the name it stands for, one word each, in any script; others drop out."""
        self._names: dict[str, list[str]] = {}
        self._syllables: dict[tuple[str, ...], list[str]] = {}
        self._characters: dict[tuple[str, ...], list[str]] = {}
        self._longest = 0
        for printed, name in pairs:
            form, meant = clean(printed), clean(name)
            if not form or not meant or " " in form or " " in meant or form == meant:
                continue
            self._names.setdefault(form, []).append(meant)
            if script_of(form[0]) == "Hani":
                self._characters.setdefault(tuple(form), []).append(meant)
                self._longest = max(self._longest, len(form))
                syllables = tuple(pinyin_of(form))
                if len(syllables) > 1:
                    self._syllables.setdefault(syllables, []).append(meant)

    def names_of(self, word: str, script: str) -> list[list[str]]:
        """Give the names a cleaned word may stand for, each as the pieces it is put together from."""
        found = [[name] for name in self._names.get(word, ())]
        if script == "Hani":
            found += self._inside(tuple(word), self._characters)
        elif script == "Latn" and self._syllables and (syllables := divide(word)) is not None:
            found += self._inside(syllables, self._syllables)
        return found[:MOST_ALIASES]

    def _inside(self, parts: tuple[str, ...], known: dict[tuple[str, ...], list[str]]) -> list[list[str]]:
        """Put names in place of the longest known forms that a word holds, from its beginning."""
        pieces: list[str] = []
        at, replaced = 0, False
        while at < len(parts):
            for size in range(min(self._longest, len(parts) - at), 1, -1):
                if names := known.get(parts[at : at + size]):
                    pieces.append(names[0])
                    at += size
                    replaced = True
                    break
            else:
                pieces.append(parts[at])
                at += 1
        return [pieces] if replaced else []


SHIPPED = Aliases((row[0], row[1]) for row in rows("aliases.tsv", 3))
"""The table that comes with the package."""

NONE = Aliases(())
"""No aliases: sound alone."""


def shipped_pairs() -> list[tuple[str, str]]:
    """Give the shipped table as pairs, to be edited and made into a table of one's own."""
    return [(row[0], row[1]) for row in rows("aliases.tsv", 3)]
