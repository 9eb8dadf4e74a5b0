"""Petitions of generic cases: a few bodies, a few states, clocks as the rules of the body set them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.demo.rows import Rows
from caseapp.petitions import rules
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.clocks import FROM_SENDING
from caseapp.petitions.models import Body, BodyVersion, Correspondence, Petition, PetitionCase, PetitionClock
from caseapp.petitions.reference import get_calendar, version_on
from caseapp.petitions.vocabulary import (
    ClockKind,
    CorrespondenceKind,
    Direction,
    PetitionChannel,
    PetitionState,
    Standing,
)

KEYS = ("kz_mfa", "kz_prosecutor", "un_wgeid", "kz_ombudsman", "cn_embassy_astana")
STATES = (
    (PetitionState.DRAFT, 2),
    (PetitionState.IN_REVIEW, 1),
    (PetitionState.APPROVED, 1),
    (PetitionState.SENT, 6),
    (PetitionState.ANSWERED_FORMAL, 4),
    (PetitionState.REFUSED, 1),
)
CHOICES = tuple(state for state, share in STATES for _ in range(share))
UNSENT = frozenset({PetitionState.DRAFT, PetitionState.IN_REVIEW, PetitionState.APPROVED})
OLDEST = 400


@dataclass(frozen=True)
class Term:
    """What the clocks of a body read for one day of sending."""

    clocks: tuple[tuple[ClockKind, dict[str, Any]], ...]
    due_on: date | None
    lapses_to: Standing | None


@dataclass
class Letters:
    """The bodies written to and the calendar; every day of sending is counted once."""

    bodies: list[tuple[Body, BodyVersion, BodyRecord]]
    calendar: rules.Calendar
    today: date
    terms: dict[tuple[str, date], Term] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, today: date) -> "Letters":
        """Read the bodies and the calendar."""
        found = session.scalars(select(Body).where(Body.key.in_(KEYS)).options(selectinload(Body.versions))).all()
        versions = [(body, version_on(body, today)) for body in found]
        bodies = [(body, version, parse_body(version.record)) for body, version in versions]
        return cls(bodies, get_calendar(session), today)

    def add(self, rows: Rows, random: Random, case_id: int, office_id: int, owner_id: int, opened_on: date) -> None:
        """Queue a petition about one case."""
        body, version, record = random.choice(self.bodies)
        state = random.choice(CHOICES)
        longest = min(OLDEST, (self.today - opened_on).days)
        sent_on = None if state in UNSENT else self.today - timedelta(days=random.randrange(longest))
        replied_on = None
        if sent_on and state is not PetitionState.SENT:
            replied_on = min(self.today, sent_on + timedelta(days=random.randrange(5, 60)))
        term = self.term(record, sent_on) if sent_on else None
        created_on = sent_on or self.today - timedelta(days=random.randrange(min(30, longest)))
        at = datetime.combine(created_on, time(6), UTC)
        petition_id = rows.add(
            Petition,
            office_id=office_id,
            body_id=body.id,
            body_version_id=version.id,
            state=state,
            language=TextLanguage.EN if record.key.startswith("un_") else TextLanguage.RU,
            subject="Request to establish a relative's whereabouts",
            letter="We ask you to establish where the person is held, on what ground, and in what health.",
            sent_on=sent_on,
            channel=PetitionChannel.REGISTERED_POST if sent_on else None,
            replied_on=replied_on,
            reply_detail="The letter has been noted." if replied_on else None,
            is_published_record=False,
            owner_id=owner_id,
            drafted_by_id=owner_id,
            created_at=at,
            due_on=term.due_on if term and not replied_on else None,
            lapses_to=term.lapses_to if term and not replied_on else None,
            version=1,
        )
        rows.add(PetitionCase, petition_id=petition_id, case_id=case_id)
        if term and sent_on:
            self._correspondence(rows, petition_id, CorrespondenceKind.SENT, sent_on, owner_id)
            if replied_on:
                self._correspondence(rows, petition_id, CorrespondenceKind(state.value), replied_on, owner_id)
            for kind, values in term.clocks:
                rows.add(PetitionClock, petition_id=petition_id, kind=kind, stopped_on=replied_on, **values)

    def _correspondence(
        self, rows: Rows, petition_id: int, kind: CorrespondenceKind, happened_on: date, actor_id: int
    ) -> None:
        is_ours = kind is CorrespondenceKind.SENT
        rows.add(
            Correspondence,
            petition_id=petition_id,
            direction=Direction.OUTGOING if is_ours else Direction.INCOMING,
            kind=kind,
            happened_on=happened_on,
            recorded_by_id=actor_id,
            recorded_at=datetime.combine(happened_on, time(8), UTC),
        )

    def term(self, record: BodyRecord, sent_on: date) -> Term:
        """Count the clocks of a letter sent on a day (twin of ``petitions.clocks.follow``)."""
        key = (record.key, sent_on)
        if key not in self.terms:
            self.terms[key] = self._counted(record, sent_on)
        return self.terms[key]

    def _counted(self, record: BodyRecord, sent_on: date) -> Term:
        answer = self._clock(record.answer.rule, sent_on)
        follow_up = self._clock(record.follow_up.rule, sent_on)
        is_counted = record.answer.rule.counted_from in FROM_SENDING
        clocks = [(ClockKind.ANSWER, answer)] if is_counted else []
        clocks.append((ClockKind.FOLLOW_UP, follow_up))
        if is_counted and answer["due_on"]:
            day_after = answer["due_on"] + timedelta(days=1)
            standing = rules.standing(PetitionState.SENT, answer["due_on"], day_after, record.answer.rule.silence)
            return Term(tuple(clocks), answer["due_on"], standing)
        return Term(tuple(clocks), follow_up["due_on"], Standing.SILENT)

    def _clock(self, rule: rules.Rule, start: date) -> dict[str, Any]:
        due = rules.due_on(rule, start, self.calendar)
        return {
            "rule": dict(rule.to_json()),
            "started_on": start,
            "due_on": due.due_on,
            "is_provisional": due.provisional,
            "trace": [step.to_json() for step in due.trace],
        }
