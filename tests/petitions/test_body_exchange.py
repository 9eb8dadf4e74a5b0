"""Sharing the directory: a file read back is what was written, bad rows are explained, nothing changes unseen."""

import base64
import json
import re
from copy import deepcopy
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from caseapp.history.models import HistoryEntry
from caseapp.petitions import body_exchange, body_file
from caseapp.petitions.body_data import printed_bodies
from caseapp.petitions.body_exchange import Change
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.vocabulary import LegalReview
from tests.factories import NOW
from tests.petitions.factories import PetitionFactory, coordinator, get_body

BESIDE = {"is_active": True, "review": "unverified", "reviewed_by": None, "reviewed_on": None}
ENTRIES = [{**printed, **BESIDE} for printed in printed_bodies()]
FORMS = {"json": body_file.as_json, "csv": body_file.as_csv}


@pytest.fixture
def boss(session):
    return coordinator()


@pytest.mark.parametrize("form", FORMS)
def test_the_directory_read_back_is_the_same_letter_for_letter(context, form):
    rows = body_file.read(FORMS[form](ENTRIES), form)
    assert [row.problem for row in rows] == [""] * 36
    assert [row.entry for row in rows] == ENTRIES
    again = FORMS[form]([row.entry for row in rows])
    assert again == FORMS[form](ENTRIES)


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(words, max_size=4),
    st.dictionaries(st.sampled_from(["kk", "fr", "tr"]), words.filter(bool), max_size=3),
    words,
    st.booleans(),
    st.dictionaries(st.sampled_from(["kz_prosecutor"]), words, max_size=1),
)
def test_whatever_words_stand_in_it_both_files_keep_them(app, items, names, note, flag, whys):
    entry = {**deepcopy(ENTRIES[0]), "is_active": flag, "notes": note, "escalation_why": whys, "note_of_ours": [note]}
    entry["required_fields"], entry["name"] = items, {"en": "=1+1", **names}
    entry["other_deadlines"][0]["meaning"] = note
    with app.app_context():
        for form, write in FORMS.items():
            rows = body_file.read(write([entry]), form)
            assert [(row.problem, row.entry) for row in rows] == [("", entry)]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t=", "\n="])
def test_a_cell_that_a_spreadsheet_would_work_out_is_marked_as_words(context, first):
    entry = {**ENTRIES[0], "notes": f"{first}HYPERLINK(0)"}
    text = body_file.as_csv([entry])
    assert f'"\'{first}HYPERLINK(0)"' in text
    assert body_file.read(text, "csv")[0].entry["notes"] == entry["notes"]


def changed(**facts):
    entry = deepcopy(next(one for one in ENTRIES if one["key"] == "kz_mfa"))
    entry.update(facts)
    return entry


BAD = [
    ({"key": "Мир"}, "no short name"),
    ({"kind": "choir"}, "no kind of body"),
    ({"name": {"ru": "МИД"}}, "name in English"),
    ({"languages": [1]}, "list of words"),
    ({"follow_up_days": "soon"}, "wrong shape"),
    ({"follow_up_days": 0}, "number from 1"),
    ({"valid_from": "1 May"}, "must be a day"),
    ({"valid_from": "2026-05-01", "valid_to": "2026-04-01"}, "ends before it begins"),
    ({"review": "sure"}, "unverified"),
    ({"review": "verified"}, "but not who"),
    ({"channel": [{"type": "pigeon", "value": "roof"}]}, "pigeon"),
    ({"response_deadline": {}}, "counted_from"),
    ({"other_deadlines": [{"name": "tea"}]}, "tea"),
    ({"consent": {}}, "cannot be read"),
]


@pytest.mark.parametrize(("facts", "words"), BAD)
def test_a_bad_entry_is_explained_and_the_others_are_read(context, facts, words):
    rows = body_file.read(body_file.as_json([changed(**facts), ENTRIES[0]]), "json")
    assert words in rows[0].problem
    assert rows[0].entry is None
    assert rows[1].entry == ENTRIES[0]


def test_bad_rows_of_a_csv_are_explained(context):
    text = body_file.as_csv(ENTRIES[:3]).splitlines(keepends=True)
    header = text[0]
    rows = body_file.read(header + '"un_wgeid","ngo"\n', "csv")
    assert "more or fewer cells" in rows[0].problem
    whole = body_file.as_csv([ENTRIES[0]]).replace('"yes"', '"perhaps"')
    assert "neither yes nor no" in body_file.read(whole, "csv")[0].problem
    broken = body_file.as_csv([ENTRIES[0]]).replace('"{""number""', '"{""number')
    assert "no JSON" in body_file.read(broken, "csv")[0].problem


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ("", "json", "no JSON"),
        ("[1]", "json", "no directory"),
        ('{"schema": "jaqyn-bodies/1", "bodies": []}', "json", "no body"),
        ("[" * 100_000, "json", "no JSON"),
        ("a,b\n1,2\n", "csv", "“key” is missing"),
        ("x" * 1_000_001, "json", "larger"),
    ],
)
def test_a_file_that_is_no_directory_is_refused_in_a_sentence(context, text, form, words):
    with pytest.raises(body_file.Unreadable, match=words):
        body_file.read(text, form)


def plan(session, *entries):
    return body_exchange.plan(session, body_file.read(body_file.as_json(entries), "json"))


def test_what_is_here_already_changes_nothing(session, context, boss):
    planned = plan(session, *body_exchange.entries(session))
    assert {one.change for one in planned} == {Change.SAME}
    assert body_exchange.take_over(session, planned, actor=boss, at=NOW) == 0


def test_each_change_is_named_with_before_and_after(session, context):
    new = changed(key="kz_justice")
    later = changed(valid_from="2027-01-01", notes="New law")
    mended = changed(notes="Mended")
    checked = {**changed(), "review": "verified", "reviewed_by": "A lawyer", "reviewed_on": "2026-11-01"}
    found = {one.key: one for one in plan(session, new)}
    assert found["kz_justice"].change is Change.ADD
    assert [one.change for one in plan(session, later)] == [Change.NEW_VERSION]
    assert plan(session, mended)[0].change is Change.MEND
    assert ("notes", get_body().versions[0].record["notes"], "Mended") in plan(session, mended)[0].fields
    assert plan(session, checked)[0].change is Change.BESIDE


REFUSED = [
    ({"notes": "Changed"}, "Petitions were sent under this version"),
    ({"kind": "ngo", "valid_from": "2027-01-01"}, "another kind"),
    ({"escalation_to": ["nobody_at_all"]}, "neither here nor in the file"),
]


@pytest.mark.parametrize(("facts", "words"), REFUSED)
def test_what_would_break_something_is_refused_and_said(session, context, facts, words):
    PetitionFactory(sent=True)
    planned = plan(session, changed(**facts))
    assert planned[0].change is Change.REFUSED
    assert words in planned[0].reason


def test_an_older_or_repeated_version_is_refused(session, context):
    parliament = [one for one in ENTRIES if one["key"] == "kz_parliament"]
    older = {**parliament[1], "valid_from": "2020-01-01"}
    assert "after the last one" in plan(session, older)[0].reason
    assert "stands in the file before" in plan(session, ENTRIES[0], ENTRIES[0])[1].reason


def test_old_petitions_keep_their_rule_and_the_history_says_what_came(session, context, boss):
    petition = PetitionFactory(sent=True)
    later = changed(valid_from="2026-12-01", notes="New law")
    later |= {"review": "verified", "reviewed_by": "A lawyer", "reviewed_on": "2026-11-01"}
    assert body_exchange.take_over(session, plan(session, later), actor=boss, at=NOW) == 1
    first, second = get_body().versions
    assert (first.valid_to, second.valid_from) == (date(2026, 11, 30), date(2026, 12, 1))
    assert (second.review, second.reviewed_by, second.record["notes"]) == (LegalReview.VERIFIED, "A lawyer", "New law")
    assert petition.body_version_id == first.id
    told = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "body.imported")).one()
    assert told.detail == "kz_mfa · 2026-12-01"
    assert {one.change for one in plan(session, *body_exchange.entries(session))} == {Change.SAME}


def look(client, text, name="bodies.json"):
    data = {"file": (BytesIO(text.encode()), name)}
    return client.post("/bodies/exchange", data=data, content_type="multipart/form-data")


def answers(page):
    return dict(re.findall(r'<input[^>]*name="(text|form|mark)"[^>]*value="([^"]*)"', page.text))


def test_the_pages_show_what_would_change_before_it_does(session, login, boss):
    client = login(boss)
    assert client.get("/bodies/exchange").status_code == 200
    export = client.get("/bodies/export/csv")
    assert export.headers["Content-Disposition"].startswith("attachment; filename=bodies-")
    assert "kz_mfa" in export.text
    entries = json.loads(client.get("/bodies/export/json").text)["bodies"]
    for entry in entries:
        if entry["key"] == "kz_mfa":
            entry["notes"] = "Line one\r\nline two"
    page = look(client, body_file.as_csv([*entries, {**entries[0], "key": "Bad Key"}]), "bodies.CSV")
    assert page.status_code == 200
    assert "The version is mended: 1." in page.text
    assert "no short name" in page.text
    assert session.scalars(select(BodyVersion).join(Body).where(Body.key == "kz_mfa")).one().record["notes"] != "Mended"
    done = client.post("/bodies/exchange/take-over", data=answers(page))
    assert done.status_code == 302
    session.expire_all()
    assert get_body().versions[0].record["notes"] == "Line one\r\nline two"
    again = client.post("/bodies/exchange/take-over", data=answers(page))
    assert again.status_code == 409
    assert "changed meanwhile" in again.text


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("{}", "bodies.json", "no directory of bodies"),
        ("{}", "bodies.docx", "ends in .json or .csv"),
        ("key\n1\n", "bodies.csv", "is missing"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_beside_the_question(login, boss, text, name, words):
    page = look(login(boss), text, name)
    assert page.status_code == 422
    assert words in page.text


def test_a_file_in_another_encoding_and_a_broken_answer_are_said_plainly(login, boss):
    client = login(boss)
    data = {"file": (BytesIO("МИД".encode("cp1251")), "bodies.csv")}
    page = client.post("/bodies/exchange", data=data, content_type="multipart/form-data")
    assert (page.status_code, "not text in UTF-8" in page.text) == (422, True)
    for text in ("%%%", base64.b64encode(b"{}").decode()):
        done = client.post("/bodies/exchange/take-over", data={"text": text, "form": "json", "mark": ""})
        assert done.status_code == 302


@pytest.fixture
def flask(app, session):
    def run(*given):
        session.commit()
        return app.test_cli_runner().invoke(args=["petitions", "bodies", *given])

    return run


@pytest.mark.parametrize("form", FORMS)
def test_the_commands_write_and_take_over_the_same_file(session, flask, tmp_path, form):
    file = tmp_path / f"bodies.{form}"
    done = flask("export", str(file))
    assert (done.exit_code, done.stdout) == (0, "36 versions written\n")
    same = flask("import", str(file))
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "0 refused, 36 unchanged")
    file.write_text(file.read_text(encoding="utf-8").replace("Ministry of Foreign Affairs", "Foreign Ministry"))
    shown = flask("import", str(file))
    assert "nothing is written without --apply" in shown.stdout
    assert session.scalar(select(func.count()).where(HistoryEntry.action == "body.imported")) == 0
    done = flask("import", str(file), "--apply")
    assert done.exit_code == 0
    session.expire_all()
    assert "Foreign Ministry" in json.dumps(get_body().versions[0].record["name"])
    assert "0 would change" in flask("import", str(file)).stdout


def test_a_command_says_with_its_exit_what_it_could_not_take(flask, tmp_path):
    file = tmp_path / "bodies.json"
    file.write_text(body_file.as_json([changed(kind="choir")]), encoding="utf-8")
    done = flask("import", str(file))
    assert (done.exit_code, "no kind of body" in done.stdout) == (1, True)
    file.write_text("{", encoding="utf-8")
    assert flask("import", str(file)).exit_code == 2
    file.write_bytes(b"\xff")
    assert flask("import", str(file)).exit_code == 2
    assert flask("export", str(tmp_path / "bodies.txt")).exit_code == 2
