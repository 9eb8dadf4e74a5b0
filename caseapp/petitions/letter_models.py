"""Tables of the letter of a petition: its versions, what readers said of them, which one went out."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.db import Base
from caseapp.petitions.letter_words import Remarked, VersionReason


class LetterVersion(Base):
    """A letter as it stood at one moment; rows are only ever added, what is written on is ``Petition.letter``.

    ``facts`` is what the cases said when the letter was last composed or compared with them: for each case's number
    the code of a fact, its label and its value, as ``petitions.letter_facts`` writes it.
    """

    __tablename__ = "letter_versions"
    __table_args__ = (
        UniqueConstraint("petition_id", "number"),
        Index("ix_letter_versions_petition_id_reason", "petition_id", "reason", "number"),
    )

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    number: Mapped[int]
    reason: Mapped[VersionReason]
    subject: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    petitioner: Mapped[str | None] = mapped_column(Text)
    language: Mapped[TextLanguage | None]
    facts: Mapped[dict[str, Any] | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]

    made_by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class LetterRemark(Base):
    """What a reader said of a version: a comment, the reason it went back, or that it may go out."""

    __tablename__ = "letter_remarks"
    __table_args__ = (
        CheckConstraint("kind = 'approved' OR text IS NOT NULL", name="says_something"),
        Index("ix_letter_remarks_petition_id_id", "petition_id", "id"),
        UniqueConstraint("idempotency_key"),
    )

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    letter_version_id: Mapped[int] = mapped_column(ForeignKey("letter_versions.id"), index=True)
    kind: Mapped[Remarked]
    text: Mapped[str | None] = mapped_column(Text)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]
    idempotency_key: Mapped[str | None] = mapped_column(String(64))

    version: Mapped[LetterVersion] = relationship(lazy="raise_on_sql")
    made_by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class LetterSending(Base):
    """Which version of a letter a sending carried."""

    __tablename__ = "letter_sendings"
    __table_args__ = (UniqueConstraint("correspondence_id"),)

    correspondence_id: Mapped[int] = mapped_column(ForeignKey("correspondence.id"))
    letter_version_id: Mapped[int] = mapped_column(ForeignKey("letter_versions.id"), index=True)

    version: Mapped[LetterVersion] = relationship(lazy="raise_on_sql")
