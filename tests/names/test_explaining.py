"""Explanations: the reasons of a score, as codes with the words they speak of."""

import pytest

from caseapp.names import ReasonCode as Code
from caseapp.names import explain, similarity


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("Тұрсынбек Қабиұлы", "吐尔逊别克·哈比", [Code.GIVEN_AGREE, Code.FATHER_AGREE]),
        ("Бекеш Манапхан", "Bekesh Zeinolla", [Code.GIVEN_AGREE, Code.FATHER_DIFFER]),
        ("Бекеш Манапхан", "Еркеш Манапхан", [Code.GIVEN_DIFFER, Code.FATHER_AGREE]),
        ("Бекеш Манапхан", "  бекеш МАНАПХАН", [Code.SAME_TEXT]),
        ("Бекеш Манапхан", "Manapkhan Bekesh", [Code.ORDER_TURNED, Code.GIVEN_AGREE, Code.FATHER_AGREE]),
        ("Бекеш", "Bekesh Manapkhan", [Code.GIVEN_AGREE, Code.FATHER_ONE_SIDED]),
        ("Бекеш", "Bekesh", [Code.GIVEN_AGREE]),
        ("王小明", "Wang Xiaoming", [Code.UNDIVIDED_AGREE]),
        ("马忠", "Ma Zheng", [Code.SYLLABLES_DIFFER]),
        ("司马义·艾则孜", "Ismayil Eziz", [Code.GIVEN_AGREE, Code.FATHER_AGREE, Code.ALIAS_USED]),
        ("Бекеш (Бека) Манапхан", "Beka Manapkhan", [Code.NICKNAME_AGREES, Code.FATHER_AGREE]),
        ("Айгүл Сапарқызы", "Айгүл Сапарұлы", [Code.GIVEN_AGREE, Code.FATHER_AGREE, Code.SEX_DIFFERS]),
        (
            "Мұрат Сапарұлы Кәрімов",
            "Каримов Мурат Абдулхаевич",
            [Code.GIVEN_AGREE, Code.FATHER_DIFFER, Code.SURNAME_AGREE],
        ),
        ("Бекеш Манапхан Найман", "Bekesh Manapkhan", [Code.GIVEN_AGREE, Code.FATHER_AGREE, Code.CLAN_SET_ASIDE]),
        ("🙂", "Бекеш", [Code.NOT_A_NAME]),
    ],
)
def test_the_reasons_of_a_score(one, other, codes):
    explanation = explain(one, other)
    assert [reason.code for reason in explanation.reasons] == codes
    assert explanation.score == similarity(one, other)


def test_a_reason_holds_the_words_and_their_scripts():
    given = explain("Тұрсынбек Қабиұлы", "吐尔逊别克·哈比").reasons[0]
    assert (given.a, given.b, given.a_script, given.b_script) == ("тұрсынбек", "吐尔逊别克", "Cyrl", "Hani")
    assert given.likeness > 0.87


def test_the_reasons_follow_the_order_of_the_names():
    there, back = explain("Бекеш", "Bekesh Manapkhan"), explain("Bekesh Manapkhan", "Бекеш")
    assert (there.reasons[1].a, there.reasons[1].b) == ("", "manapkhan")
    assert (back.reasons[1].a, back.reasons[1].b) == ("manapkhan", "")
