"""Administrators manage people and offices, and see nothing of a case."""

import re

import pytest
from sqlalchemy import select

from caseapp.accounts import queries, services
from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Role
from tests.accounts.factories import PASSWORD, somebody
from tests.factories import OfficeFactory, UserFactory


@pytest.fixture
def admin(login):
    return login(somebody(role=Role.ADMINISTRATOR))


def shown_password(page):
    return re.search(r'class="code" dir="ltr">((?:[a-z0-9]{5}-?){4})<', page).group(1)


def test_somebody_is_added_and_signs_in_with_the_password_shown_once(admin, client, session):
    office = OfficeFactory()
    data = {"name": "New Person", "email": "New@Test.Invalid", "role": "volunteer", "office_id": office.id}
    page = admin.post("/admin/users/new", data=data).text
    signed_in = client.post("/login", data={"email": "new@test.invalid", "password": shown_password(page)})
    assert signed_in.location == "/account/password"
    assert session.scalars(select(User.role).where(User.email == "new@test.invalid")).one() is Role.VOLUNTEER


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": "no address"}, "Enter an email address"),
        ({"name": "  "}, "Enter the name"),
        ({"role": "system"}, "Choose one of the answers"),
        ({"role": ""}, "Choose"),
        ({"office_id": ""}, "Choose the office"),
        ({"office_id": "999999"}, "valid choice"),
    ],
)
def test_mistyped_answers_are_said_beside_the_field(admin, session, wrong, says):
    right = {"name": "N", "email": "n@test.invalid", "role": "volunteer", "office_id": OfficeFactory().id}
    answer = admin.post("/admin/users/new", data={**right, **wrong})
    assert answer.status_code == 422
    assert says in answer.text
    assert session.scalars(select(User).where(User.email == "n@test.invalid")).all() == []


def test_an_address_taken_is_refused(admin):
    person = UserFactory()
    data = {"name": "N", "email": person.email, "role": "auditor", "office_id": ""}
    assert admin.post("/admin/users/new", data=data).status_code == 409


def test_a_role_is_changed_unless_somebody_else_was_faster(admin, session):
    person = UserFactory()
    data = {"name": "N", "email": person.email, "role": "coordinator", "office_id": person.office_id}
    url = f"/admin/users/{person.id}"
    assert admin.post(url, data={**data, "version": person.version - 1}).status_code == 409
    assert session.get(User, person.id).role is Role.VOLUNTEER
    assert admin.post(url, data={**data, "version": person.version}).status_code == 302
    assert session.get(User, person.id).role is Role.COORDINATOR


def test_disabling_enabling_and_a_new_password(admin, login, session):
    person = somebody()
    theirs = login(person)
    assert admin.post(f"/admin/users/{person.id}/disable").status_code == 302
    assert theirs.get("/account").status_code == 302
    assert admin.post(f"/admin/users/{person.id}/enable").status_code == 302
    page = admin.post(f"/admin/users/{person.id}/reset-password").text
    person = session.scalars(select(User).where(User.id == person.id)).one()
    assert services.is_proved(person, shown_password(page))
    assert not services.is_proved(person, PASSWORD)
    assert person.is_password_temporary


def test_people_are_filtered_and_paged_by_key(admin, count_queries, session):
    office = OfficeFactory()
    for number in range(queries.PAGE + 3):
        UserFactory(office=office, name=f"Colleague {number:03d}")
    UserFactory(office=office, role=Role.AUDITOR, name="Only auditor")
    first = admin.get(f"/admin/users?office={office.id}&role=volunteer")
    assert "Only auditor" not in first.text
    assert first.text.count("Colleague") == queries.PAGE
    following = re.search(r'href="([^"]*before=[^"]*)"', first.text).group(1).replace("&amp;", "&")
    assert "Colleague" not in following
    second = admin.get(following)
    assert second.text.count("Colleague") == 3
    with count_queries() as seen:
        admin.get("/admin/users")
    assert seen.count <= 5


def test_a_filter_made_up_shows_everybody(admin):
    assert admin.get("/admin/users?role=king&office=x&active=maybe&before=y").status_code == 200


def test_offices_are_added_changed_closed(admin, session):
    facts = {"code": "sem", "name": "Semey office", "city": "Semey", "address": "", "phone": "", "email": ""}
    assert admin.post("/admin/offices/new", data=facts).status_code == 302
    office = session.scalars(select(Office).where(Office.code == "SEM")).one()
    assert admin.post("/admin/offices/new", data=facts).status_code == 409
    assert admin.post("/admin/offices/new", data={**facts, "code": "A-1"}).status_code == 422
    changed = {**facts, "name": "Semey", "version": office.version}
    assert admin.post(f"/admin/offices/{office.id}", data=changed).status_code == 302
    assert admin.post(f"/admin/offices/{office.id}", data=changed).status_code == 409
    assert admin.post(f"/admin/offices/{office.id}/close").status_code == 302
    assert "Closed" in admin.get("/admin/offices").text
    assert admin.post(f"/admin/offices/{office.id}/reopen").status_code == 302


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR, Role.TRANSLATOR, Role.AUDITOR])
def test_nobody_else_administers(login, session, role):
    person, client = UserFactory(), login(UserFactory(role=role))
    for url in ("/admin/users", "/admin/users/new", f"/admin/users/{person.id}", "/admin/offices"):
        assert client.get(url).status_code == 403
    assert client.post(f"/admin/users/{person.id}/reset-password").status_code == 403
    assert client.post(f"/admin/users/{person.id}/disable").status_code == 403
    assert session.get(User, person.id).disabled_at is None


def test_the_program_itself_is_not_in_the_list(admin):
    system = UserFactory(role=Role.SYSTEM, office=None, name="Import account")
    assert "Import account" not in admin.get("/admin/users").text
    assert admin.get(f"/admin/users/{system.id}").status_code == 404
