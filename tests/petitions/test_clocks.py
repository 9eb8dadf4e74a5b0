"""The rows of the clocks: one for each that runs, written again without a trace, stopped by what was recorded."""

from datetime import date

import pytest
from sqlalchemy import event, select

from caseapp.petitions import calendar_services, clocks
from caseapp.petitions.models import PetitionClock
from caseapp.petitions.vocabulary import ClockKind, CorrespondenceKind, DayKind, PetitionState, Silence, Standing
from tests.factories import NOW, TODAY, CaseFactory
from tests.petitions.factories import PetitionFactory, coordinator, letter_of

S, K, C = PetitionState, CorrespondenceKind, ClockKind


@pytest.fixture
def actor(session):
    return coordinator()


def rows(session, petition):
    session.flush()
    found = session.scalars(select(PetitionClock).where(PetitionClock.petition_id == petition.id))
    return {row.kind: row for row in found}


def record(session, petition, kind, day, **facts):
    session.add(letter_of(petition, kind, happened_on=day, **facts))
    clocks.follow(session, petition, on=TODAY)


def test_all_clocks_that_have_started_have_a_row_with_a_trace(session):
    petition = PetitionFactory(sent=True, state=S.ACKNOWLEDGED, acknowledged_on=date(2026, 11, 4))
    found = rows(session, petition)
    assert set(found) == {C.ANSWER, C.FORWARDING_NOTICE, C.COMPLAINT_WINDOW, C.FOLLOW_UP}
    for row in found.values():
        assert (row.trace[0]["date"], row.trace[-1]["date"]) == (row.started_on.isoformat(), row.due_on.isoformat())
        assert row.rule["warn_days"]
        assert row.rule["next_step"]
    assert (petition.due_on, petition.lapses_to, petition.silence) == (
        date(2026, 11, 25),
        Standing.SILENT,
        Silence.REFUSAL,
    )


def test_our_own_reminder_is_silence_without_a_meaning_in_law(session):
    petition = PetitionFactory(sent=True, body_key="cn_embassy_astana")
    assert (petition.lapses_to, petition.silence) == (Standing.SILENT, Silence.NONE)


def test_writing_the_clocks_again_writes_nothing(session):
    petition = PetitionFactory(sent=True, state=S.ACKNOWLEDGED, acknowledged_on=date(2026, 11, 4))
    record(session, petition, K.COMPLAINT, date(2026, 11, 19))
    written = []

    def watch(_connection, _cursor, statement, *_rest):
        if not statement.lstrip().upper().startswith(("SELECT", "WITH", "SAVEPOINT", "RELEASE")):
            written.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", watch)
    try:
        session.expire_all()
        assert clocks.follow(session, petition, on=TODAY) is False
        clocks.follow(session, petition, on=date(2026, 12, 30))
    finally:
        event.remove(bind, "before_cursor_execute", watch)
    assert written == []


def test_a_letter_taken_back_takes_its_clock_with_it(session):
    petition = PetitionFactory(sent=True)
    record(session, petition, K.COMPLAINT, date(2026, 11, 18))
    assert C.COMPLAINT_DECISION in rows(session, petition)
    complaint = next(one for one in clocks.letters_of(session, petition) if one.kind is K.COMPLAINT)
    complaint.taken_back_because = "It was another petition"
    clocks.follow(session, petition, on=TODAY)
    found = rows(session, petition)
    assert C.COMPLAINT_DECISION not in found
    assert found[C.COMPLAINT_WINDOW].stopped_on is None


def test_the_urgent_window_counts_from_the_first_of_a_family_to_disappear(session):
    case = CaseFactory(opened_on=date(2026, 10, 1))
    case.taken_earliest = date(2026, 9, 15)
    petition = PetitionFactory(case=case, body_key="un_wgeid")
    clocks.follow(session, petition, on=TODAY)
    window = rows(session, petition)[C.FILING_WINDOW]
    assert (window.started_on, window.due_on, window.stopped_on) == (date(2026, 9, 15), date(2026, 12, 15), None)
    assert petition.due_on is None


def test_the_next_petition_going_out_stops_the_window_of_the_one_before(session):
    first = PetitionFactory(sent=True, state=S.ESCALATED)
    case = first.cases[0].case_id
    assert rows(session, first)[C.COMPLAINT_WINDOW].stopped_on is None
    following = PetitionFactory(body_key="kz_prosecutor", previous_id=first.id, state=S.APPROVED)
    following.state, following.sent_on = S.SENT, date(2026, 11, 26)
    following.channel = first.channel
    clocks.follow(session, following, on=TODAY)
    assert case
    assert rows(session, first)[C.COMPLAINT_WINDOW].stopped_on == date(2026, 11, 26)


def test_a_new_day_off_moves_every_clock_of_working_days(session, actor):
    petition = PetitionFactory(sent=True)
    record(session, petition, K.COMPLAINT, date(2026, 11, 18))
    before = rows(session, petition)[C.COMPLAINT_DECISION].due_on
    moved = calendar_services.add_day(
        session, day=date(2026, 12, 7), kind=DayKind.MOVED, name="Moved", actor=actor, at=NOW
    )
    assert moved == 0
    assert (before, rows(session, petition)[C.COMPLAINT_DECISION].due_on) == (date(2026, 12, 17), date(2026, 12, 18))


def test_what_others_published_has_no_clock(session):
    petition = PetitionFactory(sent=True, is_published_record=True)
    clocks.follow(session, petition, on=TODAY)
    assert rows(session, petition) == {}
