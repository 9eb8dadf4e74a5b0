"""Forms of the single questions of bodies, of the papers of whoever asks, and of letting a petition go."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from caseapp import identifiers
from caseapp.forms import BaseForm, Required, choices_of
from caseapp.petitions.facts_told import GROUPS, NO, NOT_KNOWN, YES, Question

LONGEST, LINE = 20000, 500
PREFIX = "told-"


def _field(question: Question) -> Any:
    if question.is_yes_no:
        choices = choices_of([(YES, _l("Yes")), (NO, _l("No")), (NOT_KNOWN, _l("Not known"))])
        return RadioField(question.label, [Optional()], choices=choices, description=question.hint)
    if question.rows == 1:
        return StringField(
            question.label,
            [Length(max=LINE, message=_l("This is too long: keep it under %(max)d letters."))],
            description=question.hint,
        )
    return TextAreaField(
        question.label,
        [Length(max=LONGEST, message=_l("This is too long: keep it under %(max)d letters."))],
        description=question.hint,
        render_kw={"rows": question.rows, "dir": "auto"},
    )


class ToldForm(BaseForm):
    """One field for each question, named as the links of a readiness check name it; ``source`` is for all of them."""

    source = StringField(
        _l("Who told it"), [Length(max=500, message=_l("This is too long: keep it under %(max)d letters."))]
    )

    def answers_by_code(self) -> dict[str, str | None]:
        """Give what was typed by question."""
        return {field.name.removeprefix(PREFIX): field.data for field in self if field.name.startswith(PREFIX)}


for _group in GROUPS:
    for _question in _group.questions:
        setattr(ToldForm, f"{PREFIX}{_question.code}", _field(_question))


def _short(label: Any, most: int = 300, **more: Any) -> Any:
    return StringField(
        label, [Length(max=most, message=_l("This is too long: keep it under %(max)d letters."))], **more
    )


class ApplicantForm(BaseForm):
    """What a body asks of whoever signs; only what is new is typed, what is known stays."""

    name = _short(_l("Full name, as on the paper"))
    own_word = _short(_l("What they are to the missing person, in the family’s own word"), 200)
    iin = _short(_l("Kazakh IIN"), 100)
    passport = _short(_l("Passport, for whoever has no IIN"), 100)
    citizenship = _short(
        _l("Citizen of (two letters, such as KZ or CN)"),
        2,
        description=_l("A foreigner gives the passport in place of the IIN."),
    )
    address = _short(_l("Postal address for the answer"))
    phone = _short(_l("Phone"), 100)
    email = _short(_l("E-mail"), 200)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a form in which nothing is typed."""
        if not super().validate(extra_validators):
            return False
        if not any(self.answers().values()):
            self.form_errors.append(_("Nothing was entered. Fill at least one line."))
        return not self.form_errors

    def validate_iin(self, field: StringField) -> None:
        """Refuse a number that cannot be an IIN: the letter would be returned."""
        if field.data and not (found := identifiers.check_kz_iin(field.data)).valid:
            raise ValidationError(str(found.warnings[0]))

    def validate_citizenship(self, field: StringField) -> None:
        """Refuse what is no code of a country."""
        if field.data and not (len(field.data) == 2 and field.data.isascii() and field.data.isalpha()):
            raise ValidationError(_("Write the two letters of the country, such as KZ."))

    def validate_email(self, field: StringField) -> None:
        """Refuse what cannot be an address."""
        if field.data and ("@" not in field.data or " " in field.data):
            raise ValidationError(_("An e-mail address has an @ and no spaces."))


class TicksForm(BaseForm):
    """What is seen to by hand."""

    needs = SelectMultipleField(_l("Seen to by hand"), choices=[], validate_choice=False)


class LetGoForm(BaseForm):
    """Why a letter goes out although something is missing."""

    reason = TextAreaField(
        _l("Why does it go out as it is?"),
        [
            Required(_l("Say why. Whoever reads the petition later sees it.")),
            Length(max=2000, message=_l("This is too long: keep it under %(max)d letters.")),
        ],
        description=_l("For example: life is in danger, and the family cannot be reached before Monday."),
        render_kw={"rows": 4, "dir": "auto"},
    )
