"""The line of a case: order, sides, how wide a date is."""

from types import SimpleNamespace

import pytest

from caseapp.cases import timeline
from caseapp.cases.dossier import Record
from caseapp.cases.vocabulary import ComponentKind, EventType
from caseapp.dates import PartialDate

pytestmark = pytest.mark.usefixtures("context")


def when(edtf):
    return PartialDate.parse(edtf) if edtf else None


@pytest.mark.parametrize(
    ("edtf", "span"),
    [
        (None, "day"),
        ("2017-08-14", "day"),
        ("2017-08", "month"),
        ("2017-21", "season"),
        ("2017", "year"),
        ("2017~", "year"),
        ("201X", "years"),
        ("[2017-10..2017-12]", "season"),
        ("[2017-01..2017-12]", "year"),
        ("2004/2017", "years"),
        ("2021-02-08/..", "years"),
    ],
)
def test_a_date_is_as_wide_as_its_uncertainty(edtf, span):
    assert timeline.span_of(when(edtf)) == span


def event(number, edtf, kind=EventType.ARREST):
    return Record(
        id=number,
        type=kind,
        type_as_printed=None,
        happened=when(edtf),
        detail=None,
        source="001",
        basis=None,
        is_date_derived=False,
        place_text=None,
    )


def dossier(**kinds):
    kinds_of_rows = "events custody sentences status_updates petitions protests appeals reprisals media"
    empty: dict[str, list] = {kind: [] for kind in kinds_of_rows.split()}
    return SimpleNamespace(**{**empty, **kinds})


def test_the_earliest_comes_first_and_what_has_no_date_last():
    events = [event(1, "2019"), event(2, None), event(3, "2017-08"), event(4, "2017"), event(5, "201X")]
    found = timeline.entries(dossier(events=events))
    assert [entry.anchor for entry in found] == ["event-5", "event-4", "event-3", "event-1", "event-2"]


def test_a_word_we_have_no_term_for_is_shown_as_printed():
    odd = event(1, "2019", EventType.OTHER)
    odd.type_as_printed = "cattle_theft_charge"
    [entry] = timeline.entries(dossier(events=[odd]))
    assert entry.title == "cattle theft charge"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"years_total": 13}, "Sentence of 13 years"),
        ({"years_total": 1}, "Sentence of 1 year"),
        ({"years_from": 3, "years_to": 11}, "Sentence of 3 to 11 years"),
        ({}, "Sentence, length not known"),
        (
            {"years_total": 12, "components": [("prison", 5, None), ("camp", 7, None)]},
            "Sentence of 12 years (prison 5 years, camp 7 years)",
        ),
        ({"components": [("probation", None, 6)]}, "Sentence, length not known (probation 6 months)"),
        ({"components": [("suspended", None, None)]}, "Sentence, length not known (suspended)"),
    ],
)
def test_a_sentence_is_said_whole_and_part_by_part(facts, words):
    parts = [
        Record(kind=ComponentKind(kind), kind_as_printed=kind, years=years, months=months)
        for kind, years, months in facts.get("components", [])
    ]
    record = Record(**{"years_total": None, "years_from": None, "years_to": None, **facts, "components": parts})
    assert timeline.sentence_title(record) == words
