"""Logging reprisals, what preceded them, and the warning before a similar deed."""

import pytest
from sqlalchemy import select

from caseapp.accounts.vocabulary import Role
from caseapp.cases.claims import MediaItem
from caseapp.cases.vocabulary import MediaType
from caseapp.errors import RuleBroken
from caseapp.history.models import HistoryEntry
from caseapp.reprisals import precedents, rules, services
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent
from caseapp.reprisals.vocabulary import Precedent
from tests.factories import AppealCaseFactory, CaseAssignmentFactory, CaseFactory, EventFactory, UserFactory
from tests.families.factories import PetitionCaseFactory
from tests.protests.factories import AppearanceFactory


@pytest.fixture
def volunteer(session):
    return UserFactory()


@pytest.fixture
def case(volunteer):
    case = CaseFactory(office=volunteer.office)
    CaseAssignmentFactory(case=case, user=volunteer)
    return case


def answers(**changes):
    told = {"type": "forced_call", "target": "the mother", "source": "the applicant", "happened-year": "2019"}
    return {**told, **changes}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("petition:12", (Precedent.PETITION, 12)),
        ("protest:1", (Precedent.PROTEST, 1)),
        ("appeal:3", (Precedent.APPEAL, 3)),
        ("media:4", (Precedent.MEDIA, 4)),
        ("event:5", (Precedent.EVENT, 5)),
        ("other", (Precedent.OTHER, None)),
    ],
)
def test_a_choice_is_read(typed, read):
    assert rules.read_choice(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "petition", "petition:", "petition:x", "other:1", "user:1", "petition:" + "9" * 30]
)
def test_what_is_no_choice_is_refused(typed):
    with pytest.raises(RuleBroken):
        rules.read_choice(typed)


def test_every_deed_of_the_case_can_have_come_before(login, session, case, volunteer):
    petition = PetitionCaseFactory(case=case).petition
    protest = AppearanceFactory(case=case).protest
    appeal = AppealCaseFactory(case=case, appeal__office=case.office, appeal__logged_by_id=volunteer.id).appeal
    event = EventFactory(case_id=case.id)
    item = MediaItem(case_id=case.id, type=MediaType.INTERVIEW)
    session.add(item)
    session.flush()
    chosen = [
        f"petition:{petition.id}",
        f"protest:{protest.id}",
        f"appeal:{appeal.id}",
        f"event:{event.id}",
        f"media:{item.id}",
        "other",
    ]
    url = f"/cases/{case.code}/reprisals/new"
    page = login(volunteer).get(url).text
    assert [one for one in chosen if f'value="{one}"' not in page] == []
    assert login(volunteer).post(url, data=answers(precedents=chosen, by="the police")).status_code == 302
    reprisal = session.scalars(select(Reprisal)).one()
    assert (reprisal.actor, reprisal.happened.edtf, reprisal.logged_by_id) == ("the police", "2019", volunteer.id)
    kinds = {row.kind for row in session.scalars(select(ReprisalPrecedent))}
    assert kinds == set(Precedent)
    assert "reprisal.logged" in [entry.action for entry in session.scalars(select(HistoryEntry))]
    assert services.warning_before(session, case, Precedent.PETITION) == [reprisal]
    assert services.warnings_before_protests(session, {case.id}) == {case.id: 1}


def test_the_same_form_sent_twice_is_one_reprisal(login, session, case, volunteer):
    for _press in range(2):
        assert login(volunteer).post(f"/cases/{case.code}/reprisals/new", data=answers()).status_code == 302
    assert len(session.scalars(select(Reprisal)).all()) == 1
    assert services.warning_before(session, case, Precedent.PETITION) == []
    assert len(services.warning_before(session, case)) == 1


@pytest.mark.parametrize(
    "wrong", [{"target": ""}, {"source": ""}, {"happened-year": ""}, {"type": "x"}, {"precedents": ["petition:999999"]}]
)
def test_a_mistyped_reprisal_is_sent_back(login, session, case, volunteer, wrong):
    assert login(volunteer).post(f"/cases/{case.code}/reprisals/new", data=answers(**wrong)).status_code == 422
    assert session.scalars(select(Reprisal)).all() == []


def test_another_case_s_deeds_are_not_offered(app, case, volunteer):
    other = PetitionCaseFactory()
    with app.test_request_context("/"):
        from caseapp import db

        offered = [value for value, _words in precedents.choices(db.session, case, volunteer)]
    assert f"petition:{other.petition_id}" not in offered
    assert offered == ["other"]


def test_who_may_not_open_the_case_logs_nothing(login, case):
    url = f"/cases/{case.code}/reprisals/new"
    assert login(UserFactory(office=case.office)).get(url).status_code == 404
    assert login(UserFactory(role=Role.COORDINATOR)).post(url, data=answers()).status_code == 404
    assert login(UserFactory(role=Role.AUDITOR)).post(url, data=answers()).status_code == 403
