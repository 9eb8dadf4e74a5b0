"""An administrator is told when nobody keeps watch over the deadlines."""

from datetime import date, timedelta

import pytest

from caseapp import clock, jobs
from caseapp.accounts.vocabulary import Role
from caseapp.petitions.notice_models import Digest, SweepRun
from tests.factories import NOW, UserFactory


@pytest.fixture
def desk(session, login):
    client = login(UserFactory(office=None, role=Role.ADMINISTRATOR))
    return lambda: client.get("/").text


def test_all_is_well(session, desk):
    session.add(SweepRun(run_on=clock.today(), finished_at=NOW))
    page = desk()
    assert "worker" not in page
    assert "last looked at" not in page
    assert "could not be delivered" not in page


def test_a_worker_that_does_not_run_is_told(desk, monkeypatch):
    monkeypatch.setattr(jobs, "is_worker_alive", lambda: False)
    assert "The worker does not run: no deadline is noticed" in desk()


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (1, False), (2, True), (30, True)])
def test_nights_that_were_skipped_are_told(session, desk, days, is_told):
    session.add(SweepRun(run_on=clock.today() - timedelta(days=days), finished_at=NOW))
    assert ("The deadlines were last looked at on" in desk()) is is_told


@pytest.mark.parametrize(("days", "is_told"), [(1, True), (30, False)])
def test_lists_that_could_not_leave_are_told(session, desk, days, is_told):
    run_on: date = clock.today() - timedelta(days=days)
    lost = {"after_notice_id": 0, "last_notice_id": 1, "created_at": NOW, "next_try_at": NOW, "run_on": run_on}
    session.add(Digest(recipient="channels", message_id="<1@x>", ended_as="not_delivered", **lost))
    assert ("1 list of deadlines could not be delivered" in desk()) is is_told
