"""Jobs carry ids only, are done once where all goes well, and none is lost when a worker is killed."""

import inspect
import json
import os
import threading
import typing
from datetime import datetime

import pytest
from flask import current_app

from caseapp import create_app, jobs
from caseapp.jobs import JOBS, PERIODIC, JobFailed, job
from config import Settings

done: list[tuple[int, ...]] = []


@pytest.fixture(scope="module")
def noted():
    """Offer jobs for this module, and take them away again."""

    @job
    def note(number: int, other: int = 0) -> None:
        """Note what came."""
        done.append((number, other))

    @job
    def fail(number: int) -> None:
        """Break with words that no log may hold."""
        raise ValueError("unmistakable".title())

    yield note, fail
    for made in (note, fail):
        del JOBS[made.name]


@pytest.fixture
def queued(tmp_path, noted):
    """Return an application whose jobs wait for a worker, as outside of tests."""
    done.clear()
    app = create_app(Settings(environment="test", data_dir=tmp_path, database_url=None))
    with app.app_context():
        yield app
    app.extensions["database"].engine.dispose()
    app.extensions["jobs"].huey.storage.close()


def work_off(app) -> None:
    """Do what waits, as the worker does."""
    assert app.extensions["jobs"].put
    huey = app.extensions["jobs"].huey
    while (task := huey.dequeue()) is not None:
        huey.execute(task)


def test_under_test_a_job_is_done_at_once(app, noted):
    note, _fail = noted
    done.clear()
    with app.app_context():
        note.later(7, 8)
        assert done == [(7, 8)]
        assert jobs.is_worker_alive()


def test_a_job_waits_for_the_worker_and_is_done_once(queued, noted):
    note, _fail = noted
    note.later(7, 8)
    assert done == []
    work_off(queued)
    work_off(queued)
    assert done == [(7, 8)]


@pytest.mark.parametrize("wrong", ["TST-2026-00001", "Gulnara", None, True, 1.5, [1], datetime(2026, 1, 1)])  # noqa: DTZ001
def test_a_job_takes_nothing_but_ids(queued, noted, wrong):
    note, _fail = noted
    with pytest.raises(TypeError, match="ids of rows only"):
        note.later(1, wrong)
    with pytest.raises(TypeError, match="ids of rows only"):
        note.later(1, other=2)
    assert queued.extensions["jobs"].huey.storage.queue_size() == 0


def test_every_job_of_the_program_takes_ids_and_nothing_else(app):
    for made in JOBS.values():
        hints = typing.get_type_hints(made.run)
        names = [name for name in inspect.signature(made.run).parameters if name != "return"]
        assert {hints[name] for name in names} <= {int}, made.name
        assert made.__doc__, made.name
    for periodic in PERIODIC:
        assert not inspect.signature(periodic.run).parameters, periodic.name


def test_what_a_job_said_when_it_broke_is_in_no_log(queued, noted, caplog):
    _note, fail = noted
    fail.later(3)
    work_off(queued)
    assert "fail (3,) ended in an error" in caplog.text
    assert "ValueError" in caplog.text
    assert "Unmistakable" not in caplog.text


def test_a_job_that_broke_raises_without_its_words(queued, noted):
    attached = queued.extensions["jobs"]
    with pytest.raises(JobFailed) as failed:
        attached._run(noted[1].name, [3], 1)
    assert "Unmistakable" not in str(failed.value)
    assert not [key for key in attached.huey.storage.result_items() if key.startswith(jobs.RUNNING)]


def test_what_a_killed_worker_left_is_done_by_the_next_one(queued, noted):
    attached = queued.extensions["jobs"]
    name = noted[0].name
    for attempt in (1, jobs.TRIES):
        attached.huey.storage.put_data(
            f"{jobs.RUNNING}{attached.node}:{attempt}", json.dumps([name, [attempt, 5], attempt]).encode()
        )
    attached.huey.storage.put_data(f"{jobs.RUNNING}another:1", json.dumps([name, [9, 9], 1]).encode())
    assert attached.begin_again() == 1
    work_off(queued)
    assert done == [(1, 5)]
    left = [key for key in attached.huey.storage.result_items() if key.startswith(jobs.RUNNING)]
    assert left == [f"{jobs.RUNNING}another:1"]


def test_a_job_is_noted_as_running_while_it_runs(queued, noted, monkeypatch):
    attached = queued.extensions["jobs"]
    seen = []
    monkeypatch.setattr(noted[0], "run", lambda *ids: seen.append(dict(attached.huey.storage.result_items())))
    noted[0].later(4)
    work_off(queued)
    [(key, value)] = seen[0].items()
    assert key.startswith(f"{jobs.RUNNING}{attached.node}:")
    assert json.loads(bytes(value)) == [noted[0].name, [4], 1]


def test_a_job_of_a_program_before_this_one_is_told_and_dropped(queued, caplog):
    queued.extensions["jobs"].put("petitions.gone", [1], 1)
    work_off(queued)
    assert "no job is named petitions.gone" in caplog.text


def test_a_job_somebody_slipped_in_is_not_read(queued, noted, caplog):
    import pickle

    attached = queued.extensions["jobs"]
    attached.huey.storage.enqueue(pickle.dumps(("run", noted[0].name)))
    with pytest.raises(ValueError, match=r"Separator|mismatch"):
        attached.huey.dequeue()
    assert done == []


def test_a_missing_worker_is_told(queued):
    client = queued.test_client()
    assert client.get("/healthz").data == b"ok, but no worker does the jobs"
    queued.extensions["jobs"].beat()
    assert client.get("/healthz").data == b"ok"


def test_a_beat_long_ago_is_no_sign_of_life(queued):
    queued.extensions["jobs"].beat()
    assert jobs.is_worker_alive()
    os.utime(queued.config["DATA_DIR"] / jobs.BEAT_FILE, (1000, 1000))
    assert not jobs.is_worker_alive()


def test_the_queue_is_opened_by_those_who_need_it(queued, noted):
    attached = queued.extensions["jobs"]
    queued.test_client().get("/healthz")
    assert "huey" not in vars(attached)
    noted[0].later(1)
    assert "huey" in vars(attached)


def test_the_worker_watches_the_clock(queued):
    attached = queued.extensions["jobs"]
    attached.watch_the_clock()
    due = attached.huey.read_periodic(datetime(2026, 11, 20, 3, 0))  # noqa: DTZ001 - as Huey counts
    assert len(due) == len(PERIODIC)
    assert attached.huey.read_periodic(datetime(2026, 11, 20, 3, 7)) == []  # noqa: DTZ001


def test_each_job_has_a_context_and_a_session_of_its_own(queued, noted, monkeypatch):
    seen = []

    def look(_number: int, _other: int = 0) -> None:
        seen.append((current_app._get_current_object() is queued, threading.get_ident()))

    monkeypatch.setattr(noted[0], "run", look)
    noted[0].later(1)
    thread = threading.Thread(target=work_off, args=(queued,))
    thread.start()
    thread.join()
    assert seen[0][0]
    assert seen[0][1] != threading.get_ident()


def test_two_jobs_of_one_name_are_refused(noted):
    with pytest.raises(ValueError, match="two jobs are named"):
        job(noted[0].run)


@pytest.mark.parametrize(("minute", "is_due"), [(0, True), (15, True), (45, True), (1, False), (14, False)])
def test_every_quarter_of_an_hour(minute, is_due):
    assert jobs.Periodic(lambda: None, 15).is_due(datetime(2026, 11, 20, 3, minute)) is is_due  # noqa: DTZ001
