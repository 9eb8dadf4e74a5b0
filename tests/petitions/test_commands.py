"""The commands: when an answer is due, and the sweep that finds each missed deadline once."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from caseapp.history.models import HistoryEntry
from caseapp.petitions import sweep
from caseapp.petitions.models import MissedDeadline
from caseapp.petitions.vocabulary import ClockKind, PetitionState
from tests.factories import NOW, TODAY, CaseFactory
from tests.petitions.factories import PetitionFactory


@pytest.fixture
def flask(app, session):
    def run(*words):
        session.commit()
        return app.test_cli_runner().invoke(args=["petitions", *words])

    return run


def test_due_on_prints_the_keys_that_programs_read(flask):
    done = flask("due-on", "kz_mfa", "2026-11-02", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(found) == ["body", "clock_start", "due_on", "provisional", "trace"]
    assert (found["body"], found["clock_start"], found["due_on"]) == ("kz_mfa", "2026-11-02", "2026-11-23")
    assert found["provisional"] is False
    assert found["trace"][0] == {"date": "2026-11-02", "counted": False, "reason": "start day"}


def test_due_on_without_json_can_be_read(flask):
    lines = flask("due-on", "kz_mfa", "2026-11-02").stdout.splitlines()
    assert lines[0] == "kz_mfa: answer due on 2026-11-23"
    assert lines[1].split() == ["2026-11-02", "start", "day"]
    assert lines[-1].split() == ["2026-11-23", "+", "counted"]


def test_a_body_without_a_term_has_no_day(flask):
    done = flask("due-on", "cn_embassy_astana", "2026-11-02", "--json")
    assert (done.exit_code, json.loads(done.stdout)["due_on"]) == (0, None)


@pytest.mark.parametrize(
    "words", [("nobody", "2026-11-02"), ("kz_mfa", "2026-13-02"), ("kz_mfa", "20261102"), ("kz_mfa", "9999-12-30")]
)
def test_what_cannot_be_counted_ends_with_2_and_one_line(flask, words):
    done = flask("due-on", *words, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_sweep_notes_each_missed_deadline_once(session, flask):
    case = CaseFactory(opened_on=date(2026, 1, 5), names=["Aigerim Not Printed"])
    late = PetitionFactory(sent=True, case=case)
    PetitionFactory(sent=True, case=case, state=PetitionState.REFUSED, replied_on=TODAY)
    first = flask("sweep", "--today", "2026-11-24")
    assert first.stdout.splitlines() == [
        f"petition {late.id}  answer  due 2026-11-23  {case.code}",
        "1 missed deadlines noted",
    ]
    assert flask("sweep", "--today", "2026-11-24").stdout == "0 missed deadlines noted\n"
    assert flask("sweep", "--today", "2026-11-28").stdout.count("follow_up") == 1
    session.expire_all()
    rows = session.execute(select(MissedDeadline.petition_id, MissedDeadline.kind, MissedDeadline.due_on)).all()
    assert sorted(tuple(row) for row in rows) == [
        (late.id, ClockKind.ANSWER, date(2026, 11, 23)),
        (late.id, ClockKind.FOLLOW_UP, date(2026, 11, 27)),
    ]
    told = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "petition.deadline_missed")).all()
    assert {(one.case_id, one.subject_id) for one in told} == {(case.id, late.id)}


def test_nothing_is_missed_on_the_day_itself(session):
    PetitionFactory(sent=True)
    assert sweep.notice_missed_deadlines(session, today=date(2026, 11, 23), at=NOW) == []


def test_the_sweep_goes_on_where_it_stopped(session):
    for _number in range(3):
        PetitionFactory(sent=True)
    chunks = [len(sweep.notice_missed_deadlines(session, today=date(2026, 11, 24), at=NOW, limit=2)) for _ in range(3)]
    assert chunks == [2, 1, 0]
    assert session.scalar(select(func.count()).select_from(MissedDeadline)) == 3


def test_a_wrong_day_ends_the_sweep_with_2(flask):
    assert flask("sweep", "--today", "yesterday").exit_code == 2
