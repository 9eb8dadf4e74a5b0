"""The list of cases and the search read through their indexes, whatever there is."""

from datetime import date

import pytest
from sqlalchemy import insert, text

from caseapp.accounts.vocabulary import Role
from caseapp.cases import list_queries
from caseapp.cases.list_filters import Filters
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import CaseState, HealthStatus, LegalStatus, PlaceStatus, Sex
from caseapp.db import is_sqlite
from caseapp.search.models import CaseSearch
from tests.factories import NOW, OfficeFactory, UserFactory

CASES = 3300


@pytest.fixture
def many(session):
    """Fill three offices with cases, and return a coordinator and a volunteer of the first."""
    offices = [OfficeFactory(code=f"Q{number}") for number in range(3)]
    places, laws, healths = list(PlaceStatus), list(LegalStatus), list(HealthStatus)
    first = 1_000_000
    ids = range(first, first + CASES)
    session.execute(insert(Person), [{"id": number, "sex": Sex.MALE} for number in ids])
    session.execute(
        insert(Case),
        [
            {
                "id": number,
                "person_id": number,
                "code": f"Q-2026-{number}",
                "office_id": offices[number % 3].id,
                "state": CaseState.CLOSED if number % 4 == 0 else CaseState.OPEN,
                "opened_on": date(2026, 1, 1),
                "closed_on": date(2026, 2, 1),
                "changed_at": NOW,
                "shown_name": f"Name {number}",
                "sex": Sex.FEMALE if number % 5 == 0 else Sex.MALE,
                "county_code": f"6540{number % 90 + 10}",
                "place_status": places[number % len(places)],
                "legal_status": laws[number % len(laws)],
                "health_status": healths[number % len(healths)],
            }
            for number in ids
        ],
    )
    session.execute(
        insert(CaseSearch),
        [
            {
                "id": number,
                "names": f"Q-2026-{number}\nErbol Nurlanuly {'Rarely' if number % 100 == 0 else ''} {number}",
                "words": "taken at night" if number % 50 == 0 else "nothing told",
            }
            for number in ids
        ],
    )
    session.execute(text("ANALYZE"))
    return UserFactory(office=offices[0], role=Role.COORDINATOR), UserFactory(office=offices[0])


def plan(session, statement):
    """Explain a statement with its values."""
    literal = str(statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})).replace(":", "\\:")
    if is_sqlite(session):
        return [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {literal}"))]
    session.execute(text("SET LOCAL enable_seqscan = off"))
    return [row[0] for row in session.execute(text(f"EXPLAIN {literal.replace('%%', '%')}"))]


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(), "ix_cases_office_id_state_id"),
        (Filters(terms={"place": PlaceStatus.CAMP}), "ix_cases_office_id_place_status_id"),
        (Filters(terms={"legal": LegalStatus.CHARGED}), "ix_cases_office_id_legal_status_id"),
        (Filters(terms={"health": HealthStatus.CRITICAL}), "ix_cases_office_id_health_status_id"),
        (Filters(county="654021"), "ix_cases_office_id_county_code_id"),
        (Filters(state="closed", terms={"sex": Sex.FEMALE}), "ix_cases_office_id_"),
    ],
)
@pytest.mark.parametrize("person", [0, 1], ids=["coordinator", "volunteer"])
@pytest.mark.parametrize("before", [None, 1_001_200])
def test_a_filter_reads_an_index_in_the_order_of_the_list(session, many, filters, index, person, before):
    steps = plan(session, list_queries.matching(session, many[person], filters, before).limit(51))
    if is_sqlite(session):
        assert f"USING INDEX {index}" in steps[0]
        assert "TEMP B-TREE" not in " ".join(steps)
    else:
        assert "Seq Scan on cases" not in " ".join(steps)


@pytest.mark.parametrize("filters", [Filters(q="Erbol"), Filters(q="Rarely", terms={"place": PlaceStatus.CAMP})])
@pytest.mark.parametrize("before", [None, 1_001_200])
def test_a_name_is_read_from_the_full_text_table_first_and_streamed(session, many, filters, before):
    steps = plan(session, list_queries.matching(session, many[0], filters, before).limit(51))
    if is_sqlite(session):
        assert "case_names_fts VIRTUAL TABLE INDEX" in steps[0]
        assert "SEARCH cases USING" in steps[1]
        assert "TEMP B-TREE" not in " ".join(steps)
    else:
        session.execute(text("SET LOCAL enable_indexscan = off"))
        session.execute(text("SET LOCAL enable_nestloop = off"))
        searched = plan(session, list_queries.matching(session, many[0], filters, before).limit(51))
        assert "ix_case_search_names_trgm" in " ".join(searched)


def test_the_words_of_statements_are_read_from_their_index(session, many):
    filters = Filters(q="taken night", within="statements")
    statement = list_queries.matching(session, many[0], filters).limit(51)
    if is_sqlite(session):
        assert "case_words_fts VIRTUAL TABLE INDEX" in plan(session, statement)[0]
    else:
        session.execute(text("SET LOCAL enable_indexscan = off"))
        session.execute(text("SET LOCAL enable_nestloop = off"))
        assert "ix_case_search_words_tsv" in " ".join(plan(session, statement))


def test_the_pages_of_a_search_hold_every_case_once(session, many):
    filters, seen, before = Filters(q="Erbol", state="all"), [], None
    while True:
        rows, more = list_queries.page(session, many[0], filters, before)
        seen += [row.id for row in rows]
        if not more:
            break
        before = rows[-1].id
    assert len(seen) in {CASES // 3, CASES // 3 + 1}
    assert seen == sorted(set(seen), reverse=True)


def test_a_count_stops_at_a_thousand_and_sooner_where_cases_are_searched(session, many):
    assert list_queries.most_counted(Filters()) == list_queries.MOST_COUNTED
    assert list_queries.total(session, many[0], Filters(q="Erbol", state="all")) == list_queries.MOST_NARROWED + 1
