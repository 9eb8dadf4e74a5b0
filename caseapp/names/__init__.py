"""Names of persons in any script: cleaned, read for their sounds, compared, explained, and keyed for finding.

Nothing here knows a database or the web; what it needs to know lies in tables under ``data/``.
"""

from caseapp.names.aliases import SHIPPED, Aliases, shipped_pairs
from caseapp.names.cleaning import clean
from caseapp.names.comparing import score
from caseapp.names.explaining import NEAR, Explanation, Reason, ReasonCode, explain
from caseapp.names.keying import KEYS_VERSION, keys, sounds, word_keys
from caseapp.names.parsing import parse

__all__ = [
    "KEYS_VERSION",
    "LIKELY",
    "POSSIBLE",
    "SHIPPED",
    "Aliases",
    "Explanation",
    "Reason",
    "ReasonCode",
    "clean",
    "explain",
    "keys",
    "shipped_pairs",
    "similarity",
    "sounds",
    "word_keys",
]

LIKELY = 0.87
"""From this score names are one person's unless something else speaks against it."""
POSSIBLE = NEAR
"""From this score names may be one person's: the threshold with the best F1 on the development pairs."""


def similarity(a: str, b: str, aliases: Aliases = SHIPPED) -> float:
    """Say from 0 to 1 how likely two names are one person's by their names alone, whatever their scripts.

    1.0 for names equal when cleaned; the same in either order. A text without letters or digits is like itself alone.
    """
    if a == b:
        return 1.0
    one, other = parse(a, aliases), parse(b, aliases)
    if one.cleaned == other.cleaned:
        return float(one.cleaned != "")
    return score(one, other)
