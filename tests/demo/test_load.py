"""The demonstration: complete, invented, loaded once, and never where real cases are."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import ijson
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.accounts import passwords
from caseapp.accounts.demonstration import LOGINS, PASSWORD
from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal, Translation
from caseapp.appeals.vocabulary import ReviewState, TextLanguage, TranslationState
from caseapp.cases import services
from caseapp.cases.claims import Conflict, CustodyEpisode, SentenceComponent, StatusUpdate
from caseapp.cases.models import Case, CaseAssignment, CaseLink
from caseapp.cases.people import PersonName
from caseapp.cases.vocabulary import Access, CaseState, ClaimState, HealthStatus, LegalStatus, PlaceStatus
from caseapp.demo import names
from caseapp.evidence.models import EvidenceFile
from caseapp.families import services as family_services
from caseapp.families.cards import CardNumber, read
from caseapp.families.models import FamilyCard, FamilyMessage
from caseapp.petitions import rules
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState, Standing
from caseapp.protests.models import Outcome, Protest
from caseapp.protests.vocabulary import ProtestState
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent

COUNT = 90


@pytest.fixture(scope="module")
def loaded(application: Flask) -> SimpleNamespace:
    """Return what the command printed the first time and the second; everything is rolled back after the module."""
    from sqlalchemy.orm import sessionmaker

    attached = application.extensions["database"]
    usual = attached.make_session
    with attached.engine.connect() as connection:
        outer = connection.begin()
        attached.make_session = sessionmaker(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )
        try:
            runner = application.test_cli_runner()
            first = runner.invoke(args=["demo", "load", "--cases", str(COUNT)])
            again = runner.invoke(args=["demo", "load"])
            yield SimpleNamespace(first=first, again=again, make_session=attached.make_session)
        finally:
            attached.make_session = usual
            outer.rollback()


@pytest.fixture
def here(loaded: SimpleNamespace) -> Session:
    """Return a session over the loaded demonstration."""
    with loaded.make_session() as session:
        yield session


def found(session: Session, column: object) -> set[object]:
    return set(session.scalars(select(column).distinct()))


def test_the_command_prints_the_logins_and_one_card(loaded):
    assert loaded.first.exit_code == 0, loaded.first.output
    assert all(email in loaded.first.output for _role, email in LOGINS)
    assert PASSWORD in loaded.first.output
    assert len(re.findall(r"^Family card: (?:[0-9]{4} ?){6}$", loaded.first.output, re.MULTILINE)) == 1


def test_a_second_time_says_so_and_does_nothing(loaded, here):
    assert loaded.again.exit_code == 0
    assert "already" in loaded.again.output
    assert here.scalar(select(func.count()).where(Case.code.is_not(None))) == COUNT


def test_real_cases_are_never_mixed_with_invented_ones(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "ENVIRONMENT", "production")
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert "production" in result.output
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_three_offices_and_the_five_logins_are_there(here):
    assert {"ALM", "AST", "OSK"} <= found(here, Office.code)
    for role, email in LOGINS:
        user = here.scalars(select(User).where(User.email == email)).one()
        assert user.role is role
        assert passwords.is_right(user.password_hash, PASSWORD)
    for role in (Role.VOLUNTEER, Role.COORDINATOR):
        assert len(set(here.scalars(select(User.office_id).where(User.role == role)))) == 3


def test_every_status_and_every_state_is_shown(here):
    assert found(here, Case.place_status) == set(PlaceStatus)
    assert found(here, Case.legal_status) == set(LegalStatus)
    assert found(here, Case.health_status) == set(HealthStatus)
    assert found(here, Case.state) == set(CaseState)
    assert found(here, Case.access) == set(Access)
    assert found(here, Petition.state) == set(PetitionState)
    assert found(here, Appeal.state) == set(ReviewState)
    assert found(here, Translation.state) == set(TranslationState)
    assert found(here, Protest.state) == set(ProtestState)
    assert {ClaimState.UNVERIFIED, ClaimState.VERIFIED} <= found(here, StatusUpdate.state)
    assert {TextLanguage.KK, TextLanguage.KK_ARAB, TextLanguage.RU, TextLanguage.ZH, TextLanguage.EN} <= found(
        here, Appeal.statement_language
    )


def test_petitions_stand_in_every_way_a_petition_can(here, app):
    with app.app_context():
        from caseapp import clock

        today: date = clock.today()
    waiting = here.scalars(select(Petition).where(Petition.due_on.is_not(None))).all()
    standings = {
        petition.lapses_to if petition.due_on < today else rules.standing(petition.state, petition.due_on, today)
        for petition in waiting
    }
    assert standings == {Standing.ON_TIME, Standing.DUE_SOON, Standing.OVERDUE, Standing.SILENT}
    assert here.scalar(select(func.count()).where(Petition.previous_id.is_not(None))) >= 2


@pytest.mark.parametrize(
    "model",
    [CaseLink, Conflict, CustodyEpisode, EvidenceFile, Outcome, Reprisal, ReprisalPrecedent, SentenceComponent],
)
def test_what_pages_show_is_there(here, model):
    assert here.scalar(select(func.count()).select_from(model)) > 1


def test_the_volunteer_of_the_demonstration_has_work(here):
    volunteer = here.scalars(select(User).where(User.email == "volunteer@demo.invalid")).one()
    assert here.scalar(select(func.count()).where(CaseAssignment.user_id == volunteer.id)) > 5
    drafts = select(func.count()).where(Appeal.logged_by_id == volunteer.id, Appeal.state == ReviewState.DRAFT)
    assert here.scalar(drafts) == 2


def test_ten_cards_are_made_and_the_printed_one_opens(loaded, here):
    printed = re.search(r"^Family card: ([0-9 ]+)$", loaded.first.output, re.MULTILINE)[1]
    assert here.scalar(select(func.count()).select_from(FamilyCard)) == 10
    assert here.scalar(select(func.count()).select_from(FamilyMessage)) == 3
    number = read(printed)
    assert isinstance(number, CardNumber)
    assert family_services.find_card(here, number) is not None


def test_nothing_changes_when_a_case_is_worked_out_again(here):
    shown = ("shown_name", "other_name", "sex", "county_code", "place_status", "legal_status", "health_status")
    for case in here.scalars(select(Case).where(Case.code.is_not(None))).all():
        before = [getattr(case, name) for name in (*shown, "taken_earliest", "taken_latest")]
        services.refresh(here, case, at=case.changed_at)
        assert [getattr(case, name) for name in (*shown, "taken_earliest", "taken_latest")] == before


def test_nobody_of_the_published_cases_is_in_it(here, data: Path):
    with (data / "published_cases.json").open("rb") as file:
        published = {name.casefold() for name in ijson.items(file, "cases.item.subject.names.item.text")}
    assert len(published) > 20
    assert not published & {text.casefold() for text in here.scalars(select(PersonName.text))}


def test_the_parts_of_names_do_not_meet_in_a_published_person(data: Path):
    text = (data / "published_cases.json").read_text(encoding="utf-8").casefold()
    everybody = [
        names.Somebody(sex, given, father, None)
        for sex, list_of in ((names.Sex.MALE, names.MEN), (names.Sex.FEMALE, names.WOMEN))
        for given in list_of
        for father in names.FATHERS
    ]
    forms = {form for one in everybody for form in (one.in_cyrillic(), one.in_latin(), one.in_russian())}
    assert [form for form in forms if form.casefold() in text] == []


def test_every_case_is_searchable_by_any_form_of_its_name(here: Session, app: Flask, find: Callable):
    case = here.scalars(select(Case).where(Case.code.is_not(None)).order_by(Case.id.desc())).first()
    for text in here.scalars(select(PersonName.text).where(PersonName.person_id == case.person_id)):
        assert case.id in find(here, text)


@pytest.fixture
def find() -> Callable[[Session, str], list[int]]:
    """Return a search by name."""
    from caseapp.search import queries

    return lambda session, text: list(session.scalars(queries.with_name(session, select(Case.id), text)))
