"""The data key: how it is kept on disk, held while the server runs, and fetched by each process."""

from caseapp.keys.client import get_keys
from caseapp.keys.wrap import Keys, KeysLocked, WrongPassphrase

__all__ = ["Keys", "KeysLocked", "WrongPassphrase", "get_keys"]
