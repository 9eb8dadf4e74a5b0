"""What follows from claims: a table of cases for each rule."""

from dataclasses import dataclass
from datetime import date

import pytest

from caseapp.cases import rules
from caseapp.cases.vocabulary import (
    ClaimState,
    Credibility,
    HealthStatus,
    LegalStatus,
    NameKind,
    PlaceStatus,
    Script,
    SourceReliability,
)
from caseapp.dates import PartialDate

P, L, H = PlaceStatus, LegalStatus, HealthStatus
NOTHING = (P.UNKNOWN, L.UNKNOWN, H.UNKNOWN)


@dataclass
class Claim:
    """A status update as the rule sees it."""

    id: int = 1
    place_status: PlaceStatus | None = None
    legal_status: LegalStatus | None = None
    health_status: HealthStatus | None = None
    as_of: PartialDate | None = None
    reliability: SourceReliability = SourceReliability.F
    credibility: Credibility = Credibility.UNJUDGED
    state: ClaimState = ClaimState.VERIFIED


def claim(number, status, when=None, rating="F6", state=ClaimState.VERIFIED):
    """Make a claim about one axis, or several."""
    made = Claim(number, state=state)
    for one in status if isinstance(status, tuple) else (status,):
        axis = {P: "place_status", L: "legal_status", H: "health_status"}[type(one)]
        setattr(made, axis, one)
    made.as_of = PartialDate.parse(when) if when else None
    made.reliability, made.credibility = SourceReliability(rating[0]), Credibility(rating[1])
    return made


TABLE = {
    "no claim at all": ([], NOTHING),
    "one verified claim counts": ([claim(1, P.CAMP, "2018")], (P.CAMP, L.UNKNOWN, H.UNKNOWN)),
    "an unverified claim does not count": ([claim(1, P.CAMP, "2018", state=ClaimState.UNVERIFIED)], NOTHING),
    "what was set aside does not count": ([claim(1, P.CAMP, "2018", state=ClaimState.SET_ASIDE)], NOTHING),
    "an unverified later claim changes nothing": (
        [claim(1, P.CAMP, "2018"), claim(2, P.AT_LIBERTY_KZ, "2020", "A1", ClaimState.UNVERIFIED)],
        (P.CAMP, L.UNKNOWN, H.UNKNOWN),
    ),
    "the later date counts": (
        [claim(2, P.CAMP, "2017"), claim(1, P.PRISON, "2019")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "the later date counts even from a worse source": (
        [claim(1, P.CAMP, "2017", "A1"), claim(2, P.PRISON, "2019", "E5")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "the order of the claims does not matter": (
        [claim(1, P.PRISON, "2019"), claim(2, P.CAMP, "2017")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "a year reaches to its end, past a day in it": (
        [claim(1, P.CAMP, "2018"), claim(2, P.PRISON, "2018-06-01")],
        (P.CAMP, L.UNKNOWN, H.UNKNOWN),
    ),
    "the last day of a month ties with the month, the later beginning counts": (
        [claim(1, P.PRISON, "2018-06-30"), claim(2, P.CAMP, "2018-06")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "an interval that still lasts reaches furthest": (
        [claim(1, P.PRISON, "2017-05/.."), claim(2, P.AT_LIBERTY_CHINA, "2024-01-01")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "of two that still last the better source counts": (
        [claim(1, P.PRISON, "2017/..", "B2"), claim(2, P.CAMP, "2019/..", "C2")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "of two that still last with one rating the later beginning counts": (
        [claim(1, P.PRISON, "2019/..", "B2"), claim(2, P.CAMP, "2017/..", "B2")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "an interval without a beginning reaches to its end": (
        [claim(1, P.CAMP, "../2018"), claim(2, P.PRISON, "2017")],
        (P.CAMP, L.UNKNOWN, H.UNKNOWN),
    ),
    "a closed interval ends": (
        [claim(1, P.CAMP, "2017/2018"), claim(2, P.AT_LIBERTY_KZ, "2019-01")],
        (P.AT_LIBERTY_KZ, L.UNKNOWN, H.UNKNOWN),
    ),
    "one of some dates reaches to the last of them": (
        [claim(1, P.CAMP, "[2017-10..2018-12]"), claim(2, P.PRISON, "2018-11")],
        (P.CAMP, L.UNKNOWN, H.UNKNOWN),
    ),
    "on a tie the more reliable source counts": (
        [claim(2, P.CAMP, "2018", "C1"), claim(1, P.PRISON, "2018", "B6")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "then the more credible news": (
        [claim(2, P.CAMP, "2018", "B3"), claim(1, P.PRISON, "2018", "B2")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "a source nobody can judge comes after an unreliable one": (
        [claim(2, P.CAMP, "2018", "F1"), claim(1, P.PRISON, "2018", "E1")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "then the one recorded last": (
        [claim(2, P.CAMP, "2018", "B2"), claim(1, P.PRISON, "2018", "B2")],
        (P.CAMP, L.UNKNOWN, H.UNKNOWN),
    ),
    "a dated claim comes before one without a date": (
        [claim(2, P.CAMP), claim(1, P.PRISON, "1999")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "without dates the better source counts": (
        [claim(2, P.CAMP, None, "D1"), claim(1, P.PRISON, None, "A6")],
        (P.PRISON, L.UNKNOWN, H.UNKNOWN),
    ),
    "the axes come from different claims": (
        [claim(1, P.PRISON, "2019"), claim(2, L.CHARGED, "2018"), claim(3, H.PROBLEMS, "2020")],
        (P.PRISON, L.CHARGED, H.PROBLEMS),
    ),
    "a later claim that is silent on an axis leaves it as it was": (
        [claim(1, (P.CAMP, L.NO_PROCEDURE), "2017"), claim(2, P.PRISON, "2019")],
        (P.PRISON, L.NO_PROCEDURE, H.UNKNOWN),
    ),
    "one claim may speak of all three": (
        [claim(1, (P.PRISON, L.SENTENCED_REPORTED, H.CRITICAL), "2019")],
        (P.PRISON, L.SENTENCED_REPORTED, H.CRITICAL),
    ),
    "a later claim may say that it is not known": (
        [claim(1, P.CAMP, "2017"), claim(2, P.UNKNOWN, "2019")],
        NOTHING,
    ),
    "a contradiction on one axis leaves the others alone": (
        [claim(1, (P.CAMP, H.DISABILITY), "2018", "B2"), claim(2, (P.AT_LIBERTY_CHINA, L.CHARGED), "2018", "C2")],
        (P.CAMP, L.CHARGED, H.DISABILITY),
    ),
    "a death that was set aside leaves what was there": (
        [claim(1, H.PROBLEMS, "2018"), claim(2, H.REPORTED_DEAD, "2020", "A1", ClaimState.SET_ASIDE)],
        (P.UNKNOWN, L.UNKNOWN, H.PROBLEMS),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), TABLE.values(), ids=list(TABLE))
def test_the_current_status_follows_from_verified_claims(claims, expected):
    for order in (claims, claims[::-1]):
        status = rules.current_status(order)
        assert (status.place, status.legal, status.health) == expected


def test_the_claim_that_counts_is_named_for_each_axis():
    first, second = claim(1, (P.CAMP, L.CHARGED), "2017"), claim(2, P.PRISON, "2019")
    status = rules.current_status([first, second])
    assert (status.place_claim, status.legal_claim, status.health_claim) == (second, first, None)


@dataclass
class Name:
    """A name as the rule sees it."""

    text: str
    script: Script
    kind: NameKind = NameKind.AS_PRINTED


CYRL, LATN, HANI, ARAB = Script.CYRL, Script.LATN, Script.HANI, Script.ARAB


@pytest.mark.parametrize(
    ("names", "label", "expected"),
    [
        ([], None, ("", None)),
        ([], "A woman from Kuytun", ("A woman from Kuytun", None)),
        ([Name("Erbol", LATN)], "label", ("Erbol", None)),
        ([Name("Erbol", LATN), Name("Ербол", CYRL)], None, ("Erbol", "Ербол")),
        ([Name("Erbol", LATN), Name("Yerbol", LATN)], None, ("Erbol", None)),
        ([Name("Erbol", LATN), Name("Yerbol", LATN), Name("叶尔波力", HANI)], None, ("Erbol", "叶尔波力")),
        ([Name("Erke", CYRL, NameKind.NICKNAME), Name("Erbol", LATN)], None, ("Erbol", "Erke")),
        ([Name("Erbol", LATN), Name("叶尔波力", HANI, NameKind.ON_DOCUMENT)], None, ("叶尔波力", "Erbol")),
        ([Name("Old", LATN, NameKind.FORMER), Name("Other", CYRL, NameKind.VARIANT_ELSEWHERE)], None, ("Other", "Old")),
    ],
)
def test_a_list_shows_the_name_of_a_document_first_and_another_script_beneath(names, label, expected):
    assert rules.shown_names(names, label) == expected


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Erbol Nurlanuly", LATN),
        ("Ербол Нұрланұлы", CYRL),
        ("ەربول نۇرلان ۇلى", ARAB),
        ("叶尔波力·努尔兰", HANI),
        ("Erbol Нұрлан", Script.ZYYY),
        ("Şükrü O'Neill-Ğ", LATN),
        ("Oʻtkir Gʻulom", LATN),
        ("特米尔兰·萨哈提", HANI),
        ("Temirlan Сағат", Script.ZYYY),
        ("Νίκος", Script.ZYYY),
        ("Νίκος Papadakis", Script.ZYYY),
        ("123", Script.ZYYY),
        ("", Script.ZYYY),
    ],
)
def test_the_script_of_a_name_is_read_from_its_letters(text, script):
    assert rules.script_of(text) is script


@pytest.mark.parametrize(
    ("office", "year", "number", "code"),
    [
        ("ALM", 2026, 42, "ALM-2026-00042"),
        ("A", 2027, 1, "A-2027-00001"),
        ("ALM", 2026, 123456, "ALM-2026-123456"),
    ],
)
def test_a_case_code_holds_office_year_and_number(office, year, number, code):
    assert rules.case_code(office, year, number) == code


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], (None, None)),
        ([(None, None)], (None, None)),
        (
            [(date(2018, 1, 1), date(2018, 12, 31)), (date(2017, 5, 1), None)],
            (date(2017, 5, 1), None),
        ),
        ([(None, date(2016, 1, 1)), (date(2017, 5, 1), date(2017, 5, 31))], (date(2017, 5, 1), date(2017, 5, 31))),
    ],
)
def test_the_first_time_somebody_was_taken_counts(told, expected):
    assert rules.first_taken(told) == expected
