"""Whatever the file is: bad records are refused in one line each, the good ones go in, the exit status tells."""

import gzip
import json
import os
import resource

import pytest
from sqlalchemy import select

from caseapp.cases.models import Case, ExternalReference
from tests.exchange.conftest import a_case

GOOD = a_case("PC01")


def references(session) -> list[str]:
    return sorted(session.scalars(select(ExternalReference.value)).all())


def event(**changes):
    return a_case(events=[{"type": "arrest"}, {"type": "travel"}, {"edtf": "2017", **changes}])


def a_sentence(**changes):
    return a_case(sentences=[{"country": "CN", **changes}])


NOT_ALLOWED = "not one of the words allowed here"

BAD = {
    "a month that is none": (event(edtf="2017-13"), 'PC07: events[2].edtf: not a date: "2017-13"'),
    "a day that is none": (event(edtf="2017-02-30"), 'PC07: events[2].edtf: not a date: "2017-02-30"'),
    "an end before its beginning": (event(edtf="2019/2017"), 'PC07: events[2].edtf: not a date: "2019/2017"'),
    "words for a date": (event(edtf="when Aigul left"), "PC07: events[2].edtf: not a date"),
    "a number for a date": (event(edtf=2017), "PC07: events[2].edtf: not a date but a number"),
    "a basis that is none": (event(basis="rumour"), f'events[2].basis: {NOT_ALLOWED}: "rumour"'),
    "a flag that is none": (event(sensitive="yes"), "PC07: events[2].sensitive: not true or false but a text"),
    "a place that is a text": (event(place="Burshin"), "PC07: events[2].place: not an object but a text"),
    "a code too long for a place": (event(place={"code": "6543210"}), "events[2].place.code: longer than 6 letters"),
    "an unknown field": (event(weather="x"), 'PC07: events[2]: a field that is not known here: "weather"'),
    "a name as a field": (event(**{"Aigul Sagat": "x"}), "PC07: events[2]: a field that is not known here"),
    "NUL": (event(detail="a\x00b"), "PC07: events[2].detail: holds a character that no text has"),
    "half a surrogate": (event(detail="a\ud800b"), "PC07: events[2].detail: holds a character that no text has"),
    "a huge text": (event(detail="x" * 100_001), "PC07: events[2].detail: longer than 100,000 letters"),
    "a huge record": (event(detail="x" * 3_000_000), "PC07: larger than 2,000,000 letters"),
    "a list for a text": (event(detail=["x"]), "PC07: events[2].detail: not a text but a list"),
    "no events list": (a_case(events={"edtf": "2017"}), "PC07: events: not a list but an object"),
    "an event that is none": (a_case(events=[None]), "PC07: events[0]: not an object but null"),
    "no names list": (a_case(subject={"sex": "male"}), "PC07: subject.names: missing"),
    "no subject": ({"case_id": "PC07", "case_kind": "detained"}, "PC07: subject: missing"),
    "no kind": ({key: value for key, value in a_case().items() if key != "case_kind"}, "PC07: case_kind: missing"),
    "a kind that is none": (a_case(case_kind="lost"), 'PC07: case_kind: not one of the words allowed here: "lost"'),
    "a sex that is none": (a_case(subject={"names": [], "sex": "m"}), f'subject.sex: {NOT_ALLOWED}: "m"'),
    "a script that is none": (
        a_case(subject={"names": [{"text": "A", "script": "Kazakh"}]}),
        'PC07: subject.names[0].script: not one of the words allowed here: "Kazakh"',
    ),
    "a kind of name that is none": (
        a_case(subject={"names": [{"text": "A", "script": "Latn", "kind": "alias"}]}),
        'PC07: subject.names[0].kind: not one of the words allowed here: "alias"',
    ),
    "a place status that is none": (
        a_case(status={"place_status": "jail"}),
        'PC07: status.place_status: not one of the words allowed here: "jail"',
    ),
    "a legal status that is none": (
        a_case(status={"legal_status": "guilty"}),
        'PC07: status.legal_status: not one of the words allowed here: "guilty"',
    ),
    "a health status that is none": (
        a_case(status={"health_status": "ill"}),
        'PC07: status.health_status: not one of the words allowed here: "ill"',
    ),
    "a status that says nothing": (a_case(status={"detail": "x"}), "PC07: status: says nothing on any"),
    "a court of no country": (
        a_case(sentences=[{"country": "RU"}]),
        'PC07: sentences[0].country: not one of the words allowed here: "RU"',
    ),
    "half a year": (a_sentence(years_total=1.5), "years_total: not a whole number"),
    "true for years": (a_sentence(years_total=True), "years_total: not a whole number"),
    "years below none": (a_sentence(years_total=-1), "years_total: not between 0 and 200"),
    "a range of one": (a_sentence(range_years=[3]), "range_years: not a least and a greatest"),
    "the same related case twice": (a_case(related_cases=["A", "A"]), "PC07: related_cases[0]: named twice"),
    "a reference that is none": (a_case("Aigul Sagat"), "cases[1]: case_id: not a reference"),
    "a reference that is a number": (a_case(7), "cases[1]: case_id: not a text but a number"),
    "no reference": ({"subject": {"names": []}}, "cases[1]: case_id: missing"),
    "a list": ([], "cases[1]: not an object but a list"),
    "null": (None, "cases[1]: not an object but null"),
    "a text": ("PC07", "cases[1]: not an object but a text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_is_refused_in_one_line_and_the_good_ones_go_in(session, run, name):
    bad, line = BAD[name]
    result = run([GOOD, bad, a_case("PC09")])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert line in result.stderr
    assert "Aigul" not in result.output
    assert references(session) == ["PC01", "PC09"]
    assert "cases: 2 new, 0 changed, 0 unchanged, 1 refused" in result.stdout


def test_several_mistakes_of_a_record_make_one_line(run):
    result = run([a_case(case_kind="lost", events=[{"edtf": "x"}, {"edtf": "y"}])])
    assert result.stderr.splitlines()[0].endswith("(and 2 more)")
    assert len(result.stderr.splitlines()) == 1


def test_the_second_record_of_a_reference_is_refused(session, run):
    result = run([GOOD, a_case("PC01", label="another")])
    assert result.exit_code == 1
    assert "PC01: case_id: given to an earlier case of this file" in result.stderr
    assert session.scalars(select(Case)).one().label is None


def test_an_empty_list_of_names_is_taken(session, run):
    assert run([a_case(subject={"names": []}, label="Brother of an applicant")]).exit_code == 0
    assert session.scalars(select(Case)).one().shown_name == "Brother of an applicant"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "not JSON"),
        (b"hello", "not JSON"),
        (b"\x00\x01\x02", "not JSON"),
        (b"[]", "not an object with a list of cases"),
        (b"null", "not an object with a list of cases"),
        (b"{}", "holds no cases"),
        (b'{"cases":', "breaks off before its end"),
        (b'{"cases": [{"case_id": "PC01", "case_kind"', "breaks off before its end"),
        ('{"cases": []}'.encode("utf-16"), "not JSON"),
        (gzip.compress(b'{"cases": []}'), "compressed; unpack it first"),
        (b"[" * 100_000, "not an object with a list of cases"),
        (b'{"a": NaN}', "not JSON from here on"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_ends_with_two(session, run, content, reason):
    result = run(content)
    assert result.exit_code == 2
    assert result.stderr.endswith(f": {reason}\n")
    assert len(result.stderr.splitlines()) == 1
    assert references(session) == []


def test_a_missing_file_and_a_folder_end_with_two(run, tmp_path):
    assert run(tmp_path / "nowhere.json").stderr.endswith(": there is no such file\n")
    folder = run(tmp_path)
    assert folder.stderr.endswith(": not a file\n")
    assert folder.exit_code == 2


def test_an_office_nobody_knows_ends_with_two(run, published):
    result = run(published, "--office", "NOPE")
    assert result.exit_code == 2
    assert "no office has this code" in result.stderr


def test_a_truncated_file_keeps_its_complete_cases(session, run, published):
    whole = published.read_bytes()
    result = run(whole[: whole.index(b'"PC05",') + 300])
    assert result.exit_code == 1
    assert result.stderr.endswith(": breaks off before its end\n")
    assert references(session) == ["PC01", "PC02", "PC03", "PC04"]


def test_what_follows_the_file_is_said_and_the_cases_are_kept(session, run):
    result = run(json.dumps({"cases": [GOOD]}).encode() + b" and more")
    assert result.exit_code == 1
    assert references(session) == ["PC01"]


def test_a_byte_order_mark_does_no_harm(session, run):
    assert run(b"\xef\xbb\xbf" + json.dumps({"cases": [GOOD]}).encode()).exit_code == 0
    assert references(session) == ["PC01"]


def test_sections_may_come_in_any_order_and_cases_in_the_middle(session, run):
    given = {"campaign_events": [], "x": {"y": [1]}, "cases": [GOOD], "sources": {"001": {"title": "A book"}}, "z": 1}
    result = run(json.dumps(given).encode())
    assert result.exit_code == 0
    assert "sources: 1 new, 0 unchanged, 0 refused" in result.stdout


def test_cases_that_are_no_list_are_refused(run):
    assert "cases: not a list" in run(b'{"cases": {"PC01": {}}}').stderr


def test_bad_sources_figures_and_events_are_refused_one_by_one(run):
    given = {
        "sources": {"001": {}, "002": {"title": "A book"}},
        "aggregates": [{"id": "AG01", "what": "x", "count": 5}],
        "campaign_events": [{"detail": "x", "edtf": "soon"}],
    }
    result = run(json.dumps(given).encode())
    assert result.exit_code == 1
    assert [line.split(": ", 1)[1] for line in result.stderr.splitlines()] == [
        "sources.001: title: missing",
        "aggregates[0]: count: not a text but a number",
        "campaign_events[0]: edtf: not a date",
    ]


def test_deep_nesting_is_refused_and_the_next_case_goes_in(session, run):
    deep = json.dumps(a_case("PC07")).replace('"male"', "[" * 50_000 + "]" * 50_000)
    result = run(f'{{"cases": [{deep}, {json.dumps(GOOD)}]}}'.encode())
    assert result.exit_code == 1
    assert "PC07: nested too deep" in result.stderr
    assert references(session) == ["PC01"]


def test_a_field_given_twice_is_refused(run):
    twice = json.dumps(a_case("PC07"))[:-1] + ', "label": "a", "label": "b"}'
    assert 'PC07: a field that is given twice: "label"' in run(f'{{"cases": [{twice}]}}'.encode()).stderr


def test_a_number_of_thousands_of_digits_ends_the_reading(session, run):
    bad = json.dumps(a_case("PC07", label=0)).replace('"label": 0', '"label": ' + "9" * 10_000)
    result = run(f'{{"cases": [{json.dumps(GOOD)}, {bad}]}}'.encode())
    assert result.exit_code == 1
    assert references(session) == ["PC01"]


@pytest.mark.parametrize(
    "beginning",
    [os.urandom(64), b'{"cases": [', b'{"cases": [{"case_id": "'],
    ids=["noise", "an open list", "an open record"],
)
def test_two_hundred_megabytes_of_garbage_are_refused_quickly_in_little_memory(run, tmp_path, beginning):
    file = tmp_path / "garbage.json"
    with file.open("wb") as out:
        out.write(beginning)
        block = b"x" * 1024 * 1024
        for _ in range(200):
            out.write(block)
    before = resource.getrusage(resource.RUSAGE_SELF)
    result = run(file)
    after = resource.getrusage(resource.RUSAGE_SELF)
    file.unlink()
    assert result.exit_code == 2
    assert after.ru_utime - before.ru_utime < 10
    assert after.ru_maxrss - before.ru_maxrss < 64 * 1024
