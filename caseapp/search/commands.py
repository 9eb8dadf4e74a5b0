"""Finding cases from the command line of the server."""

import json

import click
from flask.cli import AppGroup

from caseapp import db
from caseapp.search import finding

commands = AppGroup("names", help="Find people by any part of a name.")


@commands.command()
@click.argument("text")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def search(text: str, limit: int, as_json: bool) -> None:
    """Find open cases that are not sealed by TEXT, the best match first."""
    found = finding.by_name(db.session, text, limit=limit)
    if as_json:
        click.echo(json.dumps([match._asdict() for match in found], ensure_ascii=False))
        return
    if not found:
        click.echo("Nobody is found by this text.", err=True)
    for match in found:
        click.echo(f"{match.score:.2f}  {match.code}  {match.name}")
