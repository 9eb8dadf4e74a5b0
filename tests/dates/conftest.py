"""A small app that speaks the languages dates are said in."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel

CATALOGUES = {
    "kk": """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"
msgid "since %(month)s"
msgstr "%(month)s айынан бері"
msgid "since %(year)s"
msgstr "%(year)s жылдан бері"
msgid "between %(start)s and %(end)s"
msgstr "%(start)s мен %(end)s аралығында"
msgid "about %(date)s"
msgstr "шамамен %(date)s"
msgid "winter %(year)s"
msgstr "%(year)s қысы"
""",
    "ru": """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"
msgid "between %(start)s and %(end)s"
msgstr "%(start)s – %(end)s"
msgid "about %(date)s"
msgstr "примерно %(date)s"
""",
}


@pytest.fixture
def small_app(tmp_path: Path) -> Iterator[Flask]:
    """Open an app whose language is English until a test asks for another."""
    for language, catalogue in CATALOGUES.items():
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "messages.mo").open("wb") as compiled:
            write_mo(compiled, read_po(io.StringIO(catalogue), locale=language))
    app = Flask(__name__)
    app.secret_key = "a test's own"
    Babel(app, default_locale="en", default_translation_directories=str(tmp_path))
    with app.test_request_context():
        yield app
