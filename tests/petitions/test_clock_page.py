"""What the page shows of a count: days alike stand together, every day off stays in sight."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.petitions import clock_page, wording
from caseapp.petitions.body_data import parse_body
from caseapp.petitions.deadlines import Rule, due_on
from caseapp.petitions.rules import shipped_calendar
from caseapp.petitions.vocabulary import ClockKind, CorrespondenceKind, PetitionState, Unit
from tests.petitions.factories import PetitionFactory, get_body

KZ = shipped_calendar()
C, K = ClockKind, CorrespondenceKind


def shown(rule, start):
    return clock_page.stretches([step.to_json() for step in due_on(rule, start, KZ).trace])


def test_days_alike_stand_together_and_days_off_keep_their_reason(context):
    found = shown(Rule(3, Unit.WORKING_DAYS), date(2024, 5, 3))
    assert [(run.first, run.last, run.days, run.counted, run.why) for run in found] == [
        ("Fri 3 May 2024", "Fri 3 May 2024", 1, False, "Start day, not counted"),
        ("Sat 4 May 2024", "Sat 4 May 2024", 1, True, "Working weekend, counted"),
        ("Sun 5 May 2024", "Sun 5 May 2024", 1, False, "Weekend"),
        ("Mon 6 May 2024", "Mon 6 May 2024", 1, True, "Counted"),
        ("Tue 7 May 2024", "Tue 7 May 2024", 1, False, "Public holiday: Defender of the Fatherland Day"),
        ("Wed 8 May 2024", "Wed 8 May 2024", 1, False, "Day off moved by the Government"),
        ("Thu 9 May 2024", "Thu 9 May 2024", 1, False, "Public holiday: Victory Day"),
        ("Fri 10 May 2024", "Fri 10 May 2024", 1, True, "Counted"),
    ]
    months = shown(Rule(1, Unit.MONTHS), date(2026, 1, 31))
    assert [(run.days, run.why) for run in months] == [
        (1, "Start day, not counted"),
        (27, "Counted"),
        (1, "Last day of a month that has no such day"),
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2024, 1, 1), date(2028, 6, 1)), st.integers(1, 60), st.sampled_from(Unit))
def test_no_day_is_lost_where_days_stand_together(context, start, amount, unit):
    trace = due_on(Rule(amount, unit), start, KZ).trace
    found = shown(Rule(amount, unit), start)
    assert sum(run.days for run in found) == len(trace)
    assert sum(run.days for run in found if run.counted) == sum(day.counted for day in trace)


def test_a_draft_says_which_clock_waits_for_which_day(session, context):
    draft = PetitionFactory(body_key="kz_court_admin_offence")
    session.refresh(draft, ["clocks"])
    record = parse_body(get_body("kz_court_admin_offence").versions[0].record)
    found = clock_page.to_come(draft, record)
    assert [(one.kind, one.records) for one in found] == [(str(C.APPEAL_WINDOW.label), K.RULING_SERVED)]
    draft.state = PetitionState.CLOSED
    assert clock_page.to_come(draft, record) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [((), "Nobody is warned before the end."), ((7, 1), "7 days, 1 day"), ((0,), "on the last day")],
)
def test_warnings_are_said_in_words(context, days, words):
    assert words in wording.warnings_in_words(days)
