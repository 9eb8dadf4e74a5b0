"""What each step of a petition does with the answers of its form; called inside the transaction of the page."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from flask import abort, g
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import clock
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.evidence import services as evidence
from caseapp.evidence.current import file_store
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions import corrections, incoming, incoming_queries, ladder, outcomes, queries, sending, services
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Correspondence, Petition
from caseapp.petitions.received import Received
from caseapp.web import row_number


def _proof(session: Session, petition: Petition, form: Any, kind: EvidenceKind) -> int | None:
    """Keep the file of a form with the first case of the petition."""
    if "proof" not in form or not form.proof.data:
        return None
    case = session.get_one(Case, petition.cases[0].case_id)
    store, at = file_store(), clock.now()
    upload = form.proof.data
    file = evidence.add_file(
        session,
        store,
        case,
        file=upload.stream,
        file_name=upload.filename or "file",
        kind=kind,
        title=None,
        source=None,
        actor=current_user,
        at=at,
    )
    if file.added_at == at:
        g.setdefault("just_stored", []).append(file.store_key)
    return file.id


def forget_files() -> None:
    """Remove what this request has put into the file store, when its step came to nothing."""
    store = file_store()
    for key in g.pop("just_stored", []):
        store.remove(key)


def _who() -> dict[str, Any]:
    return {"actor": current_user, "at": clock.now()}


def _plain(act: Callable[..., Any]) -> Callable[..., Petition | None]:
    """Take a step whose answers are the facts of its service."""

    def take(session: Session, petition: Petition, form: Any) -> None:
        act(session, petition, **form.facts(), **_who())

    return take


def _sent(session: Session, petition: Petition, form: Any) -> None:
    file = _proof(session, petition, form, EvidenceKind.PROOF_OF_SENDING)
    key = form.key.data or None
    sending.mark_sent(session, petition, **form.facts(), evidence_id=file, idempotency_key=key, **_who())


def _received(
    session: Session, petition: Petition, form: Any, kind: EvidenceKind = EvidenceKind.REPLY
) -> tuple[Received, dict[str, Any]]:
    """Gather what a piece of correspondence is recorded with, and the other answers of its form."""
    facts = form.facts()
    said = {one.name: facts.pop(one.name) for one in fields(Received) if one.name in facts}
    file = _proof(session, petition, form, kind)
    letter = _from_the_inbox(session, form)
    if letter is not None:
        file = incoming.as_evidence(session, letter, petition, **_who()) or file
    return Received(**said, evidence_id=file, idempotency_key=form.key.data or None), facts


def _from_the_inbox(session: Session, form: Any) -> IncomingLetter | None:
    """Get the letter of the inbox a form was begun from, as it stands now, or refuse if it no longer waits."""
    number = row_number(form.incoming.data) if "incoming" in form else None
    if number is None:
        return None
    found = incoming_queries.visible_to(current_user).where(IncomingLetter.id == number)
    letter = session.scalars(found.execution_options(populate_existing=True)).unique().one_or_none()
    if letter is None:
        raise RuleBroken(_l("Somebody has dealt with this letter meanwhile: it no longer waits in the inbox."))
    incoming.ensure_waiting(letter)
    return letter


def _attach(session: Session, petition: Petition, form: Any) -> None:
    """Tie the letter of the inbox to the piece of correspondence that it has just become."""
    letter = _from_the_inbox(session, form)
    if letter is None:
        return
    newest = select(Correspondence).where(Correspondence.petition_id == petition.id).order_by(Correspondence.id.desc())
    incoming.attach(session, letter, petition, session.scalars(newest.limit(1)).one(), **_who())


def _letter(act: Callable[..., Any], kind: EvidenceKind = EvidenceKind.REPLY) -> Callable[..., Petition | None]:
    """Take a step that adds a piece of correspondence."""

    def take(session: Session, petition: Petition, form: Any) -> None:
        received, facts = _received(session, petition, form, kind)
        act(session, petition, received, **facts, **_who())
        _attach(session, petition, form)

    return take


def _forward(session: Session, petition: Petition, form: Any) -> None:
    received, facts = _received(session, petition, form)
    key = facts.pop("body")
    body = session.scalars(queries.keyed(key)).one() if key else None
    sending.record_forwarded(session, petition, received, new_body=body, **facts, **_who())
    _attach(session, petition, form)


def _escalate(session: Session, petition: Petition, form: Any) -> Petition:
    body = session.scalars(queries.keyed(form.body.data)).one_or_none()
    if body is None:
        abort(404)
    return ladder.begin_next(session, petition, to=body, idempotency_key=form.key.data or None, **_who())


def _hand_over(session: Session, petition: Petition, form: Any) -> None:
    colleagues = queries.colleagues(petition.office_id)
    owner = next(one for one in session.scalars(colleagues) if str(one.id) == form.owner.data)
    services.hand_over(session, petition, owner=owner, **_who())


def _correct(session: Session, petition: Petition, form: Any) -> None:
    facts = {"acknowledged_on": None, "replied_on": None, **form.facts()}
    corrections.correct(session, petition, **facts, **_who())


def _take_back(session: Session, petition: Petition, form: Any) -> None:
    corrections.take_back(session, petition, **form.facts(), **_who())
    session.flush()
    kept = incoming.return_taken_back(session, file_store(), petition, **_who())
    g.setdefault("just_stored", []).extend(kept)


ACTS: dict[str, Callable[[Session, Petition, Any], Petition | None]] = {
    "edit": _plain(services.edit_draft),
    "submit": _plain(services.submit_for_review),
    "approve": _plain(services.approve),
    "send-back": _plain(services.send_back),
    "hand-over": _hand_over,
    "sent": _sent,
    "acknowledged": _letter(sending.record_acknowledged),
    "answer": _letter(outcomes.record_answer),
    "refused": _letter(outcomes.record_refused),
    "extended": _letter(sending.record_extended),
    "forwarded": _forward,
    "not-accepted": _letter(outcomes.record_not_accepted),
    "remind": _letter(sending.record_reminder, EvidenceKind.PROOF_OF_SENDING),
    "silence": _letter(sending.record_silence, EvidenceKind.OTHER),
    "other-letter": _letter(sending.record_other_letter),
    "escalate": _escalate,
    "withdraw": _letter(outcomes.withdraw),
    "correct": _correct,
    "take-back": _take_back,
    "close": _plain(outcomes.close),
}
