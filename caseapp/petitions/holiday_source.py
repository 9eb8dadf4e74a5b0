"""Makes the shipped calendar file from the ``holidays`` package: ``python -m caseapp.petitions.holiday_source``."""

import csv
import io
import re
from datetime import date, timedelta
from importlib.metadata import version

import holidays

from caseapp.petitions.calendar import FIRST_YEAR, HOLIDAYS_FILE, LAST_YEAR, CalendarDay
from caseapp.petitions.vocabulary import DayKind

SOURCE = f"holidays {version('holidays')}"
CONSTITUTION_2026 = "Constitution of 2026: 30 August is a working day, 15 March is the holiday"

# The package's wording, in the names this product uses.
NAMES = {"Nowruz Holiday": "Nauryz", "Kazakhstan's People Solidarity Holiday": "People's Unity Day"}
SUBSTITUTED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")
MARKED = re.compile(r"^(?P<name>.*?)(?: \((?P<mark>observed|estimated|observed, estimated)\))?$")


def calendar_day(on: date, printed: str) -> CalendarDay:
    """Turn one entry of the package into a row of ours."""
    if moved := SUBSTITUTED.fullmatch(printed):
        month, day, year = moved.groups()
        source = f"{SOURCE}: in exchange for {year}-{month}-{day}"
        return CalendarDay(on, DayKind.MOVED, "Day off moved by the Government", source=source)
    found = MARKED.fullmatch(printed)
    name, mark = (found["name"], found["mark"] or "") if found else (printed, "")
    name = NAMES.get(name, name)
    source = f"{SOURCE}; {CONSTITUTION_2026}" if name == "Constitution Day" and on.year > 2025 else SOURCE
    if "estimated" in mark:
        return CalendarDay(on, DayKind.ESTIMATED, name, estimated=True, source=source)
    return CalendarDay(on, DayKind.MOVED if mark else DayKind.HOLIDAY, name, source=source)


def generate() -> list[CalendarDay]:
    """List every day off and every working weekend of the shipped years, in order."""
    table = holidays.country_holidays("KZ", years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_US")
    rows = [calendar_day(on, table.get_list(on)[0]) for on in table]
    day, end = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    while day <= end:
        if day.weekday() >= 5 and table.is_working_day(day):
            rows.append(CalendarDay(day, DayKind.WORKING_WEEKEND, "Working day moved by the Government", source=SOURCE))
        day += timedelta(days=1)
    return sorted(rows, key=lambda row: row.on)


def as_csv(rows: list[CalendarDay]) -> str:
    """Write the rows as the text of the shipped file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["date", "kind", "name", "estimated", "source"])
    for row in rows:
        writer.writerow([row.on.isoformat(), row.kind.value, row.name, "yes" if row.estimated else "no", row.source])
    return out.getvalue()


if __name__ == "__main__":
    HOLIDAYS_FILE.write_text(as_csv(generate()), encoding="utf-8")
