"""How the facts of a case read beside a letter, and a short mark of each that tells later what has changed."""

from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256

from flask_babel import LazyString, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from caseapp.cases.vocabulary import HealthStatus, LegalStatus, PlaceStatus, Sex
from caseapp.dates import PartialDate
from caseapp.dates.wording import sentence as date_words
from caseapp.identifiers import mask
from caseapp.petitions.facts_shapes import (
    ApplicantFact,
    CaseFacts,
    CustodyFact,
    EventFact,
    PlaceFact,
    ReprisalFact,
    SentenceFact,
)
from caseapp.petitions.facts_told import NO, NOT_KNOWN, QUESTIONS, YES
from caseapp.places import gazetteer
from caseapp.places.countries import country_name

LABELS: dict[str, LazyString] = {
    "names": _l("Names"),
    "sex": _l("Sex"),
    "born": _l("Born"),
    "citizenships": _l("Citizenship"),
    "ethnicity": _l("Ethnicity"),
    "occupation": _l("Occupation"),
    "home": _l("Usual address"),
    "papers": _l("Identity papers"),
    "relatives": _l("Family"),
    "dependants": _l("Who depends on them"),
    "taken": _l("Taken"),
    "events": _l("What happened"),
    "custody": _l("Custody"),
    "sentences": _l("Sentences"),
    "status": _l("Where the person is now"),
    "legal_status": _l("Legal status"),
    "health": _l("Health"),
    "applicants": _l("Who asks"),
    "petitions": _l("Earlier petitions"),
    "evidence": _l("Evidence"),
    "photo": _l("Photograph"),
    "reprisals": _l("Reprisals"),
    "protests": _l("Protests"),
    "summary": _l("Summary"),
}


def facts_shown(facts: CaseFacts) -> list[tuple[str, str, str]]:
    """List what is known for the side of a letter: field code, label, text in the page's language, masked numbers.

    What nobody told is left out; several entries of one field are lines of its text.
    """
    texts = {
        "names": _lines(name.text for name in facts.names),
        "sex": "" if facts.sex is Sex.UNKNOWN else str(facts.sex.label),
        "born": born_words(facts),
        "citizenships": _lines(
            _("%(country)s: %(status)s", country=country_name(one.country), status=one.status.label)
            for one in facts.citizenships
        ),
        "ethnicity": facts.ethnicity or "",
        "occupation": facts.occupation or "",
        "home": place_words(facts.home.place) if facts.home else "",
        "papers": _lines(f"{paper.kind.label}: {mask(paper.number)}" for paper in facts.papers),
        "relatives": _lines(f"{one.own_word or one.kinship.label}: {one.name}" for one in facts.relatives),
        "dependants": facts.dependants or "",
        "taken": _event(facts.taken) if facts.taken else "",
        "events": _lines(_event(one) for one in facts.events if one != facts.taken and not one.is_sensitive),
        "custody": _lines(_custody(one) for one in facts.custody),
        "sentences": _lines(sentence_words(one) for one in facts.sentences),
        "status": _status(facts.status.place, PlaceStatus.UNKNOWN, facts.status.place_as_of),
        "legal_status": _status(facts.status.legal, LegalStatus.UNKNOWN, facts.status.legal_as_of),
        "health": _status(facts.status.health, HealthStatus.UNKNOWN, facts.status.health_as_of),
        "applicants": _lines(_applicant(one) for one in facts.applicants),
        "petitions": _lines(
            _join(
                one.body_key or one.recipient,
                one.sent_on.isoformat() if one.sent_on else "",
                one.reference,
                one.state.label,
            )
            for one in facts.petitions
            if one.was_sent
        ),
        "evidence": _lines(one.title for one in facts.evidence),
        "photo": _("yes") if facts.photo_id else "",
        "reprisals": _lines(_reprisal(one) for one in facts.reprisals),
        "protests": _lines(
            _join(one.form.label, one.held_on.isoformat() if one.held_on else "") for one in facts.protests
        ),
        "summary": facts.summary or "",
    }
    shown = [(code, str(LABELS[code]), text) for code, text in texts.items() if text]
    told = [(f"told.{code}", str(QUESTIONS[code].label), answer_words(text)) for code, text in facts.told.items()]
    return shown + told


def facts_digest(facts: CaseFacts) -> dict[str, str]:
    """Give a short mark of each field of ``facts_shown``; the mark differs when the fact does, in any language."""
    known = asdict(facts)
    status = known.pop("status")
    parts: dict[str, object] = {
        "names": known["names"],
        "sex": facts.sex.value,
        "born": (known["born"], facts.age, known["age_as_of"]),
        "citizenships": known["citizenships"],
        "ethnicity": facts.ethnicity,
        "occupation": facts.occupation,
        "home": known["homes"],
        "papers": known["papers"],
        "relatives": known["relatives"],
        "dependants": facts.dependants,
        "taken": facts.taken and asdict(facts.taken),
        "events": known["events"],
        "custody": known["custody"],
        "sentences": known["sentences"],
        "status": [status[key] for key in ("place", "place_as_of", "place_basis", "place_where")],
        "legal_status": [status["legal"], status["legal_as_of"]],
        "health": [status["health"], status["health_as_of"]],
        "applicants": known["applicants"],
        # A draft of ours, or the petition itself, is no news about the case.
        "petitions": [asdict(one) for one in facts.petitions if one.was_sent],
        "evidence": known["evidence"],
        "photo": facts.photo_id,
        "reprisals": known["reprisals"],
        "protests": known["protests"],
        "summary": facts.summary,
    }
    marks = {code: part for code, part in parts.items() if part}
    marks |= {f"told.{code}": text for code, text in facts.told.items()}
    return {code: sha256(repr(part).encode()).hexdigest()[:16] for code, part in marks.items()}


def field_label(code: str) -> str:
    """Name a field of ``facts_shown`` by its code; a question no longer asked keeps its code."""
    if code in LABELS:
        return str(LABELS[code])
    question = QUESTIONS.get(code.removeprefix("told."))
    return str(question.label) if question else code


def answer_words(text: str) -> str:
    """Give an answer as it is shown: yes, no and not known in the page's language, any other as it was told."""
    return {YES: _("yes"), NO: _("no"), NOT_KNOWN: _("not known")}.get(text, text)


def place_words(place: PlaceFact, locale: str | None = None) -> str:
    """Say a place: the words it was told in, the county in a language, the country; empty if nothing is known."""
    known = gazetteer.places().get(place.code or "")
    named = gazetteer.label(known, locale or str(get_locale() or "en")) if known else ""
    if place.text and named and gazetteer.fold(named) in gazetteer.fold(place.text):
        named = ""
    return _join(place.text, named, country_name(place.country))


def born_words(facts: CaseFacts) -> str:
    """Say the birth date, else the age and when the person was that old."""
    if facts.born is not None:
        return date_words(facts.born)
    if facts.age is None:
        return ""
    if facts.age_as_of is not None:
        return _("%(age)s years old in %(when)s", age=facts.age, when=date_words(facts.age_as_of))
    return ngettext("%(num)s year old", "%(num)s years old", facts.age)


def sentence_words(sentence: SentenceFact) -> str:
    """Say a sentence in a few words: how long, for what, who announced it."""
    years = sentence.years_total
    if years is not None:
        term = ngettext("%(num)s year", "%(num)s years", years)
    elif sentence.years_from is not None or sentence.years_to is not None:
        term = _("%(first)s to %(last)s years", first=sentence.years_from or "?", last=sentence.years_to or "?")
    else:
        term = ""
    parts = "; ".join(_join(part.kind.label, str(part.years or "")) for part in sentence.parts)
    when = date_words(sentence.announced) if sentence.announced else ""
    return _join(sentence.country.label, term, parts, sentence.charge, sentence.announced_by, when)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _join(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


def _when(*days: PartialDate | None) -> str:
    return " – ".join(date_words(day) for day in days if day is not None)


def _event(event: EventFact) -> str:
    return _join(event.type.label, _when(event.happened), place_words(event.place), event.detail)


def _custody(one: CustodyFact) -> str:
    return _join(one.kind.label, one.facility, place_words(one.place), _when(one.began, one.ended))


def _status(term: PlaceStatus | LegalStatus | HealthStatus, unknown: object, as_of: PartialDate | None) -> str:
    return "" if term is unknown else _join(term.label, _when(as_of))


def _applicant(one: ApplicantFact) -> str:
    return _join(one.name, one.own_word or one.kinship.label)


def _reprisal(one: ReprisalFact) -> str:
    return _join(one.type.label, _when(one.happened), one.target)
