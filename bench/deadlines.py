"""Never losing a date, at fifty thousand open petitions of one office: due dates a second, the sweep, the board.

``python -m bench.deadlines [--petitions N] [--url URL]`` prints the table; ``script/bench`` has it too.
"""

import argparse
import contextlib
import itertools
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session, selectinload

from bench import floor
from caseapp import clock, create_app, db, schema
from caseapp.accounts import sessions
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.cases.vocabulary import CaseState, Sex
from caseapp.db import is_sqlite
from caseapp.demo import people
from caseapp.petitions import rules, sweep
from caseapp.petitions.body_data import parse_body
from caseapp.petitions.models import Body, Petition, PetitionCase, PetitionClock
from caseapp.petitions.reference import get_calendar, version_on
from caseapp.petitions.vocabulary import ClockKind, PetitionChannel, PetitionState, Standing
from config import Settings

PETITIONS = 50_000
OF_ONE_CASE = 5
CHUNK = 5_000
DAYS = 240
STATES = (PetitionState.SENT, PetitionState.ACKNOWLEDGED)
MOST_BODIES = 12
TODAY = date(2026, 11, 20)

LEAST_DUE_DATES = 50_000
MOST_BOARD = 2.5


@dataclass
class Found:
    """What was measured on one database."""

    database: str
    petitions: int
    due_dates_per_s: float = 0.0
    traces_per_s: float = 0.0
    sweep_s: float = 0.0
    again_s: float = 0.0
    noticed: int = 0
    sweep_mib: float = 0.0
    pages: dict[str, tuple[float, float]] | None = None


def fill(session: Session, count: int, staff: people.Staff) -> None:
    """Add so many petitions that wait, each with two clocks, all to the office that looks."""
    bodies = session.scalars(select(Body).options(selectinload(Body.versions)).order_by(Body.id)).all()
    versions = [version_on(body, TODAY) for body in bodies[:MOST_BODIES]]
    office = staff.coordinator.office_id
    owners = [staff.coordinator.id, *(user.id for user in staff.volunteers["ALM"])]
    at, first = clock.now(), 1_000_000
    trace = [
        {"date": (TODAY + timedelta(days=day)).isoformat(), "counted": True, "reason": "counted"} for day in range(20)
    ]
    for start in range(0, count, CHUNK):
        numbers = range(first + start, first + min(start + CHUNK, count))
        cases = sorted(
            {number // OF_ONE_CASE for number in numbers} - ({(first + start - 1) // OF_ONE_CASE} if start else set())
        )
        session.execute(insert(Person), [{"id": number, "sex": Sex.UNKNOWN} for number in cases])
        session.execute(
            insert(Case),
            [
                {
                    "id": number, "person_id": number, "code": f"ALM-2026-{number}", "office_id": office,
                    "state": CaseState.OPEN, "opened_on": date(2026, 1, 1), "changed_at": at,
                    "shown_name": f"Invented {number}", "sex": Sex.UNKNOWN,
                }
                for number in cases
            ],
        )  # fmt: skip
        petitions, links, clocks = [], [], []
        for number in numbers:
            due = TODAY + timedelta(days=(number * 7919) % DAYS - DAYS // 2)
            sent = due - timedelta(days=21)
            version = versions[number % len(versions)]
            petitions.append(
                {
                    "id": number, "office_id": office, "body_id": version.body_id, "body_version_id": version.id,
                    "state": STATES[number % len(STATES)], "language": TextLanguage.RU, "subject": "About somebody",
                    "letter": "Please tell us where they are.", "sent_on": sent, "channel": PetitionChannel.POST,
                    "acknowledged_on": sent, "created_at": at, "due_on": due, "owner_id": owners[number % len(owners)],
                    "lapses_to": Standing.SILENT if number % 3 else Standing.OVERDUE,
                }
            )  # fmt: skip
            links.append({"petition_id": number, "case_id": number // OF_ONE_CASE})
            for kind, day in ((ClockKind.ANSWER, due), (ClockKind.FOLLOW_UP, due + timedelta(days=9))):
                clocks.append(
                    {
                        "petition_id": number, "kind": kind, "rule": {"warn_days": [7, 1]}, "started_on": sent,
                        "due_on": day, "trace": trace, "changed_at": at,
                    }
                )  # fmt: skip
        for table, rows in ((Petition, petitions), (PetitionCase, links), (PetitionClock, clocks)):
            session.execute(insert(table), rows)


@contextlib.contextmanager
def site(folder: Path, url: str | None, count: int) -> Iterator[tuple[Flask, FlaskClient]]:
    """Make an application over a filled database of its own, with a coordinator signed in."""
    app = create_app(Settings(environment="demo", data_dir=folder, database_url=url))
    app.register_blueprint(floor.bp)
    attached = app.extensions["database"]
    schema.upgrade(attached.engine)
    with app.app_context():
        with db.transaction() as session:
            schema.load_reference(session)
            staff = people.add(session, at=clock.now())
            session.flush()
            fill(session, count, staff)
            token = sessions.begin(session, staff.coordinator, device="bench", at=clock.now())
        if is_sqlite(db.session):
            db.session.execute(text("ANALYZE"))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    yield app, client
    attached.engine.dispose()


def due_dates(session: Session) -> tuple[float, float]:
    """Say how many due dates of a working-day term a second are computed: as they are used, and with their trace."""
    calendar = get_calendar(session)
    body = session.scalars(select(Body).where(Body.key == "kz_mfa").options(selectinload(Body.versions))).one()
    rule = parse_body(version_on(body, TODAY).record).answer.rule
    starts = [TODAY - timedelta(days=day) for day in range(400)]
    rates = []
    for compute in (
        lambda start: rules.due_on(rule, start, calendar).due_on,
        lambda start: rules.due_on(rule, start, calendar).trace,
    ):
        best = 0.0
        for _round in range(5):
            begin = time.perf_counter()
            for _time in range(10):
                for start in starts:
                    compute(start)
            best = max(best, 10 * len(starts) / (time.perf_counter() - begin))
        rates.append(best)
    return rates[0], rates[1]


def swept(app: Flask) -> tuple[float, int]:
    """Sweep once; say how long it took and how much it noticed."""
    with app.app_context():
        begin = time.perf_counter()
        noticed = sum(1 for _one in sweep.sweep(db.transaction, today=TODAY, at=clock.now()))
        return time.perf_counter() - begin, noticed


PAGES = {
    "month": "/petitions/month?month=2026-11",
    "day": "/petitions/days/2026-11-20",
    "board, overdue": "/petitions",
    "board, waiting": "/petitions?tab=waiting",
    "board, of one person": "/petitions?tab=overdue&owner={owner}",
    "board, of one body": "/petitions?tab=waiting&body=kz_mfa",
    "board, page 2": "",
}


def page_times(client: FlaskClient, paths: dict[str, str], rounds: int = 40) -> dict[str, tuple[float, float]]:
    """Measure pages in turns with the floor page; give the median CPU time of each in ms, and how many floors it is."""
    names = {"floor": "/floor/board", **paths}
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number, (name, path) in itertools.product(range(rounds + 3), names.items()):
        begin = time.process_time()
        answer = client.get(path)
        spent = time.process_time() - begin
        if answer.status_code != 200:
            raise SystemExit(f"{name} answered {answer.status_code}")
        if number >= 3:
            taken[name].append(spent * 1000)
    least = statistics.median(taken["floor"])
    return {name: (statistics.median(ms), statistics.median(ms) / least) for name, ms in taken.items()}


def measure(folder: Path, url: str | None, count: int = PETITIONS, say: Callable[[str], Any] = print) -> Found:
    """Measure one database."""
    database = "PostgreSQL" if url else "SQLCipher"
    say(f"{database}: loading {count:,} open petitions")
    with site(folder, url, count) as (app, client):
        found = Found(database, count)
        with app.app_context():
            found.due_dates_per_s, found.traces_per_s = due_dates(db.session)
        paths = dict(PAGES)
        first = client.get("/petitions")
        marks = [part for part in first.text.split('"') if "after=" in part]
        paths["board, page 2"] = marks[0].replace("&amp;", "&") if marks else "/petitions"
        with app.app_context():
            owner = db.session.scalars(select(Petition.owner_id).limit(1)).one()
        paths["board, of one person"] = paths["board, of one person"].format(owner=owner)
        found.pages = page_times(client, paths)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found.sweep_s, found.noticed = swept(app)
        found.sweep_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        found.again_s, again = swept(app)
        if again:
            raise SystemExit(f"a second sweep noticed {again} again")
    return found


def table(measured: list[Found]) -> str:
    """Write the Markdown table of a run."""
    lines = ["| database | open petitions | measured | value | goal | holds |", "|---|---|---|---|---|---|"]
    for one in measured:
        rows = [
            (
                "due dates a second",
                f"{one.due_dates_per_s:,.0f}",
                "≥ 50,000",
                one.due_dates_per_s >= LEAST_DUE_DATES,
            ),
            ("due dates with every day of their trace a second", f"{one.traces_per_s:,.0f}", "", None),
            ("sweep", f"{one.sweep_s:.1f} s, {one.noticed:,} noticed, {one.sweep_mib:.0f} MiB more", "", None),
            ("sweep again", f"{one.again_s:.1f} s", "", None),
        ]
        for name, (ms, ratio) in (one.pages or {}).items():
            goal = "≤ 2.5 × floor" if name.startswith("board") else ""
            rows.append((name, f"{ms:.1f} ms, {ratio:.2f} × floor", goal, ratio <= MOST_BOARD if goal else None))
        for name, value, goal, holds in rows:
            said = "–" if holds is None else "yes" if holds else "no"
            lines.append(f"| {one.database} | {one.petitions:,} | {name} | {value} | {goal or '–'} | {said} |")
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.deadlines", description="Measure what never loses a date.")
    parser.add_argument("--petitions", type=int, default=PETITIONS)
    parser.add_argument("--url", help="an empty PostgreSQL database instead of the embedded one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jaqyn-bench-") as folder:
        found = measure(Path(folder), options.url, options.petitions, lambda said: sys.stderr.write(f"{said}\n"))
    sys.stdout.write(table([found]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
