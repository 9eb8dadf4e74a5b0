"""What the server checks before it starts."""

import io
import re
import socket
import sys
from pathlib import Path

import pytest

from caseapp import serve
from caseapp.keys import WrongPassphrase, wrap
from caseapp.serve import Address, CannotServeError
from config import Settings

PASSPHRASE = "seven plain words over the river"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a word in these tests; nothing listens there


@pytest.fixture(autouse=True)
def cheap_stretching(monkeypatch):
    monkeypatch.setattr(wrap.wrap_master, "__kwdefaults__", {"memory_kib": 64, "time": 1})


@pytest.fixture
def terminal(monkeypatch):
    """Answer the prompts with the words given, in order."""

    def answer(*words: str) -> list[str]:
        left = list(words)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(serve.getpass, "getpass", lambda _prompt: left.pop(0))
        return left

    return answer


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        (None, None, Address("127.0.0.1", 5000)),
        ("", "", Address("127.0.0.1", 5000)),
        (EVERYWHERE, "80", Address(EVERYWHERE, 80)),
        ("::1", "65535", Address("::1", 65535)),
    ],
)
def test_the_address_comes_from_host_and_port(host, port, address):
    assert serve.read_address(host, port) == address


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "5000 ", "٥٠٠٠"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CannotServeError, match="PORT must be a number"):
        serve.read_address(None, port)


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        (EVERYWHERE, False),
        ("::", False),
        ("192.168.1.5", False),
        ("example.org", False),
    ],
)
def test_loopback_is_told_from_the_rest(host, is_loopback):
    assert Address(host, 5000).is_loopback is is_loopback


def test_an_ipv6_address_is_written_in_brackets():
    assert Address("::1", 5000).url == "http://[::1]:5000"


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_demonstration_listens_to_this_machine_only(monkeypatch, free_port):
    monkeypatch.setenv("JAQYN_ENV", "demo")
    settings, exposed = Settings(), Address(EVERYWHERE, free_port)
    with pytest.raises(CannotServeError, match="without --expose-demo"):
        serve.ensure_may_listen(settings, exposed, expose_demo=False)
    serve.ensure_may_listen(settings, exposed, expose_demo=True)
    serve.ensure_may_listen(settings, Address("127.0.0.1", free_port), expose_demo=False)


def test_production_listens_where_it_is_told(monkeypatch, free_port):
    monkeypatch.setenv("JAQYN_ENV", "production")
    serve.ensure_may_listen(Settings(), Address(EVERYWHERE, free_port), expose_demo=False)


def test_a_port_in_use_is_said_in_one_line(monkeypatch):
    monkeypatch.setenv("JAQYN_ENV", "demo")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = Address("127.0.0.1", other.getsockname()[1])
        with pytest.raises(CannotServeError) as refused:
            serve.ensure_may_listen(Settings(), address, expose_demo=False)
    assert re.fullmatch(rf"http://127\.0\.0\.1:{address.port} cannot be used .+\.", str(refused.value))


def test_the_first_start_chooses_a_passphrase_and_the_next_asks_for_it(tmp_path, terminal):
    terminal(PASSPHRASE, PASSPHRASE)
    master = serve.unlock(tmp_path, from_stdin=False)
    terminal("a wrong one", PASSPHRASE)
    assert serve.unlock(tmp_path, from_stdin=False) == master


def test_a_short_or_mistyped_new_passphrase_is_asked_for_again(tmp_path, terminal):
    left = terminal("too short", PASSPHRASE, "something else", PASSPHRASE, PASSPHRASE)
    serve.unlock(tmp_path, from_stdin=False)
    assert left == []


def test_without_a_new_passphrase_nothing_is_written(tmp_path, terminal):
    terminal("short", "short", "short")
    with pytest.raises(CannotServeError, match="nothing was written"):
        serve.unlock(tmp_path, from_stdin=False)
    assert list(tmp_path.iterdir()) == []


def test_three_wrong_passphrases_end_the_start(tmp_path, terminal):
    wrap.create_keys_file(tmp_path, PASSPHRASE)
    left = terminal("wrong", "wrong", "wrong", PASSPHRASE)
    with pytest.raises(CannotServeError, match="stays locked"):
        serve.unlock(tmp_path, from_stdin=False)
    assert left == [PASSPHRASE]


def test_the_passphrase_may_come_from_standard_input(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    master = serve.unlock(tmp_path, from_stdin=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE))
    assert serve.unlock(tmp_path, from_stdin=True) == master
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n"))
    with pytest.raises(WrongPassphrase):
        serve.unlock(tmp_path, from_stdin=True)


def test_an_empty_standard_input_makes_no_key(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(CannotServeError, match="at least 15"):
        serve.unlock(tmp_path, from_stdin=True)
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_the_passphrase_is_not_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE))
    with pytest.raises(CannotServeError, match="--passphrase-stdin"):
        serve.unlock(tmp_path, from_stdin=False)


def test_the_service_manager_is_told(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        path = tmp_path / "n"
        manager.bind(str(path))
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        serve.tell_systemd()
        assert manager.recv(100) == b"READY=1"


def test_gunicorn_writes_no_address_of_a_page(capsys):
    names: dict[str, object] = {}
    path = Path(serve.ROOT) / "deploy/gunicorn.conf.py"
    exec(compile(path.read_text(), str(path), "exec"), names)  # noqa: S102 - as gunicorn does
    assert names["accesslog"] is None
    from gunicorn.config import Config

    config = Config()
    config.set("errorlog", "-")
    logger = names["AddressFreeLogger"](config)
    try:
        int("broken")
    except ValueError:
        logger.exception("Error handling request %s %s", "GET", "/cases?q=Gulnara")
    written = capsys.readouterr().err
    assert "Error handling request" in written
    assert "ValueError: invalid literal" in written
    assert "Gulnara" not in written


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ({}, "http://127.0.0.1:5000"),
        ({"PORT": "8080"}, "http://127.0.0.1:8080"),
        ({"HOST": EVERYWHERE, "PORT": "8080"}, "http://127.0.0.1:8080"),
        ({"HOST": "::1"}, "http://[::1]:5000"),
        ({"PORT": "8080", "JAQYN_URL": "https://cases.example.org/"}, "https://cases.example.org"),
    ],
)
def test_links_that_leave_the_program_lead_back_to_where_it_listens(monkeypatch, told, url):
    for name in ("HOST", "PORT", "JAQYN_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert Settings().url == url
