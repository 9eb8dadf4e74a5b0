"""The first and last day an EDTF expression (levels 0 to 2) can mean.

Plain dates and unspecified digits are read with the standard library; the ``edtf`` package judges the rarer forms.
It gets single dates only: on intervals and sets with unspecified months it fails or prints.
"""

import re
import warnings
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, lru_cache

Bounds = tuple[date | None, date | None]

LONGEST = 100

PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
UNSPECIFIED = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
SIGNIFICANT = re.compile(r"([0-9]{4})S([1-3])")
QUALIFIED = re.compile(r"[0-9?~%-]+")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:Z+-]+")
QUALIFIERS = "?~%"

# The months of EDTF's seasons: the first month and how many. 21 to 24 are the seasons of wherever it happened, read as
# northern; 25 to 28 northern, 29 to 32 southern, 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves of the year.
_NORTHERN = [(3, 3), (6, 3), (9, 3), (12, 3)]
_SOUTHERN = [(9, 3), (12, 3), (3, 3), (6, 3)]
_QUARTERS = [(1, 3), (4, 3), (7, 3), (10, 3)]
_THIRDS_AND_HALVES = [(1, 4), (5, 4), (9, 4), (1, 6), (7, 6)]
SEASONS: dict[int, tuple[int, int]] = dict(
    enumerate([*_NORTHERN, *_NORTHERN, *_SOUTHERN, *_QUARTERS, *_THIRDS_AND_HALVES], start=21)
)


@lru_cache(maxsize=16_384)
def bounds(text: str) -> Bounds:
    """Read an EDTF expression as its earliest and latest day; None is an open or unknown end, ValueError is no EDTF."""
    if not text or len(text) > LONGEST:
        raise ValueError("A date in EDTF has 1 to 100 characters.")
    if text[0] + text[-1] in {"[]", "{}"}:
        found = _set(text[1:-1])
    elif "/" in text:
        found = _interval(*text.split("/", 1))
    elif MOMENT.fullmatch(text) and _judged(text):
        found = _plain(text[:10])
    else:
        found = _period(text)
    earliest, latest = found
    if earliest and latest and earliest > latest:
        raise ValueError("The end of this date lies before its beginning.")
    return found


def _interval(start: str, end: str) -> Bounds:
    """Read the two ends of an interval: each a date, ``..`` for open, or nothing for unknown."""
    if start in {"", ".."} and end in {"", ".."} and (start, end) != ("..", ".."):
        raise ValueError("An interval needs a date.")
    earliest = None if start in {"", ".."} else _period(start)[0]
    latest = None if end in {"", ".."} else _period(end)[1]
    return earliest, latest


def _set(content: str) -> Bounds:
    """Read a list of dates and ranges, of which one or all are meant."""
    elements = content.split(",")
    if len(elements) == 1 and ".." not in content:
        raise ValueError("A set names at least two dates.")
    read = [_element(e, first=i == 0, last=i == len(elements) - 1) for i, e in enumerate(elements)]
    starts = [earliest for earliest, _ in read if earliest]
    ends = [latest for _, latest in read if latest]
    return (
        min(starts) if len(starts) == len(read) else None,
        max(ends) if len(ends) == len(read) else None,
    )


def _element(text: str, *, first: bool, last: bool) -> Bounds:
    """Read one member of a set; only the first may be open at the start, only the last at the end."""
    start, dots, end = text.partition("..")
    if not dots:
        return _period(text)
    if (not start and not end) or (not start and not first) or (not end and not last):
        raise ValueError("A range in a set needs its dates.")
    if start and end and len(start) != len(end):
        raise ValueError("Both ends of a range in a set are years, months or days.")
    earliest = _plain(start)[0] if start else None
    latest = _plain(end)[1] if end else None
    if earliest and latest and earliest > latest:
        raise ValueError("The end of this range lies before its beginning.")
    return earliest, latest


def _period(text: str) -> Bounds:
    """Read a single date, month, season, year, decade; what is approximate keeps the stated period, without padding."""
    stated = text[:-1] if text[-1:] in set(QUALIFIERS) else text
    if PLAIN.fullmatch(stated):
        # A season with a qualifier has no agreed meaning, the edtf package refuses it too.
        return _plain(stated, seasons=stated == text)
    if found := UNSPECIFIED.fullmatch(stated):
        return _unspecified(*found.groups())
    if significant := SIGNIFICANT.fullmatch(text):
        unsure = 4 - int(significant[2])
        return _unspecified(significant[1][:-unsure] + "X" * unsure, None, None)
    if QUALIFIED.fullmatch(text) and _judged(text):
        return _plain(re.sub(r"[?~%]", "", text))
    raise ValueError("This is not a date in EDTF, or one beyond the years 1 to 9999.")


def _plain(text: str, *, seasons: bool = False) -> Bounds:
    """Read a year, month or day, where allowed a season."""
    found = PLAIN.fullmatch(text)
    if not found:
        raise ValueError("This is not a plain date.")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return _day(int(found[1]), 1, 1), _day(int(found[1]), 12, 31)
    if day is not None:
        return _day(year, month, day), _day(year, month, day)
    if seasons and month in SEASONS:
        return _months(year, *SEASONS[month])
    return _months(year, month, 1)


def _months(year: int, month: int, count: int) -> Bounds:
    """Give the first and last day of some months in a row; they may run into the next year, as a winter does."""
    first = _day(year, month, 1)
    over, last = divmod(month + count - 2, 12)
    return first, _day(year + over, last + 1, monthrange(year + over, last + 1)[1])


def _day(year: int, month: int, day: int) -> date:
    """Give a day of the calendar, or say that there is none."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError("There is no such day in the calendar.") from error


def _unspecified(year: str, month: str | None, day: str | None) -> Bounds:
    """Read a date some of whose digits are X."""
    earliest = next(_fitting(year, month, day), None)
    latest = next(_fitting(year, month, day, backwards=True), None)
    if earliest is None or latest is None:
        raise ValueError("There is no such day in the calendar.")
    if year == "XXXX":
        return None, None
    return earliest, latest


def _fitting(year: str, month: str | None, day: str | None, *, backwards: bool = False) -> Iterator[date]:
    """Walk the calendar days that fit a pattern, from the first or from the last."""
    step = -1 if backwards else 1
    for y in _numbers(year, 1, 9999)[::step]:
        for m in _numbers(month or "XX", 1, 12)[::step]:
            for d in _numbers(day or "XX", 1, monthrange(y, m)[1])[::step]:
                yield date(y, m, d)


@lru_cache(maxsize=1024)
def _numbers(pattern: str, lowest: int, highest: int) -> list[int]:
    """List the numbers of this many digits that fit a pattern."""
    fits = re.compile(pattern.replace("X", "[0-9]")).fullmatch
    return [n for n in range(lowest, highest + 1) if fits(f"{n:0{len(pattern)}}")]


@lru_cache(maxsize=1024)
@cache
def _parser() -> Callable[[str], object]:
    """Return the package's parser; imported late, since few processes meet a rare date and it takes 6 MiB."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"pyparsing|edtf")
        warnings.filterwarnings("ignore", message=r"warn_multiple_tokens_in_named_alternation")
        from edtf import parse_edtf

    return parse_edtf  # type: ignore[no-any-return]


def _judged(text: str) -> bool:
    """Ask the edtf package whether this is EDTF, whatever it throws."""
    try:
        return _parser()(text) is not None
    except Exception:
        return False
