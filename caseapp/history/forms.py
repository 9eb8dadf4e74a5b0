"""What an auditor asks the history for."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from caseapp.forms import BaseForm, number_or_none

FIRST_YEAR, LAST_YEAR = 2000, 2100


def in_our_time(_form: BaseForm, field: DateField) -> None:
    """Refuse a day on which nothing can have been done."""
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(_l("Enter a day between 2000 and 2100."))


class AuditFilter(BaseForm):
    """Narrow the history."""

    class Meta(BaseForm.Meta):
        """It asks only, so it needs no token."""

        csrf = False

    code = StringField(_l("Case code"), [Length(max=20)])
    person = SelectField(_l("Person"), coerce=number_or_none)
    action = SelectField(_l("What was done"), default="")
    first = DateField(_l("From the day"), [Optional(), in_our_time])
    last = DateField(_l("Until the day"), [Optional(), in_our_time])

    def validate_last(self, field: DateField) -> None:
        """Refuse days the wrong way round."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_l("The last day lies before the first."))
