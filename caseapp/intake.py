"""What a request may hold at all: numbers a row can have, text a database can keep."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

from caseapp.web import LARGEST_NUMBER

LONGEST_NUMBER = len(str(LARGEST_NUMBER))


class RowIntegerConverter(IntegerConverter):
    """A number in an address; one that no row can have is an address of nothing."""

    regex = rf"[0-9]{{1,{LONGEST_NUMBER}}}"

    def __init__(self, map: Any, **limits: Any) -> None:  # noqa: A002 - the name that werkzeug gives
        super().__init__(map, **{"max": LARGEST_NUMBER, **limits})


def init_app(app: Flask) -> None:
    """Bound the numbers of addresses, and refuse text with a NUL: no keyboard makes it, no database keeps it."""
    app.url_map.converters["int"] = RowIntegerConverter
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if any("\x00" in text for text in _texts()):
        abort(400)


def _texts() -> Iterator[str]:
    yield request.path
    for sent in (request.args, request.form):
        for name, values in sent.lists():
            yield name
            yield from values
    for upload in request.files.values():
        yield upload.filename or ""
