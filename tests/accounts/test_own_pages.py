"""One's own devices, password and language."""

from sqlalchemy import select

from caseapp.accounts import services
from caseapp.accounts.models import User, UserSession
from tests.accounts.factories import PASSWORD, WRONG, somebody

NEW = "a second quiet river"


def test_a_revoked_device_is_out_at_its_next_request(login, session):
    person = somebody()
    phone, desk = login(person), login(person)
    ids = session.scalars(select(UserSession.id).order_by(UserSession.id)).all()
    assert desk.post(f"/account/sessions/{ids[0]}/end").status_code == 302
    assert phone.get("/account").status_code == 302
    assert desk.get("/account").status_code == 200


def test_all_others_are_revoked_at_once(login):
    person = somebody()
    others, desk = [login(person), login(person)], login(person)
    assert desk.post("/account/sessions/end-others").status_code == 302
    assert [other.get("/account").status_code for other in others] == [302, 302]
    assert desk.get("/account").status_code == 200


def test_nobody_ends_the_session_of_another(login, session):
    mine, theirs = login(somebody()), login(somebody())
    ids = session.scalars(select(UserSession.id).order_by(UserSession.id)).all()
    assert mine.post(f"/account/sessions/{ids[1]}/end").status_code == 404
    assert theirs.get("/account").status_code == 200


def test_a_new_password_works_and_the_old_one_does_not(login, session):
    person = somebody()
    other, client = login(person), login(person)
    data = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    assert client.post("/account/password", data=data).status_code == 302
    person = session.scalars(select(User).where(User.id == person.id)).one()
    assert services.is_proved(person, NEW)
    assert not services.is_proved(person, PASSWORD)
    assert other.get("/account").status_code == 302


def test_a_mistyped_password_changes_nothing(login, session):
    person = somebody()
    client = login(person)
    for old, new, again in (
        (WRONG, NEW, NEW),
        (PASSWORD, "short", "short"),
        (PASSWORD, NEW, NEW + "x"),
        (PASSWORD,) * 3,
    ):
        data = {"old_password": old, "new_password": new, "new_password_again": again}
        answer = client.post("/account/password", data=data)
        assert answer.status_code == 422
        assert NEW not in answer.text
    person = session.scalars(select(User).where(User.id == person.id)).one()
    assert services.is_proved(person, PASSWORD)


def test_the_language_chosen_is_kept(login, session):
    person = somebody()
    client = login(person)
    assert client.post("/account/language", data={"language": "kk"}).location == "/account?lang=kk"
    assert session.scalars(select(User.language).where(User.id == person.id)).one() == "kk"
    assert client.post("/account/language", data={"language": "xx"}).location == "/account"
    assert session.scalars(select(User.language).where(User.id == person.id)).one() == "kk"
