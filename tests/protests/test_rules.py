"""Notice, silence, outcomes and appeals, day by day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.errors import RuleBroken
from caseapp.petitions.body_data import body_on, read_bodies
from caseapp.petitions.calendar import shipped_calendar
from caseapp.protests import queries, rules
from caseapp.protests.models import Protest
from caseapp.protests.vocabulary import NoticeAnswer, ProtestForm, ProtestOutcome, ProtestState
from tests.factories import TODAY
from tests.protests.factories import ProtestFactory

BODIES = read_bodies()
CALENDAR = shipped_calendar()


def terms(form, held_on, given_on=None):
    return rules.notice_terms(held_on, given_on, body_on(rules.body_key(form), held_on, BODIES), CALENDAR)


@pytest.mark.parametrize(
    ("form", "held_on", "give_by"),
    [
        (ProtestForm.PICKET, date(2026, 11, 20), date(2026, 11, 13)),
        (ProtestForm.RALLY, date(2026, 11, 23), date(2026, 11, 16)),
        (ProtestForm.PICKET, date(2026, 10, 27), date(2026, 10, 19)),
        (ProtestForm.MARCH, date(2026, 11, 20), date(2026, 11, 6)),
    ],
    ids=["a week", "over a weekend", "over the day of the republic", "a march"],
)
def test_notice_is_given_working_days_before(form, held_on, give_by):
    found = terms(form, held_on)
    assert found.give_by == give_by
    assert not found.is_late(give_by)
    assert found.is_late(give_by + timedelta(days=1))


@pytest.mark.parametrize(
    ("form", "answer_by", "consent"),
    [(ProtestForm.PICKET, date(2026, 11, 12), True), (ProtestForm.MARCH, date(2026, 11, 18), False)],
)
def test_the_akimat_answers_in_three_working_days_and_a_march_in_seven(form, answer_by, consent):
    found = terms(form, date(2026, 11, 27), date(2026, 11, 9))
    assert (found.answer_by, found.silence_is_consent) == (answer_by, consent)


@pytest.mark.parametrize("form", [ProtestForm.PICKET, ProtestForm.MARCH])
@pytest.mark.parametrize("answer", NoticeAnswer)
@pytest.mark.parametrize("late", [None, -1, 0, 1])
def test_silence_means_it_may_be_held_and_the_condition_agrees(session, form, answer, late):
    due_on = None if late is None else TODAY - timedelta(days=late)
    ground = "Protected zone" if answer is NoticeAnswer.REFUSED else None
    protest = ProtestFactory(form=form, notice_answer=answer, notice_due_on=due_on, refusal_ground=ground)
    tacit = answer is NoticeAnswer.NOTIFIED and form is ProtestForm.PICKET and late == 1
    standing = rules.notice_standing(answer, form, due_on, TODAY)
    assert standing is (NoticeAnswer.TACIT_CONSENT if tacit else answer)
    assert (protest in session.scalars(select(Protest).where(queries.may_be_held(TODAY))).all()) is tacit


def test_silence_is_consent_for_the_forms_whose_body_says_so():
    for form in ProtestForm:
        assert terms(form, TODAY).silence_is_consent is (form not in rules.NEEDS_APPROVAL)


@pytest.mark.parametrize("kind", ProtestOutcome)
def test_an_outcome_needs_its_number(kind):
    needed = {
        ProtestOutcome.DETAINED_RELEASED: "minutes",
        ProtestOutcome.ADMIN_ARREST: "days",
        ProtestOutcome.FINED: "amount_kzt",
    }.get(kind)
    if needed:
        with pytest.raises(RuleBroken):
            rules.ensure_outcome(kind, {})
        rules.ensure_outcome(kind, {needed: 0})
    else:
        rules.ensure_outcome(kind, {})


@pytest.mark.parametrize(
    ("kind", "served_on", "due_on"),
    [
        (ProtestOutcome.FINED, date(2026, 11, 10), date(2026, 11, 20)),
        (ProtestOutcome.ADMIN_ARREST, date(2026, 2, 25), date(2026, 3, 7)),
        (ProtestOutcome.FINED, None, None),
        (ProtestOutcome.TOLD_ILLEGAL, date(2026, 11, 10), None),
    ],
)
def test_a_ruling_is_appealed_within_ten_days_of_its_service(kind, served_on, due_on):
    body = body_on(rules.RULING_BODY, TODAY, BODIES)
    assert rules.appeal_due_on(kind, served_on, body, CALENDAR) == due_on


@pytest.mark.parametrize("state", ProtestState)
def test_only_a_planned_protest_changes_and_nobody_comes_to_one_called_off(state):
    for guard, allowed in (
        (rules.ensure_planned, state is ProtestState.PLANNED),
        (rules.ensure_open, state is not ProtestState.CANCELLED),
    ):
        if allowed:
            guard(state)
        else:
            with pytest.raises(RuleBroken):
                guard(state)
