"""The rows of what is claimed about a case: events, sentences, papers, needs, conflicts, statuses."""

from typing import Any

from caseapp.cases.claims import (
    AidNeed,
    CaseDocument,
    Claim,
    Conflict,
    Event,
    MediaItem,
    SensitivityMark,
    Sentence,
    SentenceComponent,
)
from caseapp.cases.vocabulary import ClaimState, Credibility, SourceReliability
from caseapp.dates import PartialDate
from caseapp.dates.column import columns
from caseapp.exchange import vocabulary_maps as maps
from caseapp.exchange.people_rows import place_values
from caseapp.exchange.published_records import PublishedCase, PublishedEvent, PublishedSentence, PublishedStatus
from caseapp.exchange.rows import Rows, Setting

VERIFIED_BY = "published source"


def claim_rows(rows: Rows, record: PublishedCase) -> None:
    """Add everything that is claimed, but what was done for the person."""
    case_id = rows.place.case_id
    for event in record.events:
        _event(rows, event)
    for sentence in record.sentences:
        _sentence(rows, sentence)
    for document in record.documents:
        kind, printed = rows.term(maps.DOCUMENTS, document.type)
        rows.add(
            CaseDocument,
            case_id=case_id,
            type=kind,
            type_as_printed=printed,
            detail=document.detail,
            source=document.source,
        )
    for need in record.aid_needs:
        kind, printed = rows.term(maps.NEEDS, need.need)
        rows.add(
            AidNeed,
            case_id=case_id,
            kind=kind,
            kind_as_printed=printed,
            beneficiary=need.beneficiary,
            detail=need.detail,
            met=need.met,
            source=need.source,
        )
    for conflict in record.conflicts:
        values = [{"value": said.value, "source": said.source} for said in conflict.values]
        rows.add(Conflict, case_id=case_id, field=conflict.field, values=values)
    for claim in record.external_claims:
        rows.add(Claim, **claim_values(case_id, claim.field, claim.value, claim.source, claim.edtf))
    for hearsay in record.hearsay_health:
        values_of = claim_values(case_id, "health", hearsay.text, hearsay.source, hearsay.as_of)
        rows.add(Claim, **values_of | {"basis": hearsay.basis})
    for mark in record.sensitivity:
        kind, printed = rows.term(maps.SENSITIVITY, mark)
        rows.add(SensitivityMark, case_id=case_id, mark=kind, as_printed=printed)


def claim_values(case_id: int, name: str, value: str, source: str | None, as_of: PartialDate | None) -> dict[str, Any]:
    """Give the columns of a claim from outside."""
    return {
        "case_id": case_id,
        "field": name,
        "value": value,
        "basis": None,
        "source": source,
        **columns("as_of", as_of),
    }


def status_values(setting: Setting, case_id: int, status: PublishedStatus) -> dict[str, Any]:
    """Give the columns of a published status; it counts as verified by its source."""
    return {
        "case_id": case_id,
        "place_status": status.place,
        "legal_status": status.legal,
        "health_status": status.health,
        "detail": status.detail,
        "source": status.source,
        "reliability": SourceReliability.F,
        "credibility": Credibility.UNJUDGED,
        "state": ClaimState.VERIFIED,
        "logged_by_id": setting.actor_id,
        "logged_at": setting.at,
        "verified_at": setting.at,
        "verified_note": VERIFIED_BY,
        "version": 1,
        **columns("as_of", status.as_of),
    }


def media_rows(rows: Rows, record: PublishedCase) -> list[int]:
    """Add what was made public, and return the numbers of the rows."""
    numbers = []
    for item in record.media:
        kind, printed = rows.term(maps.MEDIA, item.type)
        numbers.append(
            rows.numbered(
                MediaItem,
                case_id=rows.place.case_id,
                type=kind,
                type_as_printed=printed,
                outlet=item.outlet,
                by=item.by,
                source=item.source,
            )
        )
    return numbers


def _event(rows: Rows, event: PublishedEvent) -> None:
    kind, printed = rows.term(maps.EVENTS, event.type)
    rows.add(
        Event,
        case_id=rows.place.case_id,
        type=kind,
        type_as_printed=printed,
        is_date_derived=event.date_derived,
        detail=event.detail,
        basis=event.basis,
        source=event.source,
        place_country=event.place and event.place.country,
        is_sensitive=event.sensitive,
        **place_values(event.place),
        **columns("happened", event.edtf),
    )


def _sentence(rows: Rows, sentence: PublishedSentence) -> None:
    least, greatest = sentence.range_years or (None, None)
    sentence_id = rows.numbered(
        Sentence,
        case_id=rows.place.case_id,
        country=sentence.country,
        years_total=sentence.years_total,
        years_from=least,
        years_to=greatest,
        charge=sentence.charge,
        announced_by=sentence.announced_by,
        is_document_seen=sentence.document_seen,
        note=sentence.note,
        source=sentence.source,
        **columns("announced", sentence.announced),
    )
    for position, part in enumerate(sentence.components):
        kind, printed = rows.term(maps.COMPONENTS, part.kind)
        rows.add(
            SentenceComponent,
            sentence_id=sentence_id,
            kind=kind,
            kind_as_printed=printed,
            years=part.years,
            months=part.months,
            position=position,
        )
