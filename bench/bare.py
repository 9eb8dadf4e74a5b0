"""Statements measured without any page, on the same database through the same engine."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Select, event
from sqlalchemy.orm import Session

from bench.serving import Site
from caseapp.db import embedded_engine, server_engine
from caseapp.keys import get_keys

SECONDS = 0.4
WARM = 5


@contextmanager
def engine_of(site: Site) -> Iterator[Engine]:
    """Open the database of a site as the application does."""
    if site.url:
        engine = server_engine(site.url)
    else:
        engine = embedded_engine(site.folder / "jaqyn.db", get_keys(site.folder, "demo").database)
    try:
        yield engine
    finally:
        engine.dispose()


def time_statements(engine: Engine, statements: Callable[[Session], dict[str, Select[Any]]]) -> dict[str, float]:
    """Return the median time of each statement in milliseconds, as the driver takes it."""
    found: dict[str, float] = {}
    with Session(engine) as session:
        for name, statement in statements(session).items():
            text, parameters = _compiled(session, statement)
            cursor = session.connection().connection.cursor()
            for _ in range(WARM):
                cursor.execute(text, parameters)
                cursor.fetchall()
            times = []
            end = time.perf_counter() + SECONDS
            while time.perf_counter() < end:
                begin = time.perf_counter()
                cursor.execute(text, parameters)
                cursor.fetchall()
                times.append((time.perf_counter() - begin) * 1000)
            cursor.close()
            found[name] = statistics.median(times)
    return found


def _compiled(session: Session, statement: Select[Any]) -> tuple[str, Any]:
    """Catch what the driver is given for a statement."""
    caught: list[tuple[str, Any]] = []

    def catch(_connection: Any, _cursor: Any, text: str, parameters: Any, *_rest: Any) -> None:
        caught.append((text, parameters))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", catch)
    session.execute(statement).all()
    event.remove(connection, "before_cursor_execute", catch)
    return caught[0]
