"""Tables of what is claimed about a case; claims stand side by side, each with its source."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.cases.models import Case
from caseapp.cases.vocabulary import (
    AidKind,
    Basis,
    ClaimState,
    ComponentKind,
    Credibility,
    DocumentType,
    EventType,
    HealthStatus,
    LegalStatus,
    MediaType,
    PlaceStatus,
    Sensitivity,
    SentenceCountry,
    SourceReliability,
)
from caseapp.dates import PartialDate
from caseapp.dates.column import partial_date
from caseapp.db import Base


class StatusUpdate(Base):
    """A claim about where somebody is, what the law has done, how they are; any axis may be left open."""

    __tablename__ = "status_updates"
    __table_args__ = (
        CheckConstraint(
            "place_status IS NOT NULL OR legal_status IS NOT NULL OR health_status IS NOT NULL", name="says_something"
        ),
        CheckConstraint(
            "state <> 'verified' OR verified_by_id IS NOT NULL OR verified_note IS NOT NULL",
            name="verified_by_somebody",
        ),
        Index("ix_status_updates_case_id_state", "case_id", "state"),
        Index("ix_status_updates_state_id", "state", "id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    place_status: Mapped[PlaceStatus | None]
    legal_status: Mapped[LegalStatus | None]
    health_status: Mapped[HealthStatus | None]
    as_of: Mapped[PartialDate | None] = partial_date("as_of")
    place_text: Mapped[str | None] = mapped_column(Text)
    place_code: Mapped[str | None] = mapped_column(String(6))
    detail: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[Basis | None]
    source: Mapped[str | None] = mapped_column(Text)
    reliability: Mapped[SourceReliability] = mapped_column(default=SourceReliability.F)
    credibility: Mapped[Credibility] = mapped_column(default=Credibility.UNJUDGED)
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.UNVERIFIED)
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    logged_at: Mapped[datetime]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    verified_at: Mapped[datetime | None]
    verified_note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CustodyEpisode(Base):
    """A stretch of time in one kind of custody; episodes chain into a path."""

    __tablename__ = "custody_episodes"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[PlaceStatus]
    facility: Mapped[str | None] = mapped_column(Text)
    place_text: Mapped[str | None] = mapped_column(Text)
    place_code: Mapped[str | None] = mapped_column(String(6))
    began: Mapped[PartialDate | None] = partial_date("began")
    ended: Mapped[PartialDate | None] = partial_date("ended")
    detail: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[Basis | None]
    source: Mapped[str | None] = mapped_column(Text)


class Event(Base):
    """Something that happened to the person."""

    __tablename__ = "events"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    type: Mapped[EventType]
    type_as_printed: Mapped[str | None] = mapped_column(String(100))
    happened: Mapped[PartialDate | None] = partial_date("happened")
    is_date_derived: Mapped[bool] = mapped_column(default=False)
    detail: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[Basis | None]
    source: Mapped[str | None] = mapped_column(Text)
    place_text: Mapped[str | None] = mapped_column(Text)
    place_code: Mapped[str | None] = mapped_column(String(6))
    place_confidence: Mapped[str | None] = mapped_column(Text)
    place_country: Mapped[str | None] = mapped_column(String(60))
    is_sensitive: Mapped[bool] = mapped_column(default=False)


class Sentence(Base):
    """What a court, or somebody for it, is said to have ordered."""

    __tablename__ = "sentences"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    country: Mapped[SentenceCountry]
    years_total: Mapped[int | None]
    years_from: Mapped[int | None]
    years_to: Mapped[int | None]
    charge: Mapped[str | None] = mapped_column(Text)
    announced_by: Mapped[str | None] = mapped_column(Text)
    announced: Mapped[PartialDate | None] = partial_date("announced")
    is_document_seen: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)

    components: Mapped[list["SentenceComponent"]] = relationship(back_populates="sentence", lazy="raise_on_sql")


class SentenceComponent(Base):
    """One part of a mixed sentence, such as five years of prison and then seven of camp."""

    __tablename__ = "sentence_components"

    sentence_id: Mapped[int] = mapped_column(ForeignKey("sentences.id"), index=True)
    kind: Mapped[ComponentKind]
    kind_as_printed: Mapped[str | None] = mapped_column(String(100))
    years: Mapped[int | None]
    months: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    sentence: Mapped[Sentence] = relationship(back_populates="components", lazy="raise_on_sql")


class Conflict(Base):
    """A field on which sources contradict each other; ``values`` lists value and source of each."""

    __tablename__ = "conflicts"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    field: Mapped[str] = mapped_column(String(100))
    values: Mapped[list[Any]]


class Claim(Base):
    """A statement about one field that fits no other table, kept with its source."""

    __tablename__ = "claims"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    field: Mapped[str] = mapped_column(String(100))
    value: Mapped[str] = mapped_column(Text)
    as_of: Mapped[PartialDate | None] = partial_date("as_of")
    basis: Mapped[Basis | None]
    source: Mapped[str | None] = mapped_column(Text)


class CaseDocument(Base):
    """A paper, picture or keepsake that is said to exist."""

    __tablename__ = "case_documents"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    type: Mapped[DocumentType]
    type_as_printed: Mapped[str | None] = mapped_column(String(100))
    detail: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)


class MediaItem(Base):
    """Something made public about the case."""

    __tablename__ = "media_items"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    type: Mapped[MediaType]
    type_as_printed: Mapped[str | None] = mapped_column(String(100))
    outlet: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    published: Mapped[PartialDate | None] = partial_date("published")
    source: Mapped[str | None] = mapped_column(Text)


class AidNeed(Base):
    """What a family lacks, and whether it has been met."""

    __tablename__ = "aid_needs"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[AidKind]
    kind_as_printed: Mapped[str | None] = mapped_column(String(100))
    beneficiary: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    met: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)


class SensitivityMark(Base):
    """A reason to handle the case with more care."""

    __tablename__ = "sensitivity_marks"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    mark: Mapped[Sensitivity]
    as_printed: Mapped[str | None] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(Text)


class CaseNote(Base):
    """A remark that belongs to the case as a whole."""

    __tablename__ = "case_notes"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    written_at: Mapped[datetime]
