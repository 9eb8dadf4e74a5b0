"""Short invented statements, in the languages families write in; nothing here was said by anybody."""

from random import Random

from caseapp.appeals.vocabulary import TextLanguage

STATEMENTS: dict[TextLanguage, tuple[str, ...]] = {
    TextLanguage.KK: (
        "Бауырым үйден алып кетілгеннен бері хабар жоқ. Соңғы рет телефонмен көктемде сөйлестік.",
        "Құжаттарын ауыл әкімшілігі жинап алды. Көршілері оны оқуға әкетті дейді, қайда екенін ешкім айтпайды.",
        "Анам ауырып жатыр, баласын күтіп отыр. Өтініш: қайда екенін, денсаулығы қандай екенін біліп беріңіздер.",
        "Балалары туысқандарының қолында қалды. Бізге хабарласпаңдар деп жалынды, содан кейін байланыс үзілді.",
    ),
    TextLanguage.KK_ARAB: (
        "باۋىرىمنان ەكى جىلدان بەرى حابار جوق. قۇجاتتارىن الىپ قويعان، تەلەفونى وشىرۋلى.",
        "كورشىلەرى ونى وقۋعا اكەتتى دەدى. قايدا ەكەنىن ەشكىم ايتپايدى، بالالارى جالعىز قالدى.",
    ),
    TextLanguage.RU: (
        "Брата забрали из дома ночью, с тех пор мы не знаем, где он. Просим узнать, жив ли он и в чём его обвиняют.",
        "Сестра поехала навестить родителей и не вернулась. Паспорт у неё отобрали на границе, телефон выключен.",
        "Нам устно сказали, что ему дали срок, но приговора никто не видел. Семья не получила ни одной бумаги.",
        "Отец пожилой, ему нужны лекарства. Последний раз его видели в районной больнице под охраной.",
    ),
    TextLanguage.ZH: (
        "弟弟被带走以后一直没有消息。家里没有收到任何书面通知，请帮助查询他在哪里。",
        "她的护照被村里收走，电话打不通。亲戚说她在学习，但没有人见过她。",
    ),
    TextLanguage.EN: (
        "My brother was taken from his home and we have had no paper about it. Please help us learn where he is held.",
        "She went to see our parents and did not come back. A neighbour said she was sent to study.",
        "We were told of a sentence by word of mouth only. His health was poor before; we ask for news of it.",
    ),
}

DETAILS = (
    "Two officers came in the evening and took her to the village office.",
    "He was called to the police station and did not come home.",
    "The passport was collected with those of the neighbours.",
    "A relative heard it from a driver who delivers to the place.",
    "Somebody who was let out saw him in the yard in winter.",
    "The family received one call of two minutes; somebody else was in the room.",
    "The children stay with an aunt; the pension is not paid.",
    "The district hospital had a bed with a guard at the door.",
)

FACILITIES = (
    "Former school at the edge of the county town",
    "County detention house",
    "Training centre behind the textile works",
    "Prison farm, eastern section",
)

OCCUPATIONS = ("herder", "teacher", "shop owner", "driver", "nurse", "retired", "student", "imam", "tailor", "farmer")

FAMILY_MESSAGES = (
    "Is there any news? Our mother asks every day.",
    "Біздің нөміріміз өзгерді, жаңасын кеңсеге айттық.",
    "Пожалуйста, не показывайте фотографию: на родных давят.",
)


def statement(random: Random) -> tuple[TextLanguage, str]:
    """Choose a statement and say its language."""
    language = random.choice(SPOKEN)
    return language, random.choice(STATEMENTS[language])


SPOKEN = (
    TextLanguage.KK,
    TextLanguage.KK,
    TextLanguage.KK,
    TextLanguage.RU,
    TextLanguage.RU,
    TextLanguage.KK_ARAB,
    TextLanguage.ZH,
    TextLanguage.EN,
)
