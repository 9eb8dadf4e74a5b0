"""The shape of a page of work: a sentence, sections of rows, each row with its next step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, func, select

from caseapp import db
from caseapp.work.words import MOST_COUNTED

SHOWN = 8


@dataclass(frozen=True)
class Row:
    """One thing to do: what it is, when it is due, the button that does it."""

    title: str
    url: str
    verb: str
    code: str = ""
    text: str = ""
    due_on: date | None = None
    meaning: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Section:
    """Things of one kind; ``total`` may be more than the rows shown."""

    id: str
    title: str
    rows: list[Row]
    total: int
    all_url: str = ""
    all_label: str = ""


@dataclass(frozen=True)
class Board:
    """A page of work: the sentence that answers what must be done today, then the sections."""

    sentence: str
    sections: list[Section]
    is_late: bool = False
    first_steps: list[tuple[str, str]] = field(default_factory=list)


def count(statement: Select[Any]) -> int:
    """Count what a statement finds, up to one more than is said in words."""
    few = statement.order_by(None).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(few)) or 0


def fetch(statement: Select[Any]) -> list[Any]:
    """Fetch the first rows."""
    return list(db.session.scalars(statement.limit(SHOWN)).unique())


def filled(sections: Iterable[Section]) -> list[Section]:
    """Keep the sections that hold something."""
    return [section for section in sections if section.rows]


def few(several: list[str]) -> str:
    """Say one or two of several things, and how many more there are."""
    if len(several) <= 2:
        return ", ".join(several)
    return _("%(first)s and %(num)s more", first=several[0], num=len(several) - 1)


def first_and_more(codes: list[str]) -> tuple[str, str]:
    """Return the first code, and in words how many there are besides."""
    if len(codes) <= 1:
        return "".join(codes), ""
    return codes[0], ngettext("and %(num)s more case", "and %(num)s more cases", len(codes) - 1)


def told(*parts: str) -> str:
    """Say several things after one another."""
    return " · ".join(part for part in parts if part)
