"""Which way a text runs, and its pieces that run one way, for programs that have to be told."""

import unicodedata
from collections.abc import Iterator

RIGHT_TO_LEFT = frozenset({"R", "AL"})


def runs_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Say which way a text runs, by its first letter that has a direction (as ``dir="auto"`` in a page)."""
    for char in text:
        way = unicodedata.bidirectional(char)
        if way in RIGHT_TO_LEFT:
            return True
        if way == "L":
            return False
    return otherwise


def pieces(text: str, *, otherwise: bool) -> Iterator[tuple[str, bool]]:
    """Cut a text where its letters change direction; what has none (spaces, digits) stays with what is before."""
    if not text:
        return
    is_right_to_left = runs_right_to_left(text, otherwise=otherwise)
    start = 0
    for number, char in enumerate(text):
        way = unicodedata.bidirectional(char)
        if way in RIGHT_TO_LEFT or way == "L":
            changed = way in RIGHT_TO_LEFT
            if changed is not is_right_to_left:
                yield text[start:number], is_right_to_left
                start, is_right_to_left = number, changed
    yield text[start:], is_right_to_left
