"""Work done after the answer of a page, by the worker beside the web server; a job carries ids and nothing else.

    @job
    def write_batch(batch_id: int) -> None: ...

    write_batch.later(batch.id)     # after the commit that the job is to see
    write_batch(batch.id)           # at once, in this process

A job runs in an application context with a session of its own. One that the worker could not finish, because
somebody ended it, is begun again at the next start: a job must be one that may run twice.
"""

import hashlib
import json
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, ParamSpec

from flask import Flask, current_app

from caseapp.errors import told

if TYPE_CHECKING:
    from huey import Huey

if TYPE_CHECKING:
    from huey import Huey

P = ParamSpec("P")

QUEUE = "jaqyn"
FILE = "jobs.db"
TRIES = 3
SECONDS_ALIVE = 90
RUNNING, BEAT = "running:", "beat"
BEAT_FILE = "worker.beat"

JOBS: dict[str, "Job[Any]"] = {}
PERIODIC: list["Periodic"] = []


class JobFailed(Exception):
    """A job ended in an error, which is logged where it was raised; its words are kept out of every log."""


class Job(Generic[P]):
    """A function the worker runs; its arguments are ids of rows."""

    def __init__(self, run: Callable[P, None]) -> None:
        self.run = run
        self.name = f"{run.__module__.removeprefix('caseapp.')}.{run.__qualname__}"
        self.__doc__ = run.__doc__

    def __call__(self, *ids: P.args, **named: P.kwargs) -> None:
        """Do the job at once, in this process and context."""
        self.run(*ids, **named)

    def later(self, *ids: P.args, **named: P.kwargs) -> None:
        """Let the worker do the job; under test it is done at once, in a context of its own."""
        if named or not all(type(one) is int for one in ids):
            raise TypeError("a job carries ids of rows only")
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way
        if app.testing:
            with app.app_context():
                self.run(*ids, **named)
        else:
            app.extensions["jobs"].put(self.name, list(ids), 1)


@dataclass(frozen=True)
class Periodic:
    """A function the worker runs every so many minutes; it asks the database itself whether there is work."""

    run: Callable[[], None]
    minutes: int

    @property
    def name(self) -> str:
        """Return the name it is queued under."""
        return f"{self.run.__module__.removeprefix('caseapp.')}.{self.run.__qualname__}"

    def is_due(self, moment: datetime) -> bool:
        """Say whether it runs in this minute."""
        return (moment.hour * 60 + moment.minute) % self.minutes == 0


def job(run: Callable[P, None]) -> Job[P]:
    """Make a function a job."""
    made = Job(run)
    if made.name in JOBS:
        raise ValueError(f"two jobs are named {made.name}")
    JOBS[made.name] = made
    return made


def every(*, minutes: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Let the worker run a function every so many minutes, in an application context."""

    def mark(run: Callable[[], None]) -> Callable[[], None]:
        PERIODIC.append(Periodic(run, minutes))
        return run

    return mark


class Jobs:
    """The queue of one application: in a file of the data folder, or in Redis where there is one."""

    def __init__(self, app: Flask, redis_url: str | None) -> None:
        self.app = app
        self.redis_url = redis_url
        folder = str(app.config["DATA_DIR"])
        self.node = hashlib.sha256(f"{socket.gethostname()} {folder}".encode()).hexdigest()[:12]

    @cached_property
    def huey(self) -> "Huey":
        """Open the queue, at the first use."""
        # Imported late: it takes 17 MiB, and most web workers never queue a job.
        from huey import RedisHuey, SqliteHuey
        from huey.serializer import SignedSerializer

        # The signature keeps strangers who reach Redis from giving us jobs.
        serializer = SignedSerializer(self.app.config["SECRET_KEY"], "jaqyn.jobs")
        common: dict[str, Any] = {"results": False, "utc": True, "serializer": serializer}
        if self.redis_url:
            return RedisHuey(QUEUE, url=self.redis_url, **common)
        return SqliteHuey(QUEUE, filename=str(self.app.config["DATA_DIR"] / FILE), fsync=True, cache_mb=1, **common)

    @cached_property
    def put(self) -> Callable[[str, list[int], int], Any]:
        """Queue a job by its name, its ids and which attempt it is."""
        return self.huey.task(name="run")(self._run)

    def watch_the_clock(self) -> None:
        """Let this process queue what runs every so many minutes."""
        for periodic in PERIODIC:
            run = self._in_context(periodic.name, periodic.run)
            self.huey.periodic_task(periodic.is_due, name=periodic.name, expires=periodic.minutes * 60)(run)
        _ = self.put

    def _run(self, name: str, ids: list[int], attempt: int) -> None:
        """Do one job; until it is done it is noted as running, so that a killed worker loses none."""
        note = f"{RUNNING}{self.node}:{os.urandom(8).hex()}"
        self.huey.storage.put_data(note, json.dumps([name, ids, attempt]).encode())
        try:
            found = JOBS.get(name)
            if found is None:
                self.app.logger.error("no job is named %s", name)
            else:
                self._in_context(name, found.run)(*ids)
        finally:
            self.huey.storage.delete_data(note)

    def _in_context(self, name: str, run: Callable[..., None]) -> Callable[..., None]:
        def run_it(*ids: int) -> None:
            try:
                with self.app.app_context():
                    run(*ids)
            except Exception as error:
                self.app.logger.error("the job %s %s ended in an error\n%s", name, ids, told(error))  # noqa: TRY400
                raise JobFailed(name) from None

        return run_it

    def begin_again(self) -> int:
        """Queue again what a worker of this machine and folder left unfinished; return how much that was.

        Call it only when that worker is gone. A job that ended its worker three times is given up.
        """
        begun = 0
        for key, value in self.huey.storage.result_items().items():
            note = key if isinstance(key, str) else key.decode()
            if not note.startswith(f"{RUNNING}{self.node}:"):
                continue
            name, ids, attempt = json.loads(bytes(value))
            if attempt < TRIES:
                self.put(name, ids, attempt + 1)
                begun += 1
            else:
                self.app.logger.error("the job %s %s was begun %d times and given up", name, ids, attempt)
            self.huey.storage.delete_data(note)
        return begun

    def beat(self) -> None:
        """Note that a worker is alive now: in Redis, or by the time of a file, which is asked for without the queue."""
        if self.redis_url:
            self.huey.storage.put_data(BEAT, str(time.time()).encode())
        else:
            (self.app.config["DATA_DIR"] / BEAT_FILE).touch(mode=0o600)

    def is_worker_alive(self) -> bool:
        """Say whether a worker has been seen within the last minute and a half."""
        try:
            if self.redis_url:
                seen = float(bytes(self.huey.storage.peek_data(BEAT)))
            else:
                seen = (self.app.config["DATA_DIR"] / BEAT_FILE).stat().st_mtime
        except (TypeError, ValueError, FileNotFoundError):
            return False
        return time.time() - seen < SECONDS_ALIVE


def init_app(app: Flask, redis_url: str | None = None) -> None:
    """Open the queue of an application; the modules with jobs are imported by then."""
    app.extensions["jobs"] = Jobs(app, redis_url)


def is_worker_alive() -> bool:
    """Say whether anybody does the jobs; under test they are done at once."""
    attached: Jobs = current_app.extensions["jobs"]
    try:
        return current_app.testing or attached.is_worker_alive()
    except Exception as error:
        current_app.logger.warning("the queue of jobs did not answer: %s", type(error).__name__)
        return False
