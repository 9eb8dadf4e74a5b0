"""Logging a reprisal with what preceded it, and warning before a similar deed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.dates import PartialDate
from caseapp.history import services as history
from caseapp.reprisals import queries, rules
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent
from caseapp.reprisals.vocabulary import Precedent, ReprisalType

SAME_FORM = timedelta(minutes=10)


def log(
    session: Session,
    case: Case,
    *,
    type: ReprisalType,  # noqa: A002 - the word of the table
    target: str | None,
    by: str | None,
    place_text: str | None,
    happened: PartialDate | None,
    detail: str | None,
    source: str | None,
    precedents: Sequence[str],
    actor: User,
    at: datetime,
) -> Reprisal:
    """Keep a reprisal and what came before it; the same form sent twice within ten minutes is one."""
    facts = {"target": target, "actor": by, "place_text": place_text, "detail": detail, "source": source}
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    recent = session.scalars(
        select(Reprisal).where(
            Reprisal.case_id == case.id,
            Reprisal.type == type,
            Reprisal.logged_by_id == actor.id,
            Reprisal.logged_at > at - SAME_FORM,
        )
    )
    for one in recent:
        if one.happened == happened and all(getattr(one, name) == value for name, value in facts.items()):
            return one
    row = Reprisal(case_id=case.id, type=type, happened=happened, logged_by_id=actor.id, logged_at=at, **facts)
    session.add(row)
    session.flush()
    for kind, number in dict.fromkeys(map(rules.read_choice, precedents)):
        column = {rules.COLUMNS[kind]: number} if kind in rules.COLUMNS else {}
        session.add(ReprisalPrecedent(reprisal_id=row.id, kind=kind, **column))
    history.record(session, case.id, "reprisal.logged", actor_id=actor.id, at=at, subject=row)
    return row


def warning_before(session: Session, case: Case, kind: Precedent | None = None) -> list[Reprisal]:
    """Return the earlier reprisals on a case that followed a deed of this kind (of any kind without one)."""
    if kind is not None:
        return list(session.scalars(queries.after(case.id, kind)))
    return list(session.scalars(select(Reprisal).where(Reprisal.case_id == case.id).order_by(Reprisal.id.desc())))


def warnings_before_protests(session: Session, case_ids: set[int]) -> dict[int, int]:
    """Count for each case the reprisals that followed a protest."""
    counted = session.execute(queries.count_after(case_ids, Precedent.PROTEST))
    return dict(counted.all())
