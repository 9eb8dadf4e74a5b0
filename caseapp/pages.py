"""What every template may use: language, direction, navigation, dates and numbers."""

from collections.abc import MutableMapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request, url_for
from flask.templating import Environment
from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from caseapp import identifiers, languages
from caseapp.dates import PartialDate, spoken
from caseapp.dates.wording import partial_date_filter
from caseapp.permissions import Permission
from caseapp.places.countries import country_name
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


def navigation() -> list[tuple[str, Any, str]]:
    """Return endpoint, label and icon of the pages this person's role opens."""
    if not current_user.is_authenticated:
        return []
    return [(endpoint, label, icon) for endpoint, label, icon, needed in NAVIGATION if current_user.can(needed)]


def current_url_with_lang(tag: str) -> str:
    """Return this page's address in another language."""
    if request.endpoint is None or request.method not in {"GET", "HEAD"} or "token" in (request.view_args or {}):
        return "/?lang=" + tag
    # The query is written by hand: some of its names mean something to url_for itself.
    asked = {name: values for name, values in request.args.lists() if name != "lang"}
    query = urlencode({**asked, "lang": tag}, doseq=True)
    return f"{url_for(request.endpoint, **(request.view_args or {}))}?{query}"


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
