"""A million cases, made by SQL from those there are: how deep pages and name search grow."""

import contextlib
import statistics
import time
import urllib.parse
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.engine import Connection

from bench import bare
from bench.pages import NAMES
from bench.serving import Site, serving, sign_in
from bench.timing import Target, run_round
from caseapp.cases.models import Case
from caseapp.cases.people import Person, PersonName
from caseapp.search.models import CaseSearch

MILLION = 1_000_000
DEEP = 500
ROWS = 50


def measure(
    running: contextlib.ExitStack, large: Site, small: Site, rounds: int, seconds: float
) -> tuple[dict[str, float | None], float | None]:
    """Grow one site to a million cases, keep another as it was, and measure both in turns."""
    small.fill()
    running.enter_context(serving(small))
    with bare.engine_of(large) as engine, engine.connect() as connection:
        grow(connection)
    large.settle()
    staff = sign_in(large.port)
    with bare.engine_of(large) as engine, engine.connect() as connection:
        before = deep_place(connection, staff_office(connection))
    first = Target("page 1", lambda: ("GET", "/cases", None), staff)
    deep = Target("page 500", lambda: ("GET", f"/cases?before={before}", None), staff)
    assert small.staff is not None  # noqa: S101 - a served site has somebody signed in
    path = "/cases?q=" + urllib.parse.quote(NAMES[0])
    many = Target("search", lambda: ("GET", path, None), staff)
    few = Target("search", lambda: ("GET", path, None), small.staff)
    deeper, wider = [], []
    for target in (first, deep, many, few):
        run_round(target, 1, seconds)
    for _ in range(max(3, rounds)):
        near, far = run_round(first, 1, seconds), run_round(deep, 1, seconds)
        deeper.append(far.median_ms / near.median_ms)
        lots, some = run_round(many, 1, seconds), run_round(few, 1, seconds)
        wider.append(lots.median_ms / some.median_ms)
    return {"page 500": statistics.median(deeper)}, statistics.median(wider)


def staff_office(connection: Connection) -> int:
    """Return the office of the coordinator who looks."""
    statement = text("SELECT office_id FROM users WHERE email = 'coordinator@demo.invalid'")
    return int(connection.execute(statement).scalar_one())


def deep_place(connection: Connection, office_id: int) -> int:
    """Return the case after which page 500 of the office's list begins."""
    found = (
        select(Case.id)
        .where(Case.office_id == office_id, Case.state == "open")
        .order_by(Case.id.desc())
        .offset(DEEP * ROWS)
        .limit(1)
    )
    return int(connection.execute(found).scalar_one())


def grow(connection: Connection, goal: int = MILLION) -> float:
    """Copy persons, names, cases and search rows until there are so many cases; say how many rows a second."""
    begin, total = time.perf_counter(), 0
    cases = connection.execute(select(func.count()).select_from(Case)).scalar_one()
    tables: list[Table] = [model.__table__ for model in (Person, PersonName, Case, CaseSearch)]  # type: ignore[misc]
    steps = {table.name: connection.execute(select(func.max(table.c.id))).scalar_one() for table in tables}
    connection.commit()
    for copy in range(1, max(1, goal // cases)):
        for table in tables:
            total += connection.execute(text(_copying(table, steps, copy))).rowcount
        connection.commit()
    return total / (time.perf_counter() - begin)


def _copying(table: Table, steps: dict[str, int], copy: int) -> str:
    moved: dict[str, Any] = {
        "id": f"id + {copy * steps[table.name if table.name != 'case_search' else 'cases']}",
        "person_id": f"person_id + {copy * steps['persons']}",
        "code": f"code || '-{copy}'",
    }
    columns = [column.name for column in table.columns]
    chosen = ", ".join(moved.get(name, f'"{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table.name} ({named}) SELECT {chosen} FROM {table.name} WHERE id <= {steps[table.name]}"  # noqa: S608
