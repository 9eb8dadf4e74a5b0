"""The command that imports published cases."""

import sys
from pathlib import Path

import click

from caseapp import clock, db
from caseapp.cases.commands import commands
from caseapp.exchange import running

__all__ = ["commands"]


@commands.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--office", "office_code", metavar="CODE", help="The office the cases go to (default: the first).")
def import_cases(file: Path, dry_run: bool, office_code: str | None) -> None:
    """Take over published cases from a JSON FILE.

    Exit status: 0 everything is in, 1 something was refused, 2 nothing could be read.
    """
    office = running.find_office(db.session, office_code)
    if office is None:
        known = "no office has this code" if office_code else "there is no office yet; add one first"
        click.echo(f"{click.format_filename(file)}: {known}", err=True)
        sys.exit(running.NOTHING_READABLE)
    summary = running.run(
        file,
        office=office,
        is_dry=dry_run,
        at=clock.now(),
        today=clock.today(),
        refuse=lambda line: click.echo(line, err=True),
    )
    if summary.has_read or not summary.is_broken:
        if dry_run:
            click.echo("Nothing was written (--dry-run).")
        for line in summary.lines():
            click.echo(line)
    sys.exit(summary.exit_status)
