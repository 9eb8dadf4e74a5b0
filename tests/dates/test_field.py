"""A date goes through the form as people type it and comes back as it was."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, Optional

from caseapp import clock
from caseapp.dates import PartialDate
from caseapp.dates.boxes import BOXES
from caseapp.dates.field import PartialDateField
from tests.dates.test_partial_date import BOUNDS

pytestmark = pytest.mark.usefixtures("small_app")


class ArrestForm(Form):
    """When somebody was taken."""

    began = PartialDateField("Taken on")


class RequiredForm(Form):
    """A date that must be given."""

    began = PartialDateField("Taken on", required=True)


class PlannedForm(Form):
    """A date that may lie ahead."""

    began = PartialDateField("Planned for", allow_future=True)


class ValidatedForm(Form):
    """Dates with WTForms' own validators."""

    began = PartialDateField("Taken on", [InputRequired("Enter when")])
    ended = PartialDateField("Released on", [Optional()])


class Page(HTMLParser):
    """The controls of a piece of HTML as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.invalid: list[str] = []
        self.names: list[tuple[str, str]] = []
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a control."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.labelled.append(given["for"])
        if "aria-invalid" in given:
            self.invalid.append(given["name"])
        if "name" in given and given.get("type") != "hidden":
            self.names.append((given["name"], given["id"]))
        if tag == "input":
            self.sent[given["name"]] = given["value"]
        if tag == "select":
            self.select = given["name"]
        if tag == "option" and ("selected" in given or self.select not in self.sent):
            self.sent[self.select] = given["value"]


def posted(form: type[Form] = ArrestForm, **typed: str) -> Form:
    return form(MultiDict({f"began-{box}": text for box, text in typed.items()}))


def said(form: Form) -> list[str]:
    form.validate()
    return [str(message) for message in form.began.errors]


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ({"year": "2017"}, "2017"),
        ({"year": "2017", "month": "8"}, "2017-08"),
        ({"year": " 2017 ", "month": "08", "day": "4"}, "2017-08-04"),
        ({"year": "٢٠١٧", "month": "٨", "day": "١٤"}, "2017-08-14"),
        ({"year": "２０１７", "month": "０８"}, "2017-08"),
        ({"year": "2017", "month": "21"}, "2017-21"),
        ({"year": "2017", "month": "5", "qualifier": "about"}, "2017-05~"),
        ({"year": "2019", "qualifier": "uncertain"}, "2019?"),
        ({"year": "2019", "qualifier": "about_and_uncertain"}, "2019%"),
        ({"year": "2018", "qualifier": "by_the_end_of"}, "[..2018]"),
        ({"year": "2018", "month": "24", "qualifier": "by_the_end_of"}, "[..2019-02]"),
        ({"year": "2021", "month": "2", "day": "8", "qualifier": "since"}, "2021-02-08/.."),
        ({"year": "2018", "month": "2", "qualifier": "until"}, "../2018-02"),
        ({"year": "2017", "end_year": "2018", "qualifier": "between"}, "[2017..2018]"),
        ({"year": "2017", "month": "10", "end_year": "2018", "qualifier": "between"}, "[2017-10..2018-12]"),
        (
            {"year": "2017", "end_year": "2018", "end_month": "2", "end_day": "3", "qualifier": "between"},
            "[2017-01-01..2018-02-03]",
        ),
        (
            {"year": "2017", "month": "21", "end_year": "2017", "end_month": "24", "qualifier": "between"},
            "[2017-03..2018-02]",
        ),
        ({"year": "2017", "end_year": "2017", "qualifier": "between"}, "2017"),
        ({"year": "2004", "end_year": "2017", "qualifier": "from_to"}, "2004/2017"),
        ({"year": "2017", "month": "21", "end_year": "2018", "qualifier": "from_to"}, "2017-21/2018"),
        ({"kept": "[2017,2019]", "qualifier": "kept"}, "[2017,2019]"),
        ({"kept": "[2017,2019]", "qualifier": "kept", "year": "2018"}, "2018"),
        ({"kept": "[2017,2019]", "qualifier": "about", "year": "2018"}, "2018~"),
    ],
    ids=str,
)
def test_boxes_become_a_date(typed: dict[str, str], edtf: str) -> None:
    form = posted(**typed)
    assert form.validate(), form.errors
    assert form.began.data == PartialDate.parse(edtf)


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (
            {"year": "2017", "month": "2", "day": "30"},
            "There is no 30 February 2017; check the day.",
            ["began-day"],
        ),
        ({"year": "17"}, "Enter the year with four digits, like 2017.", ["began-year"]),
        ({"year": "0017"}, "Enter the year with four digits, like 2017.", ["began-year"]),
        ({"year": "last"}, "Enter the year with four digits, like 2017.", ["began-year"]),
        ({"month": "5"}, "Enter the year too.", ["began-year"]),
        ({"day": "5"}, "Enter the year too.", ["began-year"]),
        ({"year": "2017", "day": "5"}, "Choose the month too, or leave the day empty.", ["began-month"]),
        ({"year": "2017", "month": "13"}, "Enter the month as a number from 1 to 12.", ["began-month"]),
        ({"year": "2017", "month": "-1"}, "Enter the month as a number from 1 to 12.", ["began-month"]),
        ({"year": "2017", "month": "May"}, "Enter the month as a number from 1 to 12.", ["began-month"]),
        ({"year": "2017", "month": "5", "day": "32"}, "Enter the day as a number from 1 to 31.", ["began-day"]),
        ({"year": "2017", "month": "5", "day": "5th"}, "Enter the day as a number from 1 to 31.", ["began-day"]),
        ({"year": "2017", "month": "5", "day": "²"}, "Enter the day as a number from 1 to 31.", ["began-day"]),
        ({"year": "2017", "month": "21", "day": "5"}, "Leave the day empty for a season.", ["began-day"]),
        (
            {"year": "2017", "month": "21", "qualifier": "about"},
            "A season is not exact anyway: choose “exactly”.",
            ["began-qualifier"],
        ),
        ({"year": "2017", "qualifier": "between"}, "Enter the second date, at least its year.", ["began-end_year"]),
        ({"end_year": "2017", "qualifier": "from_to"}, "Enter the first date, at least its year.", ["began-year"]),
        ({"year": "2017", "qualifier": "roughly"}, "Choose one of the answers in the list.", ["began-qualifier"]),
        ({"kept": "<script>", "qualifier": "kept"}, "Enter the date again.", ["began-year"]),
        ({"year": "2017", "wording": "x" * 501}, "Shorten their words to 500 characters.", ["began-wording"]),
    ],
    ids=str,
)
def test_a_mistake_says_what_to_do_and_keeps_what_was_typed(
    typed: dict[str, str], message: str, wrong: list[str]
) -> None:
    form = posted(**typed)
    assert said(form) == [message]
    assert form.began.data is None
    page = Page(form.began())
    assert page.invalid == wrong
    for box, text in typed.items():
        if box not in {"qualifier", "kept"} or text in {"between", "from_to", "about"}:
            assert page.sent[f"began-{box}"] == text


@pytest.mark.parametrize("qualifier", ["between", "from_to"])
def test_the_second_date_cannot_lie_before_the_first(qualifier: str) -> None:
    form = posted(year="2018", end_year="2017", qualifier=qualifier)
    assert said(form) == ["The second date lies before the first; check both."]


def test_the_end_of_the_same_period_may_be_said_twice_but_not_backwards() -> None:
    form = posted(year="2018", month="10", end_year="2018", end_month="5", qualifier="between")
    assert said(form) == ["The second date lies before the first; check both."]


def test_an_empty_answer_is_no_date() -> None:
    form = posted(year="", month="", day="", qualifier="exactly", end_year="", end_month="", end_day="", wording="")
    assert form.validate()
    assert form.began.data is None


def test_a_required_date_is_asked_for() -> None:
    assert said(posted(RequiredForm, qualifier="about")) == ["Enter the date, at least its year."]
    assert said(posted(RequiredForm, wording="after the harvest")) == ["Enter the date, at least its year."]
    assert posted(RequiredForm, year="2017").validate()
    assert RequiredForm().began.flags.required


def test_validators_of_wtforms_work() -> None:
    form = posted(ValidatedForm, qualifier="about")
    assert not form.validate()
    assert form.errors == {"began": ["Enter when"]}
    assert posted(ValidatedForm, year="2017").validate()


def test_words_without_any_year_are_kept() -> None:
    form = posted(wording="after the harvest", language="en")
    assert form.validate()
    assert form.began.data == PartialDate.parse("../..", "after the harvest", "en")
    assert Page(ArrestForm(began=form.began.data).began()).sent["began-wording"] == "after the harvest"


def test_tomorrow_is_refused_where_nothing_can_lie_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    today = date(2026, 11, 20)
    monkeypatch.setattr(clock, "today", lambda: today)
    for day, future in ((today, False), (today + timedelta(days=1), True)):
        boxes = {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
        assert said(posted(**boxes)) == (["This date lies in the future; check the year."] if future else [])
        assert posted(PlannedForm, **boxes).validate()
    assert posted(year="2026").validate()
    assert not posted(year="2027", qualifier="about").validate()
    assert posted(year="2027", qualifier="until").validate()


ROUND_TRIP = [
    *BOUNDS,
    "[..2018-05-03]",
    "2017-21/..",
    "../2018",
    "2017-10-03/2017-11",
    "2019%",
    "[2017-10-01..2017-12-31]",
]


@pytest.mark.parametrize("edtf", ROUND_TRIP)
def test_a_stored_date_comes_back_unchanged_when_the_form_is_sent(edtf: str) -> None:
    stored = PartialDate.parse(edtf, "бір кездері", "kk")
    shown = Page(ArrestForm(began=stored).began())
    sent = ArrestForm(MultiDict(shown.sent))
    assert not sent.began.process_errors
    assert sent.began.data == stored


texts = st.text() | st.sampled_from(
    ["", "2017", "2018", "2", "30", "24", "between", "from_to", "kept", "until", "about"]
)


@given(st.dictionaries(st.sampled_from(BOXES), texts))
@example({"kept": "2017"})
@example({"year": "2017", "qualifier": "", "kept": "2018"})
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_can_break_the_form(typed: dict[str, str]) -> None:
    form = posted(PlannedForm, **typed)
    right = form.validate()
    again = PlannedForm(MultiDict(Page(form.began()).sent))
    if right:
        assert again.began.data == form.began.data


@pytest.mark.parametrize(
    ("edtf", "qualifier"),
    [
        ("2017-08-14", "exactly"),
        ("2017-24", "exactly"),
        ("2017-05~", "about"),
        ("2019?", "uncertain"),
        ("2019%", "about_and_uncertain"),
        ("[2017-10..2017-12]", "between"),
        ("[..2018]", "by_the_end_of"),
        ("2004/2017", "from_to"),
        ("2021-02/..", "since"),
        ("../2018-02", "until"),
        ("201X", "kept"),
        ("2004~/2017~", "kept"),
    ],
)
def test_a_stored_date_is_shown_in_the_boxes(edtf: str, qualifier: str) -> None:
    assert Page(ArrestForm(began=PartialDate.parse(edtf)).began()).sent["began-qualifier"] == qualifier


def test_what_the_boxes_cannot_hold_is_said_in_words() -> None:
    assert "as recorded: from about 2004 to about 2017" in ArrestForm(began=PartialDate.parse("2004~/2017~")).began()


def test_every_box_has_its_own_name_id_and_label() -> None:
    page = Page(posted(year="2017", qualifier="between").began())
    assert len(page.ids) == len(set(page.ids))
    assert sorted(page.labelled) == sorted(id_ for _name, id_ in page.names)
    assert {name for name, _id in page.names} == {
        "began-year",
        "began-month",
        "began-day",
        "began-qualifier",
        "began-end_year",
        "began-end_month",
        "began-end_day",
        "began-wording",
    }


def test_the_second_date_is_folded_away_until_it_is_needed() -> None:
    assert '<details class="partial-date-end">' in ArrestForm().began()
    assert '<details class="partial-date-end" open>' in posted(year="2017", qualifier="between").began()


def test_what_was_typed_cannot_become_markup() -> None:
    nasty = '"><script>alert(1)</script>'
    html = posted(**dict.fromkeys(("year", "month", "day", "wording", "language", "kept"), nasty)).began()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 5


def test_boxes_follow_the_language_of_the_page() -> None:
    def order(html: str) -> list[str]:
        return re.findall(r'name="began-(year|month|day)"', html)

    assert order(ArrestForm().began()) == ["day", "month", "year"]
    with force_locale("kk"):
        html = ArrestForm().began()
    assert order(html) == ["year", "day", "month"]
    assert ">тамыз</option>" in html.lower()


def test_a_field_inside_a_prefixed_form_finds_its_boxes(small_app: Flask) -> None:
    form = ArrestForm(MultiDict({"child-began-year": "2017"}), prefix="child")
    assert form.began.data == PartialDate.parse("2017")
