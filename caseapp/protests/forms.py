"""What is asked about a protest, its notice, and what was done to those who came."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, DecimalField, IntegerField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from caseapp import clock
from caseapp.forms import BaseForm, Required, TermField
from caseapp.protests.rules import ANSWERS, MISSING, NEEDED
from caseapp.protests.vocabulary import NoticeAnswer, ProtestForm, ProtestOutcome

FORMS = tuple(form for form in ProtestForm if form is not ProtestForm.PREVENTIVE_DETENTION)


def not_in_future(_form: Any, field: DateField) -> None:
    """Refuse a day that has not come."""
    day: date | None = field.data
    if day is not None and day > clock.today():
        raise ValidationError(_("This day has not come yet; check the date."))


class PlanForm(BaseForm):
    """Plan a protest."""

    form = TermField(_l("Form"), vocabulary=ProtestForm, only=FORMS)
    held_on = DateField(_l("Day"), [Required(_l("Enter the day of the protest."))])
    starts_at = TimeField(_l("Start"), [Optional()])
    place_text = StringField(_l("Place"), [Required(_l("Say where it is held.")), Length(max=500)])
    demand = TextAreaField(_l("Demand"), [Length(max=2000)])
    notice_given_on = DateField(_l("Notice given to the akimat on"), [Optional(), not_in_future])

    def validate_held_on(self, field: DateField) -> None:
        """Refuse to plan the past."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is over. Enter a day from today on."))


class NoticeForm(BaseForm):
    """When the akimat got the notice."""

    given_on = DateField(_l("Notice given on"), [Required(_l("Enter the day of the notice.")), not_in_future])


class NoticeAnswerForm(BaseForm):
    """What the akimat answered."""

    answer = TermField(_l("Answer of the akimat"), vocabulary=NoticeAnswer, only=ANSWERS)
    answered_on = DateField(_l("Date of the answer"), [Required(_l("Enter the date of the answer.")), not_in_future])
    refusal_ground = TextAreaField(
        _l("Ground of the refusal"),
        [Length(max=4000)],
        description=_l("Word for word, as it stands in the paper."),
    )

    def validate_refusal_ground(self, field: TextAreaField) -> None:
        """Ask for the ground of a refusal."""
        if self.answer.data is NoticeAnswer.REFUSED and not field.data:
            raise ValidationError(_("Copy the ground of the refusal word for word."))


class CancelForm(BaseForm):
    """Why a protest is called off."""

    reason = StringField(_l("Why is it called off?"), [Required(_l("Say why it is called off.")), Length(max=500)])


class OutcomeForm(BaseForm):
    """What was done to somebody who came."""

    kind = TermField(_l("What was done to them?"), vocabulary=ProtestOutcome)
    happened_on = DateField(_l("Day"), [Optional(), not_in_future])
    minutes = IntegerField(_l("Minutes held"), [Optional(), NumberRange(0, 1_000_000)])
    days = IntegerField(_l("Days of arrest"), [Optional(), NumberRange(0, 10_000)])
    amount_kzt = DecimalField(_l("Fine in tenge"), [Optional(), NumberRange(0, 999_999_999)])
    article = StringField(_l("Article of the law"), [Length(max=200)])
    served_on = DateField(
        _l("Ruling handed over on"),
        [Optional(), not_in_future],
        description=_l("The last day to appeal is counted from this day."),
    )
    detail = TextAreaField(_l("What happened"), [Length(max=4000)])

    def validate_kind(self, field: TermField) -> None:
        """Ask for what this outcome needs."""
        for name in NEEDED.get(field.data, ()):
            if self[name].data is None and not self[name].errors:
                raise ValidationError(str(MISSING[name]))
