"""What changes family access: issuing and revoking cards, visits, messages and answers."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from caseapp import clock
from caseapp.accounts import passwords, throttle
from caseapp.accounts.models import User
from caseapp.accounts.vocabulary import FailureKind
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import Kinship
from caseapp.errors import RuleBroken
from caseapp.families import cards, rules
from caseapp.families.cards import CardNumber
from caseapp.families.models import FamilyCard, FamilyMessage, FamilySession
from caseapp.history import services as history

DRAWS = 200


def token_hash(token: str) -> bytes:
    """Return what is stored of a visit's token."""
    return hashlib.sha256(token.encode()).digest()


def issue(
    session: Session,
    case: Case,
    *,
    kinship: Kinship | None,
    actor: User,
    at: datetime,
    person_id: int | None = None,
    is_minimal: bool = False,
) -> str:
    """Make the first card of a relative and return its number, which is never shown again.

    ``kinship`` says what the holder is to the missing person.
    """
    # Two people at two desks must not both make one: the second waits here for the first.
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    if _active(session, case, kinship, person_id) is not None:
        raise RuleBroken(
            _l("This relative has a card. If it is lost, a coordinator can make a new one; the old one then ends.")
        )
    card, number = _new_card(session, case.id, kinship, person_id, is_minimal=is_minimal, actor=actor, at=at)
    history.record(session, case.id, "family.card_issued", actor_id=actor.id, at=at, subject=card)
    return number.printed


def reissue(session: Session, card: FamilyCard, *, is_minimal: bool, actor: User, at: datetime) -> str:
    """End a card and make another for the same relative; return the new number."""
    revoke(session, card, actor=actor, at=at)
    fresh, number = _new_card(
        session, card.case_id, card.kinship, card.person_id, is_minimal=is_minimal, actor=actor, at=at
    )
    history.record(session, card.case_id, "family.card_reissued", actor_id=actor.id, at=at, subject=fresh)
    return number.printed


def revoke(session: Session, card: FamilyCard, *, actor: User, at: datetime) -> None:
    """End a card and every visit with it."""
    session.refresh(card, ["revoked_at"], with_for_update=True)
    if card.revoked_at is not None:
        raise RuleBroken(_l("This card has already ended."))
    card.revoked_at = at
    open_visits = select(FamilySession).where(FamilySession.card_id == card.id, FamilySession.ended_at.is_(None))
    for visit in session.scalars(open_visits):
        visit.ended_at = at
    history.record(session, card.case_id, "family.card_revoked", actor_id=actor.id, at=at, subject=card)


def _active(session: Session, case: Case, kinship: Kinship | None, person_id: int | None) -> FamilyCard | None:
    return session.scalars(
        select(FamilyCard)
        .where(
            FamilyCard.case_id == case.id,
            FamilyCard.revoked_at.is_(None),
            FamilyCard.kinship.is_(None) if kinship is None else FamilyCard.kinship == kinship,
            FamilyCard.person_id.is_(None) if person_id is None else FamilyCard.person_id == person_id,
        )
        .limit(1)
    ).first()


def _new_card(
    session: Session,
    case_id: int,
    kinship: Kinship | None,
    person_id: int | None,
    *,
    is_minimal: bool,
    actor: User,
    at: datetime,
) -> tuple[FamilyCard, CardNumber]:
    number = CardNumber(_free_locator(session), cards.new_secret())
    card = FamilyCard(
        case_id=case_id,
        locator=number.locator,
        secret_hash=passwords.hash_card_secret(number.secret),
        person_id=person_id,
        kinship=kinship,
        is_minimal=is_minimal,
        issued_by_id=actor.id,
        issued_at=at,
    )
    session.add(card)
    session.flush()
    return card, number


def _free_locator(session: Session) -> str:
    for _draw in range(DRAWS):
        locator = cards.new_locator()
        if session.scalar(select(FamilyCard.id).where(FamilyCard.locator == locator)) is None:
            return locator
    raise RuntimeError("no locator is free")


def note_try(session: Session, number: CardNumber, *, source: str, key: bytes, at: datetime) -> None:
    """Count a try with this number from this place, before it is checked; raise ``TooManyTries`` beyond the budget."""
    throttle.note_try(session, FailureKind.CARD, subject=number.locator, source=source, key=key, at=at)


def find_card(session: Session, number: CardNumber) -> FamilyCard | None:
    """Return the card with this number; unknown, revoked and wrong cost the same one hash."""
    nobody = passwords.nobody(passwords.CARD)
    card = session.scalars(select(FamilyCard).where(FamilyCard.locator == number.locator)).one_or_none()
    is_right = passwords.is_right(card.secret_hash if card else nobody, number.secret)
    return card if card is not None and is_right and card.revoked_at is None else None


def begin_visit(
    session: Session, card: FamilyCard, number: CardNumber, *, source: str, key: bytes, at: datetime
) -> str:
    """Open a visit with a card whose number was right and return its token."""
    throttle.forgive(session, FailureKind.CARD, subject=number.locator, source=source, key=key)
    token = secrets.token_urlsafe(32)
    session.add(FamilySession(token_hash=token_hash(token), card_id=card.id, created_at=at, seen_at=at))
    card.last_used_on = at.astimezone(clock.zone()).date()
    return token


def go_on(session: Session, visit: FamilySession, *, at: datetime) -> None:
    """Note that a visit goes on."""
    session.execute(update(FamilySession).where(FamilySession.id == visit.id).values(seen_at=at))


def end_visit(session: Session, token: str, *, at: datetime) -> None:
    """End a visit; an unknown token changes nothing."""
    visit = session.scalars(select(FamilySession).where(FamilySession.token_hash == token_hash(token))).one_or_none()
    if visit is not None and visit.ended_at is None:
        visit.ended_at = at


def write(
    session: Session,
    card: FamilyCard,
    *,
    text: str | None,
    wants_hidden: bool,
    wants_withdrawal: bool,
    at: datetime,
) -> FamilyMessage | None:
    """Take a family's message; a wish to hide or withdraw is kept as a wish and changes nothing else.

    The same message sent twice within ten minutes is one message.
    """
    rules.ensure_says_something(text, wants_hidden, wants_withdrawal)
    recent = session.scalars(
        select(FamilyMessage)
        .where(FamilyMessage.card_id == card.id, FamilyMessage.written_at > at - rules.SAME_MESSAGE)
        .order_by(FamilyMessage.id.desc())
    ).all()
    if any(
        (one.text, one.wants_hidden, one.wants_withdrawal) == (text or "", wants_hidden, wants_withdrawal)
        for one in recent
    ):
        return None
    today = session.scalar(
        select(func.count()).where(FamilyMessage.card_id == card.id, FamilyMessage.written_at > at - timedelta(days=1))
    )
    if (today or 0) >= rules.MESSAGES_A_DAY:
        raise RuleBroken(_l("You have written many messages today. We have them all and will call you."))
    message = FamilyMessage(
        case_id=card.case_id,
        card_id=card.id,
        text=text or "",
        wants_hidden=wants_hidden,
        wants_withdrawal=wants_withdrawal,
        written_at=at,
    )
    session.add(message)
    history.record(session, card.case_id, "family.wrote", actor_id=None, at=at, subject=message)
    return message


def mark_read(session: Session, message: FamilyMessage, *, actor: User, at: datetime) -> None:
    """Note that somebody has read a message; reading it again changes nothing."""
    if message.read_at is None:
        message.read_at, message.read_by_id = at, actor.id
        history.record(session, message.case_id, "family.read", actor_id=actor.id, at=at, subject=message)


def answer(session: Session, message: FamilyMessage, *, text: str, actor: User, at: datetime) -> None:
    """Answer a message; the family sees it with its card. The same answer twice is one."""
    session.refresh(message, ["answer", "read_at"], with_for_update=True)
    if message.answer is not None:
        if message.answer == text:
            return
        raise RuleBroken(_l("Somebody has already answered this message. Read their answer first."))
    mark_read(session, message, actor=actor, at=at)
    message.answer, message.answered_by_id, message.answered_at = text, actor.id, at
    history.record(session, message.case_id, "family.answered", actor_id=actor.id, at=at, subject=message)
