"""Checks of what happened: dates fine enough, places, forces, custody, sentence, protests, rulings, reprisals."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from caseapp.cases.vocabulary import EventType, LegalStatus, PlaceStatus
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.facts_shapes import PlaceFact, ProtestFact, ProtestOutcomeFact
from caseapp.petitions.readiness_person import Check, add, told_page
from caseapp.petitions.readiness_shapes import Asked, Finding, Link, missing, there, vague
from caseapp.protests.vocabulary import ProtestForm, ProtestOutcome, ProtestState

# The Convention against enforced disappearance entered into force on this day (general knowledge, to be verified).
CONVENTION_IN_FORCE = date(2010, 12, 23)
MARCHES = frozenset({ProtestForm.MARCH})
STANDING_FORMS = frozenset({ProtestForm.PICKET, ProtestForm.SINGLE_PICKET, ProtestForm.DAILY_PICKET, ProtestForm.RALLY})
PUNISHED = frozenset({ProtestOutcome.FINED, ProtestOutcome.ADMIN_ARREST, ProtestOutcome.OFFICIAL_WARNING})
HELD = frozenset(
    {ProtestOutcome.DETAINED_RELEASED, ProtestOutcome.PREVENTIVE_DETENTION, ProtestOutcome.FAMILY_DETAINED}
)


def event_page(asked: Asked, anchor: str = "") -> Link:
    """Link to the event the case begins with, to mend it; to a new event where there is none."""
    taken = asked.facts.taken
    if taken is None:
        return Link("cases.log_event", {"code": asked.code}, anchor)
    return Link("cases.change_row", {"code": asked.code, "what": "event", "row_id": taken.id}, anchor)


def taken_to_the_month(asked: Asked) -> Finding:
    """Ask when the person was taken, to the month at least: WGEID refuses anything vaguer."""
    taken = asked.facts.taken
    link = event_page(asked, "happened-group")
    if taken is None:
        return missing(_("No disappearance or arrest is recorded."), link)
    if taken.happened is None or taken.happened.earliest is None:
        return missing(_("It is recorded that the person was taken, but not when."), link)
    if not taken.happened.month_known:
        return vague(_("%(body)s needs at least the month.", body=asked.body), link)
    return there()


def taken_after_the_convention(asked: Asked) -> Finding:
    """Ask that the disappearance began after the Convention entered into force."""
    taken = asked.facts.taken
    link = event_page(asked, "happened-group")
    if taken is None or taken.happened is None:
        return missing(_("No dated disappearance or arrest is recorded."), link)
    earliest, latest = taken.happened.earliest, taken.happened.latest
    if earliest is not None and earliest >= CONVENTION_IN_FORCE:
        return there()
    if latest is not None and latest < CONVENTION_IN_FORCE:
        return missing(
            _("The disappearance began before the Convention was in force. Ask a lawyer before you write."), link
        )
    return vague(_("The date may lie before the Convention was in force (23 December 2010). Narrow it down."), link)


def taken_some_time(asked: Asked) -> Finding:
    """Ask when the person was taken, a year is enough."""
    taken = asked.facts.taken
    dated = (taken and taken.happened and taken.happened.earliest) or any(one.began for one in asked.facts.custody)
    return there() if dated else missing(link=event_page(asked, "happened-group"))


def taken_where(asked: Asked) -> Finding:
    """Ask where the person was taken or last seen: more than a country."""
    link = event_page(asked, "place_text")
    taken = asked.facts.taken
    place = taken.place if taken else PlaceFact()
    if not place:
        return missing(link=link)
    if not place.text and not place.code:
        return vague(_("Only the country is known. Add the village, town or county."), link)
    return there()


def forces(asked: Asked) -> Finding:
    """Ask which forces took the person, and why the State is believed responsible."""
    if not asked.told.get("forces"):
        return missing(link=told_page(asked, "forces"))
    if not asked.told.get("forces_why"):
        return vague(_("Say also why the State is believed responsible."), told_page(asked, "forces_why"))
    return there()


def narrative(asked: Asked) -> Finding:
    """Ask for an account of what happened: told as one, or as events with details, or as the family’s statement."""
    facts = asked.facts
    if asked.told.get("circumstances") or facts.summary:
        return there()
    if any(one.detail and not one.is_sensitive for one in facts.events) or any(
        one.is_usable for one in facts.statements
    ):
        return there()
    return missing(link=told_page(asked, "circumstances"))


def facts_in_order(asked: Asked) -> Finding:
    """Ask for dated events to tell in order."""
    events = asked.facts.events
    if not events:
        return missing(_("Nothing that happened is recorded yet."), event_page(asked))
    if not any(one.happened for one in events):
        return vague(_("Events are recorded, but none has a date."), event_page(asked, "happened-group"))
    return there(ngettext("%(num)s event is recorded.", "%(num)s events are recorded.", len(events)))


def custody_where(asked: Asked) -> Finding:
    """Ask for all the places of custody and the present one; “nobody knows where” is an answer if it is verified."""
    facts, link = asked.facts, add(asked, "custody")
    if any(one.place or one.facility for one in facts.custody) or facts.status.place_where:
        return there()
    if facts.custody or facts.status.place is not PlaceStatus.UNKNOWN:
        return vague(_("It is known how the person is held, but not where. Add the place, or what was tried."), link)
    return missing(link=link)


def status_now(asked: Asked) -> Finding:
    """Ask where the person is as far as anybody knows, verified."""
    link = Link("cases.log_status", {"code": asked.code})
    if asked.facts.status.place is PlaceStatus.UNKNOWN and asked.facts.status.legal is LegalStatus.UNKNOWN:
        if asked.facts.unverified_places:
            return vague(_("What is said about this is not verified yet."), link)
        return missing(link=link)
    return there()


def status_basis(asked: Asked) -> Finding:
    """Ask how the present status is known."""
    found = status_now(asked)
    if found == there() and asked.facts.status.place_basis is None and not asked.facts.sentences:
        return vague(
            _("The status is verified, but not how it is known."), Link("cases.log_status", {"code": asked.code})
        )
    return found


def sentence(asked: Asked) -> Finding:
    """Ask for the sentence; “no procedure” and “not sentenced” are answers too."""
    legal = asked.facts.status.legal
    if asked.facts.sentences or legal not in {
        LegalStatus.UNKNOWN,
        LegalStatus.SENTENCED_DOCUMENT,
        LegalStatus.SENTENCED_REPORTED,
    }:
        return there()
    return missing(link=add(asked, "sentence"))


def charge(asked: Asked) -> Finding:
    """Ask for the charge, or the reason the authorities gave."""
    if asked.told.get("reasons_given") or any(one.charge for one in asked.facts.sentences):
        return there()
    return missing(link=told_page(asked, "reasons_given"))


def of_event(*types: EventType) -> Check:
    """Ask for an event of some type."""

    def check(asked: Asked) -> Finding:
        known = any(one.type in types for one in asked.facts.events)
        return there() if known else missing(link=Link("cases.log_event", {"code": asked.code}))

    return check


def last_news(asked: Asked) -> Finding:
    """Ask for the last news: an event with a date, or a status with its day."""
    facts = asked.facts
    if facts.status.place_as_of or any(one.happened for one in facts.events):
        return there()
    return missing(link=Link("cases.log_event", {"code": asked.code}))


def health(asked: Asked) -> Finding:
    """Ask what endangers life or health."""
    known = asked.told.get("health_risk") or asked.facts.status.health_as_of
    return there() if known else missing(link=told_page(asked, "health_risk"))


def evidence(asked: Asked) -> Finding:
    """Ask for files to list."""
    count = len(asked.facts.evidence)
    if count:
        return there(ngettext("%(num)s file is kept with the case.", "%(num)s files are kept with the case.", count))
    return missing(link=Link("evidence.add", {"code": asked.code}))


def photo(asked: Asked) -> Finding:
    """Ask for a photograph."""
    return there() if asked.facts.photo_id else missing(link=Link("evidence.add", {"code": asked.code}))


def sources(asked: Asked) -> Finding:
    """Ask where it is known from: statements or files."""
    kept = any(one.kind is not EvidenceKind.PHOTO for one in asked.facts.evidence)
    return there() if kept or asked.facts.statements else missing(link=Link("evidence.add", {"code": asked.code}))


def protest(asked: Asked, forms: frozenset[ProtestForm] = MARCHES | STANDING_FORMS) -> ProtestFact | None:
    """Give the protest a notice is about: the next one planned in one of these forms."""
    planned = [one for one in asked.facts.protests if one.state is ProtestState.PLANNED and one.form in forms]
    return min(planned, key=lambda one: (one.held_on or date.max, one.id), default=None)


def of_protest(field: str) -> Check:
    """Ask for something of the protest that is planned."""

    def check(asked: Asked) -> Finding:
        wanted = MARCHES if asked.record.key == "kz_akimat_assembly_approval" else STANDING_FORMS
        planned = protest(asked, wanted)
        if planned is None:
            return missing(_("No protest of this form is planned for the case."), Link("protests.index"))
        if getattr(planned, field):
            return there()
        return missing(link=Link("protests.show", {"protest_id": planned.id}))

    return check


def protest_held(asked: Asked) -> Finding:
    """Ask for the protest at which something was done."""
    held = any(one.state is ProtestState.HELD for one in asked.facts.protests)
    return there() if held else missing(link=Link("protests.index"))


def rulings(asked: Asked) -> list[ProtestOutcomeFact]:
    """List what was ordered against those who came, the newest last."""
    return [out for one in asked.facts.protests for out in one.outcomes if out.kind in PUNISHED]


def ruling(asked: Asked) -> Finding:
    """Ask for number, day and court of the ruling."""
    if asked.told.get("ruling"):
        return there()
    if any(one.served_on or one.happened_on for one in rulings(asked)):
        return vague(_("The day is known. Write the number and the court too."), told_page(asked, "ruling"))
    return missing(link=told_page(asked, "ruling"))


def ruling_article(asked: Asked) -> Finding:
    """Ask for article and part."""
    if any(one.article for one in rulings(asked)):
        return there()
    return missing(_("Record the article with what was done at the protest."), Link("protests.index"))


def ruling_penalty(asked: Asked) -> Finding:
    """Ask what was ordered: the days, the amount, the warning."""
    found = rulings(asked)
    if not found:
        return missing(_("Record what was done at the protest."), Link("protests.index"))
    if any(one.days or one.amount_kzt or one.kind is ProtestOutcome.OFFICIAL_WARNING for one in found):
        return there()
    return vague(_("How many days, or what amount?"), Link("protests.index"))


def detention_times(asked: Asked) -> Finding:
    """Ask how long somebody was held."""
    outcomes = [out for one in asked.facts.protests for out in one.outcomes if out.kind in HELD]
    return there() if any(one.minutes for one in outcomes) else missing(link=Link("protests.index"))


def reprisal(asked: Asked) -> Finding:
    """Ask for a reprisal with its day."""
    link = Link("reprisals.log", {"code": asked.code})
    found = asked.facts.reprisals
    if not found:
        return missing(_("No reprisal is recorded."), link)
    if not any(one.happened for one in found):
        return vague(_("A reprisal is recorded, but not when it happened."), link)
    return there()


def reprisal_actor(asked: Asked) -> Finding:
    """Ask who did it."""
    known = any(one.actor for one in asked.facts.reprisals)
    return there() if known else missing(link=Link("reprisals.log", {"code": asked.code}))


def un_cooperation(asked: Asked) -> Finding:
    """Ask which contact with the United Nations came before: told, or a petition to a UN body tied to the reprisal."""
    if asked.told.get("un_cooperation"):
        return there()
    tied = {number for one in asked.facts.reprisals for number in one.petition_ids}
    sent = [one for one in asked.facts.petitions if one.was_sent and (one.body_key or "").startswith("un_")]
    if any(one.id in tied for one in sent):
        return there()
    if sent:
        return vague(
            _("A UN body was written to. Say that the reprisal answers it."), told_page(asked, "un_cooperation")
        )
    return missing(link=told_page(asked, "un_cooperation"))


def trial(asked: Asked) -> Finding:
    """Ask for the days of a trial or hearing."""
    return there() if asked.told.get("trial_dates") else missing(link=told_page(asked, "trial_dates"))


def assembly_or_defender(asked: Asked) -> Finding:
    """Ask for a protest, or for a reprisal in Kazakhstan."""
    if any(one.state is ProtestState.HELD for one in asked.facts.protests) or asked.facts.reprisals:
        return there()
    return missing(link=Link("protests.index"))
