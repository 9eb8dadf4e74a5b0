"""Changing who the missing person is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.cases.people import Identifier, Person
from caseapp.cases.services import refresh
from caseapp.cases.vocabulary import IdentifierKind
from caseapp.history import services as history
from caseapp.identifiers import NumberWarning, check_cn_id, check_kz_iin


def describe(
    session: Session,
    case: Case,
    person: Person,
    facts: Mapping[str, Any],
    *,
    was: str | None,
    actor: User,
    at: datetime,
) -> None:
    """Change what is known of the missing person; ``was`` says what stood there before."""
    for name, value in facts.items():
        setattr(person, name, value)
    history.record(session, case.id, "person.changed", actor_id=actor.id, at=at, subject=person, detail=was)
    refresh(session, case, at=at)


def warnings_of(identifier: Identifier, person: Person) -> tuple[NumberWarning, ...]:
    """Say what looks wrong with a number; it is kept as typed whatever this says."""
    if identifier.kind is IdentifierKind.CN_ID:
        return check_cn_id(identifier.number, sex=person.sex).warnings
    if identifier.kind is IdentifierKind.KZ_IIN:
        return check_kz_iin(identifier.number, sex=person.sex).warnings
    return ()
