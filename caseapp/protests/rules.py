"""The rules of protests: notice and answer, what each outcome needs, until when a ruling can be appealed."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from caseapp.errors import RuleBroken
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.calendar import Calendar
from caseapp.petitions.deadlines import due_date_only
from caseapp.petitions.vocabulary import ClockKind, Silence
from caseapp.protests.vocabulary import NoticeAnswer, ProtestForm, ProtestOutcome, ProtestState

O = ProtestOutcome  # noqa: E741 - the table below is read by its members

NOTICE_BODY = "kz_akimat_assembly_notice"
APPROVAL_BODY = "kz_akimat_assembly_approval"
RULING_BODY = "kz_court_admin_offence"
NEEDS_APPROVAL = frozenset({ProtestForm.MARCH})

# What must be said of an outcome, and what else may be.
NEEDED: dict[ProtestOutcome, tuple[str, ...]] = {
    O.DETAINED_RELEASED: ("minutes",),
    O.ADMIN_ARREST: ("days",),
    O.FINED: ("amount_kzt",),
}
RULINGS = frozenset({O.FINED, O.ADMIN_ARREST, O.OFFICIAL_WARNING})
ANSWERS = (NoticeAnswer.AGREED, NoticeAnswer.OTHER_PLACE_PROPOSED, NoticeAnswer.REFUSED, NoticeAnswer.NOT_ACCEPTED)
MISSING = {
    "minutes": _l("Enter how many minutes they were held."),
    "days": _l("Enter how many days of arrest."),
    "amount_kzt": _l("Enter the amount of the fine in tenge."),
}


@dataclass(frozen=True)
class NoticeTerms:
    """Until when notice must be given, until when the akimat answers, and whether silence is consent."""

    give_by: date | None
    answer_by: date | None
    silence_is_consent: bool

    def is_late(self, given_on: date) -> bool:
        """Say whether notice given on a day is too late."""
        return self.give_by is not None and given_on > self.give_by


def body_key(form: ProtestForm) -> str:
    """Name the procedure of a form: a march needs approval, the others a notice (Law 333-VI, arts 10 to 14)."""
    return APPROVAL_BODY if form in NEEDS_APPROVAL else NOTICE_BODY


def notice_terms(held_on: date, given_on: date | None, body: BodyRecord, calendar: Calendar) -> NoticeTerms:
    """Work out the terms of a notice from the body's clocks.

    A notice is handed in five working days before (art. 10), answered in three; no answer means that the
    protest may be held (art. 11). A march takes ten and seven, and its silence means nothing (arts 12 and 13).
    """
    # A coordinator may have left the clock out of the directory: then no last day is known.
    lead = next((clock for clock in body.clocks if clock.kind is ClockKind.LEAD_TIME), None)
    give_by = due_date_only(lead.rule, held_on, calendar)[0] if lead is not None else None
    answer_by = due_date_only(body.answer.rule, given_on, calendar)[0] if given_on else None
    return NoticeTerms(give_by, answer_by, body.answer.rule.silence is Silence.CONSENT)


def notice_standing(answer: NoticeAnswer, form: ProtestForm, due_on: date | None, today: date) -> NoticeAnswer:
    """Say how a notice stands: no answer by the day it was due means that the protest may be held."""
    if answer is NoticeAnswer.NOTIFIED and form not in NEEDS_APPROVAL and due_on is not None and today > due_on:
        return NoticeAnswer.TACIT_CONSENT
    return answer


def ensure_outcome(kind: ProtestOutcome, facts: dict[str, object]) -> None:
    """Refuse an outcome that lacks what it needs, or has a number below zero."""
    for name in NEEDED.get(kind, ()):
        if facts.get(name) is None:
            raise RuleBroken(MISSING[name])


def appeal_due_on(kind: ProtestOutcome, served_on: date | None, body: BodyRecord, calendar: Calendar) -> date | None:
    """Work out the last day to appeal a ruling: the term of the court's body, counted from the service of the copy."""
    if kind not in RULINGS or served_on is None:
        return None
    window = next((clock for clock in body.clocks if clock.kind is ClockKind.APPEAL_WINDOW), None)
    return due_date_only(window.rule, served_on, calendar)[0] if window is not None else None


def ensure_planned(state: ProtestState) -> None:
    """Refuse to change the day of a protest that is over or called off."""
    if state is not ProtestState.PLANNED:
        raise RuleBroken(_l("This protest is no longer planned. Load the page again to see how it stands."))


def ensure_open(state: ProtestState) -> None:
    """Refuse to check in to a protest that was called off."""
    if state is ProtestState.CANCELLED:
        raise RuleBroken(_l("This protest was called off."))
