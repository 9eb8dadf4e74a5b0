"""What an auditor asks the history for."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from caseapp.forms import BaseForm, number_or_none


class AuditFilter(BaseForm):
    """Narrow the history."""

    class Meta(BaseForm.Meta):
        """It asks only, so it needs no token."""

        csrf = False

    code = StringField(_l("Case code"), [Length(max=20)])
    person = SelectField(_l("Person"), coerce=number_or_none)
    action = SelectField(_l("What was done"), default="")
    first = DateField(_l("From the day"), [Optional()])
    last = DateField(_l("Until the day"), [Optional()])
    before = IntegerField(validators=[Optional()])

    def validate_last(self, field: DateField) -> None:
        """Refuse days the wrong way round."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_l("The last day lies before the first."))
