"""The base of every closed vocabulary: a stored word with a label for people."""

from enum import StrEnum
from typing import Self

from flask_babel import LazyString


class Vocabulary(StrEnum):
    """A closed list of coded words; each member carries ``label``, translated when it is shown."""

    label: LazyString | str

    def __new__(cls, value: str, label: LazyString | str = "") -> Self:
        """Make a member whose value is the stored word."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, LazyString | str]]:
        """List value and label of every member, for a select field."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def member(cls, word: str | None) -> Self | None:
        """Return the member stored as this word, or None."""
        return None if word is None or word not in cls._value2member_map_ else cls(word)
