"""Rows of one case, gathered by table, and the words that no table knew."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

from caseapp.db import Base
from caseapp.exchange.numbers import Numbers
from caseapp.exchange.vocabulary_maps import WordMap
from caseapp.vocabulary import Vocabulary


@dataclass(frozen=True)
class Setting:
    """What all cases of one import share."""

    office_id: int
    office_code: str
    actor_id: int | None
    bodies: Mapping[str, int]
    at: datetime
    today: date


@dataclass(frozen=True)
class Place:
    """Where the rows of one record go: its case, person and appeal."""

    case_id: int
    person_id: int
    appeal_id: int | None
    is_new: bool


@dataclass
class Rows:
    """Rows to insert by table, and the words that no table knew."""

    numbers: Numbers
    setting: Setting
    place: Place
    by_table: dict[Table, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, model: type[Base], **values: Any) -> None:
        """Add a row."""
        self.by_table[model.__table__].append(values)  # type: ignore[index]

    def numbered(self, model: type[Base], **values: Any) -> int:
        """Add a row that others point to, and return its number."""
        number = self.numbers.take(model)
        self.by_table[model.__table__].append({"id": number, **values})  # type: ignore[index]
        return number

    def term(self, table: WordMap[Any], printed: str | None) -> tuple[Vocabulary, str | None]:
        """Map a printed word, and count it where no table knows it."""
        found = table.read(printed)
        self.note(table.name, printed, is_known=found.is_known)
        return found.term, found.as_printed

    def note(self, table: str, printed: str | None, *, is_known: bool) -> None:
        """Count a word that no table knows."""
        if not is_known and printed is not None:
            self.unmapped[table, printed] += 1
