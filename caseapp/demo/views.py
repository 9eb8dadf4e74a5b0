"""The commands of the demonstration; it has no pages."""

import click
from flask import current_app
from flask.cli import AppGroup

from caseapp import clock, db
from caseapp.accounts.demonstration import LOGINS, PASSWORD
from caseapp.demo import people
from caseapp.evidence.store import FileStore

commands = AppGroup("demo", help="Fill an empty database with invented people.")


@commands.command()
@click.option("--cases", default=people.RICH, show_default=True, type=click.IntRange(1, 2_000_000))
@click.option("--seed", default=1, show_default=True, type=int, help="The same number makes the same people.")
def load(cases: int, seed: int) -> None:
    """Load demonstration data; everybody in it is invented."""
    if current_app.config["ENVIRONMENT"] == "production":
        raise click.ClickException("Demonstration data is not loaded where real cases are kept (JAQYN_ENV=production).")
    if people.are_here(db.session):
        click.echo("The demonstration data is here already; nothing was changed.")
        return
    # Only this command needs them, and every web worker loads this module.
    from tqdm import tqdm

    from caseapp.demo import loading

    with tqdm(total=cases, unit=" cases", disable=None, leave=False) as bar:
        store = FileStore(current_app.config["DATA_DIR"] / "files", current_app.extensions["keys"].files)
        card = loading.load(cases, seed=seed, at=clock.now(), today=clock.today(), store=store, progress=bar.update)
    click.echo(f"{cases} cases of invented people. Sign in with the password {PASSWORD}:")
    for role, email in LOGINS:
        click.echo(f"  {email:<26} {role.value}")
    click.echo(f"Family card: {card}")
