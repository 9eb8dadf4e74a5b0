"""What a page leaves in the database when it ends: nothing it did not mean to."""

from sqlalchemy import select

from caseapp import db
from caseapp.accounts.models import User
from tests.factories import UserFactory


def named(session, number):
    """Read the name as the database has it."""
    session.expire_all()
    return session.scalar(select(User.name).where(User.id == number))


def test_what_was_changed_in_memory_alone_is_dropped(app, session):
    user = UserFactory(name="Before")
    session.commit()
    with app.app_context():
        db.session.get_one(User, user.id).name = "After"
    assert named(session, user.id) == "Before"


def test_what_was_sent_and_not_committed_is_rolled_back(app, session):
    user = UserFactory(name="Before")
    session.commit()
    with app.app_context():
        db.session.get_one(User, user.id).name = "After"
        db.session.flush()
    assert named(session, user.id) == "Before"


def test_what_is_changed_in_a_transaction_stays(app, session):
    user = UserFactory(name="Before")
    session.commit()
    with app.app_context():
        with db.transaction() as current:
            current.get_one(User, user.id).name = "After"
        db.session.scalar(select(User.name))
    assert named(session, user.id) == "After"
