"""Mending what was recorded wrongly: always with a reason, and the clocks follow."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.petitions import clocks, rules, steps
from caseapp.petitions.clock_services import DAYS
from caseapp.petitions.models import Correspondence, Petition
from caseapp.petitions.moves import GIVES_PROOF
from caseapp.petitions.sending import hold_version
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionChannel, PetitionState

S = PetitionState
K = CorrespondenceKind

# Which letters brought a petition to a state; the others (reminders, notes) left it where it was.
STATE_AFTER: dict[CorrespondenceKind, PetitionState] = {
    K.SENT: S.SENT,
    K.ACKNOWLEDGED: S.ACKNOWLEDGED,
    K.FORWARDED: S.FORWARDED,
    K.EXTENDED: S.EXTENDED,
    K.ANSWERED_MERITS: S.ANSWERED_MERITS,
    K.ANSWERED_FORMAL: S.ANSWERED_FORMAL,
    K.ANSWERED_ORAL: S.ANSWERED_ORAL,
    K.REFUSED: S.REFUSED,
    K.NOT_ACCEPTED: S.NOT_ACCEPTED,
    K.WITHDRAWAL: S.WITHDRAWN_FREELY,
    K.WITHDRAWAL_UNDER_PRESSURE: S.WITHDRAWN_UNDER_PRESSURE,
}


def correct(
    session: Session,
    petition: Petition,
    *,
    sent_on: date,
    channel: PetitionChannel,
    reference: str | None,
    acknowledged_on: date | None,
    replied_on: date | None,
    reason: str,
    actor: User,
    at: datetime,
) -> None:
    """Mend the days, the channel and the number of a petition that went out."""
    if petition.sent_on is None or petition.is_published_record:
        raise RuleBroken(_l("Nothing is recorded here yet that could be corrected."))
    if (acknowledged_on is None) != (petition.acknowledged_on is None) or (
        (replied_on is None) != (petition.replied_on is None)
    ):
        raise RuleBroken(_l("A day cannot be added or removed here. Record the step, or take it back."))
    old = (petition.sent_on, petition.acknowledged_on, petition.replied_on)
    letters = clocks.letters_of(session, petition)
    is_by_family = any(letter.is_by_family for letter in letters)
    steps.ensure_sendable(session, petition, sent_on, at, is_by_family=is_by_family)
    petition.sent_on = sent_on
    moved = {K.SENT: (old[0], sent_on), K.ACKNOWLEDGED: (old[1], acknowledged_on)}
    moved |= dict.fromkeys(clocks.REPLIES, (old[2], replied_on))
    for letter in letters:
        was, becomes = moved.get(letter.kind, (None, None))
        if becomes is not None and letter.happened_on == was:
            letter.happened_on = becomes
        if letter.happened_on is not None and letter.kind not in DAYS:
            steps.ensure_possible(session, petition, letter.happened_on, at)
        if letter.kind is K.SENT and letter.happened_on == sent_on:
            letter.reference, letter.channel = reference, channel
            if channel in GIVES_PROOF and letter.evidence_id is None and not letter.no_proof_because:
                letter.no_proof_because = reason
    petition.acknowledged_on, petition.replied_on = acknowledged_on, replied_on
    petition.channel, petition.reference = channel, reference
    hold_version(session, petition, sent_on)
    clocks.follow(session, petition, on=replied_on or petition.closed_on or steps.day_of(at))
    changed = [
        f"{before.isoformat()} → {after.isoformat()}"
        for before, after in zip(old, (sent_on, acknowledged_on, replied_on), strict=True)
        if before is not None and after is not None and before != after
    ]
    steps.tell(session, petition, "corrected", actor=actor, at=at, detail=" · ".join([*changed, reason]))


def last_step(session: Session, petition: Petition) -> Correspondence | None:
    """Find the letter that brought the petition to where it stands."""
    made = [letter for letter in clocks.letters_of(session, petition) if letter.kind in STATE_AFTER]
    return max(made, key=lambda letter: letter.id, default=None)


def take_back(session: Session, petition: Petition, *, reason: str, actor: User, at: datetime) -> None:
    """Undo the last step: open a closed petition again, or mark the last letter as recorded by mistake."""
    if petition.is_published_record or petition.state in rules.UNSENT:
        raise RuleBroken(_l("Nothing is recorded here yet that could be corrected."))
    if petition.state not in {S.CLOSED, S.ESCALATED}:
        letter = last_step(session, petition)
        if letter is None:
            raise RuleBroken(_l("Nothing is recorded here yet that could be corrected."))
        if letter.kind is K.FORWARDED and clocks.has_successor(session, petition):
            raise RuleBroken(
                _l("The body it was passed on to has a petition of its own. Take that one back or close it first.")
            )
        letter.taken_back_because = reason
    _stand_as_recorded(session, petition)
    clocks.follow(session, petition, on=steps.day_of(at))
    steps.tell(session, petition, "taken_back", actor=actor, at=at, detail=reason)


def take_back_letter(
    session: Session, petition: Petition, letter: Correspondence, *, reason: str, actor: User, at: datetime
) -> None:
    """Mark a letter or day that moved the petition nowhere as recorded by mistake; its clocks go with it."""
    if petition.is_published_record or letter.petition_id != petition.id or letter.kind in STATE_AFTER:
        raise RuleBroken(_l("This letter moved the petition. Take back the last step instead."))
    if letter.taken_back_because is not None:
        return
    letter.taken_back_because = reason
    clocks.follow(session, petition, on=steps.day_of(at))
    detail = f"{letter.kind.label} · {reason}"
    steps.tell(session, petition, "letter_taken_back", actor=actor, at=at, detail=detail)


def _stand_as_recorded(session: Session, petition: Petition) -> None:
    """Put a petition where its letters leave it."""
    session.flush()
    letters = [letter for letter in clocks.letters_of(session, petition) if letter.kind in STATE_AFTER]
    letters.sort(key=lambda letter: letter.id)
    days = {letter.kind: letter.happened_on for letter in letters}
    replies = [letter for letter in letters if letter.kind in clocks.REPLIES]
    last = letters[-1] if letters else None
    petition.state = STATE_AFTER[last.kind] if last else S.APPROVED if petition.approved_by_id else S.DRAFT
    petition.sent_on = days.get(K.SENT)
    petition.acknowledged_on = days.get(K.ACKNOWLEDGED)
    answered = petition.state in rules.ANSWERED | rules.WITHDRAWN | {S.REFUSED, S.NOT_ACCEPTED}
    last_reply = replies[-1] if replies and answered else None
    petition.replied_on = last_reply.happened_on if last_reply else None
    petition.reply_detail = last_reply.summary if last_reply else None
    petition.reply_by = last_reply.told_by if last_reply else None
    petition.reply_evidence_id = last_reply.evidence_id if last_reply else None
    petition.closed_on = None
    petition.outcome = None
    if petition.sent_on is None:
        petition.channel = petition.reference = None
