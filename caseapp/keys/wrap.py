"""The master key, the keys derived from it, and the file that keeps it wrapped under a passphrase.

``keys.json`` holds a version and a list of wraps; each wrap is the same master key sealed for one holder, so another
passphrase or a share kept abroad can be added without touching the data.
"""

import binascii
import json
import os
import secrets
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
KEYS_FILE = "keys.json"
FORMAT_VERSION = 1
MIN_PASSPHRASE = 15

# What a new wrap costs to try, and the most a file may ask of this machine when it is read.
ARGON2_MEMORY_KIB = 256 * 1024
ARGON2_TIME = 3
MAX_MEMORY_KIB = 4 * 1024 * 1024
MAX_TIME = 32


class KeysLocked(Exception):
    """The data key cannot be had; the message says in one sentence what to do."""


class WrongPassphrase(KeysLocked):
    """The passphrase does not open the key file, or the file was changed."""


class Keys:
    """The keys of one installation, each derived from the master key under its own label."""

    __slots__ = ("blind_index", "database", "files", "flask_secret")

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise ValueError("A master key has 32 bytes.")
        self.database = derive(master, "database")
        self.files = derive(master, "files")
        self.flask_secret = derive(master, "flask-secret")
        self.blind_index = derive(master, "blind-index")

    def __repr__(self) -> str:
        return "<Keys>"


def derive(key: bytes, label: str, salt: bytes | None = None) -> bytes:
    """Derive a 256-bit key for one use (HKDF, SHA-256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=f"jaqyn {label} v1".encode()).derive(key)


def new_master() -> bytes:
    """Make a random master key."""
    return secrets.token_bytes(KEY_BYTES)


def wrap_master(
    master: bytes, passphrase: str, *, memory_kib: int = ARGON2_MEMORY_KIB, time: int = ARGON2_TIME
) -> dict[str, Any]:
    """Seal the master key under a passphrase."""
    wrap: dict[str, Any] = {
        "kind": "passphrase",
        "kdf": "argon2id",
        "memory_kib": memory_kib,
        "time": time,
        "salt": _text(secrets.token_bytes(16)),
        "nonce": _text(secrets.token_bytes(12)),
    }
    cipher = AESGCM(_key_from(passphrase, wrap))
    return wrap | {"sealed": _text(cipher.encrypt(b64decode(wrap["nonce"]), master, _bound(wrap)))}


def unwrap_master(wrap: dict[str, Any], passphrase: str) -> bytes:
    """Open one wrap; raise ``WrongPassphrase`` when the passphrase is wrong or anything in the wrap was changed."""
    cipher = AESGCM(_key_from(passphrase, wrap))
    try:
        return cipher.decrypt(b64decode(wrap["nonce"]), b64decode(wrap["sealed"]), _bound(wrap))
    except InvalidTag:
        raise WrongPassphrase(f"This passphrase does not open {KEYS_FILE}.") from None


def create_keys_file(data_dir: Path, passphrase: str) -> bytes:
    """Make a master key, write it wrapped to a new key file, and return it; an existing file is never replaced."""
    if not is_long_enough(passphrase):
        raise ValueError(f"Use at least {MIN_PASSPHRASE} characters.")
    master = new_master()
    content = json.dumps({"version": FORMAT_VERSION, "wraps": [wrap_master(master, passphrase)]}, indent=2) + "\n"
    if not write_once(data_dir / KEYS_FILE, content.encode()):
        raise KeysLocked(f"{KEYS_FILE} exists already; it is never replaced.")
    return master


def open_keys_file(data_dir: Path, passphrase: str) -> bytes:
    """Return the master key that the passphrase opens."""
    wrong = WrongPassphrase(f"This passphrase does not open {KEYS_FILE}.")
    for wrap in read_wraps(data_dir):
        try:
            return unwrap_master(wrap, passphrase)
        except WrongPassphrase as refused:
            wrong = refused
        except (KeyError, TypeError, ValueError, binascii.Error):
            raise _damaged() from None
    raise wrong


def read_wraps(data_dir: Path) -> list[dict[str, Any]]:
    """Read the wraps a passphrase can open from the key file."""
    try:
        content = json.loads((data_dir / KEYS_FILE).read_bytes())
    except FileNotFoundError:
        raise KeysLocked(f"There is no {KEYS_FILE} yet; script/server --no-demo makes it.") from None
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(content, dict) or not isinstance(content.get("wraps"), list):
        raise _damaged()
    if content.get("version") != FORMAT_VERSION:
        raise KeysLocked(f"{KEYS_FILE} was written by another version of the program.")
    if not all(isinstance(wrap, dict) for wrap in content["wraps"]):
        raise _damaged()
    return [wrap for wrap in content["wraps"] if wrap.get("kind") == "passphrase"]


def is_long_enough(passphrase: str) -> bool:
    """Say whether a passphrase may protect the data."""
    return len(_normal(passphrase)) >= MIN_PASSPHRASE


def write_once(path: Path, content: bytes) -> bool:
    """Write a 0600 file that appears whole or not at all; say False when there is one already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, fails when the name is taken: of two processes exactly one wins.
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


def _key_from(passphrase: str, wrap: dict[str, Any]) -> bytes:
    memory, time = int(wrap["memory_kib"]), int(wrap["time"])
    if wrap["kdf"] != "argon2id" or not (8 <= memory <= MAX_MEMORY_KIB and 1 <= time <= MAX_TIME):
        raise ValueError("A wrap asks for an unknown or excessive key derivation.")
    salt = b64decode(wrap["salt"], validate=True)
    stretched = hash_secret_raw(
        _normal(passphrase).encode(),
        salt,
        time_cost=time,
        memory_cost=memory,
        parallelism=1,
        hash_len=KEY_BYTES,
        type=Type.ID,
        version=ARGON2_VERSION,
    )
    return derive(stretched, "key-wrap", salt)


def _bound(wrap: dict[str, Any]) -> bytes:
    """Everything in a wrap but the sealed key, so that changing any of it is noticed."""
    rest = {name: value for name, value in wrap.items() if name != "sealed"}
    return json.dumps({"version": FORMAT_VERSION, **rest}, sort_keys=True).encode()


def _normal(passphrase: str) -> str:
    # The same letters typed on another keyboard or system must open the file.
    return unicodedata.normalize("NFKC", passphrase)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _damaged() -> KeysLocked:
    return KeysLocked(f"{KEYS_FILE} is damaged; put back a copy of it from a backup.")
