"""What people type to write a petition and to record each of its steps."""

from datetime import date
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from caseapp import clock
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.evidence import services as evidence
from caseapp.evidence.rules import FileRefused
from caseapp.forms import BaseForm, Required, TermField, choices_of
from caseapp.petitions import rules
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState

WRITTEN = (TextLanguage.EN, TextLanguage.KK, TextLanguage.RU, TextLanguage.ZH, TextLanguage.KK_ARAB, TextLanguage.OTHER)


def new_key() -> str:
    """Make the key by which a form sent twice is known."""
    return uuid4().hex


def not_in_the_future(_form: Any, field: Any) -> None:
    """Refuse a day that has not come."""
    if isinstance(field.data, date) and field.data > clock.today():
        raise ValidationError(_("This day has not come yet. Enter a day up to today."))


def accepted_file(_form: Any, field: Any) -> None:
    """Refuse a file that is not on the list of evidence, with the sentence that says why."""
    if not field.data:
        return
    try:
        evidence.ensure_accepted(field.data.stream, field.data.filename or "")
    except FileRefused as refused:
        raise ValidationError(str(refused.sentence)) from refused


class Day(DateField):
    """A day up to today."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        """Ask for the day, beginning with today."""
        asked = [Required(_l("Enter the day.")), not_in_the_future]
        super().__init__(label, asked, default=clock.today, **kwargs)


class StepForm(BaseForm):
    """Any step: which version of the petition it was decided on, and a key against sending it twice."""

    version = HiddenField()
    key = HiddenField()

    def facts(self) -> dict[str, Any]:
        """Return the answers without version, key and file."""
        left_out = {"version", "key", "proof"}
        return {name: value for name, value in self.answers().items() if name not in left_out}


class LetterForm(StepForm):
    """The letter of a petition."""

    language = TermField(_l("Language of the letter"), [Required()], vocabulary=TextLanguage, only=WRITTEN)
    subject = StringField(_l("Subject"), [DataRequired(_l("Say in one line what it is about.")), Length(max=300)])
    letter = TextAreaField(_l("Letter"), [DataRequired(_l("Write the letter.")), Length(max=40_000)])
    petitioner = StringField(
        _l("Who signs it"),
        [Optional(), Length(max=300)],
        description=_l("As it will stand under the letter."),
    )


class ReasonForm(StepForm):
    """A step that needs a reason."""

    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Say why.")), Length(max=2000)])


class PlainForm(StepForm):
    """A step that needs nothing but the decision."""


class SentForm(StepForm):
    """How and when a petition went out."""

    sent_on = Day(_l("Day it was sent"))
    channel = TermField(_l("How it was sent"), [Required()], vocabulary=PetitionChannel)
    reference = StringField(
        _l("Number"),
        [Optional(), Length(max=200)],
        description=_l("Registration or receipt number, if there is one."),
    )
    proof = FileField(
        _l("Proof of sending"),
        [accepted_file],
        description=_l("A photograph of the stamped copy or the receipt. It is kept with the case."),
    )


class IncomingForm(StepForm):
    """Something that came from the body."""

    happened_on = Day(_l("Day on the letter"))
    reference = StringField(_l("Their number"), [Optional(), Length(max=200)])
    summary = TextAreaField(_l("What they said"), [Optional(), Length(max=5000)])
    proof = FileField(_l("The letter itself"), [accepted_file], description=_l("A picture or PDF."))


class AcknowledgedForm(IncomingForm):
    """The body confirmed receipt."""

    happened_on = Day(
        _l("Day the body received or registered it"),
        description=_l("Where the time runs from receipt, the clock starts on this day."),
    )


class ForwardedForm(IncomingForm):
    """The body passed the letter on."""

    body = SelectField(_l("Passed on to"), [Optional()])
    named = StringField(
        _l("Another body, in words"),
        [Optional(), Length(max=300)],
        description=_l("Only if it is not in the list."),
    )


class ExtendedForm(IncomingForm):
    """The body took more time."""

    new_due_on = DateField(
        _l("New day they named"),
        [Optional()],
        description=_l("Leave it open to count the longest extension the rule allows."),
    )


class AnswerForm(IncomingForm):
    """The body answered."""

    kind = TermField(
        _l("What kind of answer is it?"),
        [Required()],
        vocabulary=PetitionState,
        only=[state for state in PetitionState if state in rules.ANSWERED],
    )
    summary = TextAreaField(
        _l("What they said"), [DataRequired(_l("Say in a sentence what they answered.")), Length(max=5000)]
    )


class RefusedForm(IncomingForm):
    """The body refused or did not take it."""

    summary = TextAreaField(
        _l("The ground they gave, word for word"), [DataRequired(_l("Say what ground they gave.")), Length(max=5000)]
    )


class WithdrawForm(StepForm):
    """The family wants to take it back."""

    happened_on = Day(_l("Day they asked"))
    freely = RadioField(
        _l("Was it their own wish?"),
        [Required(_l("Say whether it was free."))],
        choices=choices_of([("yes", _l("Yes, by choice")), ("no", _l("No, or not sure: there may be pressure"))]),
    )
    summary = TextAreaField(_l("Who asked, and how"), [DataRequired(_l("Say who asked and how.")), Length(max=5000)])

    def facts(self) -> dict[str, Any]:
        """Return the answers, with the pressure as yes or no."""
        found = super().facts()
        found["under_pressure"] = found.pop("freely") == "no"
        return found


class EscalateForm(StepForm):
    """Which body is next."""

    body = SelectField(_l("Next body"), [Required(_l("Choose the next body."))])


class HandOverForm(StepForm):
    """Who looks after it from now on."""

    owner = SelectField(_l("Who looks after it from now on"), [Required(_l("Choose a person."))])


class CorrectForm(StepForm):
    """Mend what was recorded."""

    sent_on = Day(_l("Day it was sent"))
    channel = TermField(_l("How it was sent"), [Required()], vocabulary=PetitionChannel)
    reference = StringField(_l("Number"), [Optional(), Length(max=200)])
    acknowledged_on = DateField(_l("Day of receipt"), [Optional(), not_in_the_future])
    replied_on = DateField(_l("Day of the reply"), [Optional(), not_in_the_future])
    reason = TextAreaField(_l("Why it is corrected"), [DataRequired(_l("Say why.")), Length(max=2000)])


class FilterForm(BaseForm):
    """Narrow the board."""

    class Meta(BaseForm.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    q = StringField(_l("Case code or number"))
    body = SelectField(_l("Body"))
    owner = SelectField(_l("Looked after by"))
