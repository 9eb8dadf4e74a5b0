"""The states of a petition: every move, and every boundary day of its standing."""

from datetime import date, timedelta

import pytest

from caseapp.errors import RuleBroken
from caseapp.petitions import rules
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing

S = PetitionState
DUE = date(2026, 12, 11)
WAITING = {S.SENT, S.ACKNOWLEDGED, S.FORWARDED, S.EXTENDED}

# The same table once more, written from the reader's side: what may follow each state.
MAY_FOLLOW = {
    "draft": "in_review withdrawn_freely withdrawn_under_pressure closed",
    "in_review": "draft approved withdrawn_freely withdrawn_under_pressure closed",
    "approved": "draft in_review sent not_accepted withdrawn_freely withdrawn_under_pressure closed",
    "sent": "acknowledged forwarded extended answered_merits answered_formal answered_oral refused not_accepted"
    " escalated withdrawn_freely withdrawn_under_pressure closed",
    "acknowledged": "forwarded extended answered_merits answered_formal answered_oral refused escalated"
    " withdrawn_freely withdrawn_under_pressure closed",
    "forwarded": "acknowledged forwarded extended answered_merits answered_formal answered_oral refused escalated"
    " withdrawn_freely withdrawn_under_pressure closed",
    "extended": "forwarded extended answered_merits answered_formal answered_oral refused escalated"
    " withdrawn_freely withdrawn_under_pressure closed",
    "answered_oral": "answered_merits answered_formal refused escalated withdrawn_freely withdrawn_under_pressure"
    " closed",
    "answered_formal": "answered_merits refused escalated withdrawn_freely withdrawn_under_pressure closed",
    "answered_merits": "escalated closed",
    "refused": "answered_merits escalated withdrawn_freely withdrawn_under_pressure closed",
    "not_accepted": "sent escalated withdrawn_freely withdrawn_under_pressure closed",
    "escalated": "answered_merits answered_formal answered_oral refused withdrawn_freely withdrawn_under_pressure"
    " closed",
    "withdrawn_freely": "withdrawn_under_pressure closed",
    "withdrawn_under_pressure": "closed",
    "closed": "",
}


@pytest.mark.parametrize("old", S)
@pytest.mark.parametrize("new", S)
def test_a_petition_moves_only_along_the_table(old, new):
    if new.value in MAY_FOLLOW[old.value].split():
        rules.ensure_move(old, new)
    else:
        with pytest.raises(RuleBroken) as refused:
            rules.ensure_move(old, new)
        assert str(refused.value.message) == (f"A petition that stands at “{old.label}” cannot move to “{new.label}”.")


def test_every_state_but_the_last_leads_on_and_can_be_reached():
    assert set(rules.MOVES) == set(S)
    assert [state for state in S if not rules.MOVES[state]] == [S.CLOSED]
    assert frozenset().union(*rules.MOVES.values()) == set(S)


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (30, Standing.ON_TIME),
        (8, Standing.ON_TIME),
        (7, Standing.DUE_SOON),
        (1, Standing.DUE_SOON),
        (0, Standing.DUE_SOON),
        (-1, Standing.OVERDUE),
        (-400, Standing.OVERDUE),
    ],
)
@pytest.mark.parametrize("state", S)
def test_a_waiting_petition_is_overdue_from_the_next_day(state, days_left, expected):
    found = rules.standing(state, DUE, DUE - timedelta(days=days_left))
    assert found is (expected if state in WAITING else Standing.NOT_WAITING)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("silence", Silence)
@pytest.mark.parametrize("days_late", [-8, -7, 0, 1, 30])
def test_silence_means_what_the_rule_says_from_the_day_after(state, silence, days_late):
    today = DUE + timedelta(days=days_late)
    late = state in WAITING and days_late > 0
    expected = Standing.OVERDUE if silence is Silence.NONE else Standing.SILENT
    assert (rules.standing(state, DUE, today, silence) is expected) == late
    assert rules.is_overdue(state, DUE, today) == late


def test_a_petition_without_a_due_date_never_becomes_late():
    assert rules.standing(S.SENT, None, date.max, Silence.REFUSAL) is Standing.NOT_WAITING


def test_silence_begins_the_day_after_the_due_date():
    assert rules.standing(S.SENT, DUE, date(2026, 12, 11), Silence.REFUSAL) is Standing.DUE_SOON
    assert rules.standing(S.SENT, DUE, date(2026, 12, 12), Silence.REFUSAL) is Standing.SILENT
