"""What is gathered of a case: everything once, in a constant number of statements, with marks that tell of changes."""

from dataclasses import replace
from datetime import date

import pytest

from caseapp.appeals.models import Consent
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage
from caseapp.cases.claims import Claim
from caseapp.cases.people import Citizenship, Contact, Identifier, Relation, Residence
from caseapp.cases.vocabulary import ContactKind, EventType, IdentifierKind, Kinship, PlaceStatus, Sex
from caseapp.dates import PartialDate
from caseapp.petitions import facts
from caseapp.places.countries import country_code
from tests.factories import (
    AppealCaseFactory,
    AppealFactory,
    ApplicantFactory,
    CaseFactory,
    EventFactory,
    PersonFactory,
    StatusUpdateFactory,
)
from tests.petitions.factories import PetitionFactory


def full_case(session):
    case = CaseFactory(names=["Досжан Қайратұлы", "Doszhan Kairatuly"])
    session.add_all(
        [
            Identifier(person_id=case.person_id, kind=IdentifierKind.CN_ID, number="654126197301010014"),
            Citizenship(person_id=case.person_id, country="CN"),
            Residence(person_id=case.person_id, place_text="Kunes", place_code="654125"),
            Claim(case_id=case.id, field="forces", value="Police of the county"),
            Claim(case_id=case.id, field="forces", value="State security of the county"),
            Claim(case_id=case.id, field="visits", value="no question of ours"),
        ]
    )
    EventFactory(case_id=case.id, happened=PartialDate.parse("2018-03"))
    EventFactory(case_id=case.id, type=EventType.DISAPPEARANCE, happened=PartialDate.parse("2017-05"))
    StatusUpdateFactory(case=case, verified=True)
    appeal = AppealFactory(office=case.office, statement="Ол кетті", statement_language=TextLanguage.KK)
    AppealCaseFactory(appeal=appeal, case=case)
    sister = ApplicantFactory(appeal=appeal, person=PersonFactory(names=["Айгүл Қайратқызы"], sex=Sex.FEMALE))
    ApplicantFactory(appeal=AppealFactory(office=case.office), person=sister.person)
    session.add_all(
        [
            Contact(person_id=sister.person_id, kind=ContactKind.PHONE, value="+7 701 000 00 00", is_safe=False),
            Contact(person_id=sister.person_id, kind=ContactKind.WHATSAPP, value="+7 701 000 00 01"),
            Relation(person_id=case.person_id, other_id=PersonFactory(names=["Қайрат"]).id, kinship=Kinship.SON),
            Consent(
                case_id=case.id,
                person_id=sister.person_id,
                purpose=ConsentPurpose.INTERNAL,
                answer=ConsentAnswer.GIVEN,
                given_on=date(2026, 11, 1),
                recorded_at=case.changed_at,
            ),
        ]
    )
    session.flush()
    return case


def test_everything_about_a_case_is_gathered(session):
    case = full_case(session)
    petition = PetitionFactory(case=case, sent=True)

    (known,) = facts.gather(session, [case.id])

    assert known.code == case.code
    assert [name.text for name in known.names] == ["Досжан Қайратұлы", "Doszhan Kairatuly"]
    assert known.taken.happened == PartialDate.parse("2017-05")
    assert known.status.place is PlaceStatus.PRISON
    assert known.told == {"forces": "State security of the county"}
    assert known.applicants[0].name == "Айгүл Қайратқызы"
    assert known.applicants[0].phone == "+7 701 000 00 01"
    assert known.relatives == (facts.RelativeFact(Kinship.FATHER, "Қайрат"),)
    assert known.consents[0].purpose is ConsentPurpose.INTERNAL
    assert known.statements[0].language is TextLanguage.KK
    assert [(one.id, one.body_key, one.was_sent) for one in known.petitions] == [(petition.id, "kz_mfa", True)]


def test_what_happened_stands_in_its_order_whenever_it_was_told(session):
    case = CaseFactory()
    for day in ("2020-02", None, "2018-12", "2019-04"):
        EventFactory(case_id=case.id, happened=PartialDate.parse(day) if day else None)
    session.flush()
    session.expunge_all()

    (known,) = facts.gather(session, [case.id])

    assert [one.happened.edtf if one.happened else "" for one in known.events] == ["2018-12", "2019-04", "2020-02", ""]


def test_as_many_statements_for_one_case_as_for_many(session, count_queries):
    cases = [full_case(session) for _number in range(4)]
    session.expunge_all()
    with count_queries() as one:
        facts.gather(session, [cases[0].id])
    session.expunge_all()
    with count_queries() as many:
        found = facts.gather(session, [case.id for case in reversed(cases)])

    assert [known.case_id for known in found] == [case.id for case in reversed(cases)]
    assert many.count <= one.count <= 32


def test_nothing_is_gathered_of_no_case(session):
    assert facts.gather(session, []) == []


def test_numbers_are_masked_beside_a_letter(session, context):
    (known,) = facts.gather(session, [full_case(session).id])

    shown = {code: text for code, _label, text in facts.facts_shown(known)}

    assert "654126197301010014" not in shown["papers"]
    assert "2017" in shown["taken"]
    assert shown["told.forces"] == "State security of the county"
    assert all(label for _code, label, _text in facts.facts_shown(known))


def test_the_mark_of_a_field_changes_with_the_fact_alone(session):
    (known,) = facts.gather(session, [full_case(session).id])
    later = replace(known, occupation="teacher")

    before, after = facts.facts_digest(known), facts.facts_digest(later)

    assert {code for code in after if before.get(code) != after[code]} == {"occupation"}
    assert {code for code, _label, _text in facts.facts_shown(later)} >= {"occupation"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("KZ", "KZ"),
        ("kz", "KZ"),
        ("Kazakhstan", "KZ"),
        ("Казахстан", "KZ"),
        ("Қазақстан", "KZ"),
        ("ҚР", "KZ"),
        ("China", "CN"),
        ("中国", "CN"),
        ("КНР", "CN"),
        ("Somewhere", "Somewhere"),
    ],
)
def test_a_country_is_known_by_code_and_by_name(told, code):
    assert country_code(told) == code


def test_a_citizenship_told_by_name_counts(session):
    case = CaseFactory()
    session.add(Citizenship(person_id=case.person_id, country="Kazakhstan"))
    session.flush()
    (known,) = facts.gather(session, [case.id])
    assert known.is_citizen_kz
