"""What people type into the boxes of a date, as EDTF and back."""

import re
from collections.abc import Mapping
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from caseapp.dates.calendar_words import month_names, page_locale, typed_digits
from caseapp.dates.partial_date import PartialDate

DATE_BOXES = ("year", "month", "day")
END_BOXES = ("end_year", "end_month", "end_day")
BOXES = (*DATE_BOXES, "qualifier", *END_BOXES, "wording", "language", "kept")

# The four seasons stand after the months in the list of months, with EDTF's numbers.
SEASON_NAMES = {21: _l("Spring"), 22: _l("Summer"), 23: _l("Autumn"), 24: _l("Winter (from December)")}

UNKNOWN = "../.."

LONGEST_WORDING = 500
LANGUAGE = re.compile(r"[A-Za-z][A-Za-z-]{0,9}")


class Qualifier(StrEnum):
    """How the date in the boxes is meant."""

    EXACTLY = "exactly"
    ABOUT = "about"
    UNCERTAIN = "uncertain"
    ABOUT_AND_UNCERTAIN = "about_and_uncertain"
    BETWEEN = "between"
    BY_THE_END_OF = "by_the_end_of"
    FROM_TO = "from_to"
    SINCE = "since"
    UNTIL = "until"
    KEPT = "kept"


MARKS = {
    Qualifier.EXACTLY: "",
    Qualifier.ABOUT: "~",
    Qualifier.UNCERTAIN: "?",
    Qualifier.ABOUT_AND_UNCERTAIN: "%",
}
WITH_END = frozenset({Qualifier.BETWEEN, Qualifier.FROM_TO})


class Mistyped(ValueError):
    """What is wrong in which boxes, and what to do."""

    def __init__(self, message: str, *boxes: str) -> None:
        super().__init__(message)
        self.boxes = frozenset(boxes)


def read(typed: Mapping[str, str]) -> PartialDate | None:
    """Read the boxes as a date, None where all are empty; ``Mistyped`` says what to change."""
    wording = typed.get("wording", "").replace("\x00", "").strip() or None
    language = typed.get("language", "")
    if wording and len(wording) > LONGEST_WORDING:
        raise Mistyped(_("Shorten their words to %(most)s characters.", most=LONGEST_WORDING), "wording")
    edtf = _edtf(typed)
    if edtf is None and wording:
        # Told without any year ("after the harvest"): the words are kept, the date is unknown.
        edtf = UNKNOWN
    if edtf is None:
        return None
    try:
        return PartialDate.parse(edtf, wording, language if wording and LANGUAGE.fullmatch(language) else None)
    except ValueError as error:
        raise Mistyped(_("The second date lies before the first; check both."), *DATE_BOXES, *END_BOXES) from error


def show(value: PartialDate | None) -> dict[str, str]:
    """Fill the boxes from a date; what they cannot hold stays as it is under "kept"."""
    typed = dict.fromkeys(BOXES, "") | {"qualifier": Qualifier.EXACTLY.value}
    if value is None:
        return typed
    told = {"wording": value.wording or "", "language": value.language or ""}
    if value.edtf == UNKNOWN and value.wording:
        return typed | told
    for qualifier, pattern in _SHOWN.items():
        if found := re.fullmatch(pattern, value.edtf):
            start, end = [*found.groups(), None][:2]
            filled = typed | {"qualifier": qualifier.value} | _fill(start, DATE_BOXES) | _fill(end, END_BOXES)
            if _reads_as(filled, value.edtf):
                return filled | told
    return typed | told | {"qualifier": Qualifier.KEPT.value, "kept": value.edtf}


_DATE = r"([0-9]{4}(?:-[0-9]{2}){0,2})"
_SHOWN = {
    Qualifier.EXACTLY: _DATE,
    Qualifier.ABOUT: _DATE + "~",
    Qualifier.UNCERTAIN: _DATE + r"\?",
    Qualifier.ABOUT_AND_UNCERTAIN: _DATE + "%",
    Qualifier.BETWEEN: rf"\[{_DATE}\.\.{_DATE}\]",
    Qualifier.BY_THE_END_OF: rf"\[\.\.{_DATE}\]",
    Qualifier.FROM_TO: f"{_DATE}/{_DATE}",
    Qualifier.SINCE: rf"{_DATE}/\.\.",
    Qualifier.UNTIL: rf"\.\./{_DATE}",
}


def _fill(edtf: str | None, boxes: tuple[str, ...]) -> dict[str, str]:
    parts = edtf.split("-") if edtf else []
    return {box: str(int(part)) for box, part in zip(boxes, parts, strict=False)}


def _reads_as(typed: Mapping[str, str], edtf: str) -> bool:
    try:
        return _edtf(typed) == edtf
    except Mistyped:
        return False


def _edtf(typed: Mapping[str, str]) -> str | None:
    """Build the expression; one that cannot be right is caught where its parts are read."""
    try:
        qualifier = Qualifier(typed.get("qualifier") or Qualifier.EXACTLY)
    except ValueError as error:
        raise Mistyped(_("Choose one of the answers in the list."), "qualifier") from error
    start = _date(typed, DATE_BOXES)
    end = _date(typed, END_BOXES) if qualifier in WITH_END else None
    if qualifier is Qualifier.KEPT and start is None:
        return _kept(typed)
    if start is None and end is None:
        return None
    if start is None:
        raise Mistyped(_("Enter the first date, at least its year."), "year")
    if qualifier in WITH_END and end is None:
        raise Mistyped(_("Enter the second date, at least its year."), "end_year")
    if end is not None:
        return _two_dates(qualifier, start, end)
    return _one_date(qualifier, start)


def _one_date(qualifier: Qualifier, start: str) -> str:
    if qualifier is Qualifier.SINCE:
        return f"{start}/.."
    if qualifier is Qualifier.UNTIL:
        return f"../{start}"
    if qualifier is Qualifier.BY_THE_END_OF:
        return f"[..{_in_months(start)[1] if _is_season(start) else start}]"
    # Typing a date over a kept one replaces it.
    mark = MARKS.get(qualifier, "")
    if mark and _is_season(start):
        raise Mistyped(_("A season is not exact anyway: choose “exactly”."), "qualifier")
    return start + mark


def _two_dates(qualifier: Qualifier, start: str, end: str) -> str:
    if PartialDate.parse(start).sort_key[0] > PartialDate.parse(end).sort_key[1]:
        raise Mistyped(_("The second date lies before the first; check both."), *DATE_BOXES, *END_BOXES)
    if qualifier is Qualifier.FROM_TO:
        return f"{start}/{end}"
    if len(start) != len(end) or _is_season(start) or _is_season(end):
        # EDTF wants both ends of the same kind: the coarser one is said by its first or last month or day.
        finest = 10 if 10 in {len(start), len(end)} else 7
        start, end = _in_months(start, finest)[0], _in_months(end, finest)[1]
    return start if start == end else f"[{start}..{end}]"


def _in_months(edtf: str, size: int = 7) -> tuple[str, str]:
    found = PartialDate.parse(edtf)
    first, last = found.sort_key
    return first.isoformat()[:size], last.isoformat()[:size]


def _is_season(edtf: str) -> bool:
    return len(edtf) == 7 and int(edtf[5:]) in SEASON_NAMES


def _kept(typed: Mapping[str, str]) -> str | None:
    edtf = typed.get("kept", "")
    if not edtf:
        return None
    try:
        return PartialDate.parse(edtf).edtf
    except ValueError as error:
        raise Mistyped(_("Enter the date again."), "year") from error


def _date(typed: Mapping[str, str], boxes: tuple[str, ...]) -> str | None:
    """Read three boxes as a plain date or season."""
    year_box, month_box, day_box = boxes
    year, month, day = (typed_digits(typed.get(box)) for box in boxes)
    if not year and not month and not day:
        return None
    if not year:
        raise Mistyped(_("Enter the year too."), year_box)
    if not re.fullmatch(r"[1-9][0-9]{3}", year):
        raise Mistyped(_("Enter the year with four digits, like 2017."), year_box)
    if not month:
        if day:
            raise Mistyped(_("Choose the month too, or leave the day empty."), month_box)
        return year
    if not re.fullmatch(r"[0-9]{1,2}", month) or not (1 <= int(month) <= 12 or int(month) in SEASON_NAMES):
        raise Mistyped(_("Enter the month as a number from 1 to 12."), month_box)
    if not day:
        return f"{year}-{int(month):02}"
    if int(month) in SEASON_NAMES:
        raise Mistyped(_("Leave the day empty for a season."), day_box)
    if not re.fullmatch(r"[0-9]{1,2}", day) or not 1 <= int(day) <= 31:
        raise Mistyped(_("Enter the day as a number from 1 to 31."), day_box)
    return _real_day(year, int(month), int(day), day_box)


def _real_day(year: str, month: int, day: int, day_box: str) -> str:
    edtf = f"{year}-{month:02}-{day:02}"
    try:
        return PartialDate.parse(edtf).edtf
    except ValueError as error:
        name = month_names(page_locale(), alone=False)[month]
        message = _("There is no %(day)s %(month)s %(year)s; check the day.", day=day, month=name, year=year)
        raise Mistyped(message, day_box) from error
