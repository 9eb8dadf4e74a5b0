"""Identity numbers: the synthetic numbers that are right, and one mistake at a time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.identifiers import NumberKind, check_cn_id, check_kz_iin, mask, normalise

TODAY = date(2026, 11, 20)


def codes(found):
    return [warning.code for warning in found.warnings]


@pytest.mark.parametrize(
    ("typed", "born", "sex", "region", "place"),
    [
        # Zhaosu had 654126 until 2001, 654026 now.
        ("654126197301010014", date(1973, 1, 1), "male", "654126", "654026"),
        ("654321198511300021", date(1985, 11, 30), "female", "654321", "654321"),
        # Born on a leap day.
        ("652328196402290032", date(1964, 2, 29), "male", "652328", "652328"),
    ],
)
def test_a_right_chinese_number_says_birth_sex_and_county(typed, born, sex, region, place):
    found = check_cn_id(typed, today=TODAY)
    assert (found.valid, found.warnings, found.kind) == (True, (), NumberKind.CN_18)
    assert (found.birth_date, found.sex, found.region_code, found.place_code) == (born, sex, region, place)
    assert found.region_known is True


def test_an_old_number_of_15_digits_has_no_check_and_is_accepted():
    found = check_cn_id("652524640229003", today=TODAY)
    assert (found.kind, found.valid, found.birth_date, found.sex) == (
        NumberKind.CN_15,
        True,
        date(1964, 2, 29),
        "male",
    )
    # Shawan, through a code that was retired in 1984.
    assert found.place_code == "654203"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("654321198511300031", ["check_digit"]),
        ("654321198511300012", ["check_digit"]),
        ("654321198502300028", ["birth_date"]),
        ("654321202711300029", ["future"]),
        ("659999198511300026", ["region_unknown"]),
        ("620122198511300020", ["region_elsewhere"]),
        # A code of Ili that ended in 2001, on a person born in 2005.
        ("654126200501010014", ["region_unknown"]),
        ("65432119851130002", ["length"]),
        ("6543211985113000211", ["length"]),
        ("65432119851130002Y", ["length"]),
        ("65432X198511300021", ["length"]),
        ("", ["length"]),
        ("652524640231003", ["birth_date"]),
    ],
)
def test_one_mistake_in_a_chinese_number_is_one_warning(typed, expected):
    found = check_cn_id(_with_check(typed) if expected != ["check_digit"] else typed, today=TODAY)
    assert codes(found) == expected
    assert found.valid == (expected == ["region_elsewhere"])
    assert all(str(warning) for warning in found.warnings)


def _with_check(typed):
    """Put the right check digit on a number of 18, so that only the mistake meant is left."""
    if len(typed) != 18 or not typed.isdigit():
        return typed
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(typed, weights, strict=False))
    return typed[:17] + "10X98765432"[total % 11]


def test_an_adult_number_is_not_measured_by_the_codes_of_the_year_of_birth():
    assert check_cn_id(_with_check("654002195001010010"), today=TODAY).valid


def test_a_number_of_the_other_sex_asks_for_a_second_look_only():
    found = check_cn_id("654321198511300021", sex="male", today=TODAY)
    assert (codes(found), found.valid) == (["sex_differs"], True)
    assert codes(check_cn_id("654321198511300021", sex="female", today=TODAY)) == []
    assert codes(check_cn_id("654321198511300021", sex="unknown", today=TODAY)) == []


@pytest.mark.parametrize(
    "typed",
    [
        "６５４３２１１９８５１１３０００２１",
        "٦٥٤٣٢١١٩٨٥١١٣٠٠٠٢١",
        "۶۵۴۳۲۱۱۹۸۵۱۱۳۰۰۰۲۱",
        " 654321-19851130-0021 ",
        "654321 1985 1130 0021",
        "\u200f654321198511300021\u200e",
    ],
)
def test_other_digits_and_separators_are_understood_and_the_typed_text_stays(typed):
    found = check_cn_id(typed, today=TODAY)
    assert (found.number, found.typed, found.valid) == ("654321198511300021", typed, True)


@pytest.mark.parametrize("cross", ["X", "x", "Х", "х", "Ｘ", "×"])
def test_the_check_letter_is_read_however_it_was_typed(cross):
    stem = next(number for n in range(1000) if _with_check(number := f"65432119851130{n:03}0").endswith("X"))[:17]
    found = check_cn_id(stem + cross, today=TODAY)
    assert (found.number, found.valid) == (f"{stem}X", True)


@pytest.mark.parametrize(
    ("typed", "born", "sex"),
    [
        ("730101300010", date(1973, 1, 1), "male"),
        ("851130400022", date(1985, 11, 30), "female"),
        # The check digit comes from the second pass.
        ("730101300109", date(1973, 1, 1), "male"),
    ],
)
def test_a_right_iin_says_birth_and_sex(typed, born, sex):
    found = check_kz_iin(typed, today=TODAY)
    assert (found.valid, found.warnings, found.kind) == (True, (), NumberKind.KZ_IIN)
    assert (found.birth_date, found.sex) == (born, sex)


def _iin(stem):
    """Put the check digit on eleven digits by the law's two passes."""
    for weights in ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]):
        left = sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True)) % 11
        if left < 10:
            return f"{stem}{left}"
    raise AssertionError(stem)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("730101300011", ["check_digit"]),
        ("730101300100", ["check_digit"]),
        (_iin("73023030001"), ["birth_date"]),
        (_iin("27010150001"), ["future"]),
        (_iin("73010170001"), ["century"]),
        (_iin("73130100001"), ["birth_date"]),
        (_iin("73014000001"), ["organisation"]),
        ("73010130001", ["length"]),
        ("7301013000100", ["length"]),
        ("73010130001X", ["length"]),
        ("ЖЖ", ["length"]),
    ],
)
def test_one_mistake_in_an_iin_is_one_warning(typed, expected):
    found = check_kz_iin(typed, today=TODAY)
    assert (codes(found), found.valid) == (expected, False)
    assert all(str(warning) for warning in found.warnings)


def test_an_iin_that_fits_no_check_digit_is_warned_of_whatever_the_last_digit_is():
    stems = (f"730101{n:05}" for n in range(30_000, 40_000))
    impossible = next(
        stem
        for stem in stems
        if sum(int(d) * w for d, w in zip(stem, range(1, 12), strict=True)) % 11 == 10
        and sum(int(d) * w for d, w in zip(stem, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), strict=True)) % 11 == 10
    )
    for last in range(10):
        assert "check_digit" in codes(check_kz_iin(f"{impossible}{last}", today=TODAY))


def test_the_century_of_an_iin_is_in_its_seventh_digit():
    assert check_kz_iin(_iin("05010150001"), today=TODAY).birth_date == date(2005, 1, 1)
    assert check_kz_iin(_iin("99010120001"), today=TODAY).birth_date == date(1899, 1, 1)
    foreigner = check_kz_iin(_iin("73010100001"), today=TODAY)
    assert (foreigner.valid, foreigner.birth_date, foreigner.sex) == (True, None, None)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("654321198511300021", "••••0021"),
        ("６５４３２１１９８５１１３０００２１", "••••0021"),
        ("730101300010", "••••0010"),
        ("12345678", "••••"),
        ("", "••••"),
    ],
)
def test_a_list_shows_four_characters_of_a_long_number_at_most(number, shown):
    assert mask(number) == shown


@given(st.text(max_size=400))
def test_no_text_at_all_makes_a_check_fail_loudly(text):
    for check in (check_cn_id, check_kz_iin):
        found = check(text, today=TODAY)
        assert found.typed == text
        assert isinstance(found.valid, bool)
    assert len(mask(text)) <= 8


@given(st.text("0123456789X", min_size=12, max_size=18))
def test_digits_in_any_number_are_checked_without_failing(text):
    check_cn_id(text, today=TODAY)
    check_kz_iin(text[:12], today=TODAY)


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_one_wrong_digit_of_a_chinese_number_is_noticed(place, more):
    right = "654321198511300021"
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    assert "check_digit" in codes(check_cn_id(wrong, today=TODAY))


def test_a_very_long_paste_is_cut_before_it_is_looked_at():
    assert len(normalise("1" * 1_000_000)) == 200


def test_a_half_of_a_letter_pair_does_not_stop_the_check():
    assert codes(check_cn_id("\ud800" * 18, today=TODAY)) == ["length"]
