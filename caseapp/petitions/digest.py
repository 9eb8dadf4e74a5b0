"""Digests: who is told of which deadlines, queued once a day and kept until the mail server took them."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, select, update
from sqlalchemy.orm import Session, selectinload

from caseapp.accounts.models import User
from caseapp.accounts.queries import is_active
from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import Access
from caseapp.permissions import GRANTS, Permission
from caseapp.petitions import queries, sweep
from caseapp.petitions.models import Petition, PetitionCase, PetitionClock
from caseapp.petitions.notice_models import DeadlineNotice, Digest, NoticeWish, SweepRun
from caseapp.petitions.notice_vocabulary import DigestRhythm
from caseapp.petitions.vocabulary import ClockKind

CHANNELS = "channels"
NOT_DELIVERED = "not_delivered"
MOST_LINES = 200
# A first digest tells of the last days only; one that could not leave is tried for three.
LOOK_BACK = timedelta(days=14)
GIVE_UP = timedelta(days=3)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720))
MONDAY = 0


@dataclass(frozen=True)
class Line:
    """One deadline as a digest tells it: codes and days only."""

    petition_id: int
    kind: ClockKind
    due_on: date
    tier: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """What a digest tells: those passed and those near, the earliest first, and how many more there are of both."""

    missed: list[Line]
    near: list[Line]
    more: int
    more_missed: int = 0

    @property
    def total(self) -> int:
        """Count the deadlines."""
        return len(self.missed) + len(self.near) + self.more

    @property
    def total_missed(self) -> int:
        """Count those that passed."""
        return len(self.missed) + self.more_missed


def usual_rhythm(role: Role) -> DigestRhythm:
    """Say how often somebody is told who has not chosen: those who look after an office daily."""
    return DigestRhythm.DAILY if Permission.CASE_VIEW_OFFICE in GRANTS[role] else DigestRhythm.OFF


def is_due(rhythm: DigestRhythm, today: date, last: date | None) -> bool:
    """Say whether somebody is told today; a Monday that was missed is made up for."""
    if rhythm is DigestRhythm.OFF or last == today:
        return False
    if rhythm is DigestRhythm.DAILY or today.weekday() == MONDAY:
        return True
    return last is not None and last < today - timedelta(days=today.weekday())


def queue(session: Session, *, today: date, at: datetime, host: str, with_channels: bool) -> int:
    """Queue the digests of a day after its sweep, once; return how many there are."""
    sweep.wait_for_others(session)
    run = session.scalars(
        select(SweepRun).where(SweepRun.run_on == today, SweepRun.digested_at.is_(None))
    ).one_or_none()
    if run is None:
        return 0
    run.digested_at = at
    last = session.scalar(select(func.max(DeadlineNotice.id))) or 0
    old = session.scalar(select(func.max(DeadlineNotice.id)).where(DeadlineNotice.noticed_at < at - LOOK_BACK)) or 0
    told = {row.recipient: row for row in session.execute(_last_told())}
    made = 0
    for recipient, user_id in _recipients(
        session, today, {name: row.run_on for name, row in told.items()}, with_channels
    ):
        before = max(old, told[recipient].last_notice_id) if recipient in told else old
        if before >= last:
            continue
        session.add(
            Digest(
                recipient=recipient,
                user_id=user_id,
                run_on=today,
                after_notice_id=before,
                last_notice_id=last,
                message_id=f"<{secrets.token_hex(16)}@{host}>",
                created_at=at,
                next_try_at=at,
            )
        )
        made += 1
    session.flush()
    return made


def _last_told() -> Select[str, date, int]:
    # What was never delivered was never told.
    up_to = case((Digest.ended_as == NOT_DELIVERED, Digest.after_notice_id), else_=Digest.last_notice_id)
    return select(
        Digest.recipient,
        func.max(Digest.run_on).label("run_on"),
        func.max(up_to).label("last_notice_id"),
    ).group_by(Digest.recipient)


def _recipients(
    session: Session, today: date, told_on: dict[str, date], with_channels: bool
) -> Iterator[tuple[str, int | None]]:
    roles = [role for role, granted in GRANTS.items() if Permission.PETITION_VIEW in granted]
    people = (
        select(User.id, User.role, NoticeWish.rhythm)
        .outerjoin(NoticeWish, NoticeWish.user_id == User.id)
        .where(is_active(), User.role.in_(roles))
        .order_by(User.id)
    )
    for user_id, role, rhythm in session.execute(people):
        recipient = f"user:{user_id}"
        if is_due(rhythm or usual_rhythm(role), today, told_on.get(recipient)):
            yield recipient, user_id
    if with_channels and told_on.get(CHANNELS) != today:
        yield CHANNELS, None


def waiting(at: datetime) -> Select[Digest]:
    """Find the digests to be tried now, with their readers."""
    return (
        select(Digest)
        .where(Digest.sent_at.is_(None), Digest.ended_as.is_(None), Digest.next_try_at <= at)
        .options(selectinload(Digest.user).selectinload(User.further_offices))
        .order_by(Digest.id)
    )


def claim(session: Session, digest: Digest, *, at: datetime) -> bool:
    """Take a digest for one try, unless somebody else has; the next try comes later if this one comes to nothing."""
    pause = PAUSES[min(digest.tries, len(PAUSES) - 1)]
    taken = session.execute(
        update(Digest)
        .where(Digest.id == digest.id, Digest.tries == digest.tries, Digest.sent_at.is_(None))
        .values(tries=digest.tries + 1, next_try_at=at + pause)
        .execution_options(synchronize_session=False)
        .returning(Digest.id)
    )
    return taken.scalar() is not None


def mark(session: Session, digest: Digest, *, sent_at: datetime | None = None, ended_as: str | None = None) -> None:
    """Note that a digest has left, or why it never will."""
    session.execute(
        update(Digest)
        .where(Digest.id == digest.id)
        .values(sent_at=sent_at, ended_as=ended_as)
        .execution_options(synchronize_session=False)
    )


def is_hopeless(digest: Digest, at: datetime) -> bool:
    """Say whether a digest has been tried for so long that a newer one had better tell what stands in it."""
    return at - digest.created_at > GIVE_UP


def give_up(session: Session, digest: Digest) -> None:
    """End a digest that never left; the next one of its reader, waiting or still to come, tells what stood in it."""
    mark(session, digest, ended_as=NOT_DELIVERED)
    following = select(func.min(Digest.id)).where(
        Digest.recipient == digest.recipient,
        Digest.id > digest.id,
        Digest.sent_at.is_(None),
        Digest.ended_as.is_(None),
    )
    session.execute(
        update(Digest)
        .where(Digest.id == following.scalar_subquery())
        .values(after_notice_id=digest.after_notice_id)
        # The one after it may be read already, to be sent in the same round.
        .execution_options(synchronize_session="fetch")
    )


def contents(session: Session, digest: Digest) -> Contents:
    """Read what a digest tells its reader: what they may see now, and what is still open."""
    of_reader = _seen_by(digest.user) if digest.user is not None else ~_is_sealed()
    still_open = and_(
        PetitionClock.petition_id == DeadlineNotice.petition_id,
        PetitionClock.kind == DeadlineNotice.kind,
        PetitionClock.due_on == DeadlineNotice.due_on,
        PetitionClock.stopped_on.is_(None),
    )
    tier = func.min(DeadlineNotice.tier)
    found = (
        select(DeadlineNotice.petition_id, DeadlineNotice.kind, DeadlineNotice.due_on, tier.label("tier"))
        .join(Petition, Petition.id == DeadlineNotice.petition_id)
        .join(PetitionClock, still_open)
        .where(
            DeadlineNotice.id > digest.after_notice_id,
            DeadlineNotice.id <= digest.last_notice_id,
            of_reader,
            sweep.is_running(digest.run_on),
        )
        .group_by(DeadlineNotice.petition_id, DeadlineNotice.kind, DeadlineNotice.due_on)
    )
    all_of_them = found.subquery()
    passed = func.count(case((all_of_them.c.tier < 0, 1)))
    total, total_missed = session.execute(select(func.count(), passed).select_from(all_of_them)).one()
    rows = session.execute(
        found.order_by(DeadlineNotice.due_on, DeadlineNotice.petition_id, DeadlineNotice.kind).limit(MOST_LINES)
    ).all()
    codes: dict[int, list[str]] = {}
    for petition_id, code in session.execute(
        select(PetitionCase.petition_id, Case.code)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(PetitionCase.petition_id.in_({row.petition_id for row in rows}))
        .order_by(PetitionCase.id)
    ):
        codes.setdefault(petition_id, []).append(code or "")
    lines = [Line(*row, tuple(codes.get(row.petition_id, []))) for row in rows]
    missed = [line for line in lines if line.tier < 0]
    near = [line for line in lines if line.tier >= 0]
    return Contents(missed, near, total - len(lines), total_missed - len(missed))


def _is_sealed() -> ColumnElement[bool]:
    """Match what is about a sealed case: the organisation's channels do not even count it."""
    sealed = select(PetitionCase.petition_id).join(Case, Case.id == PetitionCase.case_id)
    return Petition.id.in_(sealed.where(Case.access == Access.SEALED))


def _seen_by(person: User) -> ColumnElement[bool]:
    """Match what a digest tells somebody of: their offices for a coordinator, what they look after for others."""
    if queries.sees_the_office(person):
        return and_(queries.of_the_office(person), queries.may_see(person))
    return and_(queries.owned_by(person.id), queries.may_see(person))
