"""Checks of languages, consents and earlier steps: what a body wants done before it is written to."""

from collections.abc import Iterable

from flask_babel import gettext as _

from caseapp.appeals.rules import current, has_run_out, is_allowed, names_body, newest_of_each
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.vocabulary import HealthStatus
from caseapp.dates import PartialDate
from caseapp.dates.wording import sentence as date_words
from caseapp.petitions.excluded import order
from caseapp.petitions.facts_shapes import EarlierPetition
from caseapp.petitions.readiness_person import applicant_page, told_page
from caseapp.petitions.readiness_shapes import Asked, Finding, Link, missing, there, vague
from caseapp.petitions.vocabulary import BodyKind
from caseapp.petitions.wording import languages_in_words

C = ConsentPurpose
ADULT = 18

# Bodies that pass the name on to the Government they write to, or are one.
TELLS_GOVERNMENT = frozenset(
    {"un_wgeid", "un_wgad", "un_ced_urgent_action", "cn_embassy_astana", "cn_consulate_almaty"}
)
# Bodies that make the name public: the full name, and where another name or a blurred face will do.
PUBLISHES_NAME = frozenset({"us_cecc", "eu_parliament", "foreign_parliament_other"})
PUBLISHES = frozenset({"ngo_xinjiang_victims_db"})
# Of a body that an organisation added itself only the kind is known: what a body of this kind may do needs the consent.
ADDED_TELLS_GOVERNMENT = frozenset(
    {BodyKind.UN_SPECIAL_PROCEDURE, BodyKind.UN_TREATY_BODY, BodyKind.FOREIGN_MISSION, BodyKind.FOREIGN_GOVERNMENT}
)
ADDED_PUBLISHES_NAME = frozenset({BodyKind.FOREIGN_PARLIAMENT, BodyKind.NGO_DATABASE})
# What goes there concerns those who protested or signed, whose consent is on paper with the letter.
ON_PAPER = frozenset(
    {
        "kz_akimat_assembly_notice",
        "kz_akimat_assembly_approval",
        "kz_court_admin_offence",
        "ilo",
        "un_cerd",
        "un_hrc_complaint_procedure",
    }
)
KAZAKH_AUTHORITIES = frozenset({BodyKind.NATIONAL_EXECUTIVE, BodyKind.NATIONAL_PROSECUTION, BodyKind.LOCAL_EXECUTIVE})
KAZAKH = KAZAKH_AUTHORITIES | {
    BodyKind.NATIONAL_OMBUDSMAN,
    BodyKind.NATIONAL_PARLIAMENT,
    BodyKind.NATIONAL_COURT,
}
COMPETENT = frozenset({"kz_mfa", "kz_mvd", "kz_prosecutor"})
GRAVE = frozenset({HealthStatus.PROBLEMS, HealthStatus.DISABILITY, HealthStatus.CRITICAL})


def consents_asked(asked: Asked) -> list[tuple[str, ConsentPurpose]]:
    """List which consents a body needs for this case, each with the code of the need."""
    record = asked.record
    if not record.consent.required or record.key in ON_PAPER:
        return []
    is_added = record.key not in order()
    purposes = [C.CONFIDENTIAL_BODIES]
    if record.key in TELLS_GOVERNMENT or (is_added and record.kind in ADDED_TELLS_GOVERNMENT):
        purposes.append(C.GOVERNMENT)
    if record.key in PUBLISHES_NAME or (is_added and record.kind in ADDED_PUBLISHES_NAME):
        purposes.append(C.PUBLIC_FULL)
    if record.key in PUBLISHES:
        purposes.append(C.PUBLIC_BLURRED)
    if _is_minor(asked):
        purposes.append(C.CHILD)
    if speaks_of_health(asked) and asks_of_health(asked):
        purposes.append(C.HEALTH)
    return [(f"consent-{purpose.value}", purpose) for purpose in purposes]


def speaks_of_health(asked: Asked) -> bool:
    """Say whether something grave is known of the person's health."""
    return bool(asked.told.get("health_risk")) or asked.facts.status.health in GRAVE


def asks_of_health(asked: Asked) -> bool:
    """Say whether the body asks for health; to the others a letter may leave it out."""
    words = (*asked.record.required_fields, *asked.record.optional_fields)
    return any(word.startswith("health") for word in words)


def _is_minor(asked: Asked) -> bool:
    """Say whether the person may still be a child today."""
    born = asked.facts.born
    if born is not None and born.latest is not None:
        last = born.latest
        return (asked.today.year - last.year - ((asked.today.month, asked.today.day) < (last.month, last.day))) < ADULT
    age, as_of = asked.facts.age, asked.facts.age_as_of
    if age is None:
        return False
    since = as_of.earliest.year if as_of and as_of.earliest else asked.today.year
    return age + asked.today.year - since < ADULT


def consent(asked: Asked, purpose: ConsentPurpose) -> Finding:
    """Ask for a consent that stands today: somebody agreed, nobody who was asked said no."""
    link = Link("appeals.consent", {"code": asked.code}, f"answer_{purpose.value}-group")
    consents = asked.facts.consents
    purposes = (purpose, C.PUBLIC_FULL) if purpose is C.PUBLIC_BLURRED else (purpose,)
    given = next((one for one in purposes if is_allowed(consents, one, asked.today)), None)
    if given is not None:
        standing = [
            one for one in newest_of_each(consents) if one.purpose is given and not has_run_out(one, asked.today)
        ]
        bodies = {one.bodies for one in standing if one.bodies}
        if bodies:
            said = _("Agreed for: %(bodies)s. See that this body is meant.", bodies="; ".join(sorted(bodies)))
            names = [*asked.record.names.values(), asked.record.key]
            # Whoever agreed to some bodies has not agreed to this one: a coordinator says whether it is meant.
            return there(said) if any(names_body(one.bodies, names) for one in standing) else vague(said, link)
        return there()
    answers = [one for one in newest_of_each(consents) if one.purpose in purposes]
    if any(one.answer is not ConsentAnswer.GIVEN and not has_run_out(one, asked.today) for one in answers):
        return missing(_("Somebody said no to this. Without their yes it must not be sent."), link)
    if answers:
        return vague(_("The consent has run out. Ask again."), link)
    return missing(_("Nobody has been asked about this yet."), link)


def consent_decided(asked: Asked, *purposes: ConsentPurpose) -> Finding:
    """Ask that somebody decided, yes or no: the form wants to know which."""
    people = {one.person_id for one in asked.facts.consents}
    for purpose in purposes:
        for number in people:
            mine = [one for one in asked.facts.consents if one.person_id == number]
            if (answer := current(mine, purpose, asked.today)) is not None:
                return there(_("The answer is: %(answer)s.", answer=answer.answer.label))
    return missing(_("Nobody has been asked about this yet."), Link("appeals.consent", {"code": asked.code}))


def name_to_government(asked: Asked) -> Finding:
    """Ask for a decision on giving the name to the government."""
    return consent_decided(asked, C.GOVERNMENT)


def name_in_public(asked: Asked) -> Finding:
    """Ask for a decision on the name in a public report."""
    return consent_decided(asked, C.PUBLIC_FULL, C.PUBLIC_BLURRED)


def consent_in_confidence(asked: Asked) -> Finding:
    """Ask for consent to submit in confidence."""
    return consent(asked, C.CONFIDENTIAL_BODIES)


def consent_levels(asked: Asked) -> Finding:
    """Ask for any decision on confidence or publication."""
    return consent_decided(asked, C.CONFIDENTIAL_BODIES, C.PUBLIC_FULL, C.PUBLIC_BLURRED)


def testifier(asked: Asked) -> Finding:
    """Ask for somebody who testifies; a wish to stay unnamed is respected by the public consent."""
    return there() if asked.facts.applicants else missing(link=applicant_page(asked))


def language(asked: Asked) -> Finding:
    """Ask for a language that the body reads."""
    written = asked.language
    if written is None or written.value.partition("-")[0] not in asked.record.languages or written.value == "kk-Arab":
        return missing(
            _("%(body)s reads: %(languages)s.", body=asked.body, languages=languages_in_words(asked.record.languages))
        )
    return there()


def statement(asked: Asked) -> Finding | None:
    """Ask that the family’s statement can be read in the letter’s language; None where there is no statement."""
    told, written = asked.facts.statements, asked.language
    if not told or written is None:
        return None
    if any(one.language is written and one.is_usable for one in told):
        return there()
    link = Link("appeals.show", {"appeal_id": told[0].appeal_id}, "translations")
    if any(one.language is written for one in told):
        return vague(_("The translation is not approved yet."), link)
    return missing(_("It is not translated into %(language)s yet.", language=written.label), link)


def sent_to(asked: Asked, keys: Iterable[str] = (), kinds: Iterable[BodyKind] = ()) -> list[EarlierPetition]:
    """List the petitions about the case that went to some bodies."""
    wanted, sorts = set(keys), set(kinds)
    return [one for one in asked.facts.petitions if one.was_sent and (one.body_key in wanted or one.body_kind in sorts)]


def write_to(asked: Asked, key: str) -> Link:
    """Link to the beginning of a petition to a body."""
    return Link("petitions.new", {"case": asked.code, "body": key})


def _sentence(one: EarlierPetition) -> str:
    if one.sent_on is None:
        return _("A petition was sent.")
    return _("Sent on %(day)s.", day=date_words(PartialDate.of(one.sent_on)))


def told_the_state(asked: Asked) -> Finding:
    """Ask that the MFA, the police or the prosecutor of Kazakhstan were told first (CED guidance)."""
    told = sent_to(asked, COMPETENT)
    if told:
        return there(_sentence(told[0]))
    return missing(
        _("First write to the Ministry of Foreign Affairs or the police of Kazakhstan, and keep the proof."),
        write_to(asked, "kz_mfa"),
    )


def complained_before(asked: Asked) -> Finding:
    """Ask for the petition that a complaint is about."""
    before = sent_to(asked, kinds=KAZAKH_AUTHORITIES)
    if before:
        return there(_sentence(before[-1]))
    return missing(
        _("A complaint to the court needs the petition it is about, and the complaint before it."),
        write_to(asked, "kz_mfa"),
    )


def remedies(asked: Asked) -> Finding:
    """Ask which steps were taken inside the country, with results, or why none: told, or petitions sent."""
    if asked.told.get("remedies"):
        return there()
    if sent_to(asked, kinds=KAZAKH):
        return vague(
            _("Petitions were sent. Say what came of them, or why nothing more could be done."),
            told_page(asked, "remedies"),
        )
    return missing(link=told_page(asked, "remedies"))


def remedies_exhausted(asked: Asked) -> Finding:
    """Ask that the courts of Kazakhstan have decided, or why that is impossible."""
    if asked.told.get("remedies"):
        return there()
    if sent_to(asked, kinds=[BodyKind.NATIONAL_COURT]):
        return vague(_("A court was asked. Write what it decided and when."), told_page(asked, "remedies"))
    return missing(
        _("The courts of Kazakhstan come first, unless you can say why they are no use."), told_page(asked, "remedies")
    )


def steps_taken(asked: Asked) -> Finding:
    """Ask what was done to find the person: told, or any petition sent."""
    if asked.told.get("search_steps"):
        return there()
    sent = [one for one in asked.facts.petitions if one.was_sent]
    if sent:
        return there(_("The petitions that were sent are the steps taken."))
    return missing(_("Write what the family did, or why nothing could be done."), told_page(asked, "search_steps"))


def other_procedures(asked: Asked) -> Finding:
    """Ask which other international body has the case: told, or the petitions themselves tell."""
    if asked.told.get("other_procedures"):
        return there()
    sent = [one for one in asked.facts.petitions if one.was_sent and (one.body_key or "").startswith("un_")]
    if sent:
        return there(_("The petitions that were sent tell."))
    return missing(_("Write which, or that there was none."), told_page(asked, "other_procedures"))


def national_appeals(asked: Asked) -> Finding:
    """Ask for an earlier petition inside the country, to send a copy of."""
    sent = sent_to(asked, kinds=KAZAKH)
    if sent:
        return there(_sentence(sent[-1]))
    return missing(_("Nothing has been sent inside the country yet."), write_to(asked, "kz_mfa"))


def act_complained_of(asked: Asked) -> Finding:
    """Ask for the decision, act or silence complained of: told, or a petition left without a good answer."""
    if asked.told.get("act_complained_of") or sent_to(asked, kinds=KAZAKH_AUTHORITIES):
        return there()
    return missing(link=told_page(asked, "act_complained_of"))
