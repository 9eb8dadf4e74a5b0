"""The goals of the design, rows 1 to 5, 7 to 10 and 16 to 18, and whether they hold (the "hold" column)."""

from dataclasses import dataclass

from bench.results import Measured, growth

# Published figures of the peer (Bayanat 4.0, 100,000 people, the same kind of machine).
PEER_LIST_MS = 38.0
PEER_LISTS_PER_S = 52.0
PEER_SEARCH_MS = 315.0
PEER_WORDS_MS = 628.0
PEER_OPEN_MS = 85.0
PEER_CREATE_MS = 173.0
PEER_UPDATE_MS = 103.0
MOST_MEMORY_MIB = 120.0
FLOOR_MEMORY_MIB = {"SQLCipher": 57.0, "PostgreSQL": 67.0}
MOST_START_S = 3.3
MOST_KB = 90.0
MOST_REQUESTS = 10
MOST_STATEMENTS = 8


@dataclass(frozen=True)
class Verdict:
    """Whether one goal holds on one database; None where it was not measured."""

    row: str
    goal: str
    measured: str
    holds: bool | None


@dataclass
class Part:
    """One condition of a goal: the value, how it is said, and whether it holds."""

    value: float | None
    said: str
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        """Say whether the value keeps to its limit."""
        if self.value is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def text(self) -> str:
        """Say the value."""
        return self.said.format(self.value) if self.value is not None else "not measured"


def verdicts(sites: list[Measured], deep: dict[str, float | None], million: float | None) -> list[Verdict]:
    """Judge the sites of one database; goals about 100,000 cases are judged on the largest there is."""
    small, large = sites[0], sites[-1]
    list_ms, create_ms, update_ms = large.ms("list"), large.ms("create"), large.ms("update")
    grown = [Part(growth(large, small, name), name + " {:.2f}", 1.15) for name in ("case", "update", "list")]
    rows = [
        (
            "1",
            "list ≤ 2.5 × floor, ≥ 4 × faster than the peer",
            [
                Part(large.ratio("list", "floor list"), "{:.2f} × floor", 2.5),
                Part(_times(PEER_LIST_MS, list_ms), "{:.1f} × peer", 4, at_least=True),
            ],
        ),
        (
            "2",
            "list with eight clients ≥ 0.4 × floor, ≥ 4 × peer",
            [
                Part(large.share("list", "floor list"), "{:.2f} × floor", 0.4, at_least=True),
                Part(_times(large.per_s("list"), PEER_LISTS_PER_S), "{:.1f} × peer", 4, at_least=True),
            ],
        ),
        ("3", "page 500 : page 1 ≤ 1.15 at a million", [Part(deep.get("page 500"), "{:.2f}", 1.15)]),
        (
            "4",
            "name search ≥ 25 × peer",
            [Part(_times(PEER_SEARCH_MS, large.ms("search")), "{:.0f} × peer", 25, at_least=True)],
        ),
        ("5", "name search, a million : 100,000 ≤ 2", [Part(million, "{:.2f}", 2)]),
        (
            "7",
            "statement search ≥ 50 × peer",
            [Part(_times(PEER_WORDS_MS, large.ms("words")), "{:.0f} × peer", 50, at_least=True)],
        ),
        (
            "8",
            "open a case ≥ 10 × peer, ≤ 4 × floor, ≤ 8 statements",
            [
                Part(_times(PEER_OPEN_MS, large.ms("case")), "{:.1f} × peer", 10, at_least=True),
                Part(large.ratio("case", "floor one"), "{:.2f} × floor", 4),
                Part(large.case_statements, "{:.0f} statements", MOST_STATEMENTS),
            ],
        ),
        ("9", f"open, save, list, {large.cases:,} : {small.cases:,} ≤ 1.15", grown if large is not small else []),
        (
            "10",
            "create ≥ 15 × peer, update ≥ 10 × peer",
            [
                Part(_times(PEER_CREATE_MS, create_ms), "create {:.1f} × peer", 15, at_least=True),
                Part(_times(PEER_UPDATE_MS, update_ms), "update {:.1f} × peer", 10, at_least=True),
            ],
        ),
        (
            "16",
            "worker ≤ 120 MiB, ≤ 2 × floor",
            [
                Part(large.memory_mib or None, "{:.0f} MiB", MOST_MEMORY_MIB),
                Part(_times(large.memory_mib, FLOOR_MEMORY_MIB[large.database]), "{:.2f} × floor as published", 2),
            ],
        ),
        ("17", "start to first page ≤ 3.3 s", [Part(large.start_s or None, "{:.1f} s", MOST_START_S)]),
        (
            "18",
            "first visit ≤ 90 kB, ≤ 10 requests",
            [
                Part(large.weight and large.weight.kilobytes, "{:.0f} kB", MOST_KB),
                Part(large.weight and large.weight.requests, "{:.0f} requests", MOST_REQUESTS),
            ],
        ),
    ]
    return [
        Verdict(row, goal, ", ".join(part.text for part in parts) or "not measured", _all(parts))
        for row, goal, parts in rows
    ]


def _times(larger: float | None, smaller: float | None) -> float | None:
    return larger / smaller if larger and smaller else None


def _all(parts: list[Part]) -> bool | None:
    answers = [part.holds for part in parts]
    if False in answers:
        return False
    return None if None in answers or not answers else True
