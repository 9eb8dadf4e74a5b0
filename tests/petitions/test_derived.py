"""Overdue, silent, deemed refused, may be held: worked out in Python and in SQL, and both say the same."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.petitions import queries, rules
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState, Silence, Standing
from tests.factories import TODAY, CaseFactory
from tests.petitions.factories import PetitionFactory

S = PetitionState
BOUNDARIES = (-400, -8, -7, -1, 0, 1, 8, 400)
LAPSES = (Standing.OVERDUE, Standing.SILENT)

# What each word means, once more from the reader's side: (waiting, days late, what the silence means) to its name.
MEANING = {
    (Standing.OVERDUE, Silence.NONE): {"overdue"},
    (Standing.SILENT, Silence.NONE): {"silent"},
    (Standing.SILENT, Silence.REFUSAL): {"silent", "deemed refused"},
    (Standing.SILENT, Silence.CONSENT): {"silent", "may be held"},
}


def in_python(petition, today):
    state, due_on, silence = petition.state, petition.due_on, petition.silence
    asked = {
        "overdue": rules.is_overdue(state, due_on, today, petition.lapses_to),
        "silent": rules.is_silent(state, due_on, today, petition.lapses_to),
        "deemed refused": rules.is_deemed_refused(state, due_on, today, silence),
        "may be held": rules.may_be_held(state, due_on, today, silence),
    }
    return {name for name, found in asked.items() if found}


@pytest.fixture
def petitions(session):
    """Make one petition of each state, boundary day and silence."""
    case = CaseFactory()
    made = []
    for state, days_left, (lapses_to, silence) in itertools.product(S, BOUNDARIES, MEANING):
        due_on = TODAY + timedelta(days=days_left)
        facts = {"due_on": due_on, "lapses_to": lapses_to, "silence": silence}
        made.append(PetitionFactory(case=case, sent=True, **{**facts, "state": state}))
    return made


def test_the_twins_agree_on_every_state_boundary_day_and_silence(session, petitions):
    asked = {
        "overdue": queries.is_overdue(TODAY),
        "silent": queries.is_silent(TODAY),
        "deemed refused": queries.is_deemed_refused(TODAY),
        "may be held": queries.may_be_held(TODAY),
    }
    in_sql = {name: set(session.scalars(select(Petition.id).where(where))) for name, where in asked.items()}
    for petition in petitions:
        found = {name for name, ids in in_sql.items() if petition.id in ids}
        late = petition.state in rules.WAITING and petition.due_on < TODAY
        meant = MEANING[petition.lapses_to, petition.silence] if late else set()
        assert found == in_python(petition, TODAY) == meant
    assert all(in_sql.values())


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("silence", Silence)
def test_the_names_agree_with_the_standing(state, silence):
    for days_left in BOUNDARIES:
        due_on = TODAY + timedelta(days=days_left)
        standing = rules.standing(state, due_on, TODAY, silence)
        lapses_to = rules.standing(S.SENT, TODAY, TODAY + timedelta(days=1), silence)
        assert rules.is_overdue(state, due_on, TODAY, lapses_to) == (standing is Standing.OVERDUE)
        assert rules.is_silent(state, due_on, TODAY, lapses_to) == (standing is Standing.SILENT)
        assert rules.is_deemed_refused(state, due_on, TODAY, silence) == (
            standing is Standing.SILENT and silence is Silence.REFUSAL
        )
        assert rules.may_be_held(state, due_on, TODAY, silence) == (
            standing is Standing.SILENT and silence is Silence.CONSENT
        )


def test_the_clocks_write_what_the_twins_read(session):
    keys = {"kz_mfa": "deemed refused", "kz_akimat_assembly_notice": "may be held", "cn_embassy_astana": "silent"}
    keys["kz_ombudsman"] = "overdue"
    for key, name in keys.items():
        petition = PetitionFactory(sent=True, body_key=key)
        day_after = petition.due_on + timedelta(days=1)
        assert name in in_python(petition, day_after)
        assert in_python(petition, petition.due_on) == set()
