"""What people type about mail that came in."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from caseapp.forms import BaseForm, OnceField, Required
from caseapp.petitions.forms import Day, accepted_file

LONGEST = 400_000


class IncomingLetterForm(BaseForm):
    """Put a letter into the inbox."""

    key = OnceField()
    office = SelectField(_l("Office"), coerce=int)
    received_on = Day(_l("Day it came"))
    reference = StringField(
        _l("Number of ours it names"),
        [Optional(), Length(max=200, message=_l("Keep this under 200 letters."))],
        description=_l("Registration, tracking or receipt number. Spaces, dashes and alphabet do not matter."),
    )
    text = TextAreaField(
        _l("Words of the letter"),
        [
            Optional(),
            Length(max=LONGEST, message=_l("This is longer than 400,000 letters. Add it as a PDF instead.")),
        ],
        description=_l("Paste the whole text: numbers in it are found."),
    )
    file = FileField(
        _l("Picture or PDF of the letter"), [accepted_file], description=_l("At most 20 MB. It is kept encrypted.")
    )


class GiveForm(BaseForm):
    """Give a letter to somebody."""

    version = HiddenField()
    owner = SelectField(_l("Who finds out where it belongs"), [Required(_l("Choose a person."))])


class SetAsideForm(BaseForm):
    """Set a letter aside."""

    version = HiddenField()
    reason = TextAreaField(_l("Why it belongs to no petition"), [DataRequired(_l("Say why.")), Length(max=2000)])


class BringBackForm(BaseForm):
    """Put a letter back into the inbox."""

    version = HiddenField()


class FindForm(BaseForm):
    """Look for the petition by hand."""

    class Meta(BaseForm.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    q = StringField(_l("Case code or number"), [Optional(), Length(max=200)])
