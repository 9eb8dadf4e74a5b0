"""A petition on its way: sent, received, passed on, given more time, asked after, turned away."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.petitions import clocks, letter_versions, rules, steps
from caseapp.petitions.body_data import parse_body
from caseapp.petitions.models import Body, BodyVersion, Petition, PetitionCase
from caseapp.petitions.moves import GIVES_PROOF
from caseapp.petitions.received import Received
from caseapp.petitions.reference import version_on
from caseapp.petitions.services import body_name
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionChannel, PetitionState

S = PetitionState
K = CorrespondenceKind


def mark_sent(
    session: Session,
    petition: Petition,
    *,
    sent_on: date,
    channel: PetitionChannel,
    reference: str | None = None,
    evidence_id: int | None = None,
    no_proof_because: str | None = None,
    is_by_family: bool = False,
    is_before_closing: bool = False,
    idempotency_key: str | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Record that a petition went out; the body's clock of that day starts.

    A way of sending that hands out a proof needs its picture, or the reason why there is none. ``is_by_family``: the
    family sent it before the case was opened. ``is_before_closing``: it went out while the body still took letters.
    """
    steps.ensure_allowed(petition, S.SENT, actor=actor)
    steps.ensure_sendable(session, petition, sent_on, at, is_by_family=is_by_family)
    if petition.state is S.NOT_ACCEPTED and petition.replied_on and sent_on < petition.replied_on:
        raise RuleBroken(_l("This day lies before the day it was not accepted. Check both days."), "sent_on")
    if not is_before_closing and _is_closed(session, petition):
        raise RuleBroken(
            _l(
                "This body is no longer written to. Write to the one that took over its work, "
                "or say below that the letter went out before."
            ),
            "channel",
        )
    if channel in GIVES_PROOF and evidence_id is None and not no_proof_because:
        raise RuleBroken(_l("Add a picture of the proof, or say why there is none."), "proof")
    if channel is PetitionChannel.E_OTINISH and not reference and not no_proof_because:
        raise RuleBroken(_l("Enter the receipt number of e-Otinish: by it every answer is found again."), "reference")
    version = letter_versions.version_to_send(session, petition, actor=actor, at=at)
    petition.sent_on, petition.channel, petition.reference = sent_on, channel, reference
    petition.replied_on = petition.reply_detail = petition.reply_by = petition.reply_evidence_id = None
    steps.move(petition, S.SENT, actor=actor)
    hold_version(session, petition, sent_on)
    sending = steps.add_letter(
        session,
        petition,
        K.SENT,
        Received(happened_on=sent_on, reference=reference, evidence_id=evidence_id, idempotency_key=idempotency_key),
        channel=channel,
        no_proof_because=no_proof_because,
        is_by_family=is_by_family,
        actor=actor,
        at=at,
    )
    letter_versions.tie_sending(session, sending, version)
    clocks.follow(session, petition, on=sent_on)
    steps.tell(session, petition, "sent", actor=actor, at=at, detail=_named_day(session, petition, sent_on))


def _is_closed(session: Session, petition: Petition) -> bool:
    return petition.body_id is not None and not session.get_one(Body, petition.body_id).is_active


def hold_version(session: Session, petition: Petition, sent_on: date) -> None:
    """Tie a petition to what was known of its body on the day of sending."""
    if petition.body_id is None:
        return
    body = session.get_one(Body, petition.body_id)
    session.refresh(body, ["versions"])
    petition.body_version_id = version_on(body, sent_on).id


def _named_day(session: Session, petition: Petition, day: date) -> str:
    return f"{body_name(session, petition)} · {day.isoformat()}"


def record_acknowledged(session: Session, petition: Petition, received: Received, *, actor: User, at: datetime) -> None:
    """Record that the body confirmed receipt; a term counted from receipt starts on that day."""
    steps.ensure_allowed(petition, S.ACKNOWLEDGED, actor=actor)
    steps.ensure_possible(session, petition, received.happened_on, at)
    petition.acknowledged_on = received.happened_on
    petition.reference = received.reference or petition.reference
    steps.move(petition, S.ACKNOWLEDGED, actor=actor)
    steps.add_letter(session, petition, K.ACKNOWLEDGED, received, actor=actor, at=at)
    clocks.follow(session, petition, on=received.happened_on)
    steps.tell(session, petition, "acknowledged", actor=actor, at=at, detail=received.happened_on.isoformat())


def record_forwarded(
    session: Session,
    petition: Petition,
    received: Received,
    *,
    new_body: Body | None,
    named: str | None = None,
    actor: User,
    at: datetime,
) -> Petition | None:
    """Record that a body passed the letter on; a body of the directory gets a petition with a clock of its own."""
    if new_body is None and not named:
        raise RuleBroken(_l("Say which body it was passed on to."), "body")
    if new_body is not None and new_body.id == petition.body_id:
        raise RuleBroken(_l("This is the body it was sent to. Choose the one it was passed on to."), "body")
    steps.ensure_allowed(petition, S.FORWARDED, actor=actor)
    steps.ensure_possible(session, petition, received.happened_on, at)
    on = received.happened_on
    following = _passed_on(session, petition, new_body, on, actor, at) if new_body is not None else None
    steps.add_letter(
        session,
        petition,
        K.FORWARDED,
        received,
        from_body_id=petition.body_id,
        to_body_id=new_body.id if new_body is not None else None,
        to_text=named if new_body is None else None,
        actor=actor,
        at=at,
    )
    steps.move(petition, S.FORWARDED, actor=actor)
    clocks.follow(session, petition, on=on)
    to = body_name(session, following) if following is not None else named
    steps.tell(session, petition, "forwarded", actor=actor, at=at, detail=f"{to} · {on.isoformat()}")
    return following


def _passed_on(session: Session, petition: Petition, body: Body, on: date, actor: User, at: datetime) -> Petition:
    """Make the petition that stands for the letter at the new body."""
    following = Petition(
        office_id=petition.office_id,
        body_id=body.id,
        state=S.SENT,
        language=petition.language,
        subject=petition.subject,
        letter=petition.letter,
        petitioner=petition.petitioner,
        sent_on=on,
        channel=PetitionChannel.OTHER,
        previous_id=petition.id,
        owner_id=petition.owner_id,
        drafted_by_id=petition.drafted_by_id,
        approved_by_id=petition.approved_by_id,
        created_at=at,
    )
    hold_version(session, following, on)
    session.add(following)
    session.flush()
    session.add_all(
        PetitionCase(petition_id=following.id, case_id=case_id) for case_id in steps.case_ids(session, petition)
    )
    steps.add_letter(
        session,
        following,
        K.SENT,
        Received(happened_on=on),
        channel=PetitionChannel.OTHER,
        from_body_id=petition.body_id,
        actor=actor,
        at=at,
    )
    clocks.follow(session, following, on=on)
    steps.tell(session, following, "sent", actor=actor, at=at, detail=_named_day(session, following, on))
    return following


def record_extended(
    session: Session,
    petition: Petition,
    received: Received,
    *,
    new_due_on: date | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Record that the body took more time: until the day it named, or by its rule."""
    steps.ensure_allowed(petition, S.EXTENDED, actor=actor)
    steps.ensure_possible(session, petition, received.happened_on, at)
    if new_due_on is None and not _may_extend_by_rule(session, petition):
        raise RuleBroken(_l("No rule says how long this body may extend. Enter the new day it named."), "new_due_on")
    if new_due_on is not None and new_due_on <= received.happened_on:
        raise RuleBroken(_l("The new day lies before the notice itself. Check both days."), "new_due_on")
    steps.add_letter(
        session,
        petition,
        K.EXTENDED,
        received,
        new_due_on=new_due_on,
        is_by_rule=new_due_on is None,
        actor=actor,
        at=at,
    )
    steps.move(petition, S.EXTENDED, actor=actor)
    clocks.follow(session, petition, on=received.happened_on)
    detail = f"→ {petition.due_on.isoformat()}" if petition.due_on else None
    steps.tell(session, petition, "extended", actor=actor, at=at, detail=detail)


def _may_extend_by_rule(session: Session, petition: Petition) -> bool:
    if petition.body_version_id is None:
        return False
    record = parse_body(session.get_one(BodyVersion, petition.body_version_id).record)
    return record.answer.extension is not None and record.answer.rule.amount is not None


def record_reminder(session: Session, petition: Petition, received: Received, *, actor: User, at: datetime) -> None:
    """Record that we asked after it; our own reminder starts again."""
    if petition.state not in rules.WAITING:
        raise RuleBroken(_l("Nobody owes an answer to this petition, so there is nothing to ask after."))
    steps.ensure_possible(session, petition, received.happened_on, at)
    steps.add_letter(session, petition, K.REMINDER, received, actor=actor, at=at)
    clocks.follow(session, petition, on=received.happened_on)
    steps.tell(session, petition, "asked_again", actor=actor, at=at, detail=received.happened_on.isoformat())


def record_silence(session: Session, petition: Petition, received: Received, *, actor: User, at: datetime) -> None:
    """Record that nothing had come when somebody looked after the time was over; no clock changes."""
    if petition.state not in rules.WAITING:
        raise RuleBroken(_l("Nobody owes an answer to this petition, so there is no silence to record."))
    steps.ensure_possible(session, petition, received.happened_on, at)
    if petition.due_on is not None and received.happened_on <= petition.due_on:
        raise RuleBroken(_l("The time for the answer was not over on this day. Look again after it."), "happened_on")
    steps.add_letter(session, petition, K.SILENCE, received, actor=actor, at=at)
    steps.tell(session, petition, "silence_noted", actor=actor, at=at, detail=received.happened_on.isoformat())


def record_other_letter(
    session: Session,
    petition: Petition,
    received: Received,
    *,
    kind: CorrespondenceKind,
    new_due_on: date | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Record a letter that moves the petition nowhere; the clocks it starts follow, to the day it names if it does."""
    if petition.sent_on is None or petition.state is S.CLOSED or petition.is_published_record:
        raise RuleBroken(_l("Letters are recorded for a petition that was sent and is not closed."))
    steps.ensure_possible(session, petition, received.happened_on, at)
    if new_due_on is not None and new_due_on <= received.happened_on:
        raise RuleBroken(_l("The day it names lies before the letter itself. Check both days."), "new_due_on")
    facts = {"from_body_id": petition.body_id, "new_due_on": new_due_on}
    steps.add_letter(session, petition, kind, received, **facts, actor=actor, at=at)
    clocks.follow(session, petition, on=received.happened_on)
    detail = f"{kind.label} · {received.happened_on.isoformat()}"
    steps.tell(session, petition, "letter_recorded", actor=actor, at=at, detail=detail)
