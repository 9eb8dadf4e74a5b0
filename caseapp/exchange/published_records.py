"""The shape of published cases: what a record may hold, how it is checked, its fingerprint."""

# ruff: noqa: RUF009 - each default is dataclasses.field() under the name of what it reads

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from caseapp.cases.vocabulary import (
    Basis,
    CaseKind,
    HealthStatus,
    LegalStatus,
    NameKind,
    PlaceStatus,
    Script,
    SentenceCountry,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.exchange.shapes import (
    Problem,
    Problems,
    closed,
    coded,
    flag,
    listed,
    listed_numbers,
    listed_words,
    nested,
    number,
    read_record,
    when,
    words,
)

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,59}")


@dataclass(frozen=True)
class PublishedPlace:
    """A place as printed, with the code somebody gave it."""

    text: str | None = words("text")
    code: str | None = words("code", 6)
    code_confidence: str | None = words("code_confidence")
    country: str | None = words("country", 60)


@dataclass(frozen=True)
class PublishedName:
    """A name as printed."""

    text: str = words("text", 1_000, required=True)
    script: Script = closed("script", Script, required=True)
    kind: NameKind = closed("kind", NameKind, default=NameKind.AS_PRINTED)
    source: str | None = words("source")
    note: str | None = words("note")


@dataclass(frozen=True)
class PublishedCitizenship:
    """A state somebody is said to belong to."""

    country: str = words("country", 60, required=True)
    status: str | None = coded("status")
    since: PartialDate | None = when("since_edtf")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedAge:
    """An age, and when it was right."""

    age: int | None = number("age", 130)
    as_of: PartialDate | None = when("as_of_edtf")
    source: str | None = words("source", 200)


@dataclass(frozen=True)
class PublishedResidence:
    """Where somebody lived."""

    place: PublishedPlace | None = nested("place", PublishedPlace)
    began: PartialDate | None = when("from_edtf")
    ended: PartialDate | None = when("to_edtf")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedSubject:
    """The person a case is about."""

    names: tuple[PublishedName, ...] = listed("names", PublishedName, required=True)
    sex: Sex = closed("sex", Sex, default=Sex.UNKNOWN)
    ethnicity: str | None = words("ethnicity", 100)
    citizenship: tuple[PublishedCitizenship, ...] = listed("citizenship", PublishedCitizenship)
    age: PublishedAge | None = nested("age_statement", PublishedAge)
    residence: tuple[PublishedResidence, ...] = listed("residence", PublishedResidence)
    occupation: str | None = words("occupation")
    named_in_source: bool | None = flag("named_in_source", default=None)


@dataclass(frozen=True)
class PublishedApplicant:
    """Somebody who asks for the person."""

    name: str | None = words("name", 1_000)
    relation: str | None = words("relation_to_subject", 200)
    relation_note: str | None = words("relation_note")
    variants: tuple[str, ...] = listed_words("variants", 1_000)
    residence: PublishedPlace | None = nested("residence", PublishedPlace)
    citizenship: str | None = words("citizenship", 200)
    dependants: str | None = words("dependants")
    legal: str | None = words("legal")
    occupation: str | None = words("occupation")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedEvent:
    """Something that happened."""

    edtf: PartialDate | None = when("edtf")
    type: str | None = coded("type")
    detail: str | None = words("detail")
    basis: Basis | None = closed("basis", Basis)
    source: str | None = words("source")
    place: PublishedPlace | None = nested("place", PublishedPlace)
    date_derived: bool = flag("date_derived")
    sensitive: bool = flag("sensitive")


@dataclass(frozen=True)
class PublishedComponent:
    """A part of a sentence."""

    kind: str | None = coded("kind")
    years: int | None = number("years", 200)
    months: int | None = number("months", 2_400)


@dataclass(frozen=True)
class PublishedSentence:
    """A sentence."""

    country: SentenceCountry = closed("country", SentenceCountry, required=True)
    years_total: int | None = number("years_total", 200)
    components: tuple[PublishedComponent, ...] = listed("components", PublishedComponent)
    range_years: tuple[int, ...] = listed_numbers("range_years", 200)
    charge: str | None = words("charge_or_reason")
    announced_by: str | None = words("announced_by")
    announced: PartialDate | None = when("edtf")
    document_seen: bool = flag("document_seen")
    note: str | None = words("note")
    source: str | None = words("source")

    def problem(self) -> Problem | None:
        """Say what is wrong with the range."""
        if self.range_years and (len(self.range_years) != 2 or self.range_years[0] > self.range_years[1]):
            return Problem("range_years", "not a least and a greatest number of years")
        return None


@dataclass(frozen=True)
class PublishedPetition:
    """A petition somebody sent."""

    recipient_key: str | None = coded("recipient_key", 60)
    recipient_text: str | None = words("recipient_text")
    since: PartialDate | None = when("since_edtf")
    by: str | None = words("by")
    reply: str | None = coded("reply")
    reply_detail: str | None = words("reply_detail")
    outcome: str | None = words("outcome")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedProtest:
    """A protest for the person."""

    edtf: PartialDate | None = when("edtf")
    place: PublishedPlace | None = nested("place", PublishedPlace)
    form: str | None = coded("form")
    outcomes: tuple[str, ...] = listed_words("outcomes")
    detail: str | None = words("detail")
    source: str | None = words("source")
    date_derived: bool = flag("date_derived")


@dataclass(frozen=True)
class PublishedReprisal:
    """Something done in answer."""

    type: str | None = coded("type")
    target: str | None = words("target")
    actor: str | None = words("actor")
    detail: str | None = words("detail")
    edtf: PartialDate | None = when("edtf")
    linked_to: str | None = words("linked_to")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedDocument:
    """A paper or keepsake."""

    type: str | None = coded("type")
    detail: str | None = words("detail")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedMedia:
    """A publication about the case."""

    type: str | None = coded("type")
    outlet: str | None = words("outlet")
    by: str | None = words("by")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedNeed:
    """What a family lacks."""

    need: str | None = coded("need")
    beneficiary: str | None = words("beneficiary")
    detail: str | None = words("detail")
    met: str | None = words("met")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedValue:
    """What one source says."""

    value: str = words("value", required=True)
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedConflict:
    """What sources contradict each other on."""

    field: str = words("field", 100, required=True)
    values: tuple[PublishedValue, ...] = listed("values", PublishedValue)


@dataclass(frozen=True)
class PublishedClaim:
    """A claim from outside the sources."""

    field: str = words("field", 100, required=True)
    value: str = words("value", required=True)
    edtf: PartialDate | None = when("edtf")
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedHealth:
    """Hearsay about somebody's health."""

    text: str = words("text", required=True)
    as_of: PartialDate | None = when("as_of_edtf")
    basis: Basis = closed("basis", Basis, default=Basis.HEARSAY)
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedStatus:
    """Where somebody was, on the day it was told."""

    place: PlaceStatus | None = closed("place_status", PlaceStatus)
    legal: LegalStatus | None = closed("legal_status", LegalStatus)
    health: HealthStatus | None = closed("health_status", HealthStatus)
    as_of: PartialDate | None = when("as_of_edtf")
    detail: str | None = words("detail")
    source: str | None = words("source")

    def problem(self) -> Problem | None:
        """Refuse a status that says nothing."""
        if self.place is None and self.legal is None and self.health is None:
            return Problem("", "says nothing on any of the three statuses")
        return None


@dataclass(frozen=True)
class PublishedCase:
    """One published case."""

    case_id: str = words("case_id", 60, required=True)
    label: str | None = words("label")
    kind: CaseKind = closed("case_kind", CaseKind, required=True)
    source_files: tuple[str, ...] = listed_words("source_files", 60)
    subject: PublishedSubject = nested("subject", PublishedSubject, required=True)
    applicants: tuple[PublishedApplicant, ...] = listed("applicants", PublishedApplicant)
    events: tuple[PublishedEvent, ...] = listed("events", PublishedEvent)
    sentences: tuple[PublishedSentence, ...] = listed("sentences", PublishedSentence)
    petitions: tuple[PublishedPetition, ...] = listed("petitions", PublishedPetition)
    protests: tuple[PublishedProtest, ...] = listed("protests", PublishedProtest)
    reprisals: tuple[PublishedReprisal, ...] = listed("reprisals", PublishedReprisal)
    documents: tuple[PublishedDocument, ...] = listed("documents", PublishedDocument)
    media: tuple[PublishedMedia, ...] = listed("media", PublishedMedia)
    aid_needs: tuple[PublishedNeed, ...] = listed("aid_needs", PublishedNeed)
    conflicts: tuple[PublishedConflict, ...] = listed("conflicts", PublishedConflict)
    external_claims: tuple[PublishedClaim, ...] = listed("external_claims", PublishedClaim)
    status: PublishedStatus | None = nested("status", PublishedStatus)
    outcome: str | None = words("outcome")
    sensitivity: tuple[str, ...] = listed_words("sensitivity")
    hearsay_health: tuple[PublishedHealth, ...] = listed("hearsay_health", PublishedHealth)
    related_cases: tuple[str, ...] = listed_words("related_cases", 60)
    notes: str | None = words("notes")

    def problem(self) -> Problem | None:
        """Refuse a reference that is none, and what is named twice."""
        if not REFERENCE.fullmatch(self.case_id):
            return Problem("case_id", "not a reference of letters, digits and . _ : -")
        for key, values in (("source_files", self.source_files), ("related_cases", self.related_cases)):
            if twice := [value for value, count in Counter(values).items() if count > 1]:
                return Problem(f"{key}[{values.index(twice[0])}]", "named twice")
        return None


def parse_case(value: Any) -> tuple[PublishedCase | None, Problems]:
    """Read one case, or say everything that is wrong with it."""
    problems: Problems = []
    return read_record(PublishedCase, value, "", problems), problems


def fingerprint(value: Any) -> str:
    """Return what tells whether a record has changed; the order of its fields does not matter."""
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
