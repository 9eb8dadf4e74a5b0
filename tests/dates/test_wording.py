"""A date reads as people say it, in the page's language."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from caseapp.dates import PartialDate
from caseapp.dates.wording import partial_date_filter, sentence
from tests.dates.test_partial_date import BOUNDS

IN_ENGLISH = {
    "2017-08-14": "14 August 2017",
    "2017-08": "August 2017",
    "2017": "2017",
    "2017-06-20T10:00:00Z": "20 June 2017",
    "2017-05~": "about May 2017",
    "2017-08-14~": "about 14 August 2017",
    "2019?": "2019, uncertain",
    "2019%": "about 2019, uncertain",
    "2017?-06-~11": "about 11 June 2017, uncertain",
    "201X": "the 2010s",
    "201X~": "about the 2010s",
    "20XX": "between 2000 and 2099",
    "1950S2": "between 1900 and 1999, perhaps 1950",
    "2017-XX-XX": "2017",
    "2017-08-XX": "August 2017",
    "2017-XX-31": "between 31 January and 31 December 2017",
    "2017-1X": "late 2017",
    "XXXX-12-25": "25 December, year unknown",
    "XXXX-12-XX": "date unknown",
    "../..": "date unknown",
    "[2017-10..2017-12]": "late 2017",
    "[2017-09..2017-12]": "late 2017",
    "[2017-01..2017-03]": "early 2017",
    "[2017-01..2017-04]": "early 2017",
    "[2017-05..2017-08]": "mid 2017",
    "[2017-04..2017-06]": "between Apr and Jun 2017",
    "[2017-02..2017-07]": "between Feb and Jul 2017",
    "[2018-05..2018-06]": "May or Jun 2018",
    "[2017-12..2018-01]": "December 2017 or January 2018",
    "[2017-08..2018-12]": "between August 2017 and December 2018",
    "[2017-08..2017-08]": "August 2017",
    "[2017..2018]": "2017 or 2018",
    "[2017..2021]": "between 2017 and 2021",
    "[2017-08-03..2017-08-05]": "between 3 August and 5 August 2017",
    "[2017-11-20..2018-01-05]": "between 20 November 2017 and 5 January 2018",
    "[..2018]": "2018 or earlier",
    "[2018..]": "2018 or later",
    "[1667,1668,1670..1672]": "1667, 1668 or 1670 to 1672",
    "{2017,2019-03}": "2017 and March 2019",
    "{2017..2019}": "2017 to 2019",
    "2004/2017": "from 2004 to 2017",
    "2017-10/2017-12": "from Oct to Dec 2017",
    "2017-12/2018-01": "from December 2017 to January 2018",
    "2017-11-20/2018-02~": "from 20 November 2017 to about February 2018",
    "2004~/2017~": "from about 2004 to about 2017",
    "2017-24/2018-22": "from winter 2017–18 to summer 2018",
    "2021-02/..": "since February 2021",
    "2021-02-08/..": "since 8 February 2021",
    "2021/..": "since 2021",
    "2019~/..": "since about 2019",
    "2017-21/..": "since spring 2017",
    "../2018-02": "until February 2018",
    "2010/": "from 2010, end unknown",
    "/2010": "until 2010, beginning unknown",
    "2017-21": "spring 2017",
    "2017-22": "summer 2017",
    "2017-23": "autumn 2017",
    "2011-24": "winter 2011–12",
    "1999-24": "winter 1999–2000",
    "2017-28": "winter 2017–18",
    "2017-30": "summer 2017–18",
    "2017-34": "the second quarter of 2017",
    "2017-37": "early 2017",
    "2017-41": "the second half of 2017",
}


@pytest.mark.parametrize("edtf", IN_ENGLISH)
def test_a_date_reads_as_people_say_it(small_app: Flask, edtf: str) -> None:
    assert sentence(PartialDate.parse(edtf)) == IN_ENGLISH[edtf]


@pytest.mark.parametrize(
    ("locale", "edtf", "expected"),
    [
        ("kk", "2017-08-14", "2017 ж. 14 тамыз"),
        ("kk", "2021-02/..", "2021 ж. ақпан айынан бері"),
        ("kk", "2021/..", "2021 жылдан бері"),
        ("kk", "2017-05~", "шамамен 2017 ж. мамыр"),
        ("kk", "[2017-04..2017-07]", "2017 ж. сәу. мен шіл. аралығында"),
        ("kk", "2011-24", "2011–12 қысы"),
        ("kk", "{2017,2019}", "2017 және 2019"),
        ("ru", "2017-08-14", "14 августа 2017 г."),
        ("ru", "2017-08~", "примерно август 2017 г."),
        ("ru", "[2017-02..2017-08]", "февр. – авг. 2017 г."),
        ("ru", "[2017,2019]", "2017 или 2019"),
        ("en", "2017-08-14", "14 August 2017"),
        ("en-US", "2017-08-14", "August 14, 2017"),
        ("tr", "2017-08", "Ağustos 2017"),
        ("zh-Hans", "2017-08", "2017年8月"),
    ],
)
def test_a_date_reads_in_another_language(small_app: Flask, locale: str, edtf: str, expected: str) -> None:
    assert sentence(PartialDate.parse(edtf), locale).replace("\u202f", " ").replace("\xa0", " ") == expected
    assert sentence(PartialDate.parse("2017-08")) == "August 2017"


def test_a_date_reads_in_the_language_of_the_page(small_app: Flask) -> None:
    with force_locale("kk"):
        assert sentence(PartialDate.parse("2021/..")) == "2021 жылдан бері"


def test_a_date_reads_in_english_without_an_app() -> None:
    assert sentence(PartialDate.parse("2021-02/..")) == "since February 2021"
    assert sentence(PartialDate.parse("2017-05~"), "kk") == "about May 2017"


@pytest.mark.parametrize("locale", ["en", "kk", "ru", "zh-Hans", "ug", "tr", "kk-Arab", "fr"])
def test_every_shape_reads_in_every_language(small_app: Flask, locale: str) -> None:
    for edtf in BOUNDS:
        said = sentence(PartialDate.parse(edtf), locale)
        assert said
        assert "%(" not in said
        assert "XX" not in said


@given(st.text(alphabet="0123456789XS+-~?%./,[]{}", min_size=4, max_size=24))
def test_every_date_that_is_read_can_be_said(text: str) -> None:
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return
    assert sentence(found)


def test_a_template_shows_a_date_with_its_day_for_machines(small_app: Flask) -> None:
    small_app.add_template_filter(partial_date_filter, "partial_date")
    shown = render_template_string(
        "{{ date | partial_date }}", date=PartialDate.parse("2017-05~", "мамыр шамасында", "kk")
    )
    assert shown == '<time datetime="2017-05" title="мамыр шамасында">about May 2017</time>'


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2017-08-14", '<time datetime="2017-08-14">14 August 2017</time>'),
        ("2017", '<time datetime="2017">2017</time>'),
        ("2019?", '<time datetime="2019">2019, uncertain</time>'),
        ("2017-21", "spring 2017"),
        ("2021-02/..", "since February 2021"),
        ("[2017-10..2017-12]", "late 2017"),
    ],
)
def test_only_a_day_a_month_or_a_year_is_for_machines(small_app: Flask, edtf: str, expected: str) -> None:
    assert partial_date_filter(PartialDate.parse(edtf)) == expected


def test_the_words_as_told_cannot_become_markup(small_app: Flask) -> None:
    told = PartialDate.parse("[2017..2018]", '"><script>alert(1)</script>')
    assert partial_date_filter(told) == (
        '<span title="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">2017 or 2018</span>'
    )


def test_no_date_shows_nothing(small_app: Flask) -> None:
    assert partial_date_filter(None) == ""
