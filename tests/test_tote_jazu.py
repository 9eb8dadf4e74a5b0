"""Kazakh in Arabic script, by rule: words as printed by publishers and by the gazetteer."""

import csv

import pytest

from caseapp.places.gazetteer import PLACES_FILE
from tests import tote_jazu


@pytest.mark.parametrize(
    ("cyrillic", "arabic"),
    [
        ("қазақша", "قازاقشا"),
        ("Қазақстан", "قازاقستان"),
        ("Үрімжі", "ءۇرىمجى"),
        ("әке", "اكە"),
        ("іні", "ءىنى"),
        ("өтініш", "ءوتىنىش"),
        ("күйеу", "كۇيەۋ"),
        ("ғалым", "عالىم"),
        ("Мұңғұл", "مۇڭعۇل"),
        ("%(num)s іс", "%(num)s ءىس"),
        ("Кім, қайда?", "كىم، قايدا؟"),
    ],
)
def test_a_word_is_written_as_it_is_printed(cyrillic, arabic):
    assert tote_jazu.sentence(cyrillic) == arabic


def test_most_places_of_the_gazetteer_agree_with_the_rule():
    with PLACES_FILE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["name_kk_cyrl"] and row["name_kk_arab"]]
    agree = sum(tote_jazu.sentence(row["name_kk_cyrl"]) == row["name_kk_arab"] for row in rows)
    assert agree / len(rows) > 0.8
