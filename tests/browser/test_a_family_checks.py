"""Journey 5, and one case through its whole life: the family opens its page with a card, in its own script."""

import re

import pytest

from caseapp import clock
from tests.browser.acts import (
    accept_appeal,
    draft_petition,
    fill,
    flashed,
    log_appeal,
    make_card,
    says,
    send,
    send_petition,
)
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser


def wrong_digit(number: str) -> str:
    """Mistype the last digit."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def test_a_family_reads_and_writes_in_arabic_script(walker: Maker) -> None:
    family = walker(PHONE, scripts=False)
    page = family.open("/status?lang=kk-Arab")
    assert page.locator("html").get_attribute("dir") == "rtl"
    number = "".join(family.card.split())
    page.fill("[name=card]", wrong_digit(number))
    page.locator("main form[method=post] button").click()
    page.wait_for_load_state("load")
    family.check()
    assert page.locator("#card-error").is_visible()
    assert page.input_value("[name=card]") == wrong_digit(number)

    page.fill("[name=card]", family.card)
    page.locator("main form[method=post] button").click()
    page.wait_for_load_state("load")
    family.check()
    assert page.url.endswith("/status/case")
    assert re.search(r"[\u0600-\u06ff]", page.inner_text("main .answer"))

    page.fill("[name=text]", "بىز حابار كۇتىپ وتىرمىز.")
    page.check("[name=wants_withdrawal]")
    page.locator("#write button").click()
    page.wait_for_load_state("load")
    family.check()
    assert "بىز حابار كۇتىپ وتىرمىز." in page.inner_text("#messages")

    coordinator = walker(DESK, role="coordinator")
    coordinator.open("/families?lang=en")
    says(coordinator, "Possibly under pressure", "Nothing has been deleted.", "بىز حابار كۇتىپ وتىرمىز.")
    coordinator.press("Answer", exact=True)
    fill(coordinator, {"text": "Біз бүгін қоңырау шаламыз."})
    coordinator.page.locator("main form[method=post] button[type=submit]").last.click()
    coordinator.page.wait_for_load_state("load")
    coordinator.check()
    flashed(coordinator, "Your answer is on the family's page.")

    family.open("/status/case")
    assert "Біз бүгін қоңырау шаламыз." in page.inner_text("#messages")
    page.locator("main form button").last.click()
    page.wait_for_load_state("load")
    assert page.url.endswith("/status")
    family.open("/status/case")
    assert page.url.endswith("/status")


def test_one_case_through_its_whole_life(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(DESK, role="coordinator")
    code = log_appeal(volunteer, "Мәлік Өмірұлы", "Назым Өмірқызы")
    number = make_card(volunteer, code)
    accept_appeal(coordinator, code)

    address = draft_petition(volunteer, code, "kz_mfa", coordinator=coordinator)
    send_petition(coordinator, address, clock.today().isoformat())
    due = coordinator.page.locator("#clocks time").first.get_attribute("datetime")
    assert due

    coordinator.open("/protests/new")
    held_on = clock.today()
    fill(coordinator, {"form": "single_picket", "held_on": held_on.isoformat(), "place_text": "At the ministry"})
    send(coordinator, "Plan the protest")
    protest = coordinator.page.url.removeprefix(coordinator.base)
    volunteer.open(f"{protest}?q={code}")
    send(volunteer, "Назым Өмірқызы: is here")

    volunteer.open(f"/cases/{code}/status-updates/new")
    fill(volunteer, {"place_status": "prison", "as_of-year": "2020", "basis": "family", "source": "a letter"})
    send(volunteer, "Record")
    coordinator.open(f"/cases/{code}")
    coordinator.press("Verify", exact=True)
    fill(coordinator, {"decision": "verify"})
    send(coordinator, "Save the decision")

    page = coordinator.open(f"/cases/{code}")
    timeline = page.inner_text("#timeline").lower()
    for part in ("arrest", "ministry of foreign affairs", "one-person picket", "in prison"):
        assert part in timeline, timeline

    family = walker(PHONE)
    family.show_card(number)
    says(family, "in prison", "2020", "Ministry of Foreign Affairs", "An answer is due on", "The next protest is on")
    whole = family.page.inner_text("body")
    assert "Мәлік" not in whole
    assert "Назым" not in whole
    assert "a letter" not in whole
    family.axe()
