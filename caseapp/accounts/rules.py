"""When somebody must wait before the next try, how long a password is, which roles need an office."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from caseapp.accounts.vocabulary import Role
from caseapp.errors import RuleBroken

FREE_TRIES = 5
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
REMEMBERED = timedelta(days=1)

# A card is tried by whoever holds the paper: so many failures, in so much time, from one place.
CARD_BUDGETS = ((5, timedelta(minutes=15)), (20, timedelta(days=1)))

SOURCE_TRIES = 30
SOURCE_WINDOW = timedelta(minutes=15)

PROOF_LASTS = timedelta(minutes=10)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256

NEEDS_OFFICE = frozenset({Role.VOLUNTEER, Role.COORDINATOR})

NO_WAIT = timedelta(0)


def wait_for_subject(failures: Sequence[datetime], at: datetime) -> timedelta:
    """Say how long to wait after failures on one account or card from one source.

    Five are free; then a minute, doubling with each further one up to a quarter of an hour.
    A day later they are forgotten, so nothing is ever shut for good.
    """
    counted = [failed_at for failed_at in failures if at - failed_at < REMEMBERED]
    if len(counted) < FREE_TRIES:
        return NO_WAIT
    wait = WAITS[min(len(counted) - FREE_TRIES, len(WAITS) - 1)]
    return max(NO_WAIT, max(counted) + wait - at)


def wait_for_card(failures: Sequence[datetime], at: datetime) -> timedelta:
    """Say how long to wait after failures on one family card from one source, by the table of budgets."""
    waits = [NO_WAIT]
    for tries, window in CARD_BUDGETS:
        counted = sorted(failed_at for failed_at in failures if at - failed_at < window)
        if len(counted) >= tries:
            waits.append(counted[-tries] + window - at)
    return max(waits)


def wait_for_source(failures: Sequence[datetime], at: datetime) -> timedelta:
    """Say how long one source must wait after failing on whatever accounts: thirty in a quarter of an hour."""
    counted = sorted(failed_at for failed_at in failures if at - failed_at < SOURCE_WINDOW)
    if len(counted) < SOURCE_TRIES:
        return NO_WAIT
    return counted[-SOURCE_TRIES] + SOURCE_WINDOW - at


def is_proof_fresh(proved_at: datetime, at: datetime) -> bool:
    """Say whether somebody typed the password so recently that it need not be asked again."""
    return at - proved_at <= PROOF_LASTS


def ensure_password(password: str) -> None:
    """Refuse a password that is too short or too long; what it is made of does not matter."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RuleBroken(
            _l(
                "A password has %(shortest)s to %(longest)s characters.",
                shortest=SHORTEST_PASSWORD,
                longest=LONGEST_PASSWORD,
            )
        )


def ensure_office(role: Role, has_office: bool) -> None:
    """Refuse a volunteer or coordinator without an office: they would see no case at all."""
    if role in NEEDS_OFFICE and not has_office:
        raise RuleBroken(_l("Volunteers and coordinators need an office."))


def ensure_further(role: Role, has_further: bool) -> None:
    """Refuse further offices for anybody but a coordinator."""
    if has_further and role is not Role.COORDINATOR:
        raise RuleBroken(_l("Only a coordinator looks after other offices. Take these ticks away."))
