"""Forms of deadlines by email and calendar."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from caseapp import languages
from caseapp.forms import BaseForm, TermField, choices_of
from caseapp.petitions.notice_vocabulary import DigestRhythm, FeedScope


class WishForm(BaseForm):
    """Choose how often one is told of deadlines, and in which language."""

    rhythm = TermField(_l("Send me the list of deadlines"), vocabulary=DigestRhythm)
    language = SelectField(
        _l("Language of the email"),
        choices=choices_of([("", _l("The language I read the pages in")), *languages.OWN_NAMES.items()]),
    )


class FeedForm(BaseForm):
    """Choose what a new calendar shows."""

    scope = TermField(_l("The calendar shows"), vocabulary=FeedScope, default=FeedScope.OWN)
