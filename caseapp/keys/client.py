"""What every process does to get its keys: ask the holder, or read the demonstration's key."""

import getpass
import socket
import sys
from pathlib import Path

from caseapp.keys.holder import ANSWER_SECONDS, is_same_user, socket_address
from caseapp.keys.wrap import KEY_BYTES, KEYS_FILE, Keys, KeysLocked, new_master, open_keys_file, write_once

DEMO_KEY_FILE = "demo.key"


def get_keys(data_dir: Path, environment: str) -> Keys:
    """Return the keys of the data folder, or raise ``KeysLocked``.

    In production they come from the running holder, else from the passphrase typed at a terminal.
    """
    if environment in {"demo", "test"}:
        return Keys(demo_master(data_dir))
    ensure_not_demonstration(data_dir)
    master = ask_holder(data_dir)
    if master is None:
        master = ask_passphrase(data_dir)
    return Keys(master)


def demo_master(data_dir: Path) -> bytes:
    """Return the demonstration's key, made on first use; several processes may ask at once."""
    if (data_dir / KEYS_FILE).exists():
        raise KeysLocked("This data folder belongs to a production server; set JAQYN_DATA to another folder.")
    path = data_dir / DEMO_KEY_FILE
    if not path.exists():
        write_once(path, new_master().hex().encode() + b"\n")
    try:
        master = bytes.fromhex(path.read_text("ascii"))
    except ValueError:
        master = b""
    if len(master) != KEY_BYTES:
        raise KeysLocked(f"{DEMO_KEY_FILE} is damaged; remove the demonstration's data folder and start again.")
    return master


def ensure_not_demonstration(data_dir: Path) -> None:
    """Refuse to put real cases into a folder whose key lies beside the data."""
    if (data_dir / DEMO_KEY_FILE).exists():
        raise KeysLocked(
            "This data folder holds the demonstration: "
            "set JAQYN_ENV=demo to work with it, or JAQYN_DATA to another folder."
        )


def ask_holder(data_dir: Path) -> bytes | None:
    """Fetch the master key from the running holder; None when no holder runs."""
    try:
        with socket_address(data_dir) as address, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as holder:
            holder.settimeout(ANSWER_SECONDS)
            holder.connect(address)
            if not is_same_user(holder):
                raise KeysLocked("The key holder runs as another user.")
            master = b""
            while len(master) < KEY_BYTES and (part := holder.recv(KEY_BYTES - len(master))):
                master += part
    except OSError:
        return None
    if len(master) != KEY_BYTES:
        raise KeysLocked("The key holder refused; run this as the user the server runs as.")
    return master


def ask_passphrase(data_dir: Path) -> bytes:
    """Open the key file with a passphrase typed at the terminal."""
    if not sys.stdin.isatty():
        raise KeysLocked("The data is locked; start the server with script/server --no-demo and enter the passphrase.")
    return open_keys_file(data_dir, getpass.getpass("Passphrase: "))
