"""Tables of protests: the day, who came for whom, what was done to each."""

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, Time
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import Office
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.dates import PartialDate
from caseapp.dates.column import partial_date
from caseapp.db import Base
from caseapp.protests.vocabulary import NoticeAnswer, ProtestForm, ProtestOutcome, ProtestState


class Protest(Base):
    """A picket, rally or march, planned or held."""

    __tablename__ = "protests"
    __table_args__ = (
        CheckConstraint("notice_answer <> 'refused' OR refusal_ground IS NOT NULL", name="refusal_has_ground"),
        Index("ix_protests_office_id_held_on", "office_id", "held_on", "id"),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    form: Mapped[ProtestForm]
    form_as_printed: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[ProtestState] = mapped_column(default=ProtestState.PLANNED)
    held_on: Mapped[date | None]
    when: Mapped[PartialDate | None] = partial_date("when")
    is_date_derived: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[time | None] = mapped_column(Time)
    place_text: Mapped[str | None] = mapped_column(Text)
    place_code: Mapped[str | None] = mapped_column(String(6))
    place_confidence: Mapped[str | None] = mapped_column(Text)
    place_country: Mapped[str | None] = mapped_column(String(60))
    demand: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    notice_answer: Mapped[NoticeAnswer] = mapped_column(default=NoticeAnswer.NOT_NOTIFIED)
    notice_given_on: Mapped[date | None]
    notice_due_on: Mapped[date | None]
    notice_answered_on: Mapped[date | None]
    refusal_ground: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    is_published_record: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office] = relationship(lazy="raise_on_sql")
    appearances: Mapped[list["Appearance"]] = relationship(
        back_populates="protest", order_by="Appearance.id", lazy="raise_on_sql"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Appearance(Base):
    """Somebody came for a case."""

    __tablename__ = "appearances"

    protest_id: Mapped[int] = mapped_column(ForeignKey("protests.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    who: Mapped[str | None] = mapped_column(Text)
    checked_in_at: Mapped[datetime | None]
    checked_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    note: Mapped[str | None] = mapped_column(Text)

    protest: Mapped[Protest] = relationship(back_populates="appearances", lazy="raise_on_sql")
    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    outcomes: Mapped[list["Outcome"]] = relationship(
        back_populates="appearance", order_by="Outcome.id", lazy="raise_on_sql"
    )


class Outcome(Base):
    """What was done to somebody who came."""

    __tablename__ = "outcomes"

    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), index=True)
    kind: Mapped[ProtestOutcome]
    kind_as_printed: Mapped[str | None] = mapped_column(String(100))
    happened_on: Mapped[date | None]
    minutes: Mapped[int | None]
    days: Mapped[int | None]
    amount_kzt: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    article: Mapped[str | None] = mapped_column(String(200))
    served_on: Mapped[date | None]
    appeal_due_on: Mapped[date | None]
    detail: Mapped[str | None] = mapped_column(Text)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    recorded_at: Mapped[datetime]

    appearance: Mapped[Appearance] = relationship(back_populates="outcomes", lazy="raise_on_sql")
