"""What the worker does by itself: the sweep at night, the digests in the morning, and again whatever did not leave.

It asks the database every quarter of an hour what is left to do today, so a night without power is made up for.
"""

import smtplib
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import clock, db, jobs, languages
from caseapp.petitions import digest, digest_channels, digest_mail, sweep
from caseapp.petitions.notice_models import Digest
from caseapp.petitions.notice_models import NoticeWish as Wish

SWEEP_HOUR, DIGEST_HOUR = 2, 6


@jobs.every(minutes=15)
def keep_watch() -> None:
    """Sweep once a day, queue the digests once a day, and try those that have not left yet."""
    at = clock.now()
    today, hour = clock.day_of(at), at.astimezone(clock.zone()).hour
    if hour >= SWEEP_HOUR and not sweep.is_swept(db.session, today):
        count = sum(1 for _one in sweep.sweep(db.transaction, today=today, at=at))
        current_app.logger.info("%d deadlines noted", count)
    if hour >= DIGEST_HOUR:
        queue_digests(at)
    send_digests(at)


def queue_digests(at: datetime) -> int:
    """Queue the digests of the day, where there is a way to send any; return how many there are."""
    channels = bool(current_app.config["CHANNELS"])
    if not (channels or digest_mail.can_send()):
        return 0
    host = digest_mail.host_of(current_app.config["PUBLIC_URL"])
    with db.transaction() as session:
        return digest.queue(session, today=clock.day_of(at), at=at, host=host, with_channels=channels)


def send_digests(at: datetime) -> int:
    """Try every digest whose time it is, each in transactions of its own; return how many left.

    A digest leaves at least once: where the worker is killed between the mail server's "yes" and our note of it, it is
    sent again, under the same Message-ID, by which mail programs know it for the same message.
    """
    sent = 0
    for one in db.session.scalars(digest.waiting(at)).all():
        with db.transaction() as session:
            mine = digest.claim(session, one, at=at)
        if mine:
            sent += _send(one, at)
    return sent


def _send(one: Digest, at: datetime) -> bool:
    if digest.is_hopeless(one, at):
        with db.transaction() as session:
            digest.give_up(session, one)
        return False
    if one.user is not None and not one.user.is_active:
        return _end(one, "not_wanted")
    contents = digest.contents(db.session, one)
    if not contents.total:
        return _end(one, "nothing_left")
    try:
        if one.user is None:
            digest_channels.tell(contents)
        else:
            language = language_of(db.session, one)
            # A context of its own: sentences are looked up once for each page, and once for each letter.
            with current_app.app_context(), force_locale(languages.locale_name(language)):
                message = digest_mail.compose(one, contents, to=one.user.email, language=language)
            digest_mail.send(message)
    except (OSError, smtplib.SMTPException) as error:
        current_app.logger.warning("digest %d did not leave (try %d): %s", one.id, one.tries + 1, type(error).__name__)
        return False
    with db.transaction() as session:
        digest.mark(session, one, sent_at=clock.now())
    return True


def language_of(session: Session, one: Digest) -> str:
    """Choose the language of a digest: the one asked for, else the one its reader reads the pages in."""
    wish = session.scalar(select(Wish.language).where(Wish.user_id == one.user_id))
    own = one.user.language if one.user is not None else None
    chosen = wish or own or languages.DEFAULT
    return chosen if chosen in languages.OWN_NAMES and languages.is_translated(chosen) else languages.DEFAULT


def _end(one: Digest, why: str) -> bool:
    with db.transaction() as session:
        digest.mark(session, one, ended_as=why)
    return False
