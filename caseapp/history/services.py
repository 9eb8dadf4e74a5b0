"""Adding to the history: called by every service that changes something, in the same transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from caseapp.history.models import HistoryEntry


def values(
    case_id: int | None,
    action: str,
    *,
    actor_id: int | None,
    at: datetime,
    subject: object | None = None,
    detail: str | None = None,
) -> dict[str, Any]:
    """Give the columns of an entry, for what adds many at once; its subject is flushed."""
    return {
        "at": at,
        "actor_id": actor_id,
        "action": action,
        "case_id": case_id,
        "subject_kind": getattr(subject, "__tablename__", None),
        "subject_id": getattr(subject, "id", None),
        "detail": detail,
    }


def record(
    session: Session,
    case_id: int | None,
    action: str,
    *,
    actor_id: int | None,
    at: datetime,
    subject: object | None = None,
    detail: str | None = None,
) -> HistoryEntry:
    """Add what was done; ``subject`` is the row it was done to, already flushed or about to be."""
    if subject is not None and getattr(subject, "id", None) is None:
        session.flush()
    entry = HistoryEntry(
        **values(case_id, action, actor_id=actor_id, at=at, subject=subject, detail=detail),
    )
    session.add(entry)
    return entry
