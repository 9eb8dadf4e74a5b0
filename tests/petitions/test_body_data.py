"""The shipped directory of bodies: complete, mapped word by word, unverified."""

import json
from datetime import date

import pytest

from caseapp.errors import RuleBroken
from caseapp.petitions.body_data import BODIES_FILE, body_on, due_on_json, printed_bodies, read_bodies, read_excluded
from caseapp.petitions.body_words import CHANNELS, CLOCK_KINDS, CLOCK_STARTS, SILENCES, channel_of
from caseapp.petitions.calendar import shipped_calendar
from caseapp.petitions.vocabulary import (
    BodyKind,
    ClockKind,
    ClockStart,
    Counting,
    LegalReview,
    PetitionChannel,
    Silence,
    Unit,
)

BODIES = read_bodies()
PRINTED = json.loads(BODIES_FILE.read_text(encoding="utf-8"))["bodies"]
TODAY = date(2026, 11, 20)


def deadlines():
    for body in PRINTED:
        yield body["response_deadline"]
        yield from body["other_deadlines"]


def test_all_35_bodies_are_there_one_of_them_in_two_versions():
    keys = [body.key for body in BODIES]
    assert len(set(keys)) == 35
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == ["kz_parliament"]
    assert len(read_excluded()) == 3


def test_a_changed_copy_of_the_directory_leaves_the_shipped_one_alone():
    printed_bodies()[0]["name"]["en"] = "changed"
    assert printed_bodies() == PRINTED


def test_no_body_is_shipped_as_checked_by_a_lawyer():
    assert {body.legal_review for body in BODIES} == {LegalReview.UNVERIFIED}


def test_every_word_that_occurs_is_mapped_and_no_word_is_mapped_in_vain():
    assert {one["counted_from"] for one in deadlines()} == set(CLOCK_STARTS)
    assert {one.get("effect_of_silence") for one in deadlines()} == set(SILENCES)
    assert {one["name"] for body in PRINTED for one in body["other_deadlines"]} == set(CLOCK_KINDS)
    assert {one["type"] for body in PRINTED for one in body["channel"]} == set(CHANNELS)
    assert {body["kind"] for body in PRINTED} == set(BodyKind)
    assert {one["unit"] for one in deadlines()} == set(Unit)


@pytest.mark.parametrize(("printed", "body"), list(zip(PRINTED, BODIES, strict=True)))
def test_nothing_of_a_body_is_lost(printed, body):
    plain = ("key", "applies_to", "legal_basis", "follow_up_days", "notes", "confidence", "deadline_confidence")
    assert {name: getattr(body, name) for name in plain} == {name: printed[name] for name in plain}
    lists = ("jurisdiction", "languages", "required_fields", "optional_fields", "escalation_to", "reply_states")
    assert {name: list(getattr(body, name)) for name in (*lists, "sources")} == {
        name: printed[name] for name in (*lists, "sources")
    }
    assert dict(body.names) == printed["name"]
    assert vars(body.consent) == printed["consent"]
    assert [(one.printed, one.value) for one in body.channels] == [
        (one["type"], one["value"]) for one in printed["channel"]
    ]
    for clock, term in zip((body.answer, *body.other_clocks), deadlines_of(printed), strict=True):
        assert (clock.rule.amount, clock.rule.unit, clock.counted_from) == (
            term["number"],
            term["unit"],
            term["counted_from"],
        )
        assert clock.note == (term.get("meaning") or term.get("note") or "")
        assert clock.effect_of_silence == (term.get("effect_of_silence") or "")
        assert clock.who_must_act == term.get("who_must_act", "")
        assert vars(clock.extension) == renamed(term["extension"]) if term.get("extension") else not clock.extension


def deadlines_of(printed):
    return [printed["response_deadline"], *printed["other_deadlines"]]


def renamed(extension):
    return {"amount": extension["number"], "unit": extension["unit"], "condition": extension["condition"]}


def test_the_ways_to_a_body_are_made_exact_by_their_hint():
    assert channel_of("online_form", "https://eotinish.gov.kz") is PetitionChannel.E_OTINISH
    assert channel_of("online_form", "https://spsubmission.ohchr.org") is PetitionChannel.ONLINE_FORM
    assert channel_of("post", "registered letter with return receipt") is PetitionChannel.REGISTERED_POST
    assert channel_of("in_person", "letter box or guard: note refusal") is PetitionChannel.EMBASSY_BOX
    assert channel_of("in_person", "chancellery, keep stamped copy") is PetitionChannel.BY_HAND


def test_silence_refuses_at_six_bodies_and_consents_at_one():
    meaning = {body.key: body.answer.rule.silence for body in BODIES}
    assert [key for key, silence in meaning.items() if silence is Silence.CONSENT] == ["kz_akimat_assembly_notice"]
    assert sorted(key for key, silence in meaning.items() if silence is Silence.REFUSAL) == [
        "kz_mfa",
        "kz_migration_service",
        "kz_mvd",
        "kz_parliament",
        "kz_president",
        "kz_prosecutor",
    ]


def test_notice_of_an_assembly_is_counted_back_and_everything_else_forward():
    back = {(body.key, clock.kind) for body in BODIES for clock in body.clocks if clock.rule.direction is Counting.BACK}
    assert back == {
        ("kz_akimat_assembly_notice", ClockKind.LEAD_TIME),
        ("kz_akimat_assembly_approval", ClockKind.LEAD_TIME),
    }


def test_a_body_with_no_term_still_has_a_day_to_ask_again():
    embassy = body_on("cn_embassy_astana", TODAY, BODIES)
    assert embassy.answer.rule.amount is None
    assert embassy.answer.rule.counted_from is ClockStart.SENT
    assert (embassy.follow_up.rule.amount, embassy.clocks[-1]) == (30, embassy.follow_up)


@pytest.mark.parametrize(
    ("day", "words"), [("2026-06-30", "Majilis"), ("2026-07-01", "Kurultai"), ("2019-11-01", "Majilis")]
)
def test_the_parliament_changes_on_the_first_of_july_2026(day, words):
    assert words in body_on("kz_parliament", date.fromisoformat(day), BODIES).name("en")


def test_names_fall_back_to_english():
    body = body_on("kz_akimat_assembly_notice", TODAY, BODIES)
    assert body.name("zh") == body.names["en"]
    assert body.name("kk-Arab") == body.names["kk"]


def test_the_due_date_of_a_body_is_printed_with_its_trace():
    printed = due_on_json("kz_mfa", TODAY, BODIES, shipped_calendar())
    assert list(printed) == ["body", "clock_start", "due_on", "provisional", "trace"]
    assert (printed["body"], printed["clock_start"], printed["due_on"]) == ("kz_mfa", "2026-11-20", "2026-12-11")
    assert printed["provisional"] is False
    assert printed["trace"][0] == {"date": "2026-11-20", "counted": False, "reason": "start day"}
    assert printed["trace"][-1] == {"date": "2026-12-11", "counted": True, "reason": "counted"}
    assert json.loads(json.dumps(printed)) == printed
    assert due_on_json("cn_embassy_astana", TODAY, BODIES, shipped_calendar())["due_on"] is None


def test_the_term_of_an_answer_is_never_lengthened_by_the_extension_a_body_may_take():
    assert body_on("un_wgad", TODAY, BODIES).answer.extension is not None
    assert due_on_json("un_wgad", date(2026, 1, 31), BODIES, shipped_calendar())["due_on"] == "2026-04-01"


def test_an_unknown_body_is_refused_in_a_sentence():
    with pytest.raises(RuleBroken, match="There is no body “nobody” on that day"):
        due_on_json("nobody", TODAY, BODIES, shipped_calendar())
