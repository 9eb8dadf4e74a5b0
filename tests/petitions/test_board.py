"""The board and the month: what silence allows, the next step of each row, filters in the address, days to open."""

import re
from datetime import date, timedelta

import pytest

from caseapp import clock
from caseapp.accounts.models import FurtherOffice
from caseapp.cases.vocabulary import Access
from caseapp.petitions import board, month
from caseapp.petitions.models import PetitionClock
from caseapp.petitions.vocabulary import ClockKind, PetitionState, Silence, Standing
from tests.factories import CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory
from tests.petitions.factories import PetitionFactory, coordinator

S = PetitionState
SENT = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def today():
    return clock.today()


def waiting(office, due_on, *, lapses_to=Standing.SILENT, silence=Silence.REFUSAL, case=None, **facts):
    case = case or CaseFactory(office=office, opened_on=date(2026, 1, 5), names=["Aigerim Unmistakable"])
    facts = {"state": S.SENT, "sent_on": SENT, "lapses_to": lapses_to, "silence": silence, **facts}
    return PetitionFactory(case=case, due_on=due_on, **facts)


def ends(session, petition, kind, due_on, *, started_on=SENT, **facts):
    session.add(
        PetitionClock(
            petition_id=petition.id, kind=kind, rule={}, started_on=started_on, due_on=due_on, trace=[], **facts
        )
    )
    session.flush()


def row_of(page, petition):
    rows = re.findall(r"<tr.*?</tr>", page.text, re.DOTALL)
    return next(row for row in rows if f'/petitions/{petition.id}"' in row or f"/petitions/{petition.id}/" in row)


def button(row):
    found = re.search(r'btn-sm"\s+href="([^"]+)">([^<]+)<', row)
    return found.group(1), found.group(2)


def test_a_silent_body_says_since_when_and_until_when_one_may_complain(session, login, office, today):
    petition = waiting(office, today - timedelta(days=10))
    last = today + timedelta(days=60)
    ends(session, petition, ClockKind.COMPLAINT_WINDOW, last, started_on=today - timedelta(days=9))
    row = row_of(login(coordinator(office)).get("/petitions?tab=silent"), petition)
    assert re.search(r"Deemed refused since \w{3} \d+ \w+ \d{4}: complaint possible until \w{3} \d+ \w+ \d{4}\.", row)
    assert button(row) == (f"/petitions/{petition.id}/escalate", "Complain")


def test_a_window_that_is_over_says_so(session, login, office, today):
    petition = waiting(office, today - timedelta(days=200))
    ends(session, petition, ClockKind.COMPLAINT_WINDOW, today - timedelta(days=1), started_on=today)
    row = row_of(login(coordinator(office)).get("/petitions?tab=silent"), petition)
    assert "the complaint was possible until" in row


@pytest.mark.parametrize(
    ("days", "lapses_to", "silence", "slug", "verb"),
    [
        (-5, Standing.SILENT, Silence.REFUSAL, "/escalate", "Complain"),
        (-5, Standing.SILENT, Silence.CONSENT, "", "Hold the event as notified"),
        (-5, Standing.SILENT, Silence.NONE, "/remind", "Ask again"),
        (-5, Standing.OVERDUE, Silence.NONE, "/remind", "Ask again"),
        (0, Standing.OVERDUE, Silence.NONE, "/answer", "Record the answer"),
        (30, Standing.SILENT, Silence.REFUSAL, "/answer", "Record the answer"),
    ],
)
def test_every_row_offers_its_next_step(session, login, office, today, days, lapses_to, silence, slug, verb):
    petition = waiting(office, today + timedelta(days=days), lapses_to=lapses_to, silence=silence)
    page = login(coordinator(office)).get("/petitions")
    assert button(row_of(page, petition)) == (f"/petitions/{petition.id}{slug}", verb)


def test_a_letter_nobody_took_at_the_counter_waits_to_be_sent_and_is_not_done(session, login, office):
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    turned_away = PetitionFactory(case=case, state=S.NOT_ACCEPTED)
    published = PetitionFactory(case=case, state=S.NOT_ACCEPTED, is_published_record=True)
    client = login(coordinator(office))
    page = client.get("/petitions?tab=to-send")
    assert button(row_of(page, turned_away)) == (f"/petitions/{turned_away.id}/sent", "Record the sending")
    assert f'/petitions/{published.id}"' not in page.text
    done = client.get("/petitions?tab=done").text
    assert f'/petitions/{turned_away.id}"' not in done
    assert f'/petitions/{published.id}"' in done


def test_who_may_not_take_the_step_may_open_the_petition(session, login, office, today):
    volunteer = UserFactory(office=office)
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    CaseAssignmentFactory(case=case, user=volunteer)
    petition = waiting(office, today - timedelta(days=5), case=case)
    page = login(volunteer).get("/petitions?tab=silent")
    assert button(row_of(page, petition)) == (f"/petitions/{petition.id}", "Open")


def test_the_filters_stay_in_every_address_of_the_board(session, login, office, today, monkeypatch):
    monkeypatch.setattr(board, "PAGE", 1)
    boss = coordinator(office)
    for _number in range(2):
        waiting(office, today - timedelta(days=5), owner_id=boss.id)
    waiting(office, today - timedelta(days=5))
    page = login(boss).get(f"/petitions?tab=silent&body=kz_mfa&owner={boss.id}").text
    assert "2 bodies are silent." in page
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL).group(0)
    following = re.search(r'href="([^"]+)"[^>]*rel="next"', page).group(1)
    shown_month = re.search(r'href="(/petitions/month[^"]*)"', page).group(1)
    for address in (*re.findall(r'href="([^"]+)"', tabs), following, shown_month):
        assert "body=kz_mfa" in address
        assert f"owner={boss.id}" in address
    assert '<option value="kz_mfa" selected>' in page
    assert f'<option value="{boss.id}" selected>' in page


def test_several_offices_are_one_board_and_can_be_told_apart(session, login, office, today):
    away, strange = OfficeFactory(), OfficeFactory()
    boss = coordinator(office)
    boss.further_offices.append(FurtherOffice(office_id=away.id))
    session.flush()
    here, there = waiting(office, today - timedelta(days=5)), waiting(away, today - timedelta(days=4))
    hidden = waiting(strange, today - timedelta(days=5))
    client = login(boss)
    page = client.get("/petitions?tab=silent").text
    assert f"/petitions/{here.id}" in page
    assert f"/petitions/{there.id}" in page
    assert f"/petitions/{hidden.id}" not in page
    narrowed = client.get(f"/petitions?tab=silent&office={away.id}").text
    assert f"/petitions/{there.id}" in narrowed
    assert f"/petitions/{here.id}" not in narrowed
    asked = client.get(f"/petitions?tab=silent&office={strange.id}").text
    assert f"/petitions/{hidden.id}" not in asked
    assert 'name="office"' not in login(coordinator(strange)).get("/petitions").text


@pytest.mark.parametrize(
    "asked", ["body=nobody", "owner=999999", "owner=x", "office=x", "q=%25", "after=x", "after=.5", "tab=x"]
)
def test_what_nobody_has_is_an_empty_board(session, login, office, asked):
    assert login(coordinator(office)).get(f"/petitions?{asked}").status_code == 200


def test_the_board_sends_as_many_statements_for_many_rows(session, login, office, today, count_queries):
    client, counts = login(coordinator(office)), []
    for size in (2, 20):
        for _number in range(size):
            waiting(office, today - timedelta(days=5))
        client.get("/petitions?tab=silent")
        with count_queries() as seen:
            client.get("/petitions?tab=silent")
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2026-11", NOVEMBER),
        ("2024-02", date(2024, 2, 1)),
        ("2026-13", None),
        ("x", None),
        ("", None),
        ("0000-01", None),
    ],
)
def test_a_month_is_read_from_the_address(asked, shown):
    assert month.read(asked, date(2026, 5, 17)) == (shown or date(2026, 5, 1))


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        (NOVEMBER, "2026-10", "2026-12"),
        (date(2026, 1, 1), "2025-12", "2026-02"),
        (date(2026, 12, 1), "2026-11", "2027-01"),
    ],
)
def test_months_follow_each_other(first, before, after):
    assert (month.name(month.before(first)), month.name(month.after(first))) == (before, after)


def test_a_month_shows_on_each_day_what_ends_and_leads_there(session, login, office):
    petition = waiting(office, date(2026, 11, 24))
    ends(session, petition, ClockKind.ANSWER, date(2026, 11, 24))
    ends(session, petition, ClockKind.FOLLOW_UP, date(2026, 11, 24))
    other = waiting(office, date(2026, 11, 24))
    ends(session, other, ClockKind.ANSWER, date(2026, 11, 24))
    stopped = waiting(office, date(2026, 11, 24))
    ends(session, stopped, ClockKind.ANSWER, date(2026, 11, 24), stopped_on=date(2026, 11, 2))
    ends(session, petition, ClockKind.COMPLAINT_WINDOW, date(2026, 11, 30), started_on=date(2999, 1, 1))
    strange = waiting(OfficeFactory(), date(2026, 11, 24))
    ends(session, strange, ClockKind.ANSWER, date(2026, 11, 24))
    client = login(coordinator(office))
    page = client.get("/petitions/month?month=2026-11").text
    assert "November 2026" in page
    assert "3 deadlines end in this month." in page
    assert re.findall(r'<b class="num">(\d+)</b> ([^<]+)<', page) == [("2", "Answer"), ("1", "Ask again")]
    [address] = re.findall(r'href="(/petitions/days/[^"]+)"', page)
    listed = client.get(address)
    assert listed.text.count('class="btn btn-secondary btn-sm"') == 3
    assert f"/petitions/{stopped.id}" not in listed.text
    assert f"/petitions/{strange.id}" not in listed.text


def test_the_filters_of_the_month_reach_its_days(session, login, office):
    boss = coordinator(office)
    mine, other = waiting(office, date(2026, 11, 24), owner_id=boss.id), waiting(office, date(2026, 11, 24))
    for petition in (mine, other):
        ends(session, petition, ClockKind.ANSWER, date(2026, 11, 24))
    client = login(boss)
    page = client.get(f"/petitions/month?month=2026-11&owner={boss.id}").text
    [address] = re.findall(r'href="(/petitions/days/[^"]+)"', page)
    assert address.endswith(f"?owner={boss.id}")
    listed = client.get(address).text
    assert f"/petitions/{mine.id}" in listed
    assert f"/petitions/{other.id}" not in listed


def test_a_day_is_paged_without_a_gap(session, login, office, monkeypatch):
    monkeypatch.setattr(board, "PAGE", 2)
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5))
    made = [waiting(office, date(2026, 11, 24), case=case) for _number in range(3)]
    for petition in made:
        ends(session, petition, ClockKind.ANSWER, date(2026, 11, 24))
        ends(session, petition, ClockKind.FOLLOW_UP, date(2026, 11, 24))
    client, address, seen = login(coordinator(office)), "/petitions/days/2026-11-24", []
    while address:
        page = client.get(address).text
        seen += re.findall(r'btn-sm"\s+href="/petitions/(\d+)', page)
        following = re.search(r'href="([^"]+)"[^>]*rel="next"', page)
        address = following.group(1).replace("&amp;", "&") if following else ""
    assert sorted(map(int, seen)) == sorted([petition.id for petition in made] * 2)


@pytest.mark.parametrize("day", ["2026-13-01", "20261101", "today", "2026-11-1"])
def test_a_day_that_is_none_is_absent(login, session, office, day):
    assert login(coordinator(office)).get(f"/petitions/days/{day}").status_code == 404


def test_a_sealed_case_is_in_no_month_of_those_not_named_on_it(session, login, office):
    case = CaseFactory(office=office, opened_on=date(2026, 1, 5), access=Access.SEALED)
    petition = waiting(office, date(2026, 11, 24), case=case)
    ends(session, petition, ClockKind.ANSWER, date(2026, 11, 24))
    boss = coordinator(office)
    assert "No deadline ends in this month." in login(boss).get("/petitions/month?month=2026-11").text
    assert f"/petitions/{petition.id}" not in login(boss).get("/petitions/days/2026-11-24").text
    CaseAssignmentFactory(case=case, user=boss)
    assert "1 deadline ends in this month." in login(boss).get("/petitions/month?month=2026-11").text


def test_the_month_sends_as_many_statements_for_many_deadlines(session, login, office, count_queries):
    client, counts = login(coordinator(office)), []
    for size in (2, 20):
        for number in range(size):
            ends(session, waiting(office, date(2026, 11, 1 + number)), ClockKind.ANSWER, date(2026, 11, 1 + number))
        client.get("/petitions/month?month=2026-11")
        with count_queries() as seen:
            client.get("/petitions/month?month=2026-11")
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 8
