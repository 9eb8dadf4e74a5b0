"""Every page says who may use it, and does what it says, for each of the nine principals."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from caseapp import clock
from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.families import services as families
from caseapp.families.models import FamilyCard, FamilySession
from caseapp.headers import ALWAYS
from caseapp.permissions import Permission
from tests.factories import (
    NOW,
    AppealCaseFactory,
    AppealFactory,
    ApplicantFactory,
    CaseAssignmentFactory,
    CaseFactory,
    OfficeFactory,
    StatusUpdateFactory,
    UserFactory,
)

PUBLIC = {
    "accounts.login",
    "accounts.logout",
    "families.case",
    "families.leave",
    "families.message",
    "families.status",
    "petitions.feed",
    "work.health",
}

PRINCIPALS = (
    "anonymous",
    "family",
    "volunteer assigned",
    "volunteer of the office",
    "volunteer of another office",
    "coordinator",
    "translator",
    "auditor",
    "administrator",
)

# Each page without a number or code in its address, and what each principal gets, in the order above.
PAGES = """
/                       302 302  200 200 200  200 200 200 200
/account                302 302  200 200 200  200 200 200 200
/account/notices        302 302  200 200 200  200 403 403 403
/account/password       302 302  200 200 200  200 200 200 200
/admin/offices          302 302  403 403 403  403 403 403 200
/admin/offices/new      302 302  403 403 403  403 403 403 200
/admin/users            302 302  403 403 403  403 403 403 200
/admin/users/new        302 302  403 403 403  403 403 403 200
/appeals                302 302  200 200 200  200 403 403 403
/appeals/new            302 302  200 200 200  200 403 403 403
/audit                  302 302  403 403 403  403 403 200 403
/bodies                 302 302  200 200 200  200 403 403 200
/bodies/exchange        302 302  403 403 403  200 403 403 200
/bodies/new             302 302  403 403 403  200 403 403 200
/calendar               302 302  403 403 403  403 403 403 200
/cases                  302 302  200 200 200  200 403 403 403
/families               302 302  403 403 403  200 403 403 403
/healthz                200 200  200 200 200  200 200 200 200
/login                  200 200  302 302 302  302 302 302 302
/petitions              302 302  200 200 200  200 403 403 403
/petitions/inbox        302 302  200 200 200  200 403 403 403
/petitions/inbox/new    302 302  200 200 200  200 403 403 403
/petitions/batches      302 302  200 200 200  200 403 403 403
/petitions/batches/new  302 302  200 200 200  200 403 403 403
/petitions/month        302 302  200 200 200  200 403 403 403
/petitions/new          302 302  200 200 200  200 403 403 403
/protests               302 302  200 200 200  200 403 403 403
/protests/new           302 302  403 403 403  200 403 403 403
/prove                  302 302  200 200 200  200 200 200 200
/reports                302 302  403 403 403  200 403 200 403
/status                 200 200  200 200 200  200 200 200 200
/status/case            303 200  303 303 303  303 303 303 303
/status/leave           303 303  303 303 303  303 303 303 303
"""

EXPECTED = {line.split()[0]: [int(word) for word in line.split()[1:]] for line in PAGES.strip().splitlines()}

Client = Any
Login = Callable[[Any], Client]


@pytest.fixture
def world(session: Session) -> dict[str, Any]:
    """Add a case whose name no title may show, and people around it."""
    office = OfficeFactory()
    case = CaseFactory(office=office, names=["Zhaniya Unmistakable"])
    assigned = UserFactory(office=office, name="Volunteer Unmistakable")
    CaseAssignmentFactory(case=case, user=assigned)
    appeal = AppealFactory(office=office, logged_by_id=assigned.id)
    AppealCaseFactory(appeal=appeal, case=case)
    ApplicantFactory(appeal=appeal)
    update = StatusUpdateFactory(case=case)
    people = {
        "volunteer assigned": assigned,
        "volunteer of the office": UserFactory(office=office),
        "volunteer of another office": UserFactory(),
        "coordinator": UserFactory(office=office, role=Role.COORDINATOR),
        "translator": UserFactory(office=office, role=Role.TRANSLATOR),
        "auditor": UserFactory(office=None, role=Role.AUDITOR),
        "administrator": UserFactory(office=None, role=Role.ADMINISTRATOR),
    }
    return {"case": case, "appeal": appeal, "update": update, "people": people, "office": office}


def visiting(app: Flask, session: Session, world: dict[str, Any]) -> Client:
    """Return a family with an open visit."""
    card = FamilyCard(case_id=world["case"].id, locator="123456", secret_hash="", issued_at=NOW)
    session.add(card)
    session.flush()
    at = clock.now()
    session.add(FamilySession(token_hash=families.token_hash("visit"), card_id=card.id, created_at=at, seen_at=at))
    session.flush()
    client = app.test_client()
    client.test_session = session
    client.set_cookie("jaqyn_family", "visit", path="/status")
    return client


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """Yield the addresses that take a method."""
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def address(app: Flask, rule: Rule, **known: Any) -> str:
    """Make an address for a rule, with made-up numbers where none is known."""
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        choices = getattr(converter, "items", None)
        values[name] = known.get(name) or (
            min(choices) if choices else 1 if "Integer" in type(converter).__name__ else "x"
        )
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def test_every_route_says_who_may_use_it(app):
    marked = {
        name
        for name, view in app.view_functions.items()
        if isinstance(getattr(view, "required_permission", None), Permission)
    }
    public = {name for name, view in app.view_functions.items() if getattr(view, "is_public", False)}
    assert public - PUBLIC == set()
    assert marked & public == set()
    assert set(app.view_functions) - marked - public == set()


def test_the_table_of_pages_is_complete(app):
    assert {str(rule) for rule in rules(app, "GET") if not rule.arguments} == set(EXPECTED)


@pytest.mark.parametrize("principal", PRINCIPALS)
def test_each_principal_opens_what_the_table_says(app, client, login: Login, session, world, principal):
    if principal == "anonymous":
        asking = client
    elif principal == "family":
        asking = visiting(app, session, world)
    else:
        asking = login(world["people"][principal])
    # In the order of the table: the last page ends the visit of the family.
    found = {page: asking.get(page).status_code for page in EXPECTED}
    place = PRINCIPALS.index(principal)
    assert found == {page: statuses[place] for page, statuses in EXPECTED.items()}


def test_nothing_is_changed_without_a_token(app, client):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        found = {address(app, rule): client.post(address(app, rule)).status_code for rule in rules(app, "POST")}
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert {url: status for url, status in found.items() if status != 400} == {}
    assert len(found) > 40


def test_every_answer_carries_the_headers(client, login, world):
    coordinator = login(world["people"]["coordinator"])
    answers = [
        client.get("/healthz"),
        client.get("/login"),
        client.get("/"),
        client.post("/account/language"),
        client.get("/nothing-here"),
        client.get("/logout"),
        coordinator.get("/"),
        coordinator.get("/admin/users"),
        coordinator.get(f"/cases/{world['case'].code}"),
    ]
    assert sorted({answer.status_code for answer in answers}) == [200, 302, 401, 403, 404, 405]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
        assert "no-store" in answer.headers["Cache-Control"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("who", ["volunteer of the office", "volunteer of another office", "coordinator"])
def test_what_is_hidden_answers_like_what_is_absent(app, login, session, world, who):
    case = world["case"]
    if who == "coordinator":
        case.access = Access.SEALED
    asking = login(world["people"][who])
    known = {"code": case.code, "appeal_id": world["appeal"].id, "update_id": world["update"].id}
    absent = {"code": "TST-1999-00001", "appeal_id": 987654, "update_id": 987654}
    compared = 0
    for rule in rules(app, "GET"):
        if not rule.arguments or not rule.arguments <= set(known) | {"step", "what"} or not rule.arguments & set(known):
            continue
        hidden, nothing = (asking.get(address(app, rule, what="event", **ids)) for ids in (known, absent))
        if hidden.status_code == nothing.status_code == 403:
            continue
        assert (hidden.status_code, nothing.status_code) == (404, 404), rule
        assert hidden.data == nothing.data, rule
        differing = {"Date"}
        assert {k: v for k, v in hidden.headers if k not in differing} == {
            k: v for k, v in nothing.headers if k not in differing
        }
        compared += 1
    assert compared >= 5


@pytest.mark.parametrize("who", ["volunteer assigned", "coordinator", "administrator"])
def test_no_title_holds_a_name(app, login, world, who):
    asking = login(world["people"][who])
    known = {
        "code": world["case"].code,
        "appeal_id": world["appeal"].id,
        "update_id": world["update"].id,
        "user_id": world["people"]["volunteer assigned"].id,
        "office_id": world["office"].id,
    }
    seen = 0
    for rule in rules(app, "GET"):
        if rule.endpoint == "families.leave" or not rule.arguments <= set(known) | {"step", "what"}:
            continue
        page = asking.get(address(app, rule, what="event", **known))
        title = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
        if page.mimetype != "text/html" or title is None:
            continue
        assert title.group(1).strip(), rule
        assert "Unmistakable" not in title.group(1), rule
        seen += page.status_code == 200
    assert seen >= 8
