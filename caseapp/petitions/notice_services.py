"""What somebody wants to be told, and what was last sent."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.history import services as history
from caseapp.petitions.notice_models import Digest, NoticeWish
from caseapp.petitions.notice_vocabulary import DigestRhythm


def find_wish(session: Session, person: User) -> NoticeWish | None:
    """Find what somebody has chosen, if anything."""
    return session.scalars(select(NoticeWish).where(NoticeWish.user_id == person.id)).one_or_none()


def choose(session: Session, person: User, *, rhythm: DigestRhythm, language: str | None, at: datetime) -> None:
    """Note how often somebody wants to be told, and in which language."""
    wish = find_wish(session, person)
    if wish is None:
        session.add(NoticeWish(user_id=person.id, rhythm=rhythm, language=language))
    else:
        wish.rhythm, wish.language = rhythm, language
    history.record(session, None, "notices.chosen", actor_id=person.id, at=at, subject=person, detail=rhythm.value)


def last_digest(person: User) -> Select[Digest]:
    """Find the last digest made for somebody."""
    return select(Digest).where(Digest.user_id == person.id).order_by(Digest.run_on.desc()).limit(1)
