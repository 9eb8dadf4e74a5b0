"""What changes evidence: taking a file in, and noting that somebody opened one."""

from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState
from caseapp.evidence import pictures, rules
from caseapp.evidence.models import EvidenceFile
from caseapp.evidence.store import FileStore
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.history import services as history


def ensure_accepted(source: BinaryIO, file_name: str) -> rules.FileFormat:
    """Say which format a file is in, or raise ``FileRefused`` with a sentence; the file is left at its beginning."""
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(rules.HEAD_BYTES)
    found = rules.format_of(file_name, head, size)
    if found.is_picture:
        source.seek(0)
        pictures.check(source)
    source.seek(0)
    return found


def add_file(
    session: Session,
    store: FileStore,
    case: Case,
    *,
    file: BinaryIO,
    file_name: str,
    kind: EvidenceKind,
    title: str | None,
    source: str | None,
    actor: User,
    at: datetime,
    appeal_id: int | None = None,
) -> EvidenceFile:
    """Keep a file of a case encrypted; the same file sent twice for the same case is kept once."""
    found = ensure_accepted(file, file_name)
    stored = store.put(file)
    known = session.scalars(
        select(EvidenceFile).where(EvidenceFile.case_id == case.id, EvidenceFile.sha256 == stored.sha256)
    ).first()
    if known is not None:
        store.remove(stored.key)
        return known
    row = EvidenceFile(
        case_id=case.id,
        appeal_id=appeal_id,
        kind=kind,
        title=title or str(kind.label),
        file_name=rules.plain_name(file_name),
        media_type=found.media_type,
        size=stored.size,
        sha256=stored.sha256,
        store_key=stored.key,
        source=source,
        added_by_id=actor.id,
        added_at=at,
    )
    session.add(row)
    try:
        session.flush()
    except BaseException:
        store.remove(stored.key)
        raise
    _record(session, case, "evidence.added", row, actor=actor, at=at)
    return row


def note_opened(session: Session, file: EvidenceFile, case: Case, *, actor: User, at: datetime) -> None:
    """Note that somebody took the original out of the store."""
    _record(session, case, "evidence.opened", file, actor=actor, at=at)


def _record(session: Session, case: Case, action: str, file: EvidenceFile, *, actor: User, at: datetime) -> None:
    # A draft can still be joined to another case and vanish, so its deeds are not tied to it.
    case_id = None if case.state is CaseState.DRAFT else case.id
    history.record(session, case_id, action, actor_id=actor.id, at=at, subject=file, detail=str(file.kind.value))
