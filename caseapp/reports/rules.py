"""What a figure may say."""

from caseapp.dates import PartialDate

FEWEST = 10


def shown_count(count: int) -> int | None:
    """Return a count that may be shown; None where it is so small that it could point to somebody."""
    return count if count >= FEWEST else None


def told_day(published: str | None) -> PartialDate | None:
    """Return the day of a publication where it is written as a date; None where it is other words."""
    try:
        return PartialDate.parse(published) if published else None
    except ValueError:
        return None
