"""The Markdown tables of a run."""

from collections.abc import Iterable

from bench.goals import Verdict
from bench.pages import PAGES
from bench.results import Measured


def pages_table(sites: Iterable[Measured]) -> str:
    """Say how long every page took, on every database and size."""
    head = (
        "| database | cases | page | median ms | p95 ms | requests/s at 8 | bare SQL ms | empty page ms "
        "| floor page ms | × floor | floor requests/s |"
    )
    lines = [head, "|---" * 11 + "|"]
    for site in sites:
        for page in PAGES:
            if site.ms(page.name) is None:
                continue
            cells = [
                site.database,
                f"{site.cases:,}",
                page.title,
                _number(site.ms(page.name)),
                _number(site.p95(page.name)),
                _number(site.per_s(page.name), 0),
                _number(site.bare_ms.get(page.sql), 2),
                _number(site.ms("empty")),
                _number(site.ms(page.floor)),
                _number(site.ratio(page.name, page.floor), 2),
                _number(site.per_s(page.floor), 0),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sites_table(sites: Iterable[Measured]) -> str:
    """Say what else was measured of every database and size."""
    head = (
        "| database | cases | demonstration cases/s | import cases/s | worker MiB | start to first page s |"
        " first visit kB | requests | statements of a case page | not built yet |"
    )
    lines = [head, "|---" * 10 + "|"]
    for site in sites:
        cells = [
            site.database,
            f"{site.cases:,}",
            _number(site.load_per_s, 0),
            _number(site.import_per_s, 0),
            _number(site.memory_mib, 0),
            _number(site.start_s),
            _number(site.weight.kilobytes if site.weight else None, 0),
            str(site.weight.requests) if site.weight else "–",
            str(site.case_statements) if site.case_statements is not None else "–",
            ", ".join(site.missing) or "–",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def goals_table(database: str, verdicts: Iterable[Verdict]) -> str:
    """Say which goals hold."""
    words = {True: "holds", False: "**missed**", None: "not measured"}
    lines = [f"| row | goal | measured on {database} | |", "|---|---|---|---|"]
    lines += [f"| {one.row} | {one.goal} | {one.measured} | {words[one.holds]} |" for one in verdicts]
    return "\n".join(lines)


def _number(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"
