"""What the form of e-Otinish asks, field by field, ready to copy; who asks is hidden until shown on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from caseapp.identifiers import mask
from caseapp.petitions import wording
from caseapp.petitions.facts import ApplicantFact, CaseFacts
from caseapp.petitions.models import Petition

HIDDEN = "••••"


@dataclass(frozen=True)
class Field:
    """One field of the form: its label, what goes into it, and whether it may be copied as it stands."""

    name: str
    label: str
    value: str
    is_hidden: bool = False
    is_long: bool = False


@dataclass(frozen=True)
class Sheet:
    """Everything one applicant types: the fields about them, then those of the letter."""

    person_id: int
    name: str
    about: list[Field]


def letter_fields(petition: Petition, cases: Sequence[CaseFacts], *, is_shown: bool) -> list[Field]:
    """Give the fields about the body and the letter; the letter names the numbers too, so they are hidden in it."""
    language = str(petition.language.label) if petition.language is not None else ""
    letter = petition.letter or ""
    hidden = letter if is_shown else _without(letter, cases)
    return [
        Field("addressee", _("Body"), wording.body_of(petition)),
        Field("language", _("Language of the answer"), language),
        Field("kind", _("Kind of appeal"), _("Application (request for help and information)")),
        Field("subject", _("Subject"), petition.subject or ""),
        Field("letter", _("Text of the appeal"), hidden, is_hidden=hidden != letter, is_long=True),
    ]


def _without(text: str, cases: Sequence[CaseFacts]) -> str:
    """Hide the numbers and addresses of those who ask wherever they stand in a text."""
    people = {applicant.person_id: applicant for case in cases for applicant in case.applicants}
    for one in people.values():
        for value in (one.iin, one.passport, one.address, one.phone, one.email):
            if value:
                text = text.replace(value, HIDDEN)
    return text


def sheets(cases: Sequence[CaseFacts], *, is_shown: bool) -> list[Sheet]:
    """Give for each applicant, once, the fields about them; numbers and addresses only when ``is_shown``."""
    found: dict[int, ApplicantFact] = {}
    for case in cases:
        for applicant in case.applicants:
            found.setdefault(applicant.person_id, applicant)
    return [
        Sheet(
            applicant.person_id,
            applicant.name or _("name not given"),
            [Field("full_name", _("Full name"), applicant.name), *_private(applicant, is_shown=is_shown)],
        )
        for applicant in found.values()
    ]


def _private(applicant: ApplicantFact, *, is_shown: bool) -> list[Field]:
    number = applicant.iin
    paper = None if number else applicant.passport
    kept = [
        ("iin", _("IIN"), number, mask(number) if number else ""),
        ("passport", _("Passport number"), paper, mask(paper) if paper else ""),
        ("address", _("Postal address"), applicant.address, HIDDEN),
        ("phone", _("Phone"), applicant.phone, HIDDEN),
        ("email", _("E-mail"), applicant.email, HIDDEN),
    ]
    fields = []
    for name, label, value, masked in kept:
        if name == "passport" and not value:
            continue
        is_hidden = bool(value) and not is_shown
        fields.append(Field(name, label, (masked if is_hidden else value) or "", is_hidden))
    return fields
