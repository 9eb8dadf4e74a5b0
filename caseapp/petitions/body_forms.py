"""What people type to change what is known of a body, and the working calendar."""

import re
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from caseapp import clock
from caseapp.forms import BaseForm, Required, TermField, choices_of
from caseapp.petitions import body_shape
from caseapp.petitions.body_words import CHANNELS, PRINTED_KINDS, channel_of
from caseapp.petitions.vocabulary import (
    BodyKind,
    ClockKind,
    ClockStart,
    Counting,
    DayKind,
    NextStep,
    Silence,
    Unit,
)

LANGUAGES = ("kk", "ru", "en", "zh", "fr", "es", "ar", "de", "ug", "tr")
MOST_CLOCKS = 20
SURE = (
    ("high", _l("confirmed by a source that was read")),
    ("medium", _l("partly checked")),
    ("low", _l("general knowledge only: check it before use")),
)
PER = (
    ("petition", _l("for each petition")),
    ("subject", _l("for each person")),
    ("submission", _l("for each submission")),
)
WHOLE_NUMBER = NumberRange(1, 1000, _l("Enter a number from 1 to 1,000."))
OTHER_KINDS = [kind for kind in ClockKind if kind in PRINTED_KINDS]


def languages_named() -> list[tuple[str, str]]:
    """List the languages of letters by their names."""
    locale = get_locale()
    return [(tag, str(locale.languages.get(tag, tag)) if locale else tag) for tag in LANGUAGES]


class Ticks(SelectMultipleField):
    """Several answers to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _list(label: Any, hint: Any) -> TextAreaField:
    """Ask for a list, one to a line."""
    return TextAreaField(label, [Optional(), Length(max=10_000)], description=hint)


class TermForm(BaseForm):
    """One clock: how long, counted from what, with what at its end."""

    class Meta(BaseForm.Meta):
        """The token stands in the form around it."""

        csrf = False

    amount = IntegerField(
        _l("Time"), [Optional(), WHOLE_NUMBER], description=_l("Leave it open if no law sets a time.")
    )
    unit = TermField(_l("Counted in"), [Required()], vocabulary=Unit, default=Unit.CALENDAR_DAYS)
    counted_from = TermField(_l("Counted from"), [Required()], vocabulary=ClockStart, default=ClockStart.SENT)
    silence = TermField(_l("What silence means"), [Required()], vocabulary=Silence, default=Silence.NONE)
    roll_forward = BooleanField(_l("An end on a day off moves to the next working day"))
    who_must_act = StringField(_l("Who must act"), [Optional(), Length(max=200)])
    extension_amount = IntegerField(_l("It may extend by"), [Optional(), WHOLE_NUMBER])
    extension_unit = TermField(_l("Extension counted in"), vocabulary=Unit, blank=_l("as the time itself"))
    extension_condition = StringField(_l("On what condition"), [Optional(), Length(max=1000)])
    warn_days = StringField(
        _l("Warn so many days before the end"),
        [Optional(), Length(max=100)],
        description=_l("For example 7, 1. Leave it open for the usual warnings; a dash for none."),
    )
    next_step = TermField(_l("What comes at its end"), vocabulary=NextStep, blank=_l("the usual step"))
    note = TextAreaField(_l("What to know about this clock"), [Optional(), Length(max=5000)])

    def validate_warn_days(self, field: Any) -> None:
        """Refuse what is no list of days."""
        try:
            body_shape.read_warn_days(field.data)
        except ValueError:
            raise ValidationError(_("Write numbers of days, for example 7, 1.")) from None


class OtherClockForm(TermForm):
    """One of the other clocks of a body."""

    kind = TermField(_l("Clock"), vocabulary=ClockKind, only=OTHER_KINDS, blank=_l("no further clock"))
    direction = TermField(_l("Counted which way"), vocabulary=Counting, blank=_l("the usual way"))
    is_removed = BooleanField(_l("Leave this clock out from now on"))


class BodyFactsForm(TermForm):
    """All that is known of a body; the clock of its answer stands among it."""

    class Meta(BaseForm.Meta):
        """The token stands in this form."""

    version = HiddenField()
    name_en = StringField(_l("Name in English"), [DataRequired(_l("Enter the name.")), Length(max=300)])
    name_kk = StringField(_l("Name in Kazakh"), [Optional(), Length(max=300)])
    name_ru = StringField(_l("Name in Russian"), [Optional(), Length(max=300)])
    name_zh = StringField(_l("Name in Chinese"), [Optional(), Length(max=300)])
    other_names = _list(_l("Names in other languages"), _l("One to a line, as “fr: the name”."))
    jurisdiction = _list(_l("Works for"), _l("Countries or “any state”, one to a line."))
    applies_to = StringField(_l("Applies to"), [Optional(), Length(max=300)], default="any")
    channels = _list(
        _l("Ways to reach it"),
        _l("One to a line, as “email: address” or “post: address”. Also: online_form, in_person, court."),
    )
    languages = Ticks(_l("Languages it reads"), [Required(_l("Choose at least one language."))])
    consent_required = BooleanField(_l("It needs a consent"))
    consent_from = StringField(_l("Whose consent"), [Optional(), Length(max=1000)])
    consent_per = SelectField(_l("Consent is given"), choices=choices_of(PER), default="petition")
    required_fields = _list(
        _l("Without these it cannot work with the petition"), _l("One to a line, for example subject.full_name.")
    )
    optional_fields = _list(_l("These make it stronger"), _l("One to a line."))
    amount = IntegerField(
        _l("Time for the answer"), [Optional(), WHOLE_NUMBER], description=_l("Leave it open if no law sets a time.")
    )
    clocks = FieldList(FormField(OtherClockForm, label=_l("Clock")), label=_l("Other clocks"), max_entries=MOST_CLOCKS)
    follow_up_days = IntegerField(
        _l("Ask again after so many days"), [Required(_l("Enter a number.")), NumberRange(1, 1000)], default=30
    )
    escalation = _list(
        _l("Who comes next"),
        _l("Short names of bodies in their order, one to a line; after a colon, why: “kz_prosecutor: it watches”."),
    )
    reply_states = _list(_l("What it may answer"), _l("One to a line."))
    legal_basis = TextAreaField(_l("Legal basis"), [Optional(), Length(max=5000)])
    notes = TextAreaField(_l("Notes"), [Optional(), Length(max=5000)])
    confidence = SelectField(_l("How sure we are"), choices=choices_of(SURE), default="low")
    deadline_confidence = SelectField(_l("How sure we are of the clock"), choices=choices_of(SURE), default="low")
    sources = _list(_l("Sources"), _l("One to a line."))

    def __init__(self, *args: Any, keys: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        """Offer the languages by their names, and room for one clock more; ``keys`` are the bodies there are."""
        super().__init__(*args, **kwargs)
        self.keys = keys
        self.languages.choices = choices_of(languages_named())
        if not self.is_submitted() and len(self.clocks.entries) < MOST_CLOCKS:
            self.clocks.append_entry()

    def validate_channels(self, field: Any) -> None:
        """Refuse a line that names no way we know."""
        for word, _value in body_shape.pairs(field.data):
            if word not in CHANNELS:
                raise ValidationError(_("“%(word)s” is no way we know. Begin each line with one of them.", word=word))

    def validate_escalation(self, field: Any) -> None:
        """Refuse a next body that is not in the directory, or that stands there twice."""
        keys = [key for key, _why in body_shape.pairs(field.data)]
        for key in keys:
            if key not in self.keys:
                raise ValidationError(_("There is no body “%(key)s” in the directory.", key=key))
        if len(set(keys)) < len(keys):
            raise ValidationError(_("Each next body stands once in the list."))

    def validate_clocks(self, field: Any) -> None:
        """Refuse two clocks of one kind: a petition has one row of each."""
        kinds = [one["kind"] for one in field.data if one["kind"] and not one["is_removed"]]
        if len(set(kinds)) < len(kinds):
            raise ValidationError(_("A body has one clock of each kind. Leave one of them out."))

    def facts(self, was: dict[str, Any]) -> dict[str, Any]:
        """Give the answers in the shape of the directory, keeping what the form does not ask."""
        answers = self.answers()
        found = body_shape.body_record(was, answers)
        if not self.clocks.entries and "other_deadlines" in was:
            # Clocks are left out by a tick; a form that shows none of them asked nothing about them.
            found["other_deadlines"] = was["other_deadlines"]
        return found


def known_facts(record: dict[str, Any]) -> dict[str, Any]:
    """Give what the form begins with, from a stored record."""
    return body_shape.body_answers(record)


class ChangeBodyForm(BodyFactsForm):
    """A new version of a body."""

    valid_from = DateField(
        _l("Holds from"),
        [Required(_l("Enter the first day on which this holds."))],
        default=clock.today,
        description=_l("Petitions sent before this day keep the rule they were sent under."),
    )


class NewBodyForm(BodyFactsForm):
    """A new body."""

    key = StringField(
        _l("Short name"),
        [
            DataRequired(_l("Enter a short name.")),
            Length(max=60),
            Regexp(re.compile(r"^[a-z][a-z0-9_]+$"), message=_l("Use small Latin letters, digits and underscores.")),
        ],
        description=_l("It stays for good, for example kz_ministry_of_justice."),
    )
    kind = TermField(_l("What kind of body it is"), [Required()], vocabulary=BodyKind)


class VerifiedForm(BaseForm):
    """A lawyer has checked it."""

    reviewed_by = StringField(_l("Lawyer who checked it"), [DataRequired(_l("Enter who checked it.")), Length(max=200)])
    reviewed_on = DateField(_l("Day"), [Required(_l("Enter the day."))], default=clock.today)

    def validate_reviewed_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if isinstance(field.data, date) and field.data > clock.today():
            raise ValidationError(_("This day has not come yet. Enter a day up to today."))


class CalendarDayForm(BaseForm):
    """A day that is not what its weekday says."""

    day = DateField(_l("Day"), [Required(_l("Enter the day."))])
    kind = TermField(_l("What it is"), [Required()], vocabulary=DayKind)
    name = StringField(_l("Name"), [DataRequired(_l("Enter the name of the day.")), Length(max=200)])
    is_estimated = BooleanField(_l("The date is only estimated"))
    source = StringField(_l("Where it is published"), [Optional(), Length(max=500)])


def channels_in_words(record: dict[str, Any]) -> list[tuple[Any, str]]:
    """List the ways to reach a body: our word, and the address."""
    return [(channel_of(one["type"], one["value"]).label, one["value"]) for one in record["channel"]]
