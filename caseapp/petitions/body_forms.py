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
    HiddenField,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from caseapp import clock
from caseapp.forms import BaseForm, Required, TermField, choices_of
from caseapp.petitions.body_words import CHANNELS, CLOCK_STARTS, SILENCES, channel_of
from caseapp.petitions.vocabulary import BodyKind, ClockStart, DayKind, Silence, Unit

NAME_LANGUAGES = ("en", "kk", "ru", "zh")
LANGUAGES = ("kk", "ru", "en", "zh", "fr", "es", "ar", "de", "ug", "tr")
STARTS = (ClockStart.SENT, ClockStart.RECEIVED, ClockStart.REGISTERED, ClockStart.ACCEPTED, ClockStart.TRANSMITTED)
UNITS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)

# The printed word that stands for each of ours, for records typed here.
PRINTED_START = {
    start: next(word for word, found in CLOCK_STARTS.items() if found is start and word) for start in STARTS
}
PRINTED_SILENCE = {
    silence: next((word for word, found in SILENCES.items() if found is silence and word != "none"), None)
    for silence in (Silence.REFUSAL, Silence.CONSENT)
}


def languages_named() -> list[tuple[str, str]]:
    """List the languages of letters by their names."""
    locale = get_locale()
    return [(tag, str(locale.languages.get(tag, tag)) if locale else tag) for tag in LANGUAGES]


class Ticks(SelectMultipleField):
    """Several answers to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BodyFactsForm(BaseForm):
    """The main facts of a body."""

    version = HiddenField()
    name_en = StringField(_l("Name in English"), [DataRequired(_l("Enter the name.")), Length(max=300)])
    name_kk = StringField(_l("Name in Kazakh"), [Optional(), Length(max=300)])
    name_ru = StringField(_l("Name in Russian"), [Optional(), Length(max=300)])
    name_zh = StringField(_l("Name in Chinese"), [Optional(), Length(max=300)])
    channels = TextAreaField(
        _l("Ways to reach it"),
        [Optional(), Length(max=5000)],
        description=_l("One to a line, as “email: address” or “post: address”. Also: online_form, in_person, court."),
    )
    languages = Ticks(_l("Languages it reads"), [Required(_l("Choose at least one language."))])
    amount = IntegerField(
        _l("Time for the answer"),
        [Optional(), NumberRange(1, 1000, _l("Enter a number from 1 to 1,000."))],
        description=_l("Leave it open if no law sets a time."),
    )
    unit = TermField(_l("Counted in"), [Required()], vocabulary=Unit, only=UNITS)
    counted_from = TermField(_l("Counted from"), [Required()], vocabulary=ClockStart, only=STARTS)
    silence = TermField(_l("What silence means"), [Required()], vocabulary=Silence)
    roll_forward = BooleanField(_l("An end on a day off moves to the next working day"))
    follow_up_days = IntegerField(
        _l("Ask again after so many days"), [Required(_l("Enter a number.")), NumberRange(1, 1000)]
    )
    legal_basis = TextAreaField(_l("Legal basis"), [Optional(), Length(max=5000)])
    notes = TextAreaField(_l("Notes"), [Optional(), Length(max=5000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages by their names."""
        super().__init__(*args, **kwargs)
        self.languages.choices = choices_of(languages_named())

    def validate_channels(self, field: Any) -> None:
        """Refuse a line that names no way we know."""
        for line in (field.data or "").splitlines():
            word = line.partition(":")[0].strip()
            if line.strip() and word not in CHANNELS:
                raise ValidationError(_("“%(word)s” is no way we know. Begin each line with one of them.", word=word))

    def facts(self, was: dict[str, Any]) -> dict[str, Any]:
        """Give the answers in the shape of the directory, keeping what the form does not ask."""
        names = {tag: self[f"name_{tag}"].data for tag in NAME_LANGUAGES}
        term = dict(was.get("response_deadline") or {})
        old_start, old_silence = term.get("counted_from"), term.get("effect_of_silence")
        start, silence = self.counted_from.data, self.silence.data
        term |= {
            "number": self.amount.data,
            "unit": self.unit.data.value,
            "counted_from": old_start if CLOCK_STARTS.get(old_start or "") is start else PRINTED_START[start],
            "effect_of_silence": old_silence if SILENCES.get(old_silence) is silence else PRINTED_SILENCE.get(silence),
            "roll_forward": bool(self.roll_forward.data),
        }
        term.setdefault("who_must_act", "body")
        term.setdefault("extension", None)
        return {
            "name": {**was.get("name", {}), **{tag: name for tag, name in names.items() if name}},
            "channel": self._channels(),
            "languages": list(self.languages.data or []),
            "response_deadline": term,
            "follow_up_days": self.follow_up_days.data,
            "legal_basis": self.legal_basis.data or "",
            "notes": self.notes.data or "",
        }

    def _channels(self) -> list[dict[str, str]]:
        found = []
        for line in (self.channels.data or "").splitlines():
            word, _colon, value = line.partition(":")
            if line.strip():
                found.append({"type": word.strip(), "value": value.strip()})
        return found


def known_facts(record: dict[str, Any]) -> dict[str, Any]:
    """Give what the form begins with, from a stored record."""
    term = record["response_deadline"]
    return {
        **{f"name_{tag}": record["name"].get(tag) for tag in NAME_LANGUAGES},
        "channels": "\n".join(f"{one['type']}: {one['value']}" for one in record["channel"]),
        "languages": record["languages"],
        "amount": term["number"],
        "unit": Unit(term["unit"]),
        "counted_from": CLOCK_STARTS[term["counted_from"]],
        "silence": SILENCES[term.get("effect_of_silence")],
        "roll_forward": term.get("roll_forward", False),
        "follow_up_days": record["follow_up_days"],
        "legal_basis": record["legal_basis"],
        "notes": record["notes"],
    }


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
