"""What was done, as an auditor reads it: who, what, when, on which case code; never what was written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.cases.queries import coded
from caseapp.history.models import HistoryEntry

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What an auditor narrows the list to; days are those of the organisation."""

    code: str | None = None
    actor_id: int | None = None
    action: str | None = None
    first_day: date | None = None
    last_day: date | None = None


def entries(
    asked: Asked, zone: ZoneInfo, before: int | None = None
) -> Select[int, datetime, str, int | None, str, str | None]:
    """Find entries, newest first, one more than a page holds; the detail stays where it is."""
    found = (
        select(
            HistoryEntry.id,
            HistoryEntry.at,
            HistoryEntry.action,
            HistoryEntry.subject_id,
            User.name.label("actor"),
            Case.code.label("code"),
        )
        .outerjoin(User, User.id == HistoryEntry.actor_id)
        .outerjoin(Case, Case.id == HistoryEntry.case_id)
    )
    if asked.code:
        found = found.where(coded(asked.code))
    if asked.actor_id is not None:
        found = found.where(HistoryEntry.actor_id == asked.actor_id)
    if asked.action:
        found = found.where(HistoryEntry.action == asked.action)
    if asked.first_day is not None:
        found = found.where(HistoryEntry.at >= datetime.combine(asked.first_day, time(), zone))
    if asked.last_day is not None:
        found = found.where(HistoryEntry.at < datetime.combine(asked.last_day + timedelta(days=1), time(), zone))
    if before is not None:
        found = found.where(HistoryEntry.id < before)
    return found.order_by(HistoryEntry.id.desc()).limit(PAGE + 1)


def actors() -> Select[int, str]:
    """Find everybody who has or had an account, for choosing one."""
    return select(User.id, User.name).order_by(User.name, User.id)


def count_since(moment: datetime) -> Select[int]:
    """Count what was done since a moment."""
    return select(func.count(HistoryEntry.id)).where(HistoryEntry.at >= moment)
