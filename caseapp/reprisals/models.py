"""Tables of reprisals and of what preceded each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.dates import PartialDate
from caseapp.dates.column import partial_date
from caseapp.db import Base
from caseapp.reprisals.vocabulary import Precedent, ReprisalType


class Reprisal(Base):
    """Something done to the family, the person, or those who help, in answer to what was done for them."""

    __tablename__ = "reprisals"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    type: Mapped[ReprisalType]
    type_as_printed: Mapped[str | None] = mapped_column(String(100))
    target: Mapped[str | None] = mapped_column(Text)
    actor: Mapped[str | None] = mapped_column(Text)
    place_text: Mapped[str | None] = mapped_column(Text)
    happened: Mapped[PartialDate | None] = partial_date("happened")
    detail: Mapped[str | None] = mapped_column(Text)
    linked_to_as_printed: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    logged_at: Mapped[datetime]

    precedents: Mapped[list["ReprisalPrecedent"]] = relationship(back_populates="reprisal", lazy="raise_on_sql")


class ReprisalPrecedent(Base):
    """The deed that came before a reprisal, by kind and row."""

    __tablename__ = "reprisal_precedents"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN petition_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN protest_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN appeal_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN media_item_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN event_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name="one_precedent",
        ),
    )

    reprisal_id: Mapped[int] = mapped_column(ForeignKey("reprisals.id"), index=True)
    kind: Mapped[Precedent]
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), index=True)
    protest_id: Mapped[int | None] = mapped_column(ForeignKey("protests.id"), index=True)
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeals.id"), index=True)
    media_item_id: Mapped[int | None] = mapped_column(ForeignKey("media_items.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    note: Mapped[str | None] = mapped_column(String(300))

    reprisal: Mapped[Reprisal] = relationship(back_populates="precedents", lazy="raise_on_sql")
