"""The database: typed base, engine, session of a request, and the one way to change anything."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3
from flask import Flask, current_app, g
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, Enum, Integer, MetaData, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator
from werkzeug.local import LocalProxy

CACHE_KIB = 8 * 1024
BUSY_MS = 10_000
CONNECTIONS = 2
# Marks a session that has sent changes to the database and not committed them.
UNSAVED = "unsaved"

Identity = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and always aware of it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; SQLite keeps it without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the interface's
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _words(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


class Base(DeclarativeBase):
    """A table with a number of its own for each row."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - the declarative base reads it from the class
        datetime: UtcDateTime(),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=_words),
        dict[str, Any]: Json,
        list[Any]: Json,
    }

    id: Mapped[int] = mapped_column(Identity, primary_key=True)


def embedded_engine(path: Path, key: bytes, **options: Any) -> Engine:
    """Open the encrypted embedded database at this path with its raw 32-byte key."""

    def connect() -> Any:
        connection = sqlcipher3.connect(
            str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "trusted_schema = OFF",
            f"cache_size = -{CACHE_KIB}",
            f"busy_timeout = {BUSY_MS}",
            "temp_store = MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        return connection

    # Each connection keeps a page cache of its own; the one used last is used again.
    settings: dict[str, Any] = {
        "poolclass": QueuePool,
        "pool_size": CONNECTIONS,
        "max_overflow": 0,
        "pool_use_lifo": True,
        **options,
    }
    engine = create_engine("sqlite://", hide_parameters=True, module=sqlcipher3, creator=connect, **settings)
    _begin_by_hand(engine)
    return engine


def _begin_by_hand(engine: Engine) -> None:
    """Begin writes with IMMEDIATE, so that two writers queue instead of failing half-way."""

    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    event.listen(engine, "begin", begin)


def server_engine(url: str, **options: Any) -> Engine:
    """Connect to PostgreSQL."""
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_use_lifo=True,
        **options,
    )


def is_sqlite(session: Session) -> bool:
    """Say whether this session speaks to the embedded database."""
    return session.get_bind().dialect.name == "sqlite"


@event.listens_for(Session, "after_flush")
def _note_flush(session: Session, _context: Any) -> None:
    session.info[UNSAVED] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget_flush(session: Session) -> None:
    session.info.pop(UNSAVED, None)


class Database:
    """The engine of one application and the session of each request."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.make_session = sessionmaker(engine, expire_on_commit=False)

    def init_app(self, app: Flask) -> None:
        """Attach to an application; its sessions end with the request."""
        app.extensions["database"] = self
        app.teardown_appcontext(self._close)

    def _close(self, _error: BaseException | None) -> None:
        session: Session | None = g.pop("db_session", None)
        if session is None:
            return
        if session.in_transaction() and not session.info.get(UNSAVED):
            # What was only read ends with COMMIT: after ROLLBACK, PostgreSQL's driver forgets every statement
            # it has prepared. What a page changed in memory and did not mean to keep is dropped before.
            session.expunge_all()
            session.commit()
        session.close()

    def session(self) -> Session:
        """Return the session of this request or command."""
        if "db_session" not in g:
            g.db_session = self.make_session()
        return g.db_session  # type: ignore[no-any-return]


def _current() -> Session:
    database: Database = current_app.extensions["database"]
    return database.session()


session: Session = LocalProxy(_current)  # type: ignore[assignment]


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the one transaction of a change: committed at the end, rolled back on any error.

    What was read before stays loaded; a row that somebody else has changed since
    is caught by its version column when it is written.
    """
    current = _current()
    current.commit()
    current.connection(execution_options={"immediate": True})
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
