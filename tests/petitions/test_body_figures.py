"""How a body answers: curves worked out by hand, the count of the database, and its cost."""

from datetime import date, timedelta

import pytest

from caseapp.petitions import body_figure_queries
from caseapp.petitions.body_figures import Spell, answered_within, figures, median_days, waiting_curve
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionState
from tests.factories import TODAY, CaseFactory
from tests.petitions.factories import PetitionFactory, coordinator, get_body, letter_of

S, K = PetitionState, CorrespondenceKind


def spells(answered, open_):
    return [Spell(days, True, 1) for days in answered] + [Spell(days, False, 1) for days in open_]


# (days to an answer, days seen unanswered, [(day, at risk, answered, share waiting)], median), each worked out by hand.
CURVES = [
    ((), (), [], None),
    ((), (5, 9), [], None),
    ((10,), (), [(10, 1, 1, 0.0)], 10),
    ((10, 20), (), [(10, 2, 1, 1 / 2), (20, 1, 1, 0.0)], 10),
    ((10, 20, 30), (), [(10, 3, 1, 2 / 3), (20, 2, 1, 1 / 3), (30, 1, 1, 0.0)], 20),
    # One of three is still open after 15 days: 2/3, then 2/3 × 0.
    ((10, 20), (15,), [(10, 3, 1, 2 / 3), (20, 1, 1, 0.0)], 20),
    # Open on the very day of an answer: it was still waiting then.
    ((10,), (10,), [(10, 2, 1, 1 / 2)], 10),
    ((10,), (10, 10), [(10, 3, 1, 2 / 3)], None),
    ((10, 10, 30), (20,), [(10, 4, 2, 1 / 2), (30, 1, 1, 0.0)], 10),
    ((0, 0, 4), (2, 8), [(0, 5, 2, 3 / 5), (4, 2, 1, 3 / 10)], 4),
    # Five letters, two answers, three open: 4/5, then 4/5 × 2/3 = 8/15; half is never reached.
    ((15, 40), (20, 60, 90), [(15, 5, 1, 4 / 5), (40, 3, 1, 8 / 15)], None),
    # The textbook example of Freireich (1963), the treated: 6/21 and so on; the median is 23.
    (
        (6, 6, 6, 7, 10, 13, 16, 22, 23),
        (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
        [
            (6, 21, 3, 0.857),
            (7, 17, 1, 0.807),
            (10, 15, 1, 0.753),
            (13, 12, 1, 0.690),
            (16, 11, 1, 0.627),
            (22, 7, 1, 0.538),
            (23, 6, 1, 0.448),
        ],
        23,
    ),
]


@pytest.mark.parametrize(("answered", "open_", "curve", "median"), CURVES)
def test_the_curve_is_the_one_worked_out_by_hand(answered, open_, curve, median):
    found = waiting_curve(spells(answered, open_))
    assert [(drop.days, drop.at_risk, drop.answered) for drop in found] == [row[:3] for row in curve]
    assert [drop.waiting for drop in found] == pytest.approx([row[3] for row in curve], abs=5e-4)
    assert median_days(found) == median


def test_letters_counted_together_count_like_letters_one_by_one():
    one_by_one = waiting_curve(spells((10, 10, 10, 20), (20, 20)))
    assert waiting_curve([Spell(20, False, 2), Spell(10, True, 3), Spell(20, True, 1)]) == one_by_one


@pytest.mark.parametrize(("days", "share"), [(9, 0.0), (10, 1 / 3), (19, 1 / 3), (20, 2 / 3), (400, 1.0)])
def test_the_share_answered_within_some_days(days, share):
    assert answered_within(waiting_curve(spells((10, 20, 30), ())), days) == pytest.approx(share)


def test_figures_say_when_there_are_too_few_letters(context):
    few = figures([Spell(10, True, 4)], [(S.REFUSED, 4, 0)])
    assert (few.sent, few.answered, few.are_few) == (4, 4, True)
    more = figures([Spell(10, True, 6), Spell(40, False, 6)], [(S.REFUSED, 6, 0), (S.SENT, 6, 3)])
    assert (more.sent, more.silent, more.are_few, more.median) == (12, 3, False, 10)
    assert more.within == ((15, 0.5), (30, 0.5))
    assert [(count, share) for _label, count, share in more.outcomes] == [(6, 0.5), (6, 0.5)]


def test_the_database_counts_what_was_recorded(session, context):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    sent = TODAY - timedelta(days=40)

    def letter(**facts):
        return PetitionFactory(case=case, sent=True, sent_on=sent, **facts)

    letter()
    letter(state=S.REFUSED, replied_on=sent + timedelta(days=10))
    letter(state=S.ANSWERED_FORMAL, replied_on=sent + timedelta(days=20))
    # A refusal that was taken further stays a refusal.
    further = letter(state=S.REFUSED, replied_on=sent + timedelta(days=10))
    session.add(letter_of(further, K.REFUSED, happened_on=further.replied_on))
    PetitionFactory(case=case, previous_id=further.id)
    session.flush()
    further.state = S.ESCALATED
    letter(state=S.CLOSED, closed_on=sent + timedelta(days=30), outcome="Done")
    letter(state=S.NOT_ACCEPTED, replied_on=sent + timedelta(days=1))
    PetitionFactory(case=case)
    PetitionFactory(case=case, sent=True, sent_on=sent, is_published_record=True)
    PetitionFactory(case=case, sent=True, sent_on=sent, body_key="kz_mvd")
    session.flush()
    found = body_figure_queries.of_body(session, get_body().id, TODAY)
    assert (found.sent, found.answered, found.silent) == (6, 3, 1)
    # At risk five: two answers on day 10 (3/5), one of three on day 20 (2/5): half is reached on day 20.
    assert found.median == 20
    outcomes = {label: count for label, count, _share in found.outcomes}
    assert outcomes == {
        "Refused": 2,
        "Formal answer without substance": 1,
        "Waiting for the answer": 1,
        "Closed without an answer": 1,
        "Not accepted at the counter": 1,
    }


def test_one_taken_back_waits_up_to_that_day(session, context):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    PetitionFactory(case=case, sent=True, sent_on=date(2026, 10, 1), state=S.WITHDRAWN_FREELY)
    session.flush()
    rows = body_figure_queries.of_body(session, get_body().id, TODAY)
    assert (rows.answered, rows.within, rows.median) == (0, (), None)


def test_the_page_of_a_body_costs_the_same_with_more_letters(session, login, count_queries):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    client = login(coordinator(case.office))
    PetitionFactory(case=case, sent=True)
    client.get("/bodies/kz_mfa")
    with count_queries() as few:
        assert "too few to say" in client.get("/bodies/kz_mfa").text
    for days in range(12):
        PetitionFactory(case=case, sent=True, state=S.REFUSED, replied_on=date(2026, 11, 3) + timedelta(days=days))
    with count_queries() as many:
        page = client.get("/bodies/kz_mfa").text
    assert many.count <= few.count
    assert "days until half are answered" in page
    assert "demand an answer" in page
