"""My work: the first sentence says what must be done today, by role, at a fixed cost."""

import re
from datetime import timedelta
from html import unescape

import pytest

from caseapp import clock
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Translation
from caseapp.appeals.vocabulary import ReviewState, TextLanguage
from caseapp.families.models import FamilyMessage
from caseapp.history.services import record
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState, Standing
from caseapp.protests.models import Protest
from caseapp.protests.vocabulary import ProtestForm
from tests.factories import (
    NOW,
    AppealCaseFactory,
    AppealFactory,
    CaseAssignmentFactory,
    CaseFactory,
    OfficeFactory,
    StatusUpdateFactory,
    UserFactory,
)


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def today(app):
    with app.app_context():
        return clock.today()


def answer_of(page):
    return unescape(re.search(r'<p class="answer[^"]*">(.*?)</p>', page.text, re.DOTALL).group(1)).strip()


def rows_of(page, part):
    section = re.search(rf'<section class="section"\s+id="{part}".*?</section>', page.text, re.DOTALL)
    return [] if section is None else re.findall(r"<tr class.*?</tr>", section.group(0), re.DOTALL)


def petition_of(session, case, owner, today, days, **facts):
    facts = {"state": PetitionState.SENT, "sent_on": today - timedelta(days=60), "lapses_to": Standing.OVERDUE, **facts}
    petition = Petition(
        office_id=case.office_id,
        owner_id=owner.id if owner else None,
        recipient_text="A ministry",
        channel=PetitionChannel.POST,
        created_at=NOW,
        due_on=None if days is None else today + timedelta(days=days),
        **facts,
    )
    session.add(petition)
    session.flush()
    session.add(PetitionCase(petition_id=petition.id, case_id=case.id))
    session.flush()
    return petition


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_an_empty_desk_says_so_to_every_role(login, role):
    page = login(UserFactory(role=role)).get("/")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert answer_of(page)
    if role not in {Role.AUDITOR, Role.ADMINISTRATOR}:
        assert answer_of(page) == "Nothing waits for you today."
        assert "Your desk is empty" in page.text


def test_a_coordinator_reads_first_what_is_late(login, session, office, today):
    person = UserFactory(role=Role.COORDINATOR, office=office)
    volunteer = UserFactory(office=office)
    case = CaseFactory(office=office)
    late = [petition_of(session, case, owner, today, -1) for owner in (person, None)]
    petition_of(session, case, volunteer, today, 7)
    petition_of(session, case, volunteer, today, 8)
    petition_of(session, CaseFactory(), None, today, -5)
    appeal = AppealFactory(office=office, state=ReviewState.SUBMITTED, logged_by_id=volunteer.id, submitted_at=NOW)
    AppealCaseFactory(appeal=appeal, case=case)
    update = StatusUpdateFactory(case=case, logged_by_id=volunteer.id)
    session.add(FamilyMessage(case_id=case.id, text="secret words", written_at=NOW, wants_hidden=True))
    session.add(Protest(office_id=office.id, form=next(iter(ProtestForm)), held_on=today, created_at=NOW))
    session.flush()
    page = login(person).get("/")
    said = answer_of(page)
    assert said.startswith("2 answers are overdue, 1 answer is due within a week, 1 appeal waits for review")
    assert "1 status update waits to be verified" in said
    assert "1 message from a family is unread" in said
    assert "1 protest is coming" in said
    assert len(rows_of(page, "due")) == 3
    assert f"/petitions/{late[0].id}" in rows_of(page, "due")[0]
    assert f"/appeals/{appeal.id}" in rows_of(page, "review")[0]
    assert f"/status-updates/{update.id}/verify" in rows_of(page, "verify")[0]
    assert "secret words" not in page.text
    assert "Check families in" in page.text


def test_a_volunteer_sees_own_work_and_nothing_of_others(login, session, office, today):
    person, other = UserFactory(office=office), UserFactory(office=office)
    case, hidden = CaseFactory(office=office), CaseFactory(office=office)
    CaseAssignmentFactory(case=case, user=person)
    CaseAssignmentFactory(case=hidden, user=other)
    petition_of(session, case, person, today, -3)
    petition_of(session, hidden, other, today, -3)
    AppealFactory(
        office=office, logged_by_id=person.id, state=ReviewState.RETURNED, return_reason="Ask for the year again"
    )
    AppealFactory(office=office, logged_by_id=other.id)
    page = login(person).get("/")
    assert answer_of(page) == "1 answer is overdue and 1 appeal is not finished."
    assert case.code in page.text
    assert hidden.code not in page.text
    assert "Ask for the year again" in page.text
    assert "Mend the appeal" in rows_of(page, "appeals")[0]
    assert "Open the case" in rows_of(page, "cases")[0]


def test_a_translator_sees_texts_only(login, session, office):
    person = UserFactory(role=Role.TRANSLATOR, office=office)
    case = CaseFactory(office=office, names=["Hidden Name"])
    appeal = AppealFactory(office=office, statement="told words")
    AppealCaseFactory(appeal=appeal, case=case)
    text = Translation(appeal_id=appeal.id, language=TextLanguage.EN, translator_id=person.id, assigned_at=NOW)
    session.add(text)
    session.flush()
    page = login(person).get("/")
    assert answer_of(page) == "1 text waits to be translated."
    assert f"/translations/{text.id}" in rows_of(page, "texts")[0]
    for secret in ("Hidden Name", case.code, "told words"):
        assert secret not in page.text


def test_an_auditor_sees_deeds_without_words(login, session):
    case = CaseFactory(names=["Hidden Name"])
    record(session, case.id, "case.opened", actor_id=None, at=clock.now(), detail="hidden detail")
    page = login(UserFactory(role=Role.AUDITOR)).get("/")
    assert "1 thing was done today." in answer_of(page)
    assert case.code in page.text
    assert "Hidden Name" not in page.text
    assert "hidden detail" not in page.text


def test_an_administrator_sees_who_cannot_work_yet_and_no_case(login, session):
    case = CaseFactory(names=["Hidden Name"])
    waiting = UserFactory(is_password_temporary=True)
    page = login(UserFactory(role=Role.ADMINISTRATOR)).get("/")
    assert answer_of(page).startswith("1 person has not chosen a password yet")
    assert f"/admin/users/{waiting.id}" in rows_of(page, "waiting")[0]
    assert case.code not in page.text
    assert "Hidden Name" not in page.text


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR])
def test_the_page_costs_the_same_however_much_there_is_to_do(login, session, office, today, count_queries, role):
    person, other = UserFactory(role=role, office=office), UserFactory(office=office)

    def more():
        case = CaseFactory(office=office)
        CaseAssignmentFactory(case=case, user=person)
        petition_of(session, case, person, today, -1)
        petition_of(session, case, person, today, None, state=PetitionState.DRAFT, sent_on=None, lapses_to=None)
        appeal = AppealFactory(office=office, state=ReviewState.SUBMITTED, logged_by_id=other.id, submitted_at=NOW)
        AppealCaseFactory(appeal=appeal, case=case)
        AppealCaseFactory(appeal=AppealFactory(office=office, logged_by_id=person.id), case=case)
        StatusUpdateFactory(case=case, logged_by_id=other.id)
        session.add(FamilyMessage(case_id=case.id, text="x", written_at=NOW))
        session.add(Protest(office_id=office.id, form=next(iter(ProtestForm)), held_on=today, created_at=NOW))
        session.flush()

    more()
    client = login(person)
    with count_queries() as few:
        assert client.get("/").status_code == 200
    for _ in range(12):
        more()
    session.commit()
    with count_queries() as many:
        page = client.get("/")
    assert many.count == few.count
    assert len(rows_of(page, "due")) == 8


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/").location == "/login?next=/"
