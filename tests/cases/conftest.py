"""An office with its people, and a case they work on."""

import pytest

from caseapp.accounts.vocabulary import Role
from tests.factories import CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def volunteer(office):
    return UserFactory(office=office)


@pytest.fixture
def coordinator(office):
    return UserFactory(office=office, role=Role.COORDINATOR)


@pytest.fixture
def second(office):
    """Return another coordinator of the same office."""
    return UserFactory(office=office, role=Role.COORDINATOR)


@pytest.fixture
def case(office, volunteer):
    """Make a case that the volunteer works on."""
    made = CaseFactory(office=office)
    CaseAssignmentFactory(case=made, user=volunteer)
    return made


@pytest.fixture
def outsiders(office):
    """Return people who must not reach the case: not assigned, of another office, of other roles."""
    return {
        "not assigned": (UserFactory(office=office), 404),
        "another office": (UserFactory(role=Role.COORDINATOR), 404),
        "translator": (UserFactory(office=office, role=Role.TRANSLATOR), 403),
        "auditor": (UserFactory(office=office, role=Role.AUDITOR), 403),
        "administrator": (UserFactory(office=office, role=Role.ADMINISTRATOR), 403),
    }
