"""``flask users``: the way in for the first administrator."""

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from caseapp.accounts import services
from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Role
from tests.accounts.factories import PASSWORD
from tests.factories import UserFactory

ADMIN = ["users", "add", "--email", "first@test.invalid", "--name", "First", "--role", "administrator"]

ANYBODY = ["users", "add", "--name", "N", "--password-stdin"]


@pytest.fixture
def run(app, session):
    def command(*words, stdin=""):
        session.commit()
        result = FlaskCliRunner(app).invoke(args=list(words), input=stdin)
        session.expire_all()
        return result

    return command


def test_the_first_administrator_is_asked_for_everything(run, session):
    answers = f"first@test.invalid\nFirst\n{PASSWORD}\n{PASSWORD}\n"
    result = run("users", "add", "--role", "administrator", stdin=answers)
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    person = session.scalars(select(User).where(User.email == "first@test.invalid")).one()
    assert person.role is Role.ADMINISTRATOR
    assert not person.is_password_temporary
    assert services.is_proved(person, PASSWORD)


def test_a_password_comes_from_standard_input(run, session):
    assert run(*ADMIN, "--password-stdin", stdin=f"{PASSWORD}\n").exit_code == 0
    assert session.scalars(select(User.email)).all() == ["first@test.invalid"]


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        ([*ADMIN, "--password-stdin"], "short\n"),
        ([*ADMIN, "--password-stdin"], ""),
        ([*ADMIN, "--password-stdin", "--office", "NOPE"], f"{PASSWORD}\n"),
        (["users", "add", "--email", "x", "--name", "N", "--role", "auditor", "--password-stdin"], f"{PASSWORD}\n"),
        (["users", "add", "--email", "a@b.cd", "--name", "N", "--role", "king", "--password-stdin"], f"{PASSWORD}\n"),
        (
            ["users", "add", "--email", "a@b.cd", "--name", "N", "--role", "volunteer", "--password-stdin"],
            f"{PASSWORD}\n",
        ),
        (["users", "add", "--email", "a@b.cd", "--name", "N", "--role", "system", "--password-stdin"], f"{PASSWORD}\n"),
    ],
)
def test_a_wrong_call_adds_nobody(run, session, words, stdin):
    result = run(*words, stdin=stdin)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert session.scalars(select(User)).all() == []


def test_an_office_is_made_with_its_first_coordinator(run, session):
    words = ["users", "add", "--email", "c@test.invalid", "--name", "C", "--role", "coordinator", "--password-stdin"]
    result = run(*words, "--office", "oral", "--office-name", "Oral office", stdin=f"{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert session.scalars(select(Office.code)).all() == ["ORAL"]


def test_disabling_from_the_server(run, session):
    person = UserFactory()
    assert run("users", "disable", person.email).exit_code == 0
    assert session.get(User, person.id).disabled_at is not None
    assert run("users", "disable", "nobody@test.invalid").exit_code == 1
    admin = UserFactory(role=Role.ADMINISTRATOR)
    assert run("users", "disable", admin.email).exit_code == 1
