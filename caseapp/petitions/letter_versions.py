"""Keeping versions of a letter, and tying what was approved to what went out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.petitions.letter_models import LetterRemark, LetterSending, LetterVersion
from caseapp.petitions.letter_words import Remarked, VersionReason
from caseapp.petitions.models import Correspondence, Petition

REVIEWED = (Remarked.APPROVED, Remarked.SENT_BACK)


def of(petition_id: int) -> Select[LetterVersion]:
    """Find the versions of a letter, the newest first."""
    return (
        select(LetterVersion)
        .where(LetterVersion.petition_id == petition_id)
        .options(joinedload(LetterVersion.made_by))
        .order_by(LetterVersion.number.desc())
    )


def latest(session: Session, petition: Petition, *reasons: VersionReason) -> LetterVersion | None:
    """Find the newest version, or the newest of those kept for one of these reasons; texts set aside never count."""
    found = of(petition.id).where(LetterVersion.reason != VersionReason.SET_ASIDE)
    if reasons:
        found = found.where(LetterVersion.reason.in_(reasons))
    return session.scalars(found.limit(1)).one_or_none()


def last_reviewed(session: Session, petition: Petition) -> LetterVersion | None:
    """Find the version that somebody read last and approved or sent back."""
    remark = (
        select(LetterRemark.letter_version_id)
        .where(LetterRemark.petition_id == petition.id, LetterRemark.kind.in_(REVIEWED))
        .order_by(LetterRemark.id.desc())
        .limit(1)
    )
    return session.scalars(of(petition.id).where(LetterVersion.id == remark.scalar_subquery())).one_or_none()


def remarks(petition_id: int) -> Select[LetterRemark]:
    """Find what readers said of a letter, the newest first."""
    return (
        select(LetterRemark)
        .where(LetterRemark.petition_id == petition_id)
        .options(joinedload(LetterRemark.made_by), joinedload(LetterRemark.version))
        .order_by(LetterRemark.id.desc())
    )


def same_text(version: LetterVersion, petition: Petition) -> bool:
    """Say whether a version is word for word what is written now."""
    return (version.language, version.subject, version.text, version.petitioner) == (
        petition.language,
        petition.subject,
        petition.letter,
        petition.petitioner,
    )


def keep(
    session: Session,
    petition: Petition,
    reason: VersionReason,
    *,
    actor_id: int | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> LetterVersion:
    """Keep the letter as it stands; without ``facts`` it counts as written on those of the version before."""
    if facts is None:
        before = latest(session, petition)
        facts = before.facts if before is not None else None
    return _add(
        session,
        petition,
        reason,
        parts={
            "subject": petition.subject,
            "text": petition.letter,
            "petitioner": petition.petitioner,
            "language": petition.language,
        },
        facts=facts,
        actor_id=actor_id,
        at=at,
    )


def as_it_stands(session: Session, petition: Petition, *, actor_id: int | None, at: datetime) -> LetterVersion:
    """Get the newest version if it is word for word what is written now, else keep what is written now."""
    found = latest(session, petition)
    if found is not None and same_text(found, petition):
        return found
    return keep(session, petition, VersionReason.SUBMITTED, actor_id=actor_id, at=at)


def keep_before_another(session: Session, petition: Petition, *, at: datetime) -> None:
    """Keep what one person wrote before another goes on, unless a version of it is kept already."""
    found = latest(session, petition)
    if found is None or not same_text(found, petition):
        keep(session, petition, VersionReason.TAKEN_UP, actor_id=petition.drafted_by_id, at=at)


def set_aside(session: Session, petition: Petition, parts: Mapping[str, Any], *, actor: User, at: datetime) -> None:
    """Keep what somebody typed that could not become the letter; the same words are kept once."""
    known = select(LetterVersion).where(
        LetterVersion.petition_id == petition.id,
        LetterVersion.reason == VersionReason.SET_ASIDE,
        LetterVersion.made_by_id == actor.id,
    )
    if not any(all(getattr(one, name) == value for name, value in parts.items()) for one in session.scalars(known)):
        _add(session, petition, VersionReason.SET_ASIDE, parts=parts, facts=None, actor_id=actor.id, at=at)


def _add(
    session: Session,
    petition: Petition,
    reason: VersionReason,
    *,
    parts: Mapping[str, Any],
    facts: Mapping[str, Any] | None,
    actor_id: int | None,
    at: datetime,
) -> LetterVersion:
    # Two people may keep a version in the same moment: the second waits for the number of the first.
    session.flush()
    session.execute(select(Petition.id).where(Petition.id == petition.id).with_for_update())
    last = session.scalar(select(func.max(LetterVersion.number)).where(LetterVersion.petition_id == petition.id))
    version = LetterVersion(
        petition_id=petition.id,
        number=(last or 0) + 1,
        reason=reason,
        facts=dict(facts) if facts is not None else None,
        made_by_id=actor_id,
        made_at=at,
        **parts,
    )
    session.add(version)
    session.flush()
    return version


def add_remark(
    session: Session,
    petition: Petition,
    version: LetterVersion,
    kind: Remarked,
    *,
    text: str | None,
    actor: User,
    at: datetime,
    idempotency_key: str | None = None,
) -> None:
    """Add what a reader said of a version."""
    session.add(
        LetterRemark(
            petition_id=petition.id,
            letter_version_id=version.id,
            kind=kind,
            text=text,
            made_by_id=actor.id,
            made_at=at,
            idempotency_key=idempotency_key,
        )
    )


def version_to_send(session: Session, petition: Petition, *, actor: User, at: datetime) -> LetterVersion:
    """Get the version that was approved, and refuse if the letter is not word for word that one any more.

    A letter approved before versions were kept becomes its first version here.
    """
    approved = latest(session, petition, VersionReason.APPROVED, VersionReason.SENT)
    if approved is None:
        return keep(session, petition, VersionReason.SENT, actor_id=actor.id, at=at)
    if not same_text(approved, petition):
        raise RuleBroken(_l("The letter is not the one that was approved. Send it to review again before it goes out."))
    return approved


def tie_sending(session: Session, sending: Correspondence, version: LetterVersion) -> None:
    """Note which version a sending carried."""
    session.add(LetterSending(correspondence_id=sending.id, letter_version_id=version.id))
    session.flush()


def sent_versions(session: Session, petition: Petition) -> dict[int, int]:
    """Give the number of the version that each sending of a petition carried, by the number of the sending."""
    rows = session.execute(
        select(LetterSending.correspondence_id, LetterVersion.number)
        .join(LetterVersion, LetterVersion.id == LetterSending.letter_version_id)
        .where(LetterVersion.petition_id == petition.id)
    )
    return {row.correspondence_id: row.number for row in rows}
