"""Words and options of the list of cases, made once for each language: the list says each of them fifty times."""

from datetime import date
from functools import lru_cache

from flask import get_template_attribute
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from caseapp.cases.list_filters import TERMS
from caseapp.cases.vocabulary import CaseState, HealthStatus, LegalStatus, PlaceStatus, Sex
from caseapp.dates import PartialDate
from caseapp.dates.wording import sentence
from caseapp.places import gazetteer
from caseapp.vocabulary import Vocabulary

NOT_KNOWN = ("unknown",)
Options = tuple[tuple[str, str], ...]


def language() -> str:
    """Return the language of the page, as a key for what is kept."""
    return str(get_locale() or "en")


@lru_cache(maxsize=16)
def badges(_language: str) -> dict[Vocabulary, Markup]:
    """Draw the badge of every place status."""
    draw = get_template_attribute("macros/badges.html", "badge_of")
    return {member: Markup(draw(member)) for member in PlaceStatus}  # noqa: S704 - drawn by our own template


@lru_cache(maxsize=16)
def words(_language: str) -> dict[Vocabulary, str]:
    """Say every legal and health status and sex; nothing for what is not known."""
    members: list[Vocabulary] = [*LegalStatus, *HealthStatus, *Sex]
    return {member: "" if member.value in NOT_KNOWN else str(member.label) for member in members}


@lru_cache(maxsize=16)
def counties(language: str) -> dict[str, str]:
    """Name every place of the gazetteer."""
    return {code: gazetteer.label(place, language) for code, place in gazetteer.places().items()}


@lru_cache(maxsize=16)
def options(_language: str) -> dict[str, Options]:
    """List value and label of every choice of the filters."""
    found: dict[str, Options] = {
        word: tuple((member.value, str(member.label)) for member in vocabulary) for word, vocabulary in TERMS.items()
    }
    found["state"] = (
        (CaseState.OPEN.value, _("Open")),
        (CaseState.CLOSED.value, _("Closed")),
        ("all", _("Open and closed")),
    )
    return found


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
    return format_date(value, "medium", rebase=False)
