"""How long something waits is counted in days of the place where the organisation works."""

from datetime import UTC, date, datetime

from caseapp import clock


def test_after_midnight_in_almaty_the_day_is_the_new_one_though_not_yet_in_utc(context):
    assert clock.day_of(datetime(2026, 11, 20, 19, 38, tzinfo=UTC)) == date(2026, 11, 21)


def test_before_midnight_in_almaty_the_day_is_the_old_one(context):
    assert clock.day_of(datetime(2026, 11, 20, 18, 38, tzinfo=UTC)) == date(2026, 11, 20)
