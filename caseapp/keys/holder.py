"""The key holder: one small process that keeps the unlocked key and serves it to processes of the same user.

It reads the key from its standard input, answers on a socket in the data folder, and ends with its parent.
"""

import contextlib
import ctypes
import os
import resource
import select
import signal
import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from caseapp.keys.wrap import KEY_BYTES, KeysLocked

SOCKET_NAME = "keys.sock"
ANSWER_SECONDS = 5.0
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
MCL_CURRENT = 1


@contextlib.contextmanager
def socket_address(data_dir: Path) -> Iterator[str]:
    """Give an address of the holder's socket that is short however long the folder's path is."""
    folder = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET_NAME}"
    finally:
        os.close(folder)


def is_same_user(peer: socket.socket) -> bool:
    """Say whether the process at the other end runs as this process's user."""
    return peer_uid(peer) == os.getuid()


def peer_uid(peer: socket.socket) -> int:
    """Return the user id of the process at the other end, as the kernel knows it."""
    credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", credentials)[1])


def listen(data_dir: Path) -> socket.socket:
    """Open the holder's socket, 0600; raise ``KeysLocked`` when another holder answers there."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with socket_address(data_dir) as address:
        if _is_answered(address):
            listener.close()
            raise KeysLocked("A server already runs on this data folder.")
        Path(address).unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            listener.bind(address)
        finally:
            os.umask(mask)
    listener.listen(64)
    return listener


def serve(listener: socket.socket, master: bytes, stop: int) -> None:
    """Answer each process of the same user with the key until something can be read from ``stop``."""
    while True:
        ready, _, _ = select.select([listener.fileno(), stop], [], [])
        if stop in ready:
            return
        peer, _ = listener.accept()
        with peer, contextlib.suppress(OSError):
            peer.settimeout(ANSWER_SECONDS)
            if is_same_user(peer):
                peer.sendall(master)


def main() -> int:
    """Hold the key read from standard input for the data folder named as the only argument."""
    libc = ctypes.CDLL(None, use_errno=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    data_dir = Path(sys.argv[1])
    master = sys.stdin.buffer.read(KEY_BYTES)
    if len(master) != KEY_BYTES:
        return 1
    stop, ring = os.pipe()

    def end(_signum: int, _frame: FrameType | None) -> None:
        os.write(ring, b".")

    signal.signal(signal.SIGTERM, end)
    # Ctrl-C goes to the whole terminal: the parent ends the holder last, when nobody needs the key any more.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        listener = listen(data_dir)
    except KeysLocked as refused:
        sys.stdout.write(f"{refused}\n")
        return 1
    libc.prctl(PR_SET_DUMPABLE, 0)
    libc.mlockall(MCL_CURRENT)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    try:
        serve(listener, master, stop)
    finally:
        with socket_address(data_dir) as address:
            Path(address).unlink(missing_ok=True)
    return 0


def _is_answered(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(ANSWER_SECONDS)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True
