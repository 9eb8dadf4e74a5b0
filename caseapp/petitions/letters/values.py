"""The facts of cases as the values a letter's text names, in the letter's language and within the consents."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.appeals.rules import is_allowed, newest_of_each
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.vocabulary import (
    CaseKind,
    HealthStatus,
    IdentifierKind,
    Kinship,
    LegalStatus,
    PlaceStatus,
    Sex,
)
from caseapp.petitions.facts_shapes import CaseFacts, CustodyFact, EventFact, RelativeFact
from caseapp.petitions.facts_told import QUESTIONS
from caseapp.petitions.letters import wording
from caseapp.petitions.letters.templating import Row
from caseapp.petitions.vocabulary import PetitionState

YES = "1"
PARENTS = frozenset({Kinship.MOTHER, Kinship.FATHER, Kinship.ADOPTIVE_PARENT})
SPOUSES = frozenset({Kinship.SPOUSE, Kinship.WIFE, Kinship.HUSBAND})
CHILDREN = frozenset({Kinship.SON, Kinship.DAUGHTER, Kinship.ADOPTED_CHILD})
LOST = frozenset({PlaceStatus.UNKNOWN, PlaceStatus.DISAPPEARED})
FREE = frozenset(
    {PlaceStatus.AT_LIBERTY_CHINA, PlaceStatus.RETURNED_KZ, PlaceStatus.AT_LIBERTY_KZ, PlaceStatus.THIRD_COUNTRY}
)
DEAD = frozenset({HealthStatus.REPORTED_DEAD, HealthStatus.CONFIRMED_DEAD})
ANSWERED = frozenset({PetitionState.ANSWERED_MERITS, PetitionState.ANSWERED_FORMAL, PetitionState.ANSWERED_ORAL})
YES_NO = ("warrant_shown", "pregnant")


def is_refused(facts: CaseFacts, purpose: ConsentPurpose) -> bool:
    """Say whether somebody's newest answer for a purpose is a no."""
    answers = (one for one in newest_of_each(facts.consents) if one.purpose is purpose)
    return any(one.answer is not ConsentAnswer.GIVEN for one in answers)


def is_named(facts: CaseFacts) -> bool:
    """Say whether the person of a case may be named in a letter at all: an anonymous source never is."""
    return facts.kind is not CaseKind.ANONYMOUS_SOURCE


def number_of(reference: str | None) -> str:
    """Give the number a body registered a letter under; words in its place are no number."""
    return reference if reference and any(letter.isdigit() for letter in reference) else ""


def case_row(facts: CaseFacts, number: int, language: str, today: date) -> Row:
    """Give the values of one case; what is not known, or what a consent forbids, is empty."""
    named = is_named(facts)
    with_health = not is_refused(facts, ConsentPurpose.HEALTH)
    with_family = not is_refused(facts, ConsentPurpose.RELATIVES)
    status = facts.status
    held = status.place not in LOST | FREE | {PlaceStatus.DECEASED, PlaceStatus.EXIT_BANNED}
    taken = facts.taken
    home = facts.home
    relatives = facts.relatives if with_family else ()
    return {
        **_told(facts, with_health=with_health),
        "case_number": str(number),
        "case_name": wording.name_in(facts.names, language) if named and facts.names else facts.code,
        "case_other_names": wording.other_names(facts.names, language) if named else "",
        "case_code": facts.code,
        "sex": facts.sex.value,
        "sex_word": "" if facts.sex is Sex.UNKNOWN else str(facts.sex.label),
        "born": wording.dated(facts.born),
        "age": str(facts.age) if facts.age is not None and not wording.dated(facts.born) else "",
        "age_as_of": wording.dated(facts.age_as_of),
        "citizenship": wording.citizenships(facts.citizenships, language),
        "citizen_kz": YES if facts.is_citizen_kz else "",
        "citizen_cn": YES if facts.is_citizen_of("CN") else "",
        "ethnicity": wording.people(facts.ethnicity, language),
        "occupation": facts.occupation or "",
        "home": wording.place(home.place, language) if home and named else "",
        "papers": wording.APART[language].join(wording.paper(one, language) for one in facts.papers) if named else "",
        "cn_id": next((one.number for one in facts.papers if one.kind is IdentifierKind.CN_ID and named), ""),
        "parents": _kin(relatives, PARENTS, language),
        "spouse": _kin(relatives, SPOUSES, language),
        "children": _kin(relatives, CHILDREN, language),
        "dependants": (facts.dependants or "") if with_family else "",
        "has_photo": YES if facts.photo_id else "",
        "taken_on": wording.dated(taken.happened) if taken else "",
        "taken_place": wording.place(taken.place, language) if taken else "",
        "now": "" if status.place is PlaceStatus.UNKNOWN else str(status.place.label),
        "now_on": wording.dated(status.place_as_of),
        "now_where": wording.place(status.place_where, language),
        "now_basis": str(status.place_basis.label) if status.place_basis else "",
        "legal": "" if status.legal is LegalStatus.UNKNOWN else str(status.legal.label),
        "health": str(status.health.label) if with_health and status.health is not HealthStatus.UNKNOWN else "",
        "health_on": wording.dated(status.health_as_of),
        "dead": YES if status.place is PlaceStatus.DECEASED or status.health in DEAD else "",
        "held": YES if held else "",
        "lost": YES if status.place in LOST and status.health not in DEAD else "",
        "free": YES if status.place in FREE else "",
        "exit_banned": YES if status.place is PlaceStatus.EXIT_BANNED else "",
        "custody": [_custody(one, language, goes_on=held and one is facts.custody[-1]) for one in facts.custody],
        "custody_last": _where(facts.custody[-1], language) if facts.custody else "",
        "detained_for": wording.span(facts.custody[0].began, None) if facts.custody else "",
        "sentences": _sentences(facts, language),
        "events": [_event(one, language) for one in facts.events if not one.is_sensitive],
        "statement": wording.statement_in(facts, language),
        "searched": [
            {
                "searched_body": wording.body_of(one.body_key, one.recipient, language),
                "searched_on": wording.day(one.sent_on, language) or wording.dated(one.since),
                "searched_ref": number_of(one.reference),
                "searched_reply_on": wording.day(one.replied_on, language),
                "searched_answered": YES if one.state in ANSWERED else "",
            }
            for one in facts.petitions
            if one.was_sent
        ],
        "reprisals": [
            {
                "reprisal_what": str(one.type.label),
                "reprisal_on": wording.dated(one.happened),
                "reprisal_actor": (one.actor or "").rstrip(".。"),
                "reprisal_detail": _in_language(one.detail, language),
            }
            for one in (facts.reprisals if with_family else ())
        ],
        "to_government": YES if is_allowed(facts.consents, ConsentPurpose.GOVERNMENT, today) else "",
        "to_bodies": YES if is_allowed(facts.consents, ConsentPurpose.CONFIDENTIAL_BODIES, today) else "",
        "to_public": YES if is_allowed(facts.consents, ConsentPurpose.PUBLIC_FULL, today) else "",
    }


def _told(facts: CaseFacts, *, with_health: bool) -> dict[str, str]:
    """Give the answers to single questions; a yes or no becomes two signs, the words are the text's own."""
    found = {f"told_{code}": facts.told.get(code, "").strip() for code in QUESTIONS if code not in YES_NO}
    for code in YES_NO:
        found[f"{code}_yes"] = YES if facts.told.get(code) == "yes" else ""
        found[f"{code}_no"] = YES if facts.told.get(code) == "no" else ""
    if not with_health:
        found.update(dict.fromkeys(("told_health_risk", "pregnant_yes", "pregnant_no"), ""))
    return found


def _in_language(text: str | None, language: str) -> str:
    return text.strip() if text and wording.reads_as(text, language) else ""


def _kin(relatives: Iterable[RelativeFact], wanted: frozenset[Kinship], language: str) -> str:
    found = (wording.relative(one, language) for one in relatives if one.kinship in wanted)
    return wording.APART[language].join(found)


def _where(one: CustodyFact, language: str) -> str:
    where = [one.facility or "", wording.place(one.place, language)]
    return wording.BETWEEN[language].join(part for part in where if part)


def _custody(one: CustodyFact, language: str, *, goes_on: bool) -> Row:
    is_open = (goes_on and one.ended is None) or (one.ended is not None and one.ended.is_open)
    return {
        "custody_what": str(one.kind.label),
        "custody_where": _where(one, language),
        "custody_since": wording.dated(one.began) if is_open else "",
        "custody_when": "" if is_open else wording.span(one.began, one.ended),
        "custody_basis": str(one.basis.label) if one.basis else "",
    }


def _sentences(facts: CaseFacts, language: str) -> list[Row]:
    found: list[Row] = [
        {
            "sentence_what": wording.ordered(one, language),
            "sentence_charge": (one.charge or "").rstrip(".。"),
            "sentence_by": (one.announced_by or "").rstrip(".。"),
            "sentence_on": wording.dated(one.announced),
            "sentence_seen": YES if one.is_document_seen else "",
        }
        for one in facts.sentences
    ]
    return [one for one in found if one["sentence_what"] or one["sentence_charge"] or one["sentence_on"]]


def _event(one: EventFact, language: str) -> Row:
    return {
        "event_what": str(one.type.label),
        "event_on": wording.dated(one.happened),
        "event_where": wording.place(one.place, language),
        "event_detail": _in_language(one.detail, language),
    }


def remarks(facts: CaseFacts, language: str, used: Iterable[str]) -> list[LazyString]:
    """Say to the writer what of a case stands in another language, or was left out of the letter."""
    label_of = {f"told_{code}": question.label for code, question in QUESTIONS.items()}
    found = [
        _l("%(code)s: “%(question)s” was answered in another language. Translate it.", code=facts.code, question=label)
        for name, label in label_of.items()
        if name in used and not wording.reads_as(facts.told.get(name.removeprefix("told_"), ""), language)
    ]
    others = (
        (_l("Occupation"), "occupation", facts.occupation),
        (_l("Ethnicity"), "ethnicity", wording.people(facts.ethnicity, language)),
        (_l("Facility"), "custody_where", " ".join(one.facility or "" for one in facts.custody)),
        (_l("Charge"), "sentence_charge", " ".join(one.charge or "" for one in facts.sentences)),
    )
    found += [
        _l("%(code)s: “%(field)s” is in another language. Translate it.", code=facts.code, field=label)
        for label, name, text in others
        if name in used and text and not wording.reads_as(text, language)
    ]
    if facts.statements and "statement" in used and not wording.statement_in(facts, language):
        found.append(
            _l(
                "%(code)s: there is no approved translation of the family’s words, so they are left out.",
                code=facts.code,
            )
        )
    people = [facts.names if is_named(facts) else (), *(one.names for one in facts.applicants)]
    if any(wording.is_romanised(names, language) for names in people):
        found.append(
            _l("%(code)s: a name has no Latin form; the spelling is ours. Compare the passport.", code=facts.code)
        )
    if any(one.is_sensitive for one in facts.events):
        found.append(_l("%(code)s: what was marked as sensitive is left out.", code=facts.code))
    return found


def flags(cases: Sequence[Row]) -> dict[str, str]:
    """Say of all cases together what the requests of a letter depend on."""
    names = (
        "dead",
        "held",
        "lost",
        "free",
        "exit_banned",
        "citizen_kz",
        "reprisals",
        "has_photo",
        "searched",
        "events",
    )
    found = {f"any_{name}": YES if any(row[name] for row in cases) else "" for name in names}
    found["all_citizen_kz"] = YES if cases and all(row["citizen_kz"] for row in cases) else ""
    found["alive"] = YES if any(not row["dead"] for row in cases) else ""
    return found
