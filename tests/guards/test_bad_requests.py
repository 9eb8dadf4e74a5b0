"""Input that no page asks for: every address answers it with a page of its own, never with a crash."""

import io
import json
import logging
import re

import pytest
from flask import Flask, abort
from sqlalchemy import text

from caseapp import create_app, db
from caseapp.permissions import public
from tests.guards import office
from tests.guards.office import CANARY, build, choices

TOO_LARGE = str(2**63)
NEVER = {"accounts.logout", "families.leave", "accounts.end_other_sessions", "accounts.change_password"}

QUERIES = (
    "q=%00",
    "q=%ff%fe&lang=%ff",
    "endpoint=x",
    "_anchor=x&_method=POST",
    "_scheme=javascript&_external=1",
    "values=1&self=1",
    f"before={TOO_LARGE}",
    "before=" + "9" * 5000,
    f"after=1-{'9' * 18}",
    f"tab=overdue&after=2026-01-01.{TOO_LARGE}",
    f"tab=drafts&after=.{TOO_LARGE}",
    f"owner={TOO_LARGE}&person={TOO_LARGE}&office={TOO_LARGE}&assignee={TOO_LARGE}",
    "owner=%C2%B2&year=0",
    "year=99999",
    f"row={TOO_LARGE}",
    "from=%5B%5B%5B&to=9999",
    "first=0001-01-01&last=9999-12-31",
    "last=9999-12-31",
    "next=//evil.example/&case=x",
    "q=%22+OR+*&within=statements",
    "q=" + "x" * 8000,
    "stub=1",
)

VALUES = (
    "\x00",
    TOO_LARGE,
    "-1",
    "9" * 5000,
    "1e400",
    "NaN",
    "9999-12-31",
    "0001-01-01",
    "[[[[" * 200,
    "'\"<>%s{{7*7}}",
    "\u202e\ud7ff\uffff\U0001f4a9",
    "x" * 300_000,
)

# Fields of addresses that have no page of their own to read them from.
MORE_FIELDS = (
    "case",
    "person",
    "who",
    "expected",
    "other",
    "row",
    "missing",
    "applicant",
    "version",
    "key",
    "go",
    "text",
)
NAMED = re.compile(r'<(?:input|select|textarea)[^>]*?\bname="([^"]+)"')


@pytest.fixture
def told(app):
    """Let a crash be answered as it is outside of tests."""
    app.testing, app.config["PROPAGATE_EXCEPTIONS"] = False, False
    yield app
    app.testing, app.config["PROPAGATE_EXCEPTIONS"] = True, None


def every_address(app: Flask, rows: office.Rows) -> list[tuple[str, set[str]]]:
    """List every address of the program once, with the methods it takes."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in NEVER:
            continue
        values = {}
        for name in rule.arguments:
            known = rows.numbers.get(f"draft_{name}", rows.numbers.get(name))
            values[name] = rows.kinds["event"] if name == "row_id" else known or 1
            values[name] = {"what": "event", "key": "kz_mfa"}.get(name, values[name])
            if words := choices(rule, name):
                values[name] = words[0]
        found[build(app, rule, values)] = set(rule.methods or ()) & {"GET", "POST"}
    return sorted(found.items())


def crashes(found: dict[str, int]) -> dict[str, int]:
    return {asked: status for asked, status in found.items() if status >= 500}


@pytest.fixture(params=["coordinator", "administrator"])
def somebody(request, told, session, login):
    rows = office.fill(told, session)
    return rows, login(rows.people[request.param])


def test_no_query_brings_an_address_down(told, somebody):
    rows, client = somebody
    found = {}
    for address, methods in every_address(told, rows):
        if "GET" in methods:
            for query in QUERIES:
                found[f"{address}?{query[:60]}"] = client.get(f"{address}?{query}").status_code
    assert crashes(found) == {}
    assert len(found) > 500


def test_no_number_or_code_brings_an_address_down(told, somebody):
    _rows, client = somebody
    found = {}
    for rule in told.url_map.iter_rules():
        if not rule.arguments:
            continue
        for number in (TOO_LARGE, "9" * 30, "9" * 5000, "0", "%00", "%ff", "%F0%9F%92%A9", "x" * 4000):
            address = re.sub(r"<any\(([^)]*)\):[^>]+>", lambda found: found[1].split(",")[0].strip("'"), str(rule))
            address = re.sub(r"<[^>]+>", number, address.replace("<what>", "event"))
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                found[f"{method} {rule} {number[:9]}"] = client.open(address, method=method).status_code
    assert crashes(found) == {}
    # A number that no row can have is answered like one that no row has.
    absent = client.get("/nothing-here")
    assert client.get(f"/petitions/{TOO_LARGE}").data == absent.data


def test_no_form_brings_an_address_down(told, somebody):
    rows, client = somebody
    found = {}
    for address, methods in every_address(told, rows):
        if "POST" not in methods:
            continue
        page = client.get(address).text if "GET" in methods else ""
        names = {*NAMED.findall(page), *MORE_FIELDS} - {"csrf_token"}
        for value in VALUES:
            answer = client.post(address, data=dict.fromkeys(names, value))
            found[f"{address} {value[:12]!r}"] = answer.status_code
    assert crashes(found) == {}
    assert len(found) > 300


def test_no_broken_body_brings_an_address_down(told, somebody):
    rows, client = somebody
    bodies = (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name="),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="a"; filename="\xff\x00"\r\n\r\n',
        ),
        ("multipart/form-data; boundary=" + "b" * 3000, b"--b\r\n\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n\r\n" * 700 + b"--b--"),
        ("application/x-www-form-urlencoded", b"a=\xff\xfe%ff&%00=%00"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(3000))),
        ("application/json", b"{"),
    )
    found = {}
    for address, methods in every_address(told, rows):
        for number, (kind, body) in enumerate(bodies if "POST" in methods else ()):
            answer = client.post(address, data=body, content_type=kind)
            found[f"{address} {number}"] = answer.status_code
    assert crashes(found) == {}


@pytest.mark.parametrize(
    "name", ["\x00.pdf", "../../../etc/passwd.pdf", "x" * 5000 + ".pdf", "\udcff.pdf", ".pdf", "a/b\\c.pdf"]
)
def test_no_name_of_a_file_brings_the_evidence_down(told, session, login, name):
    rows = office.fill(told, session)
    client = login(rows.people["coordinator"])
    try:
        sent = {"file": (io.BytesIO(office.PDF + b"another"), name), "kind": "document"}
        answer = client.post(f"/cases/{rows.case.code}/evidence/new", data=sent, content_type="multipart/form-data")
    except UnicodeEncodeError:
        pytest.skip("the client cannot write this name")
    assert answer.status_code < 500
    assert not (told.config["DATA_DIR"] / "etc").exists()


@pytest.mark.parametrize(
    "fields", ["[" * 100_000, '[["a", "\\ud800"]]', '[["a", 1]]', '[["a", "\\u0000"]]', "{}", "nothing", '[["a"]]']
)
def test_what_a_sign_in_page_carries_may_be_anything(told, session, client, fields):
    sent = {"email": "a@b.example", "password": "x", "kept_target": "/appeals/new", "kept_fields": fields}
    assert client.post("/login", data=sent).status_code in {422, 429}


@pytest.mark.parametrize(
    "target", ["//evil.example/", "/\\evil.example", "https://evil.example/", "/\t/evil.example", "javascript:1"]
)
def test_nobody_is_led_away_after_signing_in(told, session, login, target):
    rows = office.fill(told, session)
    answer = login(rows.people["coordinator"]).get("/login", query_string={"next": target})
    assert answer.headers["Location"] == "/"


def test_a_day_of_requests_leaves_no_name_in_titles_flashes_or_logs(told, session, login, caplog, capsys):
    rows = office.fill(told, session)
    caplog.set_level(logging.DEBUG)
    shown = 0
    title = re.compile(r"<title>(.*?)</title>", re.DOTALL)
    flash = re.compile(r'role="status">.*?</p>', re.DOTALL)
    for who in ("coordinator", "volunteer assigned", "translator", "auditor", "administrator"):
        client = login(rows.people[who])
        for address, methods in every_address(told, rows):
            for method in sorted(methods):
                sent = {"data": dict.fromkeys(MORE_FIELDS, CANARY)} if method == "POST" else {}
                answer = client.open(address, method=method, follow_redirects=True, **sent)
                assert all(CANARY not in step.headers["Location"] for step in answer.history), (who, address)
                page = answer.data.decode("utf-8", "replace")
                shown += len(flash.findall(page))
                for part in (*title.findall(page), *flash.findall(page)):
                    assert CANARY not in part, (who, method, address)
    assert shown > 10
    said = caplog.text + "".join(capsys.readouterr())
    assert CANARY not in said


def test_a_crash_is_logged_without_what_was_in_the_statement(new_settings, caplog, capsys):
    app = create_app(new_settings())

    @app.route("/crash")
    @public
    def crash():
        return str(db.session.execute(text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": CANARY}).all())

    @app.route("/crash-in-words")
    @public
    def crash_in_words():
        raise ValueError(CANARY)

    @app.route("/gone")
    @public
    def gone():
        abort(500, CANARY)

    client = app.test_client()
    found = [client.get(address) for address in ("/crash", "/crash-in-words", "/gone")]
    assert [answer.status_code >= 500 for answer in found] == [True] * 3
    assert all(CANARY not in answer.text for answer in found)
    said = caplog.text + "".join(capsys.readouterr())
    assert "test_bad_requests.py" in said
    assert CANARY not in said
    app.extensions["database"].engine.dispose()


def test_json_is_no_way_around_the_token(client, app):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        sent = client.post("/login", data=json.dumps({"email": "a"}), content_type="application/json")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert sent.status_code == 400
