"""Forms about the missing person: who they are, their names, numbers, homes, citizenship, family."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional, ValidationError

from caseapp.cases.fields import PlaceField, SeenForm, line, long_text
from caseapp.cases.vocabulary import CitizenshipStatus, IdentifierKind, Kinship, NameKind, Script, Sex
from caseapp.dates.field import PartialDateField
from caseapp.forms import BaseForm, TermField


class PersonForm(BaseForm):
    """Who the missing person is."""

    version = HiddenField()
    sex = TermField(_l("Sex"), vocabulary=Sex)
    born = PartialDateField(_l("Born"))
    age = IntegerField(
        _l("Age, if the birth date is not known"),
        [Optional(), NumberRange(min=0, max=120, message=_l("Enter an age between 0 and 120."))],
    )
    age_as_of = PartialDateField(_l("When they were that old"))
    ethnicity = line(_l("Ethnicity"), most=100)
    occupation = line(_l("Occupation"), most=500)
    dependants = long_text(_l("Who depends on them"), most=2000)

    def validate_age_as_of(self, field: PartialDateField) -> None:
        """Ask for the age that a date without one belongs to."""
        if field.data is not None and self.age.data is None:
            raise ValidationError(_("Enter the age they had then, or leave the date out."))


class NameForm(SeenForm):
    """A name exactly as it was printed or told."""

    text = line(_l("Name, exactly as printed"), required=_l("Enter the name."), most=300)
    script = TermField(
        _l("Script"),
        vocabulary=Script,
        blank=_l("as the letters say"),
        description=_l("Leave it: we look at the letters."),
    )
    kind = TermField(_l("What sort of name"), vocabulary=NameKind, default=NameKind.AS_PRINTED)
    source = line(_l("Source"), most=500)
    note = line(_l("Note"), most=500)


class IdentifierForm(SeenForm):
    """A number on a paper; it is kept as typed even if it looks wrong."""

    kind = TermField(_l("What number it is"), vocabulary=IdentifierKind, default=IdentifierKind.CN_ID)
    number = line(
        _l("Number, as on the paper"),
        required=_l("Enter the number."),
        most=100,
        description=_l("A number that looks wrong is still kept as you type it; we only tell you."),
    )
    issuer = line(_l("Who issued it"))
    source = line(_l("Source"), most=500)


class CitizenshipForm(SeenForm):
    """Belonging to a state."""

    country = line(_l("Country"), required=_l("Enter the country."), most=60)
    status = TermField(_l("As what"), vocabulary=CitizenshipStatus, default=CitizenshipStatus.CITIZEN)
    since = PartialDateField(_l("Since when"))
    source = line(_l("Source"), most=500)


class ResidenceForm(SeenForm):
    """Where somebody lived."""

    place_text = line(_l("Where, in the words it was told"), most=500)
    place_code = PlaceField(_l("County or prefecture"))
    country = line(_l("Country, if not China"), most=60)
    began = PartialDateField(_l("Since when"))
    ended = PartialDateField(_l("Until when"))
    source = line(_l("Source"), most=500)

    def validate_place_text(self, field: Any) -> None:
        """Ask for some place."""
        if not (field.data or self.place_code.data or self.country.data):
            raise ValidationError(_("Write where it was, or choose the county."))


class RelationForm(SeenForm):
    """Somebody of the family."""

    name = line(_l("Name of the relative, as printed"), required=_l("Enter the name."), most=300)
    kinship = TermField(_l("What they are to the missing person"), vocabulary=Kinship, default=Kinship.OTHER)
    own_word = line(_l("The family's own word for it"), most=100)
    source = line(_l("Source"), most=500)
