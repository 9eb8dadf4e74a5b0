"""Checks of who is missing and who asks: names in the right script, birth, papers, address, kinship."""

from collections.abc import Callable

from flask_babel import gettext as _

from caseapp import identifiers
from caseapp.cases.vocabulary import CitizenshipStatus, IdentifierKind, Kinship, Script, Sex
from caseapp.petitions.facts_people import CHILDREN, PARENTS
from caseapp.petitions.facts_shapes import ApplicantFact
from caseapp.petitions.facts_told import QUESTIONS
from caseapp.petitions.readiness_shapes import Asked, Finding, Link, missing, there, vague

Check = Callable[[Asked], Finding]
MINOR = 18


def add(asked: Asked, what: str) -> Link:
    """Link to the form that adds a row of one kind to the case."""
    return Link("cases.add_row", {"code": asked.code, "what": what})


def person(asked: Asked, anchor: str) -> Link:
    """Link to a field of the form about the missing person."""
    return Link("cases.edit_person", {"code": asked.code}, anchor)


def applicant_page(asked: Asked, anchor: str = "") -> Link:
    """Link to the papers of the applicant; to a new appeal where nobody asks yet."""
    if asked.applicant is None:
        return Link("appeals.new")
    return Link("petitions.applicant", {"code": asked.code, "person_id": asked.applicant.person_id}, anchor)


def full_name(asked: Asked) -> Finding:
    """Ask for a name of at least two parts: a given name alone finds nobody."""
    names = [name.text for name in asked.facts.names]
    if not names:
        return missing(link=add(asked, "name"))
    # Chinese characters are written without a space between the parts.
    if all(len(name.split()) < 2 for name in names) and not asked.facts.name_in(Script.HANI):
        return vague(
            _("Only one name is known. Add the father’s name or the family name as on the papers."), add(asked, "name")
        )
    return there()


def identity(asked: Asked) -> Finding:
    """Ask for a name and one more mark: birth, age or a number."""
    named = full_name(asked)
    if named != there():
        return named
    facts = asked.facts
    if facts.born is None and facts.age is None and not facts.papers:
        return vague(
            _("Only the name is known. Add the birth date, the age or an identity number."), person(asked, "born-group")
        )
    return there()


def name_in(*scripts: Script) -> Check:
    """Ask for the name in one of some scripts."""

    def check(asked: Asked) -> Finding:
        return there() if asked.facts.name_in(*scripts) else missing(link=add(asked, "name"))

    return check


def sex(asked: Asked) -> Finding:
    """Ask for the sex."""
    return missing(link=person(asked, "sex")) if asked.facts.sex is Sex.UNKNOWN else there()


def birth(asked: Asked) -> Finding:
    """Ask for birth date or age; an age without its day grows false."""
    facts = asked.facts
    if facts.born is None and facts.age is None:
        return missing(link=person(asked, "born-group"))
    if facts.born is None and facts.age_as_of is None:
        return vague(_("An age is known, but not when they were that old."), person(asked, "age_as_of-group"))
    return there()


def minor(asked: Asked) -> Finding:
    """Ask whether the person was a child when taken; birth or age tells."""
    found = birth(asked)
    return found if found != there() else there(_("Follows from the birth date or age."))


def nationality(asked: Asked) -> Finding:
    """Ask for a citizenship; “not known” is none."""
    known = [one for one in asked.facts.citizenships if one.status is not CitizenshipStatus.UNKNOWN]
    return there() if known else missing(link=add(asked, "citizenship"))


def nationality_and_papers(asked: Asked) -> Finding:
    """Ask for a citizenship and the paper that shows it."""
    found = nationality(asked)
    return found if found != there() else paper(asked)


def citizen_kz(asked: Asked) -> Finding:
    """Ask for the citizenship of Kazakhstan, or a disappearance in Kazakhstan."""
    taken = asked.facts.taken
    if asked.facts.is_citizen_kz or (taken and (taken.place.country or "").upper() == "KZ"):
        return there()
    if any(one.country.upper() == "KZ" for one in asked.facts.citizenships):
        return vague(_("A residence permit is not enough: the person must be a citizen."), add(asked, "citizenship"))
    return missing(link=add(asked, "citizenship"))


def paper(asked: Asked) -> Finding:
    """Ask for a number of an identity paper."""
    return there() if asked.facts.papers else missing(link=add(asked, "number"))


def chinese_id(asked: Asked) -> Finding:
    """Ask for the Chinese identity number; one that fails its check is too vague to search by."""
    numbers = [one.number for one in asked.facts.papers if one.kind is IdentifierKind.CN_ID]
    if not numbers:
        return missing(link=add(asked, "number"))
    if not any(identifiers.check_cn_id(number, today=asked.today).valid for number in numbers):
        return vague(_("The Chinese identity number looks wrong. Read it again from the paper."), add(asked, "number"))
    return there()


def home(asked: Asked) -> Finding:
    """Ask for the usual address: a place smaller than a country."""
    found = asked.facts.home
    if found is None or not found.place:
        return missing(link=add(asked, "home"))
    if not found.place.text and not found.place.code:
        return vague(_("Only the country is known. Add the village, town or county."), add(asked, "home"))
    return there()


def of_person(field: str) -> Check:
    """Ask for a field of the form about the person."""

    def check(asked: Asked) -> Finding:
        return there() if getattr(asked.facts, field) else missing(link=person(asked, field))

    return check


def parents(asked: Asked) -> Finding:
    """Ask for the names of the parents."""
    known = any(one.kinship in PARENTS for one in asked.facts.relatives)
    return there() if known else missing(link=add(asked, "relative"))


def children(asked: Asked) -> Finding:
    """Ask how many children there are: told as a number, or each recorded."""
    known = any(one.kinship in CHILDREN for one in asked.facts.relatives)
    return there() if known or asked.told.get("children_number") else missing(link=told_page(asked, "children_number"))


def married(asked: Asked) -> Finding:
    """Ask whether the person is married: told, or a husband or wife recorded."""
    spouse = {Kinship.SPOUSE, Kinship.WIFE, Kinship.HUSBAND}
    known = any(one.kinship in spouse for one in asked.facts.relatives)
    return there() if known or asked.told.get("marital_status") else missing(link=told_page(asked, "marital_status"))


def told_page(asked: Asked, code: str) -> Link:
    """Link to one of the single questions of a case."""
    # A question answered by choosing has its name on the group around the choices.
    group = "-group" if QUESTIONS[code].is_yes_no else ""
    return Link("petitions.tell", {"code": asked.code}, f"told-{code}{group}")


def told(code: str) -> Check:
    """Ask for the answer to a single question."""

    def check(asked: Asked) -> Finding:
        return there() if asked.told.get(code) else missing(link=told_page(asked, code))

    return check


def applicant_name(asked: Asked) -> Finding:
    """Ask for the full name of whoever asks."""
    one = asked.applicant
    if one is None:
        return missing(_("Nobody is recorded as asking for this person."), applicant_page(asked))
    if not one.name:
        return missing(link=applicant_page(asked, "name"))
    if len(one.name.split()) < 2:
        return vague(
            _("The full name is needed: family name, given name, and the patronymic if there is one."),
            applicant_page(asked, "name"),
        )
    return there()


def applicant_iin(asked: Asked) -> Finding:
    """Ask for the IIN of whoever signs; a foreigner without one gives the passport (APPC, to be verified)."""
    one, link = asked.applicant, applicant_page(asked, "iin")
    if one is None:
        return missing(_("Nobody is recorded as asking for this person."), link)
    if one.iin:
        if not identifiers.check_kz_iin(one.iin, today=asked.today).valid:
            return vague(_("The IIN looks wrong. Read it again from the card."), link)
        return there()
    if one.passport:
        if _is_foreigner(one):
            return there(_("A foreigner without an IIN gives the number of the passport."))
        return vague(_("A passport is recorded. A citizen gives the IIN; if this is a foreigner, say so."), link)
    return missing(link=link)


def _is_foreigner(one: ApplicantFact) -> bool:
    return bool(one.citizenships) and all(each.country.upper() != "KZ" for each in one.citizenships)


def applicant_address(asked: Asked) -> Finding:
    """Ask for an address that the answer can go to."""
    one = asked.applicant
    return there() if one and one.address else missing(link=applicant_page(asked, "address"))


def applicant_contact(asked: Asked) -> Finding:
    """Ask for a name and a way to answer: address, phone or e-mail, none of them marked unsafe."""
    named = applicant_name(asked)
    if named != there():
        return named
    one = asked.applicant
    if one and (one.address or one.phone or one.email):
        return there()
    return vague(_("The name is known, but no address, phone or e-mail to answer to."), applicant_page(asked, "phone"))


def applicant_name_and_address(asked: Asked) -> Finding:
    """Ask for the name and the address."""
    named = applicant_name(asked)
    return named if named != there() else applicant_address(asked)


def applicant_identity(asked: Asked) -> Finding:
    """Ask for the name and the number of whoever sues."""
    named = applicant_name(asked)
    return named if named != there() else applicant_iin(asked)


def kinship(asked: Asked) -> Finding:
    """Ask what the applicant is to the missing person."""
    one = asked.applicant
    if one is None:
        return missing(_("Nobody is recorded as asking for this person."), applicant_page(asked))
    if one.kinship is Kinship.OTHER and not one.own_word:
        return vague(
            _("“Other relative” says too little. Write the family’s own word."), applicant_page(asked, "own_word")
        )
    return there()
