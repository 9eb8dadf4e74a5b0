"""Readers: what words of each script sound like, in the phones of ``data/phones.tsv`` (capitals are unsure phones)."""

import pytest

from caseapp.names.arabic import read_arabic
from caseapp.names.cyrillic import read_cyrillic
from caseapp.names.han import read_han
from caseapp.names.latin import read_latin
from caseapp.names.phones import COST, NUMBER, OMIT, PHONES, pack, unpack
from caseapp.names.pinyin import SYLLABLES, divide
from caseapp.names.tables import rows


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        # Kazakh: the letters Russian has not; у and и beside vowels are glides.
        ("тұрсынбек", "tursınbek"),
        ("қабиұлы", "qabiulı"),
        ("сәуле", "säwle"),
        ("мейрам", "meyram"),
        ("уәлихан", "wälixan"),
        # Russian: г may be ғ or һ, к may be қ, дж is one sound, ль softens the vowel before it.
        ("ыбырай", "ıbıray"),
        ("гульжан", "Γülžan"),
        ("гесен", "Γesen"),
        ("джакупов", "jaКupov"),
        ("юсуп", "yusup"),
        ("яков", "yaКov"),
        # Uyghur, Kyrgyz, Uzbek, Tatar.
        ("һүсән", "hüsän"),
        ("җәлил", "jälil"),
        ("аблаҗан", "ablajan"),
        ("өмүр", "ömür"),
        ("ғуломов", "ğulomov"),
        ("әйгөл", "äygöl"),
    ],
)
def test_cyrillic_is_read(word, phones):
    assert read_cyrillic(word) == phones


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        # Kazakh töte: hamza, ك, گ or ە makes the vowels front; an unmarked ا of a front word is unsure.
        ("تۇرسىنبەك", "türsinbek"),
        ("قابيۇلى", "qabyulı"),
        ("ءساليما", "sälimä"),
        ("ءومىر", "ömir"),
        ("گۇلزيرا", "gülzirA"),
        ("يمانعالي", "imanğali"),
        ("بەيبىت", "beybit"),
        # Uyghur: ئ carries a vowel, ۆ between consonants is ö, ه beside a vowel is h.
        ("ئەيسا", "eysa"),
        ("ئابدۇخالىق", "abduxalıq"),
        ("غوپۇر", "ğopur"),
        ("تۆمۈر", "tömür"),
        ("جەۋهەر", "jewher"),
        ("ئۇيغۇر", "uyğur"),
        ("هادىشا", "hadıša"),
    ],
)
def test_arabic_script_is_read(word, phones):
    assert read_arabic(word) == phones


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("tursynbek", ("turŚınbeК",)),  # English
        ("toursynbek", ("turŚınbeК",)),  # French ou
        ("daouletbek", ("daЎletbeК",)),
        ("ǵalym", ("ğalım",)),  # Kazakh Latin of 2018
        ("ġalym", ("ğalım",)),
        ("kabıuly", ("КabıЎlı",)),
        ("schanat", ("Σanat",)),  # German sch for ж
        ("muchametschan", ("muÞamečan", "muÞametΣan")),  # German tsch, or t and sch
        ("şahanov", ("šaⱧanoV",)),  # Turkish
        ("toelesj", ("tÖleŚĴ", "tÖleš")),  # Dutch
        ("peruaszew", ("perwašeV",)),  # Polish
        ("żaksyłyk", ("žaКŚılıК",)),
        ("xelil", ("xelil",)),  # Uyghur ULY
        ("ashat", ("ašat", "aŚⱧat")),  # sh, or s and h
        ("bauyrzhan", ("baЎıržan",)),
        ("musa", ("muŚa", "mŬSA")),  # also two syllables of pinyin
        ("tu'erxunbieke", ("tuerxunbieКe", "TŬRXUNBEKƏ")),
    ],
)
def test_latin_is_read_by_its_traditions(word, readings):
    assert read_latin(word) == readings


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("tu'erxunbieke", ("tu", "er", "xun", "bie", "ke")),
        ("tuerxunbieke", ("tu", "er", "xun", "bie", "ke")),
        ("maimaitijiang", ("mai", "mai", "ti", "jiang")),
        ("xian", ("xian",)),
        ("xi'an", ("xi", "an")),
        ("lü", ("lü",)),
        ("nurlan", None),
        ("manat", None),
        ("bekesh", None),
        ("'", None),
    ],
)
def test_a_word_is_pinyin_when_it_divides_into_syllables(word, syllables):
    assert divide(word) == syllables


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("吐尔逊别克", "TŬRXUNBEKƏ"),
        ("哈比", "HABI"),
        ("古丽娜尔", "gŬLInAR"),
        ("古麗娜爾", "gŬLInAR"),  # traditional characters
        ("包尔然", "BAWRŖAN"),  # 然 for жан
        ("王小明", "VANXAWmIN"),  # a Han name is read by its pinyin
        ("〇", ""),
    ],
)
def test_chinese_characters_are_read(word, phones):
    assert read_han(word) == phones


def test_the_costs_are_even_both_ways_and_nothing_for_the_same_phone():
    size = len(PHONES)
    assert all(COST[i][i] == 0.0 for i in range(size))
    assert all(COST[i][j] == COST[j][i] >= 0.0 for i in range(size) for j in range(size))
    assert min(OMIT) > 0.0


def test_the_tables_speak_of_known_phones_only():
    for table, column in [
        ("cyrillic.tsv", 1),
        ("arabic.tsv", 1),
        ("latin.tsv", 2),
        ("latin.tsv", 3),
        ("pinyin.tsv", 2),
    ]:
        assert [row for row in rows(table, 4) if set(row[column]) - NUMBER.keys()] == []
    assert {one for row in rows("phone_costs.tsv", 3) for one in row[:2]} <= NUMBER.keys()
    assert all(SYLLABLES.values())


def test_a_packed_reading_writes_a_doubled_phone_once_and_marks_its_beginning():
    assert unpack(pack("qabbolla")) == "qabola"
    assert unpack(pack("abay")) == "αbay"
    assert unpack(pack("weli")) == "ωeli"
    assert unpack(pack("wospan")) == "wospan"
