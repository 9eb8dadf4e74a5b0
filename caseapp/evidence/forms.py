"""What people choose when they add evidence."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, ValidationError
from wtforms.validators import Length

from caseapp.evidence import services
from caseapp.evidence.rules import ENDINGS, FileRefused
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.forms import BaseForm, TermField

ACCEPT = ",".join(ENDINGS)


class AcceptedFile:
    """Refuses a file that is not on the list, with the sentence that says why."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Check the file that was sent, if one was."""
        if not field.data:
            return
        try:
            services.ensure_accepted(field.data.stream, field.data.filename or "")
        except FileRefused as refused:
            raise ValidationError(str(refused.sentence)) from refused


class EvidenceForm(BaseForm):
    """Add a file to a case."""

    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file.")), AcceptedFile()],
        description=_l("A picture, PDF, MP3, OGG or MP4, at most 20 MB. The original is kept encrypted."),
    )
    kind = TermField(_l("What is it?"), vocabulary=EvidenceKind, default=EvidenceKind.PHOTO)
    title = StringField(
        _l("In a few words"),
        [Length(max=200, message=_l("Keep this under 200 letters."))],
        description=_l("For example: photograph of 2016, verdict, letter from prison."),
    )
    source = StringField(_l("Who gave it to us"), [Length(max=500, message=_l("Keep this under 500 letters."))])
