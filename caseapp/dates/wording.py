"""How a partial date reads in a sentence, in the page's language: "about May 2017", "since February 2021"."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from babel import Locale
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from caseapp.dates.calendar_words import (
    between_words,
    first_day,
    list_words,
    month_and_day,
    page_locale,
    plain,
    since_words,
    year,
    years,
)
from caseapp.dates.edtf_bounds import PLAIN, SEASONS, SIGNIFICANT, bounds
from caseapp.dates.partial_date import PartialDate


def sentence(value: PartialDate, locale: Locale | str | None = None) -> str:
    """Say a date as a person understands it, in the page's language or another; in English where there is no app."""
    with _speaking(locale) as language:
        return _expression(value.edtf, language)


def partial_date_filter(value: PartialDate | None) -> Markup:
    """Say a date in a template, readable to machines where HTML can, with the words it was told in as its title."""
    if value is None:
        return Markup("")
    words = escape(sentence(value))
    title = Markup(' title="{}"').format(value.wording) if value.wording else Markup("")
    stated = value.edtf.rstrip("?~%")
    if PLAIN.fullmatch(stated) and not _season(stated):
        return Markup('<time datetime="{}"{}>{}</time>').format(stated, title, words)
    return Markup("<span{}>{}</span>").format(title, words) if title else words


@contextmanager
def _speaking(locale: Locale | str | None) -> Iterator[Locale]:
    """Speak a language for a while."""
    if locale is None:
        yield page_locale()
        return
    with force_locale(str(locale).replace("-", "_")):
        yield page_locale()


def _expression(edtf: str, locale: Locale) -> str:
    if bounds(edtf) == (None, None):
        return _without_year(edtf, locale)
    if edtf[0] in "[{":
        return _set(edtf, locale)
    if "/" in edtf:
        start, _slash, end = edtf.partition("/")
        return _interval(start, end, locale)
    return _single(edtf, locale)


def _without_year(edtf: str, locale: Locale) -> str:
    found = re.fullmatch(r"XXXX-([0-9]{2})-([0-9]{2})[?~%]?", edtf)
    if not found:
        return _("date unknown")
    # The year 2000 has all days a year can have.
    return _("%(day)s, year unknown", day=month_and_day(date(2000, int(found[1]), int(found[2])), locale))


def _interval(start: str, end: str, locale: Locale) -> str:
    if end == "..":
        return since_words(_single(start, locale), start)
    if not end:
        return _("from %(date)s, end unknown", date=_single(start, locale))
    if start == "..":
        return _("until %(date)s", date=_single(end, locale))
    if not start:
        return _("until %(date)s, beginning unknown", date=_single(end, locale))
    if PLAIN.fullmatch(start) and PLAIN.fullmatch(end) and not _season(start) and not _season(end):
        first, last = between_words(start, end, locale)
    else:
        first, last = _single(start, locale), _single(end, locale)
    return _("from %(start)s to %(end)s", start=first, end=last)


def _set(edtf: str, locale: Locale) -> str:
    """Say one of some dates, or all of them."""
    one_of = edtf[0] == "["
    elements = edtf[1:-1].split(",")
    if len(elements) == 1 and one_of:
        start, _dots, end = elements[0].partition("..")
        return _one_of_range(start, end, locale)
    return list_words([_element(element, locale) for element in elements], locale, one_of=one_of)


def _element(text: str, locale: Locale) -> str:
    start, dots, end = text.partition("..")
    if not dots:
        return _single(text, locale)
    if not start:
        return _("%(date)s or earlier", date=_single(end, locale))
    if not end:
        return _("%(date)s or later", date=_single(start, locale))
    first, last = between_words(start, end, locale)
    return _("%(start)s to %(end)s", start=first, end=last)


def _one_of_range(start: str, end: str, locale: Locale) -> str:
    if not start or not end:
        return _element(f"{start}..{end}", locale)
    if start == end:
        return _single(start, locale)
    if len(start) == 7 and start[:4] == end[:4] and (said := _part_of_year(int(start[5:]), int(end[5:]))):
        return said(year(first_day(start), locale))
    first, last = between_words(start, end, locale)
    if _neighbours(start, end):
        return _("%(start)s or %(end)s", start=first, end=last)
    return _("between %(start)s and %(end)s", start=first, end=last)


def _neighbours(start: str, end: str) -> bool:
    """Say whether two years, months or days follow each other."""
    first_ends, last_starts = bounds(start)[1], bounds(end)[0]
    return bool(first_ends and last_starts and (last_starts - first_ends).days == 1)


def _part_of_year(first: int, last: int) -> Callable[[str], str] | None:
    """Find the word for some months of a year: a quarter or third at its ends, its middle."""
    if (first, last) in {(1, 3), (1, 4)}:
        return lambda year: _("early %(year)s", year=year)
    if (first, last) in {(5, 8), (4, 9)}:
        return lambda year: _("mid %(year)s", year=year)
    if (first, last) in {(10, 12), (9, 12)}:
        return lambda year: _("late %(year)s", year=year)
    return None


def _single(text: str, locale: Locale) -> str:
    """Say one date with its doubt."""
    stated = _stated(re.sub(r"[?~%]", "", text), locale)
    about = "~" in text or "%" in text
    uncertain = "?" in text or "%" in text
    if about and uncertain:
        return _("about %(date)s, uncertain", date=stated)
    if about:
        return _("about %(date)s", date=stated)
    if uncertain:
        return _("%(date)s, uncertain", date=stated)
    return stated


def _stated(text: str, locale: Locale) -> str:
    text = re.sub(r"(-XX)+$", "", text.partition("T")[0])
    if _season(text):
        return _season_words(text, locale)
    if PLAIN.fullmatch(text):
        return plain(text, locale)
    if re.fullmatch(r"[0-9]{3}X|[0-9]{4}S3", text):
        return _("the %(decade)ss", decade=f"{text[:3]}0")
    earliest, latest = bounds(text)
    if earliest is None or latest is None:
        return _("date unknown")
    size = 10
    if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
        size = 4 if (earliest.month, latest.month) == (1, 12) else 7
    said = _one_of_range(earliest.isoformat()[:size], latest.isoformat()[:size], locale)
    if SIGNIFICANT.fullmatch(text):
        return _("%(range)s, perhaps %(year)s", range=said, year=text[:4])
    return said


def _season(text: str) -> int | None:
    """Find EDTF's number of a season, quarter, third or half."""
    found = re.fullmatch(r"[0-9]{4}-([0-9]{2})", text)
    return int(found[1]) if found and int(found[1]) in SEASONS else None


def _season_words(text: str, locale: Locale) -> str:
    number = int(text[5:])
    earliest, latest = bounds(text)
    first, last = earliest or date.min, latest or date.max
    when = year(first, locale) if first.year == last.year else years(first, last)
    # The southern seasons follow the northern in the same order; quarters, thirds and halves have their own words.
    number = 21 + (number - 21) % 4 if number < 33 else number
    said: dict[int, Callable[[], str]] = {
        21: lambda: _("spring %(year)s", year=when),
        22: lambda: _("summer %(year)s", year=when),
        23: lambda: _("autumn %(year)s", year=when),
        24: lambda: _("winter %(year)s", year=when),
        33: lambda: _("the first quarter of %(year)s", year=when),
        34: lambda: _("the second quarter of %(year)s", year=when),
        35: lambda: _("the third quarter of %(year)s", year=when),
        36: lambda: _("the fourth quarter of %(year)s", year=when),
        37: lambda: _("early %(year)s", year=when),
        38: lambda: _("mid %(year)s", year=when),
        39: lambda: _("late %(year)s", year=when),
        40: lambda: _("the first half of %(year)s", year=when),
        41: lambda: _("the second half of %(year)s", year=when),
    }
    return said[number]()
