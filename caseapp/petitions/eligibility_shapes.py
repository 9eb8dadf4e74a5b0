"""What a rule of eligibility hands back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from caseapp.petitions.facts import CaseFacts


class Rank(IntEnum):
    """How well a door fits, the best first."""

    NOW = 1
    FITTING = 2
    ALSO = 3
    SUPPORT = 4


@dataclass(frozen=True)
class Eligibility:
    """Whether one body is open to one case, how well it fits, and the reasons in sentences (at least one)."""

    is_open: bool
    rank: Rank
    reasons: tuple[str, ...]


Rule = Callable[[CaseFacts, date], Eligibility]


def opened(rank: Rank, *reasons: str) -> Eligibility:
    """Say that a body is open, how well it fits, and why."""
    return Eligibility(True, rank, reasons)


def closed(*reasons: str) -> Eligibility:
    """Say that a body is closed to the case, and why."""
    return Eligibility(False, Rank.SUPPORT, reasons)
