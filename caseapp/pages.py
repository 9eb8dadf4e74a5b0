"""What every template may use: language, direction, navigation, dates and numbers."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, get_template_attribute, request, url_for
from flask.templating import Environment
from flask_babel import format_decimal, get_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from caseapp import identifiers, languages
from caseapp.accounts.vocabulary import Role
from caseapp.dates import PartialDate, spoken
from caseapp.dates.wording import partial_date_filter
from caseapp.permissions import GRANTS, Permission
from caseapp.places.countries import country_name
from caseapp.vocabulary import Vocabulary
from caseapp.web import web_address

NAVIGATION = (
    ("work.index", _l("My work"), "home", Permission.WORK_VIEW),
    ("cases.index", _l("Cases"), "cases", Permission.CASE_LIST),
    ("appeals.index", _l("Appeals"), "appeals", Permission.APPEAL_LOG),
    ("petitions.index", _l("Petitions"), "petitions", Permission.PETITION_VIEW),
    ("protests.index", _l("Protests"), "protests", Permission.PROTEST_VIEW),
    ("families.index", _l("Families"), "families", Permission.FAMILY_ANSWER),
    ("reports.index", _l("Reports"), "reports", Permission.REPORT_VIEW),
    ("history.index", _l("Audit"), "audit", Permission.AUDIT_VIEW),
    ("accounts.users", _l("People"), "users", Permission.USER_MANAGE),
    ("accounts.offices", _l("Offices"), "offices", Permission.OFFICE_MANAGE),
    ("petitions.bodies", _l("Bodies"), "bodies", Permission.BODY_VIEW),
    ("petitions.calendar", _l("Working days"), "calendar", Permission.CALENDAR_MANAGE),
)


# How many places stand below on a phone before the others.
FIRST = 3


@dataclass(frozen=True)
class Rail:
    """The places a role may go to, drawn: all of them, and for a phone the first and the others."""

    all: str = ""
    first: str = ""
    more: str = ""


def navigation() -> Rail:
    """Draw the pages this person's role opens."""
    if not current_user.is_authenticated:
        return Rail()
    return _rail(languages.chosen(), current_user.role, request.endpoint, request.blueprint, request.script_root)


@lru_cache(maxsize=1024)
def _rail(_language: str, role: Role, endpoint: str | None, blueprint: str | None, _root: str) -> Rail:
    """Draw the places of a role once for each page: thirty links and words take as long as a statement."""
    entries = [(place, label, symbol) for place, label, symbol, needed in NAVIGATION if needed in GRANTS[role]]
    # A page below a list counts as that list, unless it has a place of its own.
    here = endpoint if endpoint in [place for place, _label, _symbol in entries] else f"{blueprint}.index"
    draw = get_template_attribute("macros/navigation.html", "nav_links")
    return Rail(draw(entries, here), draw(entries[:FIRST], here), draw(entries[FIRST:], here))


@cache
def icon(name: str) -> Markup:
    """Draw the symbol that stands beside a word."""
    return Markup('<span class="icon icon-{}" aria-hidden="true"></span>').format(name)


def badge_of(member: Vocabulary, tone: str = "", symbol: str = "") -> Markup:
    """Draw a member of a vocabulary as icon and word."""
    return _badge(str(get_locale()), member, tone, symbol)


# Members of two vocabularies may be the same word: their types tell them apart.
@lru_cache(maxsize=4096, typed=True)
def _badge(_language: str, member: Vocabulary, tone: str, symbol: str) -> Markup:
    return Markup(get_template_attribute("macros/badges.html", "draw_badge_of")(member, tone, symbol))  # noqa: S704 - drawn by our own template


def current_url_with_lang(tag: str) -> str:
    """Return this page's address in another language."""
    if request.endpoint is None or request.method not in {"GET", "HEAD"} or "token" in (request.view_args or {}):
        return "/?lang=" + tag
    if "page_path" not in g:
        g.page_path = url_for(request.endpoint, **(request.view_args or {}))
    # The query is written by hand: some of its names mean something to url_for itself.
    asked = {name: values for name, values in request.args.lists() if name != "lang"}
    return f"{g.page_path}?{urlencode({**asked, 'lang': tag}, doseq=True)}"


def day(value: date | None) -> str:
    """Format a day in the page's language."""
    return "" if value is None else spoken.short(value)


def moment(value: datetime | None) -> str:
    """Format a moment in the page's language, at the organisation's place."""
    return "" if value is None else spoken.moment(value)


def edtf_words(text: str | None) -> Markup:
    """Say a date that is kept as it was published; what cannot be read as a date stays as it is."""
    try:
        return partial_date_filter(PartialDate.parse(text)) if text else Markup("")
    except ValueError:
        return escape(text)


def number(value: float | None) -> str:
    """Format a number in the page's language."""
    return "" if value is None else format_decimal(value)


class PageEnvironment(Environment):
    """Flask's environment, whose templates all share one set of global names.

    Jinja lays a map of its own over them for each template, which every import and include of a page then looks
    through name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the shared names where a template has none of its own."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Give templates their surroundings; an undefined name raises."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.filters.update(
        date=day,
        datetime=moment,
        number=number,
        partial_date=partial_date_filter,
        masked=identifiers.mask,
        country=country_name,
        edtf=edtf_words,
        web_address=web_address,
    )
    app.jinja_env.globals.update(
        Permission=Permission,
        drawn_badge=badge_of,
        drawn_icon=icon,
        navigation=navigation,
        current_url_with_lang=current_url_with_lang,
        languages=list(languages.OWN_NAMES.items()),
        demo_mode=app.config["ENVIRONMENT"] == "demo",
    )

    @app.context_processor
    def language() -> dict[str, Any]:
        tag = languages.chosen()
        translated = languages.is_translated(tag)
        return {
            "chosen_lang": tag,
            "page_lang": tag if translated else languages.DEFAULT,
            "page_dir": languages.direction(tag if translated else languages.DEFAULT),
            "is_translated": translated,
        }
