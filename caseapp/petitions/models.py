"""Tables of petitions: bodies with versions, the calendar, petitions, clocks, correspondence."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from caseapp import clock
from caseapp.accounts.models import Office, User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.dates import PartialDate
from caseapp.dates.column import partial_date
from caseapp.db import Base
from caseapp.petitions.letters.kinds import LetterKind
from caseapp.petitions.references import key_of
from caseapp.petitions.vocabulary import (
    BodyKind,
    ClockKind,
    CorrespondenceKind,
    DayKind,
    Direction,
    LegalReview,
    PetitionChannel,
    PetitionState,
    Silence,
    Standing,
)


def _proved(name: str, states: str, evidence: str) -> CheckConstraint:
    """Let the database refuse states without their evidence (``petitions.moves.EVIDENCE``); published ones stay."""
    return CheckConstraint(f"state NOT IN ({states}) OR ({evidence}) OR is_published_record", name=name)


# What another row proves (a notice, a withdrawal, the petition that follows) is watched by triggers: migration 0009.
EVIDENCE_OF_STATES = (
    _proved(
        "sent_has_day_and_channel",
        "'sent', 'acknowledged', 'forwarded', 'extended', "
        "'answered_merits', 'answered_formal', 'answered_oral', 'refused'",
        "sent_on IS NOT NULL AND channel IS NOT NULL",
    ),
    _proved("receipt_has_day", "'acknowledged'", "acknowledged_on IS NOT NULL"),
    _proved(
        "answer_has_day_and_words",
        "'answered_merits', 'answered_formal', 'refused'",
        "replied_on IS NOT NULL AND (reply_detail IS NOT NULL OR reply_evidence_id IS NOT NULL)",
    ),
    _proved(
        "spoken_answer_has_speaker",
        "'answered_oral', 'not_accepted'",
        "replied_on IS NOT NULL AND reply_by IS NOT NULL AND reply_detail IS NOT NULL",
    ),
    _proved("closing_has_reason", "'closed'", "closed_on IS NOT NULL AND outcome IS NOT NULL"),
)


class Body(Base):
    """An addressee and procedure; what is known of it lives in versions."""

    __tablename__ = "bodies"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[BodyKind]
    is_active: Mapped[bool] = mapped_column(default=True)

    versions: Mapped[list["BodyVersion"]] = relationship(
        back_populates="body", order_by=lambda: BodyVersion.valid_from.asc().nulls_first(), lazy="raise_on_sql"
    )


class BodyVersion(Base):
    """A body's names, channels, needs and clocks as they stand between two days (``valid_to`` inclusive).

    ``record`` has the shape of ``reference/bodies.json``; ``body_data.parse_body`` reads it.
    """

    __tablename__ = "body_versions"
    __table_args__ = (
        UniqueConstraint("body_id", "valid_from"),
        CheckConstraint("review <> 'verified' OR reviewed_by IS NOT NULL", name="verified_by_somebody"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name="valid_in_order"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    record: Mapped[dict[str, Any]]
    review: Mapped[LegalReview] = mapped_column(default=LegalReview.UNVERIFIED)
    reviewed_by: Mapped[str | None] = mapped_column(String(200))
    reviewed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    body: Mapped[Body] = relationship(back_populates="versions", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CalendarDay(Base):
    """A day that is not what its weekday says: a holiday, a moved day off, a working weekend."""

    __tablename__ = "calendar_days"
    __table_args__ = (UniqueConstraint("country", "day"),)

    country: Mapped[str] = mapped_column(String(2), default="KZ")
    day: Mapped[date]
    kind: Mapped[DayKind]
    name: Mapped[str] = mapped_column(String(200))
    is_estimated: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(Text)


class CalendarYear(Base):
    """A year for which somebody has entered the days off; beyond it dates are provisional."""

    __tablename__ = "calendar_years"
    __table_args__ = (UniqueConstraint("country", "year"),)

    country: Mapped[str] = mapped_column(String(2), default="KZ")
    year: Mapped[int]
    is_complete: Mapped[bool] = mapped_column(default=True)


class Petition(Base):
    """A written demand to a body about one or more cases.

    ``due_on``, ``lapses_to`` and ``silence`` repeat the clock the board goes by while an answer is awaited: its day,
    what the petition is from the day after (overdue or silent), and what the law makes of the silence;
    ``clocks.follow`` is the only writer.
    """

    __tablename__ = "petitions"
    __table_args__ = (
        *EVIDENCE_OF_STATES,
        CheckConstraint("body_id IS NOT NULL OR recipient_text IS NOT NULL", name="has_recipient"),
        Index("ix_petitions_office_id_state", "office_id", "state", "id"),
        Index("ix_petitions_state_id", "state", "id"),
        # Has all that the figures of a body ask of most letters.
        Index(
            "ix_petitions_body_id_sent_on",
            *("body_id", "sent_on", "replied_on", "closed_on", "state", "due_on", "lapses_to", "is_published_record"),
        ),
        Index("ix_petitions_owner_id_state", "owner_id", "state"),
        Index("ix_petitions_owner_id_due_on", "owner_id", "due_on", "id", "office_id", "state", "lapses_to"),
        Index("ix_petitions_body_id_due_on", "body_id", "due_on", "id", "office_id", "state", "lapses_to"),
        Index("ix_petitions_office_id_due_on", "office_id", "due_on", "id", "state"),
        Index("ix_petitions_office_id_lapses_to", "office_id", "lapses_to", "due_on", "id", "state"),
        Index(
            "uq_petitions_idempotency_key",
            "idempotency_key",
            unique=True,
            sqlite_where=text("idempotency_key IS NOT NULL"),
            postgresql_where=text("idempotency_key IS NOT NULL"),
        ),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    body_version_id: Mapped[int | None] = mapped_column(ForeignKey("body_versions.id"), index=True)
    recipient_text: Mapped[str | None] = mapped_column(Text)
    recipient_key: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[PetitionState] = mapped_column(default=PetitionState.DRAFT)
    language: Mapped[TextLanguage | None]
    subject: Mapped[str | None] = mapped_column(Text)
    letter: Mapped[str | None] = mapped_column(Text)
    letter_kind: Mapped[LetterKind | None]
    return_reason: Mapped[str | None] = mapped_column(Text)
    petitioner: Mapped[str | None] = mapped_column(Text)
    sent_on: Mapped[date | None]
    since: Mapped[PartialDate | None] = partial_date("since")
    channel: Mapped[PetitionChannel | None]
    reference: Mapped[str | None] = mapped_column(String(200), index=True)
    reference_key: Mapped[str | None] = mapped_column(String(40), index=True)
    acknowledged_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    reply_as_printed: Mapped[str | None] = mapped_column(String(100))
    reply_detail: Mapped[str | None] = mapped_column(Text)
    reply_by: Mapped[str | None] = mapped_column(Text)
    reply_evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_files.id"), index=True)
    outcome: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    is_published_record: Mapped[bool] = mapped_column(default=False)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("petitions.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    lapses_to: Mapped[Standing | None]
    silence: Mapped[Silence | None]
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office] = relationship(lazy="raise_on_sql")
    body: Mapped[Body | None] = relationship(lazy="raise_on_sql")
    body_version: Mapped[BodyVersion | None] = relationship(lazy="raise_on_sql")
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id, lazy="raise_on_sql")
    cases: Mapped[list["PetitionCase"]] = relationship(
        back_populates="petition", order_by="PetitionCase.id", lazy="raise_on_sql"
    )
    clocks: Mapped[list["PetitionClock"]] = relationship(
        back_populates="petition", order_by="PetitionClock.id", lazy="raise_on_sql"
    )
    letters: Mapped[list["Correspondence"]] = relationship(
        back_populates="petition",
        order_by=lambda: (Correspondence.happened_on.asc().nulls_first(), Correspondence.id),
        lazy="raise_on_sql",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @validates("reference")
    def _keep_key(self, _name: str, reference: str | None) -> str | None:
        self.reference_key = key_of(reference)
        return reference


class PetitionCase(Base):
    """A case that a petition is about."""

    __tablename__ = "petition_cases"
    __table_args__ = (UniqueConstraint("petition_id", "case_id"),)

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)

    petition: Mapped[Petition] = relationship(back_populates="cases", lazy="raise_on_sql")
    case: Mapped[Case] = relationship(lazy="raise_on_sql")


class PetitionClock(Base):
    """A term that runs on a petition, with the rule it was computed by and the trace of every day."""

    __tablename__ = "petition_clocks"
    __table_args__ = (
        UniqueConstraint("petition_id", "kind"),
        Index("ix_petition_clocks_kind_stopped_on_due_on", "kind", "stopped_on", "due_on", "petition_id"),
        Index("ix_petition_clocks_stopped_on_due_on", "stopped_on", "due_on", "petition_id", "kind"),
    )

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    kind: Mapped[ClockKind]
    rule: Mapped[dict[str, Any]]
    started_on: Mapped[date]
    due_on: Mapped[date | None]
    is_provisional: Mapped[bool] = mapped_column(default=False)
    trace: Mapped[list[Any]]
    stopped_on: Mapped[date | None]
    # When what a calendar shows of this clock last changed; calendars elsewhere tell the newer of two by it.
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    petition: Mapped[Petition] = relationship(back_populates="clocks", lazy="raise_on_sql")


class Correspondence(Base):
    """One thing that went out or came in; what was recorded by mistake stays, marked with the reason."""

    __tablename__ = "correspondence"
    __table_args__ = (
        CheckConstraint("happened_on IS NOT NULL OR kind = 'note'", name="has_day"),
        CheckConstraint(
            "kind <> 'forwarded' OR to_body_id IS NOT NULL OR to_text IS NOT NULL", name="forwarded_to_somebody"
        ),
        CheckConstraint("kind <> 'extended' OR new_due_on IS NOT NULL OR is_by_rule", name="extended_until"),
        CheckConstraint(
            "kind NOT IN ('answered_oral', 'not_accepted') OR (told_by IS NOT NULL AND summary IS NOT NULL)",
            name="spoken_by_somebody",
        ),
        CheckConstraint(
            "kind NOT IN ('answered_merits', 'answered_formal', 'refused')"
            " OR summary IS NOT NULL OR evidence_id IS NOT NULL",
            name="answer_has_words",
        ),
        CheckConstraint(
            "kind NOT IN ('withdrawal', 'withdrawal_under_pressure')"
            " OR (told_by IS NOT NULL AND summary IS NOT NULL AND confirmed_how IS NOT NULL)",
            name="withdrawal_confirmed",
        ),
        CheckConstraint(
            "kind <> 'sent' OR (channel IS NOT NULL AND (evidence_id IS NOT NULL OR no_proof_because IS NOT NULL"
            " OR channel NOT IN ('registered_post', 'online_form', 'e_otinish', 'by_hand')))",
            name="sending_proved",
        ),
        Index(
            "uq_correspondence_idempotency_key",
            "idempotency_key",
            unique=True,
            sqlite_where=text("idempotency_key IS NOT NULL"),
            postgresql_where=text("idempotency_key IS NOT NULL"),
        ),
    )

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"), index=True)
    direction: Mapped[Direction]
    kind: Mapped[CorrespondenceKind]
    happened_on: Mapped[date | None]
    summary: Mapped[str | None] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(String(200))
    reference_key: Mapped[str | None] = mapped_column(String(40), index=True)
    from_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    to_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    to_text: Mapped[str | None] = mapped_column(Text)
    new_due_on: Mapped[date | None]
    is_by_rule: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[PetitionChannel | None]
    no_proof_because: Mapped[str | None] = mapped_column(Text)
    is_by_family: Mapped[bool] = mapped_column(default=False)
    told_by: Mapped[str | None] = mapped_column(Text)
    confirmed_how: Mapped[str | None] = mapped_column(Text)
    taken_back_because: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_files.id"), index=True)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    recorded_at: Mapped[datetime]

    petition: Mapped[Petition] = relationship(back_populates="letters", lazy="raise_on_sql")

    @validates("reference")
    def _keep_key(self, _name: str, reference: str | None) -> str | None:
        self.reference_key = key_of(reference)
        return reference
