"""A letter is held back until what the body asks for is there, or until a coordinator lets it go with a reason."""

import pytest

from tests.browser.acts import fill, flashed, let_go, log_appeal, says, send
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser


def test_gaps_are_filled_from_the_letter_until_it_may_go(walker: Maker) -> None:
    volunteer = walker(PHONE, role="volunteer")
    code = log_appeal(volunteer, "Мейрам Жұмаұлы", "Айсұлу Жұмақызы")
    page = volunteer.open(f"/petitions/new?case={code}&lang=en")
    says(volunteer, "Who should get the petition?", "things missing")
    page.locator("li", has_text="Enforced or Involuntary").get_by_text("What is missing").click()
    says(volunteer, "WGEID needs at least the month.")
    volunteer.axe()
    page.get_by_role("link", name="Ministry of Foreign Affairs").click()
    page.wait_for_load_state("load")
    says(volunteer, "Still missing", "IIN of whoever asks")
    send(volunteer, "Save the draft")
    address = page.url.removeprefix(volunteer.base)
    says(volunteer, "Readiness", "3 things missing", "Postal address of whoever asks")

    volunteer.press("Send to review")
    send(volunteer, "Send to review")
    assert "The letter is not ready" in page.inner_text("body")

    volunteer.open(address)
    page.get_by_role("link", name="Fill it in IIN of whoever asks").click()
    page.wait_for_load_state("load")
    assert page.url.endswith("#iin")
    volunteer.axe()
    fill(volunteer, {"iin": "851130400022", "address": "Almaty, Abai 1", "citizenship": "KZ"})
    send(volunteer, "Add it")
    assert "851130400022" not in page.content()

    volunteer.open(address)
    page.get_by_role("link", name="Fill it in Consent").click()
    page.wait_for_load_state("load")
    fill(volunteer, {"answer_confidential_bodies": "given"})
    send(volunteer, "Record the answers")

    volunteer.open(address)
    says(volunteer, "Everything is there")
    volunteer.press("Send to review")
    send(volunteer, "Send to review")
    says(volunteer, "In review")


def test_what_bodies_ask_beside_is_told_on_one_page(walker: Maker) -> None:
    volunteer = walker(PHONE, role="volunteer")
    code = log_appeal(volunteer, "Оразбек Сапаұлы", "Күлән Сапақызы")
    page = volunteer.open(f"/cases/{code}?lang=en")
    volunteer.press("Answer what bodies ask beside")
    fill(volunteer, {"told-forces": "Men of the county police", "told-warrant_shown": "no"})
    volunteer.axe()
    send(volunteer, "Save the answers")
    flashed(volunteer, "2 answers are recorded.")
    assert page.input_value('[name="told-forces"]') == "Men of the county police"
    volunteer.open(f"/cases/{code}")
    says(volunteer, "Which forces took the person", "Men of the county police")


def test_a_coordinator_lets_a_letter_go_and_the_reason_stays(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(DESK, role="coordinator")
    code = log_appeal(volunteer, "Тілек Бекұлы", "Ажар Бекқызы")
    volunteer.open(f"/petitions/new?case={code}&body=un_human_rights_committee&lang=en")
    send(volunteer, "Save the draft")
    address = volunteer.page.url.removeprefix(volunteer.base)
    volunteer.open(f"{address}/readiness?lang=en")
    assert volunteer.page.get_by_role("button", name="Let it go").count() == 0

    coordinator.open(f"{address}/readiness?lang=en")
    says(coordinator, "Missing or too vague", "Documents attached", "Seen to by hand")
    coordinator.axe()
    coordinator.page.get_by_label("Documents attached").check()
    send(coordinator, "Save the ticks")
    flashed(coordinator, "The ticks are saved.")
    assert coordinator.page.get_by_label("Documents attached").is_checked()
    let_go(coordinator, address)
    says(coordinator, "Let go although not everything was there", "The family asks to send it at once.")

    volunteer.open(address)
    volunteer.press("Send to review")
    send(volunteer, "Send to review")
    says(volunteer, "In review", "Let go although not everything was there")
