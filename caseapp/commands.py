"""Commands that belong to no subject: the database."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from caseapp import db, schema
from caseapp.db import Database

database = AppGroup("database", help="Make and change the tables.")


@database.command()
def upgrade() -> None:
    """Bring the tables and the shipped reference data up to date."""
    attached: Database = current_app.extensions["database"]
    schema.upgrade(attached.engine)
    with db.transaction() as session:
        counts = schema.load_reference(session)
    click.echo(", ".join(f"{name}: {count} new" for name, count in counts.items()))


def register(app: Flask) -> None:
    """Offer the commands."""
    app.cli.add_command(database)
