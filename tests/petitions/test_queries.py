"""What the board shows: the conditions agree with the rules, and nobody sees a petition of a case shut to them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.db import is_sqlite
from caseapp.petitions import board, queries, rules
from caseapp.petitions.board import Tab
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
    scope = queries.may_see(boss)
    pages = {tab: board.page(session, scope, tab, TODAY, "").rows for tab in Tab}
    found = [row.id for rows in pages.values() for row in rows]
    assert sorted(found) == sorted(session.scalars(select(Petition.id)))
    assert len(found) == len(set(found))
    counts = board.counts(session, scope, TODAY)
    assert counts == {tab: len(rows) for tab, rows in pages.items() if tab is not Tab.DONE}
    assert counts == board.counts_of_few(session, scope, TODAY)
    assert counts == board.counts(session, queries.unsealed_to(boss), TODAY)


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
    scope = queries.may_see(coordinator(case.office))
    found, key = [], ""
    while True:
        page = board.page(session, scope, tab, TODAY, key)
        found += [row.id for row in page.rows]
        key = page.next_key
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
    counts = board.counts(session, queries.may_see(coordinator(case.office)), TODAY)
    assert counts[Tab.DRAFTS] == 2
    assert board.count_in_words(2) == "more than 1,000"


def test_search_finds_by_case_code_and_by_number(session):
    petition = PetitionFactory(sent=True, reference="ЖТ-2026-881")
    PetitionFactory()
    code = petition.cases[0].case_id
    case_code = session.execute(text("SELECT code FROM cases WHERE id = :id"), {"id": code}).scalar()
    for asked in (case_code.lower(), "ЖТ-2026"):
        assert session.scalars(select(Petition).where(queries.found_by(session, asked))).all() == [petition]
    assert session.scalars(select(Petition).where(queries.found_by(session, "%"))).all() == []


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


@pytest.mark.parametrize("tab", [Tab.OVERDUE, Tab.SILENT, Tab.THIS_WEEK, Tab.WAITING])
def test_the_board_reads_an_index_in_order(session, tab):
    if not is_sqlite(session):
        pytest.skip("the plan of an empty table says nothing on PostgreSQL")
    boss = coordinator()
    statement = (
        select(Petition.id)
        .where(queries.of_the_office(boss), queries.may_see(boss), board.condition(tab, TODAY))
        .order_by(Petition.due_on, Petition.id)
        .limit(51)
    )
    compiled = str(statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
    plan = " ".join(row[3] for row in session.execute(text("EXPLAIN QUERY PLAN " + compiled)))
    assert "SCAN petitions" not in plan
    assert "TEMP B-TREE" not in plan
    assert "ix_petitions_office_id" in plan
