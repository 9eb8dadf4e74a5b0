"""Small things every view needs: fetch or 404, and where to go next."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, request
from sqlalchemy import Select

from caseapp import db

Row = TypeVar("Row")

LARGEST_NUMBER = 2**63 - 1


def one_or_404(statement: Select[Row], values: dict[str, Any] | None = None) -> Row:
    """Return the one row, or answer 404: absent and not theirs to see look the same.

    ``values`` are those of the parameters of a statement that is made once.
    """
    row = db.session.scalars(statement, values).unique().one_or_none()
    if row is None:
        abort(404)
    return row


def is_local(target: str | None) -> bool:
    """Say whether a target is a path on this site and nothing else."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return False
    if any(ord(letter) < 32 for letter in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc and "\\" not in target


def next_page(default: str) -> str:
    """Return the local page asked for by ``next``, else the default."""
    target = request.values.get("next")
    return target if target is not None and is_local(target) else default


def row_number(text: str | None) -> int | None:
    """Read the number of a row from what was sent; anything no row can have is None."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST_NUMBER)):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_NUMBER else None


def is_htmx() -> bool:
    """Say whether a fragment is wanted rather than a page."""
    return request.headers.get("HX-Request") == "true"


def without_empty(**arguments: Any) -> dict[str, Any]:
    """Drop arguments that are empty, for short addresses."""
    return {key: value for key, value in arguments.items() if value not in (None, "", [])}


def web_address(url: str | None) -> str | None:
    """Return an address that a page may link to: only the web's own, with a host."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
