"""Finding cases by any part of a name, code or reference, or by words of a statement; one branch per database."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, column, false, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from caseapp.cases.models import Case
from caseapp.db import is_sqlite
from caseapp.search.models import CaseSearch

Rows = Select[*tuple[Any, ...]]

SHORTEST_TRIGRAM = 3
LONGEST = 200

NAMES_FTS = table("case_names_fts", column("rowid"), column("names"))
WORDS_FTS = table("case_words_fts", column("rowid"), column("words"))
# Reading by an index costs about what reading in a row does: the rows are in memory, or on a disk without a head.
PLAN_ANEW = select(
    func.set_config("plan_cache_mode", "force_custom_plan", True), func.set_config("random_page_cost", "1.1", True)
)
NAMES_FOLDED: ColumnElement[str] = literal_column("case_search.names_folded", String())
WORDS_VECTOR: ColumnElement[Any] = literal_column("case_search.words_vector")


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


class Look(StrEnum):
    """A way of finding: which rows are read and how their text is compared."""

    NOTHING = "nothing"
    NAMES = "names"
    SHORT_NAMES = "short names"
    NAMES_LIKE = "names like"
    WORDS = "words"
    WORDS_OF_VECTOR = "words of a vector"


Patterns = Sequence[Any]


def with_name(session: Session, statement: Rows, asked: str, *, before: int | None = None) -> Rows:
    """Keep the cases with this fragment in a name, code or reference, newest first, below the case ``before``."""
    return found(statement, *look_for_name(session, asked), before)


def with_words(session: Session, statement: Rows, asked: str, *, before: int | None = None) -> Rows:
    """Keep the cases whose statements hold all these words, newest first, below the case ``before``."""
    return found(statement, *look_for_words(session, asked), before)


def plan_anew(session: Session) -> None:
    """Have PostgreSQL plan what follows for the words asked for.

    A plan kept for all words reads every case for some of them.
    """
    if not is_sqlite(session):
        session.execute(PLAN_ANEW)


def look_for_name(session: Session, asked: str) -> tuple[Look, Patterns]:
    """Say how a fragment of a name is looked for, and the patterns for it."""
    fragment = cleaned(asked)
    if not fragment:
        return Look.NOTHING, ()
    if not is_sqlite(session):
        return Look.NAMES_LIKE, (like(fragment),)
    if len(fragment) >= SHORTEST_TRIGRAM:
        return Look.NAMES, (quoted(fragment),)
    # One or two letters: SQLite's LIKE folds the case of ASCII alone.
    return Look.SHORT_NAMES, [like(form) for form in (fragment, fragment.lower(), fragment.upper(), fragment.title())]


def look_for_words(session: Session, asked: str) -> tuple[Look, Patterns]:
    """Say how the words of a statement are looked for, and the pattern for it."""
    words = cleaned(asked).split()
    if not words:
        return Look.NOTHING, ()
    if is_sqlite(session):
        return Look.WORDS, (" ".join(map(quoted, words)),)
    return Look.WORDS_OF_VECTOR, (" ".join(words),)


def found(statement: Rows, look: Look, patterns: Patterns, before: Any) -> Rows:
    """Keep the cases found by a look, newest first; patterns and ``before`` are values, or parameters for them."""
    if look is Look.NAMES:
        return _streamed(statement, NAMES_FTS, NAMES_FTS.c.names.op("MATCH")(patterns[0]), before)
    if look is Look.WORDS:
        return _streamed(statement, WORDS_FTS, WORDS_FTS.c.words.op("MATCH")(patterns[0]), before)
    matches: ColumnElement[bool] = false()
    if look is Look.NAMES_LIKE:
        matches = NAMES_FOLDED.like(func.lower(patterns[0], type_=String()), escape="\\")
    elif look is Look.SHORT_NAMES:
        matches = or_(*(CaseSearch.names.like(pattern, escape="\\") for pattern in patterns))
    elif look is Look.WORDS_OF_VECTOR:
        matches = WORDS_VECTOR.op("@@")(func.plainto_tsquery(literal_column("'simple'"), patterns[0]))
    return _beside(statement, matches, before)


def _streamed(statement: Rows, fts: Any, matches: ColumnElement[bool], before: Any) -> Rows:
    """Read the full-text table by row number, so that a page costs what it shows and not what there is.

    The plus hides its row number from the planner, which else reads the cases first and asks
    the full-text table about each of them.
    """
    hidden = literal_column(f"+{fts.name}.rowid", Integer)
    rows = statement.join(fts, Case.id == hidden).where(matches)
    if before is not None:
        rows = rows.where(fts.c.rowid < before)
    return rows.order_by(fts.c.rowid.desc())


def _beside(statement: Rows, matches: ColumnElement[bool], before: Any) -> Rows:
    """Read the search row beside each case."""
    rows = statement.join(CaseSearch, CaseSearch.id == Case.id).where(matches)
    if before is not None:
        rows = rows.where(Case.id < before)
    return rows.order_by(Case.id.desc())
