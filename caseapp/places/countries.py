"""The names of countries in the page's language."""

from functools import cache

from babel import Locale

from caseapp.dates.calendar_words import page_locale


def country_name(code: str | None) -> str:
    """Return the name of a country by its code of two letters; what is no such code stays as it is."""
    return page_locale().territories.get(code.upper(), code) if code else ""


# What families and forms write beside the names that Babel knows.
OTHER_WORDS = {
    "PRC": "CN",
    "КНР": "CN",
    "ҚХР": "CN",
    "中华人民共和国": "CN",
    "RK": "KZ",
    "РК": "KZ",
    "ҚР": "KZ",
    "QR": "KZ",
}


def country_code(told: str) -> str:
    """Give the two letters of a country told by code or by name in one of our languages; else the words as told."""
    word = told.strip()
    if len(word) == 2 and word.isascii() and word.isalpha():
        return OTHER_WORDS.get(word.upper(), word.upper())
    return OTHER_WORDS.get(word.upper()) or _codes().get(word.casefold(), word)


@cache
def _codes() -> dict[str, str]:
    found = {}
    for language in ("en", "ru", "kk", "zh"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2:
                found[str(name).casefold()] = str(code)
    return found
