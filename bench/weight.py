"""What the first visit to the list of cases loads: requests, and bytes as they travel."""

from dataclasses import dataclass

from bench.timing import Client, read_page

PACKED = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Weight:
    """The first visit of a browser that keeps nothing yet."""

    requests: int
    kilobytes: float


def first_visit(staff: Client, path: str) -> Weight:
    """Fetch a page and everything its HTML names, packed as for a browser."""
    page = staff.request("GET", path, None, PACKED)
    total, count = len(page.body), 1
    for source in dict.fromkeys(read_page(staff.get(path).body).loads):
        total += len(staff.request("GET", source, None, PACKED).body)
        count += 1
    return Weight(count, total / 1000)
