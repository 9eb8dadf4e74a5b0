"""Bringing a database to the newest schema, and putting the shipped reference data into it."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from caseapp.petitions import reference as petitions_reference
from caseapp.places import reference as places_reference

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to a revision."""
    _run("upgrade", engine, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations down to a revision."""
    _run("downgrade", engine, revision)


def _run(direction: str, engine: Engine, revision: str) -> None:
    # Imported here: no web worker migrates, and Alembic takes 8 MiB of each.
    from alembic import command
    from alembic.config import Config

    config = Config(toml_file=str(PROJECT))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        getattr(command, direction)(config, revision)
        connection.commit()


def load_reference(session: Session) -> dict[str, int]:
    """Add the shipped places, bodies and calendar where they are not there yet; edits stay."""
    return {
        "places": places_reference.load(session),
        "bodies": petitions_reference.load_bodies(session),
        "calendar days": petitions_reference.load_calendar(session),
    }
