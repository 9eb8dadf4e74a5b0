"""Status updates: logging a claim, correcting it, confirming it or setting it aside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.claims import StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.services import refresh_status
from caseapp.cases.vocabulary import ClaimState
from caseapp.errors import RuleBroken
from caseapp.history import services as history


def log(session: Session, case: Case, facts: Mapping[str, Any], *, actor: User, at: datetime) -> StatusUpdate:
    """Record what somebody says of where a person is, of the law or of their health; it counts once confirmed."""
    update = StatusUpdate(case_id=case.id, logged_by_id=actor.id, logged_at=at, **facts)
    session.add(update)
    history.record(session, case.id, "status.logged", actor_id=actor.id, at=at, subject=update)
    refresh_status(session, case, at=at)
    return update


def correct(
    session: Session,
    case: Case,
    update: StatusUpdate,
    facts: Mapping[str, Any],
    *,
    was: str | None,
    reason: str,
    actor: User,
    at: datetime,
) -> None:
    """Change a claim; what stood there goes to the history, and somebody has to look at it again."""
    for name, value in facts.items():
        setattr(update, name, value)
    _put_back(update)
    # Whoever changed the words answers for them: another person confirms.
    update.logged_by_id = actor.id
    detail = "\n".join(part for part in (reason, was) if part)
    history.record(session, case.id, "status.corrected", actor_id=actor.id, at=at, subject=update, detail=detail)
    refresh_status(session, case, at=at)


def verify(session: Session, case: Case, update: StatusUpdate, *, note: str | None, actor: User, at: datetime) -> None:
    """Confirm a claim that somebody else has logged; the current status follows from it."""
    if update.state is ClaimState.VERIFIED:
        raise RuleBroken(_l("This is confirmed already."))
    if update.logged_by_id == actor.id:
        raise RuleBroken(_l("You logged this yourself. Another coordinator has to confirm it."))
    _judge(update, ClaimState.VERIFIED, note, actor, at)
    history.record(session, case.id, "status.verified", actor_id=actor.id, at=at, subject=update, detail=note)
    refresh_status(session, case, at=at)


def set_aside(session: Session, case: Case, update: StatusUpdate, *, note: str, actor: User, at: datetime) -> None:
    """Let a claim no longer count; it stays on the page with the reason."""
    if update.state is ClaimState.SET_ASIDE:
        raise RuleBroken(_l("This is set aside already."))
    if not note:
        raise RuleBroken(_l("Say why this is set aside."))
    _judge(update, ClaimState.SET_ASIDE, note, actor, at)
    history.record(session, case.id, "status.set_aside", actor_id=actor.id, at=at, subject=update, detail=note)
    refresh_status(session, case, at=at)


def _judge(update: StatusUpdate, state: ClaimState, note: str | None, actor: User, at: datetime) -> None:
    update.state = state
    update.verified_by_id, update.verified_at, update.verified_note = actor.id, at, note


def _put_back(update: StatusUpdate) -> None:
    update.state = ClaimState.UNVERIFIED
    update.verified_by_id = update.verified_at = update.verified_note = None
