"""Composing the letter a petition begins with: subject, text and annexes, from the facts of its cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.appeals.rules import current, is_allowed
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage
from caseapp.cases.vocabulary import CaseKind
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.facts_shapes import ApplicantFact, CaseFacts, ConsentFact
from caseapp.petitions.letters import templating, values, wording
from caseapp.petitions.letters.blocks import write
from caseapp.petitions.letters.kinds import BY_ORGANISATION, LetterKind, is_signed_by_applicant
from caseapp.petitions.letters.protests import protest_values
from caseapp.petitions.letters.templating import Row
from caseapp.petitions.vocabulary import PetitionState, Unit
from caseapp.petitions.wording import term

K = LetterKind

# What lies in the file of a case goes to these only by hand: a statement shown to the wrong reader endangers people.
WITHOUT_PAPERS = frozenset({K.EMBASSY, K.ASSEMBLY_NOTICE, K.MARCH_APPLICATION, K.REMINDER})
# A photograph is printed on the letter itself, where the family agreed to it.
ANNEXED = frozenset({EvidenceKind.DOCUMENT, EvidenceKind.STATEMENT})
ASKS_ADDRESS = ("address", "residence", "identity", "contact")
ASKS_CONTACT = ("address", "contact", "identity")


@dataclass(frozen=True)
class Earlier:
    """A letter that went before this one: to whom, when, under which number, until when an answer was due."""

    names: Mapping[str, str]
    sent_on: date | None = None
    reference: str | None = None
    due_on: date | None = None
    amount: int | None = None
    unit: Unit = Unit.WORKING_DAYS
    state: PetitionState = PetitionState.SENT
    replied_on: date | None = None
    reply: str | None = None
    body_key: str | None = None


@dataclass(frozen=True)
class Composed:
    """A letter to begin with, who signs it, and what its writer should know: left out, or in another language."""

    subject: str
    text: str
    annexes: tuple[str, ...]
    signers: tuple[str, ...] = ()
    remarks: tuple[LazyString, ...] = ()


def language_of(language: TextLanguage | str) -> str:
    """Choose the language a letter is composed in: Kazakh for its Arabic script, English for one we do not write."""
    word = str(language)
    if word == TextLanguage.KK_ARAB:
        return TextLanguage.KK.value
    return word if word in {one.value for one in wording.COMPOSED} else TextLanguage.EN.value


def compose(
    kind: LetterKind,
    language: TextLanguage | str,
    facts: Sequence[CaseFacts],
    record: BodyRecord,
    *,
    previous: Sequence[Earlier] = (),
    today: date,
) -> Composed:
    """Write a letter of a kind to a body about the cases; ``previous`` is the chain before it, the oldest first."""
    tongue = language_of(language)
    parts = templating.read(kind.value, tongue)
    with wording.speaking(tongue):
        asked = _values(kind, tongue, facts, record, previous, today)
        annexes = annexes_of(kind, tongue, facts, previous)
        asked["annexes"] = [{"annex": one} for one in annexes]
        subject = templating.line_of(parts, "subject", asked, tongue)
        blocks = templating.blocks_of(parts, "letter", asked, tongue)
    used = templating.names_in(parts, "letter")
    remarks = [remark for one in facts for remark in values.remarks(one, tongue, used)]
    if language_of(language) != str(language):
        remarks.insert(0, _l("There is no text in this language yet; the letter stands in another one."))
    if kind in {K.ASSEMBLY_NOTICE, K.MARCH_APPLICATION}:
        remarks.append(_l("Only the organiser knows some of what the akimat asks: fill in the lines that say so."))
    people = [asked["applicant"], *(row["applicant"] for row in asked["applicants"] if not isinstance(row, str))]
    signers = () if kind in BY_ORGANISATION else tuple(one for one in people if isinstance(one, str) and one)
    return Composed(subject, write(blocks), annexes, signers, tuple(remarks))


def _values(
    kind: LetterKind,
    language: str,
    facts: Sequence[CaseFacts],
    record: BodyRecord,
    previous: Sequence[Earlier],
    today: date,
) -> dict[str, str | Sequence[Row]]:
    rows = [values.case_row(one, number, language, today) for number, one in enumerate(facts, 1)]
    if kind not in {K.QUESTIONNAIRE_WGEID, K.QUESTIONNAIRE_WGAD}:
        rows = [_said_once(row, rows[:number]) for number, row in enumerate(rows)]
    applicants = _applicants(kind, language, facts, record, today)
    chain = [_earlier(one, language, today) for one in previous]
    rule = record.answer.rule
    return {
        **values.flags(rows),
        **protest_values(facts, language, today),
        **(applicants[0] if applicants else dict.fromkeys(_NOBODY, "")),
        **{
            name: next((row[name] for row in rows if row[name]), "")
            for name in (rows[0] if rows else ())
            if name.startswith("told_")
        },
        **{f"last_{name.removeprefix('earlier_')}": value for name, value in (chain[-1] if chain else {}).items()},
        "body": wording.body_name(record.names, language),
        f"is_{record.key}": values.YES,
        f"is_{record.kind.value}": values.YES,
        "for_missing": "" if record.applies_to.startswith("violation by Kazakhstan") else values.YES,
        "today": wording.day(today, language),
        "one": values.YES if len(facts) == 1 else "",
        "several": values.YES if len(facts) > 1 else "",
        "count": str(len(facts)),
        "codes": wording.BETWEEN[language].join(one.code for one in facts),
        "names": wording.BETWEEN[language].join(str(row["case_name"]) for row in rows),
        "cases": rows,
        "applicants": applicants[1:],
        "term": term(rule.amount, rule.unit) if rule.amount is not None else "",
        "named_in_public": values.YES if rows and all(row["to_public"] for row in rows) else "",
        "chain": chain,
        "chain_long": values.YES if len(chain) > 1 else "",
    }


_NOBODY = (
    *("applicant", "applicant_kin", "applicant_iin", "applicant_passport", "applicant_citizenship"),
    *("applicant_address", "applicant_phone", "applicant_email"),
)


def _said_once(row: Row, before: Sequence[Row]) -> Row:
    """Leave out of a family's letter the words that stand in it already; each questionnaire stays whole."""
    repeats = row["statement"] and any(row["statement"] == one["statement"] for one in before)
    return {**row, "statement": ""} if repeats else row


def may_be_named(facts: CaseFacts, applicant: ApplicantFact, today: date, *, signs: bool) -> bool:
    """Say whether somebody who asks may be named: signing is their own wish, elsewhere they must have agreed."""
    own = [one for one in facts.consents if one.person_id == applicant.person_id]
    purposes = (ConsentPurpose.CONFIDENTIAL_BODIES, ConsentPurpose.GOVERNMENT)
    if facts.kind is CaseKind.ANONYMOUS_SOURCE and applicant.person_id == facts.person_id:
        return False
    if _refuses(own, ConsentPurpose.CONFIDENTIAL_BODIES, today):
        return False
    if signs:
        return not _refuses(own, ConsentPurpose.GOVERNMENT, today)
    return any(is_allowed(own, purpose, today) for purpose in purposes)


def _refuses(consents: Sequence[ConsentFact], purpose: ConsentPurpose, today: date) -> bool:
    answer = current(consents, purpose, today)
    return answer is not None and answer.answer is not ConsentAnswer.GIVEN


def _applicants(
    kind: LetterKind, language: str, facts: Sequence[CaseFacts], record: BodyRecord, today: date
) -> list[dict[str, str]]:
    """List who asks, each once, with the contacts this body requires and no others."""
    needed = " ".join(one for one in record.required_fields if not one.startswith("subject."))
    with_address = any(word in needed for word in ASKS_ADDRESS) and kind is not K.EMBASSY
    with_contact = any(word in needed for word in ASKS_CONTACT)
    with_iin = "iin" in needed or kind is K.RULING_APPEAL
    signs = is_signed_by_applicant(kind, record)
    found: dict[int, dict[str, str]] = {}
    for one in facts:
        for applicant in one.applicants:
            if not applicant.names or not may_be_named(one, applicant, today, signs=signs):
                continue
            kin = wording.kinship(applicant.kinship, applicant.own_word, language)
            if applicant.person_id in found:
                row = found[applicant.person_id]
                if kin and kin not in row["applicant_kin"]:
                    row["applicant_kin"] = wording.BETWEEN[language].join(filter(None, (row["applicant_kin"], kin)))
                continue
            found[applicant.person_id] = {
                "applicant": wording.name_in(applicant.names, language),
                "applicant_kin": kin,
                "applicant_iin": (applicant.iin or "") if with_iin else "",
                "applicant_passport": (applicant.passport or "") if with_iin and not applicant.iin else "",
                "applicant_citizenship": wording.citizenships(applicant.citizenships, language) if with_iin else "",
                "applicant_address": (applicant.address or "") if with_address else "",
                "applicant_phone": (applicant.phone or "") if with_contact else "",
                "applicant_email": (applicant.email or "") if with_contact else "",
            }
    return list(found.values())


def _earlier(one: Earlier, language: str, today: date | None = None) -> dict[str, str]:
    answered = one.state in values.ANSWERED
    refused = one.state in {PetitionState.REFUSED, PetitionState.NOT_ACCEPTED}
    return {
        "earlier_body": wording.body_of(one.body_key, "", language) or wording.body_name(one.names, language),
        "earlier_on": wording.day(one.sent_on, language),
        "earlier_ref": values.number_of(one.reference),
        "earlier_due": wording.day(one.due_on, language),
        "earlier_late": values.YES if one.due_on and today and one.due_on < today else "",
        "earlier_term": term(one.amount, one.unit) if one.amount is not None else "",
        "earlier_answered": values.YES if answered else "",
        "earlier_refused": values.YES if refused else "",
        "earlier_silent": "" if answered or refused else values.YES,
        "earlier_reply_on": wording.day(one.replied_on, language),
        "earlier_reply": one.reply if one.reply and wording.reads_as(one.reply, language) else "",
        "earlier_kz": values.YES if (one.body_key or "").startswith("kz_") else "",
    }


def annexes_of(
    kind: LetterKind, language: str, facts: Sequence[CaseFacts], previous: Sequence[Earlier] = ()
) -> tuple[str, ...]:
    """List what is annexed, in words: the files of the cases, then the letters and answers before this one."""
    parts = templating.read(kind.value, language)
    found: list[str] = []
    with wording.speaking(language):
        for one in facts:
            for file in one.evidence if kind not in WITHOUT_PAPERS else ():
                if file.kind not in ANNEXED:
                    continue
                row = {"file_kind": str(file.kind.label), "file_title": file.title.strip(), "file_code": one.code}
                found.append(templating.line_of(parts, "annex_file", row, language))
        for letter in previous:
            row = _earlier(letter, language)
            found.append(templating.line_of(parts, "annex_letter", row, language))
            if row["earlier_answered"] or row["earlier_refused"]:
                found.append(templating.line_of(parts, "annex_answer", row, language))
    return tuple(dict.fromkeys(one for one in found if one))
