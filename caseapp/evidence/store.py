"""The file store: encrypted files in a folder, each under a random name with a key of its own.

A file is a head (mark and salt) followed by sealed chunks (AES-256-GCM). Each chunk's number and whether it is the
last are sealed with it, so that chunks cannot be reordered, left out or carried to another file unnoticed.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseapp.keys.wrap import derive

MARK = b"JQF1"
SALT_BYTES = 32
CHUNK = 64 * 1024
TAG_BYTES = 16
KEY_PATTERN = re.compile(r"[0-9a-f]{64}")


class FileDamaged(Exception):
    """A stored file was changed, cut short, or belongs to another installation."""


@dataclass(frozen=True)
class Stored:
    """Where a file lies, and what went in."""

    key: str
    size: int
    sha256: str


class FileStore:
    """Keeps files encrypted below a folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key

    def path(self, key: str) -> Path:
        """Return where the file of this name lies."""
        if not KEY_PATTERN.fullmatch(key):
            raise ValueError("This is no name of a stored file.")
        return self.folder / key[:2] / key

    def put(self, source: BinaryIO) -> Stored:
        """Encrypt a file into the store; it is there whole, or not at all."""
        key, salt = secrets.token_hex(32), secrets.token_bytes(SALT_BYTES)
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = target.with_suffix(".part")
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(MARK + salt)
                cipher = self._cipher(salt)
                for number, (chunk, is_last) in enumerate(_chunks(source, CHUNK)):
                    digest.update(chunk)
                    size += len(chunk)
                    out.write(cipher.encrypt(_nonce(number), chunk, _bound(key, number, is_last)))
                out.flush()
                os.fsync(out.fileno())
            unfinished.rename(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return Stored(key, size, digest.hexdigest())

    def read(self, key: str) -> Iterator[bytes]:
        """Yield the original bytes, chunk by chunk; ``FileDamaged`` where they are not what was put in."""
        with self.path(key).open("rb") as sealed:
            head = sealed.read(len(MARK) + SALT_BYTES)
            if not head.startswith(MARK) or len(head) != len(MARK) + SALT_BYTES:
                raise FileDamaged
            cipher = self._cipher(head[len(MARK) :])
            for number, (chunk, is_last) in enumerate(_chunks(sealed, CHUNK + TAG_BYTES)):
                try:
                    yield cipher.decrypt(_nonce(number), chunk, _bound(key, number, is_last))
                except InvalidTag:
                    raise FileDamaged from None

    def remove(self, key: str) -> None:
        """Delete a file; one that is not there is no mistake."""
        self.path(key).unlink(missing_ok=True)

    def _cipher(self, salt: bytes) -> AESGCM:
        return AESGCM(derive(self._key, "file", salt))


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Read chunks, each with whether it is the last; an empty source is one empty chunk."""
    chunk = source.read(size)
    while True:
        following = source.read(size)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _nonce(number: int) -> bytes:
    # The key is used for one file only, so a counter never repeats under it.
    return number.to_bytes(12, "big")


def _bound(key: str, number: int, is_last: bool) -> bytes:
    return f"{key}|{number}|{int(is_last)}".encode()


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
