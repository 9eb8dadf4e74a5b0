"""The gazetteer: every place found by every name, the unclear names known."""

from collections import Counter

import pytest

from caseapp.places.gazetteer import code_in_use, find, label, places, retired_codes


def test_the_gazetteer_has_14_prefectures_and_110_counties():
    levels = [place.level for place in places().values()]
    prefectures = {"prefecture", "prefecture_city", "autonomous_prefecture"}
    assert len(levels) == 125
    assert sum(level in prefectures for level in levels) == 14
    assert levels.count("region") == 1
    assert sum(map(len, retired_codes().values())) == 63


def test_every_place_but_the_region_lies_in_another():
    assert {place.code for place in places().values() if place.parent_code not in places()} == {"650000"}


@pytest.mark.parametrize("code", places())
def test_a_place_is_found_by_its_code_and_by_each_of_its_names(code):
    place = places()[code]
    assert place in find(code)
    for name in place.names:
        assert place in find(name)
        assert place in find(f"  {name.upper()} ")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Tekes county", "654027"),
        ("Текес ауданы", "654027"),
        ("уезд Текес", "654027"),
        ("特克斯", "654027"),
        ("Mongolküre", "654026"),
        ("mongolkure", "654026"),
        # Codes that were retired lead to the place of today.
        ("654126", "654026"),
        ("652524", "654203"),
        ("６５４０２７", "654027"),
    ],
)
def test_a_place_is_found_as_people_write_it(typed, code):
    assert [place.code for place in find(typed)] == [code]


@pytest.mark.parametrize("typed", ["", "   ", "Tola", "999999", "-", "\ud800", "县"])
def test_what_no_place_is_called_finds_nothing(typed):
    assert find(typed) == ()


def test_29_aliases_are_unclear_and_all_their_places_are_offered():
    owners = Counter(alias for place in places().values() for alias in set(place.aliases))
    unclear = {alias: number for alias, number in owners.items() if number > 1}
    assert len(unclear) == 29
    assert all(len(find(alias)) == number for alias, number in unclear.items())
    assert [place.code for place in find("Altay")] == ["654300", "654301"]
    assert [place.code for place in find("Kashgar")] == ["653100", "653101"]
    assert len(find("Tekes")) == 1


@pytest.mark.parametrize(
    ("code", "since", "today"),
    [
        ("654027", 1990, "654027"),
        ("654126", 1973, "654026"),
        ("654126", 2001, "654026"),
        ("654126", 2002, None),
        ("652600", 1984, "654300"),
        ("659999", 1950, None),
        ("", 0, None),
    ],
)
def test_a_code_is_known_where_it_was_in_use_after_a_year(code, since, today):
    assert code_in_use(code, since) == today


def test_a_place_is_named_in_the_language_of_the_reader():
    tekes = places()["654027"]
    assert label(tekes, "kk") == tekes.name_kk_cyrl != ""
    assert label(tekes, "kk_Arab") == label(tekes, "kk-Arab") == tekes.name_kk_arab != ""
    assert label(tekes, "ru") == tekes.name_ru != ""
    assert label(tekes, "zh_Hans_CN") == tekes.name_zh
    assert label(tekes, "en") == label(tekes, "tr") == tekes.name_en


def test_a_name_nobody_was_sure_of_is_shown_in_english():
    toksun = places()["650422"]
    assert (toksun.name_kk_cyrl, toksun.name_ru) == ("", "")
    assert label(toksun, "kk") == label(toksun, "kk-Arab") == label(toksun, "ru") == toksun.name_en


def test_every_current_code_of_a_retired_one_is_a_place():
    for code, lives in retired_codes().items():
        for life in lives:
            assert life.valid_from <= life.valid_to, code
            assert life.current_code in places(), code


def test_places_without_a_sure_seat_have_no_coordinates():
    blank = {place.code for place in places().values() if place.lat is None or place.lon is None}
    assert blank == {"650000", "650121", "653228", "653229", "659008", "659011", "659012"}
