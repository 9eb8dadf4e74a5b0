"""Petitions of generic cases: a few bodies, a few states, clocks as the rules of the body set them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.demo.rows import Rows
from caseapp.petitions import clock_table, rules
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.models import Body, BodyVersion, Correspondence, Petition, PetitionCase, PetitionClock
from caseapp.petitions.reference import get_calendar, version_on
from caseapp.petitions.vocabulary import (
    ClockKind,
    CorrespondenceKind,
    Direction,
    PetitionChannel,
    PetitionState,
    Silence,
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
NOTED = "The letter has been noted."


@dataclass(frozen=True)
class Term:
    """What the clocks of a body read for one day of sending."""

    clocks: tuple[tuple[ClockKind, dict[str, Any]], ...]
    due_on: date | None
    lapses_to: Standing | None
    silence: Silence | None


@dataclass
class Letters:
    """The bodies written to and the calendar; every term from every day is counted once."""

    bodies: list[tuple[Body, BodyVersion, BodyRecord]]
    calendar: rules.Calendar
    today: date
    counted: dict[tuple[rules.Rule, date], clock_table.Reading] = field(default_factory=dict)

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
        term = self.term(record, state, sent_on, replied_on) if sent_on else None
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
            channel=PetitionChannel.POST if sent_on else None,
            replied_on=replied_on,
            reply_detail=NOTED if replied_on else None,
            is_published_record=False,
            owner_id=owner_id,
            drafted_by_id=owner_id,
            created_at=at,
            due_on=term.due_on if term else None,
            lapses_to=term.lapses_to if term else None,
            silence=term.silence if term else None,
            version=1,
        )
        rows.add(PetitionCase, petition_id=petition_id, case_id=case_id)
        if term and sent_on:
            self._correspondence(rows, petition_id, CorrespondenceKind.SENT, sent_on, owner_id)
            if replied_on:
                self._correspondence(rows, petition_id, CorrespondenceKind(state.value), replied_on, owner_id)
            for kind, values in term.clocks:
                rows.add(PetitionClock, petition_id=petition_id, kind=kind, changed_at=at, **values)

    def _correspondence(
        self, rows: Rows, petition_id: int, kind: CorrespondenceKind, happened_on: date, actor_id: int
    ) -> None:
        is_ours = kind is CorrespondenceKind.SENT
        rows.add(
            Correspondence,
            petition_id=petition_id,
            direction=Direction.OUTGOING if is_ours else Direction.INCOMING,
            kind=kind,
            channel=PetitionChannel.POST if is_ours else None,
            summary=None if is_ours else NOTED,
            happened_on=happened_on,
            recorded_by_id=actor_id,
            recorded_at=datetime.combine(happened_on, time(8), UTC),
        )

    def term(self, record: BodyRecord, state: PetitionState, sent_on: date, replied_on: date | None) -> Term:
        """Read the clocks of a letter sent on a day, and answered or not (twin of ``petitions.clocks.follow``)."""
        sent = clock_table.Recorded(CorrespondenceKind.SENT, sent_on)
        replies = (clock_table.Recorded(CorrespondenceKind(state.value), replied_on),) if replied_on else ()
        facts = clock_table.ClockFacts(
            state=state, begun_on=sent_on, sent_on=sent_on, replied_on=replied_on, letters=(sent, *replies)
        )
        found = clock_table.readings(record, facts, self._count)
        clocks = tuple((kind, self._row(reading)) for kind, reading in found.items())
        leader = None if replied_on else clock_table.leading(found)
        if leader is None or leader.due_on is None:
            return Term(clocks, None, None, None)
        if leader is found.get(ClockKind.FOLLOW_UP):
            return Term(clocks, leader.due_on, Standing.SILENT, Silence.NONE)
        day_after = leader.due_on + timedelta(days=1)
        standing = rules.standing(PetitionState.SENT, leader.due_on, day_after, leader.rule.silence)
        return Term(clocks, leader.due_on, standing, leader.rule.silence)

    def _count(self, rule: rules.Rule, start: date) -> clock_table.Reading:
        key = (rule, start)
        if key not in self.counted:
            self.counted[key] = clock_table.counting(self.calendar)(rule, start)
        return self.counted[key]

    @staticmethod
    def _row(reading: clock_table.Reading) -> dict[str, Any]:
        return {
            "rule": dict(reading.rule.to_json()),
            "started_on": reading.started_on,
            "due_on": reading.due_on,
            "is_provisional": reading.is_provisional,
            "trace": reading.trace,
            "stopped_on": reading.stopped_on,
        }
