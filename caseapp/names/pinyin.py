"""Chinese syllables read for the Turkic sounds they are written for."""

import re
from functools import lru_cache

from caseapp.names.tables import rows


def _syllables() -> dict[str, str]:
    """Put together every syllable that there is, as pinyin writes it, and how it is read."""
    parts: dict[str, dict[str, str]] = {"initial": {}, "final": {}, "syllable": {}}
    for part, pinyin, phones in rows("pinyin.tsv", 3):
        parts[part][pinyin] = phones
    known = {row[0] for row in rows("han.tsv", 2)} | parts["syllable"].keys()
    read: dict[str, str] = {}
    for syllable in known:
        if syllable in parts["syllable"]:
            read[syllable] = parts["syllable"][syllable]
            continue
        start = 2 if syllable[:2] in parts["initial"] else 1
        initial, final = syllable[:start], syllable[start:]
        if final in parts["final"]:
            read[syllable] = parts["initial"].get(initial, "") + parts["final"][final]
    return read | {syllable.replace("ü", "v"): phones for syllable, phones in read.items()}


SYLLABLES = _syllables()
_LETTERS = re.compile(r"[a-zü']*[aeiouüvngr]'?")
_IMPOSSIBLE = re.compile(r"[bpmfdtlkjqxyw](?![aeiouüv])|[zcs](?![aeiouüvh])|[^e]r(?![aeiouüv])")
"""Letters that no word in pinyin holds, to tell most words at once."""
_LONGEST = max(map(len, SYLLABLES))


@lru_cache(maxsize=32768)
def divide(word: str) -> tuple[str, ...] | None:
    """Divide a word into pinyin syllables, the longest first, or say None when something is left over."""
    if not _LETTERS.fullmatch(word) or _IMPOSSIBLE.search(word):
        return None
    parts: list[str] = []
    for piece in word.split("'"):
        found = _divide_piece(piece)
        if found is None:
            return None
        parts.extend(found)
    return tuple(parts) or None


def _divide_piece(piece: str) -> list[str] | None:
    """Divide a word without apostrophe; ``ends[n]`` is how long the last syllable of its first n letters is."""
    length = len(piece)
    ends: list[int] = [0] * (length + 1)
    count = [0] + [length + 1] * length
    for end in range(1, length + 1):
        for size in range(min(_LONGEST, end), 0, -1):
            start = end - size
            if (
                count[start] < count[end] - 1
                and piece[start:end] in SYLLABLES
                and (start == 0 or _may_begin(piece[start:end]))
            ):
                count[end] = count[start] + 1
                ends[end] = size
    if count[length] > length:
        return None
    parts: list[str] = []
    while length:
        parts.append(piece[length - ends[length] : length])
        length -= ends[length]
    return parts[::-1]


def _may_begin(syllable: str) -> bool:
    """Say whether a syllable may follow another; before some with a vowel the apostrophe is often forgotten."""
    return syllable[0] not in "aeo" or syllable in ("er", "ai", "a", "e", "en", "an")


def read_pinyin(word: str) -> str | None:
    """Read a word in pinyin for the name it was made from, or say None when it is not pinyin."""
    parts = divide(word)
    return None if parts is None else "".join(SYLLABLES[part] for part in parts)
