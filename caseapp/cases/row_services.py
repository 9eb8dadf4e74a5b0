"""Recording and correcting the rows of a case and of its person; what stood there before goes to the history."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases import rules
from caseapp.cases.claims import CaseNote, Sentence, SentenceComponent
from caseapp.cases.models import Case
from caseapp.cases.people import Person, PersonName, Relation
from caseapp.cases.services import refresh
from caseapp.db import Base
from caseapp.errors import RuleBroken
from caseapp.history import services as history


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return a short mark of what a row says, to tell whether somebody has changed it since."""
    said = "\n".join(f"{name}={values[name]!r}" for name in sorted(values))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def values_of(session: Session, row: Base, names: Iterable[str]) -> dict[str, Any]:
    """Read what a row says under the names of a form."""
    values: dict[str, Any] = {}
    for name in names:
        if name == "components":
            values[name] = [
                {"kind": part.kind, "years": part.years, "months": part.months} for part in _components(session, row)
            ]
        elif name == "name":
            values[name] = _name_of(session, row)
        else:
            values[name] = getattr(row, name)
    return values


def add(
    session: Session, case: Case, model: type[Base], facts: Mapping[str, Any], *, actor: User, at: datetime
) -> Base:
    """Record a row of a case or of its person."""
    row = model()
    if hasattr(row, "case_id"):
        row.case_id = case.id
    else:
        row.person_id = case.person_id  # type: ignore[attr-defined]
    if isinstance(row, CaseNote):
        row.written_by_id, row.written_at = actor.id, at
    if isinstance(row, PersonName):
        row.position = _next_position(session, case.person_id)
    if isinstance(row, Relation):
        row.other_id, row.person_id = case.person_id, _relative(session, facts["name"]).id
    _write(session, row, facts)
    history.record(session, case.id, f"{row.__tablename__}.added", actor_id=actor.id, at=at, subject=row)
    refresh(session, case, at=at)
    return row


def correct(
    session: Session,
    case: Case,
    row: Base,
    facts: Mapping[str, Any],
    *,
    was: str | None,
    reason: str,
    actor: User,
    at: datetime,
) -> None:
    """Change a recorded row; ``was`` says what stood there before."""
    _write(session, row, facts)
    detail = "\n".join(part for part in (reason, was) if part)
    history.record(
        session, case.id, f"{row.__tablename__}.corrected", actor_id=actor.id, at=at, subject=row, detail=detail
    )
    refresh(session, case, at=at)


def remove(session: Session, case: Case, row: Base, *, was: str | None, reason: str, actor: User, at: datetime) -> None:
    """Take away a row about the person; the history keeps what it said."""
    if isinstance(row, PersonName):
        others = session.scalar(
            select(func.count()).where(PersonName.person_id == row.person_id, PersonName.id != row.id)
        )
        if not others and not case.label:
            raise RuleBroken(_l("This is the only name. Add the right one first, then remove this one."))
    detail = "\n".join(part for part in (reason, was) if part)
    history.record(
        session, case.id, f"{row.__tablename__}.removed", actor_id=actor.id, at=at, subject=row, detail=detail
    )
    session.delete(row)
    refresh(session, case, at=at)


def _write(session: Session, row: Base, facts: Mapping[str, Any]) -> None:
    """Set what a form asks, and the rows that hang on it."""
    for name, value in facts.items():
        if name == "components":
            continue
        if name == "name":
            if row.id is not None:
                _rename(session, row, value)
            continue
        setattr(row, name, value)
    if isinstance(row, PersonName) and not facts.get("script"):
        row.script = rules.script_of(row.text)
    session.add(row)
    session.flush()
    if isinstance(row, Sentence):
        session.execute(delete(SentenceComponent).where(SentenceComponent.sentence_id == row.id))
        parts = [part for part in facts.get("components", ()) if part["kind"]]
        session.add_all(
            SentenceComponent(
                sentence_id=row.id, kind=part["kind"], years=part["years"], months=part["months"], position=position
            )
            for position, part in enumerate(parts)
        )


def _components(session: Session, row: Base) -> Iterable[SentenceComponent]:
    return session.scalars(
        select(SentenceComponent)
        .where(SentenceComponent.sentence_id == row.id)
        .order_by(SentenceComponent.position, SentenceComponent.id)
    )


def _next_position(session: Session, person_id: int) -> int:
    last = session.scalar(select(func.max(PersonName.position)).where(PersonName.person_id == person_id))
    return 0 if last is None else last + 1


def _relative(session: Session, name: str) -> Person:
    """Make the person of a relative, with the name as printed."""
    person = Person()
    session.add(person)
    session.flush()
    session.add(PersonName(person_id=person.id, text=name, script=rules.script_of(name)))
    return person


def _first_name(session: Session, person_id: int) -> PersonName | None:
    return session.scalars(
        select(PersonName)
        .where(PersonName.person_id == person_id)
        .order_by(PersonName.position, PersonName.id)
        .limit(1)
    ).first()


def _name_of(session: Session, row: Base) -> str:
    name = _first_name(session, row.person_id) if isinstance(row, Relation) else None
    return name.text if name else ""


def _rename(session: Session, row: Base, text: str) -> None:
    if not isinstance(row, Relation):
        return
    name = _first_name(session, row.person_id)
    if name is None:
        session.add(PersonName(person_id=row.person_id, text=text, script=rules.script_of(text)))
    elif name.text != text:
        if session.scalar(select(Case.id).where(Case.person_id == row.person_id)):
            raise RuleBroken(_l("This relative is a missing person too: change the name on their own case."))
        name.text, name.script = text, rules.script_of(text)
