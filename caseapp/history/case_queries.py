"""Reading what was done on one case."""

from typing import cast

from sqlalchemy import ColumnElement, Select, select

from caseapp.accounts.models import User
from caseapp.history.models import HistoryEntry

SHOWN = 60


def of_case(case_id: int, limit: int = SHOWN) -> Select[HistoryEntry, str | None]:
    """Find the newest deeds on a case, each with the name of who did it."""
    name = cast("ColumnElement[str | None]", User.name)
    return (
        select(HistoryEntry, name)
        .outerjoin(User, User.id == HistoryEntry.actor_id)
        .where(HistoryEntry.case_id == case_id)
        .order_by(HistoryEntry.id.desc())
        .limit(limit)
    )
