"""The one way to store a partial date: five columns that load as one ``PartialDate`` or None."""

from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Date, SQLColumnExpression, String, Text, and_, or_, true
from sqlalchemy.orm import Composite, composite, mapped_column
from sqlalchemy.orm.properties import MappedColumn

from caseapp.dates.partial_date import PartialDate


class PartialDateComparator(Composite.Comparator[PartialDate]):
    """What a query can ask of a partial date: ``Event.began.overlaps(start, end)``, ``Event.began.earliest``."""

    __hash__ = None

    @property
    def edtf(self) -> SQLColumnExpression[str]:
        """Give the expression's column, NULL where no date is known."""
        return self._comparable_elements[0]

    @property
    def earliest(self) -> SQLColumnExpression[date]:
        """Give the first possible day, NULL where open: lists sort by it."""
        return self._comparable_elements[1]

    @property
    def latest(self) -> SQLColumnExpression[date]:
        """Give the last possible day, NULL where open."""
        return self._comparable_elements[2]

    def overlaps(self, start: date | None, end: date | None) -> ColumnElement[bool]:
        """Match dates that may lie between two days (twin of ``PartialDate.overlaps``); no date matches nothing."""
        return and_(
            self.edtf.is_not(None),
            or_(self.earliest.is_(None), self.earliest <= end) if end else true(),
            or_(self.latest.is_(None), self.latest >= start) if start else true(),
        )


def partial_date(prefix: str, *, required: bool = False, index: bool = False) -> Composite[Any]:
    """Make the columns of a model's date; ``index`` is for one that lists are sorted or searched by.

    ``began: Mapped[PartialDate | None] = partial_date("began")``
    """
    parts: list[MappedColumn[Any]] = [
        mapped_column(f"{prefix}_edtf", String(100), nullable=not required),
        mapped_column(f"{prefix}_earliest", Date, nullable=True, index=index),
        mapped_column(f"{prefix}_latest", Date, nullable=True),
        mapped_column(f"{prefix}_wording", Text, nullable=True),
        mapped_column(f"{prefix}_language", String(10), nullable=True),
    ]
    return composite(
        PartialDate,
        *parts,
        comparator_factory=PartialDateComparator,
        return_none_on=lambda edtf, *_: edtf is None,
    )


def columns(prefix: str, value: PartialDate | None) -> dict[str, object]:
    """Give the five columns of a value for a Core insert or update."""
    return {
        f"{prefix}_edtf": value and value.edtf,
        f"{prefix}_earliest": value and value.earliest,
        f"{prefix}_latest": value and value.latest,
        f"{prefix}_wording": value and value.wording,
        f"{prefix}_language": value and value.language,
    }


def asked(attribute: Any) -> PartialDateComparator:
    """Give what a query can ask of a model's date, with its types: ``asked(Event.happened).overlaps(start, end)``."""
    return cast("PartialDateComparator", attribute)
