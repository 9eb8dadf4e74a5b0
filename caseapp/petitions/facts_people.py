"""The people of ``CaseFacts``: their names and papers, who asks, who belongs to the family."""

from collections.abc import Mapping, Sequence
from typing import Any

from caseapp.appeals.models import Appeal, Applicant
from caseapp.cases.people import Relation
from caseapp.cases.vocabulary import ContactKind, Kinship, Sex
from caseapp.petitions import facts_shapes as shapes
from caseapp.places.countries import country_code

Rows = Mapping[int, Sequence[Any]]
OfPeople = Mapping[str, Rows]

# What a relative is, where it was told the other way round: the missing person is the key of the relative.
TURNED_ROUND = {
    Kinship.SPOUSE: Kinship.SPOUSE,
    Kinship.WIFE: Kinship.HUSBAND,
    Kinship.HUSBAND: Kinship.WIFE,
    Kinship.FRIEND: Kinship.FRIEND,
    Kinship.COUSIN: Kinship.COUSIN,
}
PARENTS, CHILDREN = {Kinship.MOTHER, Kinship.FATHER}, {Kinship.SON, Kinship.DAUGHTER}
PARENT_OF_SEX = {Sex.FEMALE: Kinship.MOTHER, Sex.MALE: Kinship.FATHER}
CHILD_OF_SEX = {Sex.FEMALE: Kinship.DAUGHTER, Sex.MALE: Kinship.SON}


def names_of(of_people: OfPeople, number: int) -> tuple[shapes.NameFact, ...]:
    """Give somebody's names in their order."""
    return tuple(
        shapes.NameFact(one.text, one.script, one.kind, one.language) for one in of_people["names"].get(number, [])
    )


def papers_of(of_people: OfPeople, number: int) -> tuple[shapes.PaperFact, ...]:
    """Give the numbers on somebody's papers."""
    return tuple(shapes.PaperFact(one.kind, one.number, one.issuer) for one in of_people["papers"].get(number, []))


def citizenships_of(of_people: OfPeople, number: int) -> tuple[shapes.CitizenshipFact, ...]:
    """Give what is said about somebody belonging to states."""
    return tuple(
        shapes.CitizenshipFact(country_code(one.country), one.status, one.since)
        for one in of_people["citizenships"].get(number, [])
    )


def homes_of(of_people: OfPeople, number: int) -> tuple[shapes.HomeFact, ...]:
    """Give where somebody lived, in the order it was told."""
    return tuple(
        shapes.HomeFact(
            shapes.PlaceFact(one.place_text, one.place_code, one.country and country_code(one.country)),
            one.began,
            one.ended,
        )
        for one in of_people["homes"].get(number, [])
    )


def applicants_of(appeals: Sequence[Appeal], of_people: OfPeople) -> tuple[shapes.ApplicantFact, ...]:
    """Give who asks, each once however many appeals they made; what they are to the person as first told."""
    asking: dict[int, Applicant] = {}
    for appeal in appeals:
        for applicant in appeal.applicants:
            asking.setdefault(applicant.person_id, applicant)
    return tuple(
        shapes.ApplicantFact(
            person_id=number,
            names=names_of(of_people, number),
            kinship=applicant.kinship,
            own_word=applicant.own_word,
            papers=papers_of(of_people, number),
            citizenships=citizenships_of(of_people, number),
            address=_reach(of_people, number, ContactKind.ADDRESS) or _home(of_people, number),
            phone=_reach(of_people, number, ContactKind.PHONE, ContactKind.WHATSAPP),
            email=_reach(of_people, number, ContactKind.EMAIL),
        )
        for number, applicant in asking.items()
    )


def _reach(of_people: OfPeople, number: int, *kinds: ContactKind) -> str | None:
    """Give the newest contact of the first kind there is, never one marked unsafe."""
    usable = [one for one in of_people["contacts"].get(number, []) if one.is_safe is not False]
    return next((str(one.value) for kind in kinds for one in reversed(usable) if one.kind is kind), None)


def _home(of_people: OfPeople, number: int) -> str | None:
    homes = [one for one in of_people["homes"].get(number, []) if one.ended is None and one.place_text]
    return str(homes[-1].place_text) if homes else None


def relatives_of(
    number: int, relations: Sequence[Relation], of_people: OfPeople, sexes: Mapping[int, Sex]
) -> tuple[shapes.RelativeFact, ...]:
    """Give the family of somebody, whichever way round each relation was recorded; a nameless relative is left out."""
    found = []
    for relation in relations:
        if relation.other_id == number:
            relative, kinship = relation.person_id, relation.kinship
        elif relation.person_id == number:
            relative = relation.other_id
            kinship = _turned(relation.kinship, sexes.get(relative, Sex.UNKNOWN))
        else:
            continue
        if name := shapes.first_name(names_of(of_people, relative)):
            own_word = relation.own_word if relation.other_id == number else None
            found.append(shapes.RelativeFact(kinship, name, own_word))
    return tuple(dict.fromkeys(found))


def _turned(kinship: Kinship, sex: Sex) -> Kinship:
    """Say what a relative is, from what the person is to them; ``sex`` is the relative's."""
    if kinship in PARENTS:
        return CHILD_OF_SEX.get(sex, Kinship.OTHER)
    if kinship in CHILDREN:
        return PARENT_OF_SEX.get(sex, Kinship.OTHER)
    return TURNED_ROUND.get(kinship, Kinship.OTHER)
