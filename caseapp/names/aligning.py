"""Weighted alignment of two readings: what it costs to take one for the other, phone by phone."""

from functools import lru_cache

from caseapp.names.phones import COST, OMIT


@lru_cache(maxsize=65536)
def distance(one: bytes, other: bytes) -> float:
    """Give the least cost of turning one packed reading into the other."""
    start, end_one, end_other = 0, len(one), len(other)
    while start < end_one and start < end_other and one[start] == other[start]:
        start += 1
    while end_one > start and end_other > start and one[end_one - 1] == other[end_other - 1]:
        end_one -= 1
        end_other -= 1
    one, other = one[start:end_one], other[start:end_other]
    if not one or not other:
        return sum([OMIT[phone] for phone in one or other])
    return _align(one, other)


def _align(one: bytes, other: bytes) -> float:
    above = [0.0]
    total = 0.0
    for phone in other:
        total += OMIT[phone]
        above.append(total)
    steps = [OMIT[phone] for phone in other]
    for phone in one:
        omit = OMIT[phone]
        costs = COST[phone]
        corner = above[0]
        left = corner + omit
        row = [left]
        for at, against in enumerate(other):
            best = corner + costs[against]
            corner = above[at + 1]
            if corner + omit < best:
                best = corner + omit
            left += steps[at]
            if left < best:
                best = left
            else:
                left = best
            row.append(best)
            left = best
        above = row
    return above[-1]
