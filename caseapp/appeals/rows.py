"""Keeping the rows of a person or case in step with the rows of a form."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from caseapp.db import Base

Row = TypeVar("Row", bound=Base)
Typed = dict[str, Any]


def keep(
    session: Session,
    rows: Sequence[Row],
    typed: Iterable[Typed],
    *,
    make: type[Row],
    owner: dict[str, Any],
    content: str | tuple[str, ...],
    key: tuple[str, ...],
) -> None:
    """Change, add and remove rows as typed: one with its number but no ``content`` is removed.

    Rows the form did not show stay as they are. A new row equal to a kept one in ``key`` is the same
    row sent twice.
    """
    needed = (content,) if isinstance(content, str) else content
    known = {row.id: row for row in rows}
    seen = {tuple(getattr(row, name) for name in key) for row in rows}
    for facts in typed:
        values = {name: value for name, value in facts.items() if name not in {"row_id", "remove"}}
        row = known.get(int(facts["row_id"])) if str(facts.get("row_id") or "").isdigit() else None
        is_empty = facts.get("remove") or not any(values.get(name) for name in needed)
        if row is not None and is_empty:
            session.delete(row)
        elif row is not None:
            for name, value in values.items():
                setattr(row, name, value)
        elif not is_empty and (mark := tuple(values.get(name) for name in key)) not in seen:
            seen.add(mark)
            session.add(make(**owner, **values))
