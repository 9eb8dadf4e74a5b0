"""Stored words in the history are said in words; what somebody wrote stays as written."""

import pytest

from caseapp.cases.history_words import detail_words


@pytest.mark.parametrize(
    ("action", "detail", "said"),
    [
        ("consent.given", "public_full", "Make it public with full name and face"),
        ("evidence.added", "proof_of_sending", "Proof of sending"),
        ("appeal.written", "missing", "Who is missing"),
        ("appeal.returned", "statement", "statement"),
        ("consent.given", "asked_on_the_phone", "asked_on_the_phone"),
    ],
)
def test_a_stored_word_is_said_in_words(context, action, detail, said):
    assert str(detail_words(action, detail)) == said


def test_a_deed_without_detail_says_nothing_more(context):
    assert detail_words("consent.given", None) is None
