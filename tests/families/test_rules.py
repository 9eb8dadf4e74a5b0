"""What follows from a card: the word for the missing person, the length of a visit, the stage of the work."""

from datetime import datetime, timedelta

import pytest

from caseapp.accounts.rules import NO_WAIT, wait_for_card
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.vocabulary import Basis, CaseState, HealthStatus, Kinship, LegalStatus, PlaceStatus, Sex
from caseapp.errors import RuleBroken
from caseapp.families import rules, words
from caseapp.families.queries import NEVER_SHOWN
from caseapp.families.vocabulary import Stage
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import NOW


@pytest.mark.parametrize(
    ("holder", "sex", "missing"),
    [
        (Kinship.SISTER, Sex.MALE, Kinship.BROTHER),
        (Kinship.BROTHER, Sex.FEMALE, Kinship.SISTER),
        (Kinship.MOTHER, Sex.MALE, Kinship.SON),
        (Kinship.DAUGHTER, Sex.MALE, Kinship.FATHER),
        (Kinship.WIFE, Sex.UNKNOWN, Kinship.HUSBAND),
        (Kinship.ELDER_SISTER, Sex.MALE, Kinship.YOUNGER_BROTHER),
        (Kinship.NEPHEW, Sex.FEMALE, Kinship.AUNT),
        (Kinship.SISTER, Sex.UNKNOWN, Kinship.OTHER),
        (None, Sex.MALE, Kinship.OTHER),
        (Kinship.SELF, Sex.MALE, Kinship.OTHER),
    ],
)
def test_the_missing_person_is_called_what_they_are_to_the_holder(holder, sex, missing):
    assert rules.missing_as(holder, sex) is missing


@pytest.mark.parametrize("holder", [None, *Kinship])
@pytest.mark.parametrize("sex", Sex)
def test_there_is_a_word_for_everybody(holder, sex):
    assert rules.missing_as(holder, sex) in words.WHO


@pytest.mark.parametrize(
    ("vocabulary", "sentences"),
    [
        (PlaceStatus, words.PLACE),
        (LegalStatus, words.LEGAL),
        (HealthStatus, words.HEALTH),
        (Basis, words.BASIS),
        (ConsentPurpose, words.CONSENT),
        (ConsentAnswer, words.CONSENT_ANSWER),
    ],
)
def test_every_word_has_its_sentence(vocabulary, sentences):
    assert set(vocabulary) == set(sentences)


def test_every_petition_a_family_reads_of_has_its_sentence():
    assert set(words.PETITION) == set(PetitionState) - NEVER_SHOWN


@pytest.mark.parametrize(
    ("age", "idle", "counts"),
    [(0, 0, True), (9, 10, True), (25, 10, True), (30, 1, True), (31, 1, False), (20, 11, False)],
)
def test_a_visit_ends_after_ten_idle_minutes_or_thirty_in_all(age, idle, counts):
    begun, seen = NOW - timedelta(minutes=age), NOW - timedelta(minutes=idle)
    assert rules.is_visiting(begun, seen, NOW) is counts


@pytest.mark.parametrize(
    ("state", "petitions", "stage"),
    [
        (CaseState.DRAFT, [], Stage.TOLD),
        (CaseState.OPEN, [], Stage.PREPARING),
        (CaseState.OPEN, [PetitionState.CLOSED], Stage.ASKED),
        (CaseState.OPEN, [PetitionState.SENT, PetitionState.REFUSED], Stage.WAITING),
        (CaseState.OPEN, [PetitionState.REFUSED], Stage.ANSWERED),
        (CaseState.CLOSED, [PetitionState.SENT], Stage.CLOSED),
    ],
)
def test_the_stage_follows_from_the_letters(state, petitions, stage):
    assert rules.stage(state, petitions) is stage


def test_an_empty_message_is_refused():
    with pytest.raises(RuleBroken):
        rules.ensure_says_something(None, wants_hidden=False, wants_withdrawal=False)
    rules.ensure_says_something(None, wants_hidden=True, wants_withdrawal=False)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("failures", "wait"),
    [
        (ago(1, 2, 3, 4), NO_WAIT),
        (ago(1, 2, 3, 4, 5), timedelta(minutes=10)),
        (ago(1, 2, 3, 4, 15), NO_WAIT),
        (ago(0, 0, 0, 0, 0), timedelta(minutes=15)),
        (ago(*range(60, 60 + 19)), NO_WAIT),
        (ago(*range(60, 60 + 20)), timedelta(days=1) - timedelta(minutes=79)),
        (ago(*(24 * 60 + n for n in range(20))), NO_WAIT),
    ],
)
def test_a_card_has_five_tries_in_a_quarter_of_an_hour_and_twenty_a_day(failures, wait):
    assert wait_for_card(failures, NOW) == wait
