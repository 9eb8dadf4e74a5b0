"""People whose password a test can type."""

from functools import lru_cache

from caseapp.accounts import passwords
from caseapp.accounts.models import User
from tests.factories import UserFactory

PASSWORD = "a quiet river runs 7"
WRONG = "not the right one at all"


@lru_cache
def hashed(password: str = PASSWORD) -> str:
    """Return the hash, worked out once for all tests."""
    return passwords.hash_password(password)


def somebody(**facts: object) -> User:
    """Add a person who signs in with ``PASSWORD``."""
    return UserFactory(password_hash=hashed(), **facts)
