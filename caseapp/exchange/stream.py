"""Reading a file of published cases record by record, in constant memory, whatever the file is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import ijson
from ijson.common import JSONError

from caseapp.exchange.shapes import Problem, quoted

CHUNK = 64 * 1024
LISTS = ("cases", "aggregates", "campaign_events")
MAPS = ("sources", "external_sources")
DEEPEST = 12
LARGEST = 2_000_000
STALLED = 8 * 1024 * 1024
BOM = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"

ESCAPE = re.compile(
    rb"\\(?:(?P<pair>u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|u[0-9a-fA-F]{4}|[^u])",
    re.DOTALL,
)
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
REFUSED_LATER = rb"\u0000"


class Broken(Exception):
    """The file cannot be read, or not further; the message is the reason."""


@dataclass(frozen=True)
class Item:
    """One record of one section, by its place or key there; a problem where it was too much to read."""

    section: str
    place: int | str
    value: Any
    problem: Problem | None = None


def opened(path: Path) -> BinaryIO:
    """Open a file of published cases, or say in one sentence why not."""
    if not path.exists():
        raise Broken("there is no such file")
    if not path.is_file():
        raise Broken("not a file")
    try:
        return path.open("rb")
    except OSError:
        raise Broken("may not be read") from None


def items(file: BinaryIO) -> Iterator[Item]:
    """Give every complete record, in the order of the file; ``Broken`` ends it where no more can be read."""
    events: list[tuple[str, Any]] = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    sections = _Sections()
    since = 0
    for chunk in _chunks(file):
        since += len(chunk)
        failed = _send(parser, chunk, events)
        for event, value in events:
            for item in sections.take(event, value):
                since = 0
                yield item
        events.clear()
        if failed:
            raise Broken("not JSON from here on" if sections.has_begun else "not JSON")
        if since > STALLED:
            raise Broken(f"{STALLED // 1024 // 1024} MB without one complete record")
    try:
        parser.close()
    except JSONError:
        raise Broken("breaks off before its end" if sections.has_begun else "not JSON") from None
    if not sections.found:
        raise Broken("holds no cases")


def _send(parser: Any, chunk: bytes, events: list[tuple[str, Any]]) -> bool:
    """Parse a piece; True where it is no JSON. What was read before that stays in ``events``."""
    try:
        parser.send(chunk)
    except (JSONError, UnicodeDecodeError, ValueError):
        return True
    except SystemError:
        # A number of thousands of digits: the parser leaves an event without a value behind.
        del events[-1:]
        return True
    return False


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Give the bytes without byte-order mark, half surrogates replaced by what the record's check refuses.

    The JSON parser would turn half a surrogate into a question mark without a word.
    """
    first = file.read(CHUNK)
    if not first.strip():
        raise Broken("empty" if not first else "not JSON")
    if first.startswith(GZIP):
        raise Broken("compressed; unpack it first")
    held = first.removeprefix(BOM)
    while True:
        following = file.read(CHUNK)
        ready, held = _whole_escapes(held) if following else (held, b"")
        if ready:
            yield ESCAPE.sub(_mended, ready) if SURROGATE.search(ready) else ready
        if not following:
            return
        held += following


def _whole_escapes(data: bytes) -> tuple[bytes, bytes]:
    """Split so that no escape, and no pair of surrogates, is cut in two."""
    if b"\\" not in data[-12:]:
        return data, b""
    end = 0
    for found in ESCAPE.finditer(data):
        if found["lone"] and found.end() > len(data) - 6:
            return data[: found.start()], data[found.start() :]
        end = found.end()
    cut = data.find(b"\\", end)
    return (data, b"") if cut < 0 else (data[:cut], data[cut:])


def _mended(found: re.Match[bytes]) -> bytes:
    return REFUSED_LATER if found["lone"] else found[0]


class _Sections:
    """Puts parser events together into records, section by section."""

    def __init__(self) -> None:
        self.has_begun = False
        self.found: set[str] = set()
        self._section: str | None = None
        self._inside = False
        self._skipping = 0
        self._place: int | str = 0
        self._record: _Record | None = None

    def take(self, event: str, value: Any) -> Iterator[Item]:
        """Take the next event; give the record it completes."""
        if self._record is not None:
            if self._record.take(event, value):
                yield self._complete(self._record)
        elif self._skipping:
            self._skipping += (event in {"start_map", "start_array"}) - (event in {"end_map", "end_array"})
        elif self._inside:
            yield from self._in_section(event, value)
        elif not self.has_begun:
            if event != "start_map":
                raise Broken("not an object with a list of cases")
            self.has_begun = True
        elif event == "map_key":
            self._section = value
        elif event != "end_map":
            yield from self._section_value(event)

    def _section_value(self, event: str) -> Iterator[Item]:
        section = self._section or ""
        opens = event in {"start_map", "start_array"}
        if event == ("start_array" if section in LISTS else "start_map" if section in MAPS else None):
            self.found.add(section)
            self._inside, self._place = True, -1
            return
        self._skipping = int(opens)
        if section in LISTS or section in MAPS:
            self.found.add(section)
            yield Item(section, "", None, Problem("", f"not {'a list' if section in LISTS else 'an object'}"))

    def _in_section(self, event: str, value: Any) -> Iterator[Item]:
        if event in {"end_array", "end_map"}:
            self._inside = False
            return
        if event == "map_key":
            self._place = value
            return
        if isinstance(self._place, int):
            self._place += 1
        record = _Record()
        if record.take(event, value):
            yield self._complete(record)
        else:
            self._record = record

    def _complete(self, record: "_Record") -> Item:
        self._record = None
        return Item(self._section or "", self._place, record.value, record.problem)


class _Record:
    """One value being put together; beyond the limits only its reference is kept."""

    def __init__(self) -> None:
        self.value: Any = None
        self.problem: Problem | None = None
        self._open: list[Any] = []
        self._key: str = ""
        self._keys: list[str] = []
        self._depth = 0
        self._weight = 0

    def take(self, event: str, value: Any) -> bool:
        """Take the next event; True when the value is complete."""
        if event == "map_key":
            self._key = value
            self._weigh(len(value))
        elif event in {"end_map", "end_array"}:
            self._depth -= 1
            if self._open:
                self._open.pop()
                self._key = self._keys.pop()
        elif event in {"start_map", "start_array"}:
            self._depth += 1
            self._weigh(20)
            if self._depth > DEEPEST:
                self._give_up("nested too deep")
            self._begin({} if event == "start_map" else [])
        else:
            self._weigh(len(value) if isinstance(value, str) else 20)
            self._put(value)
        return self._depth == 0

    def _begin(self, container: Any) -> None:
        if self.problem is None or self._open:
            self._put(container)
            self._open.append(container)
            self._keys.append(self._key)

    def _put(self, value: Any) -> None:
        if not self._open:
            if self.problem is None:
                self.value = value
        elif isinstance(self._open[-1], list):
            self._open[-1].append(value)
        else:
            if self._key in self._open[-1] and self.problem is None:
                self.problem = Problem("", "a field that is given twice" + quoted(self._key))
            self._open[-1][self._key] = value

    def _weigh(self, more: int) -> None:
        self._weight += more
        if self._weight > LARGEST:
            self._give_up(f"larger than {LARGEST:,} letters")

    def _give_up(self, reason: str) -> None:
        if self._open or self.problem is None:
            reference = self.value.get("case_id") if isinstance(self.value, dict) else None
            self.value = {"case_id": reference}
            self.problem = Problem("", reason)
            self._open.clear()
            self._keys.clear()
