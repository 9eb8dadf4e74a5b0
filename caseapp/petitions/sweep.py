"""The nightly look at every clock: what is near or has passed is noticed once, however often it runs.

One notice stands for all warnings before it: where nights were skipped, only the nearest is given. The unique row of a
notice decides who gave it when two sweeps run at once, and each chunk is one transaction: a sweep killed in the
middle goes on where it stopped.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Select, and_, exists, func, insert, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from caseapp.cases.models import Case
from caseapp.db import is_sqlite
from caseapp.history import services as history
from caseapp.history.models import HistoryEntry
from caseapp.petitions import rules
from caseapp.petitions.models import Petition, PetitionCase, PetitionClock
from caseapp.petitions.notice_models import MISSED, DeadlineNotice, SweepRun
from caseapp.petitions.vocabulary import ClockKind, PetitionState

CHUNK = 500
LOCK = 20_260_003
# A clock started before rules had warnings of their own.
USUAL_WARNINGS = (7, 1)
LONGEST_WARNING = timedelta(days=366)
# These ask for an answer: they end with the waiting, whatever row is still there.
WHILE_WAITING = (ClockKind.ANSWER, ClockKind.FOLLOW_UP)
# These ask the body for something too: nobody owes it any more once the petition was taken further.
UNTIL_FURTHER = (ClockKind.STATUS_REQUEST, ClockKind.FORWARDING_NOTICE, ClockKind.BODY_REMINDER)
OVER = sorted(rules.WITHDRAWN | {PetitionState.CLOSED})

Key = tuple[date, int, ClockKind]


class Transactions(Protocol):
    """What opens a transaction of its own, as ``db.transaction`` does."""

    def __call__(self) -> AbstractContextManager[Session]:
        """Open one."""


@dataclass(frozen=True)
class Noticed:
    """An end of a clock that has just been noticed: codes and days only."""

    petition_id: int
    kind: ClockKind
    due_on: date
    tier: int
    codes: tuple[str, ...]

    @property
    def is_missed(self) -> bool:
        """Say whether the day has passed."""
        return self.tier == MISSED


@dataclass(frozen=True)
class Chunk:
    """What one step of the sweep noticed, and where the next one begins; None at the end."""

    noticed: list[Noticed]
    next_key: Key | None


def tier_on(today: date, due_on: date, warn_days: Sequence[int]) -> int | None:
    """Say which warning a day calls for: ``MISSED`` after it, else the nearest one reached, or None before all."""
    left = (due_on - today).days
    if left < 0:
        return MISSED
    return min((days for days in warn_days if left <= days), default=None)


def is_running(today: Any) -> Any:
    """Match clocks that count towards something on a day; a window to complain is written down before it opens.

    It runs on while the complaint is a draft: only the sending of the next petition, which stops it, saves the remedy.
    """
    waits = and_(PetitionClock.kind.in_(WHILE_WAITING), Petition.state.in_(sorted(rules.WAITING)))
    asked = or_(Petition.state != PetitionState.ESCALATED, PetitionClock.kind.not_in(UNTIL_FURTHER))
    other = and_(PetitionClock.kind.not_in(WHILE_WAITING), Petition.state.not_in(OVER), asked)
    is_open = or_(PetitionClock.kind != ClockKind.COMPLAINT_WINDOW, PetitionClock.started_on <= today)
    is_ours = Petition.is_published_record.is_(False)
    return and_(PetitionClock.stopped_on.is_(None), is_open, or_(waits, other), is_ours)


def sweep(transaction: Transactions, *, today: date, at: datetime) -> Iterator[Noticed]:
    """Look at every clock as of a day; give what was noticed as soon as it is kept, then note the day as done."""
    key: Key | None = None
    while True:
        with transaction() as session:
            chunk = notice(session, today=today, at=at, after=key)
        yield from chunk.noticed
        key = chunk.next_key
        if key is None:
            break
    with transaction() as session:
        _insert_once(session, SweepRun, [{"run_on": today, "finished_at": at}], SweepRun.run_on)


def wait_for_others(session: Session) -> None:
    """Let notices get their numbers in the order in which they are kept, so that a digest skips none.

    SQLite has one writer at a time anyway.
    """
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def is_swept(session: Session, day: date) -> bool:
    """Say whether a sweep as of this day came to its end."""
    return bool(session.scalar(select(exists().where(SweepRun.run_on == day))))


def notice(session: Session, *, today: date, at: datetime, after: Key | None = None, limit: int = CHUNK) -> Chunk:
    """Look at up to ``limit`` clocks after a key, and note what is near or has passed and was not noted."""
    wait_for_others(session)
    rows = session.execute(_clocks(today, after).limit(limit)).all()
    wanted = []
    for petition_id, kind, due_on, rule, office_id, nearest in rows:
        warnings = rule.get("warn_days")
        tier = tier_on(today, due_on, USUAL_WARNINGS if warnings is None else warnings)
        if tier is not None and (nearest is None or tier < nearest):
            facts = {"petition_id": petition_id, "office_id": office_id, "kind": kind}
            wanted.append({**facts, "due_on": due_on, "tier": tier, "noticed_at": at})
    mine = _insert_once(session, DeadlineNotice, wanted, DeadlineNotice.petition_id, DeadlineNotice.kind)
    noticed = _told(session, wanted, {(row[0], row[1]) for row in mine}) if mine else []
    last = rows[-1] if len(rows) == limit else None
    return Chunk(noticed, (last.due_on, last.petition_id, last.kind) if last is not None else None)


def _clocks(today: date, after: Key | None) -> Select[*tuple[Any, ...]]:
    of_this = and_(
        DeadlineNotice.petition_id == PetitionClock.petition_id,
        DeadlineNotice.kind == PetitionClock.kind,
        DeadlineNotice.due_on == PetitionClock.due_on,
    )
    nearest = select(func.min(DeadlineNotice.tier)).where(of_this).scalar_subquery()
    statement = (
        select(
            PetitionClock.petition_id,
            PetitionClock.kind,
            PetitionClock.due_on,
            PetitionClock.rule,
            Petition.office_id,
            nearest.label("nearest"),
        )
        .join(Petition, Petition.id == PetitionClock.petition_id)
        .where(
            is_running(today),
            PetitionClock.due_on <= today + LONGEST_WARNING,
            ~exists().where(of_this, DeadlineNotice.tier == MISSED),
        )
        .order_by(PetitionClock.due_on, PetitionClock.petition_id, PetitionClock.kind)
    )
    if after is None:
        return statement
    key = tuple_(PetitionClock.due_on, PetitionClock.petition_id, PetitionClock.kind)
    return statement.where(PetitionClock.due_on >= after[0], key > tuple_(*after))


def _told(session: Session, wanted: list[dict[str, Any]], mine: set[tuple[int, ClockKind]]) -> list[Noticed]:
    """Write into the history what was missed, and give what was noticed with the codes of its cases."""
    kept = [row for row in wanted if (row["petition_id"], row["kind"]) in mine]
    cases: dict[int, list[tuple[int, str]]] = {}
    for petition_id, case_id, code in session.execute(
        select(PetitionCase.petition_id, Case.id, Case.code)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(PetitionCase.petition_id.in_({row["petition_id"] for row in kept}))
        .order_by(PetitionCase.id)
    ):
        cases.setdefault(petition_id, []).append((case_id, code or ""))
    entries = []
    for row in kept:
        if row["tier"] != MISSED:
            continue
        for case_id, _code in cases.get(row["petition_id"], []):
            entry = history.values(
                case_id,
                "petition.deadline_missed",
                actor_id=None,
                at=row["noticed_at"],
                detail=row["due_on"].isoformat(),
            )
            entries.append(entry | {"subject_kind": Petition.__tablename__, "subject_id": row["petition_id"]})
    if entries:
        session.execute(insert(HistoryEntry), entries)
    return [
        Noticed(row["petition_id"], row["kind"], row["due_on"], row["tier"], tuple(code for _id, code in found))
        for row in kept
        for found in [cases.get(row["petition_id"], [])]
    ]


def _insert_once(session: Session, table: Any, rows: list[dict[str, Any]], *returned: Any) -> list[Any]:
    """Add the rows that are not there yet, whoever else adds them now, and give some columns of those added."""
    if not rows:
        return []
    dialect: Any = sqlite if is_sqlite(session) else postgresql
    statement = dialect.insert(table).on_conflict_do_nothing().returning(*returned)
    return list(session.execute(statement, rows).all())
