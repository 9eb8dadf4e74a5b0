"""What tests share: an application on a database of its own, a session that is rolled back, people signed in."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from caseapp import clock, create_app, schema
from caseapp.accounts import sessions
from caseapp.accounts.models import User
from caseapp.db import Database
from config import Settings
from tests import factories

SERVER = os.environ.get("JAQYN_TEST_DATABASE_URL")

# A rule is not wrong because the machine was busy.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def make_server_database(url: str, name: str) -> str:
    """Make an empty PostgreSQL database beside the one named by the address, and return its address."""
    target = make_url(url).set(database=name)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(
            text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'")
        )
    engine.dispose()
    return target.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def new_settings(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Settings]:
    """Return a maker of settings, each with an empty database of its own."""
    count = iter(range(1000))

    def make(environment: str = "test") -> Settings:
        number = next(count)
        url = make_server_database(SERVER, f"jaqyn_test_{worker_id}_{number}") if SERVER else None
        return Settings(environment=environment, data_dir=tmp_path_factory.mktemp("data"), database_url=url)

    return make


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Return the name of this test process."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


class Client(FlaskClient):
    """A client that sees what the test has added, and lets the test see what it changed."""

    test_session: Session | None = None

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request."""
        if self.test_session is not None:
            self.test_session.commit()
        try:
            return super().open(*args, **kwargs)
        finally:
            if self.test_session is not None:
                self.test_session.expire_all()


@pytest.fixture(scope="session")
def application(new_settings: Callable[..., Settings]) -> Iterator[Flask]:
    """Make the application once for all tests, with tables and reference data."""
    app = create_app(new_settings())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = Client
    attached: Database = app.extensions["database"]
    schema.upgrade(attached.engine)
    with attached.make_session.begin() as session:
        schema.load_reference(session)
    yield app
    attached.engine.dispose()


@pytest.fixture
def session(application: Flask) -> Iterator[Session]:
    """Open a session whose every change, and those of requests, is rolled back after the test."""
    attached: Database = application.extensions["database"]
    usual = attached.make_session
    with attached.engine.connect() as connection:
        outer = connection.begin()
        attached.make_session = sessionmaker(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )
        session = attached.make_session()
        factories.use(session)
        try:
            yield session
        finally:
            session.close()
            attached.make_session = usual
            outer.rollback()


@pytest.fixture
def app(application: Flask, session: Session) -> Flask:
    """Return the application, on a database that forgets."""
    return application


@pytest.fixture
def client(app: Flask, session: Session) -> Client:
    """Return somebody who has not signed in."""
    client = app.test_client()
    client.test_session = session
    return client


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """Push a request context, for what needs a language outside of requests. Not together with ``client``."""
    with app.test_request_context("/"):
        yield


@pytest.fixture
def login(app: Flask, session: Session) -> Callable[[User], Client]:
    """Return a maker of signed-in clients: ``login(user).get("/")``."""

    def sign_in(user: User) -> Client:
        client = app.test_client()
        client.test_session = session
        token = sessions.begin(session, user, device="test", at=clock.now())
        session.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        return client

    return sign_in


@pytest.fixture
def count_queries(application: Flask) -> Callable[[], Any]:
    """Return what counts the statements of a block.

    Use: ``with count_queries() as seen: …``, then ``seen.count`` and ``seen.statements``.
    """
    engine = application.extensions["database"].engine

    @contextmanager
    def counting() -> Iterator[SimpleNamespace]:
        seen = SimpleNamespace(statements=[], count=0)

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.statements.append(statement)
                seen.count += 1

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of published cases and other files for tests."""
    return Path(__file__).parent / "data"
