"""What follows from claims: the current status on each axis, the name shown and its script, the case code."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from caseapp.cases.vocabulary import (
    ClaimState,
    Credibility,
    HealthStatus,
    LegalStatus,
    NameKind,
    PlaceStatus,
    Script,
    SourceReliability,
)
from caseapp.dates import PartialDate

Status = TypeVar("Status", PlaceStatus, LegalStatus, HealthStatus)


class StatusClaim(Protocol):
    """What the rule needs to know of a status update."""

    id: int
    place_status: PlaceStatus | None
    legal_status: LegalStatus | None
    health_status: HealthStatus | None
    as_of: PartialDate | None
    reliability: SourceReliability
    credibility: Credibility
    state: ClaimState


@dataclass(frozen=True)
class CurrentStatus:
    """The status on each axis, and the claim it follows from (None: nothing verified)."""

    place: PlaceStatus
    legal: LegalStatus
    health: HealthStatus
    place_claim: StatusClaim | None
    legal_claim: StatusClaim | None
    health_claim: StatusClaim | None


def weight(claim: StatusClaim) -> tuple[date, str, str, date, int]:
    """Return what ranks a claim; the greatest counts.

    The claim that reaches furthest in time (the latest day its date may mean) counts; on a
    tie the more reliable source, then the more credible information, then the later
    beginning, then the one recorded last.
    """
    latest = claim.as_of.latest if claim.as_of else None
    earliest = claim.as_of.earliest if claim.as_of else None
    if claim.as_of and latest is None and claim.as_of.is_open:
        latest = date.max
    return (
        latest or date.min,
        _better_first(claim.reliability),
        _better_first(claim.credibility),
        earliest or date.min,
        claim.id,
    )


def _better_first(term: SourceReliability | Credibility) -> str:
    """Turn A to F and 1 to 6 round, so that better is greater."""
    return chr(255 - ord(term.value))


def current_status(claims: Iterable[StatusClaim]) -> CurrentStatus:
    """Say the current status on each axis: it follows from verified claims only, axis by axis."""
    verified = sorted((c for c in claims if c.state is ClaimState.VERIFIED), key=weight, reverse=True)
    place = next((c for c in verified if c.place_status is not None), None)
    legal = next((c for c in verified if c.legal_status is not None), None)
    health = next((c for c in verified if c.health_status is not None), None)
    return CurrentStatus(
        place=place.place_status if place and place.place_status else PlaceStatus.UNKNOWN,
        legal=legal.legal_status if legal and legal.legal_status else LegalStatus.UNKNOWN,
        health=health.health_status if health and health.health_status else HealthStatus.UNKNOWN,
        place_claim=place,
        legal_claim=legal,
        health_claim=health,
    )


class PrintedName(Protocol):
    """What the rule needs to know of a name."""

    @property
    def text(self) -> str: ...  # noqa: D102 - the protocol's own docstring says it

    @property
    def kind(self) -> NameKind: ...  # noqa: D102 - the same

    @property
    def script(self) -> Script: ...  # noqa: D102 - the same


NAME_ORDER = (NameKind.ON_DOCUMENT, NameKind.AS_PRINTED, NameKind.VARIANT_ELSEWHERE, NameKind.FORMER, NameKind.NICKNAME)


def shown_names(names: Sequence[PrintedName], label: str | None) -> tuple[str, str | None]:
    """Return the name a list shows, and one in another script beneath it if there is one."""
    ordered = sorted(names, key=lambda name: NAME_ORDER.index(name.kind))
    if not ordered:
        return label or "", None
    first = ordered[0]
    other = next((name.text for name in ordered if name.script != first.script), None)
    return first.text, other


def first_taken(told: Iterable[tuple[date | None, date | None]]) -> tuple[date | None, date | None]:
    """Return the bounds of the first time the person was taken, of all the times that are told."""
    dated = [(earliest, latest) for earliest, latest in told if earliest is not None]
    return min(dated, key=lambda bounds: bounds[0], default=(None, None))


def county(told: Iterable[Sequence[str | None]]) -> str | None:
    """Return the place a case is looked for under, from the places told of custody, of events, of homes.

    Each list has the newest first; the first list with a place counts, and in it a county
    before a prefecture or region, the newest first.
    """
    for places in told:
        codes = [code for code in places if code]
        if codes:
            return max(codes, key=lambda code: (not code.endswith("00"), code == codes[0]))
    return None


def case_code(office: str, year: int, number: int) -> str:
    """Return a case code such as ``ALM-2026-00042``."""
    return f"{office}-{year:04d}-{number:05d}"


SCRIPTS = (("CYRILLIC", Script.CYRL), ("ARABIC", Script.ARAB), ("LATIN", Script.LATN), ("CJK", Script.HANI))
# Signs that letters of any script take along, such as the turned comma of Oʻtkir, tell nothing.
LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})


def script_of(text: str) -> Script:
    """Say in which script a name is printed; two in one name, and any other script, are ``Zyyy``."""
    found = {_script_of_letter(letter) for letter in text if unicodedata.category(letter) in LETTERS}
    return found.pop() if len(found) == 1 else Script.ZYYY


@lru_cache(maxsize=2048)
def _script_of_letter(letter: str) -> Script:
    name = unicodedata.name(letter, "")
    return next((script for word, script in SCRIPTS if name.startswith(word)), Script.ZYYY)
