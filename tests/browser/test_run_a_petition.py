"""Journey 2: a letter is written, read by somebody else, sent, counted to its deadline, passed on, taken further."""

from datetime import timedelta

import pytest

from caseapp import clock
from tests.browser.acts import draft_petition, fill, flashed, log_appeal, says, send, send_petition
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser


def test_a_petition_goes_from_the_case_to_the_next_body(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(PHONE, role="coordinator")
    code = log_appeal(volunteer, "Серік Хатұлы", "Раушан Хатқызы")
    page = volunteer.open(f"/cases/{code}")
    volunteer.press("Write a petition")
    says(volunteer, "Who should get the petition?", "working days", "What it needs")
    page.get_by_role("link", name="Ministry of Foreign Affairs").click()
    page.wait_for_load_state("load")
    says(volunteer, "What this body needs")
    assert "Серік Хатұлы" in page.input_value('[name="letter"]')
    address = draft_petition(volunteer, code, "kz_mfa", coordinator=coordinator)
    assert volunteer.page.get_by_role("link", name="Approve", exact=True).count() == 0

    too_early = clock.today() - timedelta(days=2)
    send_petition(coordinator, address, too_early.isoformat())
    flashed(coordinator, "This day lies before the case was opened.")
    assert coordinator.page.input_value('[name="reference"]') == "ZT-2026-77"
    fill(coordinator, {"sent_on": clock.today().isoformat()})
    send(coordinator, "Record the sending")
    flashed(coordinator, "Sent. The clock runs.")
    says(coordinator, "The answer is due", "working days", "ZT-2026-77")
    coordinator.page.get_by_text("Every day of the count").first.click()
    says(coordinator, "Counted", "no")
    coordinator.axe()

    coordinator.press("Record that it was passed on")
    fill(coordinator, {"happened_on": clock.today().isoformat(), "body": "kz_mvd", "summary": "Passed to the police."})
    send(coordinator, "Record it")
    says(coordinator, "Chain", "This petition")
    coordinator.open(address)
    says(coordinator, "passed the letter on", "Passed to the police.")
    onward = coordinator.page.locator("main a, aside a").filter(has_text="Internal Affairs").first
    onward.click()
    coordinator.page.wait_for_load_state("load")
    coordinator.check()
    assert coordinator.page.url.removeprefix(coordinator.base) != address

    coordinator.press("Record the answer")
    fill(
        coordinator,
        {"happened_on": clock.today().isoformat(), "kind": "answered_formal", "summary": "“Ask somebody else.”"},
    )
    send(coordinator, "Record the answer")
    says(coordinator, "Formal answer", "“Ask somebody else.”")
    coordinator.press("Go to the next body")
    coordinator.page.locator('main [name="body"]').select_option(index=1)
    send(coordinator, "Begin the letter to the next body")
    flashed(coordinator, "Here is the draft to the next body.")
    says(coordinator, "Draft", code)


def test_a_withdrawal_under_pressure_keeps_everything_and_shows_it(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(DESK, role="coordinator")
    code = log_appeal(volunteer, "Нұрлан Қысымұлы", "Гүлзат Қысымқызы")
    address = draft_petition(volunteer, code, "un_wgeid", coordinator=coordinator)
    send_petition(coordinator, address, clock.today().isoformat())

    volunteer.open(address)
    volunteer.press("Record a withdrawal")
    fill(volunteer, {"happened_on": clock.today().isoformat(), "summary": "Her brother called from over there."})
    send(volunteer, "Record the withdrawal")
    says(volunteer, "Say whether it was free.")
    assert volunteer.page.input_value('[name="summary"]') == "Her brother called from over there."
    fill(volunteer, {"freely": "no", "told_by": "The sister, by phone", "confirmed_how": "A neighbour went there."})
    send(volunteer, "Record the withdrawal")
    says(volunteer, "Withdrawn under pressure", "Her brother called from over there.", "ZT-2026-77")
    volunteer.open(f"/cases/{code}")
    says(volunteer, "Withdrawn under pressure")
