"""The rules of petitions in one place: counting terms, standing on a day, and the moves between states."""

from caseapp.petitions.calendar import Calendar, CalendarDay, DayOff, shipped_calendar
from caseapp.petitions.deadlines import DueDate, Rule, TraceDay, describe, due_date_only, due_on
from caseapp.petitions.states import (
    ANSWERED,
    DUE_SOON,
    MOVES,
    WAITING,
    WITHDRAWN,
    deemed_refused,
    ensure_move,
    is_overdue,
    may_be_held,
    silent_since,
    standing,
)

__all__ = [
    "ANSWERED",
    "DUE_SOON",
    "MOVES",
    "WAITING",
    "WITHDRAWN",
    "Calendar",
    "CalendarDay",
    "DayOff",
    "DueDate",
    "Rule",
    "TraceDay",
    "deemed_refused",
    "describe",
    "due_date_only",
    "due_on",
    "ensure_move",
    "is_overdue",
    "may_be_held",
    "shipped_calendar",
    "silent_since",
    "standing",
]
