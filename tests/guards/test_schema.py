"""The tables: one line of migrations, equal to the models, up and down with rows, an index on every foreign key."""

from collections.abc import Callable, Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from caseapp import models, schema
from caseapp.cases import services
from caseapp.cases.models import Case
from caseapp.cases.people import PersonName
from caseapp.db import embedded_engine, server_engine
from caseapp.history import services as history
from caseapp.search import queries
from caseapp.search.models import is_full_text
from config import Settings
from tests.factories import NOW, CaseFactory, EventFactory

SCRIPTS = ScriptDirectory.from_config(Config(toml_file=str(schema.PROJECT)))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def empty(new_settings: Callable[..., Settings]) -> Iterator[Engine]:
    """Return an engine on a database without tables."""
    settings = new_settings()
    url = settings.database_url
    engine = server_engine(url) if url else embedded_engine(settings.data_dir / "empty.db", b"k" * 32)
    yield engine
    engine.dispose()


def test_there_is_one_line_of_migrations():
    assert len(SCRIPTS.get_heads()) == 1
    assert [int(revision) for revision in REVISIONS] == list(range(1, len(REVISIONS) + 1))


def test_the_models_equal_the_migrations(application: Flask):
    engine = application.extensions["database"].engine
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": lambda _o, name, *_rest: not is_full_text(name)}
        )
        assert compare_metadata(context, models.metadata) == []


def test_every_migration_goes_up_and_down(empty: Engine):
    for revision in REVISIONS:
        schema.upgrade(empty, revision)
    schema.downgrade(empty, "base")
    left = [name for name in inspect(empty).get_table_names() if name != "alembic_version"]
    assert left == []
    schema.upgrade(empty)


def test_each_step_down_and_up_again_works_on_a_database_with_rows(empty: Engine):
    schema.upgrade(empty)
    with Session(empty) as session, session.begin():
        schema.load_reference(session)
    for revision, before in zip(reversed(REVISIONS), [*reversed(REVISIONS[:-1]), "base"], strict=True):
        schema.downgrade(empty, before)
        schema.upgrade(empty, revision)
        schema.downgrade(empty, before)


@pytest.mark.parametrize("table", models.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_foreign_key_begins_an_index(table):
    indexed = {index.columns.keys()[0] for index in table.indexes}
    indexed |= {constraint.columns.keys()[0] for constraint in table.constraints if constraint.columns}
    unique = {column.name for column in table.columns if column.unique or column.primary_key}
    missing = [key.parent.name for key in table.foreign_keys if key.parent.name not in indexed | unique]
    assert missing == []


def test_the_history_is_only_added_to(session: Session):
    case = CaseFactory()
    history.record(session, case.id, "case.test", actor_id=None, at=NOW)
    session.flush()
    for deed in ("UPDATE history SET action = 'x'", "DELETE FROM history"):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(deed))


def test_what_finds_a_case_follows_its_row(session: Session):
    case = CaseFactory(names=["Нұрлан Әбілұлы"])
    EventFactory(case_id=case.id)
    assert session.scalars(queries.with_name(session, select(Case), "әбіл")).all() == [case]
    name = session.scalars(select(PersonName).where(PersonName.person_id == case.person_id)).one()
    name.text = "Серік Болатұлы"
    services.refresh(session, case, at=NOW)
    assert session.scalars(queries.with_name(session, select(Case), "әбіл")).all() == []
    assert session.scalars(queries.with_name(session, select(Case), "болат")).all() == [case]
