"""How long somebody waits, and what a password must be."""

from datetime import timedelta

import pytest

from caseapp.accounts import rules
from caseapp.accounts.vocabulary import Role
from caseapp.errors import RuleBroken
from tests.factories import NOW


def ago(*seconds: float):
    return [NOW - timedelta(seconds=second) for second in seconds]


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        ([], 0),
        (ago(1, 2, 3, 4), 0),
        (ago(0, 1, 2, 3, 4), 60),
        (ago(59, 60, 61, 62, 63), 1),
        (ago(60, 61, 62, 63, 64), 0),
        (ago(0, 61, 62, 63, 64, 65), 120),
        (ago(*range(7)), 240),
        (ago(*range(8)), 480),
        (ago(*range(9)), 900),
        (ago(*range(200)), 900),
        (ago(0, *[86400 + n for n in range(50)]), 0),
        (ago(0, 1, 2, 3, 86399), 60),
        (ago(0, 1, 2, 3, 86400), 0),
    ],
)
def test_the_wait_on_one_account_doubles_from_the_fifth_failure_up_to_a_quarter_of_an_hour(failures, seconds):
    assert rules.wait_for_subject(failures, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (ago(*range(29)), 0),
        (ago(*range(30)), 900 - 29),
        (ago(*range(31)), 900 - 29),
        (ago(*range(870, 900)), 1),
        (ago(*range(871, 901)), 0),
    ],
)
def test_a_source_waits_after_thirty_failures_in_a_quarter_of_an_hour(failures, seconds):
    assert rules.wait_for_source(failures, NOW) == timedelta(seconds=seconds)


def test_no_wait_is_longer_than_a_quarter_of_an_hour():
    many = ago(*range(5000))
    assert max(rules.wait_for_subject(many, NOW), rules.wait_for_source(many, NOW)) <= timedelta(minutes=15)


@pytest.mark.parametrize(("minutes", "fresh"), [(0, True), (10, True), (10.1, False)])
def test_a_typed_password_counts_for_ten_minutes(minutes, fresh):
    assert rules.is_proof_fresh(NOW - timedelta(minutes=minutes), NOW) is fresh


@pytest.mark.parametrize(("length", "good"), [(11, False), (12, True), (256, True), (257, False)])
def test_a_password_has_twelve_to_256_characters(length, good):
    if good:
        rules.ensure_password("ж" * length)
    else:
        with pytest.raises(RuleBroken):
            rules.ensure_password("ж" * length)


@pytest.mark.parametrize(
    ("role", "good"),
    [(Role.VOLUNTEER, False), (Role.COORDINATOR, False), (Role.TRANSLATOR, True), (Role.AUDITOR, True)],
)
def test_who_works_on_cases_needs_an_office(role, good):
    rules.ensure_office(role, has_office=True)
    if good:
        rules.ensure_office(role, has_office=False)
    else:
        with pytest.raises(RuleBroken):
            rules.ensure_office(role, has_office=False)
