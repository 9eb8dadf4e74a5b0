"""Counting failed tries by whom they were made on and from where, for sign-in and family cards alike.

A try is counted before it is checked and forgiven when it was right: many at once gain nothing.
"""

import hashlib
import hmac
import math
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from caseapp.accounts import rules
from caseapp.accounts.models import FailedTry
from caseapp.accounts.vocabulary import FailureKind
from caseapp.errors import TooManyTries

MOST_COUNTED = max(rules.FREE_TRIES + len(rules.WAITS), *(tries for tries, _window in rules.CARD_BUDGETS))


def hidden(key: bytes, kind: FailureKind, word: str) -> bytes:
    """Return what is stored of an account, a card or an address: a keyed hash nobody can look up."""
    return hmac.digest(key, f"{kind.value}\x00{word}".encode(), hashlib.sha256)


def note_try(session: Session, kind: FailureKind, *, subject: str, source: str, key: bytes, at: datetime) -> None:
    """Count a try as failed until ``forgive`` is called, or raise ``TooManyTries`` with the wait.

    ``subject`` is the account or the card's locator, ``source`` a device or an address, ``key`` is
    ``keys.blind_index``. Tries older than a day are forgotten here.
    """
    whom, whence = hidden(key, kind, subject), hidden(key, kind, source)
    session.execute(delete(FailedTry).where(FailedTry.at < at - rules.REMEMBERED))
    of_both = session.scalars(
        select(FailedTry.at)
        .where(FailedTry.kind == kind, FailedTry.subject == whom, FailedTry.source == whence)
        .order_by(FailedTry.at.desc())
        .limit(MOST_COUNTED)
    ).all()
    of_source = session.scalars(
        select(FailedTry.at)
        .where(FailedTry.kind == kind, FailedTry.source == whence, FailedTry.at > at - rules.SOURCE_WINDOW)
        .order_by(FailedTry.at.desc())
        .limit(rules.SOURCE_TRIES)
    ).all()
    wait_for_both = rules.wait_for_card if kind is FailureKind.CARD else rules.wait_for_subject
    wait = max(wait_for_both(of_both, at), rules.wait_for_source(of_source, at))
    if wait > rules.NO_WAIT:
        raise TooManyTries(math.ceil(wait.total_seconds()))
    session.add(FailedTry(kind=kind, subject=whom, source=whence, at=at))
    session.flush()


def forgive(session: Session, kind: FailureKind, *, subject: str, source: str, key: bytes) -> None:
    """Forget the tries of this source on this account or card, because one was right."""
    session.execute(
        delete(FailedTry).where(
            FailedTry.kind == kind,
            FailedTry.subject == hidden(key, kind, subject),
            FailedTry.source == hidden(key, kind, source),
        )
    )
