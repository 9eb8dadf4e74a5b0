"""The rows of the person a case is about, and of those who ask."""

from typing import Any

from caseapp.appeals.models import Appeal, AppealCase, Applicant
from caseapp.appeals.vocabulary import AppealChannel, ReviewState
from caseapp.cases.people import Citizenship, Person, PersonName, Residence
from caseapp.cases.rules import script_of
from caseapp.cases.vocabulary import NameKind, Sex
from caseapp.dates.column import columns
from caseapp.exchange import vocabulary_maps as maps
from caseapp.exchange.published_records import PublishedApplicant, PublishedCase, PublishedPlace, PublishedSubject
from caseapp.exchange.rows import Rows


def person_values(subject: PublishedSubject) -> dict[str, Any]:
    """Give the columns of the person a case is about."""
    return {
        "sex": subject.sex,
        "ethnicity": subject.ethnicity,
        "occupation": subject.occupation,
        "age": subject.age and subject.age.age,
        "age_source": subject.age and subject.age.source,
        "named_in_source": subject.named_in_source,
        "legal_note": None,
        "dependants": None,
        **columns("age_as_of", subject.age.as_of if subject.age else None),
        "version": 1,
    }


def subject_rows(rows: Rows, subject: PublishedSubject) -> None:
    """Add what hangs on the person."""
    person_id = rows.place.person_id
    for position, name in enumerate(subject.names):
        _name(rows, person_id, name.text, name.script, name.kind, name.source, name.note, position)
    for citizenship in subject.citizenship:
        status, as_printed = rows.term(maps.CITIZENSHIP, citizenship.status)
        rows.add(
            Citizenship,
            person_id=person_id,
            country=citizenship.country,
            status=status,
            as_printed=as_printed,
            source=citizenship.source,
            **columns("since", citizenship.since),
        )
    for residence in subject.residence:
        _residence(
            rows,
            person_id,
            residence.place,
            residence.source,
            {**columns("began", residence.began), **columns("ended", residence.ended)},
        )


def _name(
    rows: Rows,
    person_id: int,
    text: str,
    script: str,
    kind: NameKind,
    source: str | None,
    note: str | None,
    position: int,
) -> None:
    rows.add(
        PersonName,
        person_id=person_id,
        text=text,
        script=script,
        kind=kind,
        source=source,
        note=note,
        position=position,
    )


def place_values(place: PublishedPlace | None) -> dict[str, Any]:
    """Give the columns of a place as printed."""
    return {
        "place_text": place and place.text,
        "place_code": place and place.code,
        "place_confidence": place and place.code_confidence,
    }


def _residence(
    rows: Rows, person_id: int, place: PublishedPlace | None, source: str | None, times: dict[str, object]
) -> None:
    rows.add(
        Residence, person_id=person_id, source=source, country=place and place.country, **place_values(place), **times
    )


def applicant_rows(rows: Rows, applicant: PublishedApplicant) -> None:
    """Add somebody who asks, with a person of their own."""
    person_id = rows.numbered(
        Person,
        sex=Sex.UNKNOWN,
        ethnicity=None,
        occupation=applicant.occupation,
        age=None,
        age_source=None,
        named_in_source=None,
        legal_note=applicant.legal,
        dependants=applicant.dependants,
        **columns("age_as_of", None),
        version=1,
    )
    names = [] if applicant.name is None else [(applicant.name, NameKind.AS_PRINTED)]
    names += [(text, NameKind.VARIANT_ELSEWHERE) for text in applicant.variants]
    for position, (text, kind) in enumerate(names):
        _name(rows, person_id, text, script_of(text), kind, applicant.source, None, position)
    if applicant.residence is not None:
        nowhen = {**columns("began", None), **columns("ended", None)}
        _residence(rows, person_id, applicant.residence, applicant.source, nowhen)
    if applicant.citizenship is not None:
        country, status = maps.country_of(applicant.citizenship)
        rows.add(
            Citizenship,
            person_id=person_id,
            country=country,
            status=status,
            as_printed=applicant.citizenship,
            source=applicant.source,
            **columns("since", None),
        )
    kinship = maps.kinship(applicant.relation, applicant.relation_note)
    rows.note(maps.KINSHIP.name, applicant.relation, is_known=kinship.is_known)
    rows.add(
        Applicant,
        appeal_id=rows.place.appeal_id,
        person_id=person_id,
        kinship=kinship.term,
        own_word=applicant.relation,
        relation_note=applicant.relation_note,
        source=applicant.source,
    )


def appeal_rows(rows: Rows, record: PublishedCase) -> None:
    """Add the appeal that stands for the published applicants."""
    rows.add(
        Appeal,
        id=rows.place.appeal_id,
        office_id=rows.setting.office_id,
        logged_by_id=rows.setting.actor_id,
        state=ReviewState.ACCEPTED,
        channel=AppealChannel.PUBLISHED,
        created_at=rows.setting.at,
        source=", ".join(record.source_files) or None,
        version=1,
    )
    rows.add(AppealCase, appeal_id=rows.place.appeal_id, case_id=rows.place.case_id)
