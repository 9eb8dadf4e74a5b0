"""Tables of family cards and of messages from families."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import Kinship
from caseapp.db import Base


class FamilyCard(Base):
    """A card with which a family checks its case; the secret is kept only as a hash.

    ``kinship`` says what the holder is to the missing person; ``person`` is the holder where they are known to us.
    """

    __tablename__ = "family_cards"
    __table_args__ = (Index("ix_family_cards_case_id", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    locator: Mapped[str] = mapped_column(String(6), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    kinship: Mapped[Kinship | None]
    is_minimal: Mapped[bool] = mapped_column(default=False)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]

    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class FamilySession(Base):
    """A short visit with a card; only the hash of its token is kept."""

    __tablename__ = "family_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("family_cards.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    card: Mapped[FamilyCard] = relationship(lazy="raise_on_sql")


class FamilyMessage(Base):
    """What a family wrote, and what we answered."""

    __tablename__ = "family_messages"
    __table_args__ = (Index("ix_family_messages_case_id_id", "case_id", "id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("family_cards.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    wants_hidden: Mapped[bool] = mapped_column(default=False)
    wants_withdrawal: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    answered_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    card: Mapped[FamilyCard | None] = relationship(lazy="raise_on_sql")
