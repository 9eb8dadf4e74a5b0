"""The sweep: each clock that is near its end or past it is noticed once, whatever nights were skipped."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select

from caseapp.history.models import HistoryEntry
from caseapp.petitions import sweep
from caseapp.petitions.models import PetitionClock
from caseapp.petitions.notice_models import MISSED, DeadlineNotice, SweepRun
from caseapp.petitions.vocabulary import ClockKind, PetitionChannel, PetitionState
from tests.factories import NOW, CaseFactory
from tests.petitions.factories import PetitionFactory

DUE = date(2026, 11, 23)


def clock_on(petition, kind=ClockKind.ANSWER, due_on=DUE, **facts):
    """Give a clock of our own, so that no rule of the shipped bodies decides this test."""
    rule = {"warn_days": [7, 1]} | facts.pop("rule", {})
    return PetitionClock(
        petition_id=petition.id, kind=kind, rule=rule, started_on=date(2026, 11, 2), due_on=due_on, trace=[], **facts
    )


@pytest.fixture
def petition(session):
    """Return a petition that waits, with one clock."""
    petition = PetitionFactory(state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=DUE)
    session.add(clock_on(petition))
    session.flush()
    return petition


@pytest.fixture
def night(session):
    """Return what runs a whole sweep as of a day and says what it noticed."""

    def run(day):
        session.flush()
        return [
            (one.kind.value, one.due_on, one.tier)
            for one in sweep.sweep(lambda: nullcontext(session), today=day, at=NOW)
        ]

    return run


def days_before(count):
    return DUE - timedelta(days=count)


@pytest.mark.parametrize(
    ("left", "tier"), [(9, None), (8, None), (7, 7), (6, 7), (2, 7), (1, 1), (0, 1), (-1, MISSED), (-400, MISSED)]
)
def test_a_day_calls_for_the_nearest_warning_reached(left, tier):
    assert sweep.tier_on(days_before(left), DUE, (7, 1)) == tier
    assert sweep.tier_on(days_before(left), DUE, (1, 7)) == tier


@pytest.mark.parametrize(("left", "tier"), [(1, None), (0, 0), (-1, MISSED)])
def test_a_warning_may_be_for_the_day_itself(left, tier):
    assert sweep.tier_on(days_before(left), DUE, (0,)) == tier


def test_every_night_noticed_is_two_warnings_and_one_miss(petition, night):
    found = {day: night(days_before(day)) for day in range(10, -6, -1)}
    assert {day: [tier for *_rest, tier in told] for day, told in found.items() if told} == {7: [7], 1: [1], -1: [-1]}


@pytest.mark.parametrize("nights", [(7, 7, 7), (5, 4), (3, 3, 2)])
def test_running_again_finds_nothing_new(petition, night, nights):
    assert [len(night(days_before(day))) for day in nights] == [1, *[0] * (len(nights) - 1)]


@pytest.mark.parametrize(("first", "tier"), [(0, 1), (-1, MISSED), (-30, MISSED)])
def test_skipped_nights_make_one_notice_with_the_nearest_warning(petition, night, first, tier):
    assert night(days_before(12)) == []
    assert night(days_before(first)) == [("answer", DUE, tier)]


def test_a_clock_set_back_makes_no_older_warning(petition, night):
    assert len(night(days_before(-1))) == 1
    assert night(days_before(5)) == []


def test_an_extension_makes_a_new_notice(session, petition, night):
    night(days_before(-1))
    clock = session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id)).one()
    clock.due_on = DUE + timedelta(days=30)
    assert night(days_before(-2)) == []
    assert night(days_before(-29)) == [("answer", clock.due_on, 1)]
    assert night(days_before(-31)) == [("answer", clock.due_on, MISSED)]


def test_what_has_stopped_is_not_noticed(session, petition, night):
    clock = session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id)).one()
    clock.stopped_on = date(2026, 11, 10)
    assert night(days_before(-1)) == []


@pytest.mark.parametrize("kind", [kind for kind in ClockKind if kind is not ClockKind.ANSWER])
def test_every_kind_of_clock_is_noticed_beside_the_others(session, petition, night, kind):
    session.add(clock_on(petition, kind))
    assert sorted(night(days_before(1))) == sorted([("answer", DUE, 1), (kind.value, DUE, 1)])


def test_a_window_after_the_answer_is_noticed_and_the_answer_is_not(session, night):
    petition = PetitionFactory(state=PetitionState.REFUSED, sent_on=date(2026, 11, 2), replied_on=date(2026, 11, 9))
    for clock in session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id)):
        session.delete(clock)
    session.flush()
    session.add_all([clock_on(petition), clock_on(petition, ClockKind.COMPLAINT_WINDOW)])
    assert night(days_before(1)) == [("complaint_window", DUE, 1)]


def test_the_window_of_a_complaint_that_is_only_drafted_is_noticed(session, night):
    petition = PetitionFactory(state=PetitionState.ESCALATED, sent_on=date(2026, 11, 2), channel=PetitionChannel.POST)
    session.execute(delete(PetitionClock))
    kinds = (ClockKind.COMPLAINT_WINDOW, ClockKind.ANSWER, ClockKind.FOLLOW_UP, ClockKind.FORWARDING_NOTICE)
    session.add_all([clock_on(petition, kind) for kind in kinds])
    assert night(days_before(1)) == [("complaint_window", DUE, 1)]
    assert night(days_before(-1)) == [("complaint_window", DUE, MISSED)]


@pytest.mark.parametrize("rule", [{"warn_days": []}, {"warn_days": [30]}, {"warn_days": None}])
def test_the_rule_says_when_to_warn(session, night, rule):
    petition = PetitionFactory(state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=DUE)
    session.add(clock_on(petition, rule=rule))
    found = {left: [tier for *_rest, tier in night(days_before(left))] for left in (20, 5, -1)}
    expected = {str([]): {20: [], 5: [], -1: [-1]}, str([30]): {20: [30], 5: [], -1: [-1]}}
    assert found == expected.get(str(rule["warn_days"]), {20: [], 5: [7], -1: [-1]})


def test_a_miss_is_in_the_history_of_every_case_and_a_warning_is_not(session, night):
    petition = PetitionFactory(state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=DUE)
    session.add(clock_on(petition))
    night(days_before(1))
    told = select(HistoryEntry).where(HistoryEntry.action == "petition.deadline_missed")
    assert session.scalars(told).all() == []
    night(days_before(-1))
    [entry] = session.scalars(told).all()
    assert (entry.case_id, entry.subject_id, entry.detail) == (
        petition.cases[0].case_id, petition.id, DUE.isoformat(),
    )  # fmt: skip


def test_chunks_cover_all_and_lose_none(session, monkeypatch, night):
    monkeypatch.setattr(sweep.notice, "__kwdefaults__", {"after": None, "limit": 2})
    case = CaseFactory(opened_on=date(2026, 1, 5))
    for number in range(5):
        petition = PetitionFactory(case=case, state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=DUE)
        session.add(clock_on(petition, due_on=DUE + timedelta(days=number % 2)))
        session.add(clock_on(petition, ClockKind.COMPLAINT_WINDOW))
    assert len(night(days_before(-2))) == 10
    assert night(days_before(-2)) == []
    assert session.scalar(select(func.count()).select_from(DeadlineNotice)) == 10


def test_a_night_that_came_to_its_end_is_noted(session, petition, night):
    assert not sweep.is_swept(session, DUE)
    night(DUE)
    night(DUE)
    assert sweep.is_swept(session, DUE)
    assert session.scalar(select(func.count()).select_from(SweepRun)) == 1


def test_the_number_of_statements_does_not_grow_with_the_clocks(session, count_queries, night):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    counts = []
    for size in (3, 30):
        for _number in range(size):
            petition = PetitionFactory(case=case, state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=DUE)
            session.add(clock_on(petition))
        session.flush()
        with count_queries() as seen:
            night(days_before(-1))
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_the_command_prints_codes_and_days_and_no_name(app, session):
    case = CaseFactory(opened_on=date(2026, 1, 5), names=["Aigerim Not Printed"])
    petition = PetitionFactory(case=case, state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=DUE)
    session.add(clock_on(petition))
    session.commit()
    runner = app.test_cli_runner()
    first = runner.invoke(args=["petitions", "sweep", "--today", "2026-11-24"])
    assert first.stdout.splitlines() == [
        f"petition {petition.id}  answer  missed  due 2026-11-23  {case.code}",
        "1 missed and 0 near deadlines noted",
    ]
    again = runner.invoke(args=["petitions", "sweep", "--today", "2026-11-24"])
    assert again.stdout == "0 missed and 0 near deadlines noted\n"
