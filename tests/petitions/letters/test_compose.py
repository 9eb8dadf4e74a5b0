"""Every letter composes in every language from much, from nothing and for a family, and says what the body asks."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage
from caseapp.cases.vocabulary import CaseKind, NameKind, Script
from caseapp.petitions.body_data import read_bodies
from caseapp.petitions.facts_shapes import NameFact, PlaceFact
from caseapp.petitions.letters import templating
from caseapp.petitions.letters.blocks import BlockKind, parse, write
from caseapp.petitions.letters.compose import compose
from caseapp.petitions.letters.kinds import LetterKind, kind_after, kind_for, kinds_for
from tests.petitions.letters.cases import (
    BODY_OF,
    LANGUAGES,
    TODAY,
    agreed,
    applicant,
    bare,
    body,
    chain,
    family,
    rich,
)

K = LetterKind
CHAINED = {K.REMINDER, K.SILENCE_COMPLAINT, K.ESCALATION, K.PROSECUTOR_COMPLAINT}
EVERY = [(kind, language) for kind in LetterKind for language in LANGUAGES]
DANGLING = [
    r"[{}]",
    r"\bNone\b",
    r"  ",
    r"\(\s*\)",
    r"（\s*）",
    r" [,.;:!?](\s|$)",
    r"\.\.",
    r"。。",
    r",,|;;|: \.|:\s*$",
    r"LazyString|\[\]",
    r"%\(",
]
# Latin letters that stand in letters of other scripts: facts of the example, codes, numbers of laws and headings.
LATIN = {
    *("ALA", "Nurbek", "Serik", "Gulnar", "Askar", "Aigul", "Serikova", "Almaty", "applicant", "example", "org"),
    *("VI", "II", "III", "IV", "IIN"),
}


def begun(kind, language, facts, **changed):
    previous = chain() if kind in CHAINED else ()
    return compose(kind, language, facts, body(BODY_OF[kind]), **{"previous": previous, "today": TODAY, **changed})


def of(which, language):
    return {"rich": [rich(language)], "bare": [bare()], "family": family(language)}[which]


@pytest.fixture(autouse=True)
def spoken(context):
    """Speak inside a request, as the pages and the jobs do."""


@pytest.mark.parametrize("which", ["rich", "bare", "family"])
@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_letter_has_no_gaps(kind, language, which):
    letter = begun(kind, language, of(which, language))
    assert letter.subject
    assert "\n" not in letter.subject
    lines = [letter.subject, *(line for block in parse(letter.text) for line in (block.label, *block.text.split("\n")))]
    found = [(line, sign) for line in lines for sign in DANGLING if re.search(sign, line) and not _lead_in(line, sign)]
    assert found == []
    assert write(parse(letter.text)) == letter.text


def _lead_in(line, sign):
    """Say whether a line ends in a colon because a list follows it."""
    return sign.endswith(r":\s*$") and line.endswith(":") and not line.endswith(" :")


@pytest.mark.parametrize("which", ["rich", "bare", "family"])
@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_sentence_that_leads_to_a_list_has_one(kind, language, which):
    blocks = parse(begun(kind, language, of(which, language)).text)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block.kind is BlockKind.PARAGRAPH and block.text.endswith((":", "：")) and not block.text.startswith("尊敬"):
            assert following is not None
            assert following.kind in {BlockKind.BULLET, BlockKind.NUMBERED}
        if block.kind is BlockKind.HEADING:
            assert following is not None
            assert following.kind is not BlockKind.HEADING or _is_first(following.text)


def _is_first(heading):
    """Say whether a heading is the first of a questionnaire, under the name of the person it is about."""
    return heading.startswith(("1. ", "I. ", "一、"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [K.QUESTIONNAIRE_WGEID, K.QUESTIONNAIRE_WGAD])
def test_each_questionnaire_of_a_family_stands_under_its_name(kind, language):
    blocks = parse(begun(kind, language, family(language)).text)
    over = [one for one, under in pairwise(blocks) if _is_first(under.text)]
    assert [one.kind for one in over] == [BlockKind.HEADING] * 3
    assert "ALA-00002" in over[2].text


@pytest.mark.parametrize("which", ["rich", "bare", "family"])
@pytest.mark.parametrize(("kind", "language"), [one for one in EVERY if one[1] != "en"])
def test_no_english_stands_in_another_language(kind, language, which):
    letter = begun(kind, language, of(which, language))
    latin = set(re.findall(r"[A-Za-z]{2,}", f"{letter.subject}\n{letter.text}"))
    assert latin <= LATIN


@pytest.mark.parametrize("which", ["rich", "bare", "family"])
@pytest.mark.parametrize("kind", LetterKind)
def test_english_and_chinese_letters_hold_cyrillic_only_in_names_and_numbers(kind, which):
    for language in ("en", "zh"):
        letter = begun(kind, language, of(which, language))
        cyrillic = set(re.findall("[\u0400-\u04ff]+", f"{letter.subject}\n{letter.text}"))
        assert cyrillic <= {"Нұрбек", "Серік", "Гүлнар", "Асқар", "ЗТ"}


@pytest.mark.parametrize("kind", LetterKind)
def test_all_languages_say_the_same(kind):
    parts = {language: templating.read(kind.value, language) for language in LANGUAGES}
    assert len({frozenset(one) for one in parts.values()}) == 1
    for part in parts["en"]:
        named = {language: templating.names_in(parts[language], part) for language in LANGUAGES}
        assert named["ru"] == named["kk"] == named["zh"] == named["en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_a_text_names_no_fact_that_nobody_gives(kind, language, monkeypatch):
    asked = set()
    value = templating._value
    monkeypatch.setattr(
        templating, "_value", lambda words, facts: asked.add((words.partition("|")[0], *facts)) or value(words, facts)
    )
    begun(kind, language, family(language))
    begun(kind, language, [rich(language)])
    assert {name for name, *given in asked if name not in given and not name.startswith("last_")} == set()


SAID = {
    K.QUESTIONNAIRE_WGEID: "name sex born id parents occupation home taken_on taken_place told applicant address phone",
    K.QUESTIONNAIRE_WGAD: "name sex born id occupation home taken_on taken_place told applicant address now_where",
    K.SPECIAL_PROCEDURES: "name sex born taken_on taken_place told applicant address",
    K.TREATY_BODY: "name sex born id citizenship taken_on taken_place told applicant address email",
    K.KAZAKH_APPEAL: "applicant iin address phone name born told citizenship",
    K.EMBASSY: "applicant phone email name id home told",
    K.PARLIAMENT_NGO: "name born taken_on told",
    K.ASSEMBLY_NOTICE: "applicant iin address phone planned_on",
    K.MARCH_APPLICATION: "applicant iin address phone planned_on",
    K.PROSECUTOR_COMPLAINT: "applicant iin address name told held_on chain_ref",
    K.RULING_APPEAL: "applicant iin address told article amount served",
    K.REMINDER: "name chain_on chain_ref chain_due",
    K.SILENCE_COMPLAINT: "applicant iin address name chain_on chain_ref chain_due term",
    K.ESCALATION: "applicant iin address name chain_on chain_ref first_ref",
    K.TRACING: "applicant address phone name born parents home taken_on",
}
WORDS = {
    "name": ("Nurbek Serik", "Нұрбек Серік", "Нұрбек Серік", "努尔别克·斯里克（Nurbek Serik）"),
    "sex": ("Male", "Мужской", "Ер", "男"),
    "born": ("5 March 1978", "5 марта 1978", "1978 ж. 5 наурыз", "1978年3月5日"),
    "id": ("654126197301010014",) * 4,
    "parents": ("Serik (", "Серік (", "Серік (", "斯里克（"),
    "occupation": ("teacher", "учитель", "мұғалім", "教师"),
    "home": ("Zhaosu", "Монголкюре", "Моңғолкүре", "昭苏县"),
    "citizenship": ("Kazakhstan", "Казахстан", "Қазақстан", "哈萨克斯坦"),
    "taken_on": ("May 2017", "май 2017", "2017 ж. мамыр", "2017年5月"),
    "taken_place": ("Zhaosu", "Монголкюре", "Моңғолкүре", "昭苏县"),
    "now_where": ("Kuytun", "Куйтун", "Күйтүн", "奎屯市"),
    "told": ("As the family told it", "Как рассказала семья", "Отбасының айтқанындай", "据家属所述"),
    "applicant": ("Aigul Serikova", "Айгүл Серікова", "Айгүл Серікова", "阿依古丽（Aigul Serikova）"),
    "iin": ("851130400022",) * 4,
    "address": ("050000, Almaty, 1-1",) * 4,
    "phone": ("+7 700 000 00 00",) * 4,
    "email": ("applicant@example.org",) * 4,
    "planned_on": ("16 December 2026", "16 декабря 2026", "2026 ж. 16 желтоқсан", "2026年12月16日"),
    "held_on": ("5 April 2026", "5 апреля 2026", "2026 ж. 5 сәуір", "2026年4月5日"),
    "article": ("488",) * 4,
    "amount": ("87000",) * 4,
    "served": ("8 April 2026", "8 апреля 2026", "2026 ж. 8 сәуір", "2026年4月8日"),
    "chain_on": ("3 February 2026", "3 февраля 2026", "2026 ж. 3 ақпан", "2026年2月3日"),
    "chain_ref": ("ЗТ-2026-1",) * 4,
    "first_ref": ("ЗТ-2025-9",) * 4,
    "chain_due": ("24 February 2026", "24 февраля 2026", "2026 ж. 24 ақпан", "2026年2月24日"),
    "term": ("15 working days", "15 рабочих дней", "15 жұмыс күні", "15个工作日"),
}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_letter_states_what_its_body_asks_for(kind, language):
    text = re.sub("[\u00a0\u202f]", " ", begun(kind, language, [rich(language)]).text)
    column = LANGUAGES.index(language)
    assert [word for word in SAID[kind].split() if WORDS[word][column] not in text] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_family_is_named_one_by_one(kind, language):
    text = begun(kind, language, family(language)).text
    names = {"en": ("Nurbek", "Gulnar"), "ru": ("Нұрбек", "Гүлнар"), "kk": ("Нұрбек", "Гүлнар"), "zh": ("努尔", "古丽")}
    if kind not in {K.ASSEMBLY_NOTICE, K.MARCH_APPLICATION, K.RULING_APPEAL}:
        assert all(name in text for name in names[language])
        assert "ALA-00002" in text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_what_is_marked_as_sensitive_never_stands_in_a_letter(kind, language):
    letter = begun(kind, language, [rich(language)])
    assert "SENSITIVE" not in letter.text
    assert "UNUSED" not in letter.text
    assert any("sensitive" in str(remark) for remark in letter.remarks)


@pytest.mark.parametrize("purpose", [ConsentPurpose.CONFIDENTIAL_BODIES, ConsentPurpose.GOVERNMENT])
@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_whoever_refused_to_be_named_is_not(kind, language, purpose):
    facts = rich(language, consents=agreed(70, purpose, answer=ConsentAnswer.WITHDRAWN))
    letter = begun(kind, language, [facts])
    assert not re.search("Serikova|Серікова|阿依古丽|851130400022|example.org|050000", letter.text)


@pytest.mark.parametrize("kind", [K.QUESTIONNAIRE_WGEID, K.PARLIAMENT_NGO, K.SPECIAL_PROCEDURES])
def test_nobody_is_named_to_others_before_they_agreed(kind):
    assert "Serikova" not in begun(kind, "en", [rich("en", consents=())]).text


def test_an_anonymous_source_is_a_code():
    letter = begun(K.SPECIAL_PROCEDURES, "en", [rich("en", kind=CaseKind.ANONYMOUS_SOURCE)])
    assert not re.search("Nurbek|Нұрбек|努尔|654126197301010014|Zhaosu County.*Last known address", letter.text)
    assert "Full name :: ALA-00001" in letter.text


def test_health_and_relatives_are_left_out_where_that_was_refused():
    refused = agreed(70, ConsentPurpose.HEALTH, ConsentPurpose.RELATIVES, answer=ConsentAnswer.REFUSED)
    text = begun(K.QUESTIONNAIRE_WGEID, "en", [rich("en", consents=refused)]).text
    assert "Gulnar" not in text
    assert "Pregnant" not in text
    assert "Health problems" not in begun(K.KAZAKH_APPEAL, "en", [rich("en", consents=refused)]).text


def test_contacts_stand_only_where_the_body_requires_them():
    assert "example.org" not in begun(K.PARLIAMENT_NGO, "en", [rich("en")]).text
    embassy = begun(K.EMBASSY, "en", [rich("en")]).text
    assert "050000" not in embassy
    assert "851130400022" not in embassy


def test_an_embassy_gets_nothing_from_the_file_of_the_case():
    letter = begun(K.EMBASSY, "en", [rich("en")])
    assert letter.annexes == ()
    assert "Annexes" not in letter.text


def test_annexes_are_the_files_and_the_letters_before():
    letter = begun(K.SILENCE_COMPLAINT, "en", [rich("en")])
    assert letter.annexes == (
        "Document: 2 (file ALA-00001)",
        "Copy of the letter of 1 September 2025 – Ministry of Internal Affairs (no. ЗТ-2025-9)",
        "Copy of the answer of 20 September 2025 – Ministry of Internal Affairs",
        "Copy of the letter of 3 February 2026 – Ministry of Foreign Affairs (no. ЗТ-2026-1)",
    )
    assert letter.text.endswith("4. " + letter.annexes[-1])


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7 * 7 }} {% for x in y %}",
        "{case_code} {applicant_iin|x}",
        "# heading\n- bullet\n1. number\n@annexes\n== letter\n?held x",
        '<script>alert(1)</script> #import "x"',
        "Label :: value \\:: other",
        "%(name)s %s {0} {}",
    ],
)
def test_what_a_fact_says_is_never_read_as_a_text_of_ours(hostile):
    facts = rich("en", names=(NameFact(hostile, Script.LATN, NameKind.ON_DOCUMENT),), told={"circumstances": hostile})
    letter = begun(K.KAZAKH_APPEAL, "en", [facts])
    blocks = parse(letter.text)
    assert any(block.kind is BlockKind.FIELD and block.text == hostile for block in blocks)
    assert any(block.kind is BlockKind.PARAGRAPH and block.text == hostile for block in blocks)
    assert write(blocks) == letter.text


def test_the_words_follow_what_is_known():
    text = begun(K.KAZAKH_APPEAL, "en", [bare()]).text
    assert "Date of birth" not in text
    assert "1. Establish where the person named above is" in text
    assert "consular access" not in text
    assert "Age" not in text


def test_unknown_is_said_in_words_where_a_form_asks():
    text = begun(K.QUESTIONNAIRE_WGEID, "zh", [bare()]).text
    assert "出生日期 :: 不详" in text
    assert "Date (at least month and year) :: unknown" in begun(K.QUESTIONNAIRE_WGEID, "en", [bare()]).text


def test_a_death_changes_what_is_asked():
    text = begun(K.EMBASSY, "en", [family("en")[1]]).text
    assert "date, the place and the cause of death" in text
    assert "Where is the person at present" not in text


def test_an_answer_in_another_language_stands_and_is_pointed_out():
    facts = rich("en", told={"forces": "Жергілікті полиция қызметкерлері"}, statements=())
    letter = begun(K.QUESTIONNAIRE_WGEID, "en", [facts])
    assert "Жергілікті полиция қызметкерлері" in letter.text
    assert [str(remark) for remark in letter.remarks if "another language" in str(remark)]


def test_a_language_we_do_not_write_is_written_in_another_and_says_so():
    letter = begun(K.TREATY_BODY, TextLanguage.TR, [rich("en")])
    assert letter.text.startswith("We request")
    assert "no text in this language" in str(letter.remarks[0])
    assert begun(K.EMBASSY, TextLanguage.KK_ARAB, [rich("kk")]).text.startswith("Құрметті")


def test_a_place_stands_in_the_language_with_what_was_told_beside_it():
    home = replace(rich("en").homes[0], place=PlaceFact("Karasu village", "654026", "CN"))
    text = begun(K.TRACING, "en", [rich("en", homes=(home,))]).text
    assert "Zhaosu (Mongolküre) County, Karasu village" in text
    assert "昭苏县\n" in begun(K.TRACING, "zh", [rich("zh", homes=(home,))]).text


def test_two_who_ask_stand_each_once():
    second = applicant(71, names=(NameFact("Dana Example", Script.LATN),), email=None, phone=None)
    cases = [rich("en", applicants=(applicant(), second)), rich("en", case_id=9, code="ALA-00009")]
    text = begun(K.KAZAKH_APPEAL, "en", cases).text
    assert text.count("Applicant :: ") == 2
    assert text.count("Aigul Serikova") == 1


def test_a_family_statement_stands_once_in_a_letter_and_in_every_questionnaire():
    cases = [rich("en"), rich("en", case_id=9, code="ALA-00009")]
    said = "In the words of the family"
    assert begun(K.KAZAKH_APPEAL, "en", cases).text.count(said) == 1
    assert begun(K.QUESTIONNAIRE_WGAD, "en", cases).text.count(said) == 2


@pytest.mark.parametrize("record", read_bodies(), ids=lambda one: one.key)
def test_every_body_has_a_letter_in_every_language(record):
    kind = kind_for(record)
    assert kind in kinds_for(record, has_previous=False)
    for language in LANGUAGES:
        letter = compose(kind, language, family(language), record, previous=chain(), today=TODAY)
        assert not re.search(r"[{}]|None", letter.text + letter.subject)


def test_the_letter_after_silence_complains_and_a_form_stays_a_form():
    assert kind_after(body("kz_prosecutor"), was_silent=True) is K.SILENCE_COMPLAINT
    assert kind_after(body("kz_president"), was_silent=False) is K.ESCALATION
    assert kind_after(body("un_wgeid"), was_silent=True) is K.QUESTIONNAIRE_WGEID
    assert kind_after(body("cn_embassy_astana"), was_silent=True) is K.ESCALATION
    assert K.REMINDER in kinds_for(body("kz_mfa"), has_previous=True)


def test_whoever_asks_signs_but_not_for_the_organisation():
    assert begun(K.KAZAKH_APPEAL, "zh", [rich("zh")]).signers == ("阿依古丽（Aigul Serikova）",)
    assert begun(K.PARLIAMENT_NGO, "en", [rich("en")]).signers == ()
    assert begun(K.KAZAKH_APPEAL, "en", [bare()]).signers == ()


def test_an_escalation_inside_kazakhstan_names_the_applicant_who_signs_it():
    letter = compose(K.ESCALATION, "ru", [rich("ru", consents=())], body("kz_president"), previous=chain(), today=TODAY)
    assert "Айгүл Серікова" in letter.text
    abroad = compose(
        K.ESCALATION, "en", [rich("en", consents=())], body("eu_parliament"), previous=chain(), today=TODAY
    )
    assert "Serikova" not in abroad.text


def test_what_only_the_organiser_knows_is_pointed_out():
    assert "organiser" in str(begun(K.ASSEMBLY_NOTICE, "ru", [rich("ru")]).remarks[-1])


def test_a_people_is_named_in_the_language_and_an_occupation_is_pointed_out():
    letter = begun(K.KAZAKH_APPEAL, "zh", [rich("zh", ethnicity="Kazakh", occupation="driver")])
    assert "民族 :: 哈萨克族" in letter.text
    assert ["Occupation" in str(remark) for remark in letter.remarks].count(True) == 1


def test_a_reminder_before_the_day_does_not_call_the_answer_late():
    early = [replace(chain()[-1], due_on=TODAY)]
    assert "An answer is due by 20 November 2026" in begun(K.REMINDER, "en", [bare()], previous=early).text
    late = begun(K.REMINDER, "en", [bare()], previous=chain()).text
    assert "An answer was due by 24 February 2026" in late


def test_a_name_without_latin_letters_is_spelled_in_them_with_its_own_beside():
    cyrillic = (NameFact("Ғалымжан Шәкенұлы", Script.CYRL),)
    letter = begun(K.TRACING, "en", [rich("en", names=cyrillic)])
    assert "Full name :: Galymzhan Shakenuly (Ғалымжан Шәкенұлы)" in letter.text
    assert any("Latin form" in str(remark) for remark in letter.remarks)
    assert (
        "姓名 :: Galymzhan Shakenuly（Ғалымжан Шәкенұлы）" in begun(K.TRACING, "zh", [rich("zh", names=cyrillic)]).text
    )
    latin = (NameFact("Galym Shaken", Script.LATN), *cyrillic)
    assert "姓名 :: Galym Shaken\n" in begun(K.TRACING, "zh", [rich("zh", names=latin)]).text
