"""Loading the demonstration: people, many generic cases in chunks, then the ones that show every page alive."""

from collections.abc import Callable
from datetime import date, datetime

from caseapp import db
from caseapp.demo import bulk, people, rich
from caseapp.evidence.store import FileStore


def load(
    cases: int,
    *,
    seed: int,
    at: datetime,
    today: date,
    store: FileStore,
    progress: Callable[[int], object] = lambda _count: None,
) -> str:
    """Load so many cases and return the number of one family card.

    The generic ones come first, so that the ones worth looking at stand on top of every list.
    """
    with db.transaction() as session:
        staff = people.add(session, at=at)
    for count in bulk.load(db.transaction, max(0, cases - people.RICH), staff=staff, seed=seed, today=today):
        progress(count)
    with db.transaction() as session:
        here = people.Staff.of(session)
        card = rich.load(session, min(cases, people.RICH), staff=here, seed=seed, at=at, today=today, store=store)
    progress(min(cases, people.RICH))
    return card
