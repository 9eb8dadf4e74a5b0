"""Days, months and years as CLDR writes them, and the small words that join them."""

import unicodedata
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from babel.lists import format_list
from flask import has_app_context
from flask_babel import get_locale
from flask_babel import gettext as _

ENGLISH = Locale.parse("en_GB")


def page_locale() -> Locale:
    """Give the page's language; English days come before their months, as in most of the world."""
    locale = get_locale() if has_app_context() else None
    return ENGLISH if locale is None or (locale.language == "en" and not locale.territory) else locale


def typed_digits(text: str | None) -> str:
    """Trim what was typed and turn digits of any script into 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in (text or "").strip())


def month_names(locale: Locale, *, alone: bool) -> dict[int, str]:
    """Name the months as they stand alone, or as they stand beside a day."""
    return dict(get_month_names("wide", context="stand-alone" if alone else "format", locale=locale))


def day(when: date, locale: Locale) -> str:
    """Write "14 August 2017"."""
    return format_date(when, "long", locale)


def month(when: date, locale: Locale) -> str:
    """Write "August 2017", the month as it stands alone."""
    return format_skeleton("yMMMM", when, locale=locale)


def year(when: date, locale: Locale) -> str:
    """Write "2017"."""
    return format_skeleton("y", when, locale=locale) if "y" in locale.datetime_skeletons else str(when.year)


def years(first: date, last: date) -> str:
    """Write "2011–12", a winter's years."""
    return (
        f"{first.year}–{last.year % 100:02}" if first.year // 100 == last.year // 100 else f"{first.year}–{last.year}"
    )


def month_and_day(when: date, locale: Locale) -> str:
    """Write "14 August"."""
    return format_skeleton("MMMMd", when, locale=locale)


def between_words(start: str, end: str, locale: Locale) -> tuple[str, str]:
    """Write the two ends of a range of plain dates; in one year the year is said once, where the language puts it."""
    first, last = first_day(start), first_day(end)
    if first.year != last.year or len(start) == 4 or len(start) != len(end):
        return plain(start, locale), plain(end, locale)
    if len(start) == 7:
        full = [format_skeleton("yMMM", when, locale=locale) for when in (first, last)]
        short = [format_date(when, "LLL", locale) for when in (first, last)]
    else:
        full = [day(when, locale) for when in (first, last)]
        short = [month_and_day(when, locale) for when in (first, last)]
    pattern = locale.datetime_skeletons["yMMM"].pattern
    return (full[0], short[1]) if pattern.startswith("y") else (short[0], full[1])


def since_words(said: str, edtf: str) -> str:
    """Write "since February 2021"; languages that bend the noun need to know whether it is a year, a month or a day."""
    if edtf.isdigit():
        return _("since %(year)s", year=said)
    if len(edtf) == 7 and edtf[4] == "-" and edtf[5:] <= "12":
        return _("since %(month)s", month=said)
    if len(edtf) == 10 and edtf.replace("-", "").isdigit():
        return _("since %(day)s", day=said)
    return _("since %(date)s", date=said)


def list_words(said: list[str], locale: Locale, *, one_of: bool) -> str:
    """Write "2017, 2018 or 2019", or the same with "and"."""
    return format_list(said, style="or" if one_of else "standard", locale=locale)


def first_day(text: str) -> date:
    """Read a plain year, month or day as the first day in it."""
    return date.fromisoformat(text + "0000-01-01"[len(text) :])


def plain(text: str, locale: Locale) -> str:
    """Write a plain year, month or day."""
    return {4: year, 7: month, 10: day}[len(text)](first_day(text), locale)
