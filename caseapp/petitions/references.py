"""Numbers of letters as people write them: one key for all spellings, and the numbers that stand in a text."""

import re
import unicodedata

SHORTEST_FOUND = 4
LONGEST_KEY = 40
MOST_PARTS = 6
MOST_CANDIDATES = 4000

# Letters of the Cyrillic alphabet that look like Latin ones, upper case: a number is typed with either.
LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅҮ", "ABEKMHOPCTYXIJSY")
PART = re.compile(r"[^\W_]+")
NEAR = 4


def key_of(reference: str | None) -> str | None:
    """Return what all spellings of a number share: no spaces, dashes or case, Cyrillic look-alikes as Latin."""
    if reference is None:
        return None
    return "".join(PART.findall(_plain(reference)))[:LONGEST_KEY] or None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.replace("№", " ")).upper().translate(LOOK_ALIKES)


def candidates(text: str) -> list[str]:
    """List the keys that may stand in a text, the longest first: neighbouring parts, one of them with a digit.

    A number is often broken by spaces and dashes ("ZT - 2026 / 77"), so up to six parts close together are joined.
    """
    plain = _plain(text)
    parts = [(match.group(), match.start(), match.end()) for match in PART.finditer(plain)]
    found: dict[str, None] = {}
    for first in range(len(parts)):
        joined, has_digit, end = "", False, parts[first][2]
        for word, start, stop in parts[first : first + MOST_PARTS]:
            if joined and start - end > NEAR:
                break
            joined, end = joined + word, stop
            has_digit = has_digit or any(letter.isdigit() for letter in word)
            if len(joined) > LONGEST_KEY:
                break
            if has_digit and len(joined) >= SHORTEST_FOUND:
                found[joined] = None
        if len(found) >= MOST_CANDIDATES:
            break
    return sorted(found, key=len, reverse=True)
