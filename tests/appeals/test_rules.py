"""Tables of the rules: moves, gaps, whose consent counts, scripts, phone numbers."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from caseapp.appeals import queries, rules
from caseapp.appeals.rules import Step, Told
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, ReviewState, TranslationState
from caseapp.errors import RuleBroken

TODAY = date(2026, 11, 20)
GIVEN, REFUSED, WITHDRAWN = ConsentAnswer.GIVEN, ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN
ALLOWED = {
    (ReviewState.DRAFT, ReviewState.SUBMITTED),
    (ReviewState.SUBMITTED, ReviewState.RETURNED),
    (ReviewState.SUBMITTED, ReviewState.ACCEPTED),
    (ReviewState.RETURNED, ReviewState.SUBMITTED),
}


@pytest.mark.parametrize("state", ReviewState)
@pytest.mark.parametrize("to", ReviewState)
def test_an_appeal_moves_only_as_written(state, to):
    if (state, to) in ALLOWED:
        rules.ensure_move(state, to)
    else:
        with pytest.raises(RuleBroken):
            rules.ensure_move(state, to)


@pytest.mark.parametrize("state", TranslationState)
def test_an_approved_translation_stays_approved(state):
    with pytest.raises(RuleBroken):
        rules.ensure_translation_move(TranslationState.APPROVED, state)


def test_nobody_reviews_what_they_wrote():
    rules.ensure_other_person(1, 2)
    rules.ensure_other_person(None, 2)
    with pytest.raises(RuleBroken):
        rules.ensure_other_person(2, 2)


WHOLE = Told(applicants=1, missing=1, has_statement=True, has_language=True, new_cases=1, consents_to_keep=1, photos=1)


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"applicants": 0}, Step.WHO_ASKS),
        ({"unnamed_applicants": 1}, Step.WHO_ASKS),
        ({"applicants_without_relation": 1}, Step.WHO_ASKS),
        ({"missing": 0}, Step.WHO_IS_MISSING),
        ({"unnamed_missing": 1}, Step.WHO_IS_MISSING),
        ({"has_statement": False}, Step.STATEMENT),
        ({"has_language": False}, Step.STATEMENT),
        ({"consents_to_keep": 0}, Step.CONSENT),
    ],
)
def test_what_is_needed_is_asked_for_at_its_step(changes, step):
    assert [gap for gap in rules.gaps(WHOLE) if gap.is_needed] == []
    needed = [gap.step for gap in rules.gaps(replace(WHOLE, **changes)) if gap.is_needed]
    assert needed == [step]


@pytest.mark.parametrize(
    "changes",
    [
        {"applicants_without_phone": 1},
        {"missing_without_birth": 1},
        {"missing_without_home": 1},
        {"missing_without_date": 1},
        {"photos": 0},
    ],
)
def test_what_may_stay_unknown_never_stops_an_appeal(changes):
    gaps = rules.gaps(replace(WHOLE, **changes))
    assert [gap.is_needed for gap in gaps] == [False]


def test_an_event_is_enough_without_a_statement():
    assert rules.gaps(replace(WHOLE, has_statement=False, has_language=False, events=1)) == []


@dataclass
class Answer:
    """A recorded answer."""

    id: int
    answer: ConsentAnswer
    given_on: date
    purpose: ConsentPurpose = ConsentPurpose.GOVERNMENT
    expires_on: date | None = None
    person_id: int = 1


def on(day):
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], None),
        ([Answer(1, GIVEN, on(1))], GIVEN),
        ([Answer(1, GIVEN, on(1)), Answer(2, REFUSED, on(2))], REFUSED),
        ([Answer(2, GIVEN, on(1)), Answer(1, WITHDRAWN, on(2))], WITHDRAWN),
        ([Answer(1, GIVEN, on(2)), Answer(2, WITHDRAWN, on(2))], WITHDRAWN),
        ([Answer(1, WITHDRAWN, on(1)), Answer(2, GIVEN, on(1))], GIVEN),
        ([Answer(1, WITHDRAWN, on(3)), Answer(2, GIVEN, on(1))], WITHDRAWN),
        ([Answer(1, GIVEN, on(1), expires_on=on(20))], GIVEN),
        ([Answer(1, GIVEN, on(1), expires_on=on(19))], None),
        ([Answer(1, GIVEN, on(1)), Answer(2, GIVEN, on(2), expires_on=on(3))], None),
        ([Answer(1, GIVEN, on(1), purpose=ConsentPurpose.PUBLIC_FULL)], None),
    ],
)
def test_the_newest_answer_counts_until_it_runs_out(answers, said):
    found = rules.current(answers, ConsentPurpose.GOVERNMENT, TODAY)
    assert (found.answer if found else None) is said


@pytest.mark.parametrize(
    ("answers", "allowed"),
    [
        ([], False),
        ([Answer(1, GIVEN, on(1))], True),
        ([Answer(1, GIVEN, on(1)), Answer(2, REFUSED, on(1), person_id=2)], False),
        ([Answer(1, GIVEN, on(1)), Answer(2, WITHDRAWN, on(1), person_id=2)], False),
        ([Answer(1, GIVEN, on(1)), Answer(2, GIVEN, on(1), person_id=2)], True),
        ([Answer(1, GIVEN, on(1), expires_on=on(2))], False),
    ],
)
def test_one_persons_no_outweighs_anothers_yes(answers, allowed):
    assert rules.is_allowed(answers, ConsentPurpose.GOVERNMENT, TODAY) is allowed


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_only_a_coordinator_widens_to_the_public(purpose):
    for answer in (REFUSED, WITHDRAWN):
        rules.ensure_may_record(purpose, answer, None, decides_publication=False)
    rules.ensure_may_record(purpose, GIVEN, None, decides_publication=True)
    if purpose in {ConsentPurpose.PUBLIC_BLURRED, ConsentPurpose.PUBLIC_FULL}:
        with pytest.raises(RuleBroken):
            rules.ensure_may_record(purpose, GIVEN, None, decides_publication=False)
        with pytest.raises(RuleBroken):
            rules.ensure_may_record(purpose, GIVEN, Answer(1, REFUSED, on(1)), decides_publication=False)
    else:
        rules.ensure_may_record(purpose, GIVEN, None, decides_publication=False)


def test_a_no_is_not_dated_before_the_yes_it_ends():
    yes = Answer(1, GIVEN, on(10))
    rules.ensure_answer_dates(WITHDRAWN, on(10), yes, today=TODAY)
    with pytest.raises(RuleBroken):
        rules.ensure_answer_dates(WITHDRAWN, on(9), yes, today=TODAY)
    with pytest.raises(RuleBroken):
        rules.ensure_answer_dates(GIVEN, on(21), None, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "warns"),
    [
        ("+7 701 555 00 11", False),
        ("8 701 555 00 11", False),
        ("+86 991 123 4567", False),
        ("", False),
        (None, False),
        ("12", True),
        ("by the neighbour", True),
        ("+7 000 000 00 00", True),
    ],
)
def test_a_phone_number_is_only_warned_about(typed, warns):
    assert (rules.phone_warning(typed) is not None) is warns


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://example.org/v?x=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("ftp://example.org", False),
        ("example.org", False),
        ("https://", False),
        ("http://[", False),
    ],
)
def test_only_web_addresses_are_links(text, good):
    assert rules.is_web_link(text) is good


def test_what_is_looked_for_is_the_name_and_then_its_longest_words():
    assert queries.fragments(["Ер Темірлан  Сағатұлы"]) == ["Ер Темірлан Сағатұлы", "Сағатұлы", "Темірлан"]
    assert queries.fragments(["Ер", "特米"]) == ["特米"]
    assert len(queries.fragments([f"name{n} word{n}" for n in range(20)])) == queries.LONGEST_LOOKUPS
