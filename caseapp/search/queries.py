"""Finding cases by any part of a name, code or reference, or by words of a statement; one branch per database."""

from typing import Any

from sqlalchemy import ColumnElement, Select, column, false, func, or_, table
from sqlalchemy.orm import Session

from caseapp.cases.models import Case
from caseapp.db import is_sqlite
from caseapp.search.models import CaseSearch

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


def with_name(session: Session, statement: Select[Any], asked: str) -> Select[Any]:
    """Keep the cases with this fragment in a name, code or reference, newest first."""
    fragment = cleaned(asked)
    if is_sqlite(session):
        if len(fragment) >= SHORTEST_TRIGRAM:
            return _streamed(statement, NAMES_FTS, NAMES_FTS.c.names.op("MATCH")(quoted(fragment)))
        return _beside(statement).where(_short(fragment)).order_by(Case.id.desc())
    return _beside(statement).where(CaseSearch.names.ilike(like(fragment), escape="\\")).order_by(Case.id.desc())


def with_words(session: Session, statement: Select[Any], asked: str) -> Select[Any]:
    """Keep the cases whose statements hold all these words, newest first."""
    words = cleaned(asked).split()
    if is_sqlite(session):
        return _streamed(statement, WORDS_FTS, WORDS_FTS.c.words.op("MATCH")(" ".join(map(quoted, words))))
    vector = func.to_tsvector("simple", CaseSearch.words)
    return _beside(statement).where(vector.op("@@")(func.plainto_tsquery("simple", " ".join(words)))).order_by(Case.id.desc())


def _streamed(statement: Select[Any], fts: Any, matches: ColumnElement[bool]) -> Select[Any]:
    """Read the full-text table by row number, so that a page costs what it shows and not what there is."""
    return statement.join(fts, fts.c.rowid == Case.id).where(matches).order_by(fts.c.rowid.desc())


def _beside(statement: Select[Any]) -> Select[Any]:
    return statement.join(CaseSearch, CaseSearch.id == Case.id)


def _short(fragment: str) -> ColumnElement[bool]:
    """Match one or two letters: SQLite's LIKE folds the case of ASCII alone."""
    if not fragment:
        return false()
    forms = dict.fromkeys((fragment, fragment.lower(), fragment.upper(), fragment.title()))
    return or_(*(CaseSearch.names.like(like(form), escape="\\") for form in forms))
