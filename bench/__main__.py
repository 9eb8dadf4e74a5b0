"""Measure Jaqyn on this machine and say which goals of the design hold.

Every page is measured beside the least a Flask page over the same tables can do (the floor), in rounds
that take turns, so that a slow spell of the machine falls on both: read the ratios, not the times.
"""

import argparse
import contextlib
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bench import bare, deadlines, goals, importing, letters, million, pages, table, weight
from bench.results import Measured
from bench.serving import BenchError, Site, server_database, serving
from bench.statements import case_statements
from bench.timing import Target, run_round
from config import ROOT

OUTPUT = ROOT / "docs/benchmarks.md"
SERVER = "JAQYN_BENCH_DATABASE_URL"


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    sizes: tuple[int, ...]
    rounds: int
    seconds: float
    imported: int
    with_million: bool
    open_petitions: int = 0


QUICK = Plan((1_000,), 2, 0.3, 200, with_million=False)
USUAL = Plan((1_000, 10_000, 100_000), 3, 1.0, 2_000, with_million=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, and write if asked; the exit status says whether every answer was right."""
    options = _parser().parse_args(arguments)
    plan = QUICK if options.quick else USUAL
    sizes = tuple(options.cases or plan.sizes)
    with_million = options.million or not (options.quick or options.cases)
    petitions = deadlines.PETITIONS if options.deadlines or with_million else 0
    rounds, seconds = options.rounds or plan.rounds, options.seconds or plan.seconds
    plan = Plan(sizes, rounds, seconds, plan.imported, with_million, petitions)
    folder = Path(tempfile.mkdtemp(prefix="jaqyn-bench-"))
    begin = time.monotonic()
    try:
        parts, status = _run(plan, options.databases, folder)
    except BenchError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = _report(plan, parts, time.monotonic() - begin)
    sys.stdout.write(text)
    if options.write:
        OUTPUT.write_text(text, encoding="utf-8")
    return status


def _run(plan: Plan, databases: Sequence[str], folder: Path) -> tuple[list[str], int]:
    found: list[Measured] = []
    judged: list[str] = []
    dates: list[deadlines.Found] = []
    for database in databases:
        server = os.environ.get(SERVER)
        if database == "PostgreSQL" and not server:
            _say(f"PostgreSQL is left out: {SERVER} names no server (script/bench starts one).")
            continue
        measured, deep, more = _measure(plan, database, server if database == "PostgreSQL" else None, folder)
        found += measured
        if plan.open_petitions:
            dates.append(_deadlines(plan, server if database == "PostgreSQL" else None, folder))
        judged.append(table.goals_table(database, goals.verdicts(measured, deep, more)))
    _say("Setting letters")
    judged.append(table.goals_table("any database", letters.verdicts()))
    wrong = sorted({text for one in found for text in one.wrong()})
    for text in wrong:
        _say(f"Wrong answer: {text}")
    parts = [table.pages_table(found), table.sites_table(found), *([deadlines.table(dates)] if dates else []), *judged]
    return parts, 1 if wrong else 0


def _deadlines(plan: Plan, server: str | None, folder: Path) -> deadlines.Found:
    """Measure what never loses a date, on a database of its own."""
    name = f"jaqyn_bench_{os.getpid()}_{next(_NUMBERS)}"
    own = folder / name
    own.mkdir(mode=0o700)
    with contextlib.ExitStack() as running:
        url = running.enter_context(server_database(server, name)) if server else None
        return deadlines.measure(own, url, plan.open_petitions, _say)


def _measure(
    plan: Plan, database: str, server: str | None, folder: Path
) -> tuple[list[Measured], dict[str, float | None], float | None]:
    """Measure one database at every size, all sizes in the same rounds."""
    with contextlib.ExitStack() as running:
        sites: list[Site] = []
        for cases in plan.sizes:
            site = _site(running, database, server, folder, cases)
            _say(f"{database}: loading {cases:,} cases")
            site.fill()
            sites.append(running.enter_context(serving(site)))
        all_targets = []
        measured = []
        for site in sites:
            one = Measured(database, site.cases, load_per_s=site.load_per_s, start_s=site.start_s)
            with bare.engine_of(site) as engine:
                with Session(engine) as session:
                    facts = pages.facts_of(session)
                all_targets.append(pages.targets(site, facts))
                one.bare_ms = bare.time_statements(engine, partial(pages.statements, facts))
            one.missing = site.missing
            one.case_statements = case_statements(site, facts.codes[0]) if "case" in all_targets[-1] else None
            measured.append(one)
        _rounds(plan, database, all_targets, measured)
        for site, one in zip(sites, measured, strict=True):
            one.memory_mib = site.memory_mib()
            if site.staff is not None and "list" in all_targets[0]:
                one.weight = weight.first_visit(site.staff, "/cases")
        _say(f"{database}: importing")
        measured[-1].import_per_s = importing.cases_per_second(
            _site(running, database, server, folder, 0), plan.imported
        )
        deep: dict[str, float | None] = {}
        more = None
        if plan.with_million and "list" in all_targets[-1]:
            _say(f"{database}: loading a million rows by SQL")
            small = _site(running, database, server, folder, plan.sizes[-1])
            deep, more = million.measure(running, sites[-1], small, plan.rounds, plan.seconds)
        return measured, deep, more


def _site(running: contextlib.ExitStack, database: str, server: str | None, folder: Path, cases: int) -> Site:
    name = f"jaqyn_bench_{os.getpid()}_{next(_NUMBERS)}"
    url = running.enter_context(server_database(server, name)) if server else None
    own = folder / name
    own.mkdir(mode=0o700)
    return Site(database, cases, own, url)


_NUMBERS = iter(range(1000))


def _rounds(plan: Plan, database: str, all_targets: list[dict[str, Target]], measured: list[Measured]) -> None:
    # A page directly after its floor, so that both meet the same spell of the machine.
    wanted = ["empty", *(name for page in pages.PAGES for name in (page.floor, page.name))]
    names = [name for name in dict.fromkeys(wanted) if any(name in targets for targets in all_targets)]
    for targets in all_targets:
        for target in targets.values():
            run_round(target, 2, min(0.2, plan.seconds))
    for number in range(plan.rounds):
        _say(f"{database}: round {number + 1} of {plan.rounds}")
        for name in names:
            for targets, one in zip(all_targets, measured, strict=True):
                if name in targets:
                    one.one[name].append(run_round(targets[name], 1, plan.seconds))
                    one.eight[name].append(run_round(targets[name], 8, plan.seconds))


def _report(plan: Plan, parts: list[str], seconds: float) -> str:
    day = datetime.now(UTC).date().isoformat()
    head = (
        "# Benchmarks\n\n"
        f"Measured on {day} by `script/bench`: {os.cpu_count()} cores, CPython {platform.python_version()}, gunicorn "
        f"with 2 workers, {plan.rounds} rounds of {plan.seconds:g} s for each page, first with one client, then "
        f"with eight; the whole run took {seconds / 60:.0f} min.\n"
        "Read the ratios, not the times: the machine is shared, and every page takes turns with the floor page beside "
        "it. The floor is the least a signed-in Flask page over the same tables does: `bench/floor.py`. The peer is "
        "Bayanat 4.0 as published for 100,000 people on a machine of this kind.\n"
    )
    return head + "\n" + "\n\n".join(parts) + "\n"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure Jaqyn on this machine.")
    parser.add_argument("--quick", action="store_true", help="1,000 cases, within two minutes")
    parser.add_argument("--million", action="store_true", help="the two goals about a million rows too (with --cases)")
    parser.add_argument("--cases", type=int, nargs="+", metavar="N", help="these sizes, smallest first")
    parser.add_argument("--deadlines", action="store_true", help="fifty thousand open petitions too (with --cases)")
    parser.add_argument("--rounds", type=int, help="rounds for each page")
    parser.add_argument("--seconds", type=float, help="seconds for each page and round")
    parser.add_argument(
        "--databases", nargs="+", choices=("SQLCipher", "PostgreSQL"), default=("SQLCipher", "PostgreSQL")
    )
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
