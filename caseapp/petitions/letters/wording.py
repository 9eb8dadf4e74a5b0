"""Facts in the words of a letter's language: names in its script, places, dates, papers, kin, lengths of time."""

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from functools import cache

from babel.dates import format_date
from babel.units import format_unit
from flask_babel import force_locale
from flask_babel import gettext as _

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.vocabulary import CitizenshipStatus, Kinship, NameKind, Script
from caseapp.dates import PartialDate
from caseapp.dates.wording import sentence
from caseapp.petitions.body_data import read_bodies
from caseapp.petitions.facts_shapes import (
    CaseFacts,
    CitizenshipFact,
    NameFact,
    PaperFact,
    PlaceFact,
    RelativeFact,
    SentenceFact,
)
from caseapp.petitions.letters.romanising import romanised
from caseapp.places import gazetteer
from caseapp.places.countries import country_name

COMPOSED = (TextLanguage.EN, TextLanguage.RU, TextLanguage.KK, TextLanguage.ZH)
LOCALES = {"en": "en_GB", "ru": "ru", "kk": "kk", "zh": "zh"}
SCRIPTS: dict[str, tuple[Script, ...]] = {
    "en": (Script.LATN,),
    "ru": (Script.CYRL,),
    "kk": (Script.CYRL,),
    "zh": (Script.HANI, Script.LATN),
}
BETWEEN = {"en": ", ", "ru": ", ", "kk": ", ", "zh": "、"}
IN_CHINESE = {"year": "年", "month": "个月", "day": "天"}
APART = {"en": "; ", "ru": "; ", "kk": "; ", "zh": "；"}

PEOPLES: tuple[dict[str, str], ...] = (
    {"en": "Kazakh", "ru": "казах (казашка)", "kk": "қазақ", "zh": "哈萨克族"},
    {"en": "Uyghur", "ru": "уйгур (уйгурка)", "kk": "ұйғыр", "zh": "维吾尔族"},
    {"en": "Kyrgyz", "ru": "киргиз (киргизка)", "kk": "қырғыз", "zh": "柯尔克孜族"},
    {"en": "Hui", "ru": "хуэй (дунганин, дунганка)", "kk": "дүнген", "zh": "回族"},
    {"en": "Uzbek", "ru": "узбек (узбечка)", "kk": "өзбек", "zh": "乌孜别克族"},
    {"en": "Tatar", "ru": "татарин (татарка)", "kk": "татар", "zh": "塔塔尔族"},
    {"en": "Tajik", "ru": "таджик (таджичка)", "kk": "тәжік", "zh": "塔吉克族"},
    {"en": "Mongol", "ru": "монгол (монголка)", "kk": "моңғол", "zh": "蒙古族"},
)

_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_RUSSIAN = re.compile(r"[ыэё]|(?:ться|ого|ция|ший|щий|ие)\b", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ARABIC = re.compile("[\u0600-\u06ff]")


def speaking(language: str) -> AbstractContextManager[None]:
    """Speak the language of a letter for a while."""
    return force_locale(LOCALES.get(language, "en"))


def reads_as(text: str, language: str) -> bool:
    """Say whether a text may be in a language, by its letters; numbers alone are in every language."""
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    chinese, arabic = len(_CHINESE.findall(text)), len(_ARABIC.findall(text))
    if not latin + cyrillic + chinese + arabic:
        return True
    if language == "zh":
        return chinese * 2 > latin + cyrillic + arabic
    if language == "en":
        return latin > cyrillic + arabic + chinese * 2
    if cyrillic <= latin + arabic + chinese * 2:
        return False
    kazakh = len(_KAZAKH.findall(text))
    return kazakh > 0 or cyrillic < 12 if language == "kk" else kazakh * 20 < cyrillic


def day(when: date | None, language: str) -> str:
    """Write a known day in full: 14 August 2017."""
    return format_date(when, "long", locale=LOCALES[language]) if when else ""


def dated(when: PartialDate | None) -> str:
    """Write a date as far as it is known, in the language spoken; nothing where it is not known at all."""
    return "" if when is None or (when.earliest is None and when.latest is None) else sentence(when)


def span(began: PartialDate | None, ended: PartialDate | None) -> str:
    """Write from when to when."""
    first, last = dated(began), dated(ended)
    if first and last:
        return first if first == last else _("from %(start)s to %(end)s", start=first, end=last)
    return first or (_("until %(date)s", date=last) if last else "")


def name_in(names: Iterable[NameFact], language: str) -> str:
    """Write a name in the script of the language, the Latin form beside a Chinese one.

    Where an English or a Chinese letter has only the Cyrillic form, that stands in brackets after a Latin spelling.
    """
    names = [name for name in names if name.kind is not NameKind.NICKNAME] or list(names)
    if not names:
        return ""
    chosen = next((found for script in SCRIPTS[language] if (found := _best(names, script, language))), None)
    latin = _best(names, Script.LATN, "en")
    if chosen is None:
        first = next((name for name in names if name.kind is NameKind.ON_DOCUMENT), names[0])
        is_unread = language in {"en", "zh"} and first.script is Script.CYRL
        return _in_brackets(romanised(first.text), first.text, language) if is_unread else first.text
    if language == "zh" and chosen.script is Script.HANI and latin is not None:
        return _in_brackets(chosen.text, latin.text, language)
    return chosen.text


def is_romanised(names: Iterable[NameFact], language: str) -> bool:
    """Say whether the Latin spelling of a name is ours and wants a look."""
    names = list(names)
    return language in {"en", "zh"} and bool(names) and not any(name.script in SCRIPTS[language] for name in names)


def _best(names: Iterable[NameFact], script: Script, language: str) -> NameFact | None:
    """Choose among the names in a script: one of the language, then one on a document, then the first."""
    found = [name for name in names if name.script is script]
    return min(found, key=lambda name: (name.language != language, name.kind is not NameKind.ON_DOCUMENT), default=None)


def other_names(names: Iterable[NameFact], language: str) -> str:
    """List the other forms of a name, each once."""
    shown = name_in(names, language)
    others = dict.fromkeys(name.text for name in names if name.text not in shown)
    return BETWEEN[language].join(others)


def people(told: str | None, language: str) -> str:
    """Write what people somebody belongs to in the language, where we know the word for it; else as it was told."""
    word = (told or "").strip()
    for names in PEOPLES:
        if word.casefold() in {
            name.casefold() for name in (*names.values(), *names["ru"].replace(")", "").split(" ("))
        }:
            return names[language]
    return word


def place(where: PlaceFact, language: str) -> str:
    """Write a place: the gazetteer's name in the language, with what was told beside it where it says more."""
    told = (where.text or "").strip()
    known = gazetteer.places().get(where.code or "")
    named = ""
    if known is not None:
        named = {"en": known.name_en, "ru": known.name_ru, "kk": known.name_kk_cyrl, "zh": known.name_zh}[language]
    if not named:
        return told or (known.name_en if known else "") or country_name(where.country)
    says_more = told and known is not None and told not in known.names and reads_as(told, language)
    return f"{named}{'，' if language == 'zh' else ', '}{told}" if says_more else named


def paper(one: PaperFact, language: str) -> str:
    """Write a number with what it is and who gave it."""
    return _in_brackets(f"{one.kind.label} {one.number}", one.issuer or "", language)


def citizenships(those: Iterable[CitizenshipFact], language: str) -> str:
    """Write what is said of belonging to States; a plain citizenship is the country alone."""
    said = []
    for one in those:
        status = "" if one.status is CitizenshipStatus.CITIZEN else str(one.status.label)
        said.append(_in_brackets(country_name(one.country), status, language))
    return APART[language].join(said)


def _in_brackets(words: str, more: str, language: str) -> str:
    if not more:
        return words
    return f"{words}（{more}）" if language == "zh" else f"{words} ({more})"


def kinship(one: Kinship, own_word: str | None, language: str) -> str:
    """Write what somebody is to another: the family's own word where it is of the language, else the formal one."""
    if own_word and language == "kk" and reads_as(own_word, "kk"):
        return own_word
    return "" if one is Kinship.OTHER else str(one.label)


def relative(one: RelativeFact, language: str) -> str:
    """Write a relative's name with what they are."""
    said = kinship(one.kinship, one.own_word, language)
    return _in_brackets(one.name, said, language)


def length(years: int | None, months: int | None, language: str) -> str:
    """Write a length of time in years and months."""
    parts = (("year", years), ("month", months))
    return _spaced([_amount(number, unit, language) for unit, number in parts if number], language)


def days(amount: int | None, language: str) -> str:
    """Write a number of days."""
    return _amount(amount, "day", language) if amount else ""


def _amount(number: int, unit: str, language: str) -> str:
    if language == "zh":  # CLDR's Chinese has no long form of these units
        return f"{number}{IN_CHINESE[unit]}"
    return format_unit(number, f"duration-{unit}", "long", locale=LOCALES[language])


def _spaced(words: Iterable[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(word for word in words if word)


def ordered(one: SentenceFact, language: str) -> str:
    """Write what a court is said to have ordered; empty where the length and the parts are not known."""
    if one.parts:
        parts = (
            _spaced((str(part.kind.label), length(part.years, part.months, language)), language) for part in one.parts
        )
        return BETWEEN[language].join(parts)
    if one.years_total:
        return length(one.years_total, None, language)
    if one.years_from and one.years_to:
        return f"{one.years_from}–{length(one.years_to, None, language)}"
    return length(one.years_from or one.years_to, None, language)


def statement_in(facts: CaseFacts, language: str) -> str:
    """Give what the family told, in the language: the original or an approved translation, the newest."""
    found = [one.text for one in facts.statements if one.is_usable and one.language.value == language]
    return found[-1] if found else ""


def body_name(names: Mapping[str, str], language: str) -> str:
    """Give the name of a body as it is addressed: without the remarks our directory adds to it."""
    nearest = (names.get(language), names.get("ru") if language == "kk" else None, names.get("en"))
    name = next((one for one in nearest if one), next(iter(names.values()), ""))
    name = re.sub(r"\s*[(（][^()（）]*[)）]", "", name)
    return re.split(r"\s+-\s+|\s+/\s+|(?<=[\u3400-\u9fff])-", name)[0].strip() or name


@cache
def _shipped_names() -> dict[str, Mapping[str, str]]:
    return {record.key: record.names for record in read_bodies()}


def body_of(key: str | None, recipient: str, language: str) -> str:
    """Give the name of a body written to, by its key where the directory we ship knows it."""
    names = _shipped_names().get(key or "")
    return body_name(names, language) if names else recipient
