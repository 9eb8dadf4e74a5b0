"""What the board shows: the conditions agree with the rules, and nobody sees a petition of a case shut to them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from caseapp.accounts.models import FurtherOffice, Office
from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.db import is_sqlite
from caseapp.petitions import board, board_queries, queries, rules
from caseapp.petitions.board import Tab
from caseapp.petitions.board_queries import Narrowing
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing
from tests.factories import TODAY, CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator

S = PetitionState
SENT = date(2026, 11, 2)
LAPSES = {Silence.NONE: Standing.OVERDUE, Silence.REFUSAL: Standing.SILENT, Silence.CONSENT: Standing.SILENT}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("days_left", [8, 7, 1, 0, -1, -400])
@pytest.mark.parametrize("silence", Silence)
def test_the_conditions_of_the_board_agree_with_the_rule(session, state, days_left, silence):
    due_on = TODAY + timedelta(days=days_left)
    petition = PetitionFactory(
        sent=True, state=state, due_on=due_on, lapses_to=LAPSES[silence], replied_on=TODAY, closed_on=TODAY
    )
    expected = rules.standing(state, due_on, TODAY, silence)
    conditions = {
        Standing.OVERDUE: queries.is_overdue(TODAY),
        Standing.SILENT: queries.is_silent(TODAY),
        Standing.DUE_SOON: queries.is_due_soon(TODAY),
        Standing.ON_TIME: queries.is_on_time(TODAY),
    }
    matched = [
        standing
        for standing, condition in conditions.items()
        if session.scalars(select(Petition).where(condition)).all() == [petition]
    ]
    assert matched == ([] if expected is Standing.NOT_WAITING else [expected])


def seen(session, person):
    return set(session.scalars(queries.visible_to(person)))


def test_a_petition_is_seen_only_by_those_who_may_open_all_its_cases(session):
    office = OfficeFactory()
    first, second, sealed = CaseFactory(office=office), CaseFactory(office=office), CaseFactory(office=office)
    sealed.access = Access.SEALED
    one, both, shut = PetitionFactory(case=first), PetitionFactory(case=first), PetitionFactory(case=sealed)
    session.add(PetitionCase(petition_id=both.id, case_id=second.id))
    volunteer, boss = UserFactory(office=office), coordinator(office)
    CaseAssignmentFactory(case=first, user=volunteer)
    assert seen(session, volunteer) == {one}
    counted = session.scalars(select(Petition).where(queries.unsealed_to(boss))).all()
    assert set(counted) == seen(session, boss)
    assert seen(session, boss) == {one, both}
    CaseAssignmentFactory(case=sealed, user=boss)
    assert seen(session, boss) == {one, both, shut}
    assert seen(session, coordinator()) == set()
    assert seen(session, UserFactory(office=office)) == set()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_see_no_petition(session, role):
    case = CaseFactory()
    PetitionFactory(case=case)
    assert seen(session, UserFactory(role=role, office=case.office)) == set()


def board_page(session, person, tab, after="", **narrowing):
    """Fetch a page of the board and the key of the next one, as the page does."""
    asked = Narrowing(**narrowing)
    kind = board_queries.kind(person, asked)
    values = board_queries.values(session, person, asked, TODAY)
    key = board.read_key(after, tab)
    if key is not None:
        values |= {"after_day": key[0], "after_id": key[1]}
    rows = session.execute(board_queries.row_statement(kind, tab, key is not None, board.PAGE + 1), values).all()
    more, rows = len(rows) > board.PAGE, rows[: board.PAGE]
    return rows, board.write_key(rows[-1].due_on, rows[-1].id, tab) if more else ""


def board_counts(session, person, **narrowing):
    asked = Narrowing(**narrowing)
    kind = board_queries.kind(person, asked)
    values = board_queries.values(session, person, asked, TODAY)
    counted = session.execute(board_queries.count_statement(kind, board.CAP), values).one()
    return dict(zip(board.COUNTED, counted, strict=True))


def test_every_petition_stands_in_exactly_one_tab(session):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    boss = coordinator(case.office)
    for state in S:
        waits = state in rules.WAITING
        for due_on in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30)) if waits else (None,):
            PetitionFactory(
                case=case,
                state=state,
                sent_on=SENT,
                due_on=due_on,
                lapses_to=Standing.OVERDUE if waits else None,
                replied_on=TODAY,
                closed_on=TODAY,
                is_published_record=False,
                body_version_id=None,
            )
    pages = {tab: board_page(session, boss, tab)[0] for tab in Tab}
    found = [row.id for rows in pages.values() for row in rows]
    assert sorted(found) == sorted(session.scalars(select(Petition.id)))
    assert len(found) == len(set(found))
    expected = {tab: len(rows) for tab, rows in pages.items() if tab is not Tab.DONE}
    assert board_counts(session, boss) == expected
    assert board_counts(session, boss, q=case.code) == expected
    assert board_counts(session, boss, owner=boss.id) == dict.fromkeys(expected, 0)


@pytest.mark.parametrize("tab", [Tab.OVERDUE, Tab.DRAFTS])
def test_pages_follow_each_other_without_a_gap(session, monkeypatch, tab):
    monkeypatch.setattr(board, "PAGE", 2)
    case = CaseFactory()
    for number in range(5):
        late = tab is Tab.OVERDUE
        PetitionFactory(
            case=case,
            state=S.SENT if late else S.DRAFT,
            sent_on=SENT if late else None,
            due_on=TODAY - timedelta(days=1 + number // 2) if late else None,
            lapses_to=Standing.OVERDUE if late else None,
        )
    boss = coordinator(case.office)
    found, key = [], ""
    while True:
        rows, key = board_page(session, boss, tab, key)
        found += [row.id for row in rows]
        if not key:
            break
    assert len(found) == len(set(found)) == 5
    if tab is Tab.OVERDUE:
        days = [session.get_one(Petition, one).due_on for one in found]
        assert days == sorted(days)


def test_a_count_beyond_the_cap_says_more_than(session, context, monkeypatch):
    monkeypatch.setattr(board, "CAP", 1)
    case = CaseFactory()
    for _number in range(3):
        PetitionFactory(case=case)
    assert board_counts(session, coordinator(case.office))[Tab.DRAFTS] == 2
    assert board.count_in_words(1001, 1000) == "more than 1,000"


def test_search_finds_by_case_code_and_by_number(session, monkeypatch):
    monkeypatch.setattr(queries, "MOST_FOUND", 1)
    PetitionFactory(sent=True, reference="ЖТ-2026-100")
    petition = PetitionFactory(sent=True, reference="ЖТ-2026-881")
    PetitionFactory(sent=True, reference="ЖТ-2026-900")
    PetitionFactory()
    reader = coordinator(session.get_one(Office, petition.office_id))
    code = petition.cases[0].case_id
    case_code = session.execute(text("SELECT code FROM cases WHERE id = :id"), {"id": code}).scalar()
    for asked in (case_code.lower(), "ЖТ-2026"):
        assert session.scalars(select(Petition).where(queries.found_by(session, reader, asked))).all() == [petition]
    assert session.scalars(select(Petition).where(queries.found_by(session, reader, "%"))).all() == []


def test_what_is_due_belongs_to_whoever_looks_after_it(session):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    boss = coordinator(case.office)
    mine = PetitionFactory(sent=True, case=case, owner_id=boss.id)
    PetitionFactory(sent=True, case=case)
    assert session.scalars(queries.due_within(boss, TODAY, 7)).all() == [mine]
    assert session.scalars(queries.due_within(boss, TODAY, 2)).all() == []


def test_nobody_is_asked_to_read_their_own_letter(session):
    case = CaseFactory()
    boss = coordinator(case.office)
    PetitionFactory(case=case, state=S.IN_REVIEW, drafted_by_id=boss.id)
    other = PetitionFactory(case=case, state=S.IN_REVIEW)
    assert session.scalars(queries.to_review(boss)).all() == [other]
    volunteer = UserFactory(office=case.office)
    CaseAssignmentFactory(case=case, user=volunteer)
    assert session.scalars(queries.to_review(volunteer)).all() == []


NARROWED = [
    ({}, "ix_petitions_office_id"),
    ({"owner": 7}, "ix_petitions_owner_id_due_on"),
    ({"body": "kz_mfa"}, "ix_petitions_body_id_due_on"),
]


@pytest.mark.parametrize("tab", [Tab.OVERDUE, Tab.SILENT, Tab.THIS_WEEK, Tab.WAITING])
@pytest.mark.parametrize(("narrowing", "index"), NARROWED, ids=["all", "owner", "body"])
@pytest.mark.parametrize("after", ["", "2026-11-01.5"])
def test_the_board_reads_an_index_in_order(session, tab, narrowing, index, after):
    if not is_sqlite(session):
        pytest.skip("the plan of an empty table says nothing on PostgreSQL")
    boss, asked = coordinator(), Narrowing(**narrowing)
    key = board.read_key(after, tab)
    values = board_queries.values(session, boss, asked, TODAY)
    values |= {"after_day": key[0], "after_id": key[1]} if key else {}
    statement = board_queries.row_statement(board_queries.kind(boss, asked), tab, key is not None, 51).params(values)
    compiled = str(statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
    plan = " ".join(row[3] for row in session.execute(text("EXPLAIN QUERY PLAN " + compiled)))
    assert "SCAN petitions" not in plan
    assert "TEMP B-TREE" not in plan
    assert index in plan


def test_several_offices_are_each_read_in_order_and_shown_as_one(session, monkeypatch):
    monkeypatch.setattr(board, "PAGE", 2)
    home, away, strange = OfficeFactory(), OfficeFactory(), OfficeFactory()
    boss = coordinator(home)
    boss.further_offices.append(FurtherOffice(office_id=away.id))
    session.flush()
    days = {}
    for number, office in enumerate([home, away, strange, away, home, away]):
        due_on = TODAY - timedelta(days=10 - number)
        case = CaseFactory(office=office)
        facts = {"state": S.SENT, "sent_on": SENT, "due_on": due_on, "lapses_to": Standing.OVERDUE}
        days[PetitionFactory(case=case, **facts).id] = (office, due_on)
    found, key = [], ""
    while True:
        rows, key = board_page(session, boss, Tab.OVERDUE, key)
        found += [row.id for row in rows]
        if not key:
            break
    assert found == [one for one, (office, _day) in days.items() if office is not strange]
    assert board_counts(session, boss)[Tab.OVERDUE] == 5
    rows, _key = board_page(session, boss, Tab.OVERDUE, office=away.id)
    assert {days[row.id][0] for row in rows} == {away}
    assert board_counts(session, boss, office=away.id)[Tab.OVERDUE] == 3
    assert board_counts(session, coordinator(strange), owner=boss.id)[Tab.OVERDUE] == 0
