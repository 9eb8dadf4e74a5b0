"""Fields that the forms of cases share: a place of the gazetteer, what a claim rests on."""

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired, Length, ValidationError

from caseapp.cases.vocabulary import Basis
from caseapp.forms import NOT_SAID, BaseForm, TermField, choices_of
from caseapp.places import gazetteer

LONG_TEXT = 5000
SHORT_TEXT = 200


class PlaceField(SelectField):
    """A county or prefecture, named in the page's language; None where it is not in the list."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        """Offer the gazetteer, prefectures before their counties."""
        language = str(get_locale() or "en")
        choices: list[tuple[str, Any]] = [("", _l("Not known, or not in this list"))]
        for code, place in sorted(gazetteer.places().items()):
            label_text = gazetteer.label(place, language)
            choices.append((code, label_text if code.endswith("00") else f"\u2003{label_text}"))
        super().__init__(label, validators, choices=choices_of(choices), coerce=lambda value: value or None, **kwargs)

    def pre_validate(self, _form: Any) -> None:
        """Refuse a code of no place."""
        if self.data is not None and self.data not in gazetteer.places():
            raise ValidationError(_("Choose a place from the list, or leave it open and write its name."))

    def iter_choices(self) -> Any:
        """Yield the choices, marking the one that is set."""
        for choice in choices_of(self.choices or ()):
            yield Choice(choice.value, choice.label, choice.value == (self.data or ""), {})


def line(label: Any, *, required: Any = None, most: int = SHORT_TEXT, **kwargs: Any) -> Any:
    """Make a line of text; ``required`` is what to say when it is left empty."""
    return StringField(label, [*([DataRequired(required)] if required else []), _length(most)], **kwargs)


def long_text(label: Any, *, required: Any = None, most: int = LONG_TEXT, **kwargs: Any) -> Any:
    """Make a box for longer text; ``required`` is what to say when it is left empty."""
    kwargs.setdefault("render_kw", {"rows": 4, "dir": "auto"})
    return TextAreaField(label, [*([DataRequired(required)] if required else []), _length(most)], **kwargs)


def _length(most: int) -> Length:
    return Length(max=most, message=_l("This is too long: keep it under %(max)d letters."))


class SeenForm(BaseForm):
    """A form that remembers which state of a row its answers were typed against."""

    seen = HiddenField()


class SourcedForm(SeenForm):
    """A claim: how the one who says it knows, and where it comes from."""

    basis = TermField(_l("How do they know?"), vocabulary=Basis, blank=NOT_SAID)
    source = line(_l("Source"), most=500, description=_l("Who told us, or where it was published."))

    def __iter__(self) -> Any:
        """Ask about the source last."""
        own = [name for name in self._fields if name not in {"basis", "source"}]
        return iter([self._fields[name] for name in (*own, "basis", "source") if name in self._fields])
