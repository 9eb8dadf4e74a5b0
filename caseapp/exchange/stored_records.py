"""An imported case read back from its rows as the record it came from."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from caseapp.appeals.models import Appeal, AppealCase, Applicant
from caseapp.appeals.vocabulary import AppealChannel
from caseapp.cases.claims import (
    AidNeed,
    CaseDocument,
    CaseNote,
    Claim,
    Conflict,
    Event,
    MediaItem,
    SensitivityMark,
    Sentence,
    StatusUpdate,
)
from caseapp.cases.models import Case, CaseLink, CaseSource
from caseapp.cases.people import Citizenship, Person, PersonName, Residence
from caseapp.cases.vocabulary import NameKind
from caseapp.exchange import published_records as published
from caseapp.exchange import vocabulary_maps as maps
from caseapp.exchange.claim_rows import VERIFIED_BY
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.protests.models import Appearance, Protest
from caseapp.reprisals.models import Reprisal

Row = TypeVar("Row")


def stored_case(session: Session, case_id: int, reference: str) -> published.PublishedCase:
    """Return what is stored of a published case; what was written beside it by people comes along."""
    case = session.get_one(Case, case_id)
    claims = _of(session, Claim, case_id)
    statuses = stored_statuses(session, case_id)
    notes = stored_notes(session, case_id)
    return published.PublishedCase(
        case_id=reference,
        label=case.label,
        kind=case.kind,
        source_files=tuple(source.source_key for source in _of(session, CaseSource, case_id)),
        subject=_subject(session, case.person_id),
        applicants=tuple(_applicant(row) for row in _applicants(session, case_id)),
        events=tuple(_event(row) for row in _of(session, Event, case_id)),
        sentences=tuple(_sentence(row) for row in _sentences(session, case_id)),
        petitions=tuple(_petition(row) for row in _petitions(session, case_id)),
        protests=tuple(_protest(row) for row in _appearances(session, case_id)),
        reprisals=tuple(_reprisal(row) for row in _of(session, Reprisal, case_id)),
        documents=tuple(
            published.PublishedDocument(
                type=maps.DOCUMENTS.printed(row.type, row.type_as_printed), detail=row.detail, source=row.source
            )
            for row in _of(session, CaseDocument, case_id)
        ),
        media=tuple(
            published.PublishedMedia(
                type=maps.MEDIA.printed(row.type, row.type_as_printed), outlet=row.outlet, by=row.by, source=row.source
            )
            for row in _of(session, MediaItem, case_id)
        ),
        aid_needs=tuple(
            published.PublishedNeed(
                need=maps.NEEDS.printed(row.kind, row.kind_as_printed),
                beneficiary=row.beneficiary,
                detail=row.detail,
                met=row.met,
                source=row.source,
            )
            for row in _of(session, AidNeed, case_id)
        ),
        conflicts=tuple(_conflict(row) for row in _of(session, Conflict, case_id)),
        external_claims=tuple(
            published.PublishedClaim(field=row.field, value=row.value, edtf=row.as_of, source=row.source)
            for row in claims
            if row.basis is None
        ),
        status=statuses[0] if statuses else None,
        outcome=case.outcome,
        sensitivity=tuple(
            maps.SENSITIVITY.printed(row.mark, row.as_printed) or "" for row in _of(session, SensitivityMark, case_id)
        ),
        hearsay_health=tuple(
            published.PublishedHealth(text=row.value, as_of=row.as_of, basis=row.basis, source=row.source)
            for row in claims
            if row.basis is not None
        ),
        related_cases=tuple(link.other_reference for link in _of(session, CaseLink, case_id)),
        notes=notes[0] if notes else None,
    )


def stored_statuses(session: Session, case_id: int) -> list[published.PublishedStatus]:
    """Return every status that publications have told, the first one first."""
    statement = select(StatusUpdate).where(StatusUpdate.case_id == case_id, StatusUpdate.verified_note == VERIFIED_BY)
    return [_status(row) for row in session.scalars(statement.order_by(StatusUpdate.id))]


def stored_notes(session: Session, case_id: int) -> list[str]:
    """Return every note, the first one first."""
    return list(session.scalars(select(CaseNote.text).where(CaseNote.case_id == case_id).order_by(CaseNote.id)))


def _of(session: Session, model: Any, case_id: int) -> list[Any]:
    return list(session.scalars(select(model).where(model.case_id == case_id).order_by(model.id)))


def _rows(session: Session, statement: Select[Row]) -> list[Row]:
    return list(session.scalars(statement).unique())


def _applicants(session: Session, case_id: int) -> Iterable[Applicant]:
    return _rows(
        session,
        select(Applicant)
        .join(Appeal)
        .join(AppealCase)
        .where(AppealCase.case_id == case_id, Appeal.channel == AppealChannel.PUBLISHED)
        .options(
            joinedload(Applicant.person).options(
                selectinload(Person.names), selectinload(Person.citizenships), selectinload(Person.residences)
            )
        )
        .order_by(Applicant.id),
    )


def _sentences(session: Session, case_id: int) -> Iterable[Sentence]:
    return _rows(
        session,
        select(Sentence)
        .where(Sentence.case_id == case_id)
        .options(selectinload(Sentence.components))
        .order_by(Sentence.id),
    )


def _petitions(session: Session, case_id: int) -> Iterable[Petition]:
    return _rows(
        session,
        select(Petition)
        .join(PetitionCase)
        .where(PetitionCase.case_id == case_id, Petition.is_published_record)
        .order_by(Petition.id),
    )


def _appearances(session: Session, case_id: int) -> Iterable[Appearance]:
    return _rows(
        session,
        select(Appearance)
        .join(Protest)
        .where(Appearance.case_id == case_id, Protest.is_published_record)
        .options(joinedload(Appearance.protest), selectinload(Appearance.outcomes))
        .order_by(Appearance.id),
    )


def _subject(session: Session, person_id: int) -> published.PublishedSubject:
    person = session.get_one(Person, person_id)
    names = session.scalars(
        select(PersonName).where(PersonName.person_id == person_id).order_by(PersonName.position, PersonName.id)
    )
    citizenships = session.scalars(
        select(Citizenship).where(Citizenship.person_id == person_id).order_by(Citizenship.id)
    )
    residences = session.scalars(select(Residence).where(Residence.person_id == person_id).order_by(Residence.id))
    has_age = person.age is not None or person.age_as_of is not None or person.age_source is not None
    return published.PublishedSubject(
        names=tuple(
            published.PublishedName(
                text=name.text, script=name.script, kind=name.kind, source=name.source, note=name.note
            )
            for name in names
        ),
        sex=person.sex,
        ethnicity=person.ethnicity,
        citizenship=tuple(
            published.PublishedCitizenship(
                country=row.country,
                status=maps.CITIZENSHIP.printed(row.status, row.as_printed),
                since=row.since,
                source=row.source,
            )
            for row in citizenships
        ),
        age=published.PublishedAge(age=person.age, as_of=person.age_as_of, source=person.age_source)
        if has_age
        else None,
        residence=tuple(
            published.PublishedResidence(place=_home(row), began=row.began, ended=row.ended, source=row.source)
            for row in residences
        ),
        occupation=person.occupation,
        named_in_source=person.named_in_source,
    )


def _place(row: Any) -> published.PublishedPlace | None:
    return _place_of(row.place_text, row.place_code, row.place_confidence, row.place_country)


def _home(row: Residence) -> published.PublishedPlace | None:
    return _place_of(row.place_text, row.place_code, row.place_confidence, row.country)


def _place_of(*parts: str | None) -> published.PublishedPlace | None:
    if all(part is None for part in parts):
        return None
    text, code, confidence, country = parts
    return published.PublishedPlace(text=text, code=code, code_confidence=confidence, country=country)


def _applicant(row: Applicant) -> published.PublishedApplicant:
    person = row.person
    names = sorted(person.names, key=lambda name: (name.position, name.id))
    return published.PublishedApplicant(
        name=next((name.text for name in names if name.kind is NameKind.AS_PRINTED), None),
        relation=row.own_word,
        relation_note=row.relation_note,
        variants=tuple(name.text for name in names if name.kind is NameKind.VARIANT_ELSEWHERE),
        residence=next((_home(home) for home in person.residences), None),
        citizenship=next((belongs.as_printed for belongs in person.citizenships), None),
        dependants=person.dependants,
        legal=person.legal_note,
        occupation=person.occupation,
        source=row.source,
    )


def _event(row: Event) -> published.PublishedEvent:
    return published.PublishedEvent(
        edtf=row.happened,
        type=maps.EVENTS.printed(row.type, row.type_as_printed),
        detail=row.detail,
        basis=row.basis,
        source=row.source,
        place=_place(row),
        date_derived=row.is_date_derived,
        sensitive=row.is_sensitive,
    )


def _sentence(row: Sentence) -> published.PublishedSentence:
    parts = sorted(row.components, key=lambda part: (part.position, part.id))
    return published.PublishedSentence(
        country=row.country,
        years_total=row.years_total,
        components=tuple(
            published.PublishedComponent(
                kind=maps.COMPONENTS.printed(part.kind, part.kind_as_printed), years=part.years, months=part.months
            )
            for part in parts
        ),
        range_years=() if row.years_from is None or row.years_to is None else (row.years_from, row.years_to),
        charge=row.charge,
        announced_by=row.announced_by,
        announced=row.announced,
        document_seen=row.is_document_seen,
        note=row.note,
        source=row.source,
    )


def _petition(row: Petition) -> published.PublishedPetition:
    return published.PublishedPetition(
        recipient_key=row.recipient_key,
        recipient_text=row.recipient_text or None,
        since=row.since,
        by=row.petitioner,
        reply=row.reply_as_printed,
        reply_detail=row.reply_detail,
        outcome=row.outcome,
        source=row.source,
    )


def _protest(row: Appearance) -> published.PublishedProtest:
    protest = row.protest
    return published.PublishedProtest(
        edtf=protest.when,
        place=_place(protest),
        form=maps.FORMS.printed(protest.form, protest.form_as_printed),
        outcomes=tuple(
            maps.PROTEST_OUTCOMES.printed(outcome.kind, outcome.kind_as_printed) or "" for outcome in row.outcomes
        ),
        detail=protest.detail,
        source=protest.source,
        date_derived=protest.is_date_derived,
    )


def _reprisal(row: Reprisal) -> published.PublishedReprisal:
    return published.PublishedReprisal(
        type=maps.REPRISALS.printed(row.type, row.type_as_printed),
        target=row.target,
        actor=row.actor,
        detail=row.detail,
        edtf=row.happened,
        linked_to=row.linked_to_as_printed,
        source=row.source,
    )


def _conflict(row: Conflict) -> published.PublishedConflict:
    return published.PublishedConflict(
        field=row.field,
        values=tuple(published.PublishedValue(value=said["value"], source=said.get("source")) for said in row.values),
    )


def _status(row: StatusUpdate) -> published.PublishedStatus:
    return published.PublishedStatus(
        place=row.place_status,
        legal=row.legal_status,
        health=row.health_status,
        as_of=row.as_of,
        detail=row.detail,
        source=row.source,
    )
