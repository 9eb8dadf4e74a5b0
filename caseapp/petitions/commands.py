"""The commands of petitions: when an answer is due, and the nightly sweep."""

import json
from datetime import date
from typing import NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from caseapp import clock, db
from caseapp.errors import RuleBroken
from caseapp.petitions import rules, sweep
from caseapp.petitions.body_commands import bodies
from caseapp.petitions.body_data import parse_body
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.reference import get_calendar, version_on
from caseapp.petitions.vocabulary import ClockKind, LegalReview

petitions = AppGroup("petitions", help="Deadlines of petitions, and the directory of bodies.")
petitions.add_command(bodies)


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise click.exceptions.Exit(2)


@petitions.command("due-on")
@click.argument("body_key")
@click.argument("clock_start")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.option("--clock", "kind", default=ClockKind.ANSWER.value, help="Another clock of the body, like court_window.")
def due_on(body_key: str, clock_start: str, as_json: bool, kind: str) -> None:
    """Print the day BODY_KEY must answer by when its clock starts on CLOCK_START, and why."""
    start = _read_day(clock_start)
    found = select(Body).where(Body.key == body_key).options(selectinload(Body.versions))
    body = db.session.scalars(found).one_or_none()
    if body is None:
        _refuse(f"unknown body: {body_key}")
    if start is None:
        _refuse(f"not a date: {clock_start} (write it like 2026-11-20)")
    version = version_on(body, start)
    clocks = {clock.kind.value: clock.rule for clock in parse_body(version.record).clocks}
    if kind not in clocks:
        _refuse(f"{body_key} has no clock {kind}; it has {', '.join(clocks)}")
    try:
        due = rules.due_on(clocks[kind], start, get_calendar(db.session))
    except RuleBroken as broken:
        _refuse(str(broken.message))
    if as_json:
        click.echo(json.dumps({"body": body.key, **due.to_json()}, ensure_ascii=False, indent=2))
        return
    if due.due_on is None:
        click.echo(f"{body.key}: no term is set; the clock started on {start.isoformat()}")
        click.echo(_checked(version))
        return
    mark = " (provisional)" if due.provisional else ""
    click.echo(f"{body.key}: {kind} due on {due.due_on.isoformat()}{mark}")
    for day in due.trace:
        click.echo(f"{day.day.isoformat()}  {'+' if day.counted else ' '}  {day.reason}")
    click.echo(_checked(version))


def _checked(version: BodyVersion) -> str:
    """Say whether a lawyer has checked a rule, and who and when."""
    if version.review is LegalReview.VERIFIED and version.reviewed_on is not None:
        return f"rule checked by {version.reviewed_by} on {version.reviewed_on.isoformat()}"
    return "rule not yet checked by a lawyer"


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-20") else None
    except ValueError:
        return None


@petitions.command("sweep")
@click.option("--today", "today_text", default=None, metavar="YYYY-MM-DD", help="Look as of this day.")
def sweep_command(today_text: str | None) -> None:
    """Note every deadline that is near or has passed; a second run finds nothing new."""
    today = clock.today() if today_text is None else _read_day(today_text)
    if today is None:
        _refuse(f"not a date: {today_text} (write it like 2026-11-20)")
    missed = near = 0
    for one in sweep.sweep(db.transaction, today=today, at=clock.now()):
        missed, near = missed + one.is_missed, near + (not one.is_missed)
        word = "missed" if one.is_missed else "near"
        codes = " ".join(one.codes)
        click.echo(f"petition {one.petition_id}  {one.kind.value}  {word}  due {one.due_on.isoformat()}  {codes}")
    click.echo(f"{missed} missed and {near} near deadlines noted")
