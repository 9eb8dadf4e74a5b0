"""What is printed on a card, in five languages at once: its holder may read another one than the page is in."""

from dataclasses import dataclass

from caseapp.languages import direction


@dataclass(frozen=True)
class CardWords:
    """The few sentences of a card in one language."""

    language: str
    title: str
    how: str
    keep: str
    lost: str

    @property
    def direction(self) -> str:
        """Say which way the language runs."""
        return direction(self.language)


CARD_WORDS = (
    CardWords(
        "kk",
        "Отбасы картасы",
        "Осы мекенжайды ашып, нөмірді теріңіз: ісіңіз туралы не білетінімізді және не істегенімізді көресіз.",
        "Нөмірді бөлек жазып алыңыз. Картаны құжаттардан бөлек сақтаңыз. Нөмірді ешкімге айтпаңыз.",
        "Карта жоғалса, кеңсеге айтыңыз: бұл картаны жауып, жаңасын береміз.",
    ),
    CardWords(
        "kk-Arab",
        "وتباسى كارتاسى",
        "وسى مەكەنجايدى اشىپ، ٴنومىردى تەرىڭىز: ٴىسىڭىز تۋرالى نە بىلەتىنىمىزدى جانە نە ىستەگەنىمىزدى كورەسىز.",
        "ٴنومىردى بولەك جازىپ الىڭىز. كارتانى قۇجاتتاردان بولەك ساقتاڭىز. ٴنومىردى ەشكىمگە ايتپاڭىز.",
        "كارتا جوعالسا، كەڭسەگە ايتىڭىز: بۇل كارتانى جاۋىپ، جاڭاسىن بەرەمىز.",
    ),
    CardWords(
        "ru",
        "Карта семьи",
        "Откройте этот адрес и введите номер: вы увидите, что мы знаем о вашем деле и что сделали.",
        "Запишите номер отдельно. Храните карту отдельно от документов. Никому не называйте номер.",
        "Если карта потеряна, скажите в офисе: мы закроем её и выдадим новую.",
    ),
    CardWords(
        "zh",
        "家属卡",
        "打开此网址并输入号码,即可看到我们对您亲人情况的了解和已做的工作。",
        "请另外抄下号码。请将此卡与证件分开保存。不要把号码告诉任何人。",
        "如果卡丢失,请告诉办公室:我们会作废此卡并发一张新卡。",
    ),
    CardWords(
        "en",
        "Family card",
        "Open this address and type the number: you will see what we know about your case and what we have done.",
        "Write the number down somewhere else too. Keep the card apart from your papers. Tell nobody the number.",
        "If the card is lost, tell the office: we will end it and give you a new one.",
    ),
)
