"""A statement made once for a role finds for each person what one made for that person finds."""

import pytest
from sqlalchemy import select

from caseapp.accounts.reader import kind_of, reader, values_of
from caseapp.accounts.vocabulary import Role
from caseapp.cases import queries
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import Access, CaseState
from tests.factories import NOW, CaseFactory, OfficeFactory, UserFactory


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
@pytest.mark.parametrize("condition", [queries.may_list, queries.may_open], ids=["list", "open"])
def test_a_role_s_statement_finds_what_the_person_s_own_finds(session, role, condition):
    here, elsewhere = OfficeFactory(), OfficeFactory()
    person = UserFactory(office=here, role=role)
    for office in (here, elsewhere):
        for access in Access:
            for state in (CaseState.DRAFT, CaseState.OPEN):
                CaseFactory(office=office, access=access, state=state)
                CaseFactory(office=office, access=access, state=state, logged_by_id=person.id)
                named = CaseFactory(office=office, access=access, state=state)
                session.add(CaseAssignment(case_id=named.id, user_id=person.id, assigned_at=NOW))
    session.flush()
    own = select(Case.id).where(condition(person)).order_by(Case.id)
    kept = select(Case.id).where(condition(reader(*kind_of(person)))).order_by(Case.id)
    assert session.scalars(kept, values_of(person)).all() == session.scalars(own).all()


def test_a_reader_holds_nothing_of_a_person(session):
    one, other = UserFactory(), UserFactory()
    assert reader(*kind_of(one)) is reader(*kind_of(other))
    assert values_of(one) != values_of(other)
