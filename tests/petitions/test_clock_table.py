"""Which recorded fact starts each clock and which stops it: every clock of every shipped body is tried."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.petitions import clock_table, rules
from caseapp.petitions.body_data import body_on, read_bodies
from caseapp.petitions.clock_table import ClockFacts, Recorded, readings
from caseapp.petitions.vocabulary import ClockKind, ClockStart, CorrespondenceKind, NextStep, PetitionState, Silence

S, K, C = PetitionState, CorrespondenceKind, ClockKind
BODIES = read_bodies()
COUNT = clock_table.counting(rules.shipped_calendar())
D = date.fromisoformat
TODAY = D("2026-11-20")
SENT = ClockFacts(S.SENT, begun_on=D("2026-11-02"), sent_on=D("2026-11-02"))


def read(key, facts, **more):
    return readings(body_on(key, TODAY, BODIES), replace(facts, **more), COUNT)


def letters(*pairs):
    return tuple(Recorded(kind, D(day)) for kind, day in pairs)


def span(reading):
    return (str(reading.started_on), str(reading.due_on), str(reading.stopped_on) if reading.stopped_on else None)


PASSED_ON, ACCEPTED = (K.TRANSMITTED, "2026-11-12"), (K.CLAIM_ACCEPTED, "2026-11-30")

# (body, facts beside the sending on 2 November 2026, clock, started, last day, stopped), worked out on a wall calendar.
ROWS = [
    ("kz_mfa", {}, C.ANSWER, "2026-11-02", "2026-11-23", None),
    ("kz_mfa", {"acknowledged_on": D("2026-11-04")}, C.ANSWER, "2026-11-04", "2026-11-25", None),
    ("kz_mfa", {"acknowledged_on": D("2026-11-04")}, C.FORWARDING_NOTICE, "2026-11-04", "2026-11-09", None),
    # Read ahead: the answer is due on the 23rd, so silence is a refusal from the 24th, three months from then.
    ("kz_mfa", {}, C.COMPLAINT_WINDOW, "2026-11-24", "2027-02-24", None),
    (
        "kz_mfa",
        {"state": S.REFUSED, "replied_on": D("2026-11-30")},
        C.COMPLAINT_WINDOW,
        "2026-11-30",
        "2027-02-28",
        None,
    ),
    (
        "kz_mfa",
        {"state": S.REFUSED, "replied_on": D("2026-11-16")},
        C.ANSWER,
        "2026-11-02",
        "2026-11-23",
        "2026-11-16",
    ),
    (
        "kz_mfa",
        {"letters": letters((K.LEARNED, "2026-11-18"))},
        C.COMPLAINT_WINDOW,
        "2026-11-18",
        "2027-02-18",
        None,
    ),
    # Twenty working days from Tuesday 24 November, over Independence Day (Wednesday 16 December).
    (
        "kz_mfa",
        {"letters": letters((K.COMPLAINT, "2026-11-24"))},
        C.COMPLAINT_DECISION,
        "2026-11-24",
        "2026-12-23",
        None,
    ),
    (
        "kz_mfa",
        {"letters": letters((K.COMPLAINT, "2026-11-24"))},
        C.COMPLAINT_WINDOW,
        "2026-11-24",
        "2027-02-24",
        "2026-11-24",
    ),
    (
        "kz_mfa",
        {"letters": letters((K.COMPLAINT, "2026-11-24"), (K.COMPLAINT_DECISION, "2026-12-21"))},
        C.COMPLAINT_DECISION,
        "2026-11-24",
        "2026-12-23",
        "2026-12-21",
    ),
    (
        "kz_mfa",
        {"letters": letters((K.COMPLAINT_DECISION, "2026-12-31"))},
        C.COURT_WINDOW,
        "2026-12-31",
        "2027-01-31",
        None,
    ),
    (
        "kz_mfa",
        {"letters": letters((K.COMPLAINT_DECISION, "2026-12-31"), (K.COURT_CLAIM, "2027-01-20"))},
        C.COURT_WINDOW,
        "2026-12-31",
        "2027-01-31",
        "2027-01-20",
    ),
    ("un_wgeid", {"taken_on": D("2026-09-15")}, C.FILING_WINDOW, "2026-09-15", "2026-12-15", "2026-11-02"),
    ("un_wgeid", {"taken_on": D("2026-01-31")}, C.LINKED_WINDOW, "2026-01-31", "2027-01-31", "2026-11-02"),
    (
        "un_wgeid",
        {"letters": letters((K.STATE_REPLY_FORWARDED, "2026-08-31"))},
        C.SIX_MONTH_RULE,
        "2026-08-31",
        "2027-02-28",
        None,
    ),
    (
        "un_wgeid",
        {"letters": letters((K.STATE_REPLY_FORWARDED, "2026-11-10"), (K.COMMENTS, "2027-01-05"))},
        C.SIX_MONTH_RULE,
        "2026-11-10",
        "2027-05-10",
        "2027-01-05",
    ),
    (
        "un_wgeid",
        {"letters": letters(PASSED_ON)},
        C.BODY_REMINDER,
        "2026-11-12",
        "2027-11-12",
        None,
    ),
    ("un_wgad", {"letters": letters(PASSED_ON)}, C.ANSWER, "2026-11-12", "2027-01-11", None),
    (
        "un_wgad",
        {"letters": letters((K.OPINION_TRANSMITTED, "2026-11-12"))},
        C.OPINION_FOLLOW_UP,
        "2026-11-12",
        "2027-05-12",
        None,
    ),
    (
        "un_wgad",
        {"letters": letters((K.OPINION_TRANSMITTED, "2026-11-12"), (K.REPORT, "2027-04-01"))},
        C.OPINION_FOLLOW_UP,
        "2026-11-12",
        "2027-05-12",
        "2027-04-01",
    ),
    (
        "un_wgad",
        {"letters": (Recorded(K.STATE_REPLY_FORWARDED, D("2026-11-12"), D("2026-12-01")),)},
        C.COMMENTS,
        "2026-11-12",
        "2026-12-01",
        None,
    ),
    ("un_special_procedures", {}, C.STATUS_REQUEST, "2026-11-02", "2026-12-02", None),
    (
        "un_special_procedures",
        {"letters": letters((K.REMINDER, "2026-12-03"))},
        C.STATUS_REQUEST,
        "2026-11-02",
        "2026-12-02",
        "2026-12-03",
    ),
    (
        "kz_ombudsman",
        {"letters": letters((K.RECOMMENDATION_RECEIVED, "2026-11-10"))},
        C.RECOMMENDATION_ANSWER,
        "2026-11-10",
        "2026-12-01",
        None,
    ),
    (
        "kz_akimat_assembly_notice",
        {"state": S.DRAFT, "sent_on": None, "letters": letters((K.EVENT, "2026-12-21"))},
        C.LEAD_TIME,
        "2026-12-21",
        "2026-12-11",
        None,
    ),
    (
        "kz_akimat_assembly_notice",
        {"letters": letters((K.EVENT, "2026-12-21"))},
        C.LEAD_TIME,
        "2026-12-21",
        "2026-12-11",
        "2026-11-02",
    ),
    (
        "kz_akimat_assembly_notice",
        {"letters": (Recorded(K.PROPOSAL, D("2026-11-05"), D("2026-11-09")),)},
        C.PROPOSAL_ANSWER,
        "2026-11-05",
        "2026-11-09",
        None,
    ),
    (
        "kz_court_admin_offence",
        {"state": S.DRAFT, "sent_on": None, "letters": letters((K.RULING_SERVED, "2026-11-01"))},
        C.APPEAL_WINDOW,
        "2026-11-01",
        "2026-11-11",
        None,
    ),
    (
        "kz_court_admin_offence",
        {"letters": letters((K.DETAINED, "2026-11-05"))},
        C.DETENTION_LIMIT,
        "2026-11-05",
        "2026-11-06",
        None,
    ),
    (
        "kz_court_admin",
        {"state": S.DRAFT, "sent_on": None, "letters": letters((K.COMPLAINT_DECISION, "2026-11-10"))},
        C.FILING_WINDOW,
        "2026-11-10",
        "2026-12-10",
        None,
    ),
    (
        "kz_court_admin",
        {"letters": letters(ACCEPTED)},
        C.ANSWER,
        "2026-11-30",
        "2027-02-28",
        None,
    ),
    ("cn_embassy_astana", {}, C.FOLLOW_UP, "2026-11-02", "2026-12-02", None),
    (
        "cn_embassy_astana",
        {"letters": letters((K.REMINDER, "2026-11-20"))},
        C.FOLLOW_UP,
        "2026-11-20",
        "2026-12-20",
        None,
    ),
]


@pytest.mark.parametrize(("key", "more", "kind", "started", "due", "stopped"), ROWS)
def test_a_clock_runs_from_its_fact_to_its_fact(key, more, kind, started, due, stopped):
    found = read(key, SENT, **more)
    assert span(found[kind]) == (started, due, stopped)
    assert found[kind].trace[0]["date"] == started
    assert found[kind].trace[-1]["date"] == due


def test_every_clock_of_every_body_is_started_by_something_and_stopped_by_something():
    tried = {(key, kind) for key, _more, kind, *_rest in ROWS}
    once = {kind for _key, kind in tried}
    shipped = {clock.kind for body in BODIES for clock in body.clocks}
    assert once == shipped == set(C)
    assert set(clock_table.STOPPED_BY) == set(C)
    of_petition = {ClockStart.SENT, ClockStart.RECEIVED, ClockStart.REGISTERED, ClockStart.DISAPPEARED}
    assert set(clock_table.STARTED_BY) | of_petition == set(ClockStart)


# What has not begun has no row: nobody is told that a duty was missed which nobody had yet.
NOT_STARTED = [
    ("kz_mfa", {}, {C.FORWARDING_NOTICE, C.COMPLAINT_DECISION, C.COURT_WINDOW}),
    ("kz_ombudsman", {}, {C.COMPLAINT_WINDOW, C.RECOMMENDATION_ANSWER}),
    ("un_wgad", {"acknowledged_on": D("2026-11-05")}, {C.ANSWER, C.COMMENTS, C.OPINION_FOLLOW_UP}),
    ("un_wgeid", {}, {C.FILING_WINDOW, C.LINKED_WINDOW, C.SIX_MONTH_RULE, C.BODY_REMINDER}),
    # Taken in 2017: the urgent procedure was shut long before this petition was begun.
    ("un_wgeid", {"taken_on": D("2017-05-01")}, {C.FILING_WINDOW, C.LINKED_WINDOW}),
]


@pytest.mark.parametrize(("key", "more", "kinds"), NOT_STARTED)
def test_a_clock_whose_fact_is_not_recorded_does_not_run(key, more, kinds):
    assert not kinds & set(read(key, SENT, **more))


def test_a_draft_has_only_the_clocks_that_run_before_sending():
    draft = ClockFacts(S.DRAFT, begun_on=TODAY, taken_on=D("2026-10-01"))
    assert set(read("un_wgeid", draft)) == {C.FILING_WINDOW, C.LINKED_WINDOW}
    assert read("kz_mfa", draft) == {}


ENDS = [
    ({"state": S.CLOSED, "closed_on": D("2026-12-01")}, "2026-12-01"),
    ({"state": S.WITHDRAWN_FREELY, "letters": letters((K.WITHDRAWAL, "2026-12-02"))}, "2026-12-02"),
    (
        {"state": S.WITHDRAWN_UNDER_PRESSURE, "letters": letters((K.WITHDRAWAL_UNDER_PRESSURE, "2026-12-03"))},
        "2026-12-03",
    ),
    ({"state": S.FORWARDED, "passed_on": True, "letters": letters((K.FORWARDED, "2026-12-04"))}, "2026-12-04"),
]


@pytest.mark.parametrize(("more", "day"), ENDS)
@pytest.mark.parametrize("key", sorted({body.key for body in BODIES}))
def test_whatever_ends_a_petition_stops_all_that_ran(key, more, day):
    for kind, reading in read(key, SENT, **more).items():
        if reading.stopped_on != SENT.sent_on:
            assert (kind, str(reading.stopped_on)) == (kind, day)


def test_a_complaint_window_runs_until_the_next_petition_has_gone_out():
    begun = {"state": S.ESCALATED, "further_begun_on": D("2026-11-25")}
    found = read("kz_mfa", SENT, **begun)
    assert span(found[C.ANSWER])[2] == "2026-11-25"
    assert found[C.COMPLAINT_WINDOW].stopped_on is None
    found = read("kz_mfa", SENT, **begun, further_on=D("2026-12-01"))
    assert found[C.COMPLAINT_WINDOW].stopped_on == D("2026-12-01")


def test_a_second_notice_without_a_day_gives_a_body_no_more_time_than_the_law():
    once = read("kz_mfa", SENT, letters=letters((K.EXTENDED, "2026-11-20")), state=S.EXTENDED)[C.ANSWER]
    again = letters((K.EXTENDED, "2026-11-20"), (K.EXTENDED, "2026-12-18"))
    assert read("kz_mfa", SENT, letters=again, state=S.EXTENDED)[C.ANSWER] == once
    for day, due_on in (("2026-12-01", once.due_on), ("2027-06-01", D("2027-06-01"))):
        named = (Recorded(K.EXTENDED, D("2026-11-19"), D(day)), *again)
        found = read("kz_mfa", SENT, letters=named, state=S.EXTENDED)[C.ANSWER]
        assert (found.due_on, found.trace[-1]["date"]) == (due_on, due_on.isoformat())


def test_a_second_reply_of_the_state_starts_the_six_months_again():
    first = letters((K.STATE_REPLY_FORWARDED, "2026-11-10"), (K.COMMENTS, "2026-12-01"))
    again = (*first, *letters((K.STATE_REPLY_FORWARDED, "2027-02-01")))
    assert span(read("un_wgeid", SENT, letters=again)[C.SIX_MONTH_RULE]) == ("2027-02-01", "2027-08-01", None)


def test_a_day_named_in_the_letter_is_the_last_line_of_the_trace():
    named = (Recorded(K.EXTENDED, D("2026-11-20"), D("2026-12-20")),)
    trace = read("kz_mfa", SENT, letters=named, state=S.EXTENDED)[C.ANSWER].trace
    assert trace[-1] == {"date": "2026-12-20", "counted": True, "reason": "named in the letter"}
    free = (Recorded(K.STATE_REPLY_FORWARDED, D("2026-11-12"), D("2026-12-01")),)
    trace = read("un_wgad", SENT, letters=free)[C.COMMENTS].trace
    assert [step["reason"] for step in trace] == ["start day", "named in the letter"]
    without = read("un_wgad", SENT, letters=letters((K.STATE_REPLY_FORWARDED, "2026-11-12")))[C.COMMENTS]
    assert (without.due_on, without.trace) == (None, [])


def test_an_extension_by_the_rule_adds_its_own_days_and_moves_the_window_of_silence():
    found = read("kz_mfa", SENT, letters=letters((K.EXTENDED, "2026-11-20")), state=S.EXTENDED)
    assert span(found[C.ANSWER]) == ("2026-11-02", "2027-01-23", None)
    assert span(found[C.COMPLAINT_WINDOW]) == ("2027-01-24", "2027-04-24", None)


def test_of_two_letters_of_one_day_the_one_recorded_last_names_the_day():
    days = ("2026-12-20", "2026-12-01")
    found = tuple(Recorded(K.STATE_REPLY_FORWARDED, D("2026-11-12"), D(day)) for day in days)
    assert read("un_wgad", SENT, letters=found)[C.COMMENTS].due_on == D(days[1])


def test_a_stored_rule_tells_when_to_warn_and_what_comes_next():
    found = read("kz_mfa", SENT, acknowledged_on=D("2026-11-04"))
    stored = {kind: (reading.rule.to_json()["warn_days"], reading.rule.next_step) for kind, reading in found.items()}
    assert stored == {
        C.ANSWER: ([7, 1], NextStep.COMPLAIN),
        C.FORWARDING_NOTICE: ([1], NextStep.WAIT),
        C.COMPLAINT_WINDOW: ([30, 7, 1], NextStep.COMPLAIN),
        C.FOLLOW_UP: ([1], NextStep.REMIND),
    }
    assert found[C.ANSWER].rule.to_json()["extension"]["amount"] == 2
    notice = read("kz_akimat_assembly_notice", SENT)[C.ANSWER].rule
    assert (notice.silence, notice.next_step, notice.warn_days) == (Silence.CONSENT, NextStep.HOLD, (1,))


days = st.dates(D("2026-11-02"), D("2028-06-01"))
kinds = st.sampled_from([kind for kind in K if kind is not K.SENT])
written = st.lists(st.builds(Recorded, kinds, days), max_size=6).map(tuple)


@given(
    st.sampled_from(BODIES),
    st.sampled_from(S),
    written,
    st.none() | days,
    st.none() | days,
    st.none() | days,
)
def test_no_clock_ends_before_it_began_whatever_was_recorded(body, state, recorded, receipt, reply, further):
    facts = replace(
        SENT,
        state=state,
        letters=recorded,
        acknowledged_on=receipt,
        replied_on=reply,
        closed_on=reply,
        further_on=further,
        taken_on=D("2026-10-10"),
        ended_on=D("2028-06-02"),
    )
    found = readings(body, facts, COUNT)
    assert found == readings(body, facts, COUNT)
    assert set(found) <= {clock.kind for clock in body.clocks}
    for kind, reading in found.items():
        if kind is not C.LEAD_TIME:
            assert (
                reading.due_on is None
                or reading.due_on >= reading.started_on
                or reading.trace[-1]["reason"] == "named in the letter"
            )
        if kind not in {C.LEAD_TIME, C.ANSWER, C.FOLLOW_UP}:
            assert reading.stopped_on is None or reading.stopped_on >= reading.started_on
        assert reading.trace == [] or reading.trace[0]["date"] == reading.started_on.isoformat()
