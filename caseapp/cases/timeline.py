"""The life of a case as one line: what happened, what we did, what was done to the family in answer."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask_babel import LazyString, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from caseapp.cases.dossier import Record
from caseapp.cases.vocabulary import ClaimState, ComponentKind, EventType
from caseapp.dates import PartialDate
from caseapp.dates.partial_date import Precision
from caseapp.dates.wording import sentence
from caseapp.petitions.facts_told import QUESTIONS
from caseapp.petitions.wording import in_language
from caseapp.places import gazetteer
from caseapp.places.countries import country_name
from caseapp.vocabulary import Vocabulary

HAPPENED, DEED, REPRISAL = "happened", "deed", "reprisal"

SPANS = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.SEASON: "season",
    Precision.YEAR: "year",
    Precision.DECADE: "years",
    Precision.CENTURY: "years",
}
SEASON_DAYS, YEAR_DAYS = 124, 366

SYMBOLS = {
    EventType.ARREST: "lock",
    EventType.DISAPPEARANCE: "question",
    EventType.CAMP_INTERNMENT: "fence",
    EventType.IMPRISONMENT: "lock",
    EventType.SENTENCE: "scales",
    EventType.RELEASE: "door",
    EventType.RETURN: "home",
    EventType.DEATH: "leaf",
    EventType.HOSPITALISATION: "health",
    EventType.FORCED_LABOUR: "factory",
    EventType.HOUSE_ARREST: "home",
    EventType.CONTACT_LOST: "silence",
    EventType.CONTACT: "phone",
}

FIELD_WORDS = {
    "arrest": EventType.ARREST.label,
    "citizenship": _l("Citizenship"),
    "protest": _l("Protest"),
    "reprisal": _l("Reprisal"),
}


@dataclass(frozen=True)
class Entry:
    """One thing on the line; ``when`` is None where nobody knows."""

    side: str
    kind: "str | LazyString"
    title: "str | LazyString"
    when: PartialDate | None
    symbol: str
    source: str | None = None
    detail: str | None = None
    notes: tuple[str, ...] = ()
    link: tuple[str, dict[str, Any]] | None = None
    anchor: str = ""
    child_titles: tuple[str, ...] = ()
    row: tuple[str, int] | None = None

    @property
    def span(self) -> str:
        """Return how wide the band of an uncertain date is."""
        return span_of(self.when)

    @property
    def sort_key(self) -> tuple[bool, date, date, str]:
        """Order by earliest, then latest day; what has no date comes last."""
        if self.when is None:
            return True, date.max, date.max, self.anchor
        return False, *self.when.sort_key, self.anchor


def span_of(when: PartialDate | None) -> str:
    """Return day, month, season, year or years: how much time a date may mean."""
    if when is None:
        return "day"
    if when.precision in SPANS:
        return SPANS[when.precision]
    if when.earliest is None or when.latest is None:
        return "years"
    days = (when.latest - when.earliest).days
    return "season" if days <= SEASON_DAYS else "year" if days <= YEAR_DAYS else "years"


def exact(day: date | None) -> PartialDate | None:
    """Return a known day as a partial date."""
    return PartialDate.of(day) if day else None


def entries(dossier: SimpleNamespace) -> list[Entry]:
    """Return everything that belongs on the line of a case, oldest first."""
    found = [
        *map(_event, dossier.events),
        *map(_custody, dossier.custody),
        *map(_sentence, dossier.sentences),
        *map(_status, dossier.status_updates),
        *map(_petition, dossier.petitions),
        *(_letter(petition, letter) for petition in dossier.petitions for letter in petition.letters),
        *map(_protest, dossier.protests),
        *map(_appeal, dossier.appeals),
        *map(_reprisal, dossier.reprisals),
        *(_media(item) for item in dossier.media if item.published),
    ]
    return sorted(found, key=lambda entry: entry.sort_key)


def _notes(record: Record) -> tuple[str, ...]:
    said = []
    if getattr(record, "basis", None):
        said.append(_("according to %(basis)s", basis=record.basis.label))
    if getattr(record, "is_date_derived", False):
        said.append(_("date worked out from what was told"))
    if place := place_words(record):
        said.append(_("place: %(place)s", place=place))
    return tuple(said)


def place_words(record: Record) -> str:
    """Say a place as it was told, with the county it was taken for, how sure that is, and the country."""
    code = getattr(record, "place_code", None)
    known = gazetteer.places().get(code) if code else None
    label = gazetteer.label(known, str(get_locale())) if known else None
    told = getattr(record, "place_text", None)
    parts = (
        told if told != label else None,
        f"{label} {code}" if label else code,
        getattr(record, "place_confidence", None),
        country_name(getattr(record, "place_country", None)),
    )
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _event(event: Record) -> Entry:
    return Entry(
        HAPPENED,
        _("Event"),
        as_printed(event.type, event.type_as_printed),
        event.happened,
        SYMBOLS.get(event.type, "dot"),
        event.source,
        event.detail,
        _notes(event),
        anchor=f"event-{event.id}",
        row=("event", event.id),
    )


def as_printed(member: Vocabulary, printed: str | None) -> "str | LazyString":
    """Return a term's label; for a word there is no term for, the word itself."""
    return printed.replace("_", " ") if printed and member.value == "other" else member.label


def field_words(field: str) -> "str | LazyString":
    """Name what a claim is about: in the page's language where there is a word for it, else as it was printed."""
    if field in FIELD_WORDS:
        return FIELD_WORDS[field]
    if field in QUESTIONS:
        return QUESTIONS[field].label
    words = field.replace("_", " ")
    return words[:1].upper() + words[1:]


def _custody(episode: Record) -> Entry:
    notes = _notes(episode)
    if episode.ended:
        notes = (*notes, _("until %(date)s", date=sentence(episode.ended, get_locale())))
    return Entry(
        HAPPENED,
        _("Custody"),
        episode.kind.label,
        episode.began,
        "fence",
        episode.source,
        " · ".join(part for part in (episode.facility, episode.detail) if part) or None,
        notes,
        anchor=f"custody-{episode.id}",
        row=("custody", episode.id),
    )


def _sentence(record: Record) -> Entry:
    return Entry(
        HAPPENED,
        _("Sentence"),
        sentence_title(record),
        record.announced,
        "scales",
        record.source,
        record.charge,
        (_("announced by: %(who)s", who=record.announced_by),) if record.announced_by else (),
        anchor=f"sentence-{record.id}",
        row=("sentence", record.id),
    )


def sentence_title(record: Record) -> str:
    """Say a sentence's length in words: whole, as a range, or part by part."""
    if record.years_total is not None:
        said = ngettext("Sentence of %(num)s year", "Sentence of %(num)s years", record.years_total)
    elif record.years_from is not None:
        said = _("Sentence of %(low)s to %(high)s years", low=record.years_from, high=record.years_to)
    else:
        said = _("Sentence, length not known")
    parts = [component_words(part) for part in record.components]
    return f"{said} ({', '.join(parts)})" if parts else said


def component_words(part: Record) -> str:
    """Say one component of a sentence, such as "prison 5 years"."""
    unnamed = part.kind is ComponentKind.UNSPECIFIED and part.kind_as_printed
    kind: str = part.kind_as_printed if unnamed else str(part.kind.label)
    if part.years is not None:
        return ngettext("%(kind)s %(num)s year", "%(kind)s %(num)s years", part.years, kind=kind)
    if part.months is not None:
        return ngettext("%(kind)s %(num)s month", "%(kind)s %(num)s months", part.months, kind=kind)
    return kind


def _status(update: Record) -> Entry:
    said = [str(axis.label) for axis in (update.place_status, update.legal_status, update.health_status) if axis]
    states = {
        ClaimState.VERIFIED: _("verified"),
        ClaimState.UNVERIFIED: _("not verified"),
        ClaimState.SET_ASIDE: _("set aside"),
    }
    return Entry(
        HAPPENED,
        _("Status update"),
        "; ".join(said),
        update.as_of,
        "check" if update.state is ClaimState.VERIFIED else "question",
        update.source,
        update.detail,
        (states[update.state], *_notes(update)),
        anchor=f"status-{update.id}",
    )


def _petition(petition: Record) -> Entry:
    return Entry(
        DEED,
        _("Petition"),
        recipient(petition),
        exact(petition.sent_on) or petition.since,
        "letter",
        petition.source,
        petition.reply_detail,
        (str(petition.state.label),),
        link=("petitions.show", {"petition_id": petition.id}),
        anchor=f"petition-{petition.id}",
    )


def recipient(petition: Record) -> str:
    """Name the body in the page's language, else as the petition's record has it."""
    return in_language(petition.body_names, petition.recipient_text or "")


def _letter(petition: Record, letter: Record) -> Entry:
    return Entry(
        DEED,
        letter.direction.label,
        f"{letter.kind.label}: {recipient(petition)}",
        exact(letter.happened_on),
        "speech",
        None,
        letter.summary,
        link=("petitions.show", {"petition_id": petition.id}),
        anchor=f"letter-{letter.id}",
    )


def _protest(protest: Record) -> Entry:
    outcomes = [outcome for appearance in protest.appearances for outcome in appearance.outcomes]
    return Entry(
        DEED,
        _("Protest"),
        as_printed(protest.form, protest.form_as_printed),
        exact(protest.held_on) or protest.when,
        "placard",
        protest.source,
        protest.detail or protest.demand,
        _notes(protest),
        ("protests.show", {"protest_id": protest.id}),
        f"protest-{protest.id}",
        tuple(str(as_printed(outcome.kind, outcome.kind_as_printed)) for outcome in outcomes),
    )


def _appeal(appeal: Record) -> Entry:
    return Entry(
        DEED,
        _("Appeal"),
        appeal.channel.label,
        exact(appeal.received_on),
        "speech",
        appeal.source,
        None,
        (str(appeal.state.label),),
        None if appeal.is_withheld else ("appeals.show", {"appeal_id": appeal.id}),
        f"appeal-{appeal.id}",
    )


def _reprisal(reprisal: Record) -> Entry:
    notes = [
        _("%(label)s: %(text)s", label=label, text=text)
        for label, text in (
            (_("against"), reprisal.target),
            (_("by"), reprisal.actor),
            (_("after"), reprisal.linked_to_as_printed),
        )
        if text
    ]
    return Entry(
        REPRISAL,
        _("Reprisal"),
        as_printed(reprisal.type, reprisal.type_as_printed),
        reprisal.happened,
        "warning",
        reprisal.source,
        reprisal.detail,
        tuple(notes),
        anchor=f"reprisal-{reprisal.id}",
    )


def _media(item: Record) -> Entry:
    return Entry(
        DEED,
        _("Made public"),
        as_printed(item.type, item.type_as_printed),
        item.published,
        "globe",
        item.source,
        item.outlet,
    )
