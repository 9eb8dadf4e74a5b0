"""Makers of cards, messages and what a family reads about."""

import factory

from caseapp.accounts import passwords
from caseapp.appeals.models import Consent
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.vocabulary import Kinship
from caseapp.families.cards import CardNumber
from caseapp.families.models import FamilyCard, FamilyMessage
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState
from tests.factories import NOW, TODAY, BaseFactory, CaseFactory, OfficeFactory, PersonFactory

SECRET = "1234567890123456"
SECRET_HASH = passwords.hash_card_secret(SECRET)


def number_of(card: FamilyCard) -> str:
    """Return the number printed on a card made here."""
    return CardNumber(card.locator, SECRET).printed


class FamilyCardFactory(BaseFactory):
    """A sister's card."""

    class Meta:
        model = FamilyCard

    case = factory.SubFactory(CaseFactory)
    locator = factory.Sequence(lambda n: f"{n:06d}")
    secret_hash = SECRET_HASH
    kinship = Kinship.SISTER
    issued_at = NOW


class FamilyMessageFactory(BaseFactory):
    """A message written with a card."""

    class Meta:
        model = FamilyMessage

    case_id = factory.LazyAttribute(lambda o: o.card.case_id)
    card = factory.SubFactory(FamilyCardFactory)
    text = "We have news"
    written_at = NOW


class PetitionFactory(BaseFactory):
    """A petition that was sent."""

    class Meta:
        model = Petition

    office = factory.SubFactory(OfficeFactory)
    state = PetitionState.SENT
    recipient_text = "a body"
    sent_on = TODAY
    channel = PetitionChannel.POST
    created_at = NOW


class PetitionCaseFactory(BaseFactory):
    """A petition for a case."""

    class Meta:
        model = PetitionCase

    petition = factory.SubFactory(PetitionFactory)
    case = factory.SubFactory(CaseFactory)


class ConsentFactory(BaseFactory):
    """Somebody agreed to the work on a case."""

    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = ConsentPurpose.INTERNAL
    answer = ConsentAnswer.GIVEN
    given_on = TODAY
    recorded_at = NOW
