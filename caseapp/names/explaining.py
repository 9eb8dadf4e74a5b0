"""Why two names are held to be one person's or not: codes and parts, for whoever shows them to put into words."""

from enum import StrEnum
from typing import NamedTuple

from caseapp.names.aliases import NONE, SHIPPED, Aliases
from caseapp.names.comparing import (
    TURNED,
    UNDIVIDED,
    given_likeness,
    is_turned,
    likeness,
    rest_likeness,
    score,
    sexes_differ,
    syllables_differ,
    token_likeness,
    turned_likeness,
    undivided_likeness,
)
from caseapp.names.endings import Role
from caseapp.names.parsing import Name, parse, parse_cleaned
from caseapp.names.tokens import Token

AGREE = 0.87
"""From here two words are called the same name."""
NEAR = 0.765
"""From here they are called near, below it different; from this score two names may be one person's."""


class ReasonCode(StrEnum):
    """What a reason says; ``a`` and ``b`` of the reason hold the words it speaks of, where it speaks of words."""

    SAME_TEXT = "same_text"
    NOT_A_NAME = "not_a_name"
    GIVEN_AGREE = "given_agree"
    GIVEN_NEAR = "given_near"
    GIVEN_DIFFER = "given_differ"
    NICKNAME_AGREES = "nickname_agrees"
    FATHER_AGREE = "father_agree"
    FATHER_NEAR = "father_near"
    FATHER_DIFFER = "father_differ"
    FATHER_ONE_SIDED = "father_one_sided"
    SURNAME_AGREE = "surname_agree"
    SURNAME_NEAR = "surname_near"
    SURNAME_DIFFER = "surname_differ"
    SEX_DIFFERS = "sex_differs"
    SYLLABLES_DIFFER = "syllables_differ"
    ORDER_TURNED = "order_turned"
    UNDIVIDED_AGREE = "undivided_agree"
    ALIAS_USED = "alias_used"
    CLAN_SET_ASIDE = "clan_set_aside"


class Reason(NamedTuple):
    """One reason: the cleaned words it speaks of or "", their scripts (ISO 15924), their likeness from 0 to 1."""

    code: ReasonCode
    a: str = ""
    b: str = ""
    a_script: str = ""
    b_script: str = ""
    likeness: float = 0.0


class Explanation(NamedTuple):
    """The score that ``similarity`` gives, and its reasons, the weightiest first."""

    score: float
    reasons: tuple[Reason, ...]


_GRADES = {
    "given": (ReasonCode.GIVEN_AGREE, ReasonCode.GIVEN_NEAR, ReasonCode.GIVEN_DIFFER),
    "father": (ReasonCode.FATHER_AGREE, ReasonCode.FATHER_NEAR, ReasonCode.FATHER_DIFFER),
    "surname": (ReasonCode.SURNAME_AGREE, ReasonCode.SURNAME_NEAR, ReasonCode.SURNAME_DIFFER),
}


def explain(a: str, b: str, aliases: Aliases = SHIPPED) -> Explanation:
    """Say why two names score as they do."""
    one, other = parse(a, aliases), parse(b, aliases)
    if a == b or (one.cleaned and one.cleaned == other.cleaned):
        return Explanation(1.0, (Reason(ReasonCode.SAME_TEXT),))
    if not one.tokens or not other.tokens:
        return Explanation(0.0, (Reason(ReasonCode.NOT_A_NAME),))
    found = score(one, other)
    return Explanation(found, tuple(_reasons(one, other, found)))


def _reasons(one: Name, other: Name, found: float) -> list[Reason]:
    if syllables_differ(one, other):
        return [Reason(ReasonCode.SYLLABLES_DIFFER, " ".join(one.syllables), " ".join(other.syllables))]
    if len(one.tokens) != len(other.tokens):
        undivided = UNDIVIDED * undivided_likeness(one, other)
        if undivided >= found > 0.0:
            return [_undivided(one, other, undivided / UNDIVIDED)]
    reasons: list[Reason] = []
    if is_turned(one, other) and found > 0.0 and TURNED * turned_likeness(one, other) >= found:
        reasons.append(Reason(ReasonCode.ORDER_TURNED))
        other = other._replace(given=1 - other.given)
    reasons.append(_given(one, other))
    reasons += _rest(one, other)
    if sexes_differ(one, other):
        reasons.append(Reason(ReasonCode.SEX_DIFFERS))
    if score(parse_cleaned(one.cleaned, NONE), parse_cleaned(other.cleaned, NONE)) < min(NEAR, found):
        reasons.append(Reason(ReasonCode.ALIAS_USED))
    for clan in (one.clan, other.clan):
        if clan is not None:
            reasons.append(Reason(ReasonCode.CLAN_SET_ASIDE, clan.text, "", clan.script))
    return reasons


def _undivided(one: Name, other: Name, near: float) -> Reason:
    mine, yours = one.tokens[0], other.tokens[0]
    a, b = (" ".join(token.text for token in name.tokens) for name in (one, other))
    return Reason(ReasonCode.UNDIVIDED_AGREE, a, b, mine.script, yours.script, near)


def _given(one: Name, other: Name) -> Reason:
    mine, yours = one.tokens[one.given], other.tokens[other.given]
    near = likeness(mine.whole, yours.whole) if mine.whole and yours.whole else float(mine.text == yours.text)
    nick = given_likeness(one, other)
    if near < NEAR <= nick:
        return _between(ReasonCode.NICKNAME_AGREES, mine, yours, nick)
    return _graded("given", mine, yours, near)


def _rest(one: Name, other: Name) -> list[Reason]:
    """Say how the words besides the given names stand to each other: the best pair, and patronymics that part it."""
    if not one.rest or not other.rest:
        only = one.rest or other.rest
        if not only:
            return []
        mine, yours = (only[0].text, "") if one.rest else ("", only[0].text)
        return [Reason(ReasonCode.FATHER_ONE_SIDED, mine, yours)]
    pairs = [(token_likeness(mine, yours), mine, yours) for mine in one.rest for yours in other.rest]
    best = max(pairs, key=lambda pair: pair[0])
    reasons = [_graded(_role(best[1], best[2]), best[1], best[2], best[0])]
    if rest_likeness(one, other) < best[0]:
        explicit = [pair for pair in pairs if pair[1].role is pair[2].role is Role.PATRONYMIC]
        parted = max(explicit, key=lambda pair: pair[0])
        reasons.insert(0, _graded("father", parted[1], parted[2], parted[0]))
    return reasons


def _role(one: Token, other: Token) -> str:
    return "surname" if one.role is Role.SURNAME and other.role is Role.SURNAME else "father"


def _graded(role: str, one: Token, other: Token, near: float) -> Reason:
    agree, close, differ = _GRADES[role]
    return _between(agree if near >= AGREE else close if near >= NEAR else differ, one, other, near)


def _between(code: ReasonCode, one: Token, other: Token, near: float) -> Reason:
    return Reason(code, one.text, other.text, one.script, other.script, near)
