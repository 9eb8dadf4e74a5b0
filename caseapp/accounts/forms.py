"""What people type to sign in, about themselves, and about people and offices."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from caseapp import languages
from caseapp.accounts import rules
from caseapp.accounts.vocabulary import PERSONAL_ROLES, Letterhead, Role
from caseapp.forms import BaseForm, Required, TermField, choices_of, number_or_none

ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def looks_like_an_address(_form: BaseForm, field: Field) -> None:
    """Refuse what cannot be an email address; whether it receives mail nobody can know."""
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError(_l("Enter an email address, for example aisulu@example.org."))


def new_password_field(label: Any) -> PasswordField:
    """Return a field for a password somebody chooses."""
    return PasswordField(
        label,
        [
            Required(_l("Choose a password.")),
            Length(rules.SHORTEST_PASSWORD, rules.LONGEST_PASSWORD, _l("Use at least 12 characters, and at most 256.")),
        ],
        description=_l("At least 12 characters. A sentence is good and easy to remember."),
    )


class LoginForm(BaseForm):
    """Sign in."""

    email = StringField(_l("Email address"), [DataRequired(_l("Enter your email address.")), Length(max=254)])
    password = PasswordField(_l("Password"), [Required(_l("Enter your password."))])


class ProveForm(BaseForm):
    """Type the password again before a step that needs it."""

    password = PasswordField(_l("Password"), [Required(_l("Enter your password."))])


class PasswordForm(BaseForm):
    """Change one's own password."""

    old_password = PasswordField(_l("Password until now"), [Required(_l("Enter the password you have now."))])
    new_password = new_password_field(_l("New password"))
    new_password_again = PasswordField(
        _l("New password once more"), [EqualTo("new_password", _l("The two new passwords differ. Type both again."))]
    )


class LanguageForm(BaseForm):
    """Choose the language one reads."""

    language = SelectField(_l("Language of the pages"), choices=choices_of(languages.OWN_NAMES.items()))


class PersonForm(BaseForm):
    """Add somebody or change what is known of them."""

    name = StringField(_l("Name"), [DataRequired(_l("Enter the name colleagues know them by.")), Length(max=200)])
    email = StringField(
        _l("Email address"),
        [DataRequired(_l("Enter the address they sign in with.")), Length(max=254), looks_like_an_address],
    )
    role = TermField(
        _l("Role"),
        [DataRequired(_l("Choose what they do."))],
        vocabulary=Role,
        only=PERSONAL_ROLES,
        blank=_l("Choose a role"),
    )
    office_id = SelectField(
        _l("Office"),
        coerce=number_or_none,
        description=_l("Volunteers and coordinators see the cases of their office."),
    )
    further_office_ids = SelectMultipleField(
        _l("Other offices they look after"),
        coerce=int,
        description=_l("For a coordinator of several offices: they see the cases of these too."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    version = HiddenField()

    def validate_further_office_ids(self, field: Field) -> None:
        """Refuse further offices for anybody but a coordinator."""
        if field.data and self.role.data is not Role.COORDINATOR:
            raise ValidationError(_l("Only a coordinator looks after other offices. Take these ticks away."))

    def validate_office_id(self, field: Field) -> None:
        """Refuse a volunteer or coordinator without an office."""
        if self.role.data in rules.NEEDS_OFFICE and field.data is None:
            raise ValidationError(_l("Choose the office: volunteers and coordinators see no case without one."))


class PeopleFilter(BaseForm):
    """Narrow the list of people."""

    class Meta(BaseForm.Meta):
        """It asks only, so it needs no token."""

        csrf = False

    role = TermField(_l("Role"), vocabulary=Role, only=PERSONAL_ROLES, blank=_l("Every role"))
    office = SelectField(_l("Office"), coerce=number_or_none)
    active = SelectField(
        _l("Account"),
        choices=choices_of([("", _l("All")), ("yes", _l("May sign in")), ("no", _l("Disabled"))]),
        default="",
    )


class OfficeForm(BaseForm):
    """Change what is known of an office; letters carry it."""

    name = StringField(_l("Name"), [DataRequired(_l("Enter the name of the office.")), Length(max=200)])
    city = StringField(_l("City"), [Length(max=200)])
    address = StringField(_l("Address"), [Length(max=500)], description=_l("As it stands on letters."))
    phone = StringField(_l("Phone"), [Length(max=60)])
    email = StringField(_l("Email address"), [Length(max=254), looks_like_an_address])
    letterhead = TermField(
        _l("Head of the letters"),
        vocabulary=Letterhead,
        default=Letterhead.OFFICE,
        description=_l("An organisation that is not registered may not look like one: then choose nothing."),
    )
    letterhead_text = TextAreaField(
        _l("Text for the head of the letters"),
        [Length(max=1000)],
        description=_l("One line under the other, as they stand on paper. The first is set larger."),
    )
    version = HiddenField()

    def validate_letterhead_text(self, field: Field) -> None:
        """Ask for the text where it was chosen."""
        if self.letterhead.data is Letterhead.OWN and not field.data:
            raise ValidationError(_l("Write the text for the head of the letters, or choose another head."))


class NewOfficeForm(OfficeForm):
    """Add an office."""

    code = StringField(
        _l("Code"),
        [
            DataRequired(_l("Enter a short code, for example ALM.")),
            Regexp(r"^[A-Za-z]{2,8}$", message=_l("Use two to eight Latin letters, for example ALM.")),
        ],
        description=_l("Two to eight Latin letters. Every case code begins with it, so it can never change."),
    )
