"""Tables of appeals: what a family told us, who asks, for whom, translations, consent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import Office, User
from caseapp.appeals.vocabulary import (
    AppealChannel,
    ConsentAnswer,
    ConsentPurpose,
    ReviewState,
    TextLanguage,
    TranslationState,
)
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import Kinship
from caseapp.db import Base


class Appeal(Base):
    """What a family told us, on a day, in its own words."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint("state <> 'returned' OR return_reason IS NOT NULL", name="returned_has_reason"),
        Index("ix_appeals_office_id_state", "office_id", "state", "id"),
        Index("ix_appeals_logged_by_id_state", "logged_by_id", "state", "id"),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.DRAFT)
    channel: Mapped[AppealChannel] = mapped_column(default=AppealChannel.OFFICE)
    received_on: Mapped[date | None]
    statement: Mapped[str | None] = mapped_column(Text)
    statement_language: Mapped[TextLanguage | None]
    video_url: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reviewed_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office] = relationship(lazy="raise_on_sql")
    logged_by: Mapped[User | None] = relationship(foreign_keys=logged_by_id, lazy="raise_on_sql")
    cases: Mapped[list["AppealCase"]] = relationship(
        back_populates="appeal", order_by="AppealCase.id", lazy="raise_on_sql"
    )
    applicants: Mapped[list["Applicant"]] = relationship(
        back_populates="appeal", order_by="Applicant.id", lazy="raise_on_sql"
    )
    translations: Mapped[list["Translation"]] = relationship(back_populates="appeal", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AppealCase(Base):
    """A missing person that an appeal is about; one appeal may name several.

    ``compare_with_id`` is a case that may be of the same person: the coordinator decides.
    """

    __tablename__ = "appeal_cases"
    __table_args__ = (UniqueConstraint("appeal_id", "case_id"),)

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    compare_with_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)

    appeal: Mapped[Appeal] = relationship(back_populates="cases", lazy="raise_on_sql")
    case: Mapped[Case] = relationship(foreign_keys=case_id, lazy="raise_on_sql")
    compare_with: Mapped[Case | None] = relationship(foreign_keys=compare_with_id, lazy="raise_on_sql")


class Applicant(Base):
    """Somebody who asks, and what they are to the missing person."""

    __tablename__ = "applicants"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    kinship: Mapped[Kinship] = mapped_column(default=Kinship.OTHER)
    own_word: Mapped[str | None] = mapped_column(String(200))
    relation_note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)

    appeal: Mapped[Appeal] = relationship(back_populates="applicants", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Translation(Base):
    """A statement in another language, by a translator who sees nothing else."""

    __tablename__ = "translations"
    __table_args__ = (
        UniqueConstraint("appeal_id", "language"),
        CheckConstraint("state <> 'approved' OR text IS NOT NULL", name="approved_has_text"),
        Index("ix_translations_translator_id_state", "translator_id", "state"),
    )

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id"))
    language: Mapped[TextLanguage]
    translator_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str | None] = mapped_column(Text)
    state: Mapped[TranslationState] = mapped_column(default=TranslationState.ASSIGNED)
    return_reason: Mapped[str | None] = mapped_column(Text)
    assigned_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reviewed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    appeal: Mapped[Appeal] = relationship(back_populates="translations", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Consent(Base):
    """What one person agreed to for one case and one purpose; the newest answer counts."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_case_id_purpose", "case_id", "purpose", "id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    purpose: Mapped[ConsentPurpose]
    answer: Mapped[ConsentAnswer]
    given_on: Mapped[date]
    expires_on: Mapped[date | None]
    witness: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[TextLanguage | None]
    bodies: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    recorded_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class AppealText(Base):
    """Typed text of a step kept before it is complete, so that a closed browser loses nothing."""

    __tablename__ = "appeal_texts"
    __table_args__ = (UniqueConstraint("appeal_id", "step"),)

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id"))
    step: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
