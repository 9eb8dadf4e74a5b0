"""The 32 published cases arrive with nothing lost and nothing invented."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from caseapp.accounts.models import User
from caseapp.cases import services as cases
from caseapp.cases.claims import SensitivityMark, StatusUpdate
from caseapp.cases.models import Case, CaseLink, ExternalReference, Source
from caseapp.cases.vocabulary import Access, ClaimState, Risk
from caseapp.exchange.models import ImportRecord
from caseapp.exchange.shapes import write_record
from caseapp.exchange.stored_records import stored_case
from caseapp.history.models import HistoryEntry
from caseapp.petitions.models import Petition
from caseapp.reports.models import AggregateFigure, CampaignEvent
from caseapp.reprisals.models import ReprisalPrecedent
from caseapp.search.models import CaseSearch
from tests.factories import NOW

FALSE_WHEN_ABSENT = ("date_derived", "sensitive", "document_seen")


def told(value: Any) -> Any:
    """Leave out what says nothing: null, empty lists, and flags that are false when absent."""
    if isinstance(value, dict):
        kept = {key: told(inner) for key, inner in value.items() if inner is not None and inner != []}
        return {key: inner for key, inner in kept.items() if inner is not False or key not in FALSE_WHEN_ABSENT}
    if isinstance(value, list):
        return [told(inner) for inner in value]
    return value


@pytest.fixture
def plain(published) -> dict[str, Any]:
    return json.loads(published.read_text())


@pytest.fixture
def imported(run, published):
    result = run(published)
    assert result.exit_code == 0, result.stderr
    return result


def test_every_field_of_every_case_is_found_again_in_the_rows(session, imported, plain):
    stored = {
        record.reference: write_record(stored_case(session, record.case_id, record.reference))
        for record in session.scalars(select(ImportRecord))
    }
    assert len(plain["cases"]) == 32
    assert stored == {case["case_id"]: told(case) for case in plain["cases"]}


def test_sources_figures_and_campaign_events_are_kept(session, imported, plain):
    sources = {source.key: source for source in session.scalars(select(Source))}
    assert sorted(sources) == sorted([*plain["sources"], *plain["external_sources"]])
    for key, source in plain["sources"].items():
        kept = sources[key]
        assert (kept.title, kept.published, kept.language, kept.file, kept.is_external) == (
            source["title"], source["date_edtf"], source["language"], source["file"], False,
        )  # fmt: skip
    for key, source in plain["external_sources"].items():
        kept = sources[key]
        assert (kept.title, kept.url, kept.published, kept.is_external) == (
            source["title"], source["url"], source["date"], True,
        )  # fmt: skip
    figures = {figure.key: figure for figure in session.scalars(select(AggregateFigure))}
    for figure in plain["aggregates"]:
        kept = figures[figure["id"]]
        places = figure.get("places", [figure["place"]] if "place" in figure else [])
        assert (kept.what, kept.count, kept.source, kept.places) == (
            figure["what"], figure["count"], figure["source"], places,
        )  # fmt: skip
        assert (kept.as_of and kept.as_of.edtf) == figure.get("as_of_edtf")
    events = [
        {"edtf": event.happened.edtf, "type": event.type, "detail": event.detail, "source": event.source}
        for event in session.scalars(select(CampaignEvent).order_by(CampaignEvent.id))
    ]
    assert events == plain["campaign_events"]


def test_the_columns_of_lists_are_those_the_case_page_would_work_out(session, imported):
    names = ("shown_name", "other_name", "sex", "county_code", "place_status", "legal_status", "health_status")
    names += ("taken_earliest", "taken_latest")
    for case in session.scalars(select(Case)).all():
        before = [getattr(case, name) for name in names]
        found_by = session.get_one(CaseSearch, case.id).names
        cases.refresh(session, case, at=NOW)
        assert [getattr(case, name) for name in names] == before
        assert session.get_one(CaseSearch, case.id).names == found_by


def test_every_case_has_a_code_a_reference_and_a_line_in_its_history(session, imported):
    codes = session.scalars(select(Case.code).order_by(Case.id)).all()
    assert len(set(codes)) == 32
    assert all(code.startswith("ALM-20") for code in codes)
    assert len(session.scalars(select(ExternalReference).where(ExternalReference.system == "published")).all()) == 32
    entries = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "case.imported")).all()
    assert len(entries) == 32
    actor = session.get_one(User, entries[0].actor_id)
    assert not actor.is_active
    assert actor.password_hash is None


def test_related_cases_are_linked(session, imported):
    links = session.scalars(select(CaseLink)).all()
    assert len(links) == 58
    assert all(link.other_id is not None for link in links)


def test_an_imported_status_counts_as_verified_by_its_source(session, imported):
    updates = session.scalars(select(StatusUpdate)).all()
    assert {(update.state, update.verified_note) for update in updates} == {(ClaimState.VERIFIED, "published source")}


def test_anonymous_and_restricted_sources_are_guarded(session, imported):
    guarded = session.scalars(
        select(Case).join(SensitivityMark, SensitivityMark.case_id == Case.id).where(
            SensitivityMark.mark.in_(("anonymous", "restricted"))
        )
    ).all()  # fmt: skip
    assert len(guarded) == 3
    assert {(case.access, case.risk) for case in guarded} == {(Access.RESTRICTED, Risk.HIGH)}


def test_published_petitions_know_their_body(session, imported):
    petitions = session.scalars(select(Petition)).all()
    assert len(petitions) == 24
    assert all(petition.is_published_record for petition in petitions)
    assert [petition.recipient_text for petition in petitions if petition.body_id is None] != []
    assert all(petition.body_id for petition in petitions if petition.recipient_key)


def test_a_reprisal_is_linked_to_what_it_is_said_to_follow(session, imported):
    found = session.scalars(select(ReprisalPrecedent)).all()
    assert {precedent.kind.value for precedent in found} == {"protest", "media"}
    assert all(precedent.note == "protest and media interviews" for precedent in found)


def test_importing_again_changes_nothing_and_says_so(session, imported, run, published, counts):
    before = counts()
    again = run(published)
    assert again.exit_code == 0
    assert "cases: 0 new, 0 changed, 32 unchanged, 0 refused" in again.stdout
    assert counts() == before


def test_a_dry_run_writes_nothing_and_counts_the_same(session, run, published, counts):
    before = counts()
    dry = run(published, "--dry-run")
    assert dry.exit_code == 0
    assert counts() == before
    real = run(published)
    assert dry.stdout.splitlines()[1:] == real.stdout.splitlines()
    assert counts() != before


def test_the_summary_counts_by_kind_and_names_unmapped_words_but_nobody(imported, plain):
    lines = imported.stdout.splitlines()
    for line in ("cases: 32 new, 0 changed, 0 unchanged, 0 refused", "events: 111", "sentences: 17", "petitions: 24"):
        assert line in lines
    assert "  event type visa_expired: 1" in lines
    for case in plain["cases"]:
        for name in case["subject"]["names"]:
            assert name["text"] not in imported.output
