"""What people type into a letter and about it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.forms import Required, TermField
from caseapp.petitions import letter_text
from caseapp.petitions.forms import WRITTEN, StepForm


class Letter(TextAreaField):
    """The text of a letter: cleaned of what no paper shows, refused only when it is longer than any letter."""

    left_out = 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the text as a letter keeps it."""
        if valuelist:
            self.data, self.left_out = letter_text.clean(valuelist[0])

    def pre_validate(self, _form: Any) -> None:
        """Refuse a text beyond all letters, and say how long it is."""
        if self.data and len(self.data) > letter_text.LONGEST:
            raise ValidationError(letter_text.too_long(len(self.data)))


class LetterTextForm(StepForm):
    """A letter being written; a draft may still lack everything but its language."""

    base = HiddenField()
    language = TermField(_l("Language of the letter"), [Required()], vocabulary=TextLanguage, only=WRITTEN)
    subject = StringField(_l("Subject"), [Optional(), Length(max=letter_text.LONGEST_SUBJECT)])
    letter = Letter(_l("Letter"), [Optional()])
    petitioner = StringField(
        _l("Who signs it"),
        [Optional(), Length(max=300)],
        description=_l("As it will stand under the letter."),
    )

    def typed(self) -> tuple[Any, ...]:
        """Return the parts of the letter in the order of ``letter_services.base_of``."""
        return self.language.data, self.subject.data or "", self.letter.data or "", self.petitioner.data


class CommentForm(StepForm):
    """A word to whoever wrote the letter."""

    text = TextAreaField(_l("Comment"), [DataRequired(_l("Write your comment.")), Length(max=5000)])
