"""What an EDTF expression can mean, from its first to its last day."""

import random
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from caseapp.dates import PartialDate, Precision
from caseapp.dates.edtf_bounds import bounds

BOUNDS: dict[str, tuple[str | None, str | None]] = {
    # Every expression with a mark that the published cases hold.
    "2004~": ("2004-01-01", "2004-12-31"),
    "2004~/2017~": ("2004-01-01", "2017-12-31"),
    "2009~": ("2009-01-01", "2009-12-31"),
    "2010/..": ("2010-01-01", None),
    "2010~": ("2010-01-01", "2010-12-31"),
    "2017-06/2018-06~": ("2017-06-01", "2018-06-30"),
    "2017-06~": ("2017-06-01", "2017-06-30"),
    "2017-07~": ("2017-07-01", "2017-07-31"),
    "2017-07~/2018-10": ("2017-07-01", "2018-10-31"),
    "2017-11-20/2018-02~": ("2017-11-20", "2018-02-28"),
    "2017~": ("2017-01-01", "2017-12-31"),
    "2017~/2019~": ("2017-01-01", "2019-12-31"),
    "2018-02~": ("2018-02-01", "2018-02-28"),
    "2018-04~": ("2018-04-01", "2018-04-30"),
    "2018-05~": ("2018-05-01", "2018-05-31"),
    "2018-10/2019?": ("2018-10-01", "2019-12-31"),
    "2018~": ("2018-01-01", "2018-12-31"),
    "2019?": ("2019-01-01", "2019-12-31"),
    "2019~": ("2019-01-01", "2019-12-31"),
    "2019~/..": ("2019-01-01", None),
    "201X": ("2010-01-01", "2019-12-31"),
    "2020-10~": ("2020-10-01", "2020-10-31"),
    "2020~": ("2020-01-01", "2020-12-31"),
    "2021-02/..": ("2021-02-01", None),
    "2021-06~": ("2021-06-01", "2021-06-30"),
    "2021/..": ("2021-01-01", None),
    "2021~": ("2021-01-01", "2021-12-31"),
    "2021~/..": ("2021-01-01", None),
    "[2017-08..2018-12]": ("2017-08-01", "2018-12-31"),
    "[2017..2018]": ("2017-01-01", "2018-12-31"),
    "[2017..2021]": ("2017-01-01", "2021-12-31"),
    "[2018-05..2018-06]": ("2018-05-01", "2018-06-30"),
    "[2018..2019]": ("2018-01-01", "2019-12-31"),
    "[2018..2020]": ("2018-01-01", "2020-12-31"),
    "[2019..2020]": ("2019-01-01", "2020-12-31"),
    "[2021..2022]": ("2021-01-01", "2022-12-31"),
    # Plain dates.
    "2017-08-14": ("2017-08-14", "2017-08-14"),
    "2017-08": ("2017-08-01", "2017-08-31"),
    "2017": ("2017-01-01", "2017-12-31"),
    "2016-02": ("2016-02-01", "2016-02-29"),
    "2016-02-29": ("2016-02-29", "2016-02-29"),
    "0001": ("0001-01-01", "0001-12-31"),
    "9999-12-31": ("9999-12-31", "9999-12-31"),
    "2017-06-20T10:00:00": ("2017-06-20", "2017-06-20"),
    "2017-06-20T10:00:00Z": ("2017-06-20", "2017-06-20"),
    "2017-06-20T10:00:00+06:00": ("2017-06-20", "2017-06-20"),
    # Intervals.
    "2004/2017": ("2004-01-01", "2017-12-31"),
    "2021-02-08/..": ("2021-02-08", None),
    "2019-01/2019-02~": ("2019-01-01", "2019-02-28"),
    "../2018-02": (None, "2018-02-28"),
    "2010/": ("2010-01-01", None),
    "/2010": (None, "2010-12-31"),
    "../..": (None, None),
    "2017-24/2018-22": ("2017-12-01", "2018-08-31"),
    "2017-21/2017-24": ("2017-03-01", "2018-02-28"),
    "2017-XX-XX/2018": ("2017-01-01", "2018-12-31"),
    "2004-06-~01/2004-06-~20": ("2004-06-01", "2004-06-20"),
    # Seasons; a winter is named after the year it begins in.
    "2017-21": ("2017-03-01", "2017-05-31"),
    "2017-22": ("2017-06-01", "2017-08-31"),
    "2017-23": ("2017-09-01", "2017-11-30"),
    "2011-24": ("2011-12-01", "2012-02-29"),
    "2017-24": ("2017-12-01", "2018-02-28"),
    "2017-28": ("2017-12-01", "2018-02-28"),
    "2017-30": ("2017-12-01", "2018-02-28"),
    "2017-32": ("2017-06-01", "2017-08-31"),
    "2017-33": ("2017-01-01", "2017-03-31"),
    "2017-36": ("2017-10-01", "2017-12-31"),
    "2017-38": ("2017-05-01", "2017-08-31"),
    "2017-41": ("2017-07-01", "2017-12-31"),
    # Unspecified digits.
    "20XX": ("2000-01-01", "2099-12-31"),
    "0XXX": ("0001-01-01", "0999-12-31"),
    "201X~": ("2010-01-01", "2019-12-31"),
    "2017-XX": ("2017-01-01", "2017-12-31"),
    "2017-XX-XX": ("2017-01-01", "2017-12-31"),
    "2017-02-XX": ("2017-02-01", "2017-02-28"),
    "2017-1X": ("2017-10-01", "2017-12-31"),
    "2017-0X": ("2017-01-01", "2017-09-30"),
    "2017-06-3X": ("2017-06-30", "2017-06-30"),
    "2017-XX-31": ("2017-01-31", "2017-12-31"),
    "201X-02-29": ("2012-02-29", "2016-02-29"),
    "XXXX-12-25": (None, None),
    "1950S2": ("1900-01-01", "1999-12-31"),
    # Doubt about a part.
    "2017?-06-~11": ("2017-06-11", "2017-06-11"),
    "~2017-06": ("2017-06-01", "2017-06-30"),
    "2017-06~-11": ("2017-06-11", "2017-06-11"),
    "2017-06-04%": ("2017-06-04", "2017-06-04"),
    # Sets.
    "[2017-10..2017-12]": ("2017-10-01", "2017-12-31"),
    "[2017-11-20..2018-01-05]": ("2017-11-20", "2018-01-05"),
    "[..2018]": (None, "2018-12-31"),
    "[2018..]": ("2018-01-01", None),
    "[2019,2017]": ("2017-01-01", "2019-12-31"),
    "[..2016,2018-03]": (None, "2018-03-31"),
    "{2017,2018-02..2018-04}": ("2017-01-01", "2018-04-30"),
    "[1667,1668,1670..1672]": ("1667-01-01", "1672-12-31"),
}

REFUSED = [
    *["", " ", "yesterday", "unknown", "open", "last year", "about May 2017", "2017 ", " 2017", "2017\n", "2017\x00"],
    *["17", "217", "02017", "20170814", "2017-8", "2017-08-1", "2017/08/14", "14.08.2017", "08-2017", "2017-W33"],
    *["2017-13", "2017-00", "2017-20", "2017-42", "2017-02-30", "2017-02-29", "2017-06-31", "2017-08-00", "2017-08-32"],
    *["2017-02-30~", "2017-02-~30", "2017-13?", "0000", "-0050", "Y170000002", "Y-17E7", "Y1E999999999", "9999-24"],
    *["2017-02-30/2017-03", "2018/2017", "2017-06/2017-05", "2017/2018/2019", "/", "../", "/..", "//", "2017 / 2018"],
    *["[2017]", "[]", "{}", "[..]", "[2017..2018", "2017..2018]", "[2018..2017]", "[2017-10..2018]", "[2017,]"],
    *["[,2017]", "[2016,..2018]", "[2017..,2018]", "[2017-21..2017-23]", "[2017..2018}", "[[2017..2018]]"],
    *["[2017/2018,2019]", "201x", "2017-2X", "2017-13-XX", "2017-02-3X", "2017-XX-32", "X", "XX", "2017-21~"],
    *["[2017..2018]~", "2017-24-01", "2017" * 26, "[" * 5000, "X" * 10**6],
    *["1950S0", "1950S9", "1950S99999999999", "2017~~", "~", "?", "%2017%%", "2017-06-20T25:00:00"],
    *["2017-02-30T10:00:00"],
    *["２０１７", "٢٠١٧", "२०१७", "2017‐08", "uuuu", "2017-uu", "∞", "2017-05^north"],
]  # fmt: skip

days = st.dates(date(1850, 1, 1), date(2099, 12, 31))


def as_days(edtf: str) -> tuple[str | None, str | None]:
    found = PartialDate.parse(edtf)
    return found.earliest and found.earliest.isoformat(), found.latest and found.latest.isoformat()


@pytest.mark.parametrize("edtf", BOUNDS)
def test_an_expression_reaches_from_its_first_to_its_last_day(edtf: str) -> None:
    assert as_days(edtf) == BOUNDS[edtf]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text)[:30])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        PartialDate.parse(text)


@pytest.mark.parametrize("wrong", [None, 2017, 2017.5, b"2017", ["2017"], {}, date(2017, 1, 1)])
def test_what_is_not_text_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="text"):
        PartialDate.parse(wrong)  # type: ignore[arg-type]


def only_a_value_error(text: str) -> None:
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return
    assert found.edtf == text
    assert found.sort_key[0] <= found.sort_key[1]


@given(st.text())
@example("Y" + "9" * 98)
@example("-" * 100)
@example("2017-~" * 16)
@example("\ud800")
def test_no_text_gets_another_answer_than_a_date_or_a_value_error(text: str) -> None:
    only_a_value_error(text)


@given(st.text(alphabet="0123456789XYSET:Z+-~?%./,[]{} ^", max_size=110))
def test_no_text_of_edtf_letters_gets_another_answer(text: str) -> None:
    only_a_value_error(text)


@given(st.sampled_from(sorted(BOUNDS)), st.randoms(use_true_random=False))
def test_no_mistyped_expression_gets_another_answer(edtf: str, chance: random.Random) -> None:
    letters = list(edtf)
    letters[chance.randrange(len(letters))] = chance.choice("0123456789XYSE~?%./,[]{}-")
    only_a_value_error("".join(letters))


def test_nothing_is_printed_while_a_date_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    bounds.cache_clear()
    for text in [*REFUSED, "2017-1X/2018", "[2017-1X,2018]", "2017-?1-1"]:
        only_a_value_error(text)
    assert capfd.readouterr() == ("", "")


@given(days, days, st.sampled_from(["", "~", "?", "%"]), st.sampled_from([4, 7, 10]))
def test_the_bounds_agree_with_the_edtf_package(first: date, second: date, mark: str, size: int) -> None:
    start, end = sorted([first, second])
    one, other = start.isoformat()[:size], end.isoformat()[:size]
    for edtf in (one + mark, f"{one}{mark}/{other}", f"[{one}..{other}]", f"{one}/..", f"../{other}{mark}"):
        found, theirs = PartialDate.parse(edtf), parse_edtf(edtf)
        lower, upper = theirs.lower_strict(), theirs.upper_strict()
        assert found.earliest == (date(*lower[:3]) if isinstance(lower, tuple) else None), edtf
        assert found.latest == (date(*upper[:3]) if isinstance(upper, tuple) else None), edtf


@given(days)
def test_a_day_says_itself(day: date) -> None:
    assert PartialDate.of(day) == PartialDate.parse(day.isoformat())
    assert PartialDate.of(day).is_exact


@given(days, days)
def test_between_two_days_reaches_from_one_to_the_other(first: date, second: date) -> None:
    first, second = sorted([first, second])
    found = PartialDate.between(first, second)
    assert (found.earliest, found.latest) == (first, second)
    assert PartialDate.parse(found.edtf) == found


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("2017-10-01", "2017-12-31", "[2017-10..2017-12]"),
        ("2017-01-01", "2018-12-31", "[2017..2018]"),
        ("2017-01-01", "2017-12-31", "2017"),
        ("2017-02-01", "2017-02-28", "2017-02"),
        ("2016-02-01", "2016-02-28", "[2016-02-01..2016-02-28]"),
        ("2017-05-03", "2017-05-03", "2017-05-03"),
    ],
)
def test_between_says_whole_months_and_years_where_they_are_whole(first: str, last: str, edtf: str) -> None:
    assert PartialDate.between(date.fromisoformat(first), date.fromisoformat(last)).edtf == edtf


def test_between_refuses_days_in_the_wrong_order() -> None:
    with pytest.raises(ValueError, match="before"):
        PartialDate.between(date(2017, 5, 4), date(2017, 5, 3))


@pytest.mark.parametrize(
    ("edtf", "exact", "month_known", "is_open"),
    [
        ("2017-08-14", True, True, False),
        ("2017-08-14~", False, True, False),
        ("2017-08-?14", False, True, False),
        ("2017-06-20T10:00:00", True, True, False),
        ("2017-08", False, True, False),
        ("2017-08~", False, True, False),
        ("[2017-08-03..2017-08-05]", False, True, False),
        ("2017-07-31/2017-08-01", False, False, False),
        ("2017", False, False, False),
        ("2017-08/2018-08", False, False, False),
        ("2021-02/..", False, False, True),
        ("[..2018-02]", False, False, True),
        ("../..", False, False, True),
    ],
)
def test_what_is_known(edtf: str, exact: bool, month_known: bool, is_open: bool) -> None:
    found = PartialDate.parse(edtf)
    assert (found.is_exact, found.month_known, found.is_open) == (exact, month_known, is_open)


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("2017-08-14", Precision.DAY),
        ("2017-08-14~", Precision.DAY),
        ("2017-08", Precision.MONTH),
        ("2017-08-XX", Precision.MONTH),
        ("2017-05~", Precision.MONTH),
        ("2017-0X", Precision.RANGE),
        ("2017-24", Precision.SEASON),
        ("2017", Precision.YEAR),
        ("2017-XX-XX?", Precision.YEAR),
        ("201X", Precision.DECADE),
        ("20XX~", Precision.CENTURY),
        ("1950S2", Precision.CENTURY),
        ("2004/2017", Precision.RANGE),
        ("[2017-08..2018-12]", Precision.RANGE),
        ("{2017,2019}", Precision.RANGE),
        ("2021-02/..", Precision.RANGE),
        ("XXXX-12-25", Precision.UNKNOWN),
        ("../..", Precision.UNKNOWN),
    ],
)
def test_how_fine_a_date_is(edtf: str, precision: Precision) -> None:
    assert PartialDate.parse(edtf).precision is precision


def test_dates_sort_by_the_earliest_day_and_open_starts_come_first() -> None:
    in_order = ["../2018", "2004/2017", "2017-01", "2017", "2017/..", "2017-08-14", "2018"]
    shuffled = sorted(map(PartialDate.parse, reversed(in_order)), key=lambda found: found.sort_key)
    assert [found.edtf for found in shuffled] == in_order


@given(st.sampled_from(sorted(BOUNDS)), st.none() | days, st.none() | days)
def test_an_overlap_is_a_day_in_common(edtf: str, start: date | None, end: date | None) -> None:
    if start and end and start > end:
        start, end = end, start
    found = PartialDate.parse(edtf)
    first = max(found.earliest or date.min, start or date.min)
    last = min(found.latest or date.max, end or date.max)
    assert found.overlaps(start, end) == (first <= last)


def test_a_date_does_not_overlap_the_day_before_or_after_it() -> None:
    found = PartialDate.parse("2017-08~")
    assert found.overlaps(date(2017, 8, 31), date(2018, 1, 1))
    assert not found.overlaps(date(2017, 9, 1), None)
    assert not found.overlaps(None, date(2017, 8, 1) - timedelta(days=1))


def test_a_date_keeps_the_words_it_was_told_in() -> None:
    found = PartialDate.parse("[2017-10..2017-12]", "осенью 2017-го", "ru")
    assert (found.wording, found.language) == ("осенью 2017-го", "ru")
    assert found.told(None, None) == PartialDate.parse("[2017-10..2017-12]") != found
    assert len({found, PartialDate.parse(found.edtf, found.wording, found.language)}) == 1
