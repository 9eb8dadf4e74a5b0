"""Cleaning of names as printed, and the roles of their words."""

import pytest

from caseapp.names import clean
from caseapp.names.endings import Role
from caseapp.names.parsing import parse


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("  Bekesh \u00a0 MANAPKAN ", "bekesh manapkan"),
        ("Ӧmir", "ömir"),  # a Cyrillic letter inside a Latin word
        ("Бeкeш", "бекеш"),  # Latin letters inside a Cyrillic word
        ("別克什・馬納普汗", "別克什 馬納普汗"),
        ("别克什•马纳普汗", "别克什 马纳普汗"),
        ("Манапхан(улы) Бекеш", "манапханулы бекеш"),
        ("Бекеш (Бека) Манапхан", "бекеш ~бека манапхан"),
        ("Қасым-Жомарт", "қасымжомарт"),
        ("Tu’erxun", "tu'erxun"),
        ("\u202eنۇرلان\u202c", "نۇرلان"),
        ("قازىبهک ٴالیحان", "قازىبهك ءاليحان"),
        ("بـــەكەش", "بەكەش"),
        ("Манапхан , Бекеш,", "манапхан , бекеш"),
        ("İLHAM", "ilham"),
        ("🙂 ··· !", ""),
        ("", ""),
        ("Жарқын 7", "жарқын 7"),
    ],
)
def test_a_name_is_cleaned(printed, cleaned):
    assert clean(printed) == cleaned
    assert clean(clean(printed)) == cleaned or "~" in cleaned


P, N, S = Role.PATRONYMIC, Role.PLAIN, Role.SURNAME


@pytest.mark.parametrize(
    ("printed", "given", "roles"),
    [
        ("Бекеш Манапқан", "бекеш", [N, N]),
        ("Бекеш Манапқанұлы", "бекеш", [N, P]),
        ("Манапқанұлы Бекеш", "бекеш", [P, N]),
        ("Манапханов, Бекеш Зейноллаевич", "бекеш", [N, P, S]),
        ("Бекеш Манапхан ұлы", "бекеш", [N, P]),
        ("Асанбек уулу Бакыт", "бакыт", [P, N]),
        ("Bekesh Manapkhanovich Zeinollayev", "bekesh", [N, P, S]),
        ("بەكەش ماناپقانۇلى", "بەكەش", [N, P]),
        ("نۇرسۇلتان نازارباەۆ", "نۇرسۇلتان", [N, S]),
        ("Reyhangül Ablimitqizi", "reyhangül", [N, P]),
        ("Aiguli Muhan", "aiguli", [N, N]),  # 古丽 in pinyin is no son's ending
        ("Muhan Gulibaheguli", "muhan", [N, N]),
        ("Гүлсім Әлібекқзыы", "гүлсім", [N, P]),  # a slip in the ending
        ("Saghat Dauletbekluy", "saghat", [N, P]),
        ("Kossarew Aidyn", "aidyn", [S, N]),
        ("Yusef Karim", "yusef", [N, N]),
        ("别克什·马纳普汗", "别克什", [N, N]),
    ],
)
def test_the_words_have_roles(printed, given, roles):
    name = parse(printed)
    assert [token.role for token in name.tokens] == roles
    assert name.tokens[name.given].text == given


def test_a_clan_is_set_aside_in_any_script():
    assert parse("Бекеш Манапхан Найман").clan.text == "найман"
    assert parse("Bekesh Manapkhan Kerei").clan.text == "kerei"
    assert parse("Бекеш Манапхан Керей руы").clan.text == "керей"
    assert parse("Найман Бекеш").clan is None


def test_a_nickname_is_set_aside_but_a_name_all_in_brackets_is_the_name():
    assert [token.text for token in parse("Бекеш «Бека» Манапхан").nicknames] == ["бека"]
    assert [token.text for token in parse("(Бекеш Манапхан)").tokens] == ["бекеш", "манапхан"]
