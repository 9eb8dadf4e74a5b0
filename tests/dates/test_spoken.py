"""Known days and hours are written in the order of the page's language, on a clock of twenty-four hours."""

from datetime import UTC, date, datetime, time

import pytest
from flask_babel import force_locale

from caseapp.dates import spoken

DAY = date(2027, 2, 2)


@pytest.mark.parametrize(
    ("language", "short", "with_weekday"),
    [
        ("en", "2 Feb 2027", "Tue 2 Feb 2027"),
        ("kk", "2027 ж. 02 ақп.", "2027 ж. 2 ақп., сс"),
        ("ru", "2 февр. 2027 г.", "вт, 2 февр. 2027 г."),
        ("zh", "2027年2月2日", "2027年2月2日周二"),
    ],
)
def test_a_day_is_written_as_its_language_writes_days(app, language, short, with_weekday):
    with app.test_request_context(), force_locale(language):
        assert (plain(spoken.short(DAY)), plain(spoken.with_weekday(DAY))) == (short, with_weekday)


def test_an_english_day_stands_before_its_month(app):
    with app.test_request_context():
        assert (spoken.long(DAY), spoken.full(DAY)) == ("2 February 2027", "Tuesday, 2 February 2027")


def test_an_afternoon_is_told_by_twenty_four_hours_where_the_organisation_works(app):
    with app.test_request_context():
        assert spoken.hour(time(17, 5)) == "17:05"
        assert spoken.moment(datetime(2027, 2, 2, 20, 30, tzinfo=UTC)) == "3 Feb 2027, 01:30"


def plain(text: str) -> str:
    """Return text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
