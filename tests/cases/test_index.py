"""The list of cases: who sees what, filters, search, pages, and what it costs."""

import re
from datetime import timedelta

import pytest

from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal
from caseapp.cases import services
from caseapp.cases.people import PersonName
from caseapp.cases.vocabulary import Access, CaseState, HealthStatus, LegalStatus, PlaceStatus, Risk, Script, Sex
from caseapp.dates import PartialDate
from tests.cases.factories import PersonNameFactory, PetitionCaseFactory, PetitionFactory
from tests.factories import (
    NOW,
    TODAY,
    AppealCaseFactory,
    AppealFactory,
    CaseAssignmentFactory,
    CaseFactory,
    EventFactory,
    StatusUpdateFactory,
    UserFactory,
)


def rows(response):
    """Return the codes of the table's rows, in order."""
    return re.findall(r'<th scope="row".*?<bdi class="code" dir="ltr">(.*?)</bdi>', response.text, re.DOTALL)


def total(response):
    return re.search(r"Cases: ([^<\n]*)", response.text)[1].strip()


def test_a_coordinator_sees_the_cases_of_the_office_with_a_way_in(login, coordinator):
    case = CaseFactory(office=coordinator.office, names=["Erbol Testov", "Ербол Тестов"])
    CaseFactory()
    page = login(coordinator).get("/cases")
    assert page.status_code == 200
    assert rows(page) == [case.code]
    assert f'href="/cases/{case.code}"' in page.text
    assert "Erbol Testov" in page.text
    assert "Ербол Тестов" in page.text


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_do_not_list_cases(login, office, role):
    assert login(UserFactory(office=office, role=role)).get("/cases").status_code == 403


def test_nobody_lists_cases_without_signing_in(client):
    assert client.get("/cases").status_code in {302, 401}


def test_a_volunteer_lists_a_case_of_the_office_but_is_led_in_only_where_assigned(login, volunteer):
    theirs = CaseFactory(office=volunteer.office)
    other = CaseFactory(office=volunteer.office)
    CaseAssignmentFactory(case=theirs, user=volunteer)
    page = login(volunteer).get("/cases")
    assert rows(page) == [other.code, theirs.code]
    assert f'href="/cases/{theirs.code}"' in page.text
    assert f'href="/cases/{other.code}"' not in page.text
    assert "Ask a coordinator" in page.text


def test_a_row_that_one_may_not_open_says_no_more_than_code_name_and_status(login, volunteer, coordinator, session):
    case = CaseFactory(office=volunteer.office)
    EventFactory(case_id=case.id, happened=PartialDate.parse("2017-05"), place_code="654003")
    CaseAssignmentFactory(case=case, user=UserFactory(office=volunteer.office, name="Hidden Colleague"))
    services.refresh(session, case, at=NOW)
    assert "May 2017" in login(coordinator).get("/cases").text
    table = login(volunteer).get("/cases").text.split("<tbody>")[1]
    assert "May 2017" not in table
    assert "Hidden Colleague" not in table


def test_a_restricted_case_is_not_listed_for_a_volunteer(login, volunteer, coordinator):
    case = CaseFactory(office=volunteer.office, access=Access.RESTRICTED)
    assert case.code not in login(volunteer).get("/cases").text
    assert rows(login(coordinator).get("/cases")) == [case.code]


def test_a_sealed_case_is_neither_listed_nor_counted_for_a_coordinator_not_named_on_it(login, coordinator):
    sealed = CaseFactory(office=coordinator.office, access=Access.SEALED, names=["Secretname"])
    CaseFactory(office=coordinator.office)
    page = login(coordinator).get("/cases")
    assert sealed.code not in page.text
    assert total(page) == "1"
    assert "No case found" in login(coordinator).get("/cases?q=Secretname").text
    CaseAssignmentFactory(case=sealed, user=coordinator)
    assert total(login(coordinator).get("/cases")) == "2"


def test_a_sealed_case_shares_its_due_date_with_nobody_through_a_common_letter(login, coordinator):
    case = CaseFactory(office=coordinator.office)
    sealed = CaseFactory(office=coordinator.office, access=Access.SEALED)
    petition = PetitionFactory(office_id=coordinator.office_id, due_on=TODAY + timedelta(days=40))
    PetitionCaseFactory(petition_id=petition.id, case_id=case.id)
    shown = "30 Dec 2026|Dec 30, 2026"
    assert re.search(shown, login(coordinator).get("/cases").text)
    PetitionCaseFactory(petition_id=petition.id, case_id=sealed.id)
    assert not re.search(shown, login(coordinator).get("/cases").text)


def test_a_code_typed_leads_to_the_case(login, coordinator, volunteer):
    case = CaseFactory(office=coordinator.office)
    answer = login(coordinator).get(f"/cases?q=+{case.code.lower()}+")
    assert (answer.status_code, answer.location) == (302, f"/cases/{case.code}")
    assert rows(login(volunteer).get(f"/cases?q={case.code}")) == [case.code]
    elsewhere = CaseFactory()
    assert "No case found" in login(coordinator).get(f"/cases?q={elsewhere.code}").text


@pytest.fixture
def varied(coordinator, session):
    """Make one case that every filter finds and one that none finds."""
    wanted = CaseFactory(office=coordinator.office, risk=Risk.HIGH, access=Access.RESTRICTED)
    wanted.person.sex = Sex.FEMALE
    StatusUpdateFactory(
        case=wanted,
        place_status=PlaceStatus.CAMP,
        legal_status=LegalStatus.CHARGED,
        health_status=HealthStatus.CRITICAL,
        verified=True,
    )
    EventFactory(case_id=wanted.id, happened=PartialDate.parse("2017-05"), place_code="654003")
    CaseAssignmentFactory(case=wanted, user=coordinator)
    services.refresh(session, wanted, at=NOW)
    other = CaseFactory(office=coordinator.office)
    EventFactory(case_id=other.id, happened=PartialDate.parse("2019"), place_code="650102")
    services.refresh(session, other, at=NOW)
    return wanted


@pytest.mark.parametrize(
    "query",
    [
        "place=camp",
        "legal=charged",
        "health=critical",
        "sex=female",
        "county=654003",
        "county=654000",
        "from=2017-05-20&to=2017",
        "to=2018",
        "risk=high",
        "access=restricted",
        "assignee=me",
        "place=camp&sex=female&from=2017&to=2017&county=654003&assignee=me&q=Temirlan",
    ],
)
def test_a_filter_keeps_what_was_asked_for(login, coordinator, varied, query):
    page = login(coordinator).get(f"/cases?{query}")
    assert page.status_code == 200
    assert rows(page) == [varied.code]
    assert total(page) == "1"


@pytest.mark.parametrize(
    "query", ["place=prison", "sex=male&place=camp", "county=659001", "from=2018&to=2018", "assignee=999999"]
)
def test_a_filter_drops_the_rest(login, coordinator, varied, query):
    assert varied.code not in login(coordinator).get(f"/cases?{query}").text


@pytest.mark.parametrize(
    "query",
    [
        "place=nowhere",
        "sex=nobody",
        "county=1%27%20OR%201=1",
        "assignee=abc",
        "assignee=99999999999999999999999",
        "state=draft",
        "before=abc",
        "before=-1",
        "within=everything",
    ],
)
def test_a_filter_nobody_knows_is_left_out(login, coordinator, varied, query):
    page = login(coordinator).get(f"/cases?{query}")
    assert page.status_code == 200
    assert varied.code in rows(page)


@pytest.mark.parametrize("query", ["from=yesterday", "from=2019&to=2017", "to=2017-13"])
def test_a_mistyped_date_is_said_and_the_list_still_shown(login, coordinator, varied, query):
    page = login(coordinator).get(f"/cases?{query}")
    assert page.status_code == 422
    assert "The list below leaves the dates out" in page.text
    assert varied.code in rows(page)


def test_closed_cases_are_listed_when_asked_for_and_drafts_never(login, coordinator):
    closed = CaseFactory(office=coordinator.office, state=CaseState.CLOSED, closed_on=TODAY)
    opened = CaseFactory(office=coordinator.office)
    CaseFactory(office=coordinator.office, state=CaseState.DRAFT, code=None)
    client = login(coordinator)
    assert rows(client.get("/cases")) == [opened.code]
    assert rows(client.get("/cases?state=closed")) == [closed.code]
    assert rows(client.get("/cases?state=all")) == [opened.code, closed.code]


def test_a_filter_tells_a_volunteer_nothing_of_a_case_they_may_not_open(login, volunteer, session):
    case = CaseFactory(office=volunteer.office, risk=Risk.HIGH)
    colleague = UserFactory(office=volunteer.office)
    CaseAssignmentFactory(case=case, user=colleague)
    EventFactory(case_id=case.id, happened=PartialDate.parse("2017"), place_code="654003")
    services.refresh(session, case, at=NOW)
    client = login(volunteer)
    assert rows(client.get("/cases")) == [case.code]
    for query in ("from=2017", "county=654003", "risk=high", f"assignee={colleague.id}"):
        assert rows(client.get(f"/cases?{query}")) == []


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["Темірлан Сағатұлы"], "темірл"),
        (["Темірлан Сағатұлы"], "САҒАТ"),
        (["تەمىرلان ساعات ۇلى"], "تەمىر"),
        (["铁米尔兰·沙哈提"], "铁米尔"),
        (["铁米尔兰·沙哈提"], "米尔"),
        (["Ли Ян"], "Ян"),
        (['O\'Test "Quoted"'], '"Quo'),
        (["O'Test Person"], "o'te"),
        (["100% Sure_Name"], "0% S"),
        (["100% Sure_Name"], "e_n"),
        (["Erbol AND NOT NEAR"], "AND NOT"),
        (["Erbol-Nurlan*"], "l-nurlan*"),
    ],
)
def test_any_part_of_a_name_is_found_as_it_stands(login, coordinator, session, names, asked):
    case = CaseFactory(office=coordinator.office, names=names)
    CaseFactory(office=coordinator.office, names=["Someone Else"])
    page = login(coordinator).get("/cases", query_string={"q": asked})
    assert rows(page) == [case.code]


@pytest.mark.parametrize("asked", ["%", "__", "%%%", "_____", '"', "''"])
def test_signs_that_mean_something_to_the_database_mean_nothing_here(login, coordinator, asked):
    CaseFactory(office=coordinator.office, names=["Plain Name"])
    page = login(coordinator).get("/cases", query_string={"q": asked})
    assert page.status_code == 200
    assert rows(page) == []


def test_every_name_of_a_case_finds_it(login, coordinator, session):
    case = CaseFactory(office=coordinator.office, names=["Erbol"])
    PersonNameFactory(person_id=case.person_id, text="Серікбол", position=5)
    services.refresh(session, case, at=NOW)
    assert session.query(PersonName).filter_by(script=Script.CYRL).count() == 1
    assert rows(login(coordinator).get("/cases?q=серікб")) == [case.code]


def test_words_of_a_statement_find_the_case_for_those_who_may_open_it(login, coordinator, volunteer, session):
    case = CaseFactory(office=coordinator.office)
    appeal = AppealFactory(office=coordinator.office, statement="Олар түнде келді, есікті сындырды.")
    AppealCaseFactory(appeal=appeal, case=case)
    services.refresh(session, case, at=NOW)
    assert session.get(Appeal, appeal.id) is appeal
    query = "/cases?within=statements&q=есікті+түнде"
    assert rows(login(coordinator).get(query)) == [case.code]
    assert rows(login(coordinator).get("/cases?within=statements&q=есікті+күндіз")) == []
    assert rows(login(volunteer).get(query)) == []


@pytest.mark.parametrize("query", ["", "?place=camp", "?q=Temirlan", "?q=Te", "?assignee=me"])
def test_the_pages_hold_every_case_once(login, coordinator, session, query):
    made = []
    for number in range(113):
        status = PlaceStatus.CAMP if number % 8 else PlaceStatus.PRISON
        case = CaseFactory(office=coordinator.office, refresh=False)
        case.place_status = status
        CaseAssignmentFactory(case=case, user=coordinator)
        if "camp" not in query or status is PlaceStatus.CAMP:
            made.append(case.code)
    client, address, seen = login(coordinator), f"/cases{query}", []
    for _page in range(4):
        page = client.get(address)
        seen += rows(page)
        following = re.search(r'href="([^"]*)" rel="next"', page.text)
        if following is None:
            break
        address = following[1].replace("&amp;", "&")
    assert seen == made[::-1]


def test_beneath_the_last_page_is_a_way_back(login, coordinator):
    CaseFactory(office=coordinator.office)
    page = login(coordinator).get("/cases?before=1")
    assert page.status_code == 200
    assert "First page" in page.text


def test_the_empty_list_says_how_a_case_begins(login, coordinator):
    page = login(coordinator).get("/cases")
    assert "No case yet" in page.text


def test_the_list_costs_the_same_number_of_statements_however_long(login, coordinator, count_queries):
    counts = {}
    client = login(coordinator)
    for wanted in (1, 10, 50):
        while len(rows(client.get("/cases"))) < wanted:
            case = CaseFactory(office=coordinator.office)
            CaseAssignmentFactory(case=case, user=coordinator)
        with count_queries() as seen:
            assert len(rows(client.get("/cases"))) == wanted
        counts[wanted] = seen.count
    assert set(counts.values()) == {counts[50]}
    assert counts[50] <= 6


def test_a_name_is_shown_as_it_is_and_never_as_markup(login, coordinator):
    CaseFactory(office=coordinator.office, names=["<b>100%</b> [[code]] %(code)s & Co", "<script>Ербол</script>"])
    page = login(coordinator).get("/cases")
    assert "&lt;b&gt;100%&lt;/b&gt; [[code]] %(code)s &amp; Co" in page.text
    assert "&lt;script&gt;Ербол" in page.text
