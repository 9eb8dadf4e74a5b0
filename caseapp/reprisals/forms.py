"""What is asked about a reprisal."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from caseapp.dates.field import PartialDateField
from caseapp.forms import BaseForm, Required, TermField
from caseapp.reprisals.vocabulary import ReprisalType


class ReprisalForm(BaseForm):
    """Log what was done in answer."""

    type = TermField(_l("What was done?"), vocabulary=ReprisalType)
    target = StringField(
        _l("To whom?"),
        [Required(_l("Say to whom it was done.")), Length(max=500)],
        description=_l("For example: the mother in Xinjiang, the applicant, the office."),
    )
    by = StringField(_l("By whom?"), [Length(max=500)])
    place_text = StringField(_l("Where?"), [Length(max=500)])
    happened = PartialDateField(_l("When?"), required=True)
    detail = TextAreaField(_l("What happened"), [Length(max=10_000)])
    source = StringField(_l("Who says so?"), [Required(_l("Say how we know.")), Length(max=1000)])
    precedents = SelectMultipleField(
        _l("What came before?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
