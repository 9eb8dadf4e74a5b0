"""A real sweep killed in the middle, and two at once: no notice is lost and none is given twice."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from caseapp import create_app, schema
from caseapp.accounts.models import Office
from caseapp.history.models import HistoryEntry
from caseapp.petitions.models import Petition, PetitionClock
from caseapp.petitions.notice_models import DeadlineNotice, SweepRun
from caseapp.petitions.vocabulary import ClockKind, PetitionChannel, PetitionState
from tests.factories import NOW

ROOT = Path(__file__).parents[2]
CLOCKS = 2600
KINDS = (ClockKind.ANSWER, ClockKind.COMPLAINT_WINDOW)


@pytest.fixture
def world(new_settings):
    """Fill a database of its own with clocks that are all over; return its settings and a way to count."""
    settings = new_settings()
    app = create_app(settings)
    attached = app.extensions["database"]
    schema.upgrade(attached.engine)
    day = date(2026, 11, 2)
    with attached.make_session.begin() as session:
        office = Office(code="KIL", name="Office")
        session.add(office)
        session.flush()
        facts = {
            "office_id": office.id,
            "recipient_text": "A body",
            "state": PetitionState.SENT,
            "sent_on": day,
            "channel": PetitionChannel.POST,
            "created_at": NOW,
        }
        ids = range(1, CLOCKS // 2 + 1)
        session.execute(insert(Petition), [{"id": number, **facts} for number in ids])
        clock = {"rule": {"warn_days": [7, 1]}, "started_on": day, "due_on": date(2026, 11, 9), "trace": []}
        session.execute(
            insert(PetitionClock), [{"petition_id": number, "kind": kind, **clock} for number in ids for kind in KINDS]
        )

    def count(table):
        with attached.make_session() as session:
            return session.scalar(select(func.count()).select_from(table))

    yield settings, count
    attached.engine.dispose()


def start(settings) -> subprocess.Popen[str]:
    surroundings = os.environ | {"JAQYN_ENV": "test", "JAQYN_DATA": str(settings.data_dir)}
    surroundings |= {"DATABASE_URL": settings.database_url or ""}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "petitions", "sweep", "--today", "2026-11-10"],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(lines) -> list[str]:
    return [line for line in lines if line.startswith("petition ")]


def test_a_sweep_killed_in_the_middle_goes_on_where_it_stopped(world):
    settings, count = world
    before = []
    with start(settings) as sweep:
        for line in sweep.stdout:
            before.append(line)
            if len(before) == 700:
                sweep.kill()
                break
    kept = count(DeadlineNotice)
    assert 500 <= kept < CLOCKS
    assert count(SweepRun) == 0
    with start(settings) as sweep:
        after = sweep.stdout.readlines()
    assert count(DeadlineNotice) == CLOCKS
    assert count(SweepRun) == 1
    assert len(told(after)) == CLOCKS - kept
    assert not set(told(before)) & set(told(after))
    assert after[-1] == f"{CLOCKS - kept} missed and 0 near deadlines noted\n"
    assert count(HistoryEntry) == 0


def test_two_sweeps_at_once_share_the_notices(world):
    settings, count = world
    with start(settings) as one, start(settings) as other:
        first, second = one.stdout.readlines(), other.stdout.readlines()
    assert (one.returncode, other.returncode) == (0, 0)
    assert len(told(first)) + len(told(second)) == CLOCKS
    assert len(set(told(first)) | set(told(second))) == CLOCKS
    assert count(DeadlineNotice) == CLOCKS
