"""Pages of evidence: adding, taking out, showing, and who may."""

import hashlib
from io import BytesIO

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from caseapp.accounts.vocabulary import Role
from caseapp.evidence.models import EvidenceFile
from caseapp.history.models import HistoryEntry
from tests.evidence.test_rules import huge_png, picture
from tests.factories import CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def volunteer(office):
    return UserFactory(office=office)


@pytest.fixture
def case(office, volunteer):
    case = CaseFactory(office=office, names=["Темірлан"])
    CaseAssignmentFactory(case=case, user=volunteer)
    return case


def send(client, case, content, name="photo.jpg", **more):
    data = {
        "file": FileStorage(BytesIO(content), filename=name),
        "kind": "photo",
        "title": "Photograph of 2016",
        **more,
    }
    boundary, body = encode_multipart(data)
    address = f"/cases/{case.code}/evidence/new"
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_a_photograph_is_kept_encrypted_shown_bare_and_handed_out_whole(app, session, login, volunteer, case):
    client = login(volunteer)
    assert client.get(f"/cases/{case.code}/evidence/new").status_code == 200
    original = picture(size=(1600, 1200))
    assert send(client, case, original).status_code == 302
    file = session.scalars(select(EvidenceFile)).one()
    assert file.sha256 == hashlib.sha256(original).hexdigest()
    on_disk = app.config["DATA_DIR"] / "files" / file.store_key[:2] / file.store_key
    assert on_disk.exists()
    assert b"JFIF" not in on_disk.read_bytes()
    taken = client.get(f"/evidence/{file.id}")
    assert taken.data == original
    assert taken.content_type == "application/octet-stream"
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in taken.headers["Content-Security-Policy"]
    shown = client.get(f"/evidence/{file.id}/picture")
    assert shown.content_type == "image/jpeg"
    assert shown.data != original
    deeds = session.scalars(select(HistoryEntry.action).where(HistoryEntry.case_id == case.id)).all()
    assert deeds == ["evidence.added", "evidence.opened"]


def test_the_same_file_twice_is_kept_once(session, login, volunteer, case):
    client = login(volunteer)
    for _press in range(2):
        assert send(client, case, picture()).status_code == 302
    assert session.scalar(select(func.count(EvidenceFile.id))) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "a.jpg", "one format and its content is another"),
        (b"%PDF-1.7 ...", "a.png", "one format and its content is another"),
        (huge_png(), "a.png", "50 million points"),
        (b"", "a.jpg", "is empty"),
        (b"MZ" + bytes(100), "a.exe", "JPEG, PNG and WebP"),
        (b"%PDF-1.7" + bytes(20 * 1024 * 1024), "a.pdf", "larger than 20 MB"),
    ],
)
def test_what_we_do_not_take_is_refused_with_a_sentence(session, login, volunteer, case, content, name, sentence):
    answer = send(login(volunteer), case, content, name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalar(select(func.count(EvidenceFile.id))) == 0


def test_fifty_megabytes_are_refused_with_a_page(session, login, volunteer, case):
    answer = send(login(volunteer), case, bytes(50 * 1024 * 1024))
    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_a_missing_file_is_asked_for(session, login, volunteer, case):
    answer = login(volunteer).post(f"/cases/{case.code}/evidence/new", data={"kind": "photo"})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_a_file_is_shut_to_everybody_who_may_not_open_the_case(session, login, office, volunteer, case):
    send(login(volunteer), case, picture())
    file = session.scalars(select(EvidenceFile)).one()
    addresses = (f"/evidence/{file.id}", f"/evidence/{file.id}/picture", f"/cases/{case.code}/evidence/new")
    for address in addresses:
        assert login(UserFactory(office=office)).get(address).status_code == 404
        assert login(UserFactory()).get(address).status_code == 404
        for role in (Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR):
            assert login(UserFactory(role=role)).get(address).status_code == 403
    coordinator = UserFactory(office=office, role=Role.COORDINATOR)
    assert login(coordinator).get(addresses[0]).status_code == 200
    assert login(volunteer).get("/evidence/999999").status_code == 404


def test_a_paper_has_no_picture(session, login, volunteer, case):
    client = login(volunteer)
    send(client, case, b"%PDF-1.7 verdict", "verdict.pdf", kind="document")
    file = session.scalars(select(EvidenceFile)).one()
    assert client.get(f"/evidence/{file.id}/picture").status_code == 404
    assert client.get(f"/evidence/{file.id}").data == b"%PDF-1.7 verdict"
