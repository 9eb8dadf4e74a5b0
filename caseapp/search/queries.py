"""Finding cases by any part of a name, code or reference, or by words of a statement; one branch per database."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, column, false, func, literal_column, or_, table
from sqlalchemy.orm import Session

from caseapp.cases.models import Case
from caseapp.db import is_sqlite
from caseapp.search.models import CaseSearch

Rows = Select[*tuple[Any, ...]]

SHORTEST_TRIGRAM = 3
LONGEST = 200

NAMES_FTS = table("case_names_fts", column("rowid"), column("names"))
WORDS_FTS = table("case_words_fts", column("rowid"), column("words"))


def like(fragment: str) -> str:
    """Return a LIKE pattern that finds a fragment as it stands."""
    escaped = fragment.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def quoted(fragment: str) -> str:
    """Return a fragment as one FTS5 string, whatever is in it."""
    return '"' + fragment.replace('"', '""') + '"'


def cleaned(asked: str | None) -> str:
    """Return what was typed into a search box without what no name holds, at most 200 letters."""
    return " ".join((asked or "").replace("\x00", "").split())[:LONGEST]


def with_name(session: Session, statement: Rows, asked: str, *, before: int | None = None) -> Rows:
    """Keep the cases with this fragment in a name, code or reference, newest first, below the case ``before``."""
    fragment = cleaned(asked)
    if is_sqlite(session):
        if len(fragment) >= SHORTEST_TRIGRAM:
            return _streamed(statement, NAMES_FTS, NAMES_FTS.c.names.op("MATCH")(quoted(fragment)), before)
        return _beside(statement, _short(fragment), before)
    return _beside(statement, CaseSearch.names.ilike(like(fragment), escape="\\") if fragment else false(), before)


def with_words(session: Session, statement: Rows, asked: str, *, before: int | None = None) -> Rows:
    """Keep the cases whose statements hold all these words, newest first, below the case ``before``."""
    words = cleaned(asked).split()
    if not words:
        return statement.where(false())
    if is_sqlite(session):
        return _streamed(statement, WORDS_FTS, WORDS_FTS.c.words.op("MATCH")(" ".join(map(quoted, words))), before)
    vector = func.to_tsvector(literal_column("'simple'"), CaseSearch.words)
    asked_for = func.plainto_tsquery(literal_column("'simple'"), " ".join(words))
    return _beside(statement, vector.op("@@")(asked_for), before)


def _streamed(statement: Rows, fts: Any, matches: ColumnElement[bool], before: int | None) -> Rows:
    """Read the full-text table by row number, so that a page costs what it shows and not what there is.

    The plus hides its row number from the planner, which else reads the cases first and asks
    the full-text table about each of them.
    """
    hidden = literal_column(f"+{fts.name}.rowid", Integer)
    found = statement.join(fts, Case.id == hidden).where(matches)
    if before is not None:
        found = found.where(fts.c.rowid < before)
    return found.order_by(fts.c.rowid.desc())


def _beside(statement: Rows, matches: ColumnElement[bool], before: int | None) -> Rows:
    """Read the search row beside each case."""
    found = statement.join(CaseSearch, CaseSearch.id == Case.id).where(matches)
    if before is not None:
        found = found.where(Case.id < before)
    return found.order_by(Case.id.desc())


def _short(fragment: str) -> ColumnElement[bool]:
    """Match one or two letters: SQLite's LIKE folds the case of ASCII alone."""
    if not fragment:
        return false()
    forms = dict.fromkeys((fragment, fragment.lower(), fragment.upper(), fragment.title()))
    return or_(*(CaseSearch.names.like(like(form), escape="\\") for form in forms))
