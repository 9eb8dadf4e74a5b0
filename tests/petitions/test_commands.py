"""The commands: when an answer is due, and a sweep as of a day that is none."""

import json

import pytest


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
    assert lines[-2].split() == ["2026-11-23", "+", "counted"]
    assert lines[-1] == "rule not yet checked by a lawyer"


def test_another_clock_of_a_body_is_counted_by_its_own_rule(flask):
    done = flask("due-on", "kz_mfa", "2026-12-31", "--clock", "court_window", "--json")
    assert (done.exit_code, json.loads(done.stdout)["due_on"]) == (0, "2027-01-31")
    back = flask("due-on", "kz_akimat_assembly_notice", "2026-12-21", "--clock", "lead_time")
    assert back.stdout.splitlines()[0] == "kz_akimat_assembly_notice: lead_time due on 2026-12-11"
    wrong = flask("due-on", "cn_embassy_astana", "2026-12-31", "--clock", "court_window")
    assert (wrong.exit_code, wrong.stdout, len(wrong.stderr.splitlines())) == (2, "", 1)


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


def test_a_wrong_day_ends_the_sweep_with_2(flask):
    assert flask("sweep", "--today", "yesterday").exit_code == 2
