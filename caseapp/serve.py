"""The server under one parent: unlock, key holder, preparation, gunicorn, worker; one signal ends them all."""

import argparse
import contextlib
import ctypes
import getpass
import http.client
import ipaddress
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from caseapp.keys import KeysLocked, WrongPassphrase, wrap
from caseapp.keys.client import demo_master, ensure_not_demonstration
from caseapp.keys.holder import PR_SET_PDEATHSIG
from config import ROOT, Settings

TRIES = 3
END_SECONDS = 2.8
BOOT_SECONDS = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0

Running = contextlib.AbstractContextManager[subprocess.Popen[bytes]]


class CannotServeError(Exception):
    """The server does not start; the message says why in one line."""


class Ended(BaseException):
    """Somebody asked the server to end."""


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the address as it is typed into a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Say whether only this machine reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes; return the exit status."""
    options = _parser().parse_args(arguments)
    if options.no_demo:
        os.environ["JAQYN_ENV"] = "production"
    settings = Settings()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    _end_on_signals()
    try:
        address = read_address(os.environ.get("HOST"), os.environ.get("PORT"))
        ensure_may_listen(settings, address, expose_demo=options.expose_demo)
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.ExitStack() as running:
            watched = []
            if settings.is_production:
                master = unlock(settings.data_dir, from_stdin=options.passphrase_stdin)
                watched.append(running.enter_context(holder(settings.data_dir, master)))
                del master
            else:
                demo_master(settings.data_dir)
            prepare()
            watched.insert(0, running.enter_context(gunicorn(address)))
            wait_until_answering(address, watched[0])
            sys.stdout.write(f"Jaqyn is at {address.url} (Ctrl-C ends it)\n")
            sys.stdout.flush()
            tell_systemd()
            return keep_running(watched, worker)
    except (CannotServeError, KeysLocked) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    except Ended:
        return 0


def read_address(host: str | None, port: str | None) -> Address:
    """Read the address from what ``HOST`` and ``PORT`` say."""
    number = port or "5000"
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 65536):
        raise CannotServeError(f"PORT must be a number from 1 to 65535, not {number!r}.")
    return Address(host or "127.0.0.1", int(number))


def ensure_may_listen(settings: Settings, address: Address, *, expose_demo: bool) -> None:
    """Refuse a demonstration that others could reach, and a port somebody has already."""
    if not settings.is_production and not address.is_loopback and not expose_demo:
        raise CannotServeError(
            f"The demonstration's passwords are public: it does not listen on {address.host} without --expose-demo."
        )
    try:
        family, kind, proto, _, where = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except socket.gaierror:
        raise CannotServeError(f"HOST is not an address of this machine: {address.host}.") from None
    except OSError as error:
        raise CannotServeError(
            f"{address.url} cannot be used ({os.strerror(error.errno or 0)}); "
            f"choose another, for example PORT={address.port + 1} script/server."
        ) from None


def unlock(data_dir: Path, *, from_stdin: bool) -> bytes:
    """Return the master key for the passphrase given; the first time, choose the passphrase and write the key file."""
    ensure_not_demonstration(data_dir)
    is_new = not (data_dir / wrap.KEYS_FILE).exists()
    if from_stdin:
        passphrase = sys.stdin.readline().rstrip("\r\n")
        if is_new and not wrap.is_long_enough(passphrase):
            raise CannotServeError(f"The passphrase needs at least {wrap.MIN_PASSPHRASE} characters.")
        return (wrap.create_keys_file if is_new else wrap.open_keys_file)(data_dir, passphrase)
    if not sys.stdin.isatty():
        raise CannotServeError("The passphrase is asked at a terminal; without one use --passphrase-stdin.")
    if is_new:
        return wrap.create_keys_file(data_dir, choose_passphrase())
    for _ in range(TRIES):
        with contextlib.suppress(WrongPassphrase):
            return wrap.open_keys_file(data_dir, getpass.getpass("Passphrase: "))
        sys.stderr.write("That is not the passphrase.\n")
    raise CannotServeError("The data stays locked.")


def choose_passphrase() -> str:
    """Ask for a new passphrase, twice, until it is long enough and the same both times."""
    sys.stderr.write(
        "Choose the passphrase that unlocks the data at every start. Without it nobody can read the data again:\n"
        f"write it down and keep it away from this machine. At least {wrap.MIN_PASSPHRASE} characters.\n"
    )
    for _ in range(TRIES):
        passphrase = getpass.getpass("New passphrase: ")
        if not wrap.is_long_enough(passphrase):
            sys.stderr.write(f"Use at least {wrap.MIN_PASSPHRASE} characters.\n")
        elif getpass.getpass("Once more: ") != passphrase:
            sys.stderr.write("The two differ.\n")
        else:
            return passphrase
    raise CannotServeError("No passphrase was chosen; nothing was written.")


@contextlib.contextmanager
def holder(data_dir: Path, master: bytes) -> Iterator[subprocess.Popen[bytes]]:
    """Run the key holder."""
    command = [sys.executable, "-m", "caseapp.keys", str(data_dir)]
    with child(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101 - both were asked for as pipes
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(master)
        process.stdin.close()
        answer = process.stdout.readline().decode().strip()
        if answer != "ready":
            raise CannotServeError(answer or "The key holder did not start.")
        yield process


def prepare() -> None:
    """Bring the database up to date and put the first things into it."""
    with child([sys.executable, "-m", "caseapp.prepare"]) as process:
        if process.wait() != 0:
            raise CannotServeError("The database could not be made ready.")


@contextlib.contextmanager
def gunicorn(address: Address) -> Iterator[subprocess.Popen[bytes]]:
    """Run gunicorn; its workers fetch the key by themselves."""
    os.environ["HOST"], os.environ["PORT"] = address.host, str(address.port)
    # glibc would give each thread a heap of its own to keep.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy/gunicorn.conf.py"), "wsgi:app"]
    with child(command, stdin=subprocess.DEVNULL) as process:
        yield process


@contextlib.contextmanager
def child(command: list[str], stdin: int | None = None, stdout: int | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process that ends with this one, however this one ends."""
    libc = ctypes.CDLL(None)

    def end_with_parent() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
        command,
        cwd=ROOT,
        stdin=stdin,
        stdout=stdout,
        preexec_fn=end_with_parent,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def wait_until_answering(address: Address, server: subprocess.Popen[bytes]) -> None:
    """Wait until a worker answers; whatever it answers, it serves."""
    last = time.monotonic() + BOOT_SECONDS
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 - a name, not a bind
    while time.monotonic() < last:
        if server.poll() is not None:
            raise CannotServeError("The web server did not start.")
        connection = http.client.HTTPConnection(host, address.port, timeout=BOOT_SECONDS)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise CannotServeError("The web server did not answer.")


def tell_systemd() -> None:
    """Say "ready" where a service manager asked to be told."""
    where = os.environ.get("NOTIFY_SOCKET")
    if where:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.sendto(b"READY=1", where.replace("@", "\0", 1))


def worker() -> Running:
    """Run the process that does the jobs."""
    return child([sys.executable, "-m", "caseapp.worker"], stdin=subprocess.DEVNULL)


def keep_running(processes: list[subprocess.Popen[bytes]], start_worker: Callable[[], Running]) -> int:
    """Wait until one of the processes ends by itself, which it should not; return an exit status.

    A worker that ends is started again, after a longer pause each time it did not last.
    """
    handles = [os.pidfd_open(process.pid) for process in processes]
    pause = FIRST_PAUSE
    while True:
        began = time.monotonic()
        with start_worker() as running:
            end_of_worker = os.pidfd_open(running.pid)
            ended, _, _ = select.select([*handles, end_of_worker], [], [])
            os.close(end_of_worker)
        if ended == [end_of_worker]:
            sys.stderr.write("The worker ended; starting it again.\n")
            pause = FIRST_PAUSE if time.monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            ended, _, _ = select.select(handles, [], [], pause)
        if ended:
            sys.stderr.write("A part of the server ended; ending the rest.\n")
            return 1


def _end_on_signals() -> None:
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def end(_signum: int, _frame: FrameType | None) -> None:
        # The clean-up that follows is not to be interrupted by a second Ctrl-C.
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Ended

    for each in signals:
        signal.signal(each, end)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/server", description="Serve Jaqyn.")
    parser.add_argument("--no-demo", action="store_true", help="production: real cases, unlocked by a passphrase")
    parser.add_argument("--expose-demo", action="store_true", help="let the demonstration listen beyond this machine")
    parser.add_argument("--passphrase-stdin", action="store_true", help="read the passphrase from standard input")
    return parser


if __name__ == "__main__":
    sys.exit(main())
