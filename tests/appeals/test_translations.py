"""Translations: a translator sees the text and nothing else."""

import pytest
from sqlalchemy import select

from caseapp.accounts.vocabulary import Role
from caseapp.appeals import queries
from caseapp.appeals.models import Translation
from caseapp.appeals.vocabulary import ReviewState, TextLanguage, TranslationState
from caseapp.history.models import HistoryEntry
from caseapp.search.models import CaseSearch
from tests.factories import (
    NOW,
    AppealCaseFactory,
    AppealFactory,
    ApplicantFactory,
    CaseFactory,
    OfficeFactory,
    UserFactory,
)


@pytest.fixture
def appeal(session):
    office = OfficeFactory()
    appeal = AppealFactory(
        office=office,
        state=ReviewState.SUBMITTED,
        submitted_at=NOW,
        statement="Our brother was taken in the night.",
        statement_language=TextLanguage.EN,
        logged_by_id=UserFactory(office=office).id,
    )
    AppealCaseFactory(appeal=appeal, case=CaseFactory(office=office, names=["Құпия Атыұлы"]))
    ApplicantFactory(appeal=appeal)
    return appeal


@pytest.fixture
def coordinator(appeal):
    return UserFactory(office=appeal.office, role=Role.COORDINATOR)


@pytest.fixture
def translator(session):
    return UserFactory(role=Role.TRANSLATOR)


def assign(login, coordinator, appeal, translator, language="ru"):
    data = {"translator_id": translator.id, "language": language}
    return login(coordinator).post(f"/appeals/{appeal.id}/translations", data=data)


def test_a_text_goes_to_the_translator_back_and_is_approved(session, login, appeal, coordinator, translator):
    assert assign(login, coordinator, appeal, translator).status_code == 302
    row = session.scalars(select(Translation)).one()
    writes = login(translator)
    page = writes.get(f"/translations/{row.id}")
    assert "Our brother was taken" in page.text
    assert writes.post(f"/translations/{row.id}", data={"version": row.version, "text": ""}).status_code == 422
    kept = {"version": row.version, "text": "Нашего", "go": "keep"}
    assert writes.post(f"/translations/{row.id}", data=kept).status_code == 302
    session.refresh(row)
    assert row.state is TranslationState.ASSIGNED
    done = {"version": row.version, "text": "Нашего брата забрали ночью.", "go": "finish"}
    assert writes.post(f"/translations/{row.id}", data=done).status_code == 302
    session.refresh(row)
    assert row.state is TranslationState.WRITTEN
    reads = login(coordinator)
    assert "забрали" in reads.get(f"/translations/{row.id}/review").text
    back = {"version": row.version, "reason": "The night is missing"}
    assert reads.post(f"/translations/{row.id}/review", data=back).status_code == 302
    assert "The night is missing" in writes.get(f"/translations/{row.id}").text
    session.refresh(row)
    writes.post(f"/translations/{row.id}", data=done | {"version": row.version})
    session.refresh(row)
    assert reads.post(f"/translations/{row.id}/approve", data={"version": row.version}).status_code == 302
    session.refresh(row)
    assert row.state is TranslationState.APPROVED
    assert "забрали" in session.scalars(select(CaseSearch.words)).one()
    assert writes.get(f"/translations/{row.id}").status_code == 200
    deeds = session.scalars(select(HistoryEntry.action).where(HistoryEntry.action.like("translation.%"))).all()
    assert deeds == [f"translation.{word}" for word in ("assigned", "written", "returned", "written", "approved")]


def test_a_translator_sees_no_name_no_code_and_no_other_page(session, login, appeal, coordinator, translator):
    assign(login, coordinator, appeal, translator)
    row = session.scalars(select(Translation)).one()
    code = session.scalars(select(CaseSearch.names)).one().split("\n")[0]
    client = login(translator)
    text = client.get(f"/translations/{row.id}").text
    assert code not in text
    assert "Құпия" not in text
    assert "/cases/" not in text
    assert f"/appeals/{appeal.id}" not in text
    for address in (f"/appeals/{appeal.id}", "/appeals", f"/cases/{code}", f"/translations/{row.id}/review"):
        assert client.get(address).status_code == 403, address
    assert login(UserFactory(role=Role.TRANSLATOR)).get(f"/translations/{row.id}").status_code == 404
    assert [each.id for each in session.scalars(queries.translations_for(translator))] == [row.id]
    assert list(session.scalars(queries.translations_for(coordinator))) == []


def test_only_a_translator_is_asked_and_only_for_another_language(session, login, appeal, coordinator, translator):
    assert assign(login, coordinator, appeal, translator, "en").status_code == 409
    assert assign(login, coordinator, appeal, UserFactory()).status_code == 302
    assert session.scalars(select(Translation)).all() == []
    assert assign(login, UserFactory(office=appeal.office), appeal, translator).status_code == 403
    assert assign(login, UserFactory(role=Role.COORDINATOR), appeal, translator).status_code == 404


def test_a_page_opened_before_somebody_else_wrote_is_refused(session, login, appeal, coordinator, translator):
    assign(login, coordinator, appeal, translator)
    row = session.scalars(select(Translation)).one()
    stale = {"version": row.version + 5, "text": "x", "go": "finish"}
    assert login(translator).post(f"/translations/{row.id}", data=stale).status_code == 409
    assert login(coordinator).post(f"/translations/{row.id}/approve", data={"version": row.version}).status_code == 409
