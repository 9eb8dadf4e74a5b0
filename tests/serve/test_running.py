"""The server as a whole: it starts, serves, unlocks its workers, and one signal ends every part."""

import contextlib
import http.client
import os
import pty
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.keys import holder, wrap

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    "JAQYN_TEST_DATABASE_URL" in os.environ, reason="each server here brings an embedded database of its own"
)
PASSPHRASE = "seven plain words over the river"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    data_dir: Path, *options: str, environment: str, port: int, typed: str = ""
) -> Iterator[subprocess.Popen[str]]:
    """Start a server in a session of its own; nothing of it is left afterwards."""
    surroundings = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST"}}
    surroundings |= {"JAQYN_ENV": environment, "JAQYN_DATA": str(data_dir), "PORT": str(port), "WEB_CONCURRENCY": "2"}
    with subprocess.Popen(
        [sys.executable, "-m", "caseapp.serve", *options],
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as server:
        server.stdin.write(typed)
        server.stdin.close()
        try:
            yield server
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def wait_for_line(server: subprocess.Popen[str], start: str) -> str:
    lines = []
    for line in server.stdout:
        if line.startswith(start):
            return line.strip()
        lines.append(line)
    raise AssertionError("".join(lines))


def parts(server: subprocess.Popen[str]) -> list[int]:
    """Return the processes of a server, itself included."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == server.pid and fields[0] != "Z":
                    found.append(int(entry.name))
    return found


def status_of(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", path)
        return connection.getresponse().status


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_one_signal_ends_every_part(tmp_path, ending):
    port = free_port()
    with running(tmp_path, environment="test", port=port) as server:
        assert wait_for_line(server, "Jaqyn is at") == f"Jaqyn is at http://127.0.0.1:{port} (Ctrl-C ends it)"
        assert status_of(port, "/login") == 200
        assert len(parts(server)) >= 4
        server.send_signal(ending)
        assert server.wait(30) == 0
        assert parts(server) == []


def test_no_part_outlives_a_killed_parent(tmp_path):
    with running(tmp_path, environment="test", port=free_port()) as server:
        wait_for_line(server, "Jaqyn is at")
        server.kill()
        server.wait(30)
        last = time.monotonic() + 30
        while parts(server) and time.monotonic() < last:
            time.sleep(0.05)
        assert parts(server) == []


def test_production_starts_sealed_and_keeps_its_data_under_the_passphrase(tmp_path):
    port = free_port()
    production = {"environment": "production", "port": port}
    with running(tmp_path, "--passphrase-stdin", **production, typed=f"{PASSPHRASE}\n") as server:
        wait_for_line(server, "Jaqyn is at")
        assert status_of(port, "/login") == 200
        assert (tmp_path / holder.SOCKET_NAME).stat().st_mode & 0o777 == 0o600
        with running(
            tmp_path, "--passphrase-stdin", **production | {"port": free_port()}, typed=f"{PASSPHRASE}\n"
        ) as other:
            assert "A server already runs on this data folder." in other.stdout.read()
            assert other.wait(30) == 1
        server.terminate()
        assert server.wait(30) == 0
    assert not (tmp_path / holder.SOCKET_NAME).exists()
    assert b"SQLite format 3" not in (tmp_path / "jaqyn.db").read_bytes()[:16]
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}

    with running(tmp_path, "--passphrase-stdin", **production, typed="not the passphrase\n") as server:
        assert server.stdout.read() == f"This passphrase does not open {wrap.KEYS_FILE}.\n"
        assert server.wait(30) == 1
    with running(tmp_path, **production) as server:
        assert server.stdout.read() == "The passphrase is asked at a terminal; without one use --passphrase-stdin.\n"
        assert server.wait(30) == 1
    with running(tmp_path, "--passphrase-stdin", **production, typed=f"{PASSPHRASE}\n") as server:
        wait_for_line(server, "Jaqyn is at")


def flask_command(data_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "database", "upgrade"],
        cwd=ROOT,
        env=os.environ | {"JAQYN_ENV": "production", "JAQYN_DATA": str(data_dir)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_works_while_the_server_holds_the_key_and_not_after(tmp_path):
    production = {"environment": "production", "port": free_port(), "typed": f"{PASSPHRASE}\n"}
    with running(tmp_path, "--passphrase-stdin", **production) as server:
        wait_for_line(server, "Jaqyn is at")
        assert flask_command(tmp_path).returncode == 0
        server.terminate()
        server.wait(30)
    refused = flask_command(tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("The data is locked")
    assert refused.stderr.count("\n") == 1


def test_at_a_terminal_the_first_start_asks_for_passphrase_and_administrator(tmp_path):
    typed = [
        ("New passphrase: ", PASSPHRASE),
        ("Once more: ", PASSPHRASE),
        ("Email address: ", "first@example.org"),
        ("Name: ", "Somebody Fictional"),
        ("characters: ", "a long enough password"),
        ("confirmation: ", "a long enough password"),
        ("Ctrl-C ends it", ""),
    ]
    surroundings = os.environ | {"JAQYN_DATA": str(tmp_path), "PORT": str(free_port())}
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "caseapp.serve", "--no-demo"]
    shown = ""
    with (
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=surroundings,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        ) as server,
        os.fdopen(terminal, "wb"),
        os.fdopen(screen, "r+b", buffering=0) as keyboard,
    ):
        for prompt, answer in typed:
            while prompt not in shown:
                ready, _, _ = select.select([keyboard], [], [], 30)
                assert ready, shown
                shown += keyboard.read(4096).decode()
            shown = shown.partition(prompt)[2]
            # The prompt is printed a moment before the terminal stops echoing what is typed.
            time.sleep(0.2)
            keyboard.write(answer.encode() + b"\n")
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
    assert (tmp_path / wrap.KEYS_FILE).exists()


def test_when_the_holder_ends_everything_ends(tmp_path):
    """Ending the holder is how the data is sealed at once."""
    with running(
        tmp_path, "--passphrase-stdin", environment="production", port=free_port(), typed=f"{PASSPHRASE}\n"
    ) as server:
        wait_for_line(server, "Jaqyn is at")
        [held] = [pid for pid in parts(server) if b"caseapp.keys" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(held, signal.SIGTERM)
        assert server.wait(30) == 1
        assert parts(server) == []


def the_worker(server: subprocess.Popen[str], but: int = 0) -> int:
    """Wait for the process that does the jobs, another one than ``but``."""
    last = time.monotonic() + 20
    while time.monotonic() < last:
        for pid in parts(server):
            with contextlib.suppress(OSError):
                if pid != but and b"caseapp.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
        time.sleep(0.05)
    raise AssertionError("no worker came")


def health_of(port: int) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", "/healthz")
        return connection.getresponse().read()


def test_a_worker_that_dies_is_started_again_and_the_pages_stay(tmp_path):
    port = free_port()
    with running(tmp_path, environment="test", port=port) as server:
        wait_for_line(server, "Jaqyn is at")
        first = the_worker(server)
        os.kill(first, signal.SIGKILL)
        assert the_worker(server, but=first) != first
        assert status_of(port, "/login") == 200
        last = time.monotonic() + 20
        while health_of(port) != b"ok" and time.monotonic() < last:
            time.sleep(0.1)
        assert health_of(port) == b"ok"
        server.terminate()
        assert server.wait(30) == 0
        assert parts(server) == []


def test_in_production_the_worker_fetches_its_key_and_ends_with_the_holder(tmp_path):
    with running(
        tmp_path, "--passphrase-stdin", environment="production", port=free_port(), typed=f"{PASSPHRASE}\n"
    ) as server:
        wait_for_line(server, "Jaqyn is at")
        the_worker(server)
        last = time.monotonic() + 20
        while not (tmp_path / "jobs.db").exists() and time.monotonic() < last:
            time.sleep(0.05)
        assert (tmp_path / "jobs.db").stat().st_mode & 0o077 == 0
        [held] = [pid for pid in parts(server) if b"caseapp.keys" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(held, signal.SIGTERM)
        assert server.wait(6) == 1
        assert parts(server) == []


def test_a_busy_port_is_one_line_and_touches_nothing(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with running(tmp_path / "new", environment="demo", port=other.getsockname()[1]) as server:
            output = server.stdout.read()
            assert server.wait(30) == 1
    assert output.count("\n") == 1
    assert "cannot be used" in output
    assert not (tmp_path / "new").exists()
