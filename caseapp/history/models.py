"""The table of what was done, by whom and when; rows are only ever added."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.db import Base


class HistoryEntry(Base):
    """One deed: its action is a code (``petition.sent``), its detail is for readers of the case."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_case_id_id", "case_id", "id"),
        Index("ix_history_actor_id_id", "actor_id", "id"),
    )

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str] = mapped_column(String(60))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    subject_kind: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(Text)
