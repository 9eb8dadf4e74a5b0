"""What "My work" asks of appeals."""

from caseapp.accounts.vocabulary import Role
from caseapp.appeals import queries
from caseapp.appeals.vocabulary import ReviewState
from caseapp.cases.vocabulary import Access
from tests.factories import NOW, AppealCaseFactory, AppealFactory, CaseFactory, OfficeFactory, UserFactory


def test_drafts_are_ones_own_and_those_sent_back(session):
    me = UserFactory()
    mine = AppealFactory(office=me.office, logged_by_id=me.id)
    back = AppealFactory(office=me.office, logged_by_id=me.id, state=ReviewState.RETURNED, return_reason="x")
    AppealFactory(office=me.office, logged_by_id=me.id, state=ReviewState.ACCEPTED)
    AppealFactory(office=me.office, logged_by_id=UserFactory(office=me.office).id)
    assert session.scalars(queries.drafts_of(me)).all() == [back, mine]


def test_a_coordinator_reviews_the_office_but_not_their_own_nor_a_sealed_case(session):
    office = OfficeFactory()
    coordinator = UserFactory(office=office, role=Role.COORDINATOR)
    volunteer = UserFactory(office=office)

    def handed_in(by, access=Access.OFFICE, where=office):
        appeal = AppealFactory(office=where, logged_by_id=by.id, state=ReviewState.SUBMITTED, submitted_at=NOW)
        AppealCaseFactory(appeal=appeal, case=CaseFactory(office=where, access=access))
        return appeal

    waiting = handed_in(volunteer)
    handed_in(coordinator)
    handed_in(volunteer, access=Access.SEALED)
    handed_in(volunteer, where=OfficeFactory())
    assert session.scalars(queries.waiting_for_review(coordinator)).all() == [waiting]
    assert session.scalars(queries.waiting_for_review(volunteer)).all() == []
