"""Tables of batches: one letter to the same body for each of many cases, and how each case stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.db import Base
from caseapp.petitions.letter_words import ItemState
from caseapp.petitions.models import Body, Petition


class PetitionBatch(Base):
    """A wish for one letter to a body for each of many cases; a job makes them one after the other.

    ``is_with_gaps``: drafts are written for cases too that lack what the body asks for; review waits until it is there.
    """

    __tablename__ = "petition_batches"
    __table_args__ = (
        UniqueConstraint("idempotency_key"),
        Index("ix_petition_batches_office_id_id", "office_id", "id"),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    language: Mapped[TextLanguage]
    petitioner: Mapped[str | None] = mapped_column(Text)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    is_with_gaps: Mapped[bool] = mapped_column(default=False)
    idempotency_key: Mapped[str | None] = mapped_column(String(64))

    body: Mapped[Body] = relationship(lazy="raise_on_sql")
    made_by: Mapped[User] = relationship(lazy="raise_on_sql")


class BatchItem(Base):
    """One case of a batch; ``why`` says in sentences what is missing or went wrong."""

    __tablename__ = "petition_batch_items"
    __table_args__ = (
        UniqueConstraint("batch_id", "case_id"),
        Index("ix_petition_batch_items_batch_id_state", "batch_id", "state", "position"),
        CheckConstraint("state <> 'made' OR petition_id IS NOT NULL", name="made_has_letter"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("petition_batches.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    position: Mapped[int]
    state: Mapped[ItemState] = mapped_column(default=ItemState.WAITING)
    why: Mapped[list[Any] | None]
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), unique=True)

    batch: Mapped[PetitionBatch] = relationship(lazy="raise_on_sql")
    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    petition: Mapped[Petition | None] = relationship(lazy="raise_on_sql")
