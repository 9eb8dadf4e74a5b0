"""Tables of cases: the case itself, who works on it, what it is called elsewhere."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import Office, User
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import (
    Access,
    CaseKind,
    CaseState,
    HealthStatus,
    LegalStatus,
    PlaceStatus,
    Risk,
    Sex,
)
from caseapp.db import Base


class Case(Base):
    """One missing person and everything done for them.

    The three statuses, the name shown in lists, the sex, the county and the time of
    disappearance are kept here from the verified claims so that lists need one table;
    ``cases.services.refresh`` is the only writer.
    """

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("state <> 'closed' OR closed_on IS NOT NULL", name="closed_has_date"),
        CheckConstraint("state = 'draft' OR code IS NOT NULL", name="open_has_code"),
        Index("ix_cases_office_id_state_id", "office_id", "state", "id"),
        Index("ix_cases_office_id_access_id", "office_id", "access", "id"),
        Index("ix_cases_office_id_place_status_id", "office_id", "place_status", "id"),
        Index("ix_cases_office_id_legal_status_id", "office_id", "legal_status", "id"),
        Index("ix_cases_office_id_health_status_id", "office_id", "health_status", "id"),
        Index("ix_cases_office_id_county_code_id", "office_id", "county_code", "id"),
        Index("ix_cases_office_id_sex_id", "office_id", "sex", "id"),
        Index("ix_cases_office_id_changed_at", "office_id", "changed_at", "id"),
        Index("ix_cases_logged_by_id_state", "logged_by_id", "state"),
    )

    code: Mapped[str | None] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    kind: Mapped[CaseKind] = mapped_column(default=CaseKind.DETAINED)
    state: Mapped[CaseState] = mapped_column(default=CaseState.DRAFT)
    access: Mapped[Access] = mapped_column(default=Access.OFFICE)
    risk: Mapped[Risk] = mapped_column(default=Risk.RAISED)
    label: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]

    shown_name: Mapped[str] = mapped_column(Text, default="")
    other_name: Mapped[str | None] = mapped_column(Text)
    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    county_code: Mapped[str | None] = mapped_column(String(6))
    place_status: Mapped[PlaceStatus] = mapped_column(default=PlaceStatus.UNKNOWN)
    legal_status: Mapped[LegalStatus] = mapped_column(default=LegalStatus.UNKNOWN)
    health_status: Mapped[HealthStatus] = mapped_column(default=HealthStatus.UNKNOWN)
    taken_earliest: Mapped[date | None] = mapped_column(index=True)
    taken_latest: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    office: Mapped[Office] = relationship(lazy="raise_on_sql")
    logged_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
    assignments: Mapped[list["CaseAssignment"]] = relationship(back_populates="case", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class CaseAssignment(Base):
    """Somebody who works on a case, and is named on it if it is sealed."""

    __tablename__ = "case_assignments"
    __table_args__ = (
        UniqueConstraint("case_id", "user_id"),
        Index("ix_case_assignments_user_id_case_id", "user_id", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)

    case: Mapped[Case] = relationship(back_populates="assignments", lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")


class CaseNumber(Base):
    """The last case number an office has given out in a year."""

    __tablename__ = "case_numbers"
    __table_args__ = (UniqueConstraint("office_id", "year"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


class ExternalReference(Base):
    """What a case is called elsewhere; search finds it by this too."""

    __tablename__ = "external_references"
    __table_args__ = (UniqueConstraint("system", "value"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    system: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(200))


class CaseLink(Base):
    """Two cases that belong together; the other may be known only by its reference until it comes."""

    __tablename__ = "case_links"
    __table_args__ = (UniqueConstraint("case_id", "other_reference"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    other_reference: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)


class Source(Base):
    """A publication that claims refer to by its key."""

    __tablename__ = "sources"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    published: Mapped[str | None] = mapped_column(String(100))
    language: Mapped[str | None] = mapped_column(String(10))
    file: Mapped[str | None] = mapped_column(Text)
    is_external: Mapped[bool] = mapped_column(default=False)


class CaseSource(Base):
    """A publication that tells of the case; it may come into the register later."""

    __tablename__ = "case_sources"
    __table_args__ = (UniqueConstraint("case_id", "source_key"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    source_key: Mapped[str] = mapped_column(String(60), index=True)
