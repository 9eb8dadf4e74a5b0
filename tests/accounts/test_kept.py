"""A session that ends while somebody types loses nothing."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from sqlalchemy import select, update

from caseapp import clock
from caseapp.accounts.models import Office, UserSession
from caseapp.accounts.vocabulary import Role
from tests.accounts.factories import PASSWORD, WRONG, somebody
from tests.factories import OfficeFactory


def hidden(page):
    """Read the hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return [(name, unescape(value)) for name, value in found if name != "csrf_token"]


def expire(session):
    session.execute(update(UserSession).values(seen_at=clock.now() - timedelta(hours=1)))


def test_what_was_typed_is_sent_after_signing_in_again(login, session):
    admin = somebody(role=Role.ADMINISTRATOR)
    office = OfficeFactory()
    client = login(admin)
    expire(session)
    typed = {"name": 'Semey "old" <office>', "city": "Семей", "version": str(office.version)}
    late = client.post(f"/admin/offices/{office.id}", data=typed)
    assert late.status_code == 401
    assert "What you typed is kept" in late.text
    carried = dict(hidden(late.text))
    assert carried["kept_target"] == f"/admin/offices/{office.id}"

    again = client.post("/login", data={**carried, "email": admin.email, "password": WRONG})
    assert again.status_code == 422
    assert dict(hidden(again.text)) == carried

    offered = client.post("/login", data={**carried, "email": admin.email, "password": PASSWORD})
    assert offered.status_code == 200
    assert f'action="/admin/offices/{office.id}"' in offered.text
    assert session.get(Office, office.id).city == "Almaty"

    sent = client.post(f"/admin/offices/{office.id}", data=dict(hidden(offered.text)))
    assert sent.status_code == 302
    changed = session.scalars(select(Office).where(Office.id == office.id)).one()
    assert (changed.name, changed.city) == ('Semey "old" <office>', "Семей")


def test_passwords_and_files_are_not_carried(login, session):
    client = login(somebody())
    expire(session)
    late = client.post(
        "/account/password",
        data={"old_password": PASSWORD, "new_password": "x" * 12, "note": "kept", "photo": (BytesIO(b"x"), "a.jpg")},
        content_type="multipart/form-data",
    )
    carried = dict(hidden(late.text))
    assert carried["kept_fields"] == '[["note", "kept"]]'
    assert carried["kept_files"] == "yes"
    assert PASSWORD not in late.text
    assert "choose it again" in late.text


def test_several_answers_to_one_question_are_all_carried(login, session):
    client = login(somebody())
    expire(session)
    late = client.post("/account/language", data={"language": ["kk", "ru"]})
    assert dict(hidden(late.text))["kept_fields"] == '[["language", "kk"], ["language", "ru"]]'


@pytest.mark.parametrize(
    "target", ["https://evil.example/x", "//evil.example", "/login", "/logout", "/account", "/no-such-page", "/\\x"]
)
def test_only_our_own_forms_are_sent_again(client, target):
    person = somebody()
    answer = client.post(
        "/login",
        data={"email": person.email, "password": PASSWORD, "kept_target": target, "kept_fields": '[["a", "b"]]'},
    )
    assert answer.status_code == 302
    assert answer.location == "/"


@pytest.mark.parametrize("fields", ["", "{", "{}", "[1]", '[["a"]]', '[["a", 1]]', '["ab"]'])
def test_what_cannot_be_read_is_not_sent(client, fields):
    person = somebody()
    data = {"email": person.email, "password": PASSWORD, "kept_target": "/account/language", "kept_fields": fields}
    assert client.post("/login", data=data).status_code == 302


def test_a_fragment_never_swallows_the_form_around_it(client):
    for method in ("get", "post"):
        answer = getattr(client, method)("/account", headers={"HX-Request": "true"})
        assert answer.status_code == (401 if method == "get" else 405)
        assert method == "post" or answer.data == b""


def test_a_step_that_needs_the_password_asks_for_it_and_keeps_the_answers(login, session):
    admin = somebody(role=Role.ADMINISTRATOR)
    office = OfficeFactory()
    client = login(admin)
    session.execute(update(UserSession).values(proved_at=clock.now() - timedelta(minutes=11)))
    asked = client.get("/admin/offices/new")
    assert asked.location == "/prove?next=/admin/offices/new"
    with client.session_transaction() as cookie:
        old = cookie["_user_id"]

    late = client.post(f"/admin/offices/{office.id}/close")
    assert late.status_code == 401
    carried = dict(hidden(late.text))
    assert client.post("/prove", data={**carried, "password": WRONG}).status_code == 422
    offered = client.post("/prove", data={**carried, "password": PASSWORD})
    assert f'action="/admin/offices/{office.id}/close"' in offered.text
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != old
    assert client.get("/admin/offices/new").status_code == 200
    assert client.post("/prove", data={"password": PASSWORD, "next": "//evil.example"}).location == "/"
    assert client.post("/prove", data={"password": PASSWORD, "next": "/account"}).location == "/account"


def test_guessing_the_password_of_an_open_session_waits_too(login, session):
    client = login(somebody())
    for _ in range(5):
        assert client.post("/prove", data={"password": WRONG}).status_code == 422
    assert client.post("/prove", data={"password": PASSWORD}).status_code == 429
    data = {"old_password": PASSWORD, "new_password": "x" * 12, "new_password_again": "x" * 12}
    assert client.post("/account/password", data=data).status_code == 429
