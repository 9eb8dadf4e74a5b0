"""The gazetteer of Xinjiang: 125 places by code and by every name, and the codes that were retired."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

REFERENCE = Path(__file__).parents[1] / "reference"
PLACES_FILE = REFERENCE / "places.csv"
HISTORY_FILE = REFERENCE / "area_codes_history.csv"

# Words for the kind of place, which people write or leave out.
LEVEL_WORDS = (
    *("autonomous county", "autonomous prefecture", "prefecture", "county", "city", "district"),
    *("автономиялық ауданы", "автономиялық облысы", "ауданы", "қаласы", "аймағы", "облысы"),
    *("اۆتونوميالى اۋدانى", "اۆتونوميالى وبلىسى", "اۋدانى", "قالاسى", "ايماعى", "وبلىسى"),
    *("自治县", "自治州", "地区", "县", "市", "区"),
)
LEVEL_WORDS_BEFORE = ("уезд ", "округ ", "район ", "город ", "г. ")


@dataclass(frozen=True)
class Place:
    """A region, prefecture or county with its names; a blank name is one nobody was sure of."""

    code: str
    level: str
    parent_code: str
    name_zh: str
    name_pinyin: str
    name_en: str
    name_kk_cyrl: str
    name_kk_arab: str
    name_ru: str
    aliases: tuple[str, ...]
    lat: float | None
    lon: float | None

    @property
    def names(self) -> tuple[str, ...]:
        """List every name there is, each once."""
        own = (self.name_zh, self.name_pinyin, self.name_en, self.name_kk_cyrl, self.name_kk_arab, self.name_ru)
        return tuple(dict.fromkeys(name for name in (*own, *self.aliases) if name))


@dataclass(frozen=True)
class RetiredCode:
    """A code that was used from one year to another, and the code of that place today (blank: none)."""

    code: str
    name_zh: str
    level: str
    valid_from: int
    valid_to: int
    current_code: str


@cache
def places() -> Mapping[str, Place]:
    """Give every place by its code (GB/T 2260)."""
    with PLACES_FILE.open(encoding="utf-8", newline="") as lines:
        found = [_place(row) for row in csv.DictReader(lines)]
    return MappingProxyType({place.code: place for place in found})


@cache
def retired_codes() -> Mapping[str, tuple[RetiredCode, ...]]:
    """Give the retired codes; one code may have had two lives."""
    found: dict[str, list[RetiredCode]] = defaultdict(list)
    with HISTORY_FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            years = int(row["valid_from"]), int(row["valid_to"])
            found[row["code"]].append(
                RetiredCode(row["code"], row["name_zh"], row["level"], *years, row["current_code"])
            )
    return MappingProxyType({code: tuple(rows) for code, rows in found.items()})


def find(text: str) -> tuple[Place, ...]:
    """Find the places that a name or a code may mean, in the order of their codes; more than one: ask which."""
    key = fold(text)
    if not key:
        return ()
    if key.isascii() and key.isdigit():
        return _by_code(key)
    return _by_name().get(key) or _by_name().get(fold(_without_level(text)), ())


def code_in_use(code: str, since: int) -> str | None:
    """Give today's code for one that was in use in some year from ``since`` on; None where it never was.

    An identity number keeps the code of the year it was issued in, which is never before its holder's birth.
    """
    if code in places():
        return code
    for old in retired_codes().get(code, ()):
        if old.valid_to >= since:
            return old.current_code or old.code
    return None


def label(place: Place, locale: str) -> str:
    """Name a place in the reader's language, in English where the language has no sure name for it."""
    language, _sep, rest = str(locale).replace("-", "_").partition("_")
    if language == "kk" and "arab" in rest.lower():
        return place.name_kk_arab or place.name_en
    wanted = {"kk": place.name_kk_cyrl, "ru": place.name_ru, "zh": place.name_zh}.get(language)
    return wanted or place.name_en


def fold(text: str) -> str:
    """Bring a name to the form it is compared in: one case, no marks for spacing, apostrophes or accents."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = (
        char for char in unicodedata.normalize("NFD", plain) if unicodedata.category(char)[0] in "LN" or char == "й"
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _place(row: Mapping[str, str]) -> Place:
    return Place(
        code=row["code"],
        level=row["level"],
        parent_code=row["parent_code"],
        name_zh=row["name_zh"],
        name_pinyin=row["name_pinyin"],
        name_en=row["name_en"],
        name_kk_cyrl=row["name_kk_cyrl"],
        name_kk_arab=row["name_kk_arab"],
        name_ru=row["name_ru"],
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
    )


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for code in sorted(places()):
        for name in places()[code].names:
            found[fold(name)][code] = places()[code]
    return {key: tuple(owners.values()) for key, owners in found.items() if key}


def _by_code(code: str) -> tuple[Place, ...]:
    today = places().get(code)
    later = [places()[old.current_code] for old in retired_codes().get(code, ()) if old.current_code]
    return tuple(dict.fromkeys([*([today] if today else []), *later]))


def _without_level(text: str) -> str:
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold().strip())
    for word in LEVEL_WORDS_BEFORE:
        plain = plain.removeprefix(word)
    for word in LEVEL_WORDS:
        if plain.endswith(word) and plain != word:
            return plain.removesuffix(word)
    return plain
