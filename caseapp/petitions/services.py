"""Writing a petition and having it read by somebody else before it goes out."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState
from caseapp.errors import RuleBroken
from caseapp.petitions import clocks, letter_facts, letter_rules, letter_versions, readiness_services, steps
from caseapp.petitions.facts import CaseFacts
from caseapp.petitions.letter_words import Remarked, VersionReason
from caseapp.petitions.letters.kinds import LetterKind
from caseapp.petitions.models import Body, BodyVersion, Petition, PetitionCase
from caseapp.petitions.reference import version_on
from caseapp.petitions.vocabulary import PetitionState

S = PetitionState


def draft(
    session: Session,
    cases: Sequence[Case],
    body: Body,
    *,
    language: TextLanguage,
    subject: str,
    letter: str,
    actor: User,
    at: datetime,
    petitioner: str | None = None,
    previous: Petition | None = None,
    owner: User | None = None,
    facts: Sequence[CaseFacts] | None = None,
    letter_kind: LetterKind | None = None,
    idempotency_key: str | None = None,
) -> Petition:
    """Begin a petition about one or more cases; the same key twice gives the same draft.

    ``facts`` are those the letter was written on, where the caller has gathered them.
    """
    if idempotency_key:
        known = session.scalars(select(Petition).where(Petition.idempotency_key == idempotency_key)).one_or_none()
        if known is not None:
            return known
    _ensure_together(cases)
    if not body.is_active:
        raise RuleBroken(_l("This body is no longer written to. Choose another one."))
    petition = Petition(
        office_id=cases[0].office_id,
        body_id=body.id,
        body_version_id=current_version(session, body, at=at).id,
        state=S.DRAFT,
        language=language,
        subject=subject,
        letter=letter,
        letter_kind=letter_kind,
        petitioner=petitioner,
        previous_id=previous.id if previous else None,
        owner_id=(owner or actor).id,
        drafted_by_id=actor.id,
        created_at=at,
        idempotency_key=idempotency_key,
    )
    session.add(petition)
    session.flush()
    session.add_all(PetitionCase(petition_id=petition.id, case_id=case.id) for case in cases)
    noted = letter_facts.snapshot(letter_facts.of_petition(session, petition) if facts is None else facts)
    letter_versions.keep(session, petition, VersionReason.WRITTEN, actor_id=actor.id, at=at, facts=noted)
    clocks.follow(session, petition, on=steps.day_of(at))
    steps.tell(session, petition, "drafted", actor=actor, at=at, detail=body_name(session, petition))
    return petition


def _ensure_together(cases: Sequence[Case]) -> None:
    if not cases:
        raise RuleBroken(_l("A petition is about at least one case. Choose the case first."))
    if len({case.office_id for case in cases}) > 1:
        raise RuleBroken(_l("These cases belong to different offices. Write one petition for each office."))
    if any(case.state is CaseState.CLOSED for case in cases):
        raise RuleBroken(_l("One of these cases is closed. Open it again before you write a petition for it."))


def current_version(session: Session, body: Body, *, at: datetime) -> BodyVersion:
    """Get what is known of a body on the day of a moment."""
    session.refresh(body, ["versions"])
    return version_on(body, steps.day_of(at))


def body_name(session: Session, petition: Petition) -> str:
    """Give the name of the body a petition goes to, as the history keeps it."""
    if petition.body_version_id is None:
        return petition.recipient_text or ""
    names = session.get_one(BodyVersion, petition.body_version_id).record["name"]
    return str(names.get("en") or next(iter(names.values())))


def edit_draft(
    session: Session,
    petition: Petition,
    *,
    language: TextLanguage,
    subject: str,
    letter: str,
    petitioner: str | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Change the letter; one that was approved is read again, and whoever changed it cannot approve it."""
    if petition.state not in {S.DRAFT, S.APPROVED}:
        raise RuleBroken(_l("Only a draft can be changed. A letter in review is sent back first."))
    new = (language, subject, letter, petitioner)
    if new == (petition.language, petition.subject, petition.letter, petition.petitioner):
        return
    was_approved = petition.state is S.APPROVED
    if was_approved:
        steps.move(petition, S.IN_REVIEW, actor=actor)
        petition.approved_by_id = None
    if petition.drafted_by_id not in {None, actor.id}:
        letter_versions.keep_before_another(session, petition, at=at)
    petition.language, petition.subject, petition.letter, petition.petitioner = new
    petition.drafted_by_id = actor.id
    if was_approved:
        letter_versions.keep(session, petition, VersionReason.SUBMITTED, actor_id=actor.id, at=at)
    # The editor saves every few seconds; the history says once that somebody went on writing.
    if not steps.told_last(session, petition, "edited", actor=actor, at=at):
        steps.tell(session, petition, "edited", actor=actor, at=at)


def submit_for_review(session: Session, petition: Petition, *, actor: User, at: datetime) -> None:
    """Hand a draft to a coordinator to read."""
    if not petition.letter or not petition.subject:
        raise RuleBroken(_l("Write the subject and the letter before it goes to review."))
    readiness_services.ensure_may_go(session, petition, at=at)
    steps.move(petition, S.IN_REVIEW, actor=actor)
    petition.return_reason = None
    letter_versions.keep(session, petition, VersionReason.SUBMITTED, actor_id=actor.id, at=at)
    steps.tell(session, petition, "submitted", actor=actor, at=at)


def approve(session: Session, petition: Petition, *, actor: User, at: datetime) -> None:
    """Let a letter go out; never one's own."""
    if petition.state is S.IN_REVIEW and petition.drafted_by_id == actor.id:
        raise RuleBroken(_l("You wrote this letter. Somebody else reads it before it goes out."))
    letter_rules.ensure_language(session, petition)
    readiness_services.ensure_may_go(session, petition, at=at)
    steps.move(petition, S.APPROVED, actor=actor)
    petition.approved_by_id = actor.id
    petition.return_reason = None
    version = letter_versions.keep(session, petition, VersionReason.APPROVED, actor_id=actor.id, at=at)
    letter_versions.add_remark(session, petition, version, Remarked.APPROVED, text=None, actor=actor, at=at)
    steps.tell(session, petition, "approved", actor=actor, at=at)


def send_back(session: Session, petition: Petition, *, reason: str, actor: User, at: datetime) -> None:
    """Give a letter back to whoever wrote it, with what must change."""
    steps.move(petition, S.DRAFT, actor=actor)
    petition.approved_by_id = None
    petition.return_reason = reason
    version = letter_versions.as_it_stands(session, petition, actor_id=petition.drafted_by_id, at=at)
    letter_versions.add_remark(session, petition, version, Remarked.SENT_BACK, text=reason, actor=actor, at=at)
    steps.tell(session, petition, "sent_back", actor=actor, at=at, detail=reason)


def hand_over(session: Session, petition: Petition, *, owner: User, actor: User, at: datetime) -> None:
    """Give a petition and its deadlines to somebody else of the office."""
    if owner.disabled_at is not None or petition.office_id not in owner.office_ids:
        raise RuleBroken(_l("Choose somebody who works in the office of this petition."))
    if petition.owner_id == owner.id:
        return
    petition.owner_id = owner.id
    steps.tell(session, petition, "handed_over", actor=actor, at=at)
