"""The calendar feed: secret, revocable, valid for calendar programs, and with codes only."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from sqlalchemy import select

from caseapp import clock
from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access
from caseapp.petitions import feed
from caseapp.petitions.models import PetitionClock
from caseapp.petitions.notice_models import CalendarFeed
from caseapp.petitions.notice_vocabulary import FeedScope
from caseapp.petitions.vocabulary import ClockKind, PetitionState
from tests.factories import CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
DUE = date(2026, 11, 30)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:vobject")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def address(session):
    """Return what makes somebody's calendar and gives its path."""

    def make(person, scope=FeedScope.ALL):
        token = feed.open_feed(session, person, scope=scope, at=AT)
        session.flush()
        return f"/calendar/{token}.ics"

    return make


def waiting(session, office, *, kind=ClockKind.ANSWER, due_on=DUE, case=None, rule=None, **facts):
    case = case or CaseFactory(office=office, opened_on=date(2026, 1, 5), names=["Aigerim Unmistakable"])
    petition = PetitionFactory(
        case=case, state=PetitionState.SENT, sent_on=date(2026, 11, 2), due_on=due_on, subject="Unmistakable", **facts
    )
    made = PetitionClock(
        petition_id=petition.id, kind=kind, rule=rule or {"warn_days": [7, 1]}, started_on=date(2026, 11, 2),
        due_on=due_on, trace=[], changed_at=AT,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def events(answer) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))


def test_a_calendar_program_reads_the_days_with_alarms_and_codes_only(session, client, office, address):
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5), names=["Aigerim Unmistakable"])
    made = waiting(session, office, case=case)
    answer = client.get(address(coordinator(office)))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    [event] = events(answer)
    assert event["SUMMARY"] == f"{case.code}: Answer"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DUE, DUE + timedelta(days=1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["STATUS"] == "CONFIRMED"
    assert event["URL"] == f"http://127.0.0.1:5000/petitions/{made.petition_id}"
    rings = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert rings == [timedelta(hours=9) - timedelta(days=days) for days in (7, 1)]
    assert b"Unmistakable" not in answer.data
    assert b"VTIMEZONE" not in answer.data
    assert b"TZID" not in answer.data


def test_an_independent_reader_finds_nothing_wrong(session, client, office, address):
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    for number, kind in enumerate(ClockKind):
        waiting(session, office, case=case, kind=kind, due_on=DUE + timedelta(days=number))
    stopped = waiting(session, office, case=case)
    stopped.stopped_on = date(2026, 11, 19)
    answer = client.get(address(coordinator(office)))
    read = vobject.readOne(answer.text)
    assert read.validate(raiseException=True)
    found = read.vevent_list
    assert len(found) == len(ClockKind) + 1
    for event in found:
        assert event.validate(raiseException=True)
        assert isinstance(event.dtstart.value, date)
        assert not isinstance(event.dtstart.value, datetime)
        for alarm in event.contents.get("valarm", []):
            assert alarm.validate(raiseException=True)
            assert isinstance(alarm.trigger.value, timedelta)
    assert len({event.uid.value for event in found}) == len(found)


@pytest.mark.parametrize("language", ["kk", "kk-Arab", "ru", "zh", "en"])
def test_the_bytes_keep_to_the_standard_in_every_language(session, client, office, address, language):
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    for kind in ClockKind:
        waiting(session, office, case=case, kind=kind, is_published_record=False)
    answer = client.get(address(coordinator(office, language=language)))
    assert answer.data.endswith(b"END:VCALENDAR\r\n")
    lines = answer.data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    needed = {b"UID", b"DTSTAMP", b"DTSTART", b"SUMMARY", b"SEQUENCE", b"LAST-MODIFIED"}
    for event in answer.data.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT")[1:]:
        assert needed <= {re.split(b"[:;]", line)[0] for line in event.split(b"\r\n")}
    assert re.search(rb"^VERSION:2\.0\r$", answer.data, re.MULTILINE)
    assert re.search(rb"^PRODID:", answer.data, re.MULTILINE)


def test_the_words_are_in_the_owners_language(session, client, office, address):
    waiting(session, office)
    [event] = events(client.get(address(coordinator(office, language="ru"))))
    assert re.search("[а-я]", event["SUMMARY"])


def test_a_moved_day_keeps_its_uid_and_raises_its_sequence(session, client, office, address, monkeypatch):
    made = waiting(session, office)
    path = address(coordinator(office))
    [before] = events(client.get(path))
    later = AT + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    session.get(PetitionClock, made.id).due_on = DUE + timedelta(days=30)
    session.get(PetitionClock, made.id).changed_at = later
    [after] = events(client.get(path))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTART") == DUE + timedelta(days=30)


def test_what_changes_a_clock_moves_its_stamp(session, office):
    made = waiting(session, office)
    made.stopped_on = date(2026, 11, 19)
    session.flush()
    session.refresh(made)
    assert made.changed_at != AT


def test_a_clock_that_stopped_is_cancelled_for_a_while_and_then_gone(session, client, office, address, monkeypatch):
    made = waiting(session, office)
    path = address(coordinator(office))
    session.get(PetitionClock, made.id).stopped_on = date(2026, 11, 19)
    [event] = events(client.get(path))
    assert event["STATUS"] == "CANCELLED"
    assert event.walk("VALARM") == []
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=40))
    assert events(client.get(path)) == []


def test_an_unchanged_calendar_is_not_sent_again(session, client, office, address):
    made = waiting(session, office)
    path = address(coordinator(office))
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    session.get(PetitionClock, made.id).due_on = DUE + timedelta(days=1)
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_any_other_address_is_as_good_as_absent(session, client, office, address):
    person = coordinator(office)
    path = address(person)
    assert client.get(path).status_code == 200
    new = address(person)
    absent = client.get(f"/calendar/{'x' * 43}.ics")
    feed.close_feed(session, coordinator(office), at=AT)
    answers = {
        "rotated": client.get(path),
        "empty": client.get("/calendar/.ics"),
        "long": client.get(f"/calendar/{'a' * 500}.ics"),
    }
    assert client.get(new).status_code == 200
    session.get(type(person), person.id).disabled_at = AT
    answers["disabled"] = client.get(new)
    session.get(type(person), person.id).disabled_at = None
    session.get(type(person), person.id).role = Role.AUDITOR
    answers["another role"] = client.get(new)
    session.get(type(person), person.id).role = Role.COORDINATOR
    feed.close_feed(session, person, at=AT)
    answers["revoked"] = client.get(new)
    assert {
        name: (answer.status_code, answer.data == absent.data) for name, answer in answers.items()
    } == dict.fromkeys(answers, (404, True))


def test_only_the_hash_of_the_token_is_kept(session, office, address):
    path = address(coordinator(office))
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    [row] = session.scalars(select(CalendarFeed))
    assert row.token_hash == feed.token_hash(token)
    assert len(token) >= 43
    assert token.encode() not in row.token_hash


def test_a_calendar_shows_what_its_owner_may_see_now(session, client, office, address):
    volunteer, chief = UserFactory(office=office), coordinator(office)
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    CaseAssignmentFactory(case=case, user=volunteer)
    waiting(session, office, case=case, owner_id=chief.id)
    sealed = CaseFactory(office=office, opened_on=date(2026, 1, 5), access=Access.SEALED)
    waiting(session, office, case=sealed)
    waiting(session, OfficeFactory())
    waiting(session, office)
    counts = {
        "volunteer": len(events(client.get(address(volunteer)))),
        "coordinator": len(events(client.get(address(chief)))),
        "own": len(events(client.get(address(chief, FeedScope.OWN)))),
        "another office": len(events(client.get(address(coordinator(OfficeFactory()))))),
    }
    assert counts == {"volunteer": 1, "coordinator": 2, "own": 1, "another office": 0}


def test_the_number_of_statements_does_not_grow(session, client, office, address, count_queries):
    path, counts = address(coordinator(office)), []
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    for size in (2, 20):
        for _number in range(size):
            waiting(session, office, case=case)
        with count_queries() as seen:
            assert client.get(path).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_the_address_is_shown_once_and_can_be_ended(session, login, office):
    person = coordinator(office)
    client = login(person)
    assert "Make the address" in client.get("/account/notices").text
    shown = client.post("/account/calendar", data={"scope": "all"})
    [address] = re.findall(r'value="(http://localhost/calendar/[^"]+\.ics)"', shown.text)
    path = address.removeprefix("http://localhost")
    assert client.get(path).status_code == 200
    assert path not in client.get("/account/notices").text
    client.post("/account/calendar", data={"scope": "own"})
    assert client.get(path).status_code == 404
    client.post("/account/calendar/end")
    assert session.scalars(select(CalendarFeed)).all() == []


def test_a_choice_that_is_none_makes_no_calendar(session, login, office):
    assert login(coordinator(office)).post("/account/calendar", data={"scope": "everything"}).status_code == 302
    assert session.scalars(select(CalendarFeed)).all() == []


def test_how_often_and_in_which_language_is_kept(session, login, office):
    person = coordinator(office)
    client = login(person)
    assert re.search(r'value="daily"[^>]*selected|selected[^>]*value="daily"', client.get("/account/notices").text)
    assert client.post("/account/notices", data={"rhythm": "weekly", "language": "ru"}).status_code == 302
    page = client.get("/account/notices").text
    for value in ("weekly", "ru"):
        assert re.search(rf'value="{value}"[^>]*selected|selected[^>]*value="{value}"', page)
    assert client.post("/account/notices", data={"rhythm": "hourly"}).status_code == 422


def test_where_there_are_too_many_the_days_to_come_stand_before_those_that_passed(
    session, client, office, address, monkeypatch
):
    monkeypatch.setattr(feed, "MOST_EVENTS", 3)
    days = [AT.date() + timedelta(days=number) for number in (-9, -5, -2, 4, 8)]
    for day in days:
        waiting(session, office, due_on=day)
    shown = [event.decoded("DTSTART") for event in events(client.get(address(coordinator(office))))]
    assert shown == days[2:]
