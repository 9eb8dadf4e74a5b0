"""A petition from draft to its end: every step changes the state, the clocks and the history of every case."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.vocabulary import CaseState
from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from caseapp.petitions import clocks, corrections, outcomes, sending, services
from caseapp.petitions.models import Correspondence, Petition, PetitionClock
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import (
    ClockKind,
    CorrespondenceKind,
    Direction,
    PetitionChannel,
    PetitionState,
    Standing,
)
from tests.factories import NOW, TODAY, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator, get_body, let_it_go

S = PetitionState
SENT = date(2026, 11, 2)


@pytest.fixture
def office_case(session):
    return CaseFactory(opened_on=date(2026, 1, 5))


@pytest.fixture
def actor(session, office_case):
    return coordinator(office_case.office)


def told(session, case_id):
    return list(
        session.scalars(select(HistoryEntry.action).where(HistoryEntry.case_id == case_id).order_by(HistoryEntry.id))
    )


def answer_clock(session, petition):
    return session.scalars(
        select(PetitionClock).where(PetitionClock.petition_id == petition.id, PetitionClock.kind == ClockKind.ANSWER)
    ).one_or_none()


def begin(session, case, actor, **facts):
    given = {
        "language": TextLanguage.RU,
        "subject": "About a missing person",
        "letter": "Where is he?",
        "actor": actor,
        "at": NOW,
        **facts,
    }
    petition = services.draft(session, [case], get_body(), **given)
    let_it_go(session, petition)
    return petition


def test_a_petition_goes_from_draft_to_an_answer_and_every_step_is_told(session, office_case, actor):
    reader = coordinator(office_case.office)
    petition = begin(session, office_case, actor)
    services.submit_for_review(session, petition, actor=actor, at=NOW)
    services.approve(session, petition, actor=reader, at=NOW)
    sending.mark_sent(session, petition, sent_on=SENT, channel=PetitionChannel.POST, actor=actor, at=NOW)
    assert (petition.state, petition.due_on, petition.lapses_to) == (S.SENT, date(2026, 11, 23), Standing.SILENT)
    sending.record_acknowledged(
        session, petition, Received(happened_on=date(2026, 11, 4), reference="B-7"), actor=actor, at=NOW
    )
    assert (petition.due_on, petition.reference) == (date(2026, 11, 25), "B-7")
    outcomes.record_answer(
        session,
        petition,
        Received(happened_on=TODAY, summary="We do not know."),
        kind=S.ANSWERED_FORMAL,
        actor=actor,
        at=NOW,
    )
    assert (petition.state, petition.replied_on, petition.due_on) == (S.ANSWERED_FORMAL, TODAY, None)
    assert answer_clock(session, petition).stopped_on == TODAY
    outcomes.close(session, petition, reason="The family goes to court.", actor=actor, at=NOW)
    assert (petition.state, petition.closed_on) == (S.CLOSED, TODAY)
    assert told(session, office_case.id) == [
        "petition.drafted",
        "petition.submitted",
        "petition.approved",
        "petition.sent",
        "petition.acknowledged",
        "petition.answered_formal",
        "petition.closed",
    ]
    assert petition.approved_by_id == reader.id


def test_the_trace_says_why_each_day_was_counted(session):
    petition = PetitionFactory(sent=True)
    trace = answer_clock(session, petition).trace
    assert trace[0] == {"date": "2026-11-02", "counted": False, "reason": "start day"}
    assert trace[-1] == {"date": "2026-11-23", "counted": True, "reason": "counted"}
    assert sum(day["counted"] for day in trace) == 15


def test_nobody_approves_what_they_wrote_or_changed(session, office_case, actor):
    petition = begin(session, office_case, UserFactory(office=office_case.office))
    services.edit_draft(
        session, petition, language=TextLanguage.RU, subject="Other", letter="Other", actor=actor, at=NOW
    )
    services.submit_for_review(session, petition, actor=actor, at=NOW)
    with pytest.raises(RuleBroken, match="Somebody else reads it"):
        services.approve(session, petition, actor=actor, at=NOW)
    assert petition.state is S.IN_REVIEW


def test_an_approved_letter_that_is_changed_is_read_again(session, office_case, actor):
    petition = PetitionFactory(case=office_case, state=S.APPROVED, approved_by_id=actor.id)
    services.edit_draft(session, petition, language=TextLanguage.RU, subject="New", letter="New", actor=actor, at=NOW)
    assert (petition.state, petition.approved_by_id, petition.drafted_by_id) == (S.IN_REVIEW, None, actor.id)


def test_a_letter_sent_back_says_what_must_change(session, office_case, actor):
    petition = PetitionFactory(case=office_case, state=S.IN_REVIEW)
    services.send_back(session, petition, reason="The date is wrong.", actor=actor, at=NOW)
    assert (petition.state, petition.return_reason) == (S.DRAFT, "The date is wrong.")
    assert told(session, office_case.id) == ["petition.sent_back"]


def test_the_same_key_gives_the_same_draft(session, office_case, actor):
    first = begin(session, office_case, actor, idempotency_key="abc")
    assert begin(session, office_case, actor, idempotency_key="abc") is first
    assert session.scalar(select(func.count()).select_from(Petition)) == 1


def test_a_petition_is_told_on_every_case_it_is_about(session, office_case, actor):
    other = CaseFactory(office=office_case.office)
    services.draft(
        session,
        [office_case, other],
        get_body(),
        language=TextLanguage.RU,
        subject="Two",
        letter="Two",
        actor=actor,
        at=NOW,
    )
    assert told(session, office_case.id) == told(session, other.id) == ["petition.drafted"]


@pytest.mark.parametrize("wrong", ["other office", "closed", "none", "inactive"])
def test_a_draft_needs_open_cases_of_one_office_and_a_body_in_use(session, office_case, actor, wrong):
    body, cases = get_body(), [office_case]
    if wrong == "other office":
        cases.append(CaseFactory())
    elif wrong == "closed":
        office_case.state, office_case.closed_on = CaseState.CLOSED, TODAY
    elif wrong == "none":
        cases = []
    else:
        body.is_active = False
    with pytest.raises(RuleBroken):
        services.draft(session, cases, body, language=TextLanguage.RU, subject="A", letter="A", actor=actor, at=NOW)


@pytest.mark.parametrize(
    ("day", "words"),
    [(TODAY + timedelta(days=1), "not come yet"), (date(2026, 1, 4), "before the case was opened")],
)
def test_a_day_that_cannot_be_is_refused(session, office_case, actor, day, words):
    petition = PetitionFactory(case=office_case, state=S.APPROVED)
    with pytest.raises(RuleBroken, match=words):
        sending.mark_sent(session, petition, sent_on=day, channel=PetitionChannel.POST, actor=actor, at=NOW)
    assert petition.state is S.APPROVED


def test_a_reply_cannot_come_before_the_sending(session, actor):
    petition = PetitionFactory(sent=True)
    with pytest.raises(RuleBroken, match="before the day the petition was sent"):
        outcomes.record_refused(
            session, petition, Received(happened_on=SENT - timedelta(days=1), summary="No"), actor=actor, at=NOW
        )
    assert petition.state is S.SENT


def test_a_notice_of_extension_moves_the_day_by_its_date_or_by_the_rule(session, actor):
    by_rule, by_date = PetitionFactory(sent=True), PetitionFactory(sent=True)
    sending.record_extended(session, by_rule, Received(happened_on=TODAY), actor=actor, at=NOW)
    sending.record_extended(
        session, by_date, Received(happened_on=TODAY), new_due_on=date(2026, 12, 20), actor=actor, at=NOW
    )
    assert (by_rule.due_on, by_date.due_on) == (date(2027, 1, 23), date(2026, 12, 20))
    nothing = PetitionFactory(sent=True, body_key="cn_embassy_astana")
    with pytest.raises(RuleBroken, match="No rule says"):
        sending.record_extended(session, nothing, Received(happened_on=TODAY), actor=actor, at=NOW)


def test_a_letter_passed_on_gets_a_petition_with_its_own_clock(session, office_case, actor):
    petition = PetitionFactory(sent=True, case=office_case)
    following = sending.record_forwarded(
        session, petition, Received(happened_on=date(2026, 11, 9)), new_body=get_body("kz_mvd"), actor=actor, at=NOW
    )
    assert (petition.state, petition.due_on) == (S.FORWARDED, None)
    assert (following.previous_id, following.state, following.sent_on) == (petition.id, S.SENT, date(2026, 11, 9))
    assert following.due_on == date(2026, 11, 30)
    assert told(session, office_case.id) == ["petition.sent", "petition.forwarded"]


def test_a_letter_passed_on_to_a_body_we_do_not_know_keeps_its_clock(session, actor):
    petition = PetitionFactory(sent=True)
    sending.record_forwarded(
        session, petition, Received(happened_on=date(2026, 11, 9)), new_body=None, named="Archive", actor=actor, at=NOW
    )
    assert (petition.state, petition.due_on) == (S.FORWARDED, date(2026, 11, 30))
    with pytest.raises(RuleBroken, match="which body"):
        sending.record_forwarded(session, petition, Received(happened_on=TODAY), new_body=None, actor=actor, at=NOW)


def test_where_no_law_sets_a_time_our_own_reminder_runs_and_starts_again(session, actor):
    petition = PetitionFactory(sent=True, body_key="cn_embassy_astana")
    assert (petition.due_on, petition.lapses_to) == (SENT + timedelta(days=30), Standing.SILENT)
    sending.record_reminder(session, petition, Received(happened_on=TODAY), actor=actor, at=NOW)
    assert petition.due_on == TODAY + timedelta(days=30)


def test_a_term_from_transmission_waits_for_the_day_of_it(session, actor):
    petition = PetitionFactory(sent=True, body_key="un_special_procedures")
    assert answer_clock(session, petition) is None
    assert petition.due_on == SENT + timedelta(days=75)
    sending.record_acknowledged(session, petition, Received(happened_on=date(2026, 11, 10)), actor=actor, at=NOW)
    assert answer_clock(session, petition) is None
    day = {"happened_on": date(2026, 11, 10), "direction": Direction.INCOMING, "recorded_at": NOW}
    session.add(Correspondence(petition_id=petition.id, kind=CorrespondenceKind.TRANSMITTED, **day))
    clocks.follow(session, petition, on=TODAY)
    assert petition.due_on == date(2027, 1, 9)


def test_a_withdrawal_under_pressure_is_kept_with_everything_before_it(session, office_case, actor):
    petition = PetitionFactory(sent=True, case=office_case)
    outcomes.withdraw(
        session,
        petition,
        Received(happened_on=TODAY, summary="A call", told_by="The wife"),
        under_pressure=True,
        confirmed_how="In the office",
        actor=actor,
        at=NOW,
    )
    assert (petition.state, petition.due_on) == (S.WITHDRAWN_UNDER_PRESSURE, None)
    kinds = session.scalars(select(Correspondence.kind).where(Correspondence.petition_id == petition.id)).all()
    assert set(kinds) == {CorrespondenceKind.SENT, CorrespondenceKind.WITHDRAWAL_UNDER_PRESSURE}
    assert told(session, office_case.id) == ["petition.withdrawn_under_pressure"]


def test_going_further_makes_a_draft_to_one_of_the_next_bodies(session, office_case, actor):
    petition = PetitionFactory(sent=True, case=office_case)
    with pytest.raises(RuleBroken, match="next steps"):
        outcomes.escalate(session, petition, to=get_body("ilo"), subject="A", letter="A", actor=actor, at=NOW)
    following = outcomes.escalate(
        session,
        petition,
        to=get_body("kz_prosecutor"),
        subject="A",
        letter="A",
        idempotency_key="k",
        actor=actor,
        at=NOW,
    )
    again = outcomes.escalate(
        session,
        petition,
        to=get_body("kz_prosecutor"),
        subject="A",
        letter="A",
        idempotency_key="k",
        actor=actor,
        at=NOW,
    )
    assert again is following
    assert (petition.state, petition.due_on) == (S.ESCALATED, None)
    assert (following.state, following.previous_id) == (S.DRAFT, petition.id)


def test_a_draft_can_be_closed_or_taken_back_though_it_never_went_out(session, actor):
    draft, other = PetitionFactory(), PetitionFactory()
    outcomes.close(session, draft, reason="Written twice", actor=actor, at=NOW)
    outcomes.withdraw(
        session,
        other,
        Received(happened_on=TODAY, summary="No", told_by="The wife"),
        under_pressure=False,
        confirmed_how="In the office",
        actor=actor,
        at=NOW,
    )
    session.flush()
    assert (draft.state, other.state) == (S.CLOSED, S.WITHDRAWN_FREELY)


def test_what_nobody_took_can_be_sent_another_way(session, actor):
    petition = PetitionFactory(state=S.APPROVED)
    outcomes.record_not_accepted(
        session,
        petition,
        Received(happened_on=date(2026, 11, 5), summary="The guard refused", told_by="The guard"),
        actor=actor,
        at=NOW,
    )
    assert petition.state is S.NOT_ACCEPTED
    sending.mark_sent(session, petition, sent_on=date(2026, 11, 6), channel=PetitionChannel.POST, actor=actor, at=NOW)
    assert (petition.state, petition.replied_on, petition.due_on) == (S.SENT, None, date(2026, 11, 27))


def test_a_correction_moves_the_clocks_and_keeps_what_stood_before(session, office_case, actor):
    petition = PetitionFactory(sent=True, case=office_case)
    corrections.correct(
        session,
        petition,
        sent_on=date(2026, 11, 9),
        channel=PetitionChannel.EMAIL,
        reference="C-3",
        acknowledged_on=None,
        replied_on=None,
        reason="Wrong stamp read",
        actor=actor,
        at=NOW,
    )
    assert (petition.sent_on, petition.due_on) == (date(2026, 11, 9), date(2026, 11, 30))
    assert (petition.channel, petition.reference) == (PetitionChannel.EMAIL, "C-3")
    letter = session.scalars(select(Correspondence).where(Correspondence.petition_id == petition.id)).one()
    assert (letter.happened_on, letter.reference) == (date(2026, 11, 9), "C-3")
    detail = session.scalars(select(HistoryEntry.detail).where(HistoryEntry.case_id == office_case.id)).one()
    assert detail == "2026-11-02 → 2026-11-09 · Wrong stamp read"


def test_a_correction_keeps_an_extension(session, actor):
    petition = PetitionFactory(sent=True)
    sending.record_extended(
        session, petition, Received(happened_on=TODAY), new_due_on=date(2027, 2, 2), actor=actor, at=NOW
    )
    corrections.correct(
        session,
        petition,
        sent_on=date(2026, 11, 3),
        channel=PetitionChannel.POST,
        reference=None,
        acknowledged_on=None,
        replied_on=None,
        reason="Stamp",
        actor=actor,
        at=NOW,
    )
    assert (petition.state, petition.due_on) == (S.EXTENDED, date(2027, 2, 2))


def test_a_step_taken_back_stays_on_record_and_the_clock_runs_again(session, office_case, actor):
    petition = PetitionFactory(sent=True, case=office_case)
    outcomes.record_refused(session, petition, Received(happened_on=TODAY, summary="Other letter"), actor=actor, at=NOW)
    corrections.take_back(session, petition, reason="It was another petition", actor=actor, at=NOW)
    assert (petition.state, petition.replied_on, petition.due_on) == (S.SENT, None, date(2026, 11, 23))
    kept = session.scalars(select(Correspondence).where(Correspondence.kind == CorrespondenceKind.REFUSED)).one()
    assert kept.taken_back_because == "It was another petition"
    assert told(session, office_case.id)[-1] == "petition.taken_back"


def test_a_closed_petition_opens_again_where_it_stood(session, actor):
    petition = PetitionFactory(sent=True)
    outcomes.close(session, petition, reason="Done", actor=actor, at=NOW)
    corrections.take_back(session, petition, reason="Not done", actor=actor, at=NOW)
    assert (petition.state, petition.closed_on, petition.due_on) == (S.SENT, None, date(2026, 11, 23))


def test_a_sending_taken_back_stops_the_clocks_for_good(session, actor):
    petition = PetitionFactory(sent=True, approved_by_id=actor.id)
    corrections.take_back(session, petition, reason="Never posted", actor=actor, at=NOW)
    assert (petition.state, petition.sent_on, petition.due_on) == (S.APPROVED, None, None)
    assert session.scalar(select(func.count()).select_from(PetitionClock)) == 0


def test_the_rule_of_the_day_of_sending_counts(session, actor):
    old = PetitionFactory(state=S.APPROVED, body_key="kz_parliament")
    new = PetitionFactory(state=S.APPROVED, body_key="kz_parliament")
    for petition, day in ((old, date(2026, 6, 30)), (new, date(2026, 7, 1))):
        sending.mark_sent(session, petition, sent_on=day, channel=PetitionChannel.POST, actor=actor, at=NOW)
    first, second = get_body("kz_parliament").versions
    assert (old.body_version_id, new.body_version_id) == (first.id, second.id)


def test_what_others_published_stays_as_it_is(session, actor):
    petition = PetitionFactory(sent=True, is_published_record=True)
    with pytest.raises(RuleBroken, match="published by others"):
        outcomes.close(session, petition, reason="x", actor=actor, at=NOW)


def test_a_petition_is_handed_over_within_its_office(session, office_case, actor):
    leaving, owner = UserFactory(office=office_case.office), UserFactory(office=office_case.office)
    petition = PetitionFactory(sent=True, case=office_case, owner_id=leaving.id)
    services.hand_over(session, petition, owner=owner, actor=actor, at=NOW)
    assert petition.owner_id == owner.id
    with pytest.raises(RuleBroken, match="works in the office"):
        services.hand_over(session, petition, owner=UserFactory(), actor=actor, at=NOW)


def test_days_are_those_of_almaty(session, actor):
    """At 20:00 UTC it is the next day in Almaty."""
    petition = PetitionFactory(state=S.APPROVED)
    late = datetime(2026, 11, 20, 20, tzinfo=NOW.tzinfo)
    sending.mark_sent(session, petition, sent_on=date(2026, 11, 21), channel=PetitionChannel.POST, actor=actor, at=late)
    assert petition.state is S.SENT
