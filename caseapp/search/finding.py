"""The best matches of a name among open cases that are not sealed."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.cases.models import Case
from caseapp.cases.people import PersonName
from caseapp.cases.vocabulary import Access, CaseState
from caseapp.search import queries

MOST_READ = 5000


class Match(NamedTuple):
    """A case found: its code, the name that matched best, and how well (1.0: the very name)."""

    code: str
    name: str
    score: float


def by_name(session: Session, asked: str, *, limit: int) -> list[Match]:
    """Find cases by part of a name, the best match first; a longer name around the part scores less."""
    wanted = queries.cleaned(asked)
    if not wanted:
        return []
    cases = select(Case.id, Case.code, Case.person_id).where(
        Case.state == CaseState.OPEN, Case.access != Access.SEALED, Case.code.is_not(None)
    )
    found = session.execute(queries.with_name(session, cases, wanted).limit(MOST_READ)).all()
    codes = {row.person_id: row.code for row in found}
    names: dict[int, list[str]] = {person_id: [] for person_id in codes}
    for start in range(0, len(found), 500):
        people = [row.person_id for row in found[start : start + 500]]
        rows = session.execute(
            select(PersonName.person_id, PersonName.text)
            .where(PersonName.person_id.in_(people))
            .order_by(PersonName.id)
        )
        for person_id, text in rows:
            names[person_id].append(text)
    matches = [_best(codes[person_id], texts, wanted) for person_id, texts in names.items()]
    return sorted(matches, key=lambda match: (-match.score, match.code))[:limit]


def _best(code: str, names: list[str], wanted: str) -> Match:
    """Score the name that fits best; found by its code or reference alone, a case scores nothing by name."""
    scored = [(_score(name, wanted), name) for name in names]
    score, name = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return Match(code, name, score)


def _score(name: str, wanted: str) -> float:
    plain, part = name.casefold(), wanted.casefold()
    return round(len(part) / len(plain), 4) if part in plain else 0.0
