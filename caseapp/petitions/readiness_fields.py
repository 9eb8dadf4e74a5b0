"""Every word by which the directory prints what a body asks for, tied to a field: its label and how it is met.

A field is read from the case (``check``), supplied by the letter itself, or done by a person and ticked on the
petition. A word that stands in no table here is ticked by hand too, so that an edited body never loses one.
"""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.cases.vocabulary import EventType, Script
from caseapp.petitions import readiness_case as happened
from caseapp.petitions import readiness_person as person
from caseapp.petitions import readiness_steps as steps
from caseapp.petitions.readiness_person import Check, told
from caseapp.petitions.readiness_shapes import NeedKind
from caseapp.petitions.readiness_words import FOR_BODY, WORDS, plain_word


@dataclass(frozen=True)
class Field:
    """One thing bodies ask for: its code, the words for people, where it comes from, what looks at the case."""

    code: str
    label: LazyString
    kind: NeedKind = NeedKind.FACT
    check: Check | None = None
    is_before_sending: bool = False


def _fact(code: str, label: LazyString, check: Check) -> Field:
    return Field(code, label, NeedKind.FACT, check)


def _step(code: str, label: LazyString, check: Check) -> Field:
    return Field(code, label, NeedKind.STEP, check)


def _consent(code: str, label: LazyString, check: Check) -> Field:
    return Field(code, label, NeedKind.CONSENT, check)


def _letter(code: str, label: LazyString) -> Field:
    return Field(code, label, NeedKind.LETTER)


def _hand(code: str, label: LazyString, *, is_before_sending: bool = False) -> Field:
    return Field(code, label, NeedKind.BY_HAND, None, is_before_sending)


FIELDS: dict[str, Field] = {
    field.code: field
    for field in (
        _fact("full_name", _l("Full name of the missing person"), person.full_name),
        _fact("identity", _l("Who the missing person is: name, birth or a number"), person.identity),
        _fact("name_zh", _l("Name in Chinese characters"), person.name_in(Script.HANI)),
        _fact("name_latin", _l("Name in Latin letters"), person.name_in(Script.LATN)),
        _fact("sex", _l("Sex"), person.sex),
        _fact("birth", _l("Birth date or age"), person.birth),
        _fact("minor", _l("Whether the person was a child"), person.minor),
        _fact("nationality", _l("Citizenship"), person.nationality),
        _fact("citizen_kz", _l("Citizenship of Kazakhstan"), person.citizen_kz),
        _fact("nationality_papers", _l("Citizenship and papers"), person.nationality_and_papers),
        _fact("paper", _l("Identity paper of the missing person"), person.paper),
        _fact("chinese_id", _l("Chinese identity number"), person.chinese_id),
        _fact("hukou", _l("Where the person is registered in China"), told("hukou_place")),
        _fact("occupation", _l("Occupation"), person.of_person("occupation")),
        _fact("home", _l("Usual address"), person.home),
        _fact("parents", _l("Names of the parents"), person.parents),
        _fact("marital_status", _l("Married or single"), person.married),
        _fact("children", _l("Number of children"), person.children),
        _fact("pregnant", _l("Whether the person was pregnant"), told("pregnant")),
        _fact("ethnicity", _l("People or minority"), person.of_person("ethnicity")),
        _fact("religion", _l("Religion"), told("religion")),
        _fact("photo", _l("Photograph"), happened.photo),
        _fact("applicant_name", _l("Full name of whoever asks"), person.applicant_name),
        _fact("applicant_iin", _l("IIN of whoever asks"), person.applicant_iin),
        _fact("applicant_address", _l("Postal address of whoever asks"), person.applicant_address),
        _fact("applicant_contact", _l("Whoever asks, and how to answer them"), person.applicant_contact),
        _fact("applicant_name_address", _l("Name and address of whoever asks"), person.applicant_name_and_address),
        _fact("applicant_identity", _l("Name and IIN of whoever asks"), person.applicant_identity),
        _fact("relationship", _l("What whoever asks is to the missing person"), person.kinship),
        _fact("testifier", _l("Who testifies, by name or unnamed"), steps.testifier),
        _fact("taken_month", _l("When the person was taken"), happened.taken_to_the_month),
        _fact("taken_convention", _l("When the person was taken (after 2010)"), happened.taken_after_the_convention),
        _fact("taken_time", _l("Since when the person is held"), happened.taken_some_time),
        _fact("taken_place", _l("Where the person was taken or last seen"), happened.taken_where),
        _fact("last_seen", _l("Whether the person was seen later"), told("last_seen_later")),
        _fact("forces", _l("Which forces took the person, and why the State is responsible"), happened.forces),
        _fact("arrest_forces", _l("Which forces took the person"), told("forces")),
        _fact("warrant", _l("Whether a warrant was shown"), told("warrant_shown")),
        _fact("warrant_authority", _l("Who issued the warrant"), told("warrant_authority")),
        _fact("arrest_law", _l("Law the arrest was based on"), told("arrest_law")),
        _fact("narrative", _l("What happened"), happened.narrative),
        _fact("facts_in_order", _l("What happened, in the order of dates"), happened.facts_in_order),
        _fact("witnesses", _l("Witnesses"), told("witnesses")),
        _fact("custody_forces", _l("Which forces hold the person"), told("forces_holding")),
        _fact("custody_places", _l("Where the person is held, and was held before"), happened.custody_where),
        _fact("detention_authority", _l("Who ordered the detention"), told("detention_authority")),
        _fact("detention_law", _l("Law the detention is based on"), told("detention_law")),
        _fact("reasons_given", _l("Reasons the authorities gave"), told("reasons_given")),
        _fact("charge", _l("Charge or reason given"), happened.charge),
        _fact("why_arbitrary", _l("Why the detention is arbitrary"), told("why_arbitrary")),
        _fact("status_now", _l("Where the person is now"), happened.status_now),
        _fact("status_basis", _l("How the present status is known"), happened.status_basis),
        _fact("sentence", _l("Sentence"), happened.sentence),
        _fact("release", _l("Day of release"), happened.of_event(EventType.RELEASE)),
        _fact("last_news", _l("Last news of the person"), happened.last_news),
        _fact("health", _l("Danger to life or health"), happened.health),
        _fact("evidence", _l("Evidence"), happened.evidence),
        _fact("sources", _l("Where it is known from"), happened.sources),
        _fact("similar_cases", _l("Similar cases"), told("similar_cases")),
        _fact("law_or_policy", _l("Law or policy it is part of"), told("law_or_policy")),
        _fact("confidentiality", _l("What must stay confidential"), told("confidentiality")),
        _fact("security_notes", _l("What must not be said, and to whom"), told("security_notes")),
        _fact("forced_labour", _l("What was done at work"), told("forced_labour")),
        _fact("entry", _l("When and how the person came into Kazakhstan"), told("entry")),
        _fact("fear_of_return", _l("What the person fears on return"), told("fear_of_return")),
        _fact("procedure_stage", _l("Stage of the asylum procedure"), told("procedure_stage")),
        _fact("hearing_dates", _l("Days of hearings"), told("hearing_dates")),
        _fact("rights_violated", _l("Which rights were violated"), told("rights_violated")),
        _fact("reprisal", _l("What was done in reprisal, and when"), happened.reprisal),
        _fact("reprisal_actor", _l("Who did it"), happened.reprisal_actor),
        _fact("un_cooperation", _l("Contact with the United Nations before it"), happened.un_cooperation),
        _fact("protest_event", _l("The protest"), happened.protest_held),
        _fact("detention_times", _l("How long somebody was held"), happened.detention_times),
        _fact("assembly_or_defender", _l("The protest or the defender"), happened.assembly_or_defender),
        _fact("trial_dates", _l("Days of the trial"), happened.trial),
        _fact("protest_purpose", _l("Purpose of the protest"), happened.of_protest("demand")),
        _fact("protest_form", _l("Form of the protest"), happened.of_protest("form")),
        _fact("protest_place", _l("Specialised place or route"), happened.of_protest("place")),
        _fact("protest_day", _l("Day, beginning and end"), happened.of_protest("held_on")),
        _fact("ruling", _l("Number, day and court of the ruling"), happened.ruling),
        _fact("ruling_article", _l("Article and part"), happened.ruling_article),
        _fact("ruling_penalty", _l("What was ordered"), happened.ruling_penalty),
        _fact("ruling_grounds", _l("Why the ruling is wrong"), told("ruling_grounds")),
        _fact("date_learned", _l("When the family learned of it"), told("act_learned_on")),
        _step("search_steps", _l("Steps taken to find the person"), steps.steps_taken),
        _step("remedies", _l("Steps inside the country, with results, or why none"), steps.remedies),
        _step("remedies_exhausted", _l("Courts of Kazakhstan, with dates"), steps.remedies_exhausted),
        _step("told_the_state", _l("The authorities of Kazakhstan were told first"), steps.told_the_state),
        _step("other_procedures", _l("Other international bodies asked"), steps.other_procedures),
        _step("national_appeals", _l("Petitions inside the country, to copy"), steps.national_appeals),
        _step("pre_trial", _l("Complaint before the court, and its result"), steps.complained_before),
        _step("act_complained_of", _l("Decision, act or silence complained of"), steps.act_complained_of),
        _consent("consent_government", _l("May the Government learn the name?"), steps.name_to_government),
        _consent("consent_public", _l("May the name stand in the public report?"), steps.name_in_public),
        _consent("consent-confidential_bodies", _l("Consent to submit it in confidence"), steps.consent_in_confidence),
        _consent("consent_levels", _l("Who agreed to what"), steps.consent_levels),
        _letter("addressee", _l("Addressee")),
        _letter("date", _l("Date")),
        _letter("date_signature", _l("Date, and the line for the signature")),
        _letter("substance", _l("Substance of the appeal")),
        _letter("requests", _l("What is asked for")),
        _letter("summary", _l("Summary of the case")),
        _letter("cover_letter", _l("Covering letter")),
        _letter("follow_up_promise", _l("Promise to pass on replies")),
        _letter("consent_statement", _l("Statement that the family agrees")),
        _letter("state_party", _l("The State complained of")),
        _letter("evidence_list", _l("List of evidence")),
        _letter("contact_for_reply", _l("Where to send the answer")),
        _letter("defendant", _l("The body complained of")),
        _hand("documents", _l("Documents attached")),
        _hand("earlier_answers", _l("Copies of earlier answers attached")),
        _hand("ruling_copy", _l("Copy of the ruling attached")),
        _hand("relationship_proof", _l("Proof of kinship attached")),
        _hand("authorisation", _l("Written authorisation attached")),
        _hand("consent_form", _l("Signed consent form attached")),
        _hand("video", _l("Video attached or linked")),
        _hand("articles_violated", _l("Articles violated, named in the letter")),
        _hand("pattern", _l("Pattern described with figures")),
        _hand("group", _l("Group concerned described")),
        _hand("interim_measures", _l("Interim measures asked for, where needed")),
        _hand("convention", _l("Convention concerned named in the letter")),
        _hand("union", _l("Trade union that signs")),
        _hand("state_duty", _l("State duty paid, receipt attached")),
        _hand("organisers", _l("Every organiser: full name, IIN, residence, written consent")),
        _hand("expected_number", _l("Expected number of people")),
        _hand("equipment", _l("Sound, structures, vehicles")),
        _hand("order_keepers", _l("Who keeps order")),
        _hand("signature", _l("Signed by hand or with the digital signature"), is_before_sending=True),
    )
}


def field_of(printed: str, body_key: str = "") -> Field | None:
    """Give the field that a printed word means to a body; None for a word that no table knows."""
    word = plain_word(printed)
    code = FOR_BODY.get((body_key, word)) or WORDS.get(word)
    return FIELDS[code] if code else None
