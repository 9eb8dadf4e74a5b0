"""Inserting many small groups of rows: each statement is compiled once, for an import runs it for every case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from caseapp.db import Base


@dataclass(frozen=True)
class Prepared:
    """An insert of certain columns: its SQL, and how each value is handed to the driver."""

    sql: str
    is_positional: bool
    columns: tuple[tuple[str, Callable[[Any], Any] | None, Any], ...]

    def bound(self, values: Mapping[str, Any]) -> Any:
        """Give one row as the driver wants it."""
        facts = [
            (key, values.get(key, default) if process is None else process(values.get(key, default)))
            for key, process, default in self.columns
        ]
        return tuple(value for _, value in facts) if self.is_positional else dict(facts)


@cache
def _tables() -> tuple[Table, ...]:
    """List every table after those it points to."""
    return tuple(Base.metadata.sorted_tables)


@cache
def _prepared(table: Table, keys: tuple[str, ...], dialect: Dialect) -> Prepared:
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(keys))
    names = (compiled.positiontup if compiled.positional else list(compiled.binds)) or []
    return Prepared(str(compiled), bool(compiled.positional), tuple(_column(table, name, dialect) for name in names))


def _column(table: Table, name: str, dialect: Dialect) -> tuple[str, Callable[[Any], Any] | None, Any]:
    column = table.c[name]
    default = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    return name, column.type.dialect_impl(dialect).bind_processor(dialect), default


def insert_all(connection: Connection, by_table: Mapping[Table, list[dict[str, Any]]]) -> None:
    """Insert rows of several tables, those that are pointed to first; rows of one table have the same columns."""
    for table in _tables():
        rows = by_table.get(table)
        if rows:
            prepared = _prepared(table, tuple(rows[0]), connection.dialect)
            bound = [prepared.bound(row) for row in rows]
            connection.exec_driver_sql(prepared.sql, bound if len(bound) > 1 else bound[0])
