"""Forms around contacts."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from caseapp.forms import BaseForm, Required


class RevealForm(BaseForm):
    """Say why contacts are needed."""

    reason = StringField(
        _l("Why do you need them?"),
        [Required(_l("Say in a few words why you need the contacts.")), Length(max=300)],
    )
