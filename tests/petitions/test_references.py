"""Numbers of letters: one key for all spellings, and found where they stand in a text."""

import pytest

from caseapp.petitions.references import LONGEST_KEY, candidates, key_of


@pytest.mark.parametrize(
    "spelling",
    [
        "ZT-2026-77",
        "zt 2026 77",
        "ZT–2026—77",
        "ZT2026/77",
        " zt-2026 - 77 ",
        "\u200fZT-2026-77",
        "ZТ-2026-77",
        "№ ZT-2026-77",
        "ＺＴ-2026-77",
    ],
)
def test_every_spelling_of_a_number_has_one_key(spelling):
    assert key_of(spelling) == "ZT202677"


def test_look_alikes_of_both_alphabets_are_one_letter():
    assert key_of("АВЕКМНОРСТУХ-1") == key_of("ABEKMHOPCTYX-1")
    assert key_of("ЖТ-2026-881") == "ЖT2026881"


@pytest.mark.parametrize("nothing", [None, "", " ", "№ —"])
def test_nothing_has_no_key(nothing):
    assert key_of(nothing) is None


@pytest.mark.parametrize(
    "text",
    [
        "На Ваше обращение № ЖТ-2026-881 от 2 ноября сообщаем",
        "Re: zt... your letter ЖТ 2026 / 881.",
        "ЖТ-\n2026-881",
        "(ЖТ-2026-881)",
    ],
)
def test_a_number_is_found_wherever_it_stands(text):
    assert "ЖT2026881" in candidates(text)


def test_words_without_a_digit_and_short_numbers_are_no_candidates():
    assert candidates("Good day, dear applicant") == []
    assert candidates("2 3") == []


def test_a_number_is_not_found_inside_a_longer_one():
    assert "202677" not in candidates("1202677")


def test_a_hundred_pages_are_read_quickly_and_give_a_bounded_list():
    text = "Letter 12-34/56 of 2026. " * 12_000
    found = candidates(text)
    assert 0 < len(found) < 5000
    assert all(len(key) <= LONGEST_KEY for key in found)
