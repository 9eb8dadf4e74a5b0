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
from caseapp.history.models import HistoryEntry
from caseapp.petitions import clocks, rules
from caseapp.petitions.models import Correspondence, Petition, PetitionCase
from caseapp.petitions.moves import permission_for
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import CorrespondenceKind, Direction, PetitionState

INCOMING = frozenset(
    {
        CorrespondenceKind.ACKNOWLEDGED,
        CorrespondenceKind.FORWARDED,
        CorrespondenceKind.EXTENDED,
        CorrespondenceKind.TRANSMITTED,
        CorrespondenceKind.STATE_REPLY_FORWARDED,
        CorrespondenceKind.OPINION_TRANSMITTED,
        CorrespondenceKind.COMPLAINT_DECISION,
        CorrespondenceKind.RECOMMENDATION_RECEIVED,
        CorrespondenceKind.RECOMMENDATION_ANSWER,
        CorrespondenceKind.CLAIM_ACCEPTED,
        CorrespondenceKind.RULING_SERVED,
        CorrespondenceKind.PROPOSAL,
        *clocks.REPLIES,
    }
)


def day_of(at: datetime) -> date:
    """Give the day of a moment where the organisation works."""
    return at.astimezone(clock.zone()).date()


def ensure_allowed(petition: Petition, new: PetitionState, *, actor: User) -> None:
    """Refuse a move that does not follow from where a petition stands, or that this person may not make."""
    if petition.is_published_record:
        raise RuleBroken(_l("This petition was published by others. It stays as they published it."))
    rules.ensure_move(petition.state, new)
    needed = permission_for(petition.state, new)
    if needed is None or not actor.can(needed):
        raise RuleBroken(_l("This step is taken by somebody with another role. Ask a coordinator of the office."))


def move(petition: Petition, new: PetitionState, *, actor: User) -> None:
    """Take a petition to its next state, or refuse; what the state is proved by is recorded before."""
    ensure_allowed(petition, new, actor=actor)
    petition.state = new


def ensure_possible(session: Session, petition: Petition, day: date, at: datetime) -> None:
    """Refuse a day that has not come yet, or that lies before the sending or before the case."""
    if petition.sent_on is None:
        ensure_sendable(session, petition, day, at, field="happened_on")
        return
    if day > day_of(at):
        raise RuleBroken(_l("This day has not come yet. Enter a day up to today."), "happened_on")
    if day < petition.sent_on:
        raise RuleBroken(_l("This day lies before the day the petition was sent. Check both days."), "happened_on")


def ensure_sendable(
    session: Session, petition: Petition, day: date, at: datetime, *, is_by_family: bool = False, field: str = "sent_on"
) -> None:
    """Refuse a day of sending that has not come yet, or before the case unless the family sent it themselves."""
    if day > day_of(at):
        raise RuleBroken(_l("This day has not come yet. Enter a day up to today."), field)
    if is_by_family:
        return
    opened = session.scalar(
        select(func.max(Case.opened_on))
        .join(PetitionCase, PetitionCase.case_id == Case.id)
        .where(PetitionCase.petition_id == petition.id)
    )
    if opened is not None and day < opened:
        raise RuleBroken(
            _l(
                "This day lies before the case was opened. Check the day; if the family sent the letter themselves "
                "before they came to us, say so below it."
            )
            if field == "sent_on"
            else _l("This day lies before the case was opened. Check the day."),
            field,
        )


def add_letter(
    session: Session,
    petition: Petition,
    kind: CorrespondenceKind,
    received: Received,
    *,
    actor: User,
    at: datetime,
    **more: Any,
) -> Correspondence:
    """Add one thing that went out or came in."""
    letter = Correspondence(
        petition_id=petition.id,
        direction=Direction.INCOMING if kind in INCOMING else Direction.OUTGOING,
        kind=kind,
        happened_on=received.happened_on,
        summary=received.summary,
        reference=received.reference,
        told_by=received.told_by,
        evidence_id=received.evidence_id,
        idempotency_key=received.idempotency_key,
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


def told_last(session: Session, petition: Petition, action: str, *, actor: User, at: datetime) -> bool:
    """Say whether the last thing told of a petition is this action, by the same person, on the same day."""
    first = select(func.min(PetitionCase.case_id)).where(PetitionCase.petition_id == petition.id)
    last = session.scalars(
        select(HistoryEntry)
        .where(
            HistoryEntry.case_id == first.scalar_subquery(),
            HistoryEntry.subject_kind == Petition.__tablename__,
            HistoryEntry.subject_id == petition.id,
        )
        .order_by(HistoryEntry.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None or (last.action, last.actor_id) != (f"petition.{action}", actor.id):
        return False
    return day_of(last.at) == day_of(at)


def already_recorded(session: Session, key: str | None) -> bool:
    """Say whether the form with this key has been taken: a button pressed twice does its work once."""
    if not key:
        return False
    found = select(Correspondence.id).where(Correspondence.idempotency_key == key)
    return session.scalar(found) is not None
