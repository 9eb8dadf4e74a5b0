"""The bodies families must not be sent to, with the reason in the page's language, and the order of the directory."""

from functools import cache

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.petitions.body_data import ExcludedBody, printed_bodies, read_excluded

# The names as the shipped directory prints them; one that is added there is shown as printed.
WORDS: dict[str, tuple[LazyString, LazyString]] = {
    "INTERPOL": (
        _l("INTERPOL"),
        _l(
            "No channel for families, and contacting it can expose them. Problems with a red notice go to its"
            " Commission for the Control of Files, through a lawyer."
        ),
    ),
    "Court of Human Rights (Strasbourg)": (
        _l("European Court of Human Rights (Strasbourg)"),
        _l("Kazakhstan is not a member of the Council of Europe."),
    ),
    "International Criminal Court": (
        _l("International Criminal Court"),
        _l("Neither China nor Kazakhstan is a party; only lawyers send communications under article 15."),
    ),
}


def bodies() -> list[ExcludedBody]:
    """List them with the reason."""
    found = []
    for body in read_excluded():
        name, reason = WORDS.get(body.name, (body.name, body.reason))
        found.append(ExcludedBody(str(name), str(reason)))
    return found


@cache
def order() -> tuple[str, ...]:
    """List the keys of the shipped directory in its order, what binds first."""
    return tuple(dict.fromkeys(str(printed["key"]) for printed in printed_bodies()))
