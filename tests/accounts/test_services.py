"""People come, change, and go; sessions end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.accounts import offices, passwords, services, sessions
from caseapp.accounts.models import UserSession
from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import CaseAssignment
from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState
from tests.accounts.factories import PASSWORD, WRONG, somebody
from tests.factories import NOW, CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory


def actions_of(session):
    return list(session.scalars(select(HistoryEntry.action).order_by(HistoryEntry.id)))


def petition_of(session, case, owner, **facts):
    petition = Petition(
        office_id=case.office_id,
        owner_id=owner.id,
        recipient_text="A ministry",
        channel=PetitionChannel.POST,
        created_at=NOW,
        **facts,
    )
    session.add(petition)
    session.flush()
    session.add(PetitionCase(petition_id=petition.id, case_id=case.id))
    session.flush()
    return petition


@pytest.mark.parametrize("who", ["right", "wrong", "nobody", "disabled", "without password", "far too long"])
def test_every_try_costs_one_hash_whoever_is_asked_for(session, monkeypatch, who):
    passwords.nobody(passwords.PASSWORD)
    person = None if who == "nobody" else somebody(disabled_at=NOW if who == "disabled" else None)
    if who == "without password":
        person.password_hash = None
    count = []
    right = passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda *a: count.append(a) or right(*a))
    typed = {"wrong": WRONG, "far too long": PASSWORD * 1000}.get(who, PASSWORD)
    assert services.is_proved(person, typed) is (who == "right")
    assert len(count) == 1
    assert len(count[0][1]) <= 257


def test_somebody_added_without_a_password_gets_one_to_change(session):
    person, made = services.add_user(
        session, email=" Dana@Test.Invalid ", name="Dana", role=Role.AUDITOR, office=None, at=NOW
    )
    assert person.email == "dana@test.invalid"
    assert person.is_password_temporary
    assert services.is_proved(person, made)
    assert actions_of(session) == ["account.added"]


def test_an_address_has_one_account(session):
    UserFactory(email="dana@test.invalid")
    with pytest.raises(RuleBroken):
        services.add_user(session, email="DANA@test.invalid", name="D", role=Role.AUDITOR, office=None, at=NOW)


def test_a_chosen_password_is_not_temporary_and_ends_other_sessions(session):
    person = UserFactory(is_password_temporary=True)
    sessions.begin(session, person, device="a", at=NOW)
    sessions.begin(session, person, device="b", at=NOW)
    session.flush()
    first, second = session.scalars(select(UserSession).order_by(UserSession.id)).all()
    services.change_password(session, person, password=PASSWORD, but=second.id, at=NOW)
    session.expire_all()
    assert not person.is_password_temporary
    assert first.ended_at == NOW
    assert second.ended_at is None


def test_who_leaves_hands_over_open_petitions_and_cases_to_a_coordinator_of_the_office(session):
    office = OfficeFactory()
    leaving = UserFactory(office=office)
    elsewhere = UserFactory(role=Role.COORDINATOR)
    disabled = UserFactory(role=Role.COORDINATOR, office=office, disabled_at=NOW)
    coordinator = UserFactory(role=Role.COORDINATOR, office=office)
    admin = UserFactory(role=Role.ADMINISTRATOR)
    case = CaseFactory(office=office)
    CaseAssignmentFactory(case=case, user=leaving)
    waiting = petition_of(session, case, leaving, state=PetitionState.DRAFT)
    ended = {"closed_on": NOW.date(), "outcome": "Done"}
    closed = petition_of(session, case, leaving, state=PetitionState.CLOSED, sent_on=NOW.date(), **ended)
    services.disable_user(session, leaving, actor=admin, at=NOW)
    session.flush()
    assert waiting.owner_id == coordinator.id
    assert waiting.owner_id not in {elsewhere.id, disabled.id}
    assert closed.owner_id == leaving.id
    assert session.scalars(select(CaseAssignment.user_id).where(CaseAssignment.case_id == case.id)).all() == [
        coordinator.id
    ]
    assert {"petition.handed_over", "case.assigned", "case.unassigned", "account.disabled"} <= set(actions_of(session))


def test_without_a_coordinator_petitions_belong_to_nobody_and_cases_keep_their_name(session):
    leaving = UserFactory()
    case = CaseFactory(office=leaving.office)
    CaseAssignmentFactory(case=case, user=leaving)
    petition = petition_of(session, case, leaving)
    services.disable_user(session, leaving, at=NOW)
    session.flush()
    assert petition.owner_id is None
    assert session.scalars(select(CaseAssignment.user_id)).all() == [leaving.id]


def test_the_last_administrator_stays(session):
    admin = UserFactory(role=Role.ADMINISTRATOR)
    with pytest.raises(RuleBroken):
        services.disable_user(session, admin, at=NOW)
    other = UserFactory(role=Role.ADMINISTRATOR)
    with pytest.raises(RuleBroken):
        services.disable_user(session, admin, actor=admin, at=NOW)
    services.disable_user(session, admin, actor=other, at=NOW)
    with pytest.raises(RuleBroken):
        services.change_user(
            session,
            other,
            email=other.email,
            name=other.name,
            role=Role.AUDITOR,
            office=None,
            actor=other,
            at=NOW,
        )


def test_another_role_ends_every_session(session):
    admin, person = UserFactory(role=Role.ADMINISTRATOR), UserFactory()
    sessions.begin(session, person, device="", at=NOW)
    facts = {"email": person.email, "name": "New", "office": person.office, "actor": admin, "at": NOW}
    services.change_user(session, person, role=Role.VOLUNTEER, **facts)
    session.expire_all()
    assert session.scalars(select(UserSession.ended_at)).all() == [None]
    services.change_user(session, person, role=Role.COORDINATOR, **facts)
    session.expire_all()
    assert session.scalars(select(UserSession.ended_at)).all() == [NOW]


def test_the_fourth_session_ends_the_one_unused_longest(session):
    person = UserFactory()
    for minute in range(4):
        sessions.begin(session, person, device=str(minute), at=NOW + timedelta(minutes=minute))
        session.flush()
    ended = session.scalars(select(UserSession.device).where(UserSession.ended_at.is_not(None))).all()
    assert ended == ["0"]


@pytest.mark.parametrize(
    ("role", "idle_minutes"), [(Role.VOLUNTEER, 30), (Role.TRANSLATOR, 30), (Role.COORDINATOR, 15), (Role.AUDITOR, 15)]
)
def test_a_session_ends_after_idling_and_after_twelve_hours(session, role, idle_minutes):
    person = UserFactory(role=role)
    sessions.begin(session, person, device="", at=NOW)
    session.flush()
    row = session.scalars(select(UserSession)).one()
    idle, second = timedelta(minutes=idle_minutes), timedelta(seconds=1)
    assert sessions.is_live(row, person, NOW + idle)
    assert not sessions.is_live(row, person, NOW + idle + second)
    row.seen_at = NOW + timedelta(hours=12)
    assert sessions.is_live(row, person, NOW + timedelta(hours=12))
    assert not sessions.is_live(row, person, NOW + timedelta(hours=12) + second)


def test_an_office_with_people_stays_open(session):
    admin = UserFactory(role=Role.ADMINISTRATOR, office=None)
    person = UserFactory()
    with pytest.raises(RuleBroken):
        offices.close(session, person.office, actor=admin, at=NOW)
    person.disabled_at = NOW
    session.flush()
    offices.close(session, person.office, actor=admin, at=NOW)
    assert person.office.closed_at == NOW
    offices.reopen(session, person.office, actor=admin, at=NOW)
    assert person.office.closed_at is None


def test_a_code_belongs_to_one_office(session):
    OfficeFactory(code="ALM")
    with pytest.raises(RuleBroken):
        offices.add(session, code="alm", name="Another", at=NOW)
