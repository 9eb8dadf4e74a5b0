"""What people do in several walks: log an appeal, print a card, run a petition."""

import re
from io import BytesIO
from typing import Any

from PIL import Image

from tests.browser.conftest import Walker


def fill(somebody: Walker, answers: dict[str, str], within: str = "main") -> None:
    """Answer the questions of a page: type, choose in a list, mark a choice, tick a box."""
    for name, value in answers.items():
        control = somebody.page.locator(f'{within} [name="{name}"]')
        kind = control.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "select":
            control.select_option(value)
        elif kind == "radio":
            somebody.page.locator(f'{within} [name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            control.check()
        else:
            control.fill(value)


def send(somebody: Walker, button: str, within: str = "main") -> None:
    """Press a visible button that sends a form, and check the page that comes."""
    with somebody.page.expect_navigation():
        somebody.page.locator(within).get_by_role("button", name=button, exact=True).last.click()
    somebody.page.wait_for_load_state("load")
    somebody.check()


def says(somebody: Walker, *sentences: str) -> None:
    """Assert that a person reads these words on the page or beside it."""
    parts = somebody.page.locator("main, .page-aside").all_inner_texts()
    text = " ".join(" ".join(parts).split())
    for sentence in sentences:
        assert sentence in text, f"“{sentence}” is not on {somebody.page.url}: {text[:1500]}"


def flashed(somebody: Walker, sentence: str) -> None:
    """Assert that the page begins with this notice."""
    shown = somebody.page.locator(".flash, .error-summary").all_inner_texts()
    assert any(sentence in each for each in shown), f"“{sentence}” is not shown on {somebody.page.url}: {shown}"


def photo() -> dict[str, Any]:
    """Make a small picture, as a phone would send it."""
    data = BytesIO()
    Image.new("RGB", (320, 240), "#7a8f6a").save(data, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def log_appeal(somebody: Walker, missing: str, asks: str) -> str:
    """Log a short appeal to its end and return the code of its case."""
    somebody.open("/appeals/new?lang=en")
    fill(somebody, {"names-0-text": asks, "kinship": "sister", "phones-0-value": "+7 701 000 00 01"})
    send(somebody, "Save and go on")
    fill(somebody, {"names-0-text": missing, "sex": "male"})
    send(somebody, "Save and go on")
    fill(somebody, {"events-0-type": "arrest", "events-0-happened-year": "2017", "events-0-happened-month": "23"})
    send(somebody, "Save and go on")
    fill(somebody, {"statement": "Ағамды үйінен алып кетті.", "statement_language": "kk"})
    send(somebody, "Save and go on")
    fill(somebody, {"answer_internal": "given", "answer_government": "given"})
    send(somebody, "Save and go on")
    send(somebody, "Save and go on")
    send(somebody, "Hand in for review")
    return case_code(somebody)


def case_code(somebody: Walker) -> str:
    """Read the code of the case on the page."""
    found = re.search(r"[A-Z]{3}-\d{4}-\d{5}", somebody.page.inner_text("main"))
    assert found
    return found[0]


def make_card(somebody: Walker, code: str, holder: int = 0) -> str:
    """Print a family card for the first person who asked, and return its digits."""
    somebody.open(f"/cases/{code}/card?lang=en")
    somebody.page.locator('main [name="holder"]').nth(holder).check()
    send(somebody, "Make the card")
    number = "".join(somebody.page.locator(".family-card-number").inner_text().split())
    assert re.fullmatch(r"\d{24}", number)
    return number


def accept_appeal(coordinator: Walker, code: str) -> None:
    """Open the appeal from the case and accept it."""
    coordinator.open(f"/cases/{code}?lang=en")
    coordinator.page.locator("#appeals .record h3 a").first.click()
    coordinator.page.wait_for_load_state("load")
    coordinator.check()
    send(coordinator, "Accept the appeal")


def draft_petition(somebody: Walker, code: str, body: str, *, coordinator: Walker) -> str:
    """Write the letter of a case to a body, let it go with what is missing, hand it in, and return its address."""
    somebody.open(f"/petitions/new?case={code}&body={body}&lang=en")
    send(somebody, "Save the draft")
    address = somebody.page.url.removeprefix(somebody.base)
    let_go(coordinator, address)
    somebody.open(f"{address}?lang=en")
    somebody.press("Send to review")
    send(somebody, "Send to review")
    says(somebody, "In review")
    return address


def let_go(coordinator: Walker, address: str) -> None:
    """Let a letter go although the body asks for more, with the reason."""
    coordinator.open(f"{address}/readiness?lang=en")
    fill(coordinator, {"reason": "The family asks to send it at once."})
    send(coordinator, "Let it go")
    flashed(coordinator, "The letter may go to review with what is missing.")


def send_petition(coordinator: Walker, address: str, sent_on: str) -> None:
    """Approve a letter that waits for review and record that it went out."""
    coordinator.open(f"{address}?lang=en")
    coordinator.press("Approve", exact=True)
    send(coordinator, "Approve the letter")
    coordinator.press("Record the sending")
    fill(coordinator, {"sent_on": sent_on, "reference": "ZT-2026-77", "channel": "registered_post"})
    fill(coordinator, {"no_proof_because": "The receipt lies in the folder."})
    send(coordinator, "Record the sending")
