"""Making the letters of a batch, by the worker or in the page itself; it may be ended at any point and begun again."""

import time

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.errors import RuleBroken, told
from caseapp.jobs import job
from caseapp.languages import DEFAULT, locale_name
from caseapp.petitions import batch_services
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.letter_words import ItemState

SECONDS_IN_A_PAGE = 5.0


@job
def make_letters(batch_id: int) -> None:
    """Make every letter of a batch that is still to be made, each in a transaction of its own."""
    make_some(batch_id)


def make_some(batch_id: int, *, seconds: float | None = None) -> None:
    """Make the letters of a batch, for so many seconds if that is said; reasons are told in its maker's language."""
    batch = db.session.get(PetitionBatch, batch_id)
    if batch is None:
        return
    maker = db.session.get_one(User, batch.made_by_id)
    began = time.monotonic()
    with force_locale(locale_name(maker.language or DEFAULT)):
        while _make_one(batch_id):
            # A batch of any size takes the memory of one letter.
            db.session.expunge_all()
            if seconds is not None and time.monotonic() - began > seconds:
                break


def _make_one(batch_id: int) -> bool:
    """Make the next letter; say whether there was one to make."""
    item_id = None
    try:
        with db.transaction() as session:
            item = batch_services.next_item(session, batch_id)
            if item is None:
                return False
            item_id = item.id
            batch_services.make(session, item, today=clock.today(), at=clock.now())
    except OperationalError:
        # The database is away: the case waits, and the job is begun again.
        raise
    except RuleBroken as broken:
        _note_failed(item_id, str(broken.message))
    except Exception as error:
        current_app.logger.error("letter of batch %s, item %s failed\n%s", batch_id, item_id, told(error))  # noqa: TRY400
        if item_id is None:
            raise
        _note_failed(item_id, _("Something went wrong with this letter. Nothing of it is stored; try it again."))
    return True


def _note_failed(item_id: int | None, sentence: str) -> None:
    with db.transaction() as session:
        item = session.get(BatchItem, item_id)
        if item is not None and item.state is ItemState.WAITING:
            batch_services.note(item, ItemState.FAILED, [sentence])
