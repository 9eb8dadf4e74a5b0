"""A letter is kept as plain text and read back block by block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.petitions.letters.blocks import (
    Block,
    BlockKind,
    bullet,
    field,
    heading,
    numbered,
    paragraph,
    parse,
    renumbered,
    write,
)

WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["# ", "- ", "1. ", "12. ", " :: ", " \\:: ", "\\", "::", "a", "Жан", "\n", "  ", "\u2028", "\t"]
        ),
        max_size=12,
    ).map("".join),
)


@st.composite
def a_block(draw):
    kind = draw(st.sampled_from(list(BlockKind)))
    label = draw(WORDS) if kind is BlockKind.FIELD else str(draw(st.integers(0, 999)))
    try:
        return Block(kind, draw(WORDS), label)
    except ValueError:
        return paragraph("no label")


@given(st.lists(a_block(), max_size=8))
def test_what_is_written_is_read_back_exactly(blocks):
    blocks = tuple(block for block in blocks if block.text)
    assert parse(write(blocks)) == blocks


@given(WORDS)
def test_any_text_is_a_letter_and_settles_at_once(text):
    once = write(parse(text))
    assert write(parse(once)) == once


def test_every_kind_is_known_by_its_sign():
    text = """# Request

To the head of the body.
Second line.

- one
- two
  goes on

1. first
2. second

Date of birth :: 2 May 1980
Place :: Kulja"""
    blocks = parse(text)
    assert blocks == (
        heading("Request"),
        paragraph("To the head of the body.\nSecond line."),
        bullet("one"),
        bullet("two\ngoes on"),
        *numbered(["first", "second"]),
        field("Date of birth", "2 May 1980"),
        field("Place", "Kulja"),
    )
    assert write(blocks) == text


def test_a_label_with_one_colon_stays_a_paragraph():
    assert parse("Name: somebody") == (paragraph("Name: somebody"),)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "{{ config }} {% for x in y %}",
        '#import "x.typ"',
        "#sys.version *strong* _emph_ $x$ @ref <label>",
        "**bold** [link](javascript:alert(1)) ![x](y)",
        "=HYPERLINK(1)",
        "&lt;b&gt; &amp;",
        "#",
        "-5 degrees",
        "1.5 years",
        "2018. That year",
    ],
)
def test_markup_and_templates_are_words(words):
    assert parse(words) == (paragraph(words),)
    assert write(parse(words)) == words


@pytest.mark.parametrize("words", ["# not a heading", "- not a point", "1. not numbered", "not :: a field", "\\- x"])
def test_a_paragraph_that_looks_like_another_block_stays_one(words):
    assert parse(write([paragraph(words)])) == (paragraph(words),)


def test_numbers_stay_as_typed_until_somebody_counts_again():
    blocks = parse("3. c\n7. d")
    assert [block.label for block in blocks] == ["3", "7"]
    assert [block.label for block in renumbered(blocks)] == ["1", "2"]


def test_lists_are_counted_each_from_one():
    blocks = renumbered([*numbered(["a", "b"], 5), paragraph("p"), *numbered(["c"], 9)])
    assert [block.label for block in blocks] == ["1", "2", "", "1"]


def test_a_block_without_words_is_left_out():
    assert write([paragraph("  \n "), bullet("x")]) == "- x"


def test_a_field_needs_a_label():
    with pytest.raises(ValueError, match="label"):
        field(" ", "value")


def test_a_hundred_pages_are_read_at_once():
    text = "\n\n".join(f"Paragraph {number} :: of \\:: many - words # here" * 8 for number in range(4000))
    assert len(parse(text)) == 4000
