"""Tables of what people add to a readiness check: what they ticked, and what was let go with a reason."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import User
from caseapp.db import Base


class PetitionTick(Base):
    """Something only a person can see to (a copy attached, a fee paid), ticked on a petition by need code."""

    __tablename__ = "petition_ticks"
    __table_args__ = (UniqueConstraint("petition_id", "need"),)

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    need: Mapped[str] = mapped_column(String(200))
    ticked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    ticked_at: Mapped[datetime]


class ReadinessOverride(Base):
    """A coordinator let a petition go although something was missing: what, and why. Never changed, never removed.

    ``needs`` lists them as ``readiness.open_codes`` gives them; what came to be missing later is not covered.
    """

    __tablename__ = "readiness_overrides"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        Index("ix_readiness_overrides_petition_id_id", "petition_id", "id"),
    )

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    needs: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]

    made_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
