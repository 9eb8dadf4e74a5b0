"""The rules of petitions in one place: counting terms, standing on a day, and the moves between states."""

from caseapp.petitions.calendar import Calendar, CalendarDay, DayOff, shipped_calendar
from caseapp.petitions.deadlines import DueDate, Rule, TraceDay, describe, due_date_only, due_on
from caseapp.petitions.states import (
    ANSWERED,
    DUE_SOON,
    MOVES,
    UNSENT,
    WAITING,
    WITHDRAWN,
    ensure_move,
    has_lapsed,
    is_deemed_refused,
    is_overdue,
    is_silent,
    may_be_held,
    standing,
)

__all__ = [
    "ANSWERED",
    "DUE_SOON",
    "MOVES",
    "UNSENT",
    "WAITING",
    "WITHDRAWN",
    "Calendar",
    "CalendarDay",
    "DayOff",
    "DueDate",
    "Rule",
    "TraceDay",
    "describe",
    "due_date_only",
    "due_on",
    "ensure_move",
    "has_lapsed",
    "is_deemed_refused",
    "is_overdue",
    "is_silent",
    "may_be_held",
    "shipped_calendar",
    "standing",
]
