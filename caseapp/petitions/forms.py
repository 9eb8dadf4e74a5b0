"""What people type to write a petition and to record each of its steps."""

from datetime import date
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional

from caseapp import clock
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.evidence import services as evidence
from caseapp.evidence.rules import FileRefused
from caseapp.forms import BaseForm, OnceField, Required, TermField, choices_of
from caseapp.petitions import rules
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionChannel, PetitionState

WRITTEN = (TextLanguage.EN, TextLanguage.KK, TextLanguage.RU, TextLanguage.ZH, TextLanguage.KK_ARAB, TextLanguage.OTHER)

TOO_LONG = _l("This is longer than 5,000 letters. Add the whole letter as a file, and write here what matters.")
OTHER_LETTERS = (
    CorrespondenceKind.TRANSMITTED,
    CorrespondenceKind.STATE_REPLY_FORWARDED,
    CorrespondenceKind.OPINION_TRANSMITTED,
    CorrespondenceKind.COMPLAINT,
    CorrespondenceKind.COMPLAINT_DECISION,
    CorrespondenceKind.RECOMMENDATION_RECEIVED,
    CorrespondenceKind.RECOMMENDATION_ANSWER,
    CorrespondenceKind.COMMENTS,
    CorrespondenceKind.REPORT,
    CorrespondenceKind.COURT_CLAIM,
    CorrespondenceKind.CLAIM_ACCEPTED,
    CorrespondenceKind.PROPOSAL,
    CorrespondenceKind.PROPOSAL_ANSWER,
    CorrespondenceKind.NOTE,
)


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
    """A day up to today; one that is none is told so in words of ours."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        """Ask for the day, beginning with today."""
        asked = [Required(_l("Enter the day.")), not_in_the_future]
        super().__init__(label, asked, default=clock.today, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as none:
            raise ValueError(_("There is no such day. Enter year, month and day, as in 2026-03-04.")) from none


class StepForm(BaseForm):
    """Any step: which version of the petition it was decided on, and a key against sending it twice."""

    version = HiddenField()
    key = OnceField()

    def facts(self) -> dict[str, Any]:
        """Return the answers without version, key and file."""
        left_out = {"version", "key", "proof", "incoming"}
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
        description=_l("Registration, tracking or receipt number, if there is one."),
    )
    proof = FileField(
        _l("Proof of sending"),
        [accepted_file],
        description=_l("A photograph of the stamped copy or the receipt. It is kept with the case."),
    )
    no_proof_because = StringField(
        _l("Why there is no proof"),
        [Optional(), Length(max=500)],
        description=_l("Needed for registered post, online forms, e-Otinish and by hand, if you add no picture."),
    )
    is_by_family = BooleanField(_l("The family sent it themselves, before we opened the case"))
    is_before_closing = BooleanField(_l("It went out while this body still took letters"))

    def offer(self, petition: Any) -> None:
        """Ask about a closed body only where the body is closed."""
        if petition.body is None or petition.body.is_active:
            del self.is_before_closing


class IncomingForm(StepForm):
    """Something that came from the body."""

    incoming = HiddenField()
    happened_on = Day(_l("Day on the letter"))
    reference = StringField(_l("Their number"), [Optional(), Length(max=200)])
    summary = TextAreaField(_l("What they said"), [Optional(), Length(max=5000, message=TOO_LONG)])
    proof = FileField(_l("The letter itself"), [accepted_file], description=_l("A picture or PDF."))


class ReminderForm(IncomingForm):
    """We asked again: what went out from us, and when."""

    happened_on = Day(_l("Day you asked again"))
    reference = StringField(_l("Number"), [Optional(), Length(max=200)])
    summary = TextAreaField(_l("What you wrote"), [Optional(), Length(max=5000, message=TOO_LONG)])
    proof = FileField(_l("Proof of sending"), [accepted_file], description=_l("A picture or PDF."))


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
    told_by = StringField(
        _l("Who said it"),
        [Optional(), Length(max=300)],
        description=_l("For an answer by word of mouth: a name, a post, or what the person looked like."),
    )
    summary = TextAreaField(
        _l("What they said"),
        [Optional(), Length(max=5000, message=TOO_LONG)],
        description=_l("The words of an answer by word of mouth as they were said; of a letter, a sentence is enough."),
    )


class RefusedForm(IncomingForm):
    """The body refused."""

    summary = TextAreaField(_l("The ground they gave, word for word"), [Optional(), Length(max=5000, message=TOO_LONG)])


class NotAcceptedForm(IncomingForm):
    """Nobody took the letter at the counter."""

    happened_on = Day(_l("Day you were there"))
    told_by = StringField(
        _l("Who did not take it"),
        [DataRequired(_l("Say who it was: a name, a post, or what the person looked like.")), Length(max=300)],
    )
    summary = TextAreaField(
        _l("What they said, word for word"),
        [DataRequired(_l("Write down the words as they were said.")), Length(max=5000, message=TOO_LONG)],
    )


class SilenceForm(StepForm):
    """Nothing came in time, and somebody has looked."""

    happened_on = Day(_l("Day you looked"))
    summary = TextAreaField(
        _l("Where you looked"),
        [Optional(), Length(max=5000, message=TOO_LONG)],
        description=_l("For example: letter box of the office, e-mail, the page of the receipt number."),
    )
    proof = FileField(_l("A picture of what you saw"), [accepted_file], description=_l("A picture or PDF."))


class OtherLetterForm(IncomingForm):
    """A letter that is no answer, but may start a clock of its own."""

    kind = TermField(_l("What is it?"), [Required()], vocabulary=CorrespondenceKind, only=OTHER_LETTERS)
    new_due_on = DateField(
        _l("Day it names for us to act by"),
        [Optional()],
        description=_l("Only if the letter names one, as for comments on a reply of the State."),
    )


class WithdrawForm(StepForm):
    """The family wants to take it back."""

    happened_on = Day(_l("Day they asked"))
    freely = RadioField(
        _l("Was it their own wish?"),
        [Required(_l("Say whether it was free."))],
        choices=choices_of([("yes", _l("Yes, by choice")), ("no", _l("No, or not sure: there may be pressure"))]),
    )
    told_by = StringField(_l("Who told us, and how"), [DataRequired(_l("Say who asked and how.")), Length(max=300)])
    summary = TextAreaField(
        _l("What they said"), [DataRequired(_l("Write down what they said.")), Length(max=5000, message=TOO_LONG)]
    )
    confirmed_how = TextAreaField(
        _l("How it was confirmed another way"),
        [DataRequired(_l("Say how you asked once more, or that you could not reach them.")), Length(max=2000)],
        description=_l(
            "Ask once more over another channel: whoever is pressed on the phone may speak freely in the office. "
            "If you could not reach them, write how you tried."
        ),
    )

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
