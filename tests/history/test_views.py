"""The audit shows auditors who did what on which case, and never what was written."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from caseapp.accounts.vocabulary import Role
from caseapp.history import actions, queries
from caseapp.history.services import record
from tests.factories import NOW, CaseFactory, UserFactory

SECRET = "what the mother said"


@pytest.fixture
def auditor(login):
    return login(UserFactory(role=Role.AUDITOR, name="Auditor"))


def rows(page):
    return re.findall(r"<tr>(.*?)</tr>", page.text.partition("<tbody>")[2], re.DOTALL)


def test_an_entry_says_who_what_when_and_on_which_case(auditor, session):
    case, person = CaseFactory(names=["Missing Person"]), UserFactory(name="Dana Worker")
    record(session, case.id, "case.assigned", actor_id=person.id, at=NOW, subject=case, detail=SECRET)
    page = auditor.get("/audit")
    assert page.status_code == 200
    (row,) = rows(page)
    assert "Dana Worker" in row
    assert str(actions.LABELS["case.assigned"]) in row
    assert case.code in row
    assert SECRET not in page.text
    assert "Missing Person" not in page.text


def test_each_filter_narrows_the_list(auditor, session):
    first, second = CaseFactory(), CaseFactory()
    dana, arman = UserFactory(), UserFactory()
    record(session, first.id, "case.assigned", actor_id=dana.id, at=NOW)
    record(session, second.id, "case.unassigned", actor_id=arman.id, at=NOW - timedelta(days=3))
    day = "2026-11-20"
    for query in (
        f"code={first.code.lower()}",
        f"person={dana.id}",
        "action=case.assigned",
        f"first={day}",
        f"first={day}&last={day}",
    ):
        page = auditor.get(f"/audit?{query}")
        assert len(rows(page)) == 1, query
        assert first.code in rows(page)[0]
    assert len(rows(auditor.get("/audit"))) == 2
    assert len(rows(auditor.get("/audit?last=2026-11-17"))) == 1
    assert "Nothing was done that fits" in auditor.get("/audit?code=NONE-1").text


def test_a_day_is_that_of_the_organisation(auditor, session):
    record(session, None, "account.signed_in", actor_id=None, at=datetime(2026, 11, 19, 19, 30, tzinfo=UTC))
    assert len(rows(auditor.get("/audit?first=2026-11-20&last=2026-11-20"))) == 1
    assert len(rows(auditor.get("/audit?first=2026-11-19&last=2026-11-19"))) == 0


@pytest.mark.parametrize("query", ["first=nonsense", "first=2026-11-20&last=2026-11-19", "person=king", "action=x"])
def test_a_mistyped_filter_says_so(auditor, query):
    assert auditor.get(f"/audit?{query}").status_code == 422


def test_pages_go_on_by_key_at_a_fixed_cost(auditor, session, count_queries):
    with count_queries() as few:
        auditor.get("/audit")
    for number in range(queries.PAGE + 2):
        record(session, CaseFactory().id if number < 5 else None, "account.added", actor_id=None, at=NOW)
    session.flush()
    with count_queries() as many:
        first = auditor.get("/audit?action=account.added")
    assert many.count == few.count
    assert len(rows(first)) == queries.PAGE
    following = re.search(r'href="([^"]*before=[^"]*)"', first.text).group(1).replace("&amp;", "&")
    assert len(rows(auditor.get(following))) == 2


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR, Role.TRANSLATOR, Role.ADMINISTRATOR])
def test_nobody_else_reads_the_audit(login, role):
    assert login(UserFactory(role=role)).get("/audit").status_code == 403
