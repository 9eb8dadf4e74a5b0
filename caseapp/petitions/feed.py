"""The calendar of somebody's deadlines by secret address: whose it is and what stands in it."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select
from sqlalchemy.orm import Session, selectinload

from caseapp.accounts.models import User
from caseapp.accounts.queries import is_active
from caseapp.cases.models import Case
from caseapp.history import services as history
from caseapp.permissions import Permission
from caseapp.petitions import queries, sweep
from caseapp.petitions.models import Petition, PetitionCase, PetitionClock
from caseapp.petitions.notice_models import CalendarFeed
from caseapp.petitions.notice_vocabulary import FeedScope
from caseapp.petitions.vocabulary import ClockKind

TOKEN_BYTES = 32
MOST_EVENTS = 1000
# What passed stays a while, and so does a cancelled event: a calendar that fetches seldom must still learn of it.
KEPT = timedelta(days=60)
CANCELLED_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Entry:
    """One clock as the calendar shows it."""

    petition_id: int
    kind: ClockKind
    due_on: date
    warn_days: tuple[int, ...]
    changed_at: datetime
    is_cancelled: bool
    is_provisional: bool
    codes: tuple[str, ...]


def token_hash(token: str) -> bytes:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def open_feed(session: Session, person: User, *, scope: FeedScope, at: datetime) -> str:
    """Give somebody a new secret address in the place of any before; return its token, to be shown this once."""
    close_feed(session, person, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(CalendarFeed(user_id=person.id, token_hash=token_hash(token), scope=scope, created_at=at))
    history.record(session, None, "calendar.opened", actor_id=person.id, at=at, subject=person)
    return token


def close_feed(session: Session, person: User, *, at: datetime) -> bool:
    """End somebody's secret address; say whether there was one."""
    ended = session.scalar(delete(CalendarFeed).where(CalendarFeed.user_id == person.id).returning(CalendarFeed.id))
    if ended is not None:
        history.record(session, None, "calendar.closed", actor_id=person.id, at=at, subject=person)
    return ended is not None


def of_person(person: User) -> Select[CalendarFeed]:
    """Find somebody's feed."""
    return select(CalendarFeed).where(CalendarFeed.user_id == person.id)


def behind(token: str) -> Select[CalendarFeed]:
    """Find the feed of a token, while its owner may sign in."""
    return (
        select(CalendarFeed)
        .join(User, User.id == CalendarFeed.user_id)
        .where(CalendarFeed.token_hash == token_hash(token), is_active())
        .options(selectinload(CalendarFeed.user).selectinload(User.further_offices))
    )


def may_read(feed: CalendarFeed) -> bool:
    """Say whether the owner's role still opens petitions."""
    return feed.user.can(Permission.PETITION_VIEW)


def entries(session: Session, feed: CalendarFeed, today: date) -> list[Entry]:
    """Read what stands in a calendar today, the earliest first, in a constant number of statements."""
    clocks = _clocks(session, feed, today)
    codes = _codes(session, clocks)
    return [
        Entry(
            clock.petition_id,
            clock.kind,
            clock.due_on,
            tuple(clock.rule.get("warn_days") or () if "warn_days" in clock.rule else sweep.USUAL_WARNINGS),
            clock.changed_at,
            clock.stopped_on is not None,
            clock.is_provisional,
            tuple(codes.get(clock.petition_id, ())),
        )
        for clock in clocks
        if clock.due_on is not None
    ]


def _clocks(session: Session, feed: CalendarFeed, today: date) -> list[PetitionClock]:
    """Read the clocks of a calendar; where there are too many, those to come stand before those that are over."""
    seen = select(PetitionClock).join(Petition, Petition.id == PetitionClock.petition_id).where(_seen_by(feed))
    running, day = sweep.is_running(today), PetitionClock.due_on
    to_come = seen.where(running, day >= today).order_by(day, PetitionClock.petition_id, PetitionClock.kind)
    found = list(session.scalars(to_come.limit(MOST_EVENTS)))
    stopped = and_(PetitionClock.stopped_on >= today - CANCELLED_KEPT, day >= today - CANCELLED_KEPT)
    over = seen.where(or_(and_(running, day >= today - KEPT, day < today), stopped))
    newest_first = over.order_by(day.desc(), PetitionClock.petition_id, PetitionClock.kind)
    found += session.scalars(newest_first.limit(MOST_EVENTS - len(found)))
    return sorted(found, key=lambda clock: (clock.due_on or today, clock.petition_id, clock.kind.value))


def _seen_by(feed: CalendarFeed) -> ColumnElement[bool]:
    person = feed.user
    of_them = [queries.of_the_office(person)] if queries.sees_the_office(person) else []
    if feed.scope is FeedScope.OWN:
        of_them.append(queries.owned_by(person.id))
    return and_(*of_them, queries.may_see(person))


def _codes(session: Session, clocks: Sequence[PetitionClock]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for petition_id, code in session.execute(
        select(PetitionCase.petition_id, Case.code)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(PetitionCase.petition_id.in_({clock.petition_id for clock in clocks}))
        .order_by(PetitionCase.id)
    ):
        found.setdefault(petition_id, []).append(code or "")
    return found


def installation(secret: str | bytes) -> str:
    """Give a word for this installation that says nothing of it, so that two may stand in one calendar."""
    key = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(key, b"jaqyn.calendar", hashlib.sha256).hexdigest()[:16]
