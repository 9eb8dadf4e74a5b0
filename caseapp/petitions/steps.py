"""What every step of a petition shares: the move, the letter, the days that cannot be, the history of each case."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp import clock
from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.petitions import clocks, rules
from caseapp.petitions.models import Correspondence, Petition, PetitionCase
from caseapp.petitions.vocabulary import CorrespondenceKind, Direction, PetitionState

INCOMING = frozenset(
    {
        CorrespondenceKind.ACKNOWLEDGED,
        CorrespondenceKind.FORWARDED,
        CorrespondenceKind.EXTENDED,
        *clocks.REPLIES,
    }
)


def day_of(at: datetime) -> date:
    """Give the day of a moment where the organisation works."""
    return at.astimezone(clock.zone()).date()


def move(petition: Petition, new: PetitionState) -> None:
    """Take a petition to its next state, or refuse."""
    if petition.is_published_record:
        raise RuleBroken(_l("This petition was published by others. It stays as they published it."))
    rules.ensure_move(petition.state, new)
    petition.state = new


def ensure_possible(session: Session, petition: Petition, day: date, at: datetime) -> None:
    """Refuse a day that has not come yet, or that lies before the sending or before the case."""
    if petition.sent_on is None:
        ensure_sendable(session, petition, day, at)
        return
    if day > day_of(at):
        raise RuleBroken(_l("This day has not come yet. Enter a day up to today."))
    if day < petition.sent_on:
        raise RuleBroken(_l("This day lies before the day the petition was sent. Check both days."))


def ensure_sendable(session: Session, petition: Petition, day: date, at: datetime) -> None:
    """Refuse a day of sending that has not come yet, or that lies before the case."""
    if day > day_of(at):
        raise RuleBroken(_l("This day has not come yet. Enter a day up to today."))
    opened = session.scalar(
        select(func.max(Case.opened_on))
        .join(PetitionCase, PetitionCase.case_id == Case.id)
        .where(PetitionCase.petition_id == petition.id)
    )
    if opened is not None and day < opened:
        raise RuleBroken(_l("This day lies before the case was opened. Check the day."))


def add_letter(
    session: Session,
    petition: Petition,
    kind: CorrespondenceKind,
    *,
    happened_on: date,
    actor: User,
    at: datetime,
    summary: str | None = None,
    reference: str | None = None,
    evidence_id: int | None = None,
    idempotency_key: str | None = None,
    **more: Any,
) -> Correspondence:
    """Add one thing that went out or came in."""
    letter = Correspondence(
        petition_id=petition.id,
        direction=Direction.INCOMING if kind in INCOMING else Direction.OUTGOING,
        kind=kind,
        happened_on=happened_on,
        summary=summary,
        reference=reference,
        evidence_id=evidence_id,
        idempotency_key=idempotency_key,
        recorded_by_id=actor.id,
        recorded_at=at,
        **more,
    )
    session.add(letter)
    session.flush()
    return letter


def case_ids(session: Session, petition: Petition) -> list[int]:
    """List the cases a petition is about."""
    return list(
        session.scalars(
            select(PetitionCase.case_id).where(PetitionCase.petition_id == petition.id).order_by(PetitionCase.id)
        )
    )


def tell(
    session: Session,
    petition: Petition,
    action: str,
    *,
    actor: User | None,
    at: datetime,
    detail: str | None = None,
) -> None:
    """Write what was done into the history of every case of the petition."""
    session.flush()
    for case_id in case_ids(session, petition):
        history.record(
            session,
            case_id,
            f"petition.{action}",
            actor_id=actor.id if actor else None,
            at=at,
            subject=petition,
            detail=detail,
        )


def already_recorded(session: Session, key: str | None) -> bool:
    """Say whether the form with this key has been taken: a button pressed twice does its work once."""
    if not key:
        return False
    found = select(Correspondence.id).where(Correspondence.idempotency_key == key)
    return session.scalar(found) is not None
