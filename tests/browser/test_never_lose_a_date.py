"""A coordinator finds what presses: the board with its filters, the month with its days, the calendar's address."""

import pytest

from caseapp import clock
from tests.browser.acts import flashed, says, send
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser


def test_from_the_board_to_the_day_to_the_next_step(walker: Maker) -> None:
    boss = walker(DESK, role="coordinator")
    page = boss.open("/petitions?tab=silent")
    says(boss, "silent", "Deemed refused since", "complaint possible until")
    boss.axe()
    complain = page.get_by_role("link", name="Complain", exact=True).first
    complain.click()
    page.wait_for_load_state("load")
    assert page.url.endswith("/escalate")
    boss.check()

    page = boss.open("/petitions?tab=silent")
    page.locator("details.filters > summary").click()
    chosen = page.locator("#filter-body option").nth(1)
    key = chosen.get_attribute("value")
    page.select_option("#filter-body", key)
    page.locator(".filters button[type=submit]").click()
    page.wait_for_load_state("load")
    assert f"body={key}" in page.url
    assert "tab=silent" in page.url
    assert page.locator("#filter-body").input_value() == key

    page = boss.open("/petitions")
    boss.press("Month")
    says(boss, "in this month")
    boss.axe()
    day = page.locator(".month .day-ends").first
    day.click()
    page.wait_for_load_state("load")
    assert "/petitions/days/" in page.url
    boss.check()
    assert page.locator("td.cell-action .btn").count() >= 1


def test_the_month_is_a_list_of_days_on_a_phone(walker: Maker) -> None:
    boss = walker(PHONE, role="coordinator")
    page = boss.open(f"/petitions/month?month={clock.today():%Y-%m}")
    assert page.locator(".month thead").is_hidden()
    assert page.locator(".month .day-outside").count() == page.locator(".month .day-outside:not(:visible)").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    boss.press("Next month")
    boss.check()
    boss.press("This month")
    boss.axe()


def test_the_month_and_the_board_are_fit_for_paper(walker: Maker) -> None:
    boss = walker(DESK, role="coordinator")
    for address in ("/petitions?tab=silent", "/petitions/month"):
        page = boss.open(address)
        page.emulate_media(media="print")
        for hidden in (".rail", ".topbar", ".filters"):
            assert page.locator(hidden).first.is_hidden(), (address, hidden)
        assert page.locator("main table").first.is_visible()
        page.emulate_media(media="screen")


def test_the_address_of_the_calendar_is_shown_once_and_works(walker: Maker) -> None:
    boss = walker(DESK, role="coordinator")
    page = boss.open("/account")
    boss.press("Deadlines by email and calendar")
    send(boss, "Make the address")
    says(boss, "shown only this once")
    address = page.locator("#feed-address").input_value()
    boss.axe()
    answer = page.request.get(address)
    assert answer.status == 200
    assert answer.text().startswith("BEGIN:VCALENDAR")
    page.get_by_role("link", name="I have copied it").click()
    page.wait_for_load_state("load")
    send(boss, "End the calendar's address")
    flashed(boss, "The calendar's address no longer works.")
    assert page.request.get(address).status == 404
