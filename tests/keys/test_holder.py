"""The key holder and the processes that ask it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from caseapp.keys import Keys, KeysLocked, WrongPassphrase, client, get_keys, holder, wrap

MASTER = bytes(range(32))
ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def holding(data_dir: Path, master: bytes = MASTER) -> Iterator[subprocess.Popen[bytes]]:
    """Run a holder as the server does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "caseapp.keys", str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with process:
        process.stdin.write(master)
        process.stdin.close()
        try:
            process.first_line = process.stdout.readline().decode().strip()
            yield process
        finally:
            process.terminate()
            process.wait(5)


@contextlib.contextmanager
def answering(data_dir: Path) -> Iterator[None]:
    """Run a holder in a thread of this process, where its view of the other end can be changed."""
    stop, ring = os.pipe()
    with holder.listen(data_dir) as listener:
        thread = threading.Thread(target=holder.serve, args=(listener, MASTER, stop))
        thread.start()
        try:
            yield
        finally:
            os.write(ring, b".")
            thread.join(5)
            os.close(stop)
            os.close(ring)
    assert not thread.is_alive()


def test_production_gets_its_keys_from_the_holder(tmp_path):
    with holding(tmp_path) as process:
        assert process.first_line == "ready"
        keys = get_keys(tmp_path, "production")
    assert keys.database == Keys(MASTER).database


def test_the_socket_is_for_its_owner_only(tmp_path):
    with holding(tmp_path):
        assert (tmp_path / holder.SOCKET_NAME).stat().st_mode & 0o777 == 0o600


def test_the_holder_leaves_no_core_dump_and_no_key_on_its_command_line(tmp_path):
    with holding(tmp_path) as process:
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
        assert MASTER.hex() not in Path(f"/proc/{process.pid}/cmdline").read_text()


def test_the_holder_ends_on_the_signal_and_takes_its_socket_away(tmp_path):
    with holding(tmp_path) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(3) == 0
        assert not (tmp_path / holder.SOCKET_NAME).exists()
        with pytest.raises(KeysLocked):
            get_keys(tmp_path, "production")


def test_ctrl_c_leaves_the_holder_to_its_parent(tmp_path):
    with holding(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        assert client.ask_holder(tmp_path) == MASTER


def test_the_holder_ends_when_its_parent_is_killed(tmp_path):
    script = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-m', 'caseapp.keys', sys.argv[1]], stdin=subprocess.PIPE)\n"
        "p.stdin.write(bytes(32)); p.stdin.close(); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"ready\n"
        parent.kill()
        # The pipe closes when the holder, its last writer, has ended.
        assert parent.stdout.read() == b""
    assert client.ask_holder(tmp_path) is None


def test_a_second_holder_on_the_same_folder_is_refused(tmp_path):
    with holding(tmp_path), holding(tmp_path, bytes(32)) as second:
        assert second.first_line == "A server already runs on this data folder."
        assert second.wait(5) == 1
        assert client.ask_holder(tmp_path) == MASTER


def test_a_socket_left_by_a_killed_holder_does_not_stop_the_next(tmp_path):
    with holding(tmp_path) as process:
        process.kill()
        process.wait(5)
    assert (tmp_path / holder.SOCKET_NAME).exists()
    assert client.ask_holder(tmp_path) is None
    with holding(tmp_path) as process:
        assert process.first_line == "ready"


def test_a_holder_without_a_whole_key_does_not_start(tmp_path):
    with holding(tmp_path, b"short") as process:
        assert process.wait(5) == 1
    assert not (tmp_path / holder.SOCKET_NAME).exists()


def test_a_long_path_is_no_hindrance(tmp_path):
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    with holding(deep):
        assert client.ask_holder(deep) == MASTER


def test_a_process_of_another_user_gets_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(holder, "peer_uid", lambda peer: os.getuid() + 1)
    monkeypatch.setattr(client, "is_same_user", lambda peer: True)
    with answering(tmp_path), pytest.raises(KeysLocked, match="as the user the server runs as"):
        client.ask_holder(tmp_path)


def test_a_holder_run_by_another_user_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(client, "is_same_user", lambda peer: False)
    with answering(tmp_path), pytest.raises(KeysLocked, match="another user"):
        client.ask_holder(tmp_path)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_the_kernel_names_the_user_at_the_other_end(tmp_path):
    tmp_path.chmod(0o755)
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        Path(path).chmod(0o666)
        listener.listen()
        code = "import os, socket; os.setuid(12345); s = socket.socket(socket.AF_UNIX); s.connect('s'); s.recv(1)"
        with subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path) as process:
            peer, _ = listener.accept()
            with peer:
                assert holder.peer_uid(peer) == 12345
                assert not holder.is_same_user(peer)
            process.wait(5)


def test_without_holder_and_terminal_the_error_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(KeysLocked, match="The data is locked"):
        get_keys(tmp_path, "production")


def test_at_a_terminal_the_passphrase_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(wrap.wrap_master, "__kwdefaults__", {"memory_kib": 64, "time": 1})
    master = wrap.create_keys_file(tmp_path, "a passphrase of some length")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(client.getpass, "getpass", lambda prompt: "a passphrase of some length")
    assert get_keys(tmp_path, "production").files == Keys(master).files
    monkeypatch.setattr(client.getpass, "getpass", lambda prompt: "a guess")
    with pytest.raises(WrongPassphrase):
        get_keys(tmp_path, "production")


@pytest.mark.parametrize("environment", ["demo", "test"])
def test_the_demonstration_keeps_its_key_beside_its_data(tmp_path, environment):
    folder = tmp_path / "instance"
    first = get_keys(folder, environment)
    assert get_keys(folder, environment).database == first.database
    assert (folder / client.DEMO_KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert get_keys(tmp_path / "other", environment).database != first.database


def database_key(data_dir: Path) -> bytes:
    return get_keys(data_dir, "demo").database


def test_processes_racing_for_the_demonstration_key_all_get_the_same(tmp_path):
    with get_context("spawn").Pool(8) as pool:
        found = pool.map(database_key, [tmp_path] * 16)
    assert len(set(found)) == 1


@pytest.mark.parametrize("content", ["", "ab" * 31, "zz" * 32, "ab" * 33])
def test_a_half_written_demonstration_key_is_refused(tmp_path, content):
    (tmp_path / client.DEMO_KEY_FILE).write_text(content)
    with pytest.raises(KeysLocked, match="damaged"):
        get_keys(tmp_path, "demo")


def test_real_and_demonstration_data_never_share_a_folder(tmp_path):
    get_keys(tmp_path, "demo")
    with pytest.raises(KeysLocked, match="holds the demonstration"):
        get_keys(tmp_path, "production")
    (tmp_path / client.DEMO_KEY_FILE).rename(tmp_path / wrap.KEYS_FILE)
    with pytest.raises(KeysLocked, match="belongs to a production server"):
        get_keys(tmp_path, "demo")
