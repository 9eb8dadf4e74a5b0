"""The dates of a list's filter: from one day to another, typed as a year, a month or a day."""

from datetime import date

from flask_babel import gettext as _

from caseapp.dates.calendar_words import typed_digits
from caseapp.dates.edtf_bounds import PLAIN
from caseapp.dates.partial_date import PartialDate, Precision


def overlap_range(from_text: str | None, to_text: str | None) -> tuple[date | None, date | None]:
    """Read two boxes as the first and last day for ``overlaps``, None where empty; ValueError says what to mend."""
    first, last = _bounds(from_text)[0], _bounds(to_text)[1]
    if first and last and first > last:
        raise ValueError(_("The end lies before the beginning; check both dates."))
    return first, last


def _bounds(text: str | None) -> tuple[date | None, date | None]:
    typed = typed_digits(text)
    if not typed:
        return None, None
    try:
        found = PartialDate.parse(typed) if PLAIN.fullmatch(typed) else None
    except ValueError:
        found = None
    if found is None or found.precision is Precision.SEASON:
        raise ValueError(_("Write a date like 2017, 2017-08 or 2017-08-14."))
    return found.earliest, found.latest
