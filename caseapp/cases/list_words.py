"""Words and options of the list of cases, made once for each language: the list says each of them fifty times."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy import Row

from caseapp import clock
from caseapp.cases.list_filters import ALL_STATES, TERMS
from caseapp.cases.vocabulary import Access, CaseState, HealthStatus, LegalStatus, PlaceStatus, Sex
from caseapp.dates import PartialDate, spoken
from caseapp.dates.wording import sentence
from caseapp.pages import badge_of
from caseapp.places import gazetteer

NOT_KNOWN = ("unknown",)
NOTHING = "–"
PLACE = re.compile(r"\[\[([a-z]+)\]\]")


def language() -> str:
    """Return the language of the page, as a key for what is kept."""
    return str(get_locale() or "en")


@lru_cache(maxsize=4096)
def status(
    _language: str, place: PlaceStatus, legal: LegalStatus, health: HealthStatus, state: CaseState, access: Access
) -> Markup:
    """Draw the three statuses, with what else one has to know of a case: that it is closed or restricted."""
    known = [str(member.label) for member in (legal, health) if member.value not in NOT_KNOWN]
    lines = [" · ".join(known)] if known else []
    if state is CaseState.CLOSED:
        lines.append(str(state.label))
    if access is not Access.OFFICE:
        lines.append(str(access.label))
    beneath = [Markup('<span class="quiet small-line">{}</span>').format(line) for line in lines]
    return Markup("<div>{}</div>").format(Markup("").join([badge_of(place), *beneath]))


@lru_cache(maxsize=16)
def sexes(_language: str) -> dict[Sex, str]:
    """Say each sex; nothing for what is not known."""
    return {member: "" if member.value in NOT_KNOWN else str(member.label) for member in Sex}


@lru_cache(maxsize=16)
def counties(language: str) -> dict[str, str]:
    """Name every place of the gazetteer."""
    return {code: gazetteer.label(place, language) for code, place in gazetteer.places().items()}


@lru_cache(maxsize=512)
def options(_language: str, word: str, chosen: str) -> Markup:
    """Draw the choices of a filter."""
    choices = [(member.value, str(member.label)) for member in TERMS[word]] if word in TERMS else _states()
    drawn = [
        Markup('<option value="{}"{}>{}</option>').format(value, Markup(" selected") if value == chosen else "", label)
        for value, label in choices
    ]
    return Markup("").join(drawn)


def _states() -> list[tuple[str, str]]:
    return [
        (CaseState.OPEN.value, _("Open")),
        (CaseState.CLOSED.value, _("Closed")),
        (ALL_STATES, _("Open and closed")),
    ]


@lru_cache(maxsize=256)
def county_options(language: str, chosen: str) -> Markup:
    """Draw the choices of the county box, prefectures before their counties."""
    names = counties(language)
    drawn = [
        Markup('<option value="{}"{}>{}{}</option>').format(
            code,
            Markup(" selected") if code == chosen else "",
            "" if code.endswith("00") else "\u2003",
            names[code],
        )
        for code in sorted(names)
    ]
    return Markup("").join(drawn)


@lru_cache(maxsize=4096)
def taken(_language: str, first: date, last: date | None) -> str:
    """Say when somebody was taken, as far as the bounds tell."""
    known = PartialDate.parse(f"{first.isoformat()}/..") if last is None else PartialDate.between(first, last)
    return sentence(known)


@lru_cache(maxsize=4096)
def day(_language: str, value: date) -> str:
    """Say a day shortly."""
    return spoken.short(value)


def filled(opened_row: Markup, shut_row: Markup, lines: Iterable[tuple[bool, dict[str, str]]]) -> Markup:
    """Fill the template's drawing of a row, in which ``[[name]]`` stands for a value, once for each line.

    A loop of the template's own over fifty rows of twelve values takes as long as all the rest of the page.
    """
    opened, shut = _frame(opened_row), _frame(shut_row)
    rows = [(opened if may_open else shut) % said for may_open, said in lines]
    return Markup("".join(rows))  # noqa: S704 - every value was escaped by ``lines``


def _frame(row: Markup) -> str:
    return PLACE.sub(r"%(\1)s", str(row).replace("%", "%%"))


def lines(rows: Iterable[Row[*tuple[Any, ...]]], today: date) -> list[tuple[bool, dict[str, str]]]:
    """Say each row in escaped words: whether it may be opened, and what stands in its cells.

    Of a case that one may not open only code, names, statuses and the last change are said.
    """
    tongue, zone = language(), clock.zone()
    names, called, overdue = counties(tongue), sexes(tongue), escape(_("overdue"))
    said = []
    for row in rows:
        words = {
            "code": escape(row.code),
            "name": escape(row.shown_name or NOTHING),
            "beneath": _beneath(row.other_name, called[row.sex]),
            "status": status(tongue, row.place_status, row.legal_status, row.health_status, row.state, row.access),
            "changed": escape(day(tongue, row.changed_at.astimezone(zone).date())),
        }
        if row.may_open:
            first, due_on = row.taken_earliest, row.due_on
            words |= {
                "county": escape(names.get(row.county_code, NOTHING)),
                "taken": escape(taken(tongue, first, row.taken_latest) if first else NOTHING),
                "who": escape(row.who or NOTHING),
                "due": escape(day(tongue, due_on) if due_on else NOTHING),
                "late": f'<span class="due due-late">{overdue}</span>' if due_on and due_on < today else "",
            }
        said.append((bool(row.may_open), words))
    return said


def _beneath(other: str | None, sex: str) -> str:
    """Draw what stands beneath a name: the name in another script, the sex."""
    drawn = f"<bdi>{escape(other)}</bdi>" if other else ""
    if sex:
        drawn += f"<span>{escape(sex)}</span>"
    return f'<span class="name-others">{drawn}</span>' if drawn else ""
