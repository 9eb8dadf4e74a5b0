"""A published case as rows: what each field of a record is stored in."""

from collections import Counter
from typing import Any

from caseapp.appeals.models import Appeal
from caseapp.cases import rules
from caseapp.cases.claims import CaseNote, MediaItem, Sentence, StatusUpdate
from caseapp.cases.models import Case, CaseLink, CaseSource, ExternalReference
from caseapp.cases.people import Person
from caseapp.cases.services import TAKEN
from caseapp.cases.vocabulary import Access, CaseState, HealthStatus, LegalStatus, PlaceStatus, Risk, Sensitivity
from caseapp.db import Base
from caseapp.exchange import vocabulary_maps as maps
from caseapp.exchange.claim_rows import claim_rows, media_rows, status_values
from caseapp.exchange.deed_rows import deed_rows
from caseapp.exchange.models import ImportRecord
from caseapp.exchange.people_rows import appeal_rows, applicant_rows, person_values, subject_rows
from caseapp.exchange.published_records import PublishedCase
from caseapp.exchange.rows import Rows
from caseapp.history import services as history
from caseapp.history.models import HistoryEntry
from caseapp.petitions.models import Petition
from caseapp.protests.models import Appearance, Protest
from caseapp.reprisals.models import Reprisal
from caseapp.search.models import CaseSearch
from caseapp.search.services import joined

SYSTEM = "published"
GUARDED = {Sensitivity.ANONYMOUS, Sensitivity.RESTRICTED}


def numbers_wanted(record: PublishedCase, *, case: bool, appeal: bool) -> Counter[type[Base]]:
    """Count the numbers that the rows of a record need ahead."""
    return Counter(
        {
            Case: int(case),
            Person: int(case) + len(record.applicants),
            Appeal: int(appeal),
            Sentence: len(record.sentences),
            Petition: len(record.petitions),
            Protest: len(record.protests),
            Appearance: len(record.protests),
            MediaItem: len(record.media),
            Reprisal: len(record.reprisals),
        }
    )


def part_rows(rows: Rows, record: PublishedCase, *, with_new_appeal: bool) -> None:
    """Add everything that hangs on a case which is there, or added beside this."""
    if with_new_appeal:
        appeal_rows(rows, record)
    subject_rows(rows, record.subject)
    for applicant in record.applicants:
        applicant_rows(rows, applicant)
    claim_rows(rows, record)
    deed_rows(rows, record, media_rows(rows, record))
    case_id, setting = rows.place.case_id, rows.setting
    if record.status is not None:
        rows.add(StatusUpdate, **status_values(setting, case_id, record.status))
    if record.notes is not None:
        told_by = ", ".join(record.source_files) or None
        rows.add(
            CaseNote,
            case_id=case_id,
            text=record.notes,
            source=told_by,
            written_by_id=setting.actor_id,
            written_at=setting.at,
        )
    for key in record.source_files:
        rows.add(CaseSource, case_id=case_id, source_key=key)
    for other in record.related_cases:
        rows.add(CaseLink, case_id=case_id, other_reference=other)


def new_case_rows(rows: Rows, record: PublishedCase, code: str, fingerprint: str) -> None:
    """Add a case that is not there yet, with all that hangs on it and all that finds it."""
    place, setting = rows.place, rows.setting
    rows.add(Person, id=place.person_id, **person_values(record.subject))
    rows.add(Case, id=place.case_id, person_id=place.person_id, code=code, **_case_values(rows, record))
    part_rows(rows, record, with_new_appeal=place.appeal_id is not None)
    rows.add(ExternalReference, case_id=place.case_id, system=SYSTEM, value=record.case_id)
    rows.add(
        ImportRecord,
        case_id=place.case_id,
        reference=record.case_id,
        fingerprint=fingerprint,
        imported_at=setting.at,
    )
    rows.add(
        HistoryEntry,
        **history.values(
            place.case_id, "case.imported", actor_id=setting.actor_id, at=setting.at, detail=record.case_id
        ),
    )
    names = [name.text for name in record.subject.names]
    rows.add(CaseSearch, id=place.case_id, names=joined([code, record.label, *names, record.case_id]), words="")


def is_guarded(record: PublishedCase) -> bool:
    """Say whether a mark asks that fewer people may know of the case."""
    return any(maps.SENSITIVITY.read(mark).term in GUARDED for mark in record.sensitivity)


def _case_values(rows: Rows, record: PublishedCase) -> dict[str, Any]:
    setting, status, subject = rows.setting, record.status, record.subject
    shown, other = rules.shown_names(subject.names, record.label)
    earliest, latest = rules.first_taken(
        (event.edtf.earliest, event.edtf.latest)
        for event in record.events
        if event.edtf is not None and maps.EVENTS.read(event.type).term in TAKEN
    )
    events = [event.place.code for event in reversed(record.events) if event.place]
    homes = [home.place.code for home in reversed(subject.residence) if home.place]
    guarded = is_guarded(record)
    return {
        "office_id": setting.office_id,
        "kind": record.kind,
        "state": CaseState.OPEN,
        "access": Access.RESTRICTED if guarded else Access.OFFICE,
        "risk": Risk.HIGH if guarded else Risk.RAISED,
        "label": record.label,
        "outcome": record.outcome,
        "logged_by_id": setting.actor_id,
        "opened_on": setting.today,
        "changed_at": setting.at,
        "shown_name": shown,
        "other_name": other,
        "sex": subject.sex,
        "county_code": rules.county([events, homes]),
        "place_status": (status and status.place) or PlaceStatus.UNKNOWN,
        "legal_status": (status and status.legal) or LegalStatus.UNKNOWN,
        "health_status": (status and status.health) or HealthStatus.UNKNOWN,
        "taken_earliest": earliest,
        "taken_latest": latest,
        "version": 1,
    }
