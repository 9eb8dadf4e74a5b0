"""What may stand in a letter, and what differs between two of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.petitions import letter_text
from caseapp.petitions.letter_difference import Kind, compare, is_changed, paragraphs


@pytest.mark.parametrize(
    ("typed", "kept", "left_out"),
    [
        ("Where\r\nis he?\r", "Where\nis he?", 0),
        ("a\x07b\ufeffc\u202ed", "abcd", 3),
        ("اڭگىمە‌لەر", "اڭگىمە‌لەر", 0),
        ("one\x0ctwo\u2028three", "one\ntwo\nthree", 0),
        ("  \n ", None, 0),
        (None, None, 0),
        ("🙏 қазақ 萨吾列 \t x", "🙏 қазақ 萨吾列 \t x", 0),
    ],
)
def test_what_no_paper_shows_is_left_out_and_counted(typed, kept, left_out):
    assert letter_text.clean(typed) == (kept, left_out)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear {{ name }}", "“{{ name }}” will be printed exactly so"),
        ("{% for x in y %}", "“{% for x in y %}” will be printed"),
        ("<b>now</b>", "“<b>” will be printed"),
        ("${secret}", "“${secret}” will be printed"),
        ("born in [year]", "“[year]” looks like a gap"),
        ("signed ________", "“________” looks like a gap"),
    ],
)
def test_markup_template_words_and_gaps_are_pointed_out(text, said):
    assert any(said in doubt for doubt in letter_text.doubts(text))


@pytest.mark.usefixtures("context")
def test_an_ordinary_letter_raises_no_doubt():
    assert letter_text.doubts("# About 5 < 6\n\nI ask you: where is he? (art. 76) — 50 % … «жоқ»") == []
    assert len(letter_text.doubts("<a> <b> <c> <d> <e> <f> <g>")) == letter_text.MOST_DOUBTS


def test_two_texts_have_the_same_fingerprint_only_when_they_are_the_same():
    assert letter_text.fingerprint("ru", "a", "b", None) == letter_text.fingerprint("ru", "a", "b", "")
    assert letter_text.fingerprint("ru", "a", "b") != letter_text.fingerprint("ru", "ab", "")


def kinds(old, new):
    return [(one.kind, [(piece.kind, piece.text) for piece in one.pieces]) for one in compare(old, new)]


def test_words_that_came_and_went_are_shown_within_their_paragraph():
    assert kinds("# Who\n\nHe was taken in 2017 from Kuytun.", "# Who\n\nHe was taken in March 2017 from Kuytun.") == [
        (Kind.SAME, [(Kind.SAME, "# Who")]),
        (
            Kind.CHANGED,
            [(Kind.SAME, "He was taken in "), (Kind.ADDED, "March "), (Kind.SAME, "2017 from Kuytun.")],
        ),
    ]


def test_paragraphs_that_came_and_went_are_shown_whole():
    found = kinds("One.\n\nTwo is here.\n\nThree.", "One.\n\nThree.\n\nSomething quite other.")
    assert [kind for kind, _pieces in found] == [Kind.SAME, Kind.REMOVED, Kind.SAME, Kind.ADDED]


def test_chinese_is_compared_sign_by_sign():
    ((_kind, pieces),) = kinds("请告诉我他在哪里。", "请告诉我们他在哪里。")
    assert (Kind.ADDED, "们") in pieces


def test_points_and_fields_are_paragraphs_of_their_own():
    assert paragraphs("- one\n- two\n\nName :: A\nBorn :: 1980\n  in Kuytun") == [
        "- one",
        "- two",
        "Name :: A",
        "Born :: 1980\n  in Kuytun",
    ]


@given(st.lists(st.text("ab кй.\n", max_size=30), max_size=6), st.lists(st.text("ab кй.\n", max_size=30), max_size=6))
def test_a_comparison_holds_both_texts_whole(old_parts, new_parts):
    old, new = "\n\n".join(old_parts), "\n\n".join(new_parts)
    found = compare(old, new)
    told_new = [
        "".join(piece.text for piece in one.pieces if piece.kind is not Kind.REMOVED)
        for one in found
        if one.kind is not Kind.REMOVED
    ]
    told_old = sorted(
        "".join(piece.text for piece in one.pieces if piece.kind is not Kind.ADDED)
        for one in found
        if one.kind is not Kind.ADDED
    )
    assert told_new == paragraphs(new)
    assert told_old == sorted(paragraphs(old))
    assert is_changed(found) == (paragraphs(old) != paragraphs(new))


def test_the_longest_letters_are_compared_within_seconds():
    words = " ".join(f"word{number}" for number in range(9_000))
    paragraph_text = "\n\n".join(f"Paragraph {number} says that something happened there." for number in range(1_500))
    began = time.monotonic()
    assert is_changed(compare(words, words.replace("word77 ", "other ")))
    assert is_changed(compare(paragraph_text, paragraph_text.replace("happened", "occurred")))
    assert time.monotonic() - began < 10
