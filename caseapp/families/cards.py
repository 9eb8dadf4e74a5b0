"""The number on a family card: 24 digits, of which 6 find the card, 16 are its secret and 2 catch slips."""

import secrets
import unicodedata
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary

LOCATOR, SECRET, CHECK = 6, 16, 2
DIGITS = LOCATOR + SECRET + CHECK
GROUP = 4
LONGEST_TYPED = 200


class Slip(Vocabulary):
    """What is wrong with what was typed, found without looking at any card."""

    EMPTY = "empty", _l("Type the number printed on your card.")
    LETTERS = "letters", _l("The number on the card has digits only, no letters. Please look again.")
    LENGTH = "length", _l("The number on the card has 24 digits. Please count them: one is missing or one too many.")
    CHECK = "check", _l("One digit seems to be mistyped. Please compare each group of four with the card.")


@dataclass(frozen=True)
class CardNumber:
    """A number whose check digits are right; whether there is such a card is another question."""

    locator: str
    secret: str

    @property
    def digits(self) -> str:
        """Return all 24 digits."""
        front = self.locator + self.secret
        return front + check_digits(front)

    @property
    def printed(self) -> str:
        """Return the number as it is printed, in groups of four."""
        return grouped(self.digits)


def check_digits(front: str) -> str:
    """Work out the two digits that follow (ISO 7064, MOD 97-10)."""
    return f"{98 - int(front) * 100 % 97:02d}"


def grouped(digits: str) -> str:
    """Write digits in groups of four."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def masked(locator: str) -> str:
    """Name a card to staff by the first digits that find it; the rest cannot be known."""
    return f"{locator[:GROUP]} {locator[GROUP:]}•• ••••"


def plain_digits(typed: str) -> str | None:
    """Return the digits of any script as 0 to 9, without what separates them; None where there are letters."""
    found: list[str] = []
    for char in typed[:LONGEST_TYPED]:
        value = unicodedata.decimal(char, None)
        if value is not None:
            found.append(str(value))
        elif unicodedata.category(char)[0] in "LN":
            return None
    return "".join(found)


def read(typed: str | None) -> CardNumber | Slip:
    """Read a typed number: digits of any script, with any separators; a slip says what to look at."""
    digits = plain_digits(typed or "")
    if digits is None:
        return Slip.LETTERS
    if not digits:
        return Slip.EMPTY
    if len(digits) != DIGITS:
        return Slip.LENGTH
    front = digits[:-CHECK]
    if digits[-CHECK:] != check_digits(front):
        return Slip.CHECK
    return CardNumber(front[:LOCATOR], front[LOCATOR:])


def new_secret() -> str:
    """Draw a secret."""
    return f"{secrets.randbelow(10**SECRET):0{SECRET}d}"


def new_locator() -> str:
    """Draw the digits that find a card; the caller makes sure that no other card has them."""
    return f"{secrets.randbelow(10**LOCATOR):0{LOCATOR}d}"
