"""The base of every form, and the fields they share."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import Choice, SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, StopValidation, ValidationError

from caseapp.vocabulary import Vocabulary

LONGEST_KEY = 64


class OnceField(HiddenField):
    """The key by which a form sent twice is known; no key of ours is longer than the column that keeps it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Cut what is longer."""
        self.data = valuelist[0][:LONGEST_KEY] if valuelist else None


class _Messages:
    """WTForms' own messages, through our catalogues."""

    def gettext(self, string: str) -> str:
        return gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return gettext(singular if n == 1 else plural)


def trim(value: object) -> object:
    """Strip white space around typed text; an empty text becomes None."""
    if isinstance(value, str):
        return value.strip() or None
    return value


class Required(InputRequired):
    """Ask for an answer; one of white space alone is none."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse an empty answer with the message given; one that cannot be read has a message of its own."""
        super().__call__(form, field)
        typed = field.raw_data[0] if field.raw_data else None
        if isinstance(typed, str) and not typed.strip():
            field.errors[:] = []
            raise StopValidation(str(self.message or gettext("This answer is needed.")))


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form that trims text, never passwords, and hands its answers on by name."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Messages come from the catalogues; text is trimmed."""

        def get_translations(self, _form: FlaskForm) -> _Messages:
            """Return the catalogue of the page's language."""
            return _Messages()

        def bind_field(self, form: FlaskForm, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add trimming to every text field but passwords."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField | TextAreaField) and not issubclass(kind, PasswordField):
                filters = list(unbound_field.kwargs.get("filters", ()))
                if trim not in filters:
                    filters.append(trim)
                options = {**options, "filters": filters}
            bound: Field = unbound_field.bind(form=form, **options)
            return bound

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by field name, without tokens and buttons."""
        return {
            field.name if not self._prefix else field.short_name: field.data
            for field in self
            if field.short_name != "csrf_token" and field.type != "SubmitField"
        }


class TermField(SelectField):
    """A choice from a vocabulary; with ``blank`` it may be left open."""

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        vocabulary: type[Vocabulary],
        blank: Any = None,
        only: Any = None,
        **kwargs: Any,
    ) -> None:
        """Offer the vocabulary's members, or ``only`` some of them, after an optional ``blank`` line."""
        members = list(only) if only is not None else list(vocabulary)
        choices = [(member.value, member.label) for member in members]
        if blank is not None:
            choices.insert(0, ("", blank))
        kwargs.setdefault("invalid_value_message", _l("Choose one of the answers in the list."))
        super().__init__(label, validators, choices=choices_of(choices), coerce=self._coerce, **kwargs)
        self.vocabulary = vocabulary

    def _coerce(self, value: Any) -> Any:
        if value in (None, ""):
            return None
        if isinstance(value, self.vocabulary):
            return value
        return self.vocabulary(value)

    def _pairs(self) -> list[tuple[str, Any]]:
        offered: Any = self.choices or ()
        return [(choice.value, choice.label) for choice in choices_of(offered)]

    def iter_choices(self) -> Any:
        """Yield the choices, marking the one that is set."""
        for value, label in self._pairs():
            chosen = (self.data or "") == value
            yield Choice(value, label, chosen, {})

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is not among the choices."""
        if (self.data or "") not in [value for value, _label in self._pairs()]:
            raise ValidationError(gettext("Choose one of the answers in the list."))


def choices_of(pairs: Iterable[tuple[str, Any] | SelectChoice]) -> list[SelectChoice]:
    """Return value and label pairs as a select field takes them."""
    return [pair if isinstance(pair, SelectChoice) else SelectChoice(*pair) for pair in pairs]


def number_or_none(value: Any) -> int | None:
    """Read the number of a choice; the empty line is None."""
    return int(value) if value not in (None, "", "None") else None


class EmptyForm(BaseForm):
    """A button that changes something: only the token."""


NOT_SAID = _l("Not said")
