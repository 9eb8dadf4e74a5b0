"""Which mail a person sees in the inbox, and which petitions a letter may belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union
from sqlalchemy.orm import Session, joinedload

from caseapp.accounts.models import User
from caseapp.accounts.queries import in_offices
from caseapp.permissions import Permission
from caseapp.petitions import queries
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Correspondence, Petition
from caseapp.petitions.references import candidates, key_of
from caseapp.petitions.vocabulary import IncomingState

CHUNK = 400
MOST_OFFERED = 12


def may_see(person: User) -> ColumnElement[bool]:
    """Match the mail of a person's offices; a volunteer sees what they took in or were given."""
    if not person.can(Permission.PETITION_VIEW) or person.office_id is None:
        return false()
    office = in_offices(person, IncomingLetter.office_id)
    # What was attached is as visible as the petition it was attached to.
    attached = select(Petition.id).where(queries.may_see(person), Petition.id == IncomingLetter.petition_id)
    seen = attached.correlate(IncomingLetter).exists()
    unmatched: ColumnElement[bool] = IncomingLetter.petition_id.is_(None)
    if not person.can(Permission.PETITION_RECORD_REPLY):
        own = or_(IncomingLetter.recorded_by_id == person.id, IncomingLetter.given_to_id == person.id)
        unmatched = and_(unmatched, own)
    return and_(office, or_(unmatched, seen))


def visible_to(person: User) -> Select[IncomingLetter]:
    """Find the mail this person may open."""
    return select(IncomingLetter).where(may_see(person)).options(joinedload(IncomingLetter.given_to))


def waiting(person: User) -> Select[IncomingLetter]:
    """Find the mail that waits to be matched: what was given to this person first, then the oldest."""
    mine = (IncomingLetter.given_to_id == person.id).is_(True)
    return (
        visible_to(person)
        .where(IncomingLetter.state == IncomingState.WAITING)
        .order_by(mine.desc(), IncomingLetter.received_on, IncomingLetter.id)
    )


def dealt_with(person: User) -> Select[IncomingLetter]:
    """Find the mail that was attached or set aside, newest first."""
    return visible_to(person).where(IncomingLetter.state != IncomingState.WAITING).order_by(IncomingLetter.id.desc())


def count_waiting(session: Session, person: User, limit: int) -> int:
    """Count the mail that waits, but never more than one beyond a limit."""
    few = (
        select(IncomingLetter.id)
        .where(may_see(person), IncomingLetter.state == IncomingState.WAITING)
        .limit(limit + 1)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(few)) or 0


def of_petition(session: Session, petition_id: int) -> dict[int, int]:
    """Give for each piece of correspondence of a petition that came through the inbox the letter it was."""
    rows = session.execute(
        select(IncomingLetter.correspondence_id, IncomingLetter.id).where(IncomingLetter.petition_id == petition_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


@dataclass(frozen=True)
class Match:
    """A petition a letter may belong to, and the number that says so."""

    petition: Petition
    number: str
    is_typed: bool


def matches(session: Session, person: User, letter: IncomingLetter) -> list[Match]:
    """Offer the petitions whose number was typed with the letter or stands in its text, the surest first."""
    typed = key_of(letter.reference)
    keys = [typed] if typed else []
    keys += [key for key in candidates(letter.body_text or "") if key not in keys]
    found: dict[int, str] = {}
    for start in range(0, len(keys), CHUNK):
        for number, petition_id in session.execute(_numbered(keys[start : start + CHUNK])):
            if number is None:
                continue
            known = found.get(petition_id)
            if known is None or keys.index(number) < keys.index(known):
                found[petition_id] = number
    if not found:
        return []
    petitions = session.scalars(
        queries.for_rows(queries.visible_to(person).where(Petition.id.in_(found), ~Petition.is_published_record))
    ).unique()
    order = {key: place for place, key in enumerate(keys)}
    offered = sorted(petitions, key=lambda one: (order[found[one.id]], -one.id))[:MOST_OFFERED]
    return [Match(one, one.reference or found[one.id], found[one.id] == typed) for one in offered]


def _numbered(keys: Sequence[str]) -> Select[*tuple[str | None, int]]:
    """Find petitions by the keys of their own number and of the numbers on their correspondence."""
    own = select(Petition.reference_key, Petition.id).where(Petition.reference_key.in_(keys))
    theirs = select(Correspondence.reference_key, Correspondence.petition_id).where(
        Correspondence.reference_key.in_(keys), Correspondence.taken_back_because.is_(None)
    )
    both = union(own, theirs).subquery()
    return select(both.c[0], both.c[1])


def found_by_hand(session: Session, person: User, asked: str) -> list[Petition]:
    """Find petitions by the code of a case or a number somebody typed, those that went out first."""
    key = key_of(asked)
    by_key = select(Petition.id).where(Petition.reference_key == key)
    matching = or_(queries.found_by(session, person, asked), Petition.id.in_(by_key))
    statement = queries.visible_to(person).where(matching, Petition.sent_on.is_not(None), ~Petition.is_published_record)
    return list(
        session.scalars(queries.for_rows(statement.order_by(Petition.sent_on.desc()).limit(MOST_OFFERED))).unique()
    )
