"""Numbers that identify a person: what a Chinese identity number or a Kazakh IIN says, and what looks wrong with it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from stdnum.iso7064.mod_11_2 import calc_check_digit

from caseapp import clock
from caseapp.places.gazetteer import code_in_use

Sex = Literal["male", "female"]

LONGEST_TYPED = 200
# Letters that are typed or read by a scanner in place of the check letter X.
CROSSES = str.maketrans({"Х": "X", "Χ": "X", "×": "X"})
IIN_WEIGHTS = (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
IIN_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class NumberKind(StrEnum):
    """What kind of number was recognised."""

    CN_18 = "cn_18"
    CN_15 = "cn_15"
    KZ_IIN = "kz_iin"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class NumberWarning:
    """Something that looks wrong: a code, and the sentence that stands beside the field."""

    code: str
    sentence: LazyString

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True)
class IdentifierCheck:
    """What a number says. The number as typed is kept whatever the warnings are."""

    typed: str
    number: str
    kind: NumberKind
    warnings: tuple[NumberWarning, ...] = ()
    birth_date: date | None = None
    sex: Sex | None = None
    region_code: str | None = None
    region_known: bool | None = None
    place_code: str | None = None

    @property
    def valid(self) -> bool:
        """Say whether the number itself is right; what only asks for a second look does not count against it."""
        return all(warning.code in {"region_elsewhere", "sex_differs"} for warning in self.warnings)


LENGTH_CN = NumberWarning("length", _l("A Chinese identity number has 18 characters, or 15 on old papers. Check it."))
LENGTH_IIN = NumberWarning("length", _l("An IIN has 12 digits. Check it."))
BIRTH_DATE = NumberWarning("birth_date", _l("The number contains a birth date that does not exist. Check it."))
FUTURE = NumberWarning("future", _l("The number contains a birth date in the future. Check it."))
CHECK_DIGIT = NumberWarning(
    "check_digit", _l("The last character does not fit the others: one of them may be mistyped.")
)
REGION = NumberWarning("region_unknown", _l("No county of Xinjiang had the code in the first six digits. Check them."))
ELSEWHERE = NumberWarning(
    "region_elsewhere", _l("The first six digits are not of Xinjiang. If the number was issued elsewhere, leave it.")
)
SEX = NumberWarning("sex_differs", _l("The number is that of a person of the other sex. Check both."))
CENTURY = NumberWarning("century", _l("The seventh digit of an IIN is between 0 and 6. Check it."))
ORGANISATION = NumberWarning(
    "organisation", _l("This looks like the number of an organisation (BIN), not of a person.")
)


def normalise(text: str) -> str:
    """Bring a typed number to plain digits and X: other scripts' digits turned, separators left out."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TYPED]).upper().translate(CROSSES)
    kept: list[str] = []
    for char in plain:
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            kept.append(str(digit))
        elif unicodedata.category(char)[0] not in "ZPCM":
            kept.append(char)
    return "".join(kept)


def check_cn_id(text: str, *, sex: str | None = None, today: date | None = None) -> IdentifierCheck:
    """Check a Chinese identity number (GB 11643): 18 characters, or the 15 digits of old papers, which have no check.

    The region must have been in use in some year since the holder's birth: the counties of Ili had 6541xx until 2001.
    """
    number = normalise(text)
    if len(number) == 18 and _is_number(number[:-1]) and (number[-1] == "X" or _is_number(number[-1])):
        found = IdentifierCheck(text, number, NumberKind.CN_18, birth_date=_date(number[6:10], number[10:14]))
        sequence, doubts = number[16], [] if number[-1] == calc_check_digit(number[:-1]) else [CHECK_DIGIT]
    elif len(number) == 15 and _is_number(number):
        found = IdentifierCheck(text, number, NumberKind.CN_15, birth_date=_date("19" + number[6:8], number[8:12]))
        sequence, doubts = number[14], []
    else:
        return IdentifierCheck(text, number, NumberKind.UNKNOWN, (LENGTH_CN,))
    born, region = found.birth_date, number[:6]
    place_code = code_in_use(region, born.year if born else 0)
    if place_code is None:
        doubts.insert(0, REGION if region.startswith("65") else ELSEWHERE)
    found = replace(
        found,
        sex=_sex_of(sequence),
        region_code=region,
        region_known=place_code is not None,
        place_code=place_code,
    )
    return _with_doubts(found, doubts, sex, today or clock.today())


def check_kz_iin(text: str, *, sex: str | None = None, today: date | None = None) -> IdentifierCheck:
    """Check a Kazakh individual identification number: 12 digits, the last of them found in one or two passes."""
    number = normalise(text)
    if len(number) != 12 or not _is_number(number):
        return IdentifierCheck(text, number, NumberKind.UNKNOWN, (LENGTH_IIN,))
    doubts = [] if _iin_check_digit(number[:11]) == int(number[11]) else [CHECK_DIGIT]
    if number[4] in "456":
        return IdentifierCheck(text, number, NumberKind.KZ_IIN, (ORGANISATION, *doubts))
    century = IIN_CENTURIES.get(number[6])
    if number[6] == "0":
        # Some foreigners' numbers do not say the century: it is enough that the date can exist.
        if not (_date("19" + number[:2], number[2:6]) or _date("20" + number[:2], number[2:6])):
            doubts.append(BIRTH_DATE)
        return IdentifierCheck(text, number, NumberKind.KZ_IIN, tuple(doubts))
    if century is None:
        return IdentifierCheck(text, number, NumberKind.KZ_IIN, (CENTURY, *doubts))
    born = _date(str(century + int(number[:2])), number[2:6])
    found = IdentifierCheck(text, number, NumberKind.KZ_IIN, birth_date=born, sex=_sex_of(number[6]))
    return _with_doubts(found, doubts, sex, today or clock.today())


def mask(number: str) -> str:
    """Hide a number for lists and exports: four characters of a long one stay, none of a short one."""
    plain = normalise(number)
    return f"••••{plain[-4:]}" if len(plain) >= 9 else "••••"


def _with_doubts(
    found: IdentifierCheck, doubts: Iterable[NumberWarning], sex: str | None, today: date
) -> IdentifierCheck:
    warnings = list(doubts)
    if found.birth_date is None:
        warnings.append(BIRTH_DATE)
    elif found.birth_date > today:
        warnings.append(FUTURE)
    if sex in ("male", "female") and found.sex is not None and sex != found.sex:
        warnings.append(SEX)
    return replace(found, warnings=tuple(warnings))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(year: str, month_day: str) -> date | None:
    try:
        return date(int(year), int(month_day[:2]), int(month_day[2:]))
    except ValueError:
        return None


def _sex_of(digit: str) -> Sex:
    return "male" if int(digit) % 2 else "female"


def _iin_check_digit(eleven: str) -> int | None:
    """Find the check digit of an IIN; None where the number could not have been issued."""
    for weights in IIN_WEIGHTS:
        left = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
        if left < 10:
            return left
    return None
