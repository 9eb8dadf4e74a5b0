"""The calendar itself (RFC 5545): whole days with alarms, codes only."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event, vDuration

from caseapp.petitions.feed import Entry

# SEQUENCE counts seconds from here: whatever changed later is the newer one, even on a clock that was made anew.
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
MORNING = timedelta(hours=9)
MOST_CODES = 3


def write(found: Sequence[Entry], *, base_url: str, origin: str) -> bytes:
    """Write the file (RFC 5545) in the page's language: whole days, so no time zone; codes, never a name."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Jaqyn//Deadlines//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", "Jaqyn")
    calendar.add("REFRESH-INTERVAL", vDuration(timedelta(hours=6)), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(timedelta(hours=6)))
    for entry in found:
        calendar.add_component(_event(entry, base_url, origin))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, base_url: str, origin: str) -> Event:
    codes = ", ".join(entry.codes[:MOST_CODES]) + (" …" if len(entry.codes) > MOST_CODES else "")
    codes = codes or str(entry.petition_id)
    url = f"{base_url}/petitions/{entry.petition_id}"
    event = Event()
    event.add("UID", f"{entry.petition_id}-{entry.kind.value}@{origin}.jaqyn")
    event.add("DTSTAMP", entry.changed_at.replace(microsecond=0))
    event.add("LAST-MODIFIED", entry.changed_at.replace(microsecond=0))
    event.add("SEQUENCE", max(0, int((entry.changed_at - EPOCH).total_seconds())))
    event.add("DTSTART", entry.due_on)
    event.add("DTEND", entry.due_on + timedelta(days=1))
    event.add("SUMMARY", f"{codes}: {entry.kind.label}")
    event.add("STATUS", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("CLASS", "CONFIDENTIAL")
    if entry.is_provisional:
        event.add("DESCRIPTION", f"{_('The day is provisional: a holiday on the way is not certain.')}\n{url}")
    else:
        event.add("DESCRIPTION", url)
    event.add("URL", url)
    if not entry.is_cancelled:
        for days in sorted(entry.warn_days, reverse=True):
            event.add_component(_alarm(days, f"{codes}: {entry.kind.label}"))
    return event


def _alarm(days: int, words: str) -> Alarm:
    """Ring at nine in the morning so many days before the last day."""
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", words)
    alarm.add("TRIGGER", MORNING - timedelta(days=days))
    return alarm
