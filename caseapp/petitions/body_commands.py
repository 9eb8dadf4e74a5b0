"""The commands that share the directory of bodies: ``flask petitions bodies export`` and ``import``."""

from pathlib import Path

import click
from flask.cli import AppGroup

from caseapp import clock, db
from caseapp.exchange.services import system_account
from caseapp.petitions import body_exchange, body_file
from caseapp.petitions.body_exchange import Change, Planned

bodies = AppGroup("bodies", help="The directory of bodies, to share with other organisations.")
FORMS = ("json", "csv")


def _refuse(message: str) -> None:
    click.echo(message, err=True)
    raise click.exceptions.Exit(2)


@bodies.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default=None, help="Otherwise by the name of the file.")
def export_command(file: Path | None, form: str | None) -> None:
    """Write every version of every body to FILE, or print it."""
    chosen = form or (file.suffix.lstrip(".").lower() if file is not None else "json")
    if chosen not in FORMS:
        _refuse(f"not a format: {chosen} (json or csv)")
    entries = body_exchange.entries(db.session)
    text = body_file.as_json(entries) if chosen == "json" else body_file.as_csv(entries)
    if file is None:
        click.echo(text, nl=False)
        return
    file.write_text(text, encoding="utf-8", newline="")
    click.echo(f"{len(entries)} versions written")


@bodies.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default=None, help="Otherwise by the name of the file.")
@click.option("--apply", "is_applied", is_flag=True, help="Take it over; without this it only says what would change.")
def import_command(file: Path, form: str | None, is_applied: bool) -> None:
    """Say what taking FILE over would change, and with --apply take it over.

    Ends with 0 if every entry can be taken over, 1 if some cannot, 2 if the file cannot be read.
    """
    chosen = form or file.suffix.lstrip(".").lower()
    if chosen not in FORMS:
        _refuse(f"not a format: {chosen} (json or csv)")
    try:
        rows = body_file.read(file.read_bytes().decode("utf-8-sig"), chosen)
    except UnicodeDecodeError:
        _refuse("this file is not text in UTF-8")
    except body_file.Unreadable as unreadable:
        _refuse(unreadable.args[0])
    with db.transaction() as session:
        planned = body_exchange.plan(session, rows)
        for one in planned:
            _tell(one)
        done = 0
        if is_applied:
            at = clock.now()
            done = body_exchange.take_over(session, planned, actor=system_account(session, at=at), at=at)
    refused = sum(one.change is Change.REFUSED for one in planned)
    would = sum(one.change not in {Change.SAME, Change.REFUSED} for one in planned)
    click.echo(f"{done} taken over" if is_applied else f"{would} would change; nothing is written without --apply")
    click.echo(f"{refused} refused, {len(planned) - refused - would} unchanged")
    raise click.exceptions.Exit(1 if refused else 0)


def _tell(one: Planned) -> None:
    if one.change is Change.SAME:
        return
    day = f" from {one.valid_from}" if one.valid_from else ""
    click.echo(
        f"entry {one.number}  {one.key or '?'}{day}: {one.change.value}{'  ' + one.reason if one.reason else ''}"
    )
    if one.change is Change.ADD:
        return
    for name, before, after in one.fields:
        click.echo(f"    {name}: {before or '–'} -> {after or '–'}")
