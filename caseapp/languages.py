"""The languages of the pages: which there are, which one is wanted, which way it runs."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g, request, session
from flask_babel import Babel, get_translations
from flask_login import current_user
from markupsafe import Markup

TRANSLATIONS = Path(__file__).parent / "translations"
DEFAULT = "en"

OWN_NAMES = {
    "kk": "Қазақша",
    "kk-Arab": "قازاقشا",
    "ru": "Русский",
    "zh": "中文",
    "en": "English",
}

COOKIE = "jaqyn_language"
COOKIE_SECONDS = 365 * 24 * 3600


def locale_name(tag: str) -> str:
    """Return Babel's name of a language tag."""
    return tag.replace("-", "_")


@lru_cache
def direction(tag: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return Locale.parse(locale_name(tag)).text_direction


@lru_cache
def is_translated(tag: str) -> bool:
    """Say whether the pages exist in this language; where not, they are shown in English."""
    return tag == DEFAULT or (TRANSLATIONS / locale_name(tag) / "LC_MESSAGES" / "messages.mo").exists()


def chosen() -> str:
    """Return the language tag of this request: asked for, remembered, the person's own, the browser's."""
    if "language" not in g:
        g.language = _choose()
    return str(g.language)


def _choose() -> str:
    if not request:
        return DEFAULT
    asked = request.args.get("lang")
    if asked in OWN_NAMES:
        return asked
    remembered = request.cookies.get(COOKIE)
    if remembered in OWN_NAMES:
        return remembered
    if session.get("_user_id") and current_user.is_authenticated and current_user.language in OWN_NAMES:
        return str(current_user.language)
    wanted = request.accept_languages.best_match([tag for tag in OWN_NAMES if tag != "kk-Arab"])
    return wanted or DEFAULT


def _translations() -> NullTranslations:
    """Return the catalogue of this page, looked up once a request: a page asks for a hundred sentences."""
    kept: NullTranslations | None = g.get("page_translations")
    if kept is None:
        kept = g.page_translations = get_translations()
    return kept


def _said(sentence: str, variables: dict[str, Any]) -> Markup:
    return Markup(sentence) % variables if "%" in sentence else Markup(sentence)  # noqa: S704 - catalogues are ours


def page_gettext(string: str, /, **variables: Any) -> Markup:
    """Translate a sentence of a template; what is put into it is escaped."""
    return _said(_translations().ugettext(string), variables)


def page_ngettext(singular: str, plural: str, num: int, /, **variables: Any) -> Markup:
    """Translate a sentence of a template that counts."""
    return _said(_translations().ungettext(singular, plural, num), {"num": num, **variables})


def init_app(app: Flask) -> None:
    """Choose the language of each request, and remember a choice in a cookie that says nothing else."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, locale_selector=lambda: locale_name(chosen()), default_timezone=app.config["TIMEZONE"])

    app.jinja_env.globals.update({"_": page_gettext, "gettext": page_gettext, "ngettext": page_ngettext})

    @app.after_request
    def remember(response):  # type: ignore[no-untyped-def]
        asked = request.args.get("lang")
        if asked in OWN_NAMES and request.cookies.get(COOKIE) != asked:
            response.set_cookie(
                COOKIE,
                asked,
                max_age=COOKIE_SECONDS,
                secure=app.config["SESSION_COOKIE_SECURE"],
                httponly=True,
                samesite="Lax",
            )
        return response
