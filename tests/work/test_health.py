"""The sign of life."""

import pytest
from sqlalchemy.exc import OperationalError

from caseapp import db


def test_it_says_ok_and_nothing_else(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.data) == (200, b"ok")
    assert answer.mimetype == "text/plain"


def test_it_says_so_when_the_database_does_not_answer(client, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(db, "session", type("Away", (), {"execute": staticmethod(away)})())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.data) == (503, b"not ok")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers_questions(client, method):
    assert getattr(client, method)("/healthz").status_code == 405
