"""Mail that came in and belongs to no petition yet; its file lies encrypted in the store like evidence."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import Office, User
from caseapp.db import Base
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import IncomingState


class IncomingLetter(Base):
    """A letter in the inbox of an office: pasted words, a scan, or both.

    When it is attached, its file becomes evidence of the case and its place in the store moves there.
    """

    __tablename__ = "incoming_letters"
    __table_args__ = (
        CheckConstraint("body_text IS NOT NULL OR sha256 IS NOT NULL", name="has_content"),
        CheckConstraint(
            "state <> 'attached' OR (petition_id IS NOT NULL AND correspondence_id IS NOT NULL)",
            name="attached_somewhere",
        ),
        CheckConstraint("state <> 'set_aside' OR set_aside_because IS NOT NULL", name="set_aside_with_reason"),
        CheckConstraint("state <> 'waiting' OR sha256 IS NULL OR store_key IS NOT NULL", name="file_is_kept"),
        Index("ix_incoming_letters_office_id_state", "office_id", "state", "id"),
        Index(
            "uq_incoming_letters_idempotency_key",
            "idempotency_key",
            unique=True,
            sqlite_where=text("idempotency_key IS NOT NULL"),
            postgresql_where=text("idempotency_key IS NOT NULL"),
        ),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    state: Mapped[IncomingState] = mapped_column(default=IncomingState.WAITING)
    received_on: Mapped[date]
    reference: Mapped[str | None] = mapped_column(String(200))
    body_text: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str | None] = mapped_column(Text)
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    store_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    given_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    set_aside_because: Mapped[str | None] = mapped_column(Text)
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), index=True)
    correspondence_id: Mapped[int | None] = mapped_column(ForeignKey("correspondence.id"), index=True)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    recorded_at: Mapped[datetime]
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office] = relationship(lazy="raise_on_sql")
    given_to: Mapped[User | None] = relationship(foreign_keys=given_to_id, lazy="raise_on_sql")
    recorded_by: Mapped[User | None] = relationship(foreign_keys=recorded_by_id, lazy="raise_on_sql")
    petition: Mapped[Petition | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
