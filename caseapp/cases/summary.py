"""The sentence a case page begins with: where the person is, how we know, what comes next."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from flask_babel import gettext as _
from flask_babel import ngettext

from caseapp.cases.rules import CurrentStatus, StatusClaim
from caseapp.cases.timeline import recipient
from caseapp.cases.vocabulary import ClaimState, HealthStatus, LegalStatus, PlaceStatus
from caseapp.dates.distance import how_far
from caseapp.dates.wording import sentence as date_words


@dataclass(frozen=True)
class NextStep:
    """Something that is due: what, when, and the petition it belongs to."""

    words: str
    due_on: date | None
    petition_id: int | None = None


def answer(dossier: SimpleNamespace, status: CurrentStatus) -> str:
    """Say in one or two sentences where the person is and how we know."""
    if status.place_claim is not None:
        said = _placed(status)
    else:
        unverified = [update for update in dossier.status_updates if update.state is ClaimState.UNVERIFIED]
        if unverified:
            newest = unverified[-1]
            axis = newest.place_status or newest.legal_status or newest.health_status
            said = _("Nothing is verified yet. The last report says: %(status)s.", status=_lower(axis.label))
        else:
            said = _("Nobody has told us yet where this person is.")
    return " ".join([said, *_asides(status)])


def _placed(status: CurrentStatus) -> str:
    claim = status.place_claim
    if claim is None:
        return ""
    place = status.place.label
    when = date_words(claim.as_of) if claim.as_of else None
    basis = getattr(claim, "basis", None)
    if status.place is PlaceStatus.UNKNOWN:
        return _("Where this person is, nobody knows (as of %(date)s).", date=when) if when else str(place) + "."
    if when and basis:
        return _("%(status)s, as of %(date)s, according to %(basis)s.", status=place, date=when, basis=basis.label)
    if when:
        return _("%(status)s, as of %(date)s.", status=place, date=when)
    return _("%(status)s, date not known.", status=place)


def _asides(status: CurrentStatus) -> list[str]:
    said = []
    if status.legal_claim is not None and status.legal is not LegalStatus.UNKNOWN:
        said.append(_("%(status)s.", status=status.legal.label))
    if status.health_claim is not None and status.health not in (HealthStatus.UNKNOWN, HealthStatus.NO_KNOWN_PROBLEM):
        said.append(_("%(status)s.", status=status.health.label))
    return said


def _lower(label: object) -> str:
    words = str(label)
    return words[:1].lower() + words[1:]


def how_known(claim: StatusClaim | None) -> str | None:
    """Say what a status on one axis rests on: date, basis, rating."""
    if claim is None:
        return None
    parts = []
    if claim.as_of is not None:
        parts.append(_("as of %(date)s", date=date_words(claim.as_of)))
    basis = getattr(claim, "basis", None)
    if basis is not None:
        parts.append(_("according to %(basis)s", basis=basis.label))
    parts.append(_("rated %(code)s", code=f"{claim.reliability.value}{claim.credibility.value}"))
    return ", ".join(parts)


def next_steps(dossier: SimpleNamespace) -> list[NextStep]:
    """List what is due on a case, soonest first."""
    steps = []
    for petition in dossier.petitions:
        for clock in petition.clocks:
            if clock.stopped_on is None and clock.due_on is not None:
                words = _("%(clock)s: %(body)s", clock=clock.kind.label, body=recipient(petition))
                steps.append(NextStep(words, clock.due_on, petition.id))
    waiting = sum(update.state is ClaimState.UNVERIFIED for update in dossier.status_updates)
    if waiting:
        steps.append(
            NextStep(
                ngettext("%(num)s report waits to be verified", "%(num)s reports wait to be verified", waiting), None
            )
        )
    return sorted(steps, key=lambda step: (step.due_on is None, step.due_on or date.max))


def days_until(due_on: date, today: date) -> str:
    """Say how far away a day is on which something is due, or how late it is."""
    if due_on < today:
        late = (today - due_on).days
        return ngettext("%(num)s day late", "%(num)s days late", late)
    return how_far(due_on, today)
