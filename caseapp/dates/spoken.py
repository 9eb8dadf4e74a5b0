"""Known days and hours in the page's language: days before their months, twenty-four hours."""

from datetime import date, datetime, time

from babel.dates import format_date, format_skeleton

from caseapp import clock
from caseapp.dates.calendar_words import page_locale


def short(day: date) -> str:
    """Write "14 Aug 2017"."""
    return format_date(day, "medium", locale=page_locale())


def long(day: date) -> str:
    """Write "14 August 2017"."""
    return format_date(day, "long", locale=page_locale())


def full(day: date) -> str:
    """Write "Monday 14 August 2017"."""
    return format_date(day, "full", locale=page_locale())


def with_weekday(day: date) -> str:
    """Write "Mon 14 Aug 2017"; other languages keep their own order of the parts."""
    locale = page_locale()
    if locale.language == "en":
        return format_date(day, "EEE d MMM yyyy", locale=locale)
    return format_skeleton("yMMMEd", day, locale=locale)


def hour(at: datetime | time) -> str:
    """Write "17:05"; a moment is told where the organisation works."""
    local = at.astimezone(clock.zone()) if isinstance(at, datetime) else at
    return f"{local:%H:%M}"


def moment(at: datetime) -> str:
    """Write "14 Aug 2017, 17:05" where the organisation works."""
    local = at.astimezone(clock.zone())
    return f"{short(local.date())}, {hour(at)}"
