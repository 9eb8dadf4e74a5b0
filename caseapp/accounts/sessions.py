"""Sessions are rows: who is signed in, since when, until when; a cookie carries only the token."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from caseapp import clock, db
from caseapp.accounts.models import FurtherOffice, User, UserSession
from caseapp.accounts.vocabulary import Role

IDLE = {Role.VOLUNTEER: timedelta(minutes=30), Role.TRANSLATOR: timedelta(minutes=30)}
IDLE_OTHERS = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
MOST_PER_USER = 3
SEEN_EVERY = timedelta(minutes=1)


# Asked on every page, so put together once.
SIGNED_IN = (
    select(UserSession)
    .where(UserSession.token_hash == bindparam("token_hash"))
    .options(
        joinedload(UserSession.user).options(
            joinedload(User.office), joinedload(User.further_offices).joinedload(FurtherOffice.office)
        )
    )
)


def token_hash(token: str) -> bytes:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).digest()


def is_live(row: UserSession, user: User, at: datetime) -> bool:
    """Say whether a session still counts: not ended, not idle for too long, not too old."""
    if row.ended_at is not None or not user.is_active:
        return False
    return at - row.seen_at <= IDLE.get(user.role, IDLE_OTHERS) and at - row.created_at <= LONGEST


def load_user(token: str) -> User | None:
    """Return the person a session token belongs to, with office and session loaded, or None."""
    at = clock.now()
    row = db.session.scalars(SIGNED_IN, {"token_hash": token_hash(token)}).unique().one_or_none()
    if row is None or not is_live(row, row.user, at):
        return None
    row.user.session_token = token  # type: ignore[attr-defined]
    row.user.session_row = row  # type: ignore[attr-defined]
    if at - row.seen_at > SEEN_EVERY:
        with db.transaction() as session:
            session.execute(update(UserSession).where(UserSession.id == row.id).values(seen_at=at))
    return row.user


def begin(session: Session, user: User, *, device: str, at: datetime) -> str:
    """Open a session and return its token; the oldest ends when there are too many."""
    token = secrets.token_urlsafe(32)
    live = session.scalars(
        select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
        .order_by(UserSession.seen_at.desc())
    ).all()
    for row in live[MOST_PER_USER - 1 :]:
        row.ended_at = at
    session.add(
        UserSession(
            token_hash=token_hash(token), user_id=user.id, device=device[:120], created_at=at, seen_at=at, proved_at=at
        )
    )
    return token


def end(session: Session, row: UserSession, *, at: datetime) -> None:
    """End one session; it stops at the next request."""
    row.ended_at = row.ended_at or at
    session.flush()


def end_all(session: Session, user: User, *, at: datetime, but: int | None = None) -> int:
    """End every session of a person, except the one given; say how many."""
    statement = update(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    if but is not None:
        statement = statement.where(UserSession.id != but)
    return session.execute(statement.values(ended_at=at)).rowcount  # type: ignore[attr-defined,no-any-return]
