"""The steps about people: who asks, who is missing."""

from typing import Any

from sqlalchemy.orm import Session

from caseapp import clock, db, identifiers
from caseapp.accounts.models import User
from caseapp.appeals import forms, people, queries, rules, services
from caseapp.appeals.models import Appeal, Applicant
from caseapp.appeals.rules import Step
from caseapp.appeals.step_page import StepPage, names_of
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState, IdentifierKind


class WhoAsks(StepPage):
    """Step 1: those who ask, one at a time."""

    step = Step.WHO_ASKS
    form_class = forms.ApplicantForm

    def row_ids(self) -> list[int]:
        """Return the numbers of the applicants."""
        return [applicant.id for applicant in self.appeal.applicants]

    @property
    def applicant(self) -> Applicant | None:
        """Return the applicant this page is about; None for a new one."""
        return next((each for each in self.appeal.applicants if str(each.id) == self.row), None)

    def saved(self) -> dict[str, Any]:
        """Return the saved answers of this applicant."""
        came = {"channel": self.appeal.channel, "received_on": self.appeal.received_on}
        if (applicant := self.applicant) is None:
            return came
        person = applicant.person
        citizenship = person.citizenships[0] if person.citizenships else None
        contacts = sorted(person.contacts, key=lambda contact: contact.id)
        return came | {
            "names": names_of(person),
            "kinship": applicant.kinship,
            "own_word": applicant.own_word,
            "phones": [{"row_id": each.id, "value": each.value, "kind": each.kind} for each in contacts],
            "country": citizenship.country if citizenship else None,
            "citizenship_status": citizenship.status if citizenship else None,
        }

    def save(self, session: Session, form: Any) -> None:
        """Save how the appeal came, and this applicant if anything is told of one."""
        answers = form.answers()
        came = {"channel": answers.pop("channel"), "received_on": answers.pop("received_on")}
        services.say_how_it_came(session, self.appeal, **came, actor=self.person, at=clock.now())
        told = any(name["text"] for name in answers["names"]) or any(phone["value"] for phone in answers["phones"])
        if self.applicant is not None or told or answers["kinship"] or answers["own_word"]:
            people.save_applicant(session, self.appeal, self.applicant, **answers, actor=self.person, at=clock.now())

    def context(self, form: Any) -> dict[str, Any]:
        """Return what looks wrong with the numbers."""
        return {"applicant": self.applicant, "doubts": [rules.phone_warning(row.value.data) for row in form.phones]}


class WhoIsMissing(StepPage):
    """Step 2: those who are missing, one at a time."""

    step = Step.WHO_IS_MISSING
    form_class = forms.MissingForm

    def row_ids(self) -> list[int]:
        """Return the numbers of the missing people's cases."""
        return [case.id for case in self.missing]

    @property
    def case(self) -> Case | None:
        """Return the case this page is about; None for a new one."""
        return next((case for case in self.missing if str(case.id) == self.row), None)

    @property
    def is_joined(self) -> bool:
        """Say whether the person has a case that did not begin with this appeal."""
        case = self.case
        return case is not None and case.state is not CaseState.DRAFT and case.logged_by_id != self.person.id

    def saved(self) -> dict[str, Any]:
        """Return the saved answers about this person."""
        if (case := self.case) is None:
            return {}
        person = case.person
        citizenship = person.citizenships[0] if person.citizenships else None
        home = min(person.residences, key=lambda residence: residence.id, default=None)
        numbers = {each.kind: each.number for each in person.identifiers}
        return {
            "names": names_of(person),
            "sex": person.sex,
            "born": person.born,
            "age": person.age,
            "age_as_of": person.age_as_of,
            "ethnicity": person.ethnicity,
            "occupation": person.occupation,
            "country": citizenship.country if citizenship else None,
            "citizenship_status": citizenship.status if citizenship else None,
            "place_text": home.place_text if home else None,
            "place_code": home.place_code if home else None,
            "cn_id": numbers.get(IdentifierKind.CN_ID),
            "kz_iin": numbers.get(IdentifierKind.KZ_IIN),
        }

    def save(self, session: Session, form: Any) -> None:
        """Save this person if anything is told of them."""
        answers = form.answers()
        if self.is_joined:
            return
        told = [value for name, value in answers.items() if name not in {"names", "sex"}]
        if self.case is None and not any(told) and not any(name["text"] for name in answers["names"]):
            return
        people.save_missing(
            session, self.appeal, self.case, **answers, actor=self.person, at=clock.now(), today=clock.today()
        )

    def context(self, form: Any) -> dict[str, Any]:
        """Return what looks wrong with the numbers, and cases that may be of the same person."""
        sex = form.sex.data.value if form.sex.data else None
        names = [row.text.data for row in form.names if row.text.data]
        return {
            "case": self.case,
            "is_joined": self.is_joined,
            "cn_doubts": cn_doubts(form.cn_id.data, sex),
            "iin_doubts": iin_doubts(form.kz_iin.data, sex),
            "similar": [] if self.is_joined else similar_to(self.appeal, names, self.person),
        }


def cn_doubts(number: str | None, sex: str | None) -> list[str]:
    """Say what looks wrong with a Chinese identity number."""
    return [str(each) for each in identifiers.check_cn_id(number, sex=sex).warnings] if number else []


def iin_doubts(number: str | None, sex: str | None) -> list[str]:
    """Say what looks wrong with a Kazakh IIN."""
    return [str(each) for each in identifiers.check_kz_iin(number, sex=sex).warnings] if number else []


def similar_to(appeal: Appeal | None, names: list[str], person: User) -> list[tuple[Case, bool]]:
    """List cases that may be of the same person, each with whether this reader may open it."""
    if not names:
        return []
    besides = [link.case_id for link in appeal.cases] if appeal else []
    found = queries.similar_cases(db.session, person, names, besides=besides)
    opened = queries.openable_ids(db.session, person, found)
    return [(case, case.id in opened) for case in found]
