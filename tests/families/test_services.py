"""Cards, visits and messages as they change."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.accounts import passwords
from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Kinship
from caseapp.errors import RuleBroken, TooManyTries
from caseapp.families import cards, queries, services
from caseapp.families.cards import CardNumber
from caseapp.families.models import FamilyCard, FamilyMessage, FamilySession
from caseapp.history.models import HistoryEntry
from tests.factories import NOW, CaseFactory, UserFactory
from tests.families.factories import SECRET, FamilyCardFactory, FamilyMessageFactory

WHENCE = {"source": "192.0.2.1", "key": b"k" * 32}


def issue(session, case, kinship=Kinship.SISTER, **more):
    return services.issue(session, case, kinship=kinship, actor=UserFactory(), at=NOW, **more)


def test_a_card_is_found_by_its_number_and_only_a_trace_is_kept(session):
    case = CaseFactory()
    number = cards.read(issue(session, case))
    card = services.find_card(session, number)
    assert card.case_id == case.id
    assert number.secret not in card.secret_hash
    assert card.secret_hash.startswith("$argon2id$v=19$m=19456,t=2,")
    assert [e.action for e in session.scalars(select(HistoryEntry))] == ["family.card_issued"]


def test_a_relative_has_one_card_at_a_time_and_another_relative_their_own(session):
    case = CaseFactory()
    issue(session, case)
    with pytest.raises(RuleBroken):
        issue(session, case)
    issue(session, case, Kinship.MOTHER)
    assert len(session.scalars(select(FamilyCard)).all()) == 2


def test_a_new_card_ends_the_old_one_and_its_visits(session):
    card = FamilyCardFactory()
    number = CardNumber(card.locator, SECRET)
    token = services.begin_visit(session, card, number, **WHENCE, at=NOW)
    fresh = cards.read(services.reissue(session, card, is_minimal=True, actor=UserFactory(), at=NOW))
    session.flush()
    assert services.find_card(session, number) is None
    assert services.find_card(session, fresh).is_minimal
    assert queries.visit(session, services.token_hash(token)).ended_at == NOW


def test_a_card_ends_once(session):
    card = FamilyCardFactory()
    services.revoke(session, card, actor=UserFactory(), at=NOW)
    session.flush()
    with pytest.raises(RuleBroken):
        services.revoke(session, card, actor=UserFactory(), at=NOW)


@pytest.mark.parametrize("kind", ["right", "wrong", "unknown", "revoked"])
def test_every_try_costs_one_hash(session, monkeypatch, kind):
    passwords.nobody(passwords.CARD)
    card = FamilyCardFactory(revoked_at=NOW if kind == "revoked" else None)
    number = {
        "wrong": CardNumber(card.locator, "0" * 16),
        "unknown": CardNumber("999999", SECRET),
    }.get(kind, CardNumber(card.locator, SECRET))
    tried = []
    check = passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda stored, typed: tried.append(stored) or check(stored, typed))
    found = services.find_card(session, number)
    assert (found is not None) is (kind == "right")
    assert len(tried) == 1
    assert "m=19456,t=2" in tried[0]


def test_the_sixth_wrong_try_waits_for_known_and_unknown_cards_alike(session):
    for number in (CardNumber(FamilyCardFactory().locator, "0" * 16), CardNumber("999999", "0" * 16)):
        for _try in range(5):
            services.note_try(session, number, **WHENCE, at=NOW)
        with pytest.raises(TooManyTries) as waiting:
            services.note_try(session, number, **WHENCE, at=NOW)
        assert waiting.value.seconds == 15 * 60
        services.note_try(session, number, source="192.0.2.99", key=WHENCE["key"], at=NOW)


def test_a_right_number_forgives_the_failures(session):
    card = FamilyCardFactory()
    number = CardNumber(card.locator, SECRET)
    for _try in range(5):
        services.note_try(session, number, **WHENCE, at=NOW)
    services.begin_visit(session, card, number, **WHENCE, at=NOW)
    services.note_try(session, number, **WHENCE, at=NOW)


def test_a_visit_keeps_only_the_hash_of_its_token(session):
    card = FamilyCardFactory()
    token = services.begin_visit(session, card, CardNumber(card.locator, SECRET), **WHENCE, at=NOW)
    session.flush()
    visit = session.scalars(select(FamilySession)).one()
    assert token.encode() not in visit.token_hash
    assert card.last_used_on == NOW.date()
    services.end_visit(session, token, at=NOW)
    assert visit.ended_at == NOW


def test_a_wish_to_withdraw_is_kept_and_nothing_is_deleted(session):
    card = FamilyCardFactory()
    services.write(session, card, text=None, wants_hidden=True, wants_withdrawal=True, at=NOW)
    message = session.scalars(select(FamilyMessage)).one()
    assert (message.text, message.wants_hidden, message.wants_withdrawal) == ("", True, True)
    assert session.get(FamilyCard, card.id).revoked_at is None
    assert session.scalars(select(HistoryEntry)).one().action == "family.wrote"


def test_a_message_sent_twice_is_one_message(session):
    card = FamilyCardFactory()
    for minutes, count in ((0, 1), (1, 1), (11, 2)):
        at = NOW + timedelta(minutes=minutes)
        services.write(session, card, text="News", wants_hidden=False, wants_withdrawal=False, at=at)
        assert len(session.scalars(select(FamilyMessage)).all()) == count


def test_a_card_writes_twenty_messages_a_day(session):
    card = FamilyCardFactory()
    for n in range(20):
        services.write(session, card, text=str(n), wants_hidden=False, wants_withdrawal=False, at=NOW)
    with pytest.raises(RuleBroken):
        services.write(session, card, text="more", wants_hidden=False, wants_withdrawal=False, at=NOW)


def test_an_answer_marks_the_message_as_read_and_is_given_once(session):
    message = FamilyMessageFactory()
    actor = UserFactory(role=Role.COORDINATOR)
    services.answer(session, message, text="We asked again.", actor=actor, at=NOW)
    session.flush()
    services.answer(session, message, text="We asked again.", actor=actor, at=NOW)
    assert (message.read_by_id, message.answered_by_id, message.answer) == (actor.id, actor.id, "We asked again.")
    with pytest.raises(RuleBroken):
        services.answer(session, message, text="Something else", actor=actor, at=NOW)


def test_unread_messages_are_those_of_cases_one_may_open(session):
    coordinator = UserFactory(role=Role.COORDINATOR)
    own = FamilyMessageFactory(card__case__office=coordinator.office)
    FamilyMessageFactory(card__case__office=coordinator.office, read_at=NOW)
    FamilyMessageFactory()
    assert session.scalars(queries.unread(coordinator)).all() == [own]
    assert session.scalars(queries.unread(UserFactory(office=coordinator.office))).all() == []
