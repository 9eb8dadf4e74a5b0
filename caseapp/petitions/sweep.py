"""The nightly look for deadlines that passed: each is noticed once, however often it runs."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from caseapp.cases.models import Case
from caseapp.history import services as history
from caseapp.petitions import rules
from caseapp.petitions.models import MissedDeadline, Petition, PetitionCase, PetitionClock
from caseapp.petitions.vocabulary import ClockKind

CHUNK = 500


@dataclass(frozen=True)
class Noticed:
    """A deadline that has just been noticed: codes and days only."""

    petition_id: int
    kind: ClockKind
    due_on: date
    codes: tuple[str, ...]


def notice_missed_deadlines(session: Session, *, today: date, at: datetime, limit: int = CHUNK) -> list[Noticed]:
    """Note up to ``limit`` deadlines that passed before a day and were not noted; none left gives an empty list."""
    noted = exists().where(
        MissedDeadline.petition_id == PetitionClock.petition_id,
        MissedDeadline.kind == PetitionClock.kind,
        MissedDeadline.due_on == PetitionClock.due_on,
    )
    rows = session.execute(
        select(PetitionClock.petition_id, PetitionClock.kind, PetitionClock.due_on)
        .join(Petition, Petition.id == PetitionClock.petition_id)
        .where(
            PetitionClock.kind.in_([ClockKind.ANSWER, ClockKind.FOLLOW_UP]),
            PetitionClock.stopped_on.is_(None),
            PetitionClock.due_on < today,
            Petition.state.in_(sorted(rules.WAITING)),
            ~noted,
        )
        .order_by(PetitionClock.due_on, PetitionClock.petition_id, PetitionClock.kind)
        .limit(limit)
    ).all()
    if not rows:
        return []
    cases: dict[int, list[tuple[int, str]]] = {}
    for petition_id, case_id, code in session.execute(
        select(PetitionCase.petition_id, Case.id, Case.code)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(PetitionCase.petition_id.in_({row[0] for row in rows}))
        .order_by(PetitionCase.id)
    ):
        cases.setdefault(petition_id, []).append((case_id, code or ""))
    found: list[Noticed] = []
    for petition_id, kind, due_on in rows:
        if due_on is None:
            continue
        missed = MissedDeadline(petition_id=petition_id, kind=kind, due_on=due_on, noticed_at=at)
        session.add(missed)
        about = cases.get(petition_id, [])
        found.append(Noticed(petition_id, kind, due_on, tuple(code for _id, code in about)))
    session.flush()
    for one in found:
        for case_id, _code in cases.get(one.petition_id, []):
            entry = history.record(
                session, case_id, "petition.deadline_missed", actor_id=None, at=at, detail=one.due_on.isoformat()
            )
            entry.subject_kind, entry.subject_id = Petition.__tablename__, one.petition_id
    return found
