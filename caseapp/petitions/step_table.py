"""The steps of a petition as pages: which state each leads to, who may take it, what its page asks."""

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.accounts.models import User
from caseapp.permissions import Permission
from caseapp.petitions import forms, rules
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState

S = PetitionState


ENDPOINTS = {
    Permission.PETITION_DRAFT: "draft_step",
    Permission.PETITION_APPROVE: "review_step",
    Permission.PETITION_SEND: "send_step",
    Permission.PETITION_RECORD_REPLY: "reply_step",
}


@dataclass(frozen=True)
class Step:
    """One step: its address, what it leads to, what it needs, and its words."""

    slug: str
    leads_to: frozenset[PetitionState]
    permission: Permission
    form: Any
    title: LazyString
    lead: LazyString
    button: LazyString
    done: LazyString
    style: str = "secondary"

    @property
    def endpoint(self) -> str:
        """Name the view that takes this step."""
        return ENDPOINTS[self.permission]

    def is_open(self, petition: Petition, person: User) -> bool:
        """Say whether this person may take this step now (a courtesy: the services refuse in any case)."""
        if not person.can(self.permission) or petition.is_published_record:
            return False
        if self.slug == "approve" and petition.drafted_by_id == person.id:
            return False
        return self._follows(petition)

    def _follows(self, petition: Petition) -> bool:
        if self.slug in {"remind", "silence"}:
            return petition.state in rules.WAITING
        if self.slug == "other-letter":
            return petition.sent_on is not None and petition.state is not S.CLOSED
        if self.slug == "hand-over":
            return petition.state is not S.CLOSED
        if self.slug == "correct":
            return petition.sent_on is not None
        if self.slug == "take-back":
            return petition.state not in rules.UNSENT
        if self.slug == "edit":
            return petition.state in {S.DRAFT, S.APPROVED}
        if self.slug == "send-back":
            return petition.state is S.IN_REVIEW
        if self.slug == "submit":
            return petition.state is S.DRAFT
        if self.slug == "approve":
            return petition.state is S.IN_REVIEW
        return bool(self.leads_to & rules.MOVES[petition.state])


def _step(slug: str, leads_to: Any, permission: Permission, form: Any, *words: LazyString, style: str = "") -> Step:
    reached = frozenset({leads_to}) if isinstance(leads_to, PetitionState) else frozenset(leads_to)
    title, lead, button, done = words
    return Step(slug, reached, permission, form, title, lead, button, done, style or "secondary")


P = Permission
STEPS: dict[str, Step] = {
    step.slug: step
    for step in (
        _step(
            "edit",
            S.IN_REVIEW,
            P.PETITION_DRAFT,
            forms.LetterForm,
            _l("Change the letter"),
            _l("A letter that was approved is read again after a change."),
            _l("Save the letter"),
            _l("The letter is saved."),
        ),
        _step(
            "submit",
            S.IN_REVIEW,
            P.PETITION_DRAFT,
            forms.PlainForm,
            _l("Send to review"),
            _l("Somebody who did not write it reads the letter before it goes out."),
            _l("Send to review"),
            _l("The letter is in review."),
            style="primary",
        ),
        _step(
            "approve",
            S.APPROVED,
            P.PETITION_APPROVE,
            forms.PlainForm,
            _l("Approve"),
            _l("The letter may go out as it stands."),
            _l("Approve the letter"),
            _l("The letter is approved."),
            style="primary",
        ),
        _step(
            "send-back",
            S.DRAFT,
            P.PETITION_APPROVE,
            forms.ReasonForm,
            _l("Send back"),
            _l("The letter goes back to whoever wrote it, with your reason."),
            _l("Send it back"),
            _l("The letter went back."),
        ),
        _step(
            "sent",
            S.SENT,
            P.PETITION_SEND,
            forms.SentForm,
            _l("Record the sending"),
            _l("The clock of the body starts with these answers."),
            _l("Record the sending"),
            _l("Sent. The clock runs."),
            style="primary",
        ),
        _step(
            "acknowledged",
            S.ACKNOWLEDGED,
            P.PETITION_RECORD_REPLY,
            forms.AcknowledgedForm,
            _l("Record the receipt"),
            _l("The body confirmed that it has the letter."),
            _l("Record the receipt"),
            _l("The receipt is recorded."),
        ),
        _step(
            "answer",
            rules.ANSWERED,
            P.PETITION_RECORD_REPLY,
            forms.AnswerForm,
            _l("Record the answer"),
            _l("The clock stops on the day of the answer."),
            _l("Record the answer"),
            _l("The answer is recorded."),
            style="primary",
        ),
        _step(
            "refused",
            S.REFUSED,
            P.PETITION_RECORD_REPLY,
            forms.RefusedForm,
            _l("Record a refusal"),
            _l("The clock stops, and the next body can be asked."),
            _l("Record the refusal"),
            _l("The refusal is recorded."),
        ),
        _step(
            "extended",
            S.EXTENDED,
            P.PETITION_RECORD_REPLY,
            forms.ExtendedForm,
            _l("Record more time"),
            _l("The body gave itself more time, and told us so."),
            _l("Record the extension"),
            _l("The extension is recorded."),
        ),
        _step(
            "forwarded",
            S.FORWARDED,
            P.PETITION_RECORD_REPLY,
            forms.ForwardedForm,
            _l("Record that it was passed on"),
            _l("The body it went to gets a petition of its own, with its own clock."),
            _l("Record it"),
            _l("It is recorded where the letter went."),
        ),
        _step(
            "not-accepted",
            S.NOT_ACCEPTED,
            P.PETITION_RECORD_REPLY,
            forms.NotAcceptedForm,
            _l("Record that it was not accepted"),
            _l("Nobody took the letter. It can be handed in again or sent by post."),
            _l("Record it"),
            _l("It is recorded that nobody took the letter."),
        ),
        _step(
            "remind",
            (),
            P.PETITION_RECORD_REPLY,
            forms.ReminderForm,
            _l("Record that you asked again"),
            _l("Our own reminder starts again on this day; the clock of the law does not."),
            _l("Record it"),
            _l("It is recorded that you asked again."),
        ),
        _step(
            "silence",
            (),
            P.PETITION_RECORD_REPLY,
            forms.SilenceForm,
            _l("Record that nothing came"),
            _l("That you looked and found nothing is written down with its day: it belongs to every complaint."),
            _l("Record the silence"),
            _l("The silence is recorded."),
        ),
        _step(
            "other-letter",
            (),
            P.PETITION_RECORD_REPLY,
            forms.OtherLetterForm,
            _l("Record another letter"),
            _l("A reply of the State, an opinion, a decision on a complaint: some letters start a clock of their own."),
            _l("Record the letter"),
            _l("The letter is recorded."),
            style="quiet",
        ),
        _step(
            "escalate",
            S.ESCALATED,
            P.PETITION_RECORD_REPLY,
            forms.EscalateForm,
            _l("Go to the next body"),
            _l("A new draft about the same cases begins, tied to this one."),
            _l("Begin the letter to the next body"),
            _l("Here is the draft to the next body."),
        ),
        _step(
            "withdraw",
            rules.WITHDRAWN,
            P.PETITION_DRAFT,
            forms.WithdrawForm,
            _l("Record a withdrawal"),
            _l("Nothing is deleted. Ask once more over another channel if there may be pressure."),
            _l("Record the withdrawal"),
            _l("The withdrawal is recorded. Everything is kept."),
            style="quiet",
        ),
        _step(
            "hand-over",
            (),
            P.PETITION_APPROVE,
            forms.HandOverForm,
            _l("Hand it over"),
            _l("The petition and its deadlines go to somebody else of the office."),
            _l("Hand it over"),
            _l("Handed over."),
            style="quiet",
        ),
        _step(
            "correct",
            (),
            P.PETITION_RECORD_REPLY,
            forms.CorrectForm,
            _l("Correct what was recorded"),
            _l("The clocks follow the corrected days. The history keeps what stood here before."),
            _l("Save the correction"),
            _l("Corrected. The clocks have followed."),
            style="quiet",
        ),
        _step(
            "take-back",
            (),
            P.PETITION_RECORD_REPLY,
            forms.ReasonForm,
            _l("Take back the last step"),
            _l("It stands again as before the last step. The record of that step is kept, with your reason."),
            _l("Take it back"),
            _l("The last step is taken back."),
            style="quiet",
        ),
        _step(
            "close",
            S.CLOSED,
            P.PETITION_RECORD_REPLY,
            forms.ReasonForm,
            _l("Close"),
            _l("Nothing more is expected from this petition."),
            _l("Close the petition"),
            _l("The petition is closed."),
            style="quiet",
        ),
    )
}


def open_steps(petition: Petition, person: User) -> list[Step]:
    """List the steps this person may take with a petition now, the likeliest first."""
    found = [step for step in STEPS.values() if step.is_open(petition, person)]
    return sorted(found, key=lambda step: step.style != "primary")


def next_step(petition: Petition, person: User) -> Step | None:
    """Choose the one step a row of the board offers."""
    order = {
        S.DRAFT: ("submit", "edit"),
        S.IN_REVIEW: ("approve",),
        S.APPROVED: ("sent",),
        S.NOT_ACCEPTED: ("sent",),
        S.REFUSED: ("escalate",),
        S.ANSWERED_FORMAL: ("escalate",),
        S.ANSWERED_ORAL: ("answer",),
    }.get(petition.state, ("answer",) if petition.due_on is not None else ())
    for slug in order:
        if STEPS[slug].is_open(petition, person):
            return STEPS[slug]
    return None
