"""The worker as a process: it does what waits, gives way to a signal, and a second one waits until it is gone."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp import create_app
from config import Settings

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    "JAQYN_TEST_DATABASE_URL" in os.environ, reason="a worker here brings an embedded database of its own"
)


@contextlib.contextmanager
def working(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with subprocess.Popen(
        [sys.executable, "-m", "caseapp.worker"],
        cwd=ROOT,
        env=surroundings | {"JAQYN_ENV": "test", "JAQYN_DATA": str(data_dir)},
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def wait_until(is_so) -> None:
    last = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.05)


@pytest.fixture
def attached(tmp_path):
    app = create_app(Settings(environment="test", data_dir=tmp_path, database_url=None))
    yield app.extensions["jobs"]
    app.extensions["jobs"].huey.storage.close()
    app.extensions["database"].engine.dispose()


def test_a_job_that_waited_is_taken_up_and_a_signal_ends_the_worker(tmp_path, attached):
    attached.put("petitions.of_another_time", [7], 1)
    with working(tmp_path) as worker:
        assert "no job is named petitions.of_another_time" in worker.stderr.readline()
        assert attached.huey.storage.queue_size() == 0
        assert attached.is_worker_alive()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0


def test_a_second_worker_waits_until_the_first_is_gone(tmp_path, attached):
    with working(tmp_path) as first:
        wait_until(attached.is_worker_alive)
        with working(tmp_path) as second:
            time.sleep(1)
            first.kill()
            first.wait(30)
            attached.put("petitions.of_another_time", [8], 1)
            assert "no job is named petitions.of_another_time" in second.stderr.readline()
