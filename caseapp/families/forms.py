"""What families and staff type about cards and messages."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from caseapp.appeals.models import Applicant
from caseapp.cases.vocabulary import Kinship
from caseapp.families import cards
from caseapp.families.cards import CardNumber, Slip
from caseapp.families.rules import LONGEST_MESSAGE
from caseapp.forms import BaseForm, Required, TermField

SOMEBODY_ELSE = "0"


class CardForm(BaseForm):
    """The one field of the family's door."""

    card = StringField(_l("The number on your card"))

    def validate_card(self, field: StringField) -> None:
        """Find slips of typing before any card is looked for."""
        found = cards.read(field.data)
        if isinstance(found, Slip):
            raise ValidationError(str(found.label))

    @property
    def number(self) -> CardNumber:
        """Return the number of a form that was found right."""
        found = cards.read(self.card.data)
        if isinstance(found, Slip):
            raise TypeError("the form was not found right")
        return found


class MessageForm(BaseForm):
    """What a family wants to say."""

    text = TextAreaField(_l("Your message"), [Length(max=LONGEST_MESSAGE)])
    wants_hidden = BooleanField(_l("Please hide everything that is public about us"))
    wants_withdrawal = BooleanField(_l("We want to withdraw"))


class IssueForm(BaseForm):
    """For whom a card is made."""

    holder = RadioField(_l("Who gets the card?"), [Required(_l("Choose who gets the card."))])
    kinship = TermField(
        _l("If somebody else: what are they to the missing person?"), vocabulary=Kinship, blank=_l("Choose")
    )
    is_minimal = BooleanField(_l("Show only the stage and the next step"))

    def __init__(self, applicants: Iterable[Applicant] = (), **kwargs: Any) -> None:
        """Offer those who asked for the case, each once, and somebody else."""
        super().__init__(**kwargs)
        self.applicants = {str(one.person_id): one for one in applicants}
        self.holder.choices = [(key, _name_and_kinship(one)) for key, one in self.applicants.items()]
        self.holder.choices.append((SOMEBODY_ELSE, _("Somebody else")))

    def validate_kinship(self, field: TermField) -> None:
        """Ask for the relation of somebody we do not know."""
        if self.holder.data == SOMEBODY_ELSE and not field.data:
            raise ValidationError(_("Choose what they are to the missing person."))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the service needs."""
        chosen = self.applicants.get(self.holder.data)
        return {
            "person_id": chosen.person_id if chosen else None,
            "kinship": chosen.kinship if chosen else self.kinship.data,
            "is_minimal": self.is_minimal.data,
        }


def _name_and_kinship(applicant: Applicant) -> str:
    return _("%(name)s, %(kinship)s", name=shown_name(applicant.person.names), kinship=applicant.kinship.label)


def shown_name(names: Sequence[Any]) -> str:
    """Return the first name as printed, or say that there is none."""
    return names[0].text if names else _("Name not known")


class AnswerForm(BaseForm):
    """What we answer a family."""

    text = TextAreaField(
        _l("Your answer"),
        [Required(_l("Write the answer the family will read.")), Length(max=LONGEST_MESSAGE)],
        description=_l("The family reads it with its card. Write no names: the card may be in other hands."),
    )
