"""What people add to a case and its person, correct and remove."""

import re

import pytest
from sqlalchemy import select

from caseapp.cases.claims import (
    AidNeed,
    CaseDocument,
    CaseNote,
    CustodyEpisode,
    Event,
    MediaItem,
    Sentence,
    SentenceComponent,
)
from caseapp.cases.models import Case
from caseapp.cases.people import Citizenship, Identifier, Person, PersonName, Relation, Residence
from caseapp.cases.row_kinds import KINDS
from caseapp.cases.vocabulary import Access, ComponentKind, EventType, Script, Sex
from caseapp.dates import PartialDate
from caseapp.history.models import HistoryEntry
from tests.cases.factories import IdentifierFactory, PersonNameFactory
from tests.factories import CaseFactory, EventFactory, PersonFactory

ANSWERS = {
    "event": ({"type": "arrest", "happened-year": "2017", "happened-month": "5", "place_code": "654003"}, Event),
    "custody": ({"kind": "camp", "facility": "No. 3", "began-year": "2017", "ended-year": "2018"}, CustodyEpisode),
    "sentence": (
        {
            "country": "CN",
            "years_total": "12",
            "components-0-kind": "prison",
            "components-0-years": "5",
            "components-1-kind": "camp",
            "components-1-years": "7",
            "components-1-months": "2",
            "components-2-kind": "",
        },
        Sentence,
    ),
    "need": ({"kind": "food", "detail": "Three children"}, AidNeed),
    "document": ({"type": "verdict", "detail": "A copy, held by the sister"}, CaseDocument),
    "media": ({"type": "article", "outlet": "A paper", "url": "https://example.org/a"}, MediaItem),
    "note": ({"text": "Call in the evening only."}, CaseNote),
    "name": ({"text": "Ербол Нұрланұлы", "kind": "as_printed"}, PersonName),
    "number": ({"kind": "other", "number": " a-12 /3"}, Identifier),
    "citizenship": ({"country": "China", "status": "citizen"}, Citizenship),
    "home": ({"place_text": "Kuytun", "place_code": "654003"}, Residence),
    "relative": ({"name": "Айгүл", "kinship": "sister", "own_word": "әпке"}, Relation),
}


def test_every_kind_is_tried_here():
    assert set(ANSWERS) == set(KINDS)


def rows_of(session, case, model):
    if model is Relation:
        owner = Relation.other_id == case.person_id
    else:
        owner = model.case_id == case.id if hasattr(model, "case_id") else model.person_id == case.person_id
    return session.scalars(select(model).where(owner).order_by(model.id)).all()


def entries(session, case):
    return session.scalars(select(HistoryEntry).where(HistoryEntry.case_id == case.id).order_by(HistoryEntry.id)).all()


@pytest.mark.parametrize("what", ANSWERS)
def test_a_row_is_asked_for_recorded_and_written_into_the_history(login, session, case, volunteer, what):
    answers, model = ANSWERS[what]
    client = login(volunteer)
    before = len(rows_of(session, case, model))
    assert client.get(f"/cases/{case.code}/add/{what}").status_code == 200
    answer = client.post(f"/cases/{case.code}/add/{what}", data=answers)
    assert answer.status_code == 302
    rows = rows_of(session, case, model)
    assert len(rows) == before + 1
    entry = entries(session, case)[-1]
    assert (entry.action, entry.subject_id) == (f"{model.__tablename__}.added", rows[-1].id)
    assert client.get(f"/cases/{case.code}/change/{what}/{rows[-1].id}").status_code == 200


def test_an_event_changes_what_the_list_shows(login, session, case, volunteer):
    answer = login(volunteer).post(f"/cases/{case.code}/events/new", data=ANSWERS["event"][0])
    assert answer.status_code == 302
    case = session.get(Case, case.id)
    assert (case.taken_earliest.isoformat(), case.county_code) == ("2017-05-01", "654003")


@pytest.mark.parametrize(
    ("what", "change", "message"),
    [
        ("event", {"type": "party"}, "Choose one of the answers"),
        ("event", {"happened-year": "20x7"}, "year"),
        ("custody", {"ended-year": "2016"}, "end lies before the beginning"),
        ("sentence", {"years_total": "many"}, "Not a valid integer"),
        ("sentence", {"years_total": "900"}, "between 0 and 100"),
        ("sentence", {"years_from": "9", "years_to": "3"}, "greater number"),
        ("media", {"url": "javascript:alert(1)"}, "begins with https://"),
        ("note", {"text": "  "}, "Write the note"),
        ("name", {"text": ""}, "Enter the name"),
        ("name", {"text": "x" * 400}, "too long"),
        ("number", {"number": ""}, "Enter the number"),
        ("home", {"place_text": "", "place_code": ""}, "Write where it was"),
        ("home", {"place_code": "123"}, "Choose a place"),
        ("relative", {"kinship": "boss"}, "Choose one of the answers"),
    ],
)
def test_a_mistyped_row_is_given_back(login, session, case, volunteer, what, change, message):
    answers, model = ANSWERS[what]
    before = len(rows_of(session, case, model))
    answer = login(volunteer).post(f"/cases/{case.code}/add/{what}", data=answers | change)
    assert answer.status_code == 422
    assert message in answer.text
    assert len(rows_of(session, case, model)) == before


def test_an_unknown_kind_is_not_there(login, case, volunteer):
    assert login(volunteer).get(f"/cases/{case.code}/add/secret").status_code == 404


def test_the_parts_of_a_sentence_keep_their_order(login, session, case, volunteer):
    login(volunteer).post(f"/cases/{case.code}/add/sentence", data=ANSWERS["sentence"][0])
    parts = session.scalars(select(SentenceComponent).order_by(SentenceComponent.position)).all()
    assert [(part.kind, part.years, part.months) for part in parts] == [
        (ComponentKind.PRISON, 5, None),
        (ComponentKind.CAMP, 7, 2),
    ]


def seen(page):
    return re.search(r'name="seen"[^>]*value="([^"]+)"', page.text)[1]


def test_a_correction_keeps_what_stood_there(login, session, case, volunteer):
    event = EventFactory(case_id=case.id, happened=PartialDate.parse("2017-05"), detail="Taken from home")
    client = login(volunteer)
    address = f"/cases/{case.code}/change/event/{event.id}"
    data = {
        "type": "camp_internment",
        "happened-year": "2018",
        "detail": "Taken from work",
        "reason": "The sister called again",
        "seen": seen(client.get(address)),
    }
    assert client.post(address, data=data).status_code == 302
    event = session.get(Event, event.id)
    assert (event.type, event.happened.edtf, event.detail) == (EventType.CAMP_INTERNMENT, "2018", "Taken from work")
    entry = entries(session, case)[-1]
    assert entry.action == "events.corrected"
    for text in ("The sister called again", "Taken from home", "May 2017", "Arrest"):
        assert text in entry.detail


def test_a_correction_needs_a_reason(login, session, case, volunteer):
    event = EventFactory(case_id=case.id)
    client = login(volunteer)
    address = f"/cases/{case.code}/change/event/{event.id}"
    answer = client.post(address, data={"type": "travel", "seen": seen(client.get(address))})
    assert answer.status_code == 422
    assert "why this is changed" in answer.text
    assert session.get(Event, event.id).type is EventType.ARREST


def test_a_correction_that_came_second_shows_both_and_can_be_saved_again(login, session, case, volunteer):
    event = EventFactory(case_id=case.id, detail="First")
    client = login(volunteer)
    address = f"/cases/{case.code}/change/event/{event.id}"
    data = {"type": "arrest", "detail": "Yours", "reason": "why", "seen": seen(client.get(address))}
    event.detail = "Theirs"
    session.flush()
    answer = client.post(address, data=data)
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Yours" in answer.text
    assert session.get(Event, event.id).detail == "Theirs"
    assert client.post(address, data=data | {"seen": seen(answer)}).status_code == 302
    assert session.get(Event, event.id).detail == "Yours"


@pytest.mark.parametrize("what", ["event", "name"])
def test_a_row_of_another_case_is_not_there(login, session, case, volunteer, what):
    elsewhere = CaseFactory()
    row = EventFactory(case_id=elsewhere.id) if what == "event" else PersonNameFactory(person_id=elsewhere.person_id)
    client = login(volunteer)
    assert client.get(f"/cases/{case.code}/change/{what}/{row.id}").status_code == 404
    assert client.get(f"/cases/{elsewhere.code}/change/{what}/{row.id}").status_code == 404
    assert client.post(f"/cases/{case.code}/remove/{what}/{row.id}", data={"reason": "x"}).status_code == 404


def test_a_sealed_case_takes_nothing_from_a_coordinator_not_named(login, session, coordinator):
    sealed = CaseFactory(office=coordinator.office, access=Access.SEALED)
    answer = login(coordinator).post(f"/cases/{sealed.code}/add/note", data={"text": "Hello"})
    assert answer.status_code == 404
    assert rows_of(session, sealed, CaseNote) == []


def test_a_name_finds_the_case_at_once_and_its_script_is_read(login, session, case, volunteer, coordinator):
    client = login(volunteer)
    client.post(f"/cases/{case.code}/add/name", data={"text": "叶尔波力·努尔兰", "kind": "on_document"})
    name = rows_of(session, case, PersonName)[-1]
    assert (name.script, session.get(Case, case.id).shown_name) == (Script.HANI, "叶尔波力·努尔兰")
    assert case.code in login(coordinator).get("/cases", query_string={"q": "波力·"}).text


def test_a_name_is_removed_with_a_reason_and_kept_in_the_history(login, session, case, volunteer):
    wrong = PersonNameFactory(person_id=case.person_id, text="Wrong Person")
    client = login(volunteer)
    address = f"/cases/{case.code}/remove/name/{wrong.id}"
    assert "Wrong Person" in client.get(address).text
    assert client.post(address).status_code == 422
    assert client.post(address, data={"reason": "Somebody else"}).status_code == 302
    assert "Wrong Person" not in [name.text for name in rows_of(session, case, PersonName)]
    entry = entries(session, case)[-1]
    assert entry.action == "person_names.removed"
    assert "Wrong Person" in entry.detail


def test_the_only_name_stays(login, session, case, volunteer):
    name = rows_of(session, case, PersonName)[0]
    answer = login(volunteer).post(f"/cases/{case.code}/remove/name/{name.id}", data={"reason": "x"})
    assert answer.status_code == 409
    assert session.get(PersonName, name.id) is not None


def test_what_happened_is_corrected_and_never_removed(login, session, case, volunteer):
    event = EventFactory(case_id=case.id)
    answer = login(volunteer).post(f"/cases/{case.code}/remove/event/{event.id}", data={"reason": "x"})
    assert answer.status_code == 404
    assert session.get(Event, event.id) is not None


def test_a_number_that_looks_wrong_is_kept_as_typed_with_a_warning_beside_it(login, session, case, volunteer):
    client = login(volunteer)
    answer = client.post(
        f"/cases/{case.code}/add/number", data={"kind": "kz_iin", "number": "12 34"}, follow_redirects=True
    )
    assert "An IIN has 12 digits" in answer.text
    assert rows_of(session, case, Identifier)[0].number == "12 34"
    assert answer.text.count("An IIN has 12 digits") == 2


def test_a_number_never_reaches_the_history(login, session, case, volunteer):
    number = IdentifierFactory(person_id=case.person_id, number="N 5550001")
    client = login(volunteer)
    address = f"/cases/{case.code}/change/number/{number.id}"
    data = {"kind": "other", "number": "N 5550002", "reason": "Misread", "seen": seen(client.get(address))}
    assert client.post(address, data=data).status_code == 302
    assert client.post(f"/cases/{case.code}/remove/number/{number.id}", data={"reason": "Gone"}).status_code == 302
    details = " ".join(entry.detail or "" for entry in entries(session, case))
    assert "Misread" in details
    assert "555000" not in details


def test_a_relative_gets_a_name_that_can_be_mended(login, session, case, volunteer):
    client = login(volunteer)
    client.post(f"/cases/{case.code}/add/relative", data=ANSWERS["relative"][0])
    relation = rows_of(session, case, Relation)[0]
    address = f"/cases/{case.code}/change/relative/{relation.id}"
    page = client.get(address)
    assert "Айгүл" in page.text
    data = {"name": "Айгүль", "kinship": "sister", "reason": "Spelling", "seen": seen(page)}
    assert client.post(address, data=data).status_code == 302
    names = session.scalars(select(PersonName.text).where(PersonName.person_id == relation.person_id)).all()
    assert names == ["Айгүль"]


def test_the_name_of_a_relative_with_a_case_of_their_own_is_changed_there(login, session, case, volunteer):
    other = CaseFactory(names=["Brother"])
    session.add(Relation(person_id=other.person_id, other_id=case.person_id, kinship="brother"))
    session.flush()
    relation = rows_of(session, case, Relation)[0]
    client = login(volunteer)
    address = f"/cases/{case.code}/change/relative/{relation.id}"
    data = {"name": "Changed", "kinship": "brother", "reason": "x", "seen": seen(client.get(address))}
    assert client.post(address, data=data).status_code == 409
    assert session.scalars(select(PersonName.text).where(PersonName.person_id == other.person_id)).all() == ["Brother"]


# The missing person.


def version(page):
    return re.search(r'name="version"[^>]*value="([^"]+)"', page.text)[1]


def test_the_page_of_the_person_shows_all_that_is_recorded(login, session, case, volunteer):
    client = login(volunteer)
    for what in ("name", "number", "citizenship", "home", "relative"):
        client.post(f"/cases/{case.code}/add/{what}", data=ANSWERS[what][0])
    page = client.get(f"/cases/{case.code}/person")
    assert page.status_code == 200
    for text in ("Ербол Нұрланұлы", "a-12 /3", "China", "Kuytun", "Айгүл", "әпке"):
        assert text in page.text


def test_who_the_person_is_is_changed_and_the_list_follows(login, session, case, volunteer):
    client = login(volunteer)
    data = {"version": version(client.get(f"/cases/{case.code}/person")), "sex": "female", "born-year": "1980"}
    assert client.post(f"/cases/{case.code}/person", data=data | {"ethnicity": "Uyghur"}).status_code == 302
    person = session.get(Person, case.person_id)
    assert (person.sex, person.born.edtf, person.ethnicity) == (Sex.FEMALE, "1980", "Uyghur")
    assert session.get(Case, case.id).sex is Sex.FEMALE
    entry = entries(session, case)[-1]
    assert entry.action == "person.changed"
    assert "Kazakh" in entry.detail


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"age": "old"}, "Not a valid integer"),
        ({"age": "300"}, "between 0 and 120"),
        ({"age_as_of-year": "2018"}, "Enter the age"),
        ({"sex": "x"}, "Choose one of the answers"),
    ],
)
def test_a_mistyped_person_is_given_back(login, session, case, volunteer, change, message):
    answer = login(volunteer).post(f"/cases/{case.code}/person", data={"version": "1", "sex": "male"} | change)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_change_that_came_second_shows_both_versions_field_by_field(login, session, case, volunteer):
    client = login(volunteer)
    old = version(client.get(f"/cases/{case.code}/person"))
    person = session.get(Person, case.person_id)
    person.occupation = "Teacher"
    session.flush()
    data = {"version": old, "sex": "male", "occupation": "Driver", "ethnicity": "Kazakh"}
    answer = client.post(f"/cases/{case.code}/person", data=data)
    assert answer.status_code == 409
    table = answer.text.split("What differs")[1].split("</table>")[0]
    assert "Teacher" in table
    assert "Driver" in table
    assert "Ethnicity" not in table
    assert session.get(Person, case.person_id).occupation == "Teacher"
    assert client.post(f"/cases/{case.code}/person", data=data | {"version": version(answer)}).status_code == 302
    assert session.get(Person, case.person_id).occupation == "Driver"


def test_the_page_of_the_person_costs_the_same_however_much_there_is(login, session, case, volunteer, count_queries):
    client = login(volunteer)
    counts = []
    for number in range(3):
        for extra in range(number * 3):
            PersonNameFactory(person_id=case.person_id, text=f"Name {extra}")
            relative = PersonFactory()
            session.add(Relation(person_id=relative.id, other_id=case.person_id))
            IdentifierFactory(person_id=case.person_id)
        with count_queries() as seen_statements:
            client.get(f"/cases/{case.code}/person")
        counts.append(seen_statements.count)
    assert counts[1] == counts[2]
    assert counts[2] <= 10
