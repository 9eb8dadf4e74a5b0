"""What people type to choose the cases of a batch, to begin it, and to record that its letters went out."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.vocabulary import PlaceStatus
from caseapp.forms import BaseForm, OnceField, Required, TermField, choices_of
from caseapp.petitions.forms import Day
from caseapp.petitions.letter_composing import COMPOSED
from caseapp.petitions.moves import GIVES_PROOF
from caseapp.petitions.vocabulary import PetitionChannel

EACH, TOGETHER = "each", "together"
MOST_TOGETHER = 50
_BETWEEN_CODES = re.compile(r"[\s,;]+")


class ChooseForm(BaseForm):
    """Find the cases to write for: by their codes, by the family of one, or by what the list can be narrowed to."""

    class Meta(BaseForm.Meta):
        """A search changes nothing and needs no token."""

        csrf = False

    codes = TextAreaField(
        _l("Codes of cases"),
        [Optional(), Length(max=10_000)],
        description=_l("One under the other, or with commas between them. Paste them from a list."),
    )
    family = StringField(
        _l("A case and its family"),
        [Optional(), Length(max=40)],
        description=_l("The code of one case: its relatives with cases of their own are found too."),
    )
    mine = BooleanField(_l("Cases assigned to me"))
    place = TermField(_l("Where they are"), vocabulary=PlaceStatus, blank=_l("Anywhere"))

    def typed_codes(self) -> list[str]:
        """Return the codes that were typed or pasted, each once."""
        found = _BETWEEN_CODES.split((self.codes.data or "").upper())
        return list(dict.fromkeys(code for code in found if code))


class BeginForm(BaseForm):
    """Say which letter is to be written to whom."""

    key = OnceField()
    body = SelectField(_l("To which body"), [Required(_l("Choose the body."))])
    language = TermField(_l("Language of the letters"), [Required()], vocabulary=TextLanguage, only=COMPOSED)
    way = RadioField(
        _l("How many letters"),
        [Required(_l("Say whether it is one letter or many."))],
        choices=choices_of(
            [
                (EACH, _l("One letter for each case")),
                (TOGETHER, _l("One letter about all of them, as for a family")),
            ]
        ),
        default=EACH,
    )
    petitioner = StringField(
        _l("Who signs"), [Optional(), Length(max=300)], description=_l("As it will stand under every letter.")
    )


class LetThemGoForm(BaseForm):
    """Hand the drafts of a batch to review; the reason is asked for only where something is missing."""

    reason = TextAreaField(
        _l("Why do they go as they are?"),
        [Optional(), Length(max=2000)],
        description=_l("Kept with every letter that lacks something. Leave it empty to send only what is ready."),
    )


class BatchSentForm(BaseForm):
    """Say when and how the letters of a batch went out."""

    sent_on = Day(_l("Day they were sent"))
    channel = TermField(_l("How they were sent"), [Required()], vocabulary=PetitionChannel)
    no_proof_because = StringField(
        _l("Why there is no picture of the proof with each"),
        [Length(max=500)],
        description=_l("For example: one list of the post office for all, kept in the folder of the office."),
    )

    def validate_no_proof_because(self, field: StringField) -> None:
        """Ask for the reason where the way of sending hands out a proof."""
        if not field.data and self.channel.data in GIVES_PROOF:
            raise ValidationError(_("This way of sending hands out a proof. Say where it is kept."))
