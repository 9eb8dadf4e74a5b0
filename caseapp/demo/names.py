"""Invented people: names put together by chance from common given names, in the scripts families write them in.

Nobody here is a real person. A given name, a father's name and sometimes a grandfather's are drawn apart
from each other, from names that thousands carry; the lists leave out the people of published testimonies.
"""

from dataclasses import dataclass
from random import Random

from caseapp.cases.vocabulary import NameKind, Script, Sex


@dataclass(frozen=True, slots=True)
class Given:
    """One common given name in Cyrillic, Latin, Arabic script and Chinese characters."""

    cyrl: str
    latn: str
    arab: str
    hani: str


def _listed(text: str) -> tuple[Given, ...]:
    return tuple(Given(*line.split()) for line in text.strip().splitlines())


MEN = _listed("""
Асхат Askhat اسحات 阿斯哈提
Нұрлан Nurlan نۇرلان 努尔兰
Ерлан Yerlan ەرلان 叶尔兰
Бауыржан Bauyrzhan باۋىرجان 巴吾尔江
Дәулет Daulet داۋلەت 达吾列提
Жанат Zhanat جانات 加纳提
Мейрам Meiram مەيرام 美拉木
Самат Samat سامات 萨马提
Талғат Talgat تالعات 塔力哈提
Айдын Aidyn ايدىن 阿依丁
Болат Bolat بولات 波拉提
Марат Marat مارات 马拉提
Қуат Quat قۋات 库瓦提
Ержан Yerzhan ەرجان 叶尔江
Мұрат Murat مۇرات 木拉提
Жомарт Zhomart جومارت 卓玛尔提
Оралбек Oralbek ورالبەك 吾拉勒别克
Сәбит Sabit ءسابيت 沙比提
Әділ Adil ءادىل 阿迪力
Арман Arman ارمان 阿尔曼
Бақыт Bakyt باقىت 巴合提
Досым Dosym دوسىم 多斯木
Ермек Yermek ەرمەك 叶尔美克
Жәнібек Zhanibek جانىبەك 加尼别克
Қанат Kanat قانات 哈纳提
Мақсат Maksat ماقسات 马合沙提
Нұржан Nurzhan نۇرجان 努尔江
Олжас Olzhas ولجاس 吾勒加斯
Рүстем Rustem رۇستەم 如斯坦
Сержан Serzhan سەرجان 赛尔江
Темір Temir تەمىر 铁米尔
Шалқар Shalkar شالقار 夏勒哈尔
Азамат Azamat ازامات 阿扎马提
Бейбіт Beibit بەيبىت 别依比提
Ғалым Galym عالىم 哈力木
Дидар Didar ديدار 迪达尔
""")

WOMEN = _listed("""
Айгүл Aigul ايگۇل 阿依古丽
Жанар Zhanar جانار 加纳尔
Күлән Kulan كۇلان 库兰
Мөлдір Moldir ءمولدىر 莫勒迪尔
Динара Dinara دينارا 迪娜拉
Әсел Asel اسەل 阿赛丽
Бибігүл Bibigul بيبىگۇل 比比古丽
Гүлнар Gulnar گۇلنار 古丽娜尔
Жібек Zhibek جىبەك 吉别克
Қарлығаш Karlygash قارلىعاش 哈尔力哈西
Меруерт Meruert مەرۋەرت 美茹尔提
Назгүл Nazgul نازگۇل 娜孜古丽
Нұргүл Nurgul نۇرگۇل 努尔古丽
Рауза Rauza راۋزا 热吾扎
Сандуғаш Sandugash ساندۋعاش 山都哈西
Сәуле Saule ساۋلە 萨吾列
Толғанай Tolganai تولعاناي 托勒哈乃
Ұлжан Ulzhan ۇلجان 吾勒江
Шолпан Sholpan شولپان 乔勒潘
Ардақ Ardak ارداق 阿尔达克
Ботагөз Botagoz بوتاگوز 博塔果孜
Гауһар Gauhar گاۋھار 高哈尔
Зейнеп Zeinep زەينەپ 再乃甫
Камила Kamila كاميلا 卡米拉
Мадина Madina مادينا 马迪娜
Раушан Raushan راۋشان 热吾山
Ақмарал Akmaral اقمارال 阿克玛拉丽
Күміс Kumis كۇمىس 库米斯
""")

ELDERS = _listed("""
Сейіт Seiit سەيىت 赛依提
Қасен Kasen قاسەن 哈山
Мұқан Mukan مۇقان 木汗
Тоқтар Toktar توقتار 托合塔尔
Әбіл Abil ءابىل 阿比勒
Зекен Zeken زەكەن 再坎
Бекен Beken بەكەن 别肯
Сағат Sagat ساعات 沙哈提
Түсіп Tusip ءتۇسىپ 吐斯甫
Омар Omar ومار 吾马尔
Тұрар Turar تۇرار 吐拉尔
Шәкен Shaken شاكەن 夏肯
Рақым Rakym راقىم 热合木
Қуан Kuan قۋان 库安
Байғазы Baigazy بايعازى 拜哈孜
Шәріп Sharip ءشارىپ 夏力甫
Нәсіп Nasip ءناسىپ 纳斯甫
""")

FATHERS = MEN + ELDERS


@dataclass(frozen=True, slots=True)
class PrintedName:
    """One form of a name, as somebody might print it."""

    text: str
    script: Script
    kind: NameKind = NameKind.AS_PRINTED


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person: the parts of the name, and the sex."""

    sex: Sex
    given: Given
    father: Given
    elder: Given | None

    def in_cyrillic(self) -> str:
        """Write the name as Kazakhs in Kazakhstan do."""
        ending = "қызы" if self.sex is Sex.FEMALE else "ұлы"
        name = f"{self.given.cyrl} {self.father.cyrl}{ending}"
        return f"{name} {self.elder.cyrl}" if self.elder else name

    def in_latin(self) -> str:
        """Write the name as the press does."""
        ending = "kyzy" if self.sex is Sex.FEMALE else "uly"
        name = f"{self.given.latn} {self.father.latn}{ending}"
        return f"{name} {self.elder.latn}" if self.elder else name

    def in_arabic_script(self) -> str:
        """Write the name as Kazakhs in China do."""
        ending = "قىزى" if self.sex is Sex.FEMALE else "ۇلى"
        return f"{self.given.arab} {self.father.arab} {ending}"

    def in_chinese(self) -> str:
        """Write the name as Chinese papers do."""
        return f"{self.given.hani}·{self.father.hani}"

    def in_russian(self) -> str:
        """Write the name as a Russian paper might, father's name as surname."""
        plain = str.maketrans("ҚқҒғҰұҮүӘәІіӨөҺһ", "КкГгУуУуАаИиОоХх")
        ending = "ова" if self.sex is Sex.FEMALE else "ов"
        return f"{self.father.cyrl}{ending} {self.given.cyrl}".translate(plain)

    def printed(self, scripts: int) -> list[PrintedName]:
        """List the forms in which the name is known, in two, three or four scripts."""
        forms = [
            PrintedName(self.in_cyrillic(), Script.CYRL),
            PrintedName(self.in_chinese(), Script.HANI),
            PrintedName(self.in_latin(), Script.LATN, NameKind.VARIANT_ELSEWHERE),
            PrintedName(self.in_arabic_script(), Script.ARAB),
        ]
        return forms[:scripts]


def invent(random: Random, sex: Sex | None = None) -> Somebody:
    """Invent somebody."""
    chosen = sex or (Sex.MALE if random.random() < 0.6 else Sex.FEMALE)
    given = random.choice(WOMEN if chosen is Sex.FEMALE else MEN)
    father = random.choice(FATHERS)
    while father is given:
        father = random.choice(FATHERS)
    elder = random.choice(ELDERS) if random.random() < 0.5 else None
    return Somebody(chosen, given, father, elder if elder is not father else None)


def relative(random: Random, of: Somebody, sex: Sex) -> Somebody:
    """Invent a brother or sister: another given name, the same father."""
    given = random.choice(WOMEN if sex is Sex.FEMALE else MEN)
    while given is of.given or given is of.father:
        given = random.choice(WOMEN if sex is Sex.FEMALE else MEN)
    return Somebody(sex, given, of.father, of.elder)
