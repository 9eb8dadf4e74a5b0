"""Tables of offices, people with an account, their sessions, and failed tries."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.vocabulary import FailureKind, Letterhead, Role
from caseapp.db import Base

if TYPE_CHECKING:
    from caseapp.permissions import Permission


class Office(Base):
    """A place where the organisation works; its code begins every case code."""

    __tablename__ = "offices"
    __table_args__ = (CheckConstraint("letterhead <> 'own' OR letterhead_text <> ''", name="own_letterhead_has_text"),)

    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    letterhead: Mapped[Letterhead] = mapped_column(default=Letterhead.OFFICE)
    letterhead_text: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    users: Mapped[list["User"]] = relationship(back_populates="office")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class User(Base):
    """Somebody with an account."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_password_temporary: Mapped[bool] = mapped_column(default=False)
    role: Mapped[Role]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    language: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office | None] = relationship(back_populates="users", lazy="raise_on_sql")
    further_offices: Mapped[list["FurtherOffice"]] = relationship(
        back_populates="user", order_by="FurtherOffice.office_id", cascade="all, delete-orphan"
    )
    sessions: Mapped[list["UserSession"]] = relationship(back_populates="user", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Say whether this person may sign in."""
        return self.disabled_at is None and self.password_hash is not None

    @property
    def office_ids(self) -> tuple[int, ...]:
        """List the offices this person works for, their own first; empty without one."""
        if self.office_id is None:
            return ()
        return (self.office_id, *(further.office_id for further in self.further_offices))

    def can(self, permission: "Permission") -> bool:
        """Say whether this person's role grants a permission."""
        from caseapp.permissions import GRANTS

        return permission in GRANTS[self.role]

    def get_id(self) -> str:
        """Return what the session cookie carries; set by the session service at sign-in."""
        return str(getattr(self, "session_token", ""))


class FurtherOffice(Base):
    """An office that a coordinator looks after besides their own."""

    __tablename__ = "further_offices"
    __table_args__ = (UniqueConstraint("user_id", "office_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)

    user: Mapped[User] = relationship(back_populates="further_offices", lazy="raise_on_sql")
    office: Mapped[Office] = relationship(lazy="raise_on_sql")


class UserSession(Base):
    """One sign-in on one device; only the hash of its token is kept."""

    __tablename__ = "user_sessions"
    __table_args__ = (Index("ix_user_sessions_user_id_ended_at", "user_id", "ended_at"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    device: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="sessions", lazy="raise_on_sql")


class FailedTry(Base):
    """A failed sign-in or card check, by whom it was tried on and from where; both as keyed hashes."""

    __tablename__ = "failed_tries"
    __table_args__ = (
        Index("ix_failed_tries_subject_source", "kind", "subject", "source", "at"),
        Index("ix_failed_tries_source", "kind", "source", "at"),
        Index("ix_failed_tries_at", "at"),
    )

    kind: Mapped[FailureKind]
    subject: Mapped[bytes] = mapped_column(LargeBinary(32))
    source: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]


class KnownDevice(Base):
    """A device that has signed in to an account before, counted apart from strangers."""

    __tablename__ = "known_devices"
    __table_args__ = (UniqueConstraint("user_id", "token_hash"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    seen_at: Mapped[datetime]
