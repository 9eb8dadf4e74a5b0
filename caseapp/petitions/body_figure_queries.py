"""Counting the letters to a body in the database: by days until the answer, and by what became of them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, case, func, literal, or_, select, type_coerce
from sqlalchemy import Date as SqlDate
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from caseapp.petitions import queries, rules
from caseapp.petitions.body_figures import Figures, Spell, figures
from caseapp.petitions.clock_table import REPLIES
from caseapp.petitions.models import Correspondence, Petition, PetitionClock
from caseapp.petitions.vocabulary import ClockKind, PetitionState

S = PetitionState
SPOKEN_FOR = frozenset({*rules.ANSWERED, S.REFUSED, S.NOT_ACCEPTED})


class days_between(FunctionElement[int]):  # noqa: N801 - it is written as SQL functions are
    """How many days lie between two days."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


@compiles(days_between, "sqlite")
def _of_sqlite(element: Any, compiler: SQLCompiler, **kwargs: Any) -> str:
    first, last = (compiler.process(one, **kwargs) for one in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _of_postgresql(element: Any, compiler: SQLCompiler, **kwargs: Any) -> str:
    first, last = (compiler.process(one, **kwargs) for one in element.clauses)
    return f"({last} - {first})"


def _went_out_to(body_id: int) -> ColumnElement[bool]:
    """Match what we sent to a body; what others published is not ours to count."""
    return and_(Petition.body_id == body_id, Petition.sent_on.is_not(None), Petition.is_published_record.is_(False))


def _last_seen(today: date) -> ColumnElement[date]:
    """Give the day a letter was answered, or up to which it was seen unanswered."""
    day = literal(today, SqlDate)
    stopped = (
        select(PetitionClock.stopped_on)
        .where(PetitionClock.petition_id == Petition.id, PetitionClock.kind == ClockKind.FOLLOW_UP)
        .scalar_subquery()
    )
    # One passed on stops at that day while it still stands as forwarded; the others on their way are open until today.
    is_open = and_(Petition.state.in_(sorted(rules.WAITING)), Petition.state != S.FORWARDED)
    return case(
        (Petition.replied_on.is_not(None), Petition.replied_on),
        (is_open, day),
        else_=func.coalesce(stopped, Petition.closed_on, day),
    )


def _became() -> ColumnElement[str]:
    """Give what became of a letter: how it stands, or for one that went on from a reply, what that reply was."""
    reply = (
        select(Correspondence.kind)
        .where(
            Correspondence.petition_id == Petition.id,
            Correspondence.kind.in_(sorted(REPLIES)),
            Correspondence.taken_back_because.is_(None),
        )
        .order_by(Correspondence.happened_on.desc(), Correspondence.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    from_reply = and_(Petition.replied_on.is_not(None), Petition.state.not_in(sorted(SPOKEN_FOR)))
    return case(
        (from_reply, func.coalesce(type_coerce(reply, String), type_coerce(Petition.state, String))),
        else_=type_coerce(Petition.state, String),
    )


def of_body(session: Session, body_id: int, today: date) -> Figures:
    """Count the letters to a body: two statements, however many letters there are."""
    went_out = _went_out_to(body_id)
    days = days_between(Petition.sent_on, _last_seen(today))
    answered = Petition.replied_on.is_not(None)
    spells = session.execute(
        select(days.label("days"), answered.label("answered"), func.count())
        .where(went_out, Petition.state != S.NOT_ACCEPTED)
        .group_by("days", "answered")
    )
    became = _became().label("became")
    late = func.sum(case((or_(queries.is_overdue(today), queries.is_silent(today)), 1), else_=0))
    counted = session.execute(select(became, func.count(), late).where(went_out).group_by("became"))
    return figures(
        [Spell(int(row[0]), bool(row[1]), row[2]) for row in spells],
        [(PetitionState(str(row[0])), row[1], int(row[2])) for row in counted],
    )
