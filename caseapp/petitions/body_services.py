"""Changing what is known of a body: a new version from a day on; petitions keep the one they were sent under."""

from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.petitions.body_data import parse_body
from caseapp.petitions.models import Body, BodyVersion, Petition
from caseapp.petitions.vocabulary import BodyKind, LegalReview

EMPTY_RECORD: dict[str, Any] = {
    "jurisdiction": [],
    "applies_to": "any",
    "channel": [],
    "languages": [],
    "consent": {"required": True, "from_whom": "", "per": "petition"},
    "required_fields": [],
    "optional_fields": [],
    "response_deadline": {
        "number": None,
        "unit": "calendar_days",
        "counted_from": "submission",
        "who_must_act": "body",
        "extension": None,
        "effect_of_silence": None,
    },
    "other_deadlines": [],
    "legal_basis": "",
    "escalation_to": [],
    "follow_up_days": 30,
    "reply_states": [],
    "notes": "",
    "confidence": "low",
    "deadline_confidence": "low",
    "sources": [],
}


def add_body(
    session: Session,
    *,
    key: str,
    kind: BodyKind,
    facts: dict[str, Any],
    actor: User,
    at: datetime,
) -> Body:
    """Add an addressee with its first version."""
    if session.scalar(select(Body.id).where(Body.key == key)) is not None:
        raise RuleBroken(_l("There is a body with this short name already."))
    body = Body(key=key, kind=kind, versions=[])
    record = {**deepcopy(EMPTY_RECORD), "key": key, "kind": kind.value, **facts}
    ensure_readable(record)
    body.versions.append(BodyVersion(valid_from=None, record=record, review=LegalReview.UNVERIFIED))
    session.add(body)
    session.flush()
    history.record(session, None, "body.added", actor_id=actor.id, at=at, subject=body, detail=key)
    return body


def change_body(
    session: Session, body: Body, *, facts: dict[str, Any], valid_from: date, actor: User, at: datetime
) -> BodyVersion:
    """Add a version that holds from a day on; the one before it ends the day before.

    A change from the very day the last version began mends that version, as long as no petition was sent under it.
    """
    session.refresh(body, ["versions"])
    last = body.versions[-1]
    if last.valid_from is not None and valid_from < last.valid_from:
        raise RuleBroken(
            _l("The last change holds from %(day)s. A new one begins after that day.", day=last.valid_from.isoformat())
        )
    record = {**deepcopy(last.record), **facts}
    record["valid_from"], record["valid_to"] = valid_from.isoformat(), None
    ensure_readable(record)
    if valid_from == last.valid_from:
        version = mend(session, last, record)
    else:
        last.valid_to = valid_from - timedelta(days=1)
        version = BodyVersion(body_id=body.id, valid_from=valid_from, record=record, review=LegalReview.UNVERIFIED)
        session.add(version)
    session.flush()
    session.expire(body, ["versions"])
    detail = f"{body.key} · {valid_from.isoformat()}"
    history.record(session, None, "body.changed", actor_id=actor.id, at=at, subject=body, detail=detail)
    return version


def is_used(session: Session, version: BodyVersion) -> bool:
    """Say whether a petition went out under a version, so that it must stay as it was."""
    sent = select(Petition.id).where(Petition.body_version_id == version.id, Petition.sent_on.is_not(None)).limit(1)
    return session.scalar(sent) is not None


def mend(session: Session, version: BodyVersion, record: dict[str, Any]) -> BodyVersion:
    """Put another record in the place of one that no petition was sent under; a lawyer looks at it again."""
    if is_used(session, version):
        raise RuleBroken(
            _l("Petitions were sent under this version, so it stays. Let the change hold from a later day.")
        )
    version.record = record
    version.review, version.reviewed_by, version.reviewed_on = LegalReview.UNVERIFIED, None, None
    return version


def ensure_readable(record: dict[str, Any]) -> None:
    """Refuse a record that the directory could not read back."""
    try:
        parse_body(record)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RuleBroken(_l("These answers do not make a whole body. Check the channels and the term.")) from error


def mark_verified(
    session: Session, version: BodyVersion, *, reviewed_by: str, reviewed_on: date, actor: User, at: datetime
) -> None:
    """Note that a lawyer has checked a version, and when."""
    version.review, version.reviewed_by, version.reviewed_on = LegalReview.VERIFIED, reviewed_by, reviewed_on
    history.record(session, None, "body.verified", actor_id=actor.id, at=at, subject=version)


def set_active(session: Session, body: Body, *, is_active: bool, actor: User, at: datetime) -> None:
    """Stop or start offering a body for new petitions; those under way go on."""
    if body.is_active == is_active:
        return
    body.is_active = is_active
    action = "body.activated" if is_active else "body.deactivated"
    history.record(session, None, action, actor_id=actor.id, at=at, subject=body, detail=body.key)
