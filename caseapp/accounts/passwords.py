"""Hashing and checking passwords and card secrets with argon2id."""

from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSWORD = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
CARD = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# A hash takes 64 MiB and a core: many at once would stop the pages of everybody else.
AT_ONCE = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return what is stored of a password (argon2id, 64 MiB, 3 passes)."""
    with AT_ONCE:
        return PASSWORD.hash(password)


def hash_card_secret(secret: str) -> str:
    """Return what is stored of a card's secret (argon2id, 19 MiB, 2 passes)."""
    with AT_ONCE:
        return CARD.hash(secret)


def is_right(stored: str, typed: str) -> bool:
    """Say whether a typed secret is the stored one."""
    hasher = CARD if f"m={19 * 1024}," in stored else PASSWORD
    try:
        with AT_ONCE:
            return hasher.verify(stored, typed)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache
def nobody(hasher: PasswordHasher) -> str:
    """Return a hash of nothing anybody can type, so that a try at an unknown account costs the same."""
    return hasher.hash("\x00 nobody \x00")
