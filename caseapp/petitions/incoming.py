"""What changes mail in the inbox: taking it in, giving it to somebody, setting it aside, tying it to a petition."""

from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.evidence import rules as files
from caseapp.evidence import services as evidence
from caseapp.evidence.models import EvidenceFile
from caseapp.evidence.store import FileStore
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.history import services as history
from caseapp.petitions import steps
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Correspondence, Petition
from caseapp.petitions.vocabulary import IncomingState

I = IncomingState  # noqa: E741 - short for a vocabulary, as in the other modules


def take_in(
    session: Session,
    store: FileStore,
    *,
    office_id: int,
    received_on: date,
    reference: str | None = None,
    text: str | None = None,
    file: BinaryIO | None = None,
    file_name: str = "",
    idempotency_key: str | None = None,
    actor: User,
    at: datetime,
) -> IncomingLetter:
    """Put a letter into the inbox of an office, its file encrypted; the same key twice gives the same letter."""
    if idempotency_key:
        known = session.scalars(
            select(IncomingLetter).where(IncomingLetter.idempotency_key == idempotency_key)
        ).one_or_none()
        if known is not None:
            return known
    if received_on > steps.day_of(at):
        raise RuleBroken(_l("This day has not come yet. Enter a day up to today."), "received_on")
    if not text and file is None:
        raise RuleBroken(_l("Paste the words of the letter, or add its picture."), "text")
    letter = IncomingLetter(
        office_id=office_id,
        received_on=received_on,
        reference=reference,
        body_text=text,
        recorded_by_id=actor.id,
        recorded_at=at,
        idempotency_key=idempotency_key,
    )
    if file is not None:
        found = evidence.ensure_accepted(file, file_name)
        stored = store.put(file)
        letter.file_name, letter.media_type = files.plain_name(file_name), found.media_type
        letter.size, letter.sha256, letter.store_key = stored.size, stored.sha256, stored.key
    session.add(letter)
    try:
        session.flush()
    except BaseException:
        if letter.store_key is not None:
            store.remove(letter.store_key)
        raise
    _tell(session, letter, "received", actor=actor, at=at)
    return letter


def give(session: Session, letter: IncomingLetter, *, to: User, actor: User, at: datetime) -> None:
    """Give a letter to somebody of the office to find out where it belongs."""
    ensure_waiting(letter)
    if to.disabled_at is not None or letter.office_id not in to.office_ids:
        raise RuleBroken(_l("Choose somebody who works in the office of this letter."), "owner")
    if letter.given_to_id == to.id:
        return
    letter.given_to_id = to.id
    _tell(session, letter, "given", actor=actor, at=at)


def set_aside(session: Session, letter: IncomingLetter, *, reason: str, actor: User, at: datetime) -> None:
    """Take a letter that belongs to no petition out of the inbox, with the reason; it is kept."""
    ensure_waiting(letter)
    letter.state, letter.set_aside_because = I.SET_ASIDE, reason
    _tell(session, letter, "set_aside", actor=actor, at=at)


def bring_back(session: Session, letter: IncomingLetter, *, actor: User, at: datetime) -> None:
    """Put a letter that was set aside back into the inbox."""
    if letter.state is not I.SET_ASIDE:
        return
    letter.state, letter.set_aside_because = I.WAITING, None
    _tell(session, letter, "brought_back", actor=actor, at=at)


def ensure_waiting(letter: IncomingLetter) -> None:
    """Refuse a letter that somebody has already dealt with."""
    if letter.state is not I.WAITING:
        raise RuleBroken(_l("Somebody has dealt with this letter meanwhile: it no longer waits in the inbox."))


def as_evidence(
    session: Session, letter: IncomingLetter, petition: Petition, *, actor: User, at: datetime
) -> int | None:
    """Turn the file of a letter into evidence of the petition's first case; its bytes stay where they lie."""
    ensure_waiting(letter)
    if letter.store_key is None or letter.sha256 is None:
        return None
    case_id = steps.case_ids(session, petition)[0]
    row = EvidenceFile(
        case_id=case_id,
        kind=EvidenceKind.REPLY,
        title=str(EvidenceKind.REPLY.label),
        file_name=letter.file_name or "file",
        media_type=letter.media_type or "application/octet-stream",
        size=letter.size or 0,
        sha256=letter.sha256,
        store_key=letter.store_key,
        added_by_id=actor.id,
        added_at=at,
    )
    session.add(row)
    session.flush()
    history.record(session, case_id, "evidence.added", actor_id=actor.id, at=at, subject=row, detail=row.kind.value)
    return row.id


def attach(
    session: Session,
    letter: IncomingLetter,
    petition: Petition,
    correspondence: Correspondence,
    *,
    actor: User,
    at: datetime,
) -> None:
    """Tie a letter to the piece of correspondence it became; its file now belongs to the case."""
    ensure_waiting(letter)
    letter.petition_id, letter.correspondence_id = petition.id, correspondence.id
    letter.state, letter.store_key = I.ATTACHED, None
    _tell(session, letter, "attached", actor=actor, at=at)


def return_taken_back(
    session: Session, store: FileStore, petition: Petition, *, actor: User, at: datetime
) -> list[str]:
    """Put letters back into the inbox whose step was recorded for this petition by mistake; give the new store keys.

    The file stays with the case it was put to, beside the step that was taken back; the inbox gets a copy.
    """
    rows = session.execute(
        select(IncomingLetter, Correspondence.evidence_id)
        .join(Correspondence, Correspondence.id == IncomingLetter.correspondence_id)
        .where(IncomingLetter.petition_id == petition.id, Correspondence.taken_back_because.is_not(None))
    ).all()
    kept = []
    for letter, evidence_id in rows:
        if letter.sha256 is not None and evidence_id is not None:
            file = session.get_one(EvidenceFile, evidence_id)
            letter.store_key = store.put(BytesIO(b"".join(store.read(file.store_key)))).key
            kept.append(letter.store_key)
        letter.petition_id = letter.correspondence_id = None
        letter.state = I.WAITING
        _tell(session, letter, "brought_back", actor=actor, at=at)
    return kept


def _tell(session: Session, letter: IncomingLetter, action: str, *, actor: User, at: datetime) -> None:
    session.flush()
    history.record(session, None, f"incoming.{action}", actor_id=actor.id, at=at, subject=letter)
