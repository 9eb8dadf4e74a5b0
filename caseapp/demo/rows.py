"""Rows on their way into the database: gathered by table, numbered ahead, written with one statement a table."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from caseapp.db import Base, is_sqlite
from caseapp.models import metadata


class Rows:
    """Rows of many tables, to be written together; each knows its number before it is written."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.last: dict[str, int] = {}

    def add(self, model: type[Base], **values: Any) -> int:
        """Put a row in the queue and return its number."""
        name = model.__tablename__
        number = values.get("id") or self._next(name, model)
        values["id"] = self.last[name] = number
        self.waiting[name].append(values)
        return number

    def _next(self, name: str, model: type[Base]) -> int:
        if name not in self.last:
            self.last[name] = self.session.scalar(select(func.max(model.id))) or 0
        return self.last[name] + 1

    def write(self) -> None:
        """Write what waits, tables in the order of their references; a row may leave out what may be empty."""
        written = []
        for table in metadata.sorted_tables:
            rows = self.waiting.pop(table.name, None)
            if rows:
                self.session.connection().execute(insert(table), _even(table, rows))
                written.append(table)
        if not is_sqlite(self.session):
            for table in written:
                self._catch_up(table)

    def _catch_up(self, table: Table) -> None:
        """Let PostgreSQL go on numbering after the rows that brought their number."""
        if table.name == "case_search":
            return
        self.session.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
            {"name": table.name, "last": self.last[table.name]},
        )


def _even(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every row the same columns: a statement for many rows has one shape."""
    keys = set().union(*(row.keys() for row in rows))
    empty: dict[str, Any] = {}
    for key in keys:
        default = table.c[key].default
        empty[key] = default.arg if default is not None and default.is_scalar else None  # type: ignore[attr-defined]
    return [row if len(row) == len(keys) else {**empty, **row} for row in rows]
