"""Tables of never losing a date: notices, nights, digests with their outbox, what each person wants, calendar feeds."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.accounts.models import User
from caseapp.db import Base
from caseapp.petitions.models import Petition
from caseapp.petitions.notice_vocabulary import DigestRhythm, FeedScope
from caseapp.petitions.vocabulary import ClockKind

MISSED = -1


class DeadlineNotice(Base):
    """A clock's end that was noticed once: ``tier`` is how many days before it the warning was due, or ``MISSED``.

    An extension is another day, and so another notice.
    """

    __tablename__ = "deadline_notices"
    __table_args__ = (
        UniqueConstraint("petition_id", "kind", "due_on", "tier"),
        Index("ix_deadline_notices_office_id_id", "office_id", "id"),
    )

    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    kind: Mapped[ClockKind]
    due_on: Mapped[date]
    tier: Mapped[int]
    noticed_at: Mapped[datetime]

    petition: Mapped[Petition] = relationship(lazy="raise_on_sql")


class SweepRun(Base):
    """A day as of which all clocks were looked at, to the end; ``digested_at`` is when its digests were queued."""

    __tablename__ = "sweep_runs"

    run_on: Mapped[date] = mapped_column(unique=True)
    finished_at: Mapped[datetime]
    digested_at: Mapped[datetime | None]


class NoticeWish(Base):
    """How somebody wants to be told of deadlines; without a row it is the usual for their role."""

    __tablename__ = "notice_wishes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    rhythm: Mapped[DigestRhythm]
    language: Mapped[str | None] = mapped_column(String(10))


class Digest(Base):
    """A message of one run to one recipient, kept until the mail server took it; ``user_id`` is empty for channels.

    It tells of the notices after one number and up to another; which of them the reader may see is asked again when
    it is written. Its ``message_id`` stays the same however often it is tried.
    """

    __tablename__ = "digests"
    __table_args__ = (
        UniqueConstraint("recipient", "run_on"),
        Index("ix_digests_sent_at_next_try_at", "sent_at", "next_try_at"),
    )

    recipient: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    run_on: Mapped[date]
    after_notice_id: Mapped[int]
    last_notice_id: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    ended_as: Mapped[str | None] = mapped_column(String(40))

    user: Mapped[User | None] = relationship(lazy="raise_on_sql")


class CalendarFeed(Base):
    """The secret address of somebody's calendar; only the hash of its token is kept."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    scope: Mapped[FeedScope]
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(lazy="raise_on_sql")
