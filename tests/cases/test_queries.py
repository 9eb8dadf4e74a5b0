"""Rows that hang on several cases are seen by those who may open all of them."""

import pytest
from sqlalchemy import select

from caseapp.accounts.vocabulary import Role
from caseapp.cases import queries
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import Access, CaseState
from caseapp.petitions.models import Petition, PetitionCase
from tests.cases.factories import PetitionCaseFactory, PetitionFactory
from tests.factories import TODAY, CaseAssignmentFactory, CaseFactory, UserFactory


def found(session, person):
    owner = PetitionCase.petition_id == Petition.id
    statement = select(Petition.id).where(queries.all_cases_of(PetitionCase, owner, person)).order_by(Petition.id)
    return session.scalars(statement).all()


@pytest.fixture
def letter(office, case):
    """Make a letter about the case."""
    petition = PetitionFactory(office_id=office.id)
    PetitionCaseFactory(petition_id=petition.id, case_id=case.id)
    return petition


def test_a_letter_is_found_by_those_who_may_open_its_case(session, letter, volunteer, coordinator, outsiders):
    assert found(session, volunteer) == [letter.id]
    assert found(session, coordinator) == [letter.id]
    for who, (person, _status) in outsiders.items():
        assert found(session, person) == [], who


def test_one_case_that_may_not_be_opened_hides_the_letter(session, office, letter, volunteer, coordinator):
    sealed = CaseFactory(office=office, access=Access.SEALED)
    PetitionCaseFactory(petition_id=letter.id, case_id=sealed.id)
    assert found(session, coordinator) == []
    assert found(session, volunteer) == []
    CaseAssignmentFactory(case=sealed, user=coordinator)
    assert found(session, coordinator) == [letter.id]
    assert found(session, volunteer) == []


def test_a_letter_about_no_case_is_found_by_nobody(session, office, coordinator):
    PetitionFactory(office_id=office.id)
    assert found(session, coordinator) == []


def test_the_condition_holds_beside_a_joined_case(session, office, letter, case, coordinator):
    sealed = CaseFactory(office=office, access=Access.SEALED)
    PetitionCaseFactory(petition_id=letter.id, case_id=sealed.id)
    owner = PetitionCase.petition_id == Petition.id
    statement = (
        select(Petition.id, Case.id)
        .join(Case, Case.office_id == Petition.office_id)
        .where(queries.all_cases_of(PetitionCase, owner, coordinator))
    )
    assert session.execute(statement).all() == []


def test_the_cases_somebody_works_on_are_the_open_ones_they_are_named_on(session, office, case, volunteer):
    closed = CaseFactory(office=office, state=CaseState.CLOSED, closed_on=TODAY)
    CaseAssignmentFactory(case=closed, user=volunteer)
    CaseFactory(office=office, logged_by=volunteer)
    assert session.scalars(queries.assigned_to(volunteer)).all() == [case]
    assert session.scalars(queries.assigned_to(UserFactory(office=office, role=Role.AUDITOR))).all() == []
