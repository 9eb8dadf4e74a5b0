"""Row numbers taken ahead, so that rows that point to each other go in together."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from caseapp.db import Base, is_sqlite


class Numbers:
    """The next numbers of some tables, for one transaction."""

    def __init__(self, taken: Mapping[type[Base], Iterator[int]]) -> None:
        self._taken = taken

    def take(self, model: type[Base]) -> int:
        """Return the next number of a table."""
        return next(self._taken[model])


def reserve(session: Session, wanted: Mapping[type[Base], int]) -> Numbers:
    """Take numbers in a transaction that writes.

    The embedded database has one writer, so the numbers after the greatest are free until
    the transaction ends; the server hands them out of its sequences.
    """
    asked = {model: count for model, count in wanted.items() if count}
    if not asked:
        return Numbers({})
    if is_sqlite(session):
        greatest = session.connection().execute(_greatest(tuple(asked))).one()
        return Numbers({model: _after(last or 0) for model, last in zip(asked, greatest, strict=True)})
    return Numbers({model: iter(_from_sequence(session, model, count)) for model, count in asked.items()})


@cache
def _greatest(models: tuple[type[Base], ...]) -> Select[Any]:
    return select(*(select(func.max(model.id)).scalar_subquery() for model in models))


def _after(last: int) -> Iterator[int]:
    while True:
        last += 1
        yield last


def _from_sequence(session: Session, model: type[Base], count: int) -> list[int]:
    statement = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return list(session.scalars(statement, {"name": model.__tablename__, "count": count}))
