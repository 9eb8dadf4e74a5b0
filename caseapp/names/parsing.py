"""A whole name taken apart: its words in order, which of them is the given name, nicknames and clan set aside."""

from functools import lru_cache
from typing import NamedTuple

from caseapp.names.aliases import SHIPPED, Aliases
from caseapp.names.chinese import chinese_syllables
from caseapp.names.cleaning import NICKNAME, clean
from caseapp.names.endings import ALONE, Role
from caseapp.names.tables import rows
from caseapp.names.tokens import Token, token

MOST_TOKENS = 8
"""Words of a name that are compared; what comes after is a remark, not a name."""

CLANS = frozenset(reading for row in rows("clans.tsv", 1) for reading in token(row[0], False).whole)
CLAN_WORDS = frozenset({"руы", "ру", "руынан", "ruy", "ruı", "ru", "رۋى", "رۋ", "елі"})
"""Words that say "clan" after its name."""


class Name(NamedTuple):
    """A name taken apart; ``given`` is the place of the given name, ``ordered`` whether something shows it."""

    cleaned: str
    tokens: tuple[Token, ...]
    given: int
    nicknames: tuple[Token, ...] = ()
    clan: Token | None = None
    ordered: bool = False
    syllables: tuple[str, ...] = ()

    @property
    def rest(self) -> tuple[Token, ...]:
        """The words besides the given name."""
        return self.tokens[: self.given] + self.tokens[self.given + 1 :]


def parse(text: str, aliases: Aliases = SHIPPED) -> Name:
    """Take a name apart; a text without letters gives a name without words."""
    return parse_cleaned(clean(text), aliases)


@lru_cache(maxsize=65536)
def parse_cleaned(cleaned: str, aliases: Aliases = SHIPPED) -> Name:
    """Take a cleaned name apart."""
    words = cleaned.split()
    nicknames: tuple[Token, ...] = ()
    if NICKNAME in cleaned:
        nicknames = tuple(token(word[1:], False, aliases) for word in words if word[0] == NICKNAME)
        words = [word for word in words if word[0] != NICKNAME] or [word[1:] for word in words]
    comma = "," in words
    if comma:
        at = words.index(",")
        words = [word for word in words[at + 1 :] + words[:at] if word != ","]
    words = _joined(words)[:MOST_TOKENS]
    tokens = [token(word, at == 0 and not comma, aliases) for at, word in enumerate(words)]
    clan = _take_clan(tokens) if len(tokens) > 2 else None
    found = tuple(tokens)
    plain = [at for at, each in enumerate(found) if each.role is Role.PLAIN]
    given = 0 if comma or not plain else plain[0]
    ordered = comma or len(plain) < len(found)
    syllables = chinese_syllables(found) if found and found[0].script in ("Hani", "Latn") else ()
    return Name(cleaned, found, given, nicknames, clan, ordered, syllables)


def _joined(words: list[str]) -> list[str]:
    """Write an ending that was printed as a word of its own together with the word before it."""
    if len(words) < 3:
        return words
    joined = words[:1]
    for at, word in enumerate(words[1:], start=2):
        if word in ALONE and (len(joined) > 1 or at < len(words)):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _take_clan(tokens: list[Token]) -> Token | None:
    """Take a clan out of a name of three words or more; it stands last, or before the word for clan."""
    if tokens[-1].text in CLAN_WORDS:
        tokens.pop()
        return tokens.pop()
    return tokens.pop() if CLANS.intersection(tokens[-1].whole) else None
