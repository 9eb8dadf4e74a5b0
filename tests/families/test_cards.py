"""The number of a card: digits of any script, and slips found without looking at a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.families import cards
from caseapp.families.cards import CardNumber, Slip

NUMBER = CardNumber("123456", "0000111122223333")
numbers = st.builds(
    CardNumber,
    st.integers(0, 10**6 - 1).map(lambda n: f"{n:06d}"),
    st.integers(0, 10**16 - 1).map(lambda n: f"{n:016d}"),
)


def in_script(digits: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) for digit in digits)


def test_a_number_is_printed_in_six_groups_of_four():
    assert [len(group) for group in NUMBER.printed.split(" ")] == [4] * 6


def test_the_check_digits_are_those_of_iso_7064():
    assert cards.check_digits("0" * 21 + "1") == "95"
    assert int(NUMBER.digits) % 97 == 1


@pytest.mark.parametrize(
    "zero",
    ["0", "٠", "۰", "\uff10", "०", "๐", "᠐"],
    ids=["ascii", "arabic-indic", "extended arabic-indic", "full-width", "devanagari", "thai", "mongolian"],
)
def test_digits_of_every_script_are_read(zero):
    assert cards.read(in_script(NUMBER.digits, zero)) == NUMBER


@pytest.mark.parametrize("between", [" ", "-", ".", "–", "\u00a0", "\u200f", "·", "、", "\t", "\n", "/", ", "])
def test_separators_do_not_matter(between):
    assert cards.read(between.join(NUMBER.printed.split())) == NUMBER


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        (None, Slip.EMPTY),
        ("", Slip.EMPTY),
        (" - ", Slip.EMPTY),
        (NUMBER.digits[:-1], Slip.LENGTH),
        (NUMBER.digits + "0", Slip.LENGTH),
        ("1" * 5000, Slip.LENGTH),
        (NUMBER.digits[:-1] + "O", Slip.LETTERS),
        ("一" + NUMBER.digits[1:], Slip.LETTERS),
        ("²" + NUMBER.digits[1:], Slip.LETTERS),
        (NUMBER.digits[:-2] + "00", Slip.CHECK),
        ("9" + NUMBER.digits[1:], Slip.CHECK),
    ],
)
def test_a_slip_is_told_apart(typed, slip):
    assert cards.read(typed) is slip


@given(numbers)
def test_what_is_printed_can_be_read(number):
    assert cards.read(number.printed) == number


@given(numbers, st.integers(0, 23), st.integers(1, 9))
def test_any_single_wrong_digit_is_caught(number, place, more):
    digits = number.digits
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert cards.read(wrong) is Slip.CHECK


@given(numbers, st.integers(0, 22))
def test_any_two_neighbours_exchanged_are_caught(number, place):
    digits = number.digits
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert cards.read(swapped) == (number if swapped == digits else Slip.CHECK)


def test_staff_see_only_the_part_that_finds_a_card():
    assert cards.masked("123456") == "1234 56•• ••••"


def test_new_numbers_have_their_length():
    number = CardNumber(cards.new_locator(), cards.new_secret())
    assert len(number.digits) == cards.DIGITS
    assert cards.read(number.digits) == number
