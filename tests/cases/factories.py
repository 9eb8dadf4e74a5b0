"""Makers of what hangs on cases."""

from caseapp.cases.people import Identifier, PersonName
from caseapp.cases.vocabulary import IdentifierKind, Script
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState
from tests.factories import NOW, TODAY, BaseFactory


class PersonNameFactory(BaseFactory):
    """One more name of a person."""

    class Meta:
        model = PersonName

    text = "Темірлан Сағатұлы"
    script = Script.CYRL


class IdentifierFactory(BaseFactory):
    """A number on a paper."""

    class Meta:
        model = Identifier

    kind = IdentifierKind.OTHER
    number = "A 123"


class PetitionFactory(BaseFactory):
    """A letter that waits for its answer."""

    class Meta:
        model = Petition

    recipient_text = "A ministry"
    state = PetitionState.SENT
    sent_on = TODAY
    due_on = TODAY
    channel = PetitionChannel.POST
    created_at = NOW


class PetitionCaseFactory(BaseFactory):
    """A case that a letter names."""

    class Meta:
        model = PetitionCase
