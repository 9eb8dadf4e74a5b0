"""The pages of a family: the door, the story without a name, the message, the way out."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from caseapp import clock
from caseapp.accounts import passwords
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.claims import CaseNote, Sentence
from caseapp.cases.people import Contact
from caseapp.cases.vocabulary import Basis, ContactKind, Kinship, LegalStatus, Sex
from caseapp.dates import PartialDate
from caseapp.families.models import FamilyCard, FamilyMessage, FamilySession
from caseapp.languages import OWN_NAMES
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.vocabulary import PetitionState
from caseapp.protests.models import Protest
from caseapp.protests.vocabulary import ProtestForm
from tests.factories import (
    NOW,
    TODAY,
    AppealCaseFactory,
    AppealFactory,
    ApplicantFactory,
    CaseFactory,
    EventFactory,
    OfficeFactory,
    PersonFactory,
    StatusUpdateFactory,
    UserFactory,
)
from tests.families.factories import (
    ConsentFactory,
    FamilyCardFactory,
    FamilyMessageFactory,
    PetitionCaseFactory,
    PetitionFactory,
    number_of,
)
from tests.petitions import factories as petitions

TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
"""A form's token holds the second of its making."""


def enter(client, card):
    """Type the number of a card."""
    return client.post("/status", data={"card": number_of(card)})


def test_the_door_asks_one_question(client):
    page = client.get("/status").text
    assert page.count("<input") == page.count('type="hidden"') + 1
    assert 'inputmode="numeric"' in page
    assert all(own in page for own in OWN_NAMES.values())
    assert page.index("قازاقشا") < page.index('name="card"')


def test_the_right_number_opens_the_case_and_sets_a_strict_cookie(client):
    card = FamilyCardFactory()
    answer = enter(client, card)
    assert (answer.status_code, answer.location) == (303, "/status/case")
    cookie = next(value for name, value in answer.headers if name == "Set-Cookie" and value.startswith("jaqyn_family"))
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/status" in cookie
    page = client.get("/status/case")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"


def test_wrong_unknown_and_ended_cards_answer_the_same(client):
    card, ended = FamilyCardFactory(), FamilyCardFactory(revoked_at=NOW)
    unknown = FamilyCard(locator="999999")
    wrong = FamilyCardFactory(secret_hash=passwords.hash_card_secret("0" * 16))
    pages = {TOKEN.sub("", enter(client, one).text) for one in (ended, unknown, wrong)}
    assert len(pages) == 1
    assert "We do not know this number" in pages.pop()
    assert enter(client, card).status_code == 303


def test_a_slip_is_told_without_a_hash_and_without_counting(client, monkeypatch):
    monkeypatch.setattr(passwords, "is_right", lambda *_: pytest.fail("a hash was made"))
    typed = number_of(FamilyCardFactory()).replace(" ", "")
    wrong = str((int(typed[0]) + 1) % 10) + typed[1:]
    for _try in range(8):
        answer = client.post("/status", data={"card": wrong})
        assert answer.status_code == 422
    assert "One digit seems to be mistyped" in answer.text


def test_the_sixth_wrong_try_is_asked_to_wait(client):
    unknown = FamilyCard(locator="999999")
    for _try in range(5):
        assert enter(client, unknown).status_code == 422
    answer = enter(client, unknown)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 600


def test_without_a_visit_the_card_is_asked_for(client):
    assert client.get("/status/case").location == "/status"
    assert client.post("/status/message", data={"text": "x"}).location == "/status"


@pytest.mark.parametrize("change", [{"seen_at": 11}, {"created_at": 31}])
def test_a_visit_ends_by_itself(client, session, change):
    enter(client, FamilyCardFactory())
    past = {name: clock.now() - timedelta(minutes=minutes) for name, minutes in change.items()}
    session.execute(update(FamilySession).values(**past))
    assert client.get("/status/case").location == "/status"


def test_a_card_that_ends_closes_its_open_page(client, session):
    enter(client, FamilyCardFactory())
    session.execute(update(FamilyCard).values(revoked_at=NOW))
    assert client.get("/status/case").location == "/status"


def test_leaving_ends_the_visit_and_empties_the_browser(client, session):
    enter(client, FamilyCardFactory())
    answer = client.get("/status/leave")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "jaqyn" not in answer.location
    assert session.scalars(select(FamilySession)).one().ended_at is not None
    assert client.post("/status/leave").location == "/status"


def prison_story(session, **more):
    """Make a man in prison since late 2017 as his sister told."""
    case = CaseFactory(person=PersonFactory(sex=Sex.MALE))
    StatusUpdateFactory(
        case=case,
        verified=True,
        as_of=PartialDate.parse("2017-11/.."),
        basis=Basis.FAMILY,
        legal_status=LegalStatus.SENTENCED_REPORTED,
    )
    return FamilyCardFactory(case=case, **more)


def test_the_page_says_where_he_is_since_when_and_how_we_know(client, session):
    enter(client, prison_story(session))
    page = client.get("/status/case").text
    assert "Your brother is in prison, as far as we know since November 2017." in page
    assert "How we know: a relative told us; not confirmed." in page
    assert "There is said to be a sentence; we have not seen the paper." in page
    assert "We have no news about health." in page


def body_version(session):
    body = (
        session.scalars(select(Body).where(Body.key == "kz_mfa")).one_or_none()
        or session.scalars(select(Body).order_by(Body.id)).first()
    )
    return session.scalars(select(BodyVersion).where(BodyVersion.body_id == body.id)).first()


@pytest.mark.parametrize(
    ("days", "said"),
    [(9, "in 9 days"), (1, "in 1 day."), (0, "due today"), (-12, "it is 12 days late: we will ask again")],
)
def test_petitions_say_to_whom_and_when_an_answer_is_due(client, session, days, said):
    card = prison_story(session)
    version = body_version(session)
    petition = PetitionFactory(
        body_id=version.body_id, body_version_id=version.id, due_on=clock.today() + timedelta(days=days)
    )
    PetitionCaseFactory(case=card.case, petition=petition)
    PetitionCaseFactory(case=card.case, petition__state=PetitionState.DRAFT, petition__sent_on=None)
    enter(client, card)
    page = client.get("/status/case").text
    assert said in page
    assert page.count("card-item") == 1
    assert version.record["name"]["en"].replace("&", "&amp;").replace("'", "&#39;") in page
    assert version.record["name"]["ru"] in client.get("/status/case?lang=ru").text


def test_a_family_reads_that_a_petition_was_taken_back_but_nothing_of_one_taken_back_under_pressure(client, session):
    card = prison_story(session)
    for state in (PetitionState.WITHDRAWN_FREELY, PetitionState.WITHDRAWN_UNDER_PRESSURE):
        petitions.PetitionFactory(case=card.case, state=state)
    enter(client, card)
    page = client.get("/status/case").text
    assert page.count("Taken back.") == page.count("card-item") == 1
    assert "pressure" not in page


def said(page: str) -> list[str]:
    """Return the answers about consent on a page."""
    return re.findall(r"<dd>\s*([^<]*?)\s*</dd>", page)


def test_the_most_careful_answer_about_consent_is_shown(client, session):
    card = prison_story(session)
    ConsentFactory(case_id=card.case_id, purpose=ConsentPurpose.PUBLIC_FULL)
    ConsentFactory(case_id=card.case_id, purpose=ConsentPurpose.PUBLIC_FULL, answer=ConsentAnswer.REFUSED)
    enter(client, card)
    page = client.get("/status/case").text
    assert "no" in said(page)
    assert "yes" not in said(page)


def test_an_answer_of_an_earlier_day_that_is_recorded_later_does_not_count(client, session):
    person = PersonFactory()
    card = prison_story(session, person_id=person.id)
    told = {"case_id": card.case_id, "person": person, "purpose": ConsentPurpose.PUBLIC_FULL}
    ConsentFactory(**told, answer=ConsentAnswer.REFUSED)
    ConsentFactory(**told, given_on=TODAY - timedelta(days=3))
    enter(client, card)
    assert said(client.get("/status/case").text) == ["no"]


def test_a_holder_we_know_sees_only_their_own_consent(client, session):
    sister = PersonFactory()
    card = prison_story(session, person_id=sister.id)
    ConsentFactory(case_id=card.case_id, person=sister, purpose=ConsentPurpose.PUBLIC_FULL)
    ConsentFactory(case_id=card.case_id, purpose=ConsentPurpose.PUBLIC_FULL, answer=ConsentAnswer.REFUSED)
    enter(client, card)
    page = client.get("/status/case").text
    assert "yes" in said(page)
    assert "no" not in said(page)


def test_a_minimal_card_tells_the_stage_and_the_next_step_only(client, session):
    card = prison_story(session, is_minimal=True)
    PetitionCaseFactory(case=card.case, petition__due_on=clock.today() + timedelta(days=3))
    enter(client, card)
    page = client.get("/status/case").text
    assert "are waiting for an answer" in page
    assert "We wait for an answer until" in page
    assert "prison" not in page
    assert 'id="asked"' not in page


@pytest.mark.parametrize("lang", OWN_NAMES)
@pytest.mark.parametrize("is_minimal", [True, False])
def test_no_name_source_code_or_text_of_ours_is_ever_shown(client, session, lang, is_minimal):
    canary = "CANARY"
    case = CaseFactory(
        names=[f"{canary} missing"],
        summary=f"{canary} summary",
        outcome=f"{canary} outcome",
        label=f"{canary} label",
        logged_by=UserFactory(name=f"{canary} volunteer"),
        office=OfficeFactory(name=f"{canary} office", address=f"{canary} street"),
    )
    aunt = PersonFactory(names=[f"{canary} aunt"], occupation=canary)
    session.add(Contact(person_id=aunt.id, kind=ContactKind.PHONE, value=f"{canary} +7 700"))
    appeal = AppealFactory(statement=f"{canary} statement", source=canary, logged_by_id=case.logged_by_id)
    AppealCaseFactory(appeal=appeal, case=case)
    ApplicantFactory(appeal=appeal, person=aunt, own_word=canary)
    StatusUpdateFactory(case=case, verified=True, source=canary, detail=canary, place_text=canary, verified_note=canary)
    EventFactory(case_id=case.id, detail=canary, source=canary, place_text=canary)
    session.add(CaseNote(case_id=case.id, text=canary, written_at=NOW))
    session.add(Sentence(case_id=case.id, country="CN", charge=canary, announced_by=canary, note=canary))
    petition = PetitionFactory(
        recipient_text=f"{canary} official",
        subject=canary,
        letter=canary,
        petitioner=canary,
        reference=canary,
        reply_detail=canary,
        reply_as_printed=canary,
        outcome=canary,
        source=canary,
        replied_on=clock.today(),
        state=PetitionState.ANSWERED_MERITS,
        office=case.office,
    )
    PetitionCaseFactory(case=case, petition=petition)
    session.add(
        Protest(
            office_id=case.office_id,
            form=ProtestForm.PICKET,
            held_on=clock.today() + timedelta(days=2),
            place_text="Central square",
            demand=canary,
            detail=canary,
            source=canary,
            created_at=NOW,
        )
    )
    ConsentFactory(case_id=case.id, person=aunt, note=canary, witness=canary, bodies=canary)
    other = FamilyCardFactory(case=case, kinship=Kinship.MOTHER)
    FamilyMessageFactory(card=other, text=f"{canary} from another relative", answer=canary)
    card = FamilyCardFactory(case=case, is_minimal=is_minimal, issued_by_id=case.logged_by_id, person_id=aunt.id)
    session.flush()
    enter(client, card)
    page = client.get(f"/status/case?lang={lang}").text
    assert "Central square" in page
    for hidden in (canary, case.code, case.office.code, card.locator, "Temirlan"):
        assert hidden not in page


def test_a_message_is_taken_with_its_wishes_and_shown_with_the_answer(client, session):
    card = FamilyCardFactory()
    enter(client, card)
    assert client.post("/status/message", data={"text": ""}).status_code == 409
    answer = client.post("/status/message", data={"text": "He called.", "wants_withdrawal": "y"}, follow_redirects=True)
    assert "a person from the office will call you" in answer.text
    message = session.scalars(select(FamilyMessage)).one()
    assert (message.wants_withdrawal, message.wants_hidden, message.card_id) == (True, False, card.id)
    session.execute(update(FamilyMessage).values(answer="We wrote again."))
    page = client.get("/status/case").text
    assert "He called." in page
    assert "We wrote again." in page


def test_a_message_that_is_too_long_stays_in_its_box(client):
    enter(client, FamilyCardFactory())
    answer = client.post("/status/message", data={"text": "long " * 1000})
    assert answer.status_code == 422
    assert "long long" in answer.text


def test_the_page_costs_the_same_statements_however_much_there_is(client, session, count_queries):
    card = prison_story(session)
    enter(client, card)
    client.get("/status/case")
    with count_queries() as few:
        client.get("/status/case")
    for _more in range(5):
        PetitionCaseFactory(case=card.case, petition__due_on=clock.today())
        ConsentFactory(case_id=card.case_id)
        FamilyMessageFactory(card=card)
        StatusUpdateFactory(case=card.case, verified=True)
    session.flush()
    with count_queries() as many:
        client.get("/status/case")
    assert len([s for s in many.statements if s.startswith("SELECT")]) <= 8
    assert many.count == few.count


def test_family_pages_never_open_for_staff_roles_alone(login):
    assert login(UserFactory(role=Role.COORDINATOR)).get("/status/case").location == "/status"
