"""What was measured, and ratios of it: each the median of the ratios round by round."""

import statistics
from collections import defaultdict
from dataclasses import dataclass, field

from bench.timing import Round
from bench.weight import Weight


@dataclass
class Measured:
    """Everything measured on one site."""

    database: str
    cases: int
    one: dict[str, list[Round]] = field(default_factory=lambda: defaultdict(list))
    eight: dict[str, list[Round]] = field(default_factory=lambda: defaultdict(list))
    bare_ms: dict[str, float] = field(default_factory=dict)
    memory_mib: float = 0.0
    start_s: float = 0.0
    load_per_s: float = 0.0
    import_per_s: float | None = None
    case_statements: int | None = None
    weight: Weight | None = None
    missing: list[str] = field(default_factory=list)

    def ms(self, name: str) -> float | None:
        """Return the median over rounds of the median time with one client."""
        return _middle([one.median_ms for one in self.one.get(name, []) if one.count])

    def p95(self, name: str) -> float | None:
        """Return the median over rounds of the 95th percentile with one client."""
        return _middle([one.p95_ms for one in self.one.get(name, []) if one.count])

    def per_s(self, name: str) -> float | None:
        """Return the median over rounds of the requests a second with eight clients."""
        return _middle([one.per_s for one in self.eight.get(name, []) if one.count])

    def ratio(self, name: str, to: str) -> float | None:
        """Return how many times longer one page takes than another."""
        pairs = zip(self.one.get(name, []), self.one.get(to, []), strict=False)
        return _middle([a.median_ms / b.median_ms for a, b in pairs if a.count and b.count])

    def share(self, name: str, of: str) -> float | None:
        """Return which part of another page's requests a second a page reaches."""
        pairs = zip(self.eight.get(name, []), self.eight.get(of, []), strict=False)
        return _middle([a.per_s / b.per_s for a, b in pairs if a.count and b.count])

    def wrong(self) -> list[str]:
        """List the kinds of wrong answers, each once."""
        rounds = [one for found in (self.one, self.eight) for kind in found.values() for one in kind]
        return sorted({text for one in rounds for text in one.wrong})


def growth(large: Measured, small: Measured, name: str) -> float | None:
    """Return how many times longer a page takes on more cases, measured in the same rounds."""
    pairs = zip(large.one.get(name, []), small.one.get(name, []), strict=False)
    return _middle([a.median_ms / b.median_ms for a, b in pairs if a.count and b.count])


def _middle(values: list[float]) -> float | None:
    return statistics.median(values) if values else None
