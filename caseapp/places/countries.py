"""The names of countries in the page's language."""

from caseapp.dates.calendar_words import page_locale


def country_name(code: str | None) -> str:
    """Return the name of a country by its code of two letters; what is no such code stays as it is."""
    return page_locale().territories.get(code.upper(), code) if code else ""
