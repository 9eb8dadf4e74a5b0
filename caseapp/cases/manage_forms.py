"""Forms for managing a case as a whole."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import ValidationError

from caseapp.cases.fields import line
from caseapp.cases.vocabulary import Access, Risk
from caseapp.forms import BaseForm, TermField, choices_of, number_or_none


class ReasonForm(BaseForm):
    """A change of the case, with the state it was decided on and the reason."""

    version = HiddenField()
    reason = line(_l("Why"), required=_l("Say why, in a sentence."), most=1000)


class RiskForm(ReasonForm):
    """How much harm a mistake could do."""

    risk = TermField(_l("Risk"), vocabulary=Risk)


class AccessForm(ReasonForm):
    """Who may know of the case."""

    access = TermField(
        _l("Who may know of it"),
        vocabulary=Access,
        description=_l(
            "Restricted: only those who work on it, and coordinators. Sealed: only those named on it; other"
            " coordinators do not see that it exists."
        ),
    )


class AssignForm(BaseForm):
    """Who else works on the case."""

    person = SelectField(_l("Who"), coerce=number_or_none)

    def __init__(self, people: Any = (), **kwargs: Any) -> None:
        """Offer these people."""
        super().__init__(**kwargs)
        self.person.choices = choices_of([("", _("Choose somebody")), *((str(row.id), row.name) for row in people)])

    def validate_person(self, field: SelectField) -> None:
        """Ask for somebody."""
        if field.data is None:
            raise ValidationError(_("Choose who is to work on the case."))
