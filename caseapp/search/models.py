"""The table that finding reads: one row a case with every name form, code and reference."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.db import Base

# What only the migrations make: full-text tables of SQLite, indexes and made columns of PostgreSQL.
FULL_TEXT = (
    "case_names_fts",
    "case_words_fts",
    "ix_case_search_names_trgm",
    "ix_case_search_words_tsv",
    "names_folded",
    "words_vector",
)


def is_full_text(name: str | None) -> bool:
    """Say whether a table, index or column is one that only the migrations make."""
    return (name or "").startswith(FULL_TEXT)


class CaseSearch(Base):
    """What a case can be found by; the full-text tables beside it are made by a migration.

    ``id`` is the case's own, so that results stream in the order of cases.
    """

    __tablename__ = "case_search"

    id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    names: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
