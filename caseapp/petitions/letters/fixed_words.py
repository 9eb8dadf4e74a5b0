"""The words that stand on every letter whatever it says, in the language of the letter and not of the page.

They are part of the paper that goes out, so they live here beside its layout and not in the catalogues of the pages.
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from caseapp.appeals.vocabulary import TextLanguage

L = TextLanguage


@dataclass(frozen=True)
class FixedWords:
    """The fixed words of one language; ``{page}`` and ``{pages}`` are where a program puts the numbers."""

    locale: str
    reference: str
    annexes: str
    photograph: str
    page: str
    draft: str
    comma: str = ", "
    addressee_at_end: bool = False


ENGLISH = FixedWords(
    "en_GB", "Our reference", "Annexes", "Photograph", "Page {page} of {pages}", "Draft, not to be sent"
)
WORDS: dict[TextLanguage, FixedWords] = {
    L.EN: ENGLISH,
    L.RU: FixedWords(
        "ru",
        "Исх. №",
        "Приложения",
        "Фотография",
        "Страница {page} из {pages}",
        "Черновик, не для отправки",
        addressee_at_end=True,
    ),
    L.KK: FixedWords(
        "kk",
        "Шығ. №",
        "Қосымшалар",
        "Фотосурет",
        "{pages} беттің {page}-беті",
        "Жоба, жіберуге арналмаған",
        addressee_at_end=True,
    ),
    L.KK_ARAB: FixedWords(
        "kk_Arab",
        "شىع. №",
        "قوسىمشالار",
        "فوتوسۋرەت",
        "{pages} بەتتىڭ {page}-بەتى",
        "جوبا، جىبەرۋگە ارنالماعان",
        comma="، ",
        addressee_at_end=True,
    ),
    L.ZH: FixedWords("zh", "编号", "附件", "照片", "第{page}页，共{pages}页", "草稿，请勿寄出", comma="，"),
    L.UG: FixedWords(
        "ug", "نومۇر", "قوشۇمچىلار", "سۈرەت", "{pages} بەتنىڭ {page}-بېتى", "قارالما، ئەۋەتىلمەيدۇ", comma="، "
    ),
    L.TR: FixedWords("tr", "Sayı", "Ekler", "Fotoğraf", "Sayfa {page} / {pages}", "Taslak, gönderilmeyecek"),
}

# The cities an office is likely to be in, as each language writes them; any other city stands as the office typed it.
CITIES: tuple[dict[TextLanguage, str], ...] = (
    {L.EN: "Almaty", L.RU: "Алматы", L.KK: "Алматы", L.KK_ARAB: "الماتى", L.ZH: "阿拉木图", L.TR: "Almatı"},
    {L.EN: "Astana", L.RU: "Астана", L.KK: "Астана", L.KK_ARAB: "استانا", L.ZH: "阿斯塔纳"},
    {L.EN: "Shymkent", L.RU: "Шымкент", L.KK: "Шымкент", L.KK_ARAB: "شىمكەنت", L.ZH: "奇姆肯特"},
    {L.EN: "Taldykorgan", L.RU: "Талдыкорган", L.KK: "Талдықорған", L.KK_ARAB: "تالدىقورعان", L.ZH: "塔尔迪库尔干"},
    {L.EN: "Oskemen", L.RU: "Усть-Каменогорск", L.KK: "Өскемен", L.KK_ARAB: "وسكەمەن", L.ZH: "乌斯季卡缅诺戈尔斯克"},
    {L.EN: "Zharkent", L.RU: "Жаркент", L.KK: "Жаркент", L.KK_ARAB: "جاركەنت", L.ZH: "扎尔肯特"},
)
_KNOWN = {name.casefold(): names for names in CITIES for name in names.values()}
RIGHT_TO_LEFT = frozenset({L.KK_ARAB, L.UG})


def words_of(language: TextLanguage) -> FixedWords:
    """Give the fixed words of a language, English ones for a language there are none for."""
    return WORDS.get(language, ENGLISH)


def city_in(city: str, language: TextLanguage) -> str:
    """Write a city as the language of the letter does; one that is not known stays as typed."""
    return _KNOWN.get(city.strip().casefold(), {}).get(language, city.strip())


def place_and_date(city: str, day: date, language: TextLanguage) -> str:
    """Write where and when a letter was written: Almaty, 3 March 2026."""
    words = words_of(language)
    written = format_date(day, "long", locale=words.locale)
    place = city_in(city, language)
    return f"{place}{words.comma}{written}" if place else written


def is_annex_heading(text: str) -> bool:
    """Say whether a heading begins the list of annexes, in any language of letters."""
    return text.strip(" :：").casefold() in _ANNEX_HEADINGS


_ONE_OR_A_LIST = (
    *("annex", "attachment", "attachments", "enclosure", "enclosures", "list of annexes"),
    *("приложение", "перечень приложений", "список приложений"),
    *("қосымша", "қосымшалар тізімі", "қоса беріліп отыр"),
    *("附件清单", "附件目录", "附件列表"),
)
_ANNEX_HEADINGS = frozenset({*(words.annexes.casefold() for words in WORDS.values()), *_ONE_OR_A_LIST})
