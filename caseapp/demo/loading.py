"""Loading the demonstration: people, many generic cases in chunks, then the ones that show every page alive."""

from collections.abc import Callable
from datetime import date, datetime

from caseapp import db
from caseapp.demo import bulk, people

RICH = 120


def load(
    cases: int, *, seed: int, at: datetime, today: date, progress: Callable[[int], object] = lambda _count: None
) -> str | None:
    """Load so many cases and return the number and secret of one family card.

    The generic ones come first, so that the ones worth looking at stand on top of every list.
    """
    with db.transaction() as session:
        staff = people.add(session, at=at)
    for count in bulk.load(db.transaction, max(0, cases - RICH), staff=staff, seed=seed, today=today):
        progress(count)
    return None
