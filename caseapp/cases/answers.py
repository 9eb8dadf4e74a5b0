"""What a form and a row say, side by side in words: for the history, and when two people changed the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from caseapp.dates import PartialDate
from caseapp.dates.wording import sentence
from caseapp.places import gazetteer
from caseapp.vocabulary import Vocabulary

NOT_ASKED = frozenset({"csrf_token", "seen", "version", "reason", "confirmed", "submit"})


def asked(form: FlaskForm) -> tuple[str, ...]:
    """List the fields of a form that describe the row."""
    return tuple(field.short_name for field in form if field.short_name not in NOT_ASKED)


def facts(form: Any) -> dict[str, Any]:
    """Return what was answered about the row."""
    answers = form.answers()
    return {name: answers[name] for name in asked(form)}


def said(value: Any, name: str = "") -> str:
    """Say one answer in words."""
    if value in (None, "", []):
        return _("not known")
    if name == "place_code" and value in gazetteer.places():
        return gazetteer.label(gazetteer.places()[value], str(get_locale() or "en"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, PartialDate):
        return f"{sentence(value)} ({value.wording})" if value.wording else sentence(value)
    if isinstance(value, Vocabulary):
        return str(value.label)
    if isinstance(value, dict):
        return " ".join(said(part) for part in value.values() if part not in (None, ""))
    if isinstance(value, list):
        return ", ".join(text for part in value if (text := said(part)))
    return str(value)


def differences(form: FlaskForm, theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """List label, their answer and yours of every field in which two versions differ."""
    rows = []
    for field in form:
        name = field.short_name
        if name in theirs and (theirs[name] or None) != (_without_blank(yours.get(name)) or None):
            rows.append((str(field.label.text), said(theirs[name], name), said(yours.get(name), name)))
    return rows


def history_of(rows: Iterable[tuple[str, str, str]]) -> str | None:
    """Say for the history what stood in the fields that were changed."""
    return (
        "\n".join(_("%(field)s: %(old)s → %(new)s", field=label, old=old, new=new) for label, old, new in rows) or None
    )


def _without_blank(value: Any) -> Any:
    """Leave the empty rows of a list out."""
    if isinstance(value, list):
        return [part for part in value if not isinstance(part, dict) or part.get("kind")]
    return value
