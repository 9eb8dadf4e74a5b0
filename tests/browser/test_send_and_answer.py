"""Sending and answers in a browser: to deemed refusal and the complaint, passed on and answered out of the inbox."""

from datetime import timedelta

import pytest

from caseapp import clock
from tests.browser.acts import draft_petition, fill, flashed, log_appeal, says, send
from tests.browser.conftest import DESK, PHONE, Maker, Walker

pytestmark = pytest.mark.browser

SCAN = {
    "name": "stamp.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
}
NO_SCAN = {"name": "stamp.pdf", "mimeType": "application/pdf", "buffer": b"MZ a program"}


def approve(coordinator: Walker, address: str) -> None:
    """Approve a letter that waits for review."""
    coordinator.open(f"{address}?lang=en")
    coordinator.press("Approve", exact=True)
    send(coordinator, "Approve the letter")


def send_by_hand(coordinator: Walker, sent_on: str, reference: str) -> None:
    """Go from the approved petition to the page of handing in, and mark it as sent with the stamped copy."""
    page = coordinator.page
    coordinator.press("Send it: how, where to, which proof")
    coordinator.press("By hand, with a stamped copy")
    says(coordinator, "What to do", "Proof to keep: A photograph of the stamped copy.")
    fill(coordinator, {"sent_on": sent_on, "reference": reference})
    page.locator('main [name="proof"]').set_input_files(NO_SCAN)
    send(coordinator, "Mark as sent")
    says(coordinator, "says one format and its content is another")
    assert page.input_value('main [name="reference"]') == reference
    page.locator('main [name="proof"]').set_input_files(SCAN)


def test_a_silence_becomes_a_refusal_and_a_complaint(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(DESK, role="coordinator")
    code = log_appeal(volunteer, "Ерлан Үнсізұлы", "Айгүл Үнсізқызы")
    address = draft_petition(volunteer, code, "kz_mfa", coordinator=coordinator)
    approve(coordinator, address)
    long_ago = (clock.today() - timedelta(days=60)).isoformat()
    send_by_hand(coordinator, long_ago, "ЖТ-2026-600")
    send(coordinator, "Mark as sent")
    says(coordinator, "This day lies before the case was opened.")
    coordinator.page.locator('main [name="is_by_family"]').check()
    coordinator.page.locator('main [name="proof"]').set_input_files(SCAN)
    send(coordinator, "Mark as sent")
    flashed(coordinator, "Sent. The clock runs.")
    says(
        coordinator,
        "deemed refused since",
        "complaint possible until",
        "Sent by the family before the case was opened.",
    )

    coordinator.press("Record that nothing came")
    fill(coordinator, {"happened_on": clock.today().isoformat(), "summary": "Letter box, e-mail, e-Otinish."})
    send(coordinator, "Record the silence")
    says(coordinator, "Silence noted", "Letter box, e-mail, e-Otinish.", "deemed refused since")
    coordinator.axe()

    coordinator.press("Go to the next body")
    coordinator.page.locator('main [name="body"]').select_option("kz_prosecutor")
    send(coordinator, "Begin the letter to the next body")
    says(coordinator, "Draft", code)
    coordinator.open(address)
    says(coordinator, "Taken to the next body", "Chain")


def test_a_letter_is_passed_on_and_its_answer_comes_through_the_inbox(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(DESK, role="coordinator")
    code = log_appeal(volunteer, "Мұрат Жолданұлы", "Сәуле Жолданқызы")
    address = draft_petition(volunteer, code, "kz_mfa", coordinator=coordinator)
    approve(coordinator, address)
    today = clock.today().isoformat()
    send_by_hand(coordinator, today, "ЖТ-2026-700")
    coordinator.page.locator('main [name="proof"]').set_input_files(SCAN)
    send(coordinator, "Mark as sent")

    coordinator.press("Record that it was passed on")
    fill(coordinator, {"happened_on": today, "body": "kz_mvd", "reference": "03-7/9001", "summary": "By competence."})
    send(coordinator, "Record it")
    onward = coordinator.page.locator("main a, aside a").filter(has_text="Internal Affairs").first
    onward.click()
    coordinator.page.wait_for_load_state("load")
    says(coordinator, "The answer is due", "Chain")
    following = coordinator.page.url.removeprefix(coordinator.base)
    coordinator.press("Record the receipt")
    fill(coordinator, {"happened_on": today, "reference": "МВД-11/42"})
    send(coordinator, "Record the receipt")

    volunteer.open("/petitions/inbox/new?lang=en")
    fill(volunteer, {"text": "На обращение № мвд 11 / 42 сообщаем: сведениями не располагаем."})
    volunteer.page.locator('main [name="file"]').set_input_files(SCAN)
    send(volunteer, "Keep the letter")
    says(volunteer, "It may belong to 1 petition.", "Internal Affairs")
    letter = volunteer.page.url.removeprefix(volunteer.base)

    coordinator.open(f"{letter}?lang=en")
    coordinator.press("Record the answer")
    says(coordinator, "From the inbox")
    assert "сведениями не располагаем" in coordinator.page.input_value('main [name="summary"]')
    fill(coordinator, {"kind": "answered_formal"})
    send(coordinator, "Record the answer")
    says(coordinator, "Formal answer", "сведениями не располагаем", "The paper itself", "The letter as it came in")
    assert coordinator.page.url.removeprefix(coordinator.base).startswith(following.partition("?")[0])
    coordinator.axe()
    coordinator.open(f"{letter}?lang=en")
    says(coordinator, "This letter is attached to a petition.")


def test_e_otinish_is_prepared_for_whoever_files_it(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(PHONE, role="coordinator")
    code = log_appeal(volunteer, "Дархан Өтінішұлы", "Нұргүл Өтінішқызы")
    address = draft_petition(volunteer, code, "kz_mfa", coordinator=coordinator)
    approve(coordinator, address)
    coordinator.press("Send it: how, where to, which proof")
    coordinator.press("e-Otinish")
    page = coordinator.page
    says(coordinator, "Every field of the form is below", "Who files it", "Files to add")
    assert page.locator("#appeal-letter").input_value()
    assert "000 00 01" not in page.content()
    coordinator.axe()
    coordinator.press("Show every field")
    fill(coordinator, {"reason": "She files it now."})
    send(coordinator, "Show every field")
    assert "+7 701 000 00 01" in page.content()
    coordinator.press("Enter the receipt number")
    fill(coordinator, {"reference": "ЖТ-2026-801", "no_proof_because": "Read out by phone."})
    send(coordinator, "Mark as sent")
    says(coordinator, "ЖТ-2026-801", "e-Otinish", "No proof of sending: Read out by phone.")
