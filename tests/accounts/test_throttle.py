"""Failed tries are counted by account and source, for sign-in and cards alike."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from caseapp.accounts import throttle
from caseapp.accounts.models import FailedTry
from caseapp.accounts.vocabulary import FailureKind
from caseapp.errors import TooManyTries
from tests.factories import NOW

KEY = b"k" * 32


def tries(session, count, *, kind=FailureKind.SIGN_IN, subject="dana@test.invalid", source="address 1", at=NOW):
    for _ in range(count):
        throttle.note_try(session, kind, subject=subject, source=source, key=KEY, at=at)


def test_the_sixth_try_waits_and_says_how_long(session):
    tries(session, 5)
    with pytest.raises(TooManyTries) as refused:
        tries(session, 1, at=NOW + timedelta(seconds=20))
    assert refused.value.seconds == 40
    tries(session, 1, at=NOW + timedelta(seconds=60))


def test_a_refused_try_does_not_prolong_the_wait(session):
    tries(session, 5)
    for second in range(1, 59):
        with pytest.raises(TooManyTries):
            tries(session, 1, at=NOW + timedelta(seconds=second))
    tries(session, 1, at=NOW + timedelta(seconds=60))


def test_nobody_is_locked_out_from_elsewhere(session):
    tries(session, 5, source="address of a stranger")
    with pytest.raises(TooManyTries):
        tries(session, 1, source="address of a stranger")
    tries(session, 1, source="device of the person")
    tries(session, 1, source="address 2")


def test_other_accounts_and_cards_are_counted_apart(session):
    tries(session, 5)
    tries(session, 1, subject="other@test.invalid")
    tries(session, 5, kind=FailureKind.CARD)
    with pytest.raises(TooManyTries):
        tries(session, 1, kind=FailureKind.CARD)


def test_one_source_trying_many_accounts_waits(session):
    for number in range(30):
        tries(session, 1, subject=f"person{number}@test.invalid")
    with pytest.raises(TooManyTries):
        tries(session, 1, subject="person31@test.invalid")
    tries(session, 1, subject="person31@test.invalid", source="address 2")


def test_a_right_password_forgives_this_source_only(session):
    tries(session, 4)
    tries(session, 5, source="address of a stranger")
    throttle.forgive(session, FailureKind.SIGN_IN, subject="dana@test.invalid", source="address 1", key=KEY)
    tries(session, 5)
    with pytest.raises(TooManyTries):
        tries(session, 1, source="address of a stranger")


def test_nothing_readable_is_stored_and_a_day_later_it_is_gone(session):
    tries(session, 1)
    row = session.scalars(select(FailedTry)).one()
    assert b"dana" not in row.subject
    assert len(row.subject) == len(row.source) == 32
    assert throttle.hidden(b"x" * 32, FailureKind.SIGN_IN, "dana@test.invalid") != row.subject
    tries(session, 1, subject="other", at=NOW + timedelta(days=1, seconds=1))
    assert session.scalar(select(func.count(FailedTry.id))) == 1
