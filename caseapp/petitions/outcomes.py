"""What came back on a petition, and how it ends: answered, refused, turned away, withdrawn, taken further, closed."""

from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.petitions import clocks, letter_facts, rules, services, steps
from caseapp.petitions.facts import CaseFacts
from caseapp.petitions.letters.kinds import LetterKind
from caseapp.petitions.models import Body, BodyVersion, Petition, PetitionCase
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionState

S = PetitionState
K = CorrespondenceKind
SPOKEN = frozenset({S.ANSWERED_ORAL, S.NOT_ACCEPTED})
LANGUAGES_WE_WRITE = (TextLanguage.RU, TextLanguage.KK, TextLanguage.EN, TextLanguage.ZH)


def record_answer(
    session: Session, petition: Petition, received: Received, *, kind: PetitionState, actor: User, at: datetime
) -> None:
    """Record an answer on the substance, a formal one, or one by word of mouth; the clocks stop on its day."""
    if kind not in rules.ANSWERED:
        raise RuleBroken(_l("Say what kind of answer it is."), "kind")
    _reply(session, petition, kind, received, actor=actor, at=at)


def record_refused(session: Session, petition: Petition, received: Received, *, actor: User, at: datetime) -> None:
    """Record a refusal, with its ground in their own words."""
    _reply(session, petition, S.REFUSED, received, actor=actor, at=at)


def record_not_accepted(session: Session, petition: Petition, received: Received, *, actor: User, at: datetime) -> None:
    """Record that nobody took the letter, who said so and how; it can be handed in again or go by post."""
    _reply(session, petition, S.NOT_ACCEPTED, received, actor=actor, at=at)


def _reply(
    session: Session, petition: Petition, state: PetitionState, received: Received, *, actor: User, at: datetime
) -> None:
    steps.ensure_allowed(petition, state, actor=actor)
    steps.ensure_possible(session, petition, received.happened_on, at)
    if state is not S.NOT_ACCEPTED and petition.sent_on is None:
        raise RuleBroken(_l("This petition never went out, so nobody can have answered it."))
    _ensure_said(state, received)
    petition.replied_on, petition.reply_detail = received.happened_on, received.summary
    petition.reply_by, petition.reply_evidence_id = received.told_by, received.evidence_id
    steps.move(petition, state, actor=actor)
    steps.add_letter(session, petition, K(state.value), received, from_body_id=petition.body_id, actor=actor, at=at)
    clocks.follow(session, petition, on=received.happened_on)
    steps.tell(session, petition, state.value, actor=actor, at=at, detail=received.summary)


def _ensure_said(state: PetitionState, received: Received) -> None:
    """Refuse an answer without what shows it: words or the letter; of spoken words also who spoke them."""
    if state in SPOKEN:
        if not received.told_by:
            raise RuleBroken(_l("Say who told you so: a name, a post, or what the person looked like."), "told_by")
        if not received.summary:
            raise RuleBroken(_l("Write down the words as they were said."), "summary")
    elif not received.summary and received.evidence_id is None:
        raise RuleBroken(_l("Write what they answered, or add the letter itself."), "summary")


def withdraw(
    session: Session,
    petition: Petition,
    received: Received,
    *,
    under_pressure: bool,
    confirmed_how: str,
    actor: User,
    at: datetime,
) -> None:
    """Record who asked to take a petition back, whether freely, and how that was confirmed; everything stays."""
    state = S.WITHDRAWN_UNDER_PRESSURE if under_pressure else S.WITHDRAWN_FREELY
    steps.ensure_allowed(petition, state, actor=actor)
    steps.ensure_possible(session, petition, received.happened_on, at)
    steps.add_letter(
        session,
        petition,
        K.WITHDRAWAL_UNDER_PRESSURE if under_pressure else K.WITHDRAWAL,
        received,
        confirmed_how=confirmed_how,
        actor=actor,
        at=at,
    )
    steps.move(petition, state, actor=actor)
    clocks.follow(session, petition, on=received.happened_on)
    steps.tell(session, petition, petition.state.value, actor=actor, at=at, detail=received.summary)


def next_bodies(session: Session, petition: Petition) -> list[Body]:
    """List the bodies that this one's record names as the next to turn to, in its order."""
    if petition.body_version_id is None:
        return []
    keys = session.get_one(BodyVersion, petition.body_version_id).record.get("escalation_to", [])
    found = {body.key: body for body in session.scalars(select(Body).where(Body.key.in_(keys), Body.is_active))}
    return [found[key] for key in keys if key in found]


def escalate(
    session: Session,
    petition: Petition,
    *,
    to: Body,
    subject: str,
    letter: str,
    letter_kind: LetterKind | None = None,
    idempotency_key: str | None = None,
    actor: User,
    at: datetime,
) -> Petition:
    """Take a petition to the next body: a new draft about the same cases, chained to this one."""
    if idempotency_key:
        known = session.scalars(select(Petition).where(Petition.idempotency_key == idempotency_key)).one_or_none()
        if known is not None:
            return known
    if to.id not in {body.id for body in next_bodies(session, petition)}:
        raise RuleBroken(_l("This body is not one of the next steps of the body it was sent to."))
    steps.ensure_allowed(petition, S.ESCALATED, actor=actor)
    about = (
        select(Case).join(PetitionCase, PetitionCase.case_id == Case.id).where(PetitionCase.petition_id == petition.id)
    )
    cases = session.scalars(about.order_by(PetitionCase.id)).all()
    following = services.draft(
        session,
        cases,
        to,
        language=language_for(session, to, petition.language, at=at),
        subject=subject,
        letter=letter,
        letter_kind=letter_kind,
        petitioner=petition.petitioner,
        previous=petition,
        idempotency_key=idempotency_key,
        facts=_after(session, petition, S.ESCALATED),
        actor=actor,
        at=at,
    )
    steps.move(petition, S.ESCALATED, actor=actor)
    clocks.follow(session, petition, on=steps.day_of(at))
    name = services.body_name(session, following)
    steps.tell(session, petition, "escalated", actor=actor, at=at, detail=name)
    return following


def _after(session: Session, petition: Petition, state: PetitionState) -> list[CaseFacts]:
    """Gather the facts as they stand after a step: what begins a letter is no news about its case."""
    return [
        replace(
            one,
            petitions=tuple(
                replace(earlier, state=state) if earlier.id == petition.id else earlier for earlier in one.petitions
            ),
        )
        for one in letter_facts.of_petition(session, petition)
    ]


def language_for(session: Session, body: Body, wanted: TextLanguage | None, *, at: datetime) -> TextLanguage:
    """Choose the language of a letter: the one wanted if the body reads it, else the first of its own we write."""
    read = services.current_version(session, body, at=at).record["languages"]
    if wanted is not None and wanted.value in read:
        return wanted
    return next((language for language in LANGUAGES_WE_WRITE if language.value in read), TextLanguage.EN)


def close(session: Session, petition: Petition, *, reason: str, actor: User, at: datetime) -> None:
    """End a petition, with the reason."""
    steps.ensure_allowed(petition, S.CLOSED, actor=actor)
    petition.closed_on = steps.day_of(at)
    petition.outcome = reason
    steps.move(petition, S.CLOSED, actor=actor)
    clocks.follow(session, petition, on=steps.day_of(at))
    steps.tell(session, petition, "closed", actor=actor, at=at, detail=reason)
