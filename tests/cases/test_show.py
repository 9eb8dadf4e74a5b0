"""The page of a case: every published fact is on it with its source, and it costs the same however much there is."""

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from caseapp import clock
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.vocabulary import ConsentPurpose, ReviewState
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.vocabulary import Access, PlaceStatus
from caseapp.dates import PartialDate
from tests.cases.factories import PetitionCaseFactory, PetitionFactory
from tests.factories import (
    NOW,
    AppealCaseFactory,
    AppealFactory,
    CaseFactory,
    EventFactory,
    OfficeFactory,
    StatusUpdateFactory,
    UserFactory,
)
from tests.families.factories import ConsentFactory

# Words that are codes; a page says them in the reader's language.
CODED = {
    "case_id", "case_kind", "source_files", "script", "kind", "sex", "status", "edtf", "since_edtf", "as_of_edtf",
    "from_edtf", "to_edtf", "basis", "type", "country", "reply", "form", "outcomes", "sensitivity", "related_cases",
    "recipient_key", "place_status", "legal_status", "health_status", "relation_to_subject", "need", "field",
}  # fmt: skip


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text of a record that is not a code."""
    if isinstance(value, dict):
        for inner, part in value.items():
            yield from texts(part, inner)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, key)
    elif isinstance(value, str) and key not in CODED:
        yield value


def plain(markup: str) -> str:
    """Return the words of a page on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.fixture
def imported(app, data, session, runner):
    """Import the published cases and return them by reference."""
    office = OfficeFactory(code="ALM")
    session.commit()
    result = runner.invoke(args=["cases", "import", str(data / "published_cases.json"), "--office", "ALM"])
    assert result.exit_code == 0, result.output
    session.expire_all()
    return office


@pytest.fixture
def runner(app):
    return app.test_cli_runner()


def test_every_published_fact_is_on_the_page_of_its_case(imported, data, session, login):
    coordinator = UserFactory(role=Role.COORDINATOR, office=imported)
    client = login(coordinator)
    published = json.loads((data / "published_cases.json").read_text(encoding="utf-8"))["cases"]
    codes = {case.label: case.code for case in session.scalars(select(Case))}
    lost = []
    for record in published:
        response = client.get(f"/cases/{codes[record['label']]}")
        assert response.status_code == 200
        words = plain(response.text)
        lost += [f"{record['case_id']}: {text}" for text in texts(record) if " ".join(text.split()) not in words]
    assert lost == []


def test_a_case_costs_the_same_whatever_hangs_on_it(session, login, count_queries):
    office = OfficeFactory()
    case = CaseFactory(office=office)
    client = login(UserFactory(role=Role.COORDINATOR, office=office))
    client.get(f"/cases/{case.code}")
    costs = []
    for rows in (1, 10, 100):
        for number in range(rows):
            EventFactory(case_id=case.id, happened=PartialDate.parse(f"20{10 + number % 10}"))
            StatusUpdateFactory(case=case)
            AppealCaseFactory(appeal__office=office, case=case)
            PetitionCaseFactory(petition_id=PetitionFactory(office_id=office.id).id, case_id=case.id)
        with count_queries() as seen:
            assert client.get(f"/cases/{case.code}").status_code == 200
        costs.append(seen.count)
    assert costs[0] == costs[1] == costs[2] <= 8


def test_the_empty_case_says_what_to_do_first(login):
    office = OfficeFactory()
    case = CaseFactory(office=office)
    words = plain(login(UserFactory(role=Role.COORDINATOR, office=office)).get(f"/cases/{case.code}").text)
    assert "Nobody has told us yet where this person is." in words
    assert "Begin with what the family remembers" in words


@pytest.mark.parametrize(
    ("role", "same_office", "access", "assigned", "status"),
    [
        (Role.COORDINATOR, True, Access.OFFICE, False, 200),
        (Role.COORDINATOR, True, Access.RESTRICTED, False, 200),
        (Role.COORDINATOR, True, Access.SEALED, False, 404),
        (Role.COORDINATOR, True, Access.SEALED, True, 200),
        (Role.COORDINATOR, False, Access.OFFICE, False, 404),
        (Role.VOLUNTEER, True, Access.OFFICE, False, 404),
        (Role.VOLUNTEER, True, Access.OFFICE, True, 200),
        (Role.VOLUNTEER, True, Access.RESTRICTED, True, 200),
        (Role.VOLUNTEER, False, Access.OFFICE, True, 404),
        (Role.TRANSLATOR, True, Access.OFFICE, True, 403),
        (Role.AUDITOR, True, Access.OFFICE, True, 403),
        (Role.ADMINISTRATOR, True, Access.OFFICE, True, 403),
    ],
)
def test_only_those_who_may_open_a_case(session, login, role, same_office, access, assigned, status):
    case = CaseFactory(access=access)
    office = case.office if same_office else OfficeFactory()
    person = UserFactory(role=role, office=office)
    if assigned:
        session.add(CaseAssignment(case_id=case.id, user_id=person.id, assigned_at=NOW))
    assert login(person).get(f"/cases/{case.code}").status_code == status


def test_a_hidden_case_and_an_absent_one_answer_the_same(login):
    case = CaseFactory(access=Access.SEALED)
    client = login(UserFactory(role=Role.COORDINATOR, office=case.office))
    hidden, absent = client.get(f"/cases/{case.code}"), client.get("/cases/TST-1999-00001")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.data == absent.data


@pytest.fixture
def told_of_two(office, case):
    """Make an appeal and a letter that name the case and another one; return the other."""
    other = CaseFactory(office=office)
    appeal = AppealFactory(office=office, statement="Both brothers were taken.", state=ReviewState.ACCEPTED)
    petition = PetitionFactory(office_id=office.id, recipient_text="The ministry of both")
    for one in (case, other):
        AppealCaseFactory(appeal=appeal, case=one)
        PetitionCaseFactory(petition_id=petition.id, case_id=one.id)
    return other


def test_what_also_names_a_case_shut_to_the_reader_is_not_on_the_page(session, login, case, told_of_two, coordinator):
    client = login(coordinator)
    page = client.get(f"/cases/{case.code}").text
    assert "Both brothers were taken." in page
    assert "The ministry of both" in page
    told_of_two.access = Access.SEALED
    session.commit()
    page = client.get(f"/cases/{case.code}").text
    assert "brothers" not in page
    assert "The ministry of both" not in page


def test_an_answer_on_consent_that_has_run_out_is_not_on_the_page(session, login, case, volunteer):
    client = login(volunteer)
    consent = ConsentFactory(case_id=case.id, purpose=ConsentPurpose.GOVERNMENT, expires_on=clock.today())
    session.commit()
    none = "No consent is recorded: nothing may leave the organisation."
    assert none not in plain(client.get(f"/cases/{case.code}").text)
    consent.expires_on = clock.today() - timedelta(days=1)
    session.commit()
    assert none in plain(client.get(f"/cases/{case.code}").text)


def test_markup_in_what_was_told_stays_text(login):
    office = OfficeFactory()
    case = CaseFactory(office=office, names=["<b>Temir</b>"])
    EventFactory(case_id=case.id, detail="<script>alert(1)</script> {{ 7*7 }}")
    page = login(UserFactory(role=Role.COORDINATOR, office=office)).get(f"/cases/{case.code}").text
    assert "<script>alert" not in page
    assert "<b>Temir" not in page
    assert "{{ 7*7 }}" in page


def test_contradicting_claims_stand_side_by_side(login):
    office = OfficeFactory()
    case = CaseFactory(office=office)
    StatusUpdateFactory(case=case, place_status=PlaceStatus.CAMP, source="a neighbour")
    StatusUpdateFactory(case=case, place_status=PlaceStatus.AT_LIBERTY_CHINA, source="the embassy")
    words = plain(login(UserFactory(role=Role.COORDINATOR, office=office)).get(f"/cases/{case.code}").text)
    for said in ("In a camp", "a neighbour", "At liberty in China", "the embassy", "Nothing is verified yet."):
        assert said in words


def test_contacts_are_shown_for_a_reason_that_is_kept(session, login):
    from caseapp.appeals.models import AppealCase
    from caseapp.cases.people import Contact
    from caseapp.cases.vocabulary import ContactKind
    from caseapp.history.models import HistoryEntry
    from tests.factories import ApplicantFactory

    office = OfficeFactory()
    case = CaseFactory(office=office)
    applicant = ApplicantFactory()
    session.add(AppealCase(appeal_id=applicant.appeal_id, case_id=case.id))
    session.add(Contact(person_id=applicant.person_id, kind=ContactKind.PHONE, value="+7 700 000 00 07"))
    client = login(UserFactory(role=Role.COORDINATOR, office=office))
    assert "+7 700 000 00 07" not in client.get(f"/cases/{case.code}").text
    address = f"/cases/{case.code}/contacts"
    assert "+7 700 000 00 07" not in client.get(address).text
    assert client.post(address, data={"reason": " "}).status_code == 422
    assert "+7 700 000 00 07" in client.post(address, data={"reason": "An answer came"}).text
    [entry] = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "contacts.revealed")).all()
    assert (entry.case_id, entry.detail) == (case.id, "An answer came")
