"""Looking at a petition's readiness, ticking what a person saw to, letting it go, and the gate before review."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.permissions import Permission
from caseapp.petitions import steps
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.facts import gather
from caseapp.petitions.models import BodyVersion, Petition
from caseapp.petitions.readiness import Need, NeedKind, Readiness, check, label_of, open_codes
from caseapp.petitions.readiness_models import PetitionTick, ReadinessOverride
from caseapp.petitions.vocabulary import PetitionState

BEFORE_SENDING = frozenset({PetitionState.DRAFT, PetitionState.IN_REVIEW, PetitionState.APPROVED})


@dataclass(frozen=True)
class Standing:
    """How ready a petition is: the check of each case, what was ticked, what was let go and by whom."""

    record: BodyRecord | None
    cases: tuple[Readiness, ...]
    ticked: frozenset[str]
    overrides: tuple[ReadinessOverride, ...]

    @property
    def open_codes(self) -> list[str]:
        """List what is missing or too vague, by case and need."""
        return open_codes(self.cases)

    @property
    def uncovered(self) -> list[str]:
        """List what is missing and that nobody has let go."""
        covered = {code for override in self.overrides for code in override.needs}
        return [code for code in self.open_codes if code not in covered]

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is missing."""
        return not self.open_codes

    @property
    def may_go(self) -> bool:
        """Say whether nothing is missing but what a coordinator let go."""
        return not self.uncovered

    @property
    def by_hand(self) -> list[Need]:
        """List what a person sees to, each once however many cases there are."""
        found = {need.code: need for one in self.cases for need in one.needs if need.kind is NeedKind.BY_HAND}
        return list(found.values())

    @property
    def count(self) -> int:
        """Count what is missing; what is ticked on the petition counts once for all its cases."""
        needs = [need for one in self.cases for need in one.open]
        return len([need for need in needs if need.kind is not NeedKind.BY_HAND]) + len(
            {need.code for need in needs if need.kind is NeedKind.BY_HAND}
        )


def standing(session: Session, petition: Petition, *, today: date) -> Standing:
    """Check every case of a petition against the version of the body it was begun under; a constant of statements."""
    if petition.body_version_id is None:
        return Standing(None, (), frozenset(), ())
    record = parse_body(session.get_one(BodyVersion, petition.body_version_id).record)
    ticked = frozenset(session.scalars(select(PetitionTick.need).where(PetitionTick.petition_id == petition.id)))
    overrides = session.scalars(
        select(ReadinessOverride)
        .where(ReadinessOverride.petition_id == petition.id)
        .options(joinedload(ReadinessOverride.made_by))
        .order_by(ReadinessOverride.id)
    )
    known = gather(session, steps.case_ids(session, petition))
    checked = tuple(check(record, facts, language=petition.language, today=today, ticked=ticked) for facts in known)
    return Standing(record, checked, ticked, tuple(overrides))


def ensure_may_go(session: Session, petition: Petition, *, at: datetime) -> None:
    """Refuse to call a letter ready that is not, unless a coordinator let go what is missing."""
    found = standing(session, petition, today=steps.day_of(at))
    if not found.may_go:
        raise RuleBroken(
            ngettext(
                "The letter is not ready: %(num)s thing is missing or too vague. The page of the petition lists it,"
                " with the form that fills it. A coordinator can let it go with a reason.",
                "The letter is not ready: %(num)s things are missing or too vague. The page of the petition lists"
                " them, each with the form that fills it. A coordinator can let it go with a reason.",
                len(found.uncovered),
            )
        )


def tick(session: Session, petition: Petition, needs: Iterable[str], *, actor: User, at: datetime) -> None:
    """Make these the needs that are seen to, and no others; only what the body asks to be done by hand can be."""
    _ensure_unsent(petition)
    known = {need.code for need in standing(session, petition, today=steps.day_of(at)).by_hand}
    wanted = known & set(needs)
    rows = {
        row.need: row for row in session.scalars(select(PetitionTick).where(PetitionTick.petition_id == petition.id))
    }
    if set(rows) & known == wanted:
        return
    for code in sorted(wanted - set(rows)):
        session.add(PetitionTick(petition_id=petition.id, need=code, ticked_by_id=actor.id, ticked_at=at))
    # A tick for a word that an edited body no longer prints stays: somebody saw to it.
    for code in known & set(rows) - wanted:
        session.delete(rows[code])
    steps.tell(session, petition, "ticked", actor=actor, at=at, detail=", ".join(sorted(wanted)) or None)


def let_go(session: Session, petition: Petition, *, reason: str, actor: User, at: datetime) -> ReadinessOverride | None:
    """Let a petition go with what is missing now; a coordinator's decision, with a reason, kept for good."""
    _ensure_unsent(petition)
    if not actor.can(Permission.PETITION_APPROVE):
        raise RuleBroken(_l("Only a coordinator lets a letter go that is not ready."))
    found = standing(session, petition, today=steps.day_of(at))
    if found.may_go:
        return None
    row = ReadinessOverride(
        petition_id=petition.id, needs=found.open_codes, reason=reason, made_by_id=actor.id, made_at=at
    )
    session.add(row)
    steps.tell(session, petition, "let_go", actor=actor, at=at, detail=reason)
    return row


def needs_of(found: Standing, codes: Sequence[str]) -> list[str]:
    """Name the needs that an override covered, each once, those too that the body no longer asks for."""
    labels = {need.code: need.label for one in found.cases for need in one.needs}
    wanted = [code.partition(":")[2] for code in codes]
    return list(dict.fromkeys(labels.get(code) or label_of(code) for code in wanted))


def _ensure_unsent(petition: Petition) -> None:
    if petition.state not in BEFORE_SENDING or petition.is_published_record:
        raise RuleBroken(_l("This petition has gone out. What it was sent with stays as it was."))
