"""The shipped directory of bodies, read into typed records: what each asks for, its channels and its clocks."""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from caseapp.errors import RuleBroken
from caseapp.petitions.body_words import (
    CLOCK_KINDS,
    CLOCK_STARTS,
    COUNTED_BACK,
    SILENCES,
    channel_of,
    next_step_of,
)
from caseapp.petitions.calendar import Calendar
from caseapp.petitions.deadlines import Extension, Rule, default_warn_days, due_on
from caseapp.petitions.vocabulary import BodyKind, ClockKind, Counting, LegalReview, NextStep, PetitionChannel, Unit

BODIES_FILE = Path(__file__).parents[1] / "reference" / "bodies.json"


@dataclass(frozen=True)
class ChannelRecord:
    """A way to reach a body: our word for it, the word printed, and the address or hint."""

    channel: PetitionChannel
    printed: str
    value: str


@dataclass(frozen=True)
class ConsentRecord:
    """Whose consent a body needs, and for what."""

    required: bool
    from_whom: str
    per: str


@dataclass(frozen=True)
class ClockRecord:
    """One clock of a body: what it is for, its rule, and the words it came in."""

    kind: ClockKind
    name: str
    rule: Rule
    counted_from: str = ""
    who_must_act: str = ""
    effect_of_silence: str = ""
    note: str = ""

    @property
    def extension(self) -> Extension | None:
        """Give the longest extension of the rule."""
        return self.rule.extension


@dataclass(frozen=True)
class BodyRecord:
    """One version of one body, with everything the shipped data says about it."""

    key: str
    names: Mapping[str, str]
    kind: BodyKind
    jurisdiction: tuple[str, ...]
    applies_to: str
    channels: tuple[ChannelRecord, ...]
    languages: tuple[str, ...]
    consent: ConsentRecord
    required_fields: tuple[str, ...]
    optional_fields: tuple[str, ...]
    answer: ClockRecord
    other_clocks: tuple[ClockRecord, ...]
    legal_basis: str
    escalation_to: tuple[str, ...]
    follow_up_days: int
    reply_states: tuple[str, ...]
    notes: str
    confidence: str
    deadline_confidence: str
    sources: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    escalation_why: Mapping[str, str] = field(default_factory=dict)
    legal_review: LegalReview = LegalReview.UNVERIFIED

    @property
    def follow_up(self) -> ClockRecord:
        """Give the clock that reminds us to ask again: calendar days after sending."""
        rule = Rule(self.follow_up_days, Unit.CALENDAR_DAYS, warn_days=(1,), next_step=NextStep.REMIND)
        return ClockRecord(ClockKind.FOLLOW_UP, "follow_up", rule)

    @property
    def clocks(self) -> tuple[ClockRecord, ...]:
        """List every clock of the body: its answer, the others in the order printed, and our reminder."""
        return (self.answer, *self.other_clocks, self.follow_up)

    def name(self, locale: str) -> str:
        """Give the name in a language, in English where it has none."""
        return self.names.get(locale.replace("-", "_").split("_")[0]) or self.names["en"]

    def in_force(self, on: date) -> bool:
        """Say whether this version holds on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class ExcludedBody:
    """A body that families must not be sent to, and why."""

    name: str
    reason: str


def _rule(kind: ClockKind, printed: Mapping[str, Any]) -> Rule:
    start = CLOCK_STARTS[printed["counted_from"]]
    amount, unit = printed["number"], Unit(printed["unit"])
    silence = SILENCES[printed.get("effect_of_silence")]
    warned = printed.get("warn_days")
    back = Counting.BACK if start in COUNTED_BACK else Counting.FORWARD
    more = printed.get("extension")
    return Rule(
        amount=amount,
        unit=unit,
        counted_from=start,
        direction=Counting(printed.get("direction") or back),
        # No source read for the data moves an end on a day off: the earlier date stands until a lawyer says so.
        roll_forward=printed.get("roll_forward", False),
        silence=silence,
        extension=Extension(more["number"], Unit(more["unit"]), more["condition"]) if more else None,
        warn_days=default_warn_days(amount, unit) if warned is None else tuple(warned),
        next_step=NextStep(printed.get("next_step") or next_step_of(kind, silence)),
    )


def _clock(kind: ClockKind, name: str, note: str, printed: Mapping[str, Any]) -> ClockRecord:
    return ClockRecord(
        kind=kind,
        name=name,
        rule=_rule(kind, printed),
        counted_from=printed["counted_from"],
        who_must_act=printed.get("who_must_act") or "",
        effect_of_silence=printed.get("effect_of_silence") or "",
        note=note,
    )


def _answer(printed: Mapping[str, Any]) -> ClockRecord:
    return _clock(ClockKind.ANSWER, "answer", printed.get("note") or "", printed)


def _other(printed: Mapping[str, Any]) -> ClockRecord:
    return _clock(CLOCK_KINDS[printed["name"]], printed["name"], printed["meaning"], printed)


def _others(printed: Iterable[Mapping[str, Any]]) -> tuple[ClockRecord, ...]:
    """Read the other clocks; a petition has one row of each kind, so a body has one clock of each."""
    clocks = tuple(_other(one) for one in printed)
    if len({clock.kind for clock in clocks}) < len(clocks):
        raise ValueError("two clocks of one kind")
    return clocks


def parse_body(printed: Mapping[str, Any]) -> BodyRecord:
    """Read one body of the directory; a word that no table knows raises ``KeyError`` or ``ValueError``."""
    return BodyRecord(
        key=printed["key"],
        names=dict(printed["name"]),
        kind=BodyKind(printed["kind"]),
        jurisdiction=tuple(printed["jurisdiction"]),
        applies_to=printed["applies_to"],
        channels=tuple(
            ChannelRecord(channel_of(one["type"], one["value"]), one["type"], one["value"])
            for one in printed["channel"]
        ),
        languages=tuple(printed["languages"]),
        consent=ConsentRecord(**printed["consent"]),
        required_fields=tuple(printed["required_fields"]),
        optional_fields=tuple(printed["optional_fields"]),
        answer=_answer(printed["response_deadline"]),
        other_clocks=_others(printed["other_deadlines"]),
        legal_basis=printed["legal_basis"],
        escalation_to=tuple(printed["escalation_to"]),
        escalation_why=dict(printed.get("escalation_why") or {}),
        follow_up_days=printed["follow_up_days"],
        reply_states=tuple(printed["reply_states"]),
        notes=printed["notes"],
        confidence=printed["confidence"],
        deadline_confidence=printed["deadline_confidence"],
        sources=tuple(printed["sources"]),
        valid_from=date.fromisoformat(printed["valid_from"]) if printed.get("valid_from") else None,
        valid_to=date.fromisoformat(printed["valid_to"]) if printed.get("valid_to") else None,
    )


@cache
def _directory(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def printed_bodies(path: Path = BODIES_FILE) -> list[dict[str, Any]]:
    """List the bodies as the file has them, for storing; ``parse_body`` reads each one."""
    return deepcopy(_directory(path)["bodies"])


def read_bodies(path: Path = BODIES_FILE) -> list[BodyRecord]:
    """List every version of every shipped body; none of them has been checked by a lawyer."""
    return [parse_body(printed) for printed in _directory(path)["bodies"]]


def read_excluded(path: Path = BODIES_FILE) -> list[ExcludedBody]:
    """List the bodies that are left out on purpose, each with the reason."""
    return [ExcludedBody(**printed) for printed in _directory(path)["excluded"]]


def body_on(key: str, on: date, bodies: Iterable[BodyRecord]) -> BodyRecord:
    """Get the version of a body that is in force on a day (a petition keeps the rule it was sent under)."""
    for body in bodies:
        if body.key == key and body.in_force(on):
            return body
    raise RuleBroken(_l("There is no body “%(key)s” on that day.", key=key))


def due_on_json(
    body_key: str, clock_start: date, bodies: Iterable[BodyRecord], calendar: Calendar
) -> dict[str, object]:
    """Say when a body must answer, as ``due-on --json`` prints it; a body with no term has a null ``due_on``."""
    body = body_on(body_key, clock_start, bodies)
    return {"body": body.key, **due_on(body.answer.rule, clock_start, calendar).to_json()}
