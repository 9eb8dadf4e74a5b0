"""Weighted alignment of two readings: what it costs to take one for the other, phone by phone."""

from functools import lru_cache

from caseapp.names.phones import COST, OMIT

NEARLY_NOTHING = 0.07
"""Phones this near are matched at once where readings begin or end with them: no other alignment is much better."""


@lru_cache(maxsize=65536)
def distance(one: bytes, other: bytes, limit: float) -> float:
    """Give the least cost of turning one packed reading into the other, or the limit where it would be more."""
    start, end_one, end_other = 0, len(one), len(other)
    shorter = min(end_one, end_other)
    cost = 0.0
    while start < shorter and (step := COST[one[start]][other[start]]) <= NEARLY_NOTHING:
        start += 1
        cost += step
    while end_one > start < end_other and (step := COST[one[end_one - 1]][other[end_other - 1]]) <= NEARLY_NOTHING:
        end_one -= 1
        end_other -= 1
        cost += step
    one, other = one[start:end_one], other[start:end_other]
    if one and other:
        cost += _align(one, other, limit)
    else:
        cost += sum([OMIT[phone] for phone in one or other])
    return min(limit, cost)


def _align(one: bytes, other: bytes, limit: float) -> float:
    """Align what is left, row by row; a row that is nowhere below the limit ends it."""
    steps = [OMIT[phone] for phone in other]
    above = [0.0]
    for step in steps:
        above.append(above[-1] + step)
    for phone in one:
        omit = OMIT[phone]
        costs = COST[phone]
        corner = above[0]
        left = corner + omit
        row = [left]
        for against, step, over in zip(other, steps, above[1:], strict=False):
            best = corner + costs[against]
            corner = over
            over += omit
            left += step
            if over < best:
                best = over
            if left < best:
                best = left
            left = best
            row.append(best)
        if min(row) >= limit:
            return limit
        above = row
    return above[-1]
