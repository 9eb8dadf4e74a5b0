"""Whether a case has what a body asks for: each field, the language, the consents, the steps that come first.

Nothing here reads the database or decides by whom; ``check`` is a function of the directory and the case.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from caseapp.appeals.vocabulary import ConsentPurpose, TextLanguage
from caseapp.petitions import readiness_steps as steps
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.facts import CaseFacts
from caseapp.petitions.readiness_fields import FIELDS, Field, field_of
from caseapp.petitions.readiness_shapes import Asked, Finding, Need, NeedKind, NeedState, Readiness
from caseapp.petitions.readiness_words import plain_word

__all__ = ["Need", "NeedKind", "NeedState", "Readiness", "check", "label_of", "open_codes"]

UNKNOWN_WORD = "word."

# What must come first by the body's own rules, whatever the directory prints.
FIRST_STEPS = {
    "un_ced_urgent_action": "told_the_state",
    "un_human_rights_committee": "remedies_exhausted",
    "un_cat": "remedies_exhausted",
    "un_cedaw": "remedies_exhausted",
    "kz_court_admin": "pre_trial",
}


def check(
    record: BodyRecord,
    facts: CaseFacts,
    *,
    language: TextLanguage | None,
    today: date,
    ticked: Collection[str] = (),
) -> Readiness:
    """Say for each thing a body asks for whether the case has it; ``ticked`` are the codes done by hand.

    ``language`` None: not chosen yet, so no need of it. What the directory prints twice under two words that mean the
    same is asked once; what is required comes first.
    """
    asked = Asked(facts, record, language, today)
    needs = _once(
        [
            *_printed(asked, record.required_fields, ticked, is_required=True),
            *_language(asked),
            *_consents(asked, ticked),
            *_steps(asked),
            *_printed(asked, record.optional_fields, ticked, is_required=False),
        ]
    )
    return Readiness(facts.case_id, facts.code, tuple(sorted(needs, key=lambda need: not need.is_required)))


def label_of(code: str) -> str:
    """Name a need by its code alone; a word of an edited body is its own name."""
    if code in FIELDS:
        return str(FIELDS[code].label)
    if (purpose := ConsentPurpose.member(code.removeprefix("consent-"))) is not None:
        return _("Consent: %(purpose)s", purpose=purpose.label)
    return {"language": _("A language the body reads"), "consent_on_paper": _("Consent on paper")}.get(
        code, code.removeprefix(UNKNOWN_WORD)
    )


def open_codes(checked: Iterable[Readiness]) -> list[str]:
    """List what keeps some cases from being ready, by case and need, as an override stores it."""
    return sorted(f"{one.case_id}:{need.code}" for one in checked for need in one.open)


def _once(needs: Iterable[Need]) -> list[Need]:
    kept: dict[str, Need] = {}
    for need in needs:
        known = kept.get(need.code)
        if known is None:
            kept[need.code] = need
        elif need.is_required and not known.is_required:
            kept[need.code] = replace(known, is_required=True)
    return list(kept.values())


def _printed(asked: Asked, words: Iterable[str], ticked: Collection[str], *, is_required: bool) -> Iterable[Need]:
    for word in words:
        field = field_of(word, asked.record.key)
        if field is None:
            yield _by_hand(f"{UNKNOWN_WORD}{plain_word(word)}", word, word, ticked, is_required=is_required)
        elif field.kind is NeedKind.BY_HAND:
            need = _by_hand(field.code, str(field.label), word, ticked, is_required=is_required)
            yield replace(need, is_before_sending=field.is_before_sending)
        elif field.check is not None:
            yield _need(field.code, str(field.label), field.check(asked), field.kind, word, is_required=is_required)
        else:
            yield _supplied(field, word, is_required=is_required)


def _need(code: str, label: str, found: Finding, kind: NeedKind, word: str = "", *, is_required: bool = True) -> Need:
    return Need(code, label, found.state, found.sentence, is_required, kind, word, found.link)


def _supplied(field: Field, word: str, *, is_required: bool) -> Need:
    sentence = _("The letter says it.")
    return Need(field.code, str(field.label), NeedState.THERE, sentence, is_required, NeedKind.LETTER, word)


def _by_hand(code: str, label: str, word: str, ticked: Collection[str], *, is_required: bool) -> Need:
    done = code in ticked
    sentence = "" if done else _("A coordinator ticks this on the petition when it is done.")
    state = NeedState.THERE if done else NeedState.MISSING
    return Need(code, label, state, sentence, is_required, NeedKind.BY_HAND, word)


def _language(asked: Asked) -> Iterable[Need]:
    if asked.language is None:
        return
    yield _need("language", _("A language the body reads"), steps.language(asked), NeedKind.LANGUAGE)
    if (told := steps.statement(asked)) is not None:
        label = _("The family’s statement in the language of the letter")
        yield _need("statement", label, told, NeedKind.LANGUAGE, is_required=False)


def _consents(asked: Asked, ticked: Collection[str]) -> Iterable[Need]:
    for code, purpose in steps.consents_asked(asked):
        label = _("Consent: %(purpose)s", purpose=purpose.label)
        yield _need(code, label, steps.consent(asked, purpose), NeedKind.CONSENT)
    if steps.speaks_of_health(asked) and not steps.asks_of_health(asked):
        label = _("Consent: %(purpose)s", purpose=ConsentPurpose.HEALTH.label)
        found = steps.consent(asked, ConsentPurpose.HEALTH)
        yield _need(f"consent-{ConsentPurpose.HEALTH.value}", label, found, NeedKind.CONSENT, is_required=False)
    if asked.record.consent.required and asked.record.key in steps.ON_PAPER:
        label = _("Consent on paper: %(who)s", who=asked.record.consent.from_whom)
        yield _by_hand("consent_on_paper", label, "", ticked, is_required=True)


def _steps(asked: Asked) -> Iterable[Need]:
    """Ask for the step that comes first even where an edited body no longer prints it."""
    if (code := FIRST_STEPS.get(asked.record.key)) is not None:
        field = FIELDS[code]
        if field.check is not None:
            yield _need(code, str(field.label), field.check(asked), field.kind)
