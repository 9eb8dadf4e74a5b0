"""The shipped working calendar against the lists it was made from."""

from datetime import date, timedelta

from caseapp.petitions import holiday_source
from caseapp.petitions.calendar import HOLIDAY_NAMES, HOLIDAYS_FILE, Calendar, CalendarDay, read_days, shipped_calendar
from caseapp.petitions.rules import Rule, due_date_only
from caseapp.petitions.vocabulary import DayKind, Unit

# Weekdays off, as listed with the body data.
LISTED = {
    2026: "01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16",
    2027: "01-01 01-04 01-07 03-08 03-15 03-22 03-23 03-24 05-03 05-07 05-10 07-06 10-25 12-16",
}


def test_the_weekdays_off_are_those_listed_with_the_bodies():
    off = shipped_calendar().days_off
    for year, days in LISTED.items():
        found = [day.strftime("%m-%d") for day in sorted(off) if day.year == year and day.weekday() < 5]
        assert found == days.split()


def test_making_the_file_again_changes_nothing():
    assert holiday_source.as_csv(holiday_source.generate()) == HOLIDAYS_FILE.read_text(encoding="utf-8")


def test_constitution_day_moved_with_the_constitution_of_2026():
    days = [day.on for day in read_days() if day.name == "Constitution Day" and day.kind is DayKind.HOLIDAY]
    assert days == [date(2024, 8, 30), date(2025, 8, 30), date(2027, 3, 15), date(2028, 3, 15)]


def test_only_two_weekends_are_worked_and_eid_is_estimated_from_2026_on():
    calendar = shipped_calendar()
    assert sorted(calendar.working_weekends) == [date(2024, 5, 4), date(2025, 1, 5)]
    estimated = [day.on for day in read_days() if day.estimated]
    assert estimated == [date(2026, 5, 27), date(2027, 5, 16), date(2028, 5, 5)]
    assert calendar.estimated == tuple(day.toordinal() for day in estimated)


def test_every_shipped_day_has_a_name_that_can_be_translated_and_says_where_it_is_from():
    for day in read_days():
        assert day.name in HOLIDAY_NAMES
        assert day.source.startswith("holidays ")


def test_a_day_is_worked_by_its_weekday_unless_the_table_says_otherwise():
    calendar = shipped_calendar()
    assert calendar.is_working(date(2026, 11, 20))
    assert not calendar.is_working(date(2026, 11, 21))
    assert not calendar.is_working(date(2026, 12, 16))
    assert calendar.is_working(date(2024, 5, 4))


def test_a_calendar_built_from_edited_rows_counts_by_them():
    worked = CalendarDay(date(2026, 11, 21), DayKind.WORKING_WEEKEND, "Moved")
    off = CalendarDay(date(2026, 11, 23), DayKind.HOLIDAY, "Local", estimated=True)
    edited = Calendar.of([*read_days(), worked, off])
    rule = Rule(2, Unit.WORKING_DAYS)
    assert due_date_only(rule, date(2026, 11, 20), edited) == (date(2026, 11, 24), True)
    assert due_date_only(rule, date(2026, 11, 20), shipped_calendar()) == (date(2026, 11, 24), False)


def test_every_year_has_between_243_and_253_working_days():
    calendar = shipped_calendar()
    for year in range(2024, 2029):
        days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
        assert 243 <= sum(map(calendar.is_working, days)) <= 253
