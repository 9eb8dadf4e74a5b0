"""What every piece of correspondence is recorded with, carried from the form to the services in one record."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Received:
    """One thing that went out or came in: its day, their number, the words, who said them, the file that shows it."""

    happened_on: date
    reference: str | None = None
    summary: str | None = None
    told_by: str | None = None
    evidence_id: int | None = None
    idempotency_key: str | None = None
