"""The page of reports: who may see it, what it counts, what it never counts."""

import pytest

from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import Source
from caseapp.cases.vocabulary import Access, CaseState, PlaceStatus
from caseapp.dates import PartialDate
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionState
from caseapp.reports import queries
from caseapp.reports.models import AggregateFigure, CampaignEvent
from tests.factories import NOW, CaseFactory, OfficeFactory, UserFactory


@pytest.fixture
def office(session):
    return OfficeFactory(name="Office of the north")


def cases(session, office, count, **facts):
    """Add open cases in prison; the columns lists read are set as a refresh would leave them."""
    made = CaseFactory.create_batch(count, office=office)
    for case in made:
        for name, value in {"place_status": PlaceStatus.PRISON, **facts}.items():
            setattr(case, name, value)
    session.flush()
    return made


def petition(session, office, about, state=PetitionState.SENT):
    found = Petition(office_id=office.id, state=state, recipient_text="x", is_published_record=True, created_at=NOW)
    session.add(found)
    session.flush()
    session.add(PetitionCase(petition_id=found.id, case_id=about.id))
    session.flush()


def counted(session, statement):
    return {(row.code, row[2]): row.number for row in session.execute(statement)}


@pytest.mark.parametrize("role", Role)
def test_coordinators_and_auditors_see_it_and_nobody_else(login, office, role):
    response = login(UserFactory(role=role, office=office)).get("/reports")
    assert (response.status_code == 200) == (role in {Role.COORDINATOR, Role.AUDITOR})


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/reports").status_code == 302


def test_a_small_count_is_not_shown_and_a_greater_one_is(session, login, office):
    cases(session, office, 12)
    cases(session, office, 9, place_status=PlaceStatus.CAMP)
    page = login(UserFactory(role=Role.COORDINATOR, office=office)).get("/reports").text
    rows = [" ".join(row.split()) for row in page.replace("<tr>", "\n<tr>").split("<tr>")]
    prison = next(row for row in rows if "In prison" in row)
    camp = next(row for row in rows if "In a camp" in row)
    assert "12" in prison
    assert "fewer than 10" in camp
    assert ">9<" not in camp.replace(" ", "")


def test_sealed_closed_and_draft_cases_are_never_counted(session, office):
    auditor = UserFactory(role=Role.AUDITOR, office=None)
    cases(session, office, 3)
    cases(session, office, 2, access=Access.RESTRICTED)
    cases(session, office, 1, access=Access.SEALED)
    cases(session, office, 1, state=CaseState.CLOSED, closed_on=NOW.date())
    cases(session, office, 1, state=CaseState.DRAFT)
    assert counted(session, queries.open_cases_by_place(auditor)) == {(office.code, PlaceStatus.PRISON): 5}


def test_a_petition_that_names_a_sealed_case_is_not_counted(session, office):
    auditor = UserFactory(role=Role.AUDITOR, office=None)
    open_case, sealed = cases(session, office, 2)
    sealed.access = Access.SEALED
    petition(session, office, open_case)
    petition(session, office, sealed)
    assert counted(session, queries.petitions_by_state(auditor)) == {(office.code, PetitionState.SENT): 1}


def test_a_coordinator_sees_the_own_office_and_an_auditor_all(session, office):
    other = OfficeFactory()
    cases(session, office, 1)
    cases(session, other, 1)
    coordinator, auditor = (
        UserFactory(role=Role.COORDINATOR, office=office),
        UserFactory(role=Role.AUDITOR, office=None),
    )
    assert {code for code, _ in counted(session, queries.open_cases_by_place(coordinator))} == {office.code}
    assert {code for code, _ in counted(session, queries.open_cases_by_place(auditor))} == {office.code, other.code}
    volunteer = UserFactory(role=Role.VOLUNTEER, office=office)
    assert counted(session, queries.open_cases_by_place(volunteer)) == {}


def test_events_figures_and_sources_are_shown_with_dates_and_links(session, login, office):
    session.add_all(
        [
            Source(key="X1", title="A report", url="https://example.org/a", published="2021-02", is_external=True),
            Source(key="X2", title="A trap", url="javascript:alert(1)", published="one spring"),
            CampaignEvent(
                fingerprint="a" * 64, happened=PartialDate.parse("2021-02/.."), type="protest",
                detail="Daily picket", source="X1",
            ),
            AggregateFigure(key="AG01", what="inmates of a camp", count="about 14,000", places=[{"text": "A county"}]),
        ]
    )  # fmt: skip
    page = login(UserFactory(role=Role.AUDITOR, office=None)).get("/reports").text
    for words in ("Daily picket", "inmates of a camp", "about 14,000", "A county", "X1 · A report", "one spring"):
        assert words in page
    assert 'href="https://example.org/a"' in page
    assert 'rel="noreferrer noopener external"' in page
    assert "javascript:alert" not in page.replace("<bdi>javascript:alert(1)</bdi>", "")


def test_an_empty_page_leads_on(login, office):
    page = login(UserFactory(role=Role.AUDITOR, office=None)).get("/reports").text
    assert "No event yet" in page
    assert page.count("<h1") == 1


def test_the_number_of_statements_does_not_grow(session, login, office, count_queries):
    reader = login(UserFactory(role=Role.AUDITOR, office=None))
    reader.get("/reports")
    with count_queries() as before:
        reader.get("/reports")
    cases(session, office, 5)
    session.add_all(Source(key=f"S{number}", title="A book") for number in range(20))
    session.flush()
    with count_queries() as after:
        reader.get("/reports")
    assert after.count == before.count
