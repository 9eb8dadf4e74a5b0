"""A date as far as it is known: the EDTF expression, the days it may mean, and the words it was told in."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from caseapp.dates.edtf_bounds import SEASONS, bounds


class Precision(StrEnum):
    """How fine a date is."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that may be approximate, uncertain, a range or open; equal when expression and wording are."""

    edtf: str
    earliest: date | None
    latest: date | None
    wording: str | None = None
    language: str | None = None

    @classmethod
    def parse(cls, text: str, wording: str | None = None, language: str | None = None) -> Self:
        """Read EDTF, levels 0 to 2, of the years 1 to 9999; anything else is a ValueError."""
        if not isinstance(text, str):
            raise ValueError("A date in EDTF is text.")  # noqa: TRY004 - one exception for all that is no EDTF
        try:
            earliest, latest = bounds(text)
        except ValueError:
            raise
        except Exception as error:
            raise ValueError("This is not a date in EDTF.") from error
        return cls(text, earliest, latest, wording, language)

    @classmethod
    def of(cls, day: date) -> Self:
        """Say a day that is known exactly."""
        day = date(day.year, day.month, day.day)
        return cls(day.isoformat(), day, day)

    @classmethod
    def between(cls, first: date, last: date) -> Self:
        """Say one unknown day from the first to the last, in whole years or months where they are whole."""
        if first > last:
            raise ValueError("The last day lies before the first.")
        start, end = first.isoformat()[:10], last.isoformat()[:10]
        if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            size = 4 if (first.month, last.month) == (1, 12) else 7
            start, end = start[:size], end[:size]
        return cls.parse(start if start == end else f"[{start}..{end}]")

    def told(self, wording: str | None, language: str | None) -> Self:
        """Give the same date with the words it was told in."""
        return replace(self, wording=wording, language=language)

    @property
    def is_exact(self) -> bool:
        """Say whether this is one day, stated without doubt."""
        return self.earliest is not None and self.earliest == self.latest and not re.search(r"[?~%]", self.edtf)

    @property
    def is_open(self) -> bool:
        """Say whether an end is open or unknown."""
        return self.earliest is None or self.latest is None

    @property
    def month_known(self) -> bool:
        """Say whether everything this can mean lies in one month (what the UN working group asks for)."""
        if self.earliest is None or self.latest is None:
            return False
        return (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month)

    @property
    def precision(self) -> Precision:
        """Say how fine the expression is, whatever its doubt."""
        if self.earliest is None and self.latest is None:
            return Precision.UNKNOWN
        if self.earliest and self.earliest == self.latest:
            return Precision.DAY
        if re.search(r"[/\[{]", self.edtf):
            return Precision.RANGE
        stated = re.sub(r"[?~%]|(-XX)+(?=[?~%]?$)", "", self.edtf)
        if found := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", stated):
            if not found[2]:
                return Precision.YEAR
            return Precision.SEASON if int(found[2]) in SEASONS else Precision.MONTH
        if re.fullmatch(r"[0-9]{3}X|[0-9]{4}S3", stated):
            return Precision.DECADE
        if re.fullmatch(r"[0-9]{2}XX|[0-9]{4}S2", stated):
            return Precision.CENTURY
        return Precision.MONTH if self.month_known else Precision.RANGE

    @property
    def sort_key(self) -> tuple[date, date]:
        """Order by earliest, then latest day; an open start comes first, an open end last."""
        return self.earliest or date.min, self.latest or date.max

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Say whether this may lie between two days, both included; None is an open end (twin of ``column``'s)."""
        begins_in_time = end is None or self.earliest is None or self.earliest <= end
        ends_in_time = start is None or self.latest is None or self.latest >= start
        return begins_in_time and ends_in_time
