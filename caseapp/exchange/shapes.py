"""Reading plain JSON into typed records by the shape each record declares, and writing it back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from caseapp.dates import PartialDate

LONGEST_TEXT = 100_000
LONGEST_WORD = 100
MOST_ITEMS = 2_000
GREATEST = 10_000

CODED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
DATED = re.compile(r"(?=.*[0-9])[0-9XYSETZ?~%/.,:\[\]{} +-]{1,40}")
UNTIDY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """Why a record is refused: the field by its path, and the reason; never a name or a text."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Say both."""
        return f"{self.path}: {self.reason}" if self.path else self.reason


class Unreadable(Exception):
    """A value is not what its place asks for."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason)
        self.problem = Problem(path, reason)


Problems = list[Problem]
Reader = Callable[[Any, str, Problems], Any]
Writer = Callable[[Any], Any]
Record = TypeVar("Record")


def quoted(value: str) -> str:
    """Return a coded word to show beside a reason, or nothing where it might be a name or a text."""
    return f': "{value}"' if CODED.fullmatch(value) else ""


def _kind(value: object) -> str:
    words = {bool: "true or false", str: "a text", dict: "an object", list: "a list", type(None): "null"}
    return words.get(type(value), "a number")


def text(value: Any, longest: int = LONGEST_TEXT) -> str:
    """Read a text that every database can keep."""
    if not isinstance(value, str):
        raise Unreadable(f"not a text but {_kind(value)}")
    if not value.strip():
        raise Unreadable("an empty text")
    if len(value) > longest:
        raise Unreadable(f"longer than {longest:,} letters")
    if UNTIDY.search(value):
        raise Unreadable("holds a character that no text has")
    return value


def whole(value: Any, greatest: int = GREATEST) -> int:
    """Read a whole number that is not negative."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value) <= greatest and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable(
            f"not a whole number but {_kind(value)}" if not isinstance(value, Decimal) else "not a whole number"
        )
    if not 0 <= value <= greatest:
        raise Unreadable(f"not between 0 and {greatest:,}")
    return value


def truth(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Unreadable(f"not true or false but {_kind(value)}")
    return value


def partial_date(value: Any) -> PartialDate:
    """Read a date in EDTF."""
    if not isinstance(value, str):
        raise Unreadable(f"not a date but {_kind(value)}")
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise Unreadable(f'not a date: "{value}"' if DATED.fullmatch(value) else "not a date") from None


def member(vocabulary: type[StrEnum]) -> Callable[[Any], StrEnum]:
    """Return a reader of words of a closed vocabulary."""
    words = {str(word.value): word for word in vocabulary}

    def read(value: Any) -> StrEnum:
        if not isinstance(value, str):
            raise Unreadable(f"not a coded word but {_kind(value)}")
        if value not in words:
            raise Unreadable("not one of the words allowed here" + quoted(value))
        return words[value]

    return read


def _single(read: Callable[[Any], Any]) -> Reader:
    def reader(value: Any, path: str, problems: Problems) -> Any:
        try:
            return read(value)
        except Unreadable as wrong:
            problems.append(Problem(path, wrong.problem.reason))
            return None

    return reader


def one(kind: type) -> Reader:
    """Return a reader of one nested record."""
    return lambda value, path, problems: read_record(kind, value, path, problems)


def many(read: Reader) -> Reader:
    """Return a reader of a list."""

    def reader(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, list):
            problems.append(Problem(path, f"not a list but {_kind(value)}"))
            return ()
        if len(value) > MOST_ITEMS:
            problems.append(Problem(path, f"more than {MOST_ITEMS:,} entries"))
            return ()
        return tuple(read(item, f"{path}[{place}]", problems) for place, item in enumerate(value))

    return reader


def _field(key: str, read: Reader, write: Writer, default: Any, *, required: bool = False) -> Any:
    return field(default=default, metadata={"key": key, "read": read, "write": write, "required": required})


def words(key: str, longest: int = LONGEST_TEXT, *, required: bool = False) -> Any:
    """Declare a text."""
    return _field(key, _single(lambda value: text(value, longest)), str, None, required=required)


def coded(key: str, longest: int = LONGEST_WORD) -> Any:
    """Declare a word of an open vocabulary: any word is taken as it is printed."""
    return words(key, longest)


def closed(key: str, vocabulary: type[StrEnum], *, default: Any = None, required: bool = False) -> Any:
    """Declare a word of a closed vocabulary."""
    return _field(key, _single(member(vocabulary)), str, default, required=required)


def number(key: str, greatest: int = GREATEST) -> Any:
    """Declare a whole number."""
    return _field(key, _single(lambda value: whole(value, greatest)), int, None)


def flag(key: str, *, default: bool | None = False) -> Any:
    """Declare true or false."""
    return _field(key, _single(truth), bool, default)


def when(key: str) -> Any:
    """Declare a date in EDTF."""
    return _field(key, _single(partial_date), lambda value: value.edtf, None)


def nested(key: str, kind: type, *, required: bool = False) -> Any:
    """Declare one record inside this one."""
    return _field(key, one(kind), write_record, None, required=required)


def listed(key: str, kind: type, *, required: bool = False) -> Any:
    """Declare a list of records."""
    return _field(key, many(one(kind)), lambda items: [write_record(item) for item in items], (), required=required)


def listed_words(key: str, longest: int = LONGEST_WORD) -> Any:
    """Declare a list of texts."""
    return _field(key, many(_single(lambda value: text(value, longest))), list, ())


def listed_numbers(key: str, greatest: int = GREATEST) -> Any:
    """Declare a list of whole numbers."""
    return _field(key, many(_single(lambda value: whole(value, greatest))), list, ())


_SHAPES: dict[Any, dict[str, Field[Any]]] = {}


def _shape(kind: Any) -> dict[str, Field[Any]]:
    shape = _SHAPES.get(kind)
    if shape is None:
        shape = _SHAPES[kind] = {part.metadata["key"]: part for part in fields(kind)}
    return shape


def read_record(kind: type[Record], value: Any, path: str, problems: Problems) -> Record | None:
    """Read an object into a record of this kind, or None with the problems added."""
    if not isinstance(value, Mapping):
        problems.append(Problem(path, f"not an object but {_kind(value)}"))
        return None
    shape = _shape(kind)
    dot = f"{path}." if path else ""
    before = len(problems)
    facts: dict[str, Any] = {}
    for key, given in value.items():
        part = shape.get(key)
        if part is None:
            problems.append(Problem(path, "a field that is not known here" + quoted(key)))
        elif given is not None and not (isinstance(given, str) and not given.strip()):
            facts[part.name] = part.metadata["read"](given, dot + key, problems)
    for key, part in shape.items():
        if part.metadata["required"] and part.name not in facts:
            problems.append(Problem(dot + key, "missing"))
    if len(problems) > before:
        return None
    record = kind(**facts)
    check = getattr(record, "problem", None)
    if check is not None and (found := check()) is not None:
        problems.append(Problem(dot + found.path if found.path else path, found.reason))
        return None
    return record


def write_record(record: Any) -> dict[str, Any]:
    """Write a record as plain JSON; what is not known is left out."""
    plain: dict[str, Any] = {}
    for key, part in _shape(type(record)).items():
        value = getattr(record, part.name)
        if value is None or value == () or (value is False and part.default is False):
            continue
        plain[key] = part.metadata["write"](value)
    return plain
