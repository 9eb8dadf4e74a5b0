"""What a changed record says that is not stored yet: it is added, and nothing is taken away."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from caseapp.exchange.published_records import PublishedCase, PublishedStatus, PublishedSubject
from caseapp.exchange.shapes import write_record

LISTS = tuple(part.name for part in fields(PublishedCase) if part.default == ())
SUBJECT_LISTS = ("names", "citizenship", "residence")
SUBJECT_FACTS = ("ethnicity", "occupation", "named_in_source")


@dataclass(frozen=True)
class Contradiction:
    """A field of which the changed record says something else than what is stored."""

    field: str
    value: str


@dataclass(frozen=True)
class Additions:
    """What to add: rows (as a record that holds only these), empty columns to fill, and contradictions."""

    record: PublishedCase
    case_facts: dict[str, Any]
    person_facts: dict[str, Any]
    contradictions: tuple[Contradiction, ...]
    sources: tuple[str, ...]

    @property
    def count(self) -> int:
        """Count what is added."""
        lists = [getattr(self.record, name) for name in LISTS]
        lists += [getattr(self.record.subject, name) for name in SUBJECT_LISTS]
        single = [self.record.status, self.record.notes]
        facts = len(self.case_facts) + len(self.person_facts) + len(self.contradictions)
        return sum(map(len, lists)) + sum(part is not None for part in single) + facts


def _key(item: Any) -> str:
    plain = write_record(item) if hasattr(item, "__dataclass_fields__") else item
    return json.dumps(plain, sort_keys=True)


def missing(stored: Iterable[Any], told: Iterable[Any]) -> tuple[Any, ...]:
    """Return the items told that are not stored, each as often as it is missing."""
    there = Counter(map(_key, stored))
    found = []
    for item in told:
        key = _key(item)
        if there[key]:
            there[key] -= 1
        else:
            found.append(item)
    return tuple(found)


def additions(
    stored: PublishedCase, told: PublishedCase, *, statuses: Sequence[PublishedStatus], notes: Sequence[str]
) -> Additions:
    """Compare what is stored of a case, with all its statuses and notes, with what its record says now."""
    contradictions: list[Contradiction] = []

    def settle(path: str, old: Any, new: Any, facts: dict[str, Any], name: str, empty: Any = None) -> None:
        if new is None or new in (old, empty):
            return
        if old is None or old == empty:
            facts[name] = new
        else:
            contradictions.append(Contradiction(path, _words(new)))

    case_facts: dict[str, Any] = {}
    person_facts: dict[str, Any] = {}
    settle("label", stored.label, told.label, case_facts, "label")
    settle("outcome", stored.outcome, told.outcome, case_facts, "outcome")
    settle("case_kind", stored.kind, told.kind, case_facts, "kind")
    old, new = stored.subject, told.subject
    settle("sex", old.sex, new.sex, person_facts, "sex", empty=type(old.sex)("unknown"))
    settle("age_statement", old.age, new.age, person_facts, "age")
    for name in SUBJECT_FACTS:
        settle(name, getattr(old, name), getattr(new, name), person_facts, name)
    known = {(claim.field, claim.value) for claim in stored.external_claims}
    of_person: dict[str, Any] = {name: missing(getattr(old, name), getattr(new, name)) for name in SUBJECT_LISTS}
    of_case: dict[str, Any] = {name: missing(getattr(stored, name), getattr(told, name)) for name in LISTS}
    return Additions(
        record=replace(
            told,
            subject=PublishedSubject(**of_person),
            status=None if told.status in statuses else told.status,
            notes=None if told.notes in notes else told.notes,
            **of_case,
        ),
        case_facts=case_facts,
        person_facts=person_facts,
        contradictions=tuple(found for found in contradictions if (found.field, found.value) not in known),
        sources=told.source_files,
    )


def _words(value: Any) -> str:
    if hasattr(value, "__dataclass_fields__"):
        return json.dumps(write_record(value), ensure_ascii=False, sort_keys=True)
    return str(value)
