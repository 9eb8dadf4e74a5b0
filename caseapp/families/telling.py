"""What the family page says of a case, as sentences; nothing here carries a name, a text of ours or a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from caseapp.appeals.rules import GivenConsent, has_run_out, newest_of_each
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.claims import CustodyEpisode, StatusUpdate
from caseapp.cases.rules import StatusClaim, current_status
from caseapp.cases.vocabulary import Credibility, PlaceStatus
from caseapp.dates import PartialDate, spoken
from caseapp.dates.calendar_words import since_words
from caseapp.dates.wording import sentence as date_words
from caseapp.families import queries, rules, words
from caseapp.families.models import FamilyCard, FamilyMessage
from caseapp.petitions.states import WAITING, is_overdue
from caseapp.petitions.vocabulary import PetitionState
from caseapp.petitions.wording import in_language


@dataclass(frozen=True)
class Asked:
    """A petition as a family sees it."""

    body: str
    sent: str
    said: str
    due: str
    is_late: bool


@dataclass(frozen=True)
class Story:
    """Everything on a family's page."""

    where: str
    basis: str
    law: str
    health: str
    stage: str
    last_step: str
    next_step: str
    petitions: list[Asked]
    consents: list[tuple[str, str]]
    messages: list[FamilyMessage]
    is_minimal: bool


def tell(session: Session, card: FamilyCard, today: date) -> Story:
    """Read what a card's holder may know; a minimal card tells the stage and the next step only."""
    petitions = queries.petitions_of(session, card.case_id)
    states: list[Any] = [row.state for row in petitions]
    protest = queries.next_protest(session, card.case.office_id, today)
    shared: dict[str, Any] = {
        "stage": str(rules.stage(card.case.state, states).label),
        "last_step": format_date(card.case.changed_at, "LLLL yyyy"),
        "next_step": next_step(petitions, protest, today),
        "messages": list(queries.messages_of(session, card)),
        "is_minimal": card.is_minimal,
    }
    if card.is_minimal:
        return Story(where="", basis="", law="", health="", petitions=[], consents=[], **shared)
    status = current_status(queries.claims_of(session, card.case_id))
    who = str(words.WHO[rules.missing_as(card.kinship, card.case.sex)])
    custody = queries.custody_of(session, card.case_id)
    return Story(
        where=where(who, status.place, status.place_claim, custody),
        basis=basis(status.place_claim),
        law=str(words.LEGAL[status.legal]),
        health=str(words.HEALTH[status.health]),
        petitions=[asked(row, today) for row in petitions],
        consents=consents(queries.consents_of(session, card), today),
        **shared,
    )


def where(who: str, place: PlaceStatus, claim: StatusClaim | None, custody: Iterable[CustodyEpisode] = ()) -> str:
    """Say where somebody is, and since when or when that was so."""
    said = str(words.PLACE[place]) % {"who": who}
    began = next((one.began for one in custody if one.kind is place and one.began), None)
    if began is not None and began.earliest is not None:
        return _("%(what)s, as far as we know %(since)s.", what=said, since=since(began))
    told = claim.as_of if claim else None
    if told is None or (told.earliest is None and told.latest is None):
        return _("%(what)s.", what=said)
    if "/.." in told.edtf:
        return _("%(what)s, as far as we know %(since)s.", what=said, since=date_words(told))
    return _("%(what)s. This news is of %(date)s.", what=said, date=date_words(told))


def since(began: PartialDate) -> str:
    """Write "since late 2017"."""
    stated = began.edtf.partition("/")[0]
    return since_words(date_words(PartialDate.parse(stated)), stated)


def basis(claim: StatusClaim | None) -> str:
    """Say how we know it, as a kind of source only, and whether it is confirmed."""
    if not isinstance(claim, StatusUpdate):
        return ""
    sure = _("confirmed by others") if claim.credibility is Credibility.CONFIRMED else _("not confirmed")
    if claim.basis is None:
        return _("How sure this is: %(sure)s.", sure=sure)
    return _("How we know: %(basis)s; %(sure)s.", basis=words.BASIS[claim.basis], sure=sure)


def asked(row: Any, today: date) -> Asked:
    """Say of a petition to whom, when, what came back and when an answer is due."""
    said = str(words.PETITION[row.state])
    if row.replied_on is not None and row.state not in WAITING:
        said = _("%(said)s (%(date)s)", said=said, date=spoken.long(row.replied_on))
    sent = ""
    if row.sent_on is not None:
        sent = _("Sent on %(date)s.", date=spoken.long(row.sent_on))
    elif row.since is not None:
        sent = _("Sent: %(date)s.", date=date_words(row.since))
    if row.state is PetitionState.SENT and sent:
        said = _("No answer yet.")
    body = in_language(row.names) or _("An authority or organisation")
    return Asked(body, sent, said, due(row.state, row.due_on, today), is_overdue(row.state, row.due_on, today))


def due(state: PetitionState, due_on: date | None, today: date) -> str:
    """Say when an answer is due: the day, and what it means."""
    if state not in WAITING or due_on is None:
        return ""
    day = spoken.long(due_on)
    left = (due_on - today).days
    if left == 0:
        return _("An answer is due today, %(day)s.", day=day)
    if left > 0:
        return ngettext(
            "An answer is due on %(day)s, in %(num)s day.",
            "An answer is due on %(day)s, in %(num)s days.",
            left,
            day=day,
        )
    return ngettext(
        "An answer was due on %(day)s; it is %(num)s day late: we will ask again.",
        "An answer was due on %(day)s; it is %(num)s days late: we will ask again.",
        -left,
        day=day,
    )


def next_step(petitions: Iterable[Any], protest: Any, today: date) -> str:
    """Say what happens next: a protest that is planned, an answer that is awaited, else our call."""
    if protest is not None:
        return gathering(protest.held_on, protest.starts_at, protest.place_text)
    awaited = sorted(row.due_on for row in petitions if row.state in WAITING and row.due_on is not None)
    if awaited and awaited[0] < today:
        return _("An answer is late. We will ask again.")
    if awaited:
        return _(
            "We wait for an answer until %(day)s. If none comes, we will ask again.",
            day=spoken.long(awaited[0]),
        )
    return _("We will call you when there is news.")


def gathering(day: date, starts_at: time | None, place: str | None) -> str:
    """Say when and where the next protest of the office is."""
    when = spoken.full(day)
    if starts_at is not None:
        when = _("%(day)s, %(time)s", day=when, time=spoken.hour(starts_at))
    if place:
        return _("The next protest is on %(when)s. Place: %(place)s.", when=when, place=place)
    return _("The next protest is on %(when)s.", when=when)


def consents(given: Iterable[GivenConsent], today: date) -> list[tuple[str, str]]:
    """Say for each purpose what was agreed to; of several people's answers the most careful one counts."""
    newest = newest_of_each(given)
    order = (ConsentAnswer.WITHDRAWN, ConsentAnswer.REFUSED, ConsentAnswer.GIVEN)
    said: list[tuple[str, str]] = []
    for purpose in ConsentPurpose:
        answers = {
            ConsentAnswer.WITHDRAWN if has_run_out(one, today) else one.answer
            for one in newest
            if one.purpose is purpose
        }
        if answers:
            careful = next(answer for answer in order if answer in answers)
            said.append((str(words.CONSENT[purpose]), str(words.CONSENT_ANSWER[careful])))
    return said
