"""Makers of protests and of those who came."""

import factory

from caseapp.protests.models import Appearance, Protest
from caseapp.protests.vocabulary import ProtestForm
from tests.factories import NOW, TODAY, BaseFactory, CaseFactory, OfficeFactory


class ProtestFactory(BaseFactory):
    """A picket planned for today."""

    class Meta:
        model = Protest

    office = factory.SubFactory(OfficeFactory)
    form = ProtestForm.PICKET
    held_on = TODAY
    place_text = "At the consulate"
    created_at = NOW


class AppearanceFactory(BaseFactory):
    """Somebody expected for a case."""

    class Meta:
        model = Appearance

    protest = factory.SubFactory(ProtestFactory)
    case = factory.SubFactory(CaseFactory)
