"""What each body asks for: every printed word is known, a full case is ready, an empty one says what it lacks."""

from dataclasses import replace

import pytest

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage, TranslationState
from caseapp.cases.vocabulary import CitizenshipStatus, EventType, IdentifierKind, Kinship, Script, Sex
from caseapp.petitions.body_data import body_on, parse_body, printed_bodies, read_bodies
from caseapp.petitions.facts import (
    CitizenshipFact,
    EventFact,
    NameFact,
    PaperFact,
    PlaceFact,
    StatementFact,
)
from caseapp.petitions.readiness import NeedKind, NeedState, check, label_of, open_codes
from caseapp.petitions.readiness_fields import FIELDS, field_of
from caseapp.petitions.readiness_words import FOR_BODY, WORDS, plain_word
from tests.petitions.facts_made import DAY, EMPTY, FULL, TODAY, consents, without

BODIES = read_bodies()
LANGUAGE = {"en": TextLanguage.EN, "ru": TextLanguage.RU, "kk": TextLanguage.KK, "zh": TextLanguage.ZH}
BY_HAND = [field.code for field in FIELDS.values() if field.kind is NeedKind.BY_HAND] + ["consent_on_paper"]

pytestmark = pytest.mark.usefixtures("context")


def body(key):
    return body_on(key, TODAY, BODIES)


def language_of(record):
    return next(LANGUAGE[code] for code in ("en", "ru", *record.languages) if code in record.languages)


def checked(key, facts, ticked=BY_HAND, **more):
    record = body(key)
    return check(record, facts, language=more.get("language", language_of(record)), today=TODAY, ticked=ticked)


def need(key, facts, code, **more):
    return next(one for one in checked(key, facts, **more).needs if one.code == code)


@pytest.mark.parametrize("record", BODIES, ids=lambda one: f"{one.key}-{one.valid_from}")
def test_every_printed_word_is_a_known_field(record):
    for word in (*record.required_fields, *record.optional_fields):
        assert field_of(word, record.key) is not None, word


def test_every_entry_of_the_tables_is_used():
    printed = {plain_word(word) for record in BODIES for word in (*record.required_fields, *record.optional_fields)}
    assert set(WORDS) == printed
    used = {*WORDS.values(), *FOR_BODY.values()}
    assert used == set(FIELDS)


@pytest.mark.parametrize("record", BODIES, ids=lambda one: f"{one.key}-{one.valid_from}")
def test_a_full_case_is_ready_for_every_body(record):
    found = check(record, FULL, language=language_of(record), today=TODAY, ticked=BY_HAND)
    assert [(one.code, one.sentence) for one in found.open] == []
    assert found.is_ready


@pytest.mark.parametrize("record", BODIES, ids=lambda one: f"{one.key}-{one.valid_from}")
def test_an_empty_case_is_ready_for_no_body_and_each_gap_leads_somewhere(record):
    found = check(record, EMPTY, language=language_of(record), today=TODAY)
    assert not found.is_ready
    for one in found.open:
        assert one.label
        assert one.link is not None or one.kind is NeedKind.BY_HAND, one.code


def test_wgeid_needs_at_least_the_month():
    year = EventFact(9, EventType.DISAPPEARANCE, DAY("2017"), PlaceFact("Kunes"))
    found = need("un_wgeid", replace(FULL, events=(year,)), "taken_month")

    assert found.state is NeedState.VAGUE
    assert found.sentence == "WGEID needs at least the month."
    assert (found.link.endpoint, found.link.args["row_id"], found.link.anchor) == (
        "cases.change_row",
        9,
        "happened-group",
    )


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("2018-03-05", NeedState.THERE),
        ("2018-03", NeedState.THERE),
        ("2018-03~", NeedState.THERE),
        ("[2018-03-01..2018-03-20]", NeedState.THERE),
        ("2018-03-30/2018-04-02", NeedState.VAGUE),
        ("2018-21", NeedState.VAGUE),
        ("2018?", NeedState.VAGUE),
        ("201X", NeedState.VAGUE),
        ("2018-02-08/..", NeedState.VAGUE),
        ("XXXX-03", NeedState.MISSING),
    ],
)
def test_how_fine_a_date_must_be(date, state):
    taken = EventFact(1, EventType.ARREST, DAY(date), PlaceFact("Kunes"))
    assert need("un_wgeid", replace(FULL, events=(taken,)), "taken_month").state is state


PERSON = FULL.applicants[0]
PASSPORT = PaperFact(IdentifierKind.PASSPORT_CN, "E12345678")


@pytest.mark.parametrize(
    ("key", "code", "change", "state"),
    [
        ("un_wgeid", "full_name", {"names": (NameFact("Досжан", Script.CYRL),)}, NeedState.VAGUE),
        ("un_wgeid", "full_name", {"names": (NameFact("多斯江", Script.HANI),)}, NeedState.THERE),
        ("un_wgeid", "full_name", {"names": ()}, NeedState.MISSING),
        ("un_wgad", "sex", {"sex": Sex.UNKNOWN}, NeedState.MISSING),
        ("un_wgad", "birth", {"born": None}, NeedState.MISSING),
        ("un_wgad", "birth", {"born": None, "age": 40}, NeedState.VAGUE),
        ("un_wgad", "birth", {"born": None, "age": 40, "age_as_of": DAY("2018")}, NeedState.THERE),
        ("un_wgad", "nationality", {"citizenships": ()}, NeedState.MISSING),
        (
            "un_wgad",
            "nationality",
            {"citizenships": (CitizenshipFact("CN", CitizenshipStatus.UNKNOWN),)},
            NeedState.MISSING,
        ),
        ("un_special_procedures", "identity", {"born": None, "papers": ()}, NeedState.VAGUE),
        (
            "un_wgad",
            "custody_places",
            {"custody": (), "status": replace(FULL.status, place_where=PlaceFact())},
            NeedState.VAGUE,
        ),
        ("un_wgad", "custody_places", {"custody": (), "status": type(FULL.status)()}, NeedState.MISSING),
        (
            "un_ced_urgent_action",
            "citizen_kz",
            {"citizenships": (CitizenshipFact("KZ", CitizenshipStatus.PERMIT),)},
            NeedState.VAGUE,
        ),
        ("un_ced_urgent_action", "citizen_kz", {"citizenships": (CitizenshipFact("CN"),)}, NeedState.MISSING),
        ("un_ced_urgent_action", "told_the_state", {"petitions": ()}, NeedState.MISSING),
        (
            "un_ced_urgent_action",
            "taken_convention",
            {"events": (EventFact(1, EventType.ARREST, DAY("2010")),)},
            NeedState.VAGUE,
        ),
        (
            "un_ced_urgent_action",
            "taken_convention",
            {"events": (EventFact(1, EventType.ARREST, DAY("2009")),)},
            NeedState.MISSING,
        ),
        ("cn_embassy_astana", "name_zh", {"names": FULL.names[:2]}, NeedState.MISSING),
        (
            "cn_embassy_astana",
            "chinese_id",
            {"papers": (PaperFact(IdentifierKind.CN_ID, "654126197301010015"),)},
            NeedState.VAGUE,
        ),
        ("cn_embassy_astana", "chinese_id", {"papers": ()}, NeedState.MISSING),
        ("kz_mfa", "applicant_name", {"applicants": ()}, NeedState.MISSING),
        (
            "kz_mfa",
            "applicant_name",
            {"applicants": (replace(PERSON, names=(NameFact("Айгүл", Script.CYRL),)),)},
            NeedState.VAGUE,
        ),
        ("kz_mfa", "applicant_iin", {"applicants": (replace(PERSON, papers=()),)}, NeedState.MISSING),
        (
            "kz_mfa",
            "applicant_iin",
            {"applicants": (replace(PERSON, papers=(PASSPORT,)),)},
            NeedState.VAGUE,
        ),
        (
            "kz_mfa",
            "applicant_iin",
            {"applicants": (replace(PERSON, papers=(PASSPORT,), citizenships=(CitizenshipFact("CN"),)),)},
            NeedState.THERE,
        ),
        ("kz_mfa", "applicant_address", {"applicants": (replace(PERSON, address=None),)}, NeedState.MISSING),
        (
            "un_wgeid",
            "applicant_contact",
            {"applicants": (replace(PERSON, address=None, phone=None),)},
            NeedState.VAGUE,
        ),
        (
            "icrc_rfl",
            "relationship",
            {"applicants": (replace(PERSON, kinship=Kinship.OTHER),)},
            NeedState.VAGUE,
        ),
        ("kz_court_admin", "pre_trial", {"petitions": ()}, NeedState.MISSING),
        ("un_ohchr_geneva", "national_appeals", {"petitions": ()}, NeedState.MISSING),
        ("kz_akimat_assembly_notice", "protest_day", {"protests": FULL.protests[1:]}, NeedState.MISSING),
        ("un_ohchr_reprisals", "reprisal", {"reprisals": ()}, NeedState.MISSING),
    ],
)
def test_what_is_there_missing_or_too_vague(key, code, change, state):
    found = need(key, replace(FULL, **change), code)
    assert found.state is state
    assert state is NeedState.THERE or found.link is not None
    assert state is not NeedState.VAGUE or found.sentence


@pytest.mark.parametrize(
    ("key", "code", "question", "state"),
    [
        ("un_wgeid", "forces", "forces", NeedState.MISSING),
        ("un_wgeid", "forces", "forces_why", NeedState.VAGUE),
        ("un_wgad", "why_arbitrary", "why_arbitrary", NeedState.MISSING),
        ("un_wgad", "remedies", "remedies", NeedState.VAGUE),
        ("un_human_rights_committee", "remedies_exhausted", "remedies", NeedState.MISSING),
        ("kz_court_admin_offence", "ruling", "ruling", NeedState.VAGUE),
    ],
)
def test_single_questions_lead_to_their_place_on_the_page(key, code, question, state):
    found = need(key, without(FULL, question), code)
    assert found.state is state
    assert (found.link.endpoint, found.link.anchor) == ("petitions.tell", f"told-{question}")


@pytest.mark.parametrize(
    ("key", "purposes"),
    [
        ("un_wgeid", {"confidential_bodies", "government"}),
        ("un_wgad", {"confidential_bodies", "government"}),
        ("un_ced_urgent_action", {"confidential_bodies", "government"}),
        ("cn_embassy_astana", {"confidential_bodies", "government"}),
        ("kz_mfa", {"confidential_bodies"}),
        ("us_cecc", {"confidential_bodies", "public_full"}),
        ("eu_parliament", {"confidential_bodies", "public_full"}),
        ("ngo_xinjiang_victims_db", {"confidential_bodies", "public_blurred"}),
        ("kz_akimat_assembly_notice", set()),
        ("un_cerd", set()),
    ],
)
def test_the_consents_of_each_body(key, purposes):
    calm = without(FULL, "health_risk", consents=())
    asked = {one.code: one for one in checked(key, calm).needs if one.code.startswith("consent-")}
    assert {code.partition("-")[2] for code in asked} == purposes
    assert all(one.state is NeedState.MISSING and one.link.endpoint == "appeals.consent" for one in asked.values())


@pytest.mark.parametrize(
    ("like", "purpose"),
    [
        ("cn_embassy_astana", "government"),
        ("un_wgad", "government"),
        ("us_state_department", "government"),
        ("us_cecc", "public_full"),
        ("ngo_xinjiang_victims_db", "public_full"),
    ],
)
def test_a_body_that_was_added_needs_the_consent_to_what_its_kind_may_do(like, purpose):
    record = replace(body(like), key="added_here")
    found = check(record, EMPTY, language=language_of(record), today=TODAY)
    assert f"consent-{purpose}" in {one.code for one in found.open}
    quiet = check(replace(body("kz_mfa"), key="added_here"), EMPTY, language=TextLanguage.RU, today=TODAY)
    consents_asked = {one.code for one in quiet.open if one.code.startswith("consent-")}
    assert consents_asked == {"consent-confidential_bodies"}


@pytest.mark.parametrize(
    ("bodies", "state"),
    [
        (None, NeedState.THERE),
        ("WGEID, Ministry of Foreign Affairs", NeedState.THERE),
        ("kz_mfa", NeedState.THERE),
        ("the Working Group of the United Nations", NeedState.VAGUE),
    ],
)
def test_who_agreed_to_other_bodies_has_not_agreed_to_this_one(bodies, state):
    given = tuple(
        replace(one, bodies=bodies) if one.purpose is ConsentPurpose.CONFIDENTIAL_BODIES else one
        for one in FULL.consents
    )
    found = need("kz_mfa", replace(FULL, consents=given), "consent-confidential_bodies")
    assert (found.state, bool(bodies) == ("Agreed for" in found.sentence)) == (state, True)


def test_a_no_of_anybody_counts_and_an_old_yes_is_asked_again():
    no = consents(ConsentPurpose.GOVERNMENT, person_id=3, answer=ConsentAnswer.REFUSED)
    refused = need("un_wgeid", replace(FULL, consents=FULL.consents + no), "consent-government")
    assert refused.state is NeedState.MISSING
    assert "said no" in refused.sentence

    old = tuple(replace(one, expires_on=one.given_on) for one in FULL.consents)
    assert need("un_wgeid", replace(FULL, consents=old), "consent-government").state is NeedState.VAGUE


def test_a_child_and_illness_are_asked_about_on_their_own():
    child = without(FULL, "health_risk", born=DAY("2012"), consents=())
    assert need("un_wgeid", child, "consent-child").state is NeedState.MISSING
    assert "consent-health" not in {one.code for one in checked("un_wgeid", child).needs}
    ill = replace(FULL, consents=())
    assert need("un_wgad", ill, "consent-health").is_open
    beside = need("kz_mfa", ill, "consent-health")
    assert (beside.state, beside.is_open) == (NeedState.MISSING, False)


def test_the_language_must_be_one_that_the_body_reads():
    found = need("un_wgeid", FULL, "language", language=TextLanguage.KK)
    assert found.state is NeedState.MISSING
    assert found.is_open
    assert "English" in found.sentence
    assert need("kz_mfa", FULL, "language", language=TextLanguage.KK_ARAB).state is NeedState.MISSING


def test_a_statement_that_is_not_translated_is_told_but_holds_nothing_back():
    kazakh = StatementFact(4, TextLanguage.KK, "Оны алып кетті.")
    told = need("un_wgeid", replace(FULL, statements=(kazakh,)), "statement")
    assert (told.state, told.is_open, told.link.anchor) == (NeedState.MISSING, False, "translations")
    draft = StatementFact(4, TextLanguage.EN, "He was taken.", TranslationState.WRITTEN)
    assert need("un_wgeid", replace(FULL, statements=(kazakh, draft)), "statement").state is NeedState.VAGUE


def test_documents_are_ticked_by_hand_and_a_signature_never_holds_back():
    before = checked("un_human_rights_committee", FULL, ticked=[])
    assert {one.code for one in before.open} == {"articles_violated", "documents", "authorisation"}
    assert next(one for one in before.needs if one.code == "signature").is_before_sending
    assert before.to_find == ()
    assert checked("un_human_rights_committee", FULL).is_ready


def test_a_word_that_nobody_knows_is_ticked_by_hand():
    printed = next(one for one in printed_bodies() if one["key"] == "kz_mfa")
    printed["required_fields"].append("colour_of_the_ink (blue)")
    record = parse_body(printed)

    before = check(record, FULL, language=TextLanguage.RU, today=TODAY)
    (asked,) = before.open
    assert (asked.label, asked.kind) == ("colour_of_the_ink (blue)", NeedKind.BY_HAND)
    assert check(record, FULL, language=TextLanguage.RU, today=TODAY, ticked=[asked.code]).is_ready


def test_what_an_override_covers_is_named_by_case_and_need():
    assert open_codes([checked("kz_mfa", replace(FULL, applicants=()))]) == [
        "1:applicant_address",
        "1:applicant_iin",
        "1:applicant_name",
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("forces", "Which forces took the person, and why the State is responsible"),
        ("consent-government", "Consent: Give the name to the government concerned"),
        ("language", "A language the body reads"),
        ("consent_on_paper", "Consent on paper"),
        ("word.colour_of_the_ink", "colour_of_the_ink"),
    ],
)
def test_a_need_is_named_long_after(code, words):
    assert label_of(code) == words
