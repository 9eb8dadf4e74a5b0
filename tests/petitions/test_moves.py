"""The table of moves: walked move by move with each role, and kept by the database too."""

from datetime import date

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from caseapp.accounts.vocabulary import Role
from caseapp.errors import RuleBroken
from caseapp.permissions import GRANTS
from caseapp.petitions import moves, outcomes, sending, services, states, steps
from caseapp.petitions.models import Correspondence, Petition
from caseapp.petitions.received import Received
from caseapp.petitions.step_table import STEPS
from caseapp.petitions.vocabulary import CorrespondenceKind, Direction, PetitionChannel, PetitionState
from tests.factories import NOW, TODAY, CaseFactory, UserFactory
from tests.petitions.factories import PetitionFactory, get_body, letter_of

S = PetitionState
K = CorrespondenceKind
SENT = date(2026, 11, 2)
EVERY_MOVE = [(old, new) for old in S for new in sorted(moves.MOVES[old])]
PROVED = [state for state in S if state not in states.UNSENT]


def said(**facts):
    return Received(**{"happened_on": TODAY, "summary": "As told", "told_by": "A clerk", **facts})


def go(session, petition, new, actor):
    """Make a move through the service that people use for it."""
    who = {"actor": actor, "at": NOW}
    if new is S.IN_REVIEW and petition.state is S.APPROVED:
        facts = {"language": petition.language, "subject": "Another", "letter": petition.letter}
        return services.edit_draft(session, petition, **facts, **who)
    if new is S.ESCALATED:
        return outcomes.escalate(session, petition, to=get_body("kz_prosecutor"), subject="A", letter="A", **who)
    if new in moves.WITHDRAWN:
        pressed = new is S.WITHDRAWN_UNDER_PRESSURE
        return outcomes.withdraw(
            session, petition, said(), under_pressure=pressed, confirmed_how="In the office", **who
        )
    if new in moves.ANSWERED:
        return outcomes.record_answer(session, petition, said(), kind=new, **who)
    acts = {
        S.IN_REVIEW: lambda: services.submit_for_review(session, petition, **who),
        S.APPROVED: lambda: services.approve(session, petition, **who),
        S.DRAFT: lambda: services.send_back(session, petition, reason="Name the county", **who),
        S.SENT: lambda: sending.mark_sent(session, petition, sent_on=TODAY, channel=PetitionChannel.POST, **who),
        S.ACKNOWLEDGED: lambda: sending.record_acknowledged(session, petition, said(), **who),
        S.FORWARDED: lambda: sending.record_forwarded(
            session, petition, said(), new_body=None, named="An archive", **who
        ),
        S.EXTENDED: lambda: sending.record_extended(session, petition, said(), **who),
        S.REFUSED: lambda: outcomes.record_refused(session, petition, said(), **who),
        S.NOT_ACCEPTED: lambda: outcomes.record_not_accepted(session, petition, said(), **who),
        S.CLOSED: lambda: outcomes.close(session, petition, reason="Done", **who),
    }
    return acts[new]()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
@pytest.mark.parametrize(("old", "new"), EVERY_MOVE)
def test_each_move_is_made_by_those_the_table_names_and_nobody_else(session, old, new, role):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    actor = UserFactory(role=role, office=case.office)
    went_out = {"sent_on": SENT, "channel": PetitionChannel.POST} if old is S.ESCALATED else {}
    petition = PetitionFactory(case=case, state=old, **went_out)
    if moves.permission_for(old, new) in GRANTS[role]:
        go(session, petition, new, actor)
        session.flush()
        assert petition.state is new
    else:
        with pytest.raises(RuleBroken, match="another role"):
            go(session, petition, new, actor)
        assert petition.state is old


def test_what_never_went_out_is_never_answered(session):
    case = CaseFactory(opened_on=date(2026, 1, 5))
    boss = UserFactory(role=Role.COORDINATOR, office=case.office)
    petition = PetitionFactory(case=case, state=S.NOT_ACCEPTED)
    go(session, petition, S.ESCALATED, boss)
    with pytest.raises(RuleBroken, match="never went out"):
        go(session, petition, S.ANSWERED_MERITS, boss)


def test_every_move_needs_exactly_one_permission():
    for old, new in EVERY_MOVE:
        needed = [one for one, reached in moves.TABLE[old].items() if new in reached]
        assert len(needed) == 1, (old, new)
    assert moves.permission_for(S.CLOSED, S.SENT) is None


@pytest.mark.parametrize("slug", STEPS)
def test_a_page_asks_for_the_permission_of_the_moves_it_leads_to(slug):
    step = STEPS[slug]
    for old, new in EVERY_MOVE:
        if new in step.leads_to and slug != "edit":
            needed = moves.permission_for(old, new)
            # Whoever writes may take an approved letter up again, in the editor; it is read over anew.
            assert needed is step.permission or (slug in {"submit", "send-back"} and old is S.APPROVED), (old, new)


@pytest.mark.parametrize("new", PROVED)
def test_the_database_refuses_a_state_bare(session, new):
    petition = PetitionFactory(state=S.APPROVED)
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Petition).where(Petition.id == petition.id).values(state=new))
    facts = {"office_id": petition.office_id, "body_id": petition.body_id, "created_at": NOW, "version": 1}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Petition).values(state=new, is_published_record=False, **facts))
    session.execute(insert(Petition).values(state=new, is_published_record=True, **facts))


@pytest.mark.parametrize(
    ("state", "missing"),
    [(state, fact) for state in PROVED for fact in moves.EVIDENCE[state].facts]
    + [(state, "one of") for state in PROVED if moves.EVIDENCE[state].one_of],
)
def test_the_database_refuses_a_state_with_one_fact_missing(session, state, missing):
    petition = PetitionFactory(state=state)
    gone = moves.EVIDENCE[state].one_of if missing == "one of" else (missing,)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Petition).where(Petition.id == petition.id).values(dict.fromkeys(gone)))


@pytest.mark.parametrize("state", [state for state in PROVED if moves.EVIDENCE[state].letter])
def test_a_letter_that_proves_a_state_needs_its_own_facts(session, state):
    proof = moves.EVIDENCE[state]
    petition = PetitionFactory(state=S.APPROVED)
    for gone in [*((one,) for one in proof.letter_facts), *([proof.letter_one_of] if proof.letter_one_of else [])]:
        bare = {name: False if name == "is_by_rule" else None for name in gone}
        session.add(letter_of(petition, proof.letter, **bare))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
        petition = PetitionFactory(state=S.APPROVED)


def test_a_letter_taken_back_proves_nothing(session):
    petition = PetitionFactory(state=S.SENT)
    session.add(letter_of(petition, K.FORWARDED, taken_back_because="Another letter"))
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Petition).where(Petition.id == petition.id).values(state=S.FORWARDED))


@pytest.mark.parametrize("channel", PetitionChannel)
def test_a_sending_by_a_way_that_gives_proof_has_it_or_the_reason(session, channel):
    petition = PetitionFactory(state=S.APPROVED)
    facts = {
        "petition_id": petition.id,
        "direction": Direction.OUTGOING,
        "kind": K.SENT,
        "happened_on": SENT,
        "recorded_at": NOW,
        "is_by_rule": False,
        "is_by_family": False,
    }
    if channel in moves.GIVES_PROOF:
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(insert(Correspondence).values(channel=channel, **facts))
        session.execute(insert(Correspondence).values(channel=channel, no_proof_because="Lost", **facts))
    else:
        session.execute(insert(Correspondence).values(channel=channel, **facts))
    assert session.scalar(select(Correspondence.channel).where(Correspondence.petition_id == petition.id)) is channel


@pytest.mark.parametrize("state", S)
def test_every_state_says_what_it_is_proved_by(context, state):
    assert str(moves.EVIDENCE[state].told)


def test_a_published_petition_moves_nowhere(session):
    petition = PetitionFactory(state=S.SENT, is_published_record=True)
    with pytest.raises(RuleBroken, match="published by others"):
        steps.move(petition, S.CLOSED, actor=UserFactory(role=Role.COORDINATOR))
