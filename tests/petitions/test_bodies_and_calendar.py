"""Changing bodies and the calendar: new versions leave old petitions alone, a changed day moves open clocks."""

from copy import deepcopy
from datetime import date

import pytest
from sqlalchemy import select

from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from caseapp.petitions import body_services, calendar_services, outcomes, sending
from caseapp.petitions.models import CalendarDay, PetitionClock
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import BodyKind, ClockKind, DayKind, LegalReview, PetitionChannel, PetitionState
from tests.factories import NOW, TODAY, CaseFactory
from tests.petitions.factories import PetitionFactory, coordinator, get_body

S = PetitionState


@pytest.fixture
def actor(session):
    return coordinator()


def shorter(body):
    """Give the answer term of a body as seven working days."""
    term = {**body.versions[-1].record["response_deadline"], "number": 7}
    return {"response_deadline": term}


def test_a_changed_rule_holds_from_its_day_and_old_petitions_keep_theirs(session, actor):
    body = get_body()
    old = PetitionFactory(sent=True)
    body_services.change_body(session, body, facts=shorter(body), valid_from=date(2026, 11, 10), actor=actor, at=NOW)
    new, before = PetitionFactory(state=S.APPROVED), PetitionFactory(state=S.APPROVED)
    for petition, day in ((new, date(2026, 11, 10)), (before, date(2026, 11, 9))):
        sending.mark_sent(session, petition, sent_on=day, channel=PetitionChannel.POST, actor=actor, at=NOW)
    assert (old.due_on, new.due_on, before.due_on) == (date(2026, 11, 23), date(2026, 11, 19), date(2026, 11, 30))
    assert [version.valid_to for version in get_body().versions] == [date(2026, 11, 9), None]


def test_a_change_needs_a_later_day_and_a_whole_record(session, actor):
    body = get_body("kz_parliament")
    with pytest.raises(RuleBroken, match="2026-07-01"):
        body_services.change_body(session, body, facts={}, valid_from=date(2026, 6, 30), actor=actor, at=NOW)
    with pytest.raises(RuleBroken, match="whole body"):
        body_services.change_body(session, body, facts={"kind": "choir"}, valid_from=TODAY, actor=actor, at=NOW)


def test_a_lawyers_check_names_who_and_when(session, actor):
    version = get_body().versions[0]
    body_services.mark_verified(session, version, reviewed_by="A lawyer", reviewed_on=TODAY, actor=actor, at=NOW)
    session.flush()
    assert (version.review, version.reviewed_by, version.reviewed_on) == (LegalReview.VERIFIED, "A lawyer", TODAY)


def test_a_new_body_can_be_written_to(session, actor):
    facts = {"name": {"en": "Ministry of Justice"}, "languages": ["ru"], "follow_up_days": 20}
    body_services.add_body(
        session, key="kz_justice", kind=BodyKind.NATIONAL_EXECUTIVE, facts=deepcopy(facts), actor=actor, at=NOW
    )
    petition = PetitionFactory(sent=True, body_key="kz_justice")
    assert petition.due_on == date(2026, 11, 22)
    with pytest.raises(RuleBroken, match="already"):
        body_services.add_body(session, key="kz_justice", kind=BodyKind.NGO, facts=deepcopy(facts), actor=actor, at=NOW)


def test_a_new_day_off_moves_open_clocks_and_is_told(session, actor):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    waiting, answered = PetitionFactory(sent=True, case=case), PetitionFactory(sent=True, case=case)
    elsewhere = PetitionFactory(sent=True, body_key="cn_embassy_astana")
    outcomes.record_refused(session, answered, Received(happened_on=TODAY, summary="No"), actor=actor, at=NOW)
    moved = calendar_services.add_day(
        session, day=date(2026, 11, 23), kind=DayKind.MOVED, name="Moved", actor=actor, at=NOW
    )
    assert moved == 1
    assert (waiting.due_on, answered.due_on) == (date(2026, 11, 24), None)
    assert elsewhere.due_on == date(2026, 12, 2)
    stopped = session.scalars(
        select(PetitionClock).where(PetitionClock.petition_id == answered.id, PetitionClock.kind == ClockKind.ANSWER)
    ).one()
    assert stopped.due_on == date(2026, 11, 23)
    told = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "petition.due_date_moved")).one()
    assert (told.case_id, told.detail) == (case.id, "2026-11-23 → 2026-11-24")
    row = session.scalars(select(CalendarDay).where(CalendarDay.day == date(2026, 11, 23))).one()
    assert calendar_services.remove_day(session, row, actor=actor, at=NOW) == 1
    assert waiting.due_on == date(2026, 11, 23)


def test_a_day_is_added_once_and_only_to_a_known_year(session, actor):
    day = {"kind": DayKind.HOLIDAY, "name": "A day", "actor": actor, "at": NOW}
    with pytest.raises(RuleBroken, match="already"):
        calendar_services.add_day(session, day=date(2026, 12, 16), **day)
    with pytest.raises(RuleBroken, match="2029"):
        calendar_services.add_day(session, day=date(2029, 1, 1), **day)
    with pytest.raises(RuleBroken, match="Saturday"):
        calendar_services.add_day(session, day=TODAY, **{**day, "kind": DayKind.WORKING_WEEKEND})


def test_a_year_is_added_in_order(session, actor):
    with pytest.raises(RuleBroken, match="2029"):
        calendar_services.add_year(session, year=2031, actor=actor, at=NOW)
    assert calendar_services.add_year(session, year=2029, actor=actor, at=NOW) == 0
    calendar_services.add_day(
        session, day=date(2029, 1, 1), kind=DayKind.HOLIDAY, name="New Year's Day", actor=actor, at=NOW
    )
