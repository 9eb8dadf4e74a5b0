"""Signing in and out over HTTP: sessions, devices, waits, and where one comes out."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from caseapp import clock
from caseapp.accounts import passwords
from caseapp.accounts.models import FailedTry, KnownDevice, UserSession
from caseapp.accounts.vocabulary import Role
from tests.accounts.factories import PASSWORD, WRONG, somebody
from tests.factories import NOW, UserFactory

GENERIC = "The email address or the password is not right"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/login", data={"email": email, "password": password, **more})


def test_a_right_password_leads_to_my_work(client):
    person = somebody()
    answer = sign_in(client, f"  {person.email.upper()} ")
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("who", ["wrong password", "unknown", "disabled"])
def test_every_failure_says_the_same(client, who):
    person = somebody(disabled_at=NOW if who == "disabled" else None)
    email = "nobody@test.invalid" if who == "unknown" else person.email
    answer = sign_in(client, email, WRONG if who == "wrong password" else PASSWORD)
    assert answer.status_code == 422
    assert GENERIC in answer.text
    assert client.get("/account").status_code == 302


def test_empty_fields_are_asked_for_and_cost_nothing(client, session):
    answer = client.post("/login", data={"email": "", "password": ""})
    assert answer.status_code == 422
    assert "Enter your password." in answer.text
    assert session.scalars(select(FailedTry)).all() == []


@pytest.mark.parametrize("email", ["known", "unknown@test.invalid"])
def test_known_and_unknown_accounts_cost_one_hash(client, monkeypatch, email):
    person = somebody()
    passwords.nobody(passwords.PASSWORD)
    verified, right = [], passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda *a: verified.append(a) or right(*a))
    sign_in(client, person.email if email == "known" else email, WRONG)
    assert len(verified) == 1


def test_signing_in_throws_away_the_session_the_browser_brought(client, session):
    person = somebody()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "planted"
        cookie["left"] = "behind"
    sign_in(client, person.email)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "planted"
        assert "left" not in cookie


def test_signing_in_over_a_session_ends_it(client, login, session):
    first, second = somebody(), somebody()
    client = login(first)
    sign_in(client, second.email)
    ended = session.scalars(select(UserSession.user_id).where(UserSession.ended_at.is_not(None))).all()
    assert ended == [first.id]


def test_too_many_failures_wait_and_keep_the_address_typed(client, session):
    person = somebody()
    for _ in range(5):
        assert sign_in(client, person.email, WRONG).status_code == 422
    answer = sign_in(client, person.email)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert person.email in answer.text
    session.execute(update(FailedTry).values(at=clock.now() - timedelta(seconds=61)))
    assert sign_in(client, person.email).status_code == 302
    assert session.scalars(select(FailedTry)).all() == []


def test_a_stranger_elsewhere_locks_nobody_out(app, client, session):
    person = somebody()
    stranger = app.test_client()
    stranger.test_session = session
    for _ in range(6):
        stranger.post(
            "/login",
            data={"email": person.email, "password": WRONG},
            environ_overrides={"REMOTE_ADDR": "198.51.100.9"},
        )
    assert sign_in(client, person.email).status_code == 302


def test_a_known_device_is_counted_apart_from_others_at_the_same_address(app, client, session):
    person = somebody()
    sign_in(client, person.email)
    client.post("/logout")
    neighbour = app.test_client()
    neighbour.test_session = session
    for _ in range(5):
        sign_in(neighbour, person.email, WRONG)
    assert sign_in(neighbour, person.email).status_code == 429
    assert sign_in(client, person.email).status_code == 302
    assert len(session.scalars(select(KnownDevice)).all()) == 1


def test_a_device_known_to_one_account_is_a_stranger_to_another(client, session):
    first, second = somebody(), somebody()
    sign_in(client, first.email)
    client.post("/logout")
    for _ in range(5):
        sign_in(client, second.email, WRONG)
    assert sign_in(client, second.email).status_code == 429
    assert sign_in(client, first.email).status_code == 302


@pytest.mark.parametrize("target", ["/account", "/account?lang=kk", "/cases?q=a%2Fb"])
def test_after_signing_in_one_is_where_one_wanted_to_be(client, target):
    asked = client.get("/account")
    assert asked.location == "/login?next=/account"
    assert sign_in(client, somebody().email, next=target).location == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%5cevil\\x",
        "javascript:alert(1)",
        "/\t/evil.example",
        " //evil.example",
        "/\n//evil.example",
        "evil.example",
        "https:evil.example",
    ],
)
def test_nobody_is_led_to_another_site(client, target):
    assert sign_in(client, somebody().email, next=target).location == "/"


def test_signing_out_ends_the_session_at_once(login, session):
    client = login(somebody())
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    answer = client.post("/logout")
    assert answer.location == "/login"
    assert "cache" in answer.headers["Clear-Site-Data"]
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert client.get("/account").status_code == 302


def test_signing_out_twice_is_no_error(client):
    assert client.post("/logout").status_code == 302
    assert client.get("/logout").status_code == 405


@pytest.mark.parametrize(("role", "minutes", "lives"), [(Role.VOLUNTEER, 29, True), (Role.VOLUNTEER, 31, False)])
def test_an_idle_session_asks_to_sign_in_again(login, session, role, minutes, lives):
    client = login(somebody(role=role))
    session.execute(update(UserSession).values(seen_at=clock.now() - timedelta(minutes=minutes)))
    assert (client.get("/account").status_code == 200) is lives


@pytest.mark.parametrize(("hours", "lives"), [(11.9, True), (12.1, False)])
def test_a_day_is_the_longest_session(login, session, hours, lives):
    client = login(somebody())
    session.execute(update(UserSession).values(created_at=clock.now() - timedelta(hours=hours)))
    assert (client.get("/account").status_code == 200) is lives


def test_a_disabled_person_is_out_at_the_next_request(login, session):
    person = somebody()
    client = login(person)
    assert client.get("/account").status_code == 200
    person.disabled_at = NOW
    assert client.get("/account").status_code == 302


def test_a_temporary_password_opens_one_page_only(client, session):
    person = somebody(is_password_temporary=True)
    assert sign_in(client, person.email).location == "/account/password"
    assert client.get("/account").location == "/account/password"
    new = "another quiet river"
    answer = client.post(
        "/account/password", data={"old_password": PASSWORD, "new_password": new, "new_password_again": new}
    )
    assert answer.location == "/"
    assert client.get("/account").status_code == 200


def test_the_demonstration_shows_its_logins_and_nothing_else_does(app, client):
    assert "demo.invalid" not in client.get("/login").text
    app.config["ENVIRONMENT"] = "demo"
    try:
        page = client.get("/login").text
    finally:
        app.config["ENVIRONMENT"] = "test"
    assert "coordinator@demo.invalid" in page
    assert "jaqyn-demo-2026" in page


def test_who_is_signed_in_need_not_sign_in(login):
    assert login(UserFactory()).get("/login").location == "/"
