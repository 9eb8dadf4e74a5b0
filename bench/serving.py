"""A database of invented cases and a server over it, each of its own, gone when the benchmark ends."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bench.timing import HOST, Client, hidden_fields
from caseapp import assets
from config import ROOT

COORDINATOR = {"email": "coordinator@demo.invalid", "password": "jaqyn-demo-2026"}
BOOT_SECONDS = 60.0


class BenchError(Exception):
    """The benchmark cannot go on; the message says why."""


@dataclass
class Site:
    """One database with so many cases, and the server over it."""

    database: str
    cases: int
    folder: Path
    url: str | None
    port: int = 0
    card: str = ""
    load_per_s: float = 0.0
    start_s: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    staff: Client | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment its commands run in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JAQYN_", "DATABASE_URL"))}
        made = {**kept, "JAQYN_ENV": "demo", "JAQYN_DATA": str(self.folder), "PYTHONPATH": str(ROOT)}
        if self.url:
            made["DATABASE_URL"] = self.url
        return made

    def flask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the application."""
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def fill(self) -> None:
        """Make the tables and load invented cases."""
        assets.pack()
        made = self.flask("database", "upgrade")
        if made.returncode:
            raise BenchError(made.stderr.strip()[-500:])
        begin = time.perf_counter()
        loaded = self.flask("demo", "load", "--cases", str(self.cases))
        if loaded.returncode:
            raise BenchError(loaded.stderr.strip()[-500:])
        self.load_per_s = self.cases / (time.perf_counter() - begin)
        found = re.search(r"^Family card: ([0-9 ]+)", loaded.stdout, re.MULTILINE)
        self.card = found[1].strip() if found else ""
        self.settle()

    def settle(self) -> None:
        """Let PostgreSQL gather what its planner knows, as it would by itself after a while."""
        if self.url:
            engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text("VACUUM ANALYZE"))
            engine.dispose()

    def workers(self) -> list[int]:
        """List the process numbers of the web workers."""
        if self.process is None:
            return []
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in path.read_text().split()]

    def memory_mib(self) -> float:
        """Return the resident memory of the largest web worker."""
        most = 0.0
        for pid in self.workers():
            with contextlib.suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmRSS:"):
                        most = max(most, int(line.split()[1]) / 1024)
        return most


def free_port() -> int:
    """Return a port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server_database(server: str, name: str) -> Iterator[str]:
    """Make an empty PostgreSQL database, and drop it in the end."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(
            text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'")
        )
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        engine.dispose()


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve a site with two workers, as script/server does, and sign somebody in."""
    site.port = free_port()
    begin = time.perf_counter()
    site.process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy/gunicorn.conf.py"), "bench.app:app"],
        cwd=ROOT,
        env={**site.environment, "HOST": HOST, "PORT": str(site.port), "WEB_CONCURRENCY": "2"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(site)
        site.start_s = time.perf_counter() - begin
        site.staff = sign_in(site.port)
        yield site
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(site.process.pid, signal.SIGTERM)
        try:
            site.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(site.process.pid, signal.SIGKILL)
            site.process.wait()


def _wait(site: Site) -> None:
    """Wait for the first page."""
    client = Client(site.port)
    last = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < last:
        if site.process is not None and site.process.poll() is not None:
            raise BenchError("The web server did not start.")
        try:
            if client.get("/login").status == 200:
                client.close()
                return
        except OSError:
            time.sleep(0.02)
    raise BenchError("The web server did not answer.")


def sign_in(port: int) -> Client:
    """Sign in through the form, once."""
    client = Client(port)
    page = client.get("/login")
    reply = client.post("/login", {**hidden_fields(page.body), **COORDINATOR})
    if reply.status not in {302, 303}:
        raise BenchError(f"The sign-in answered {reply.status}.")
    return client
