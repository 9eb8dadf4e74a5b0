"""A letter is written on a phone: in two tabs, without a connection, after the session ended; nothing typed is lost."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.acts import fill, flashed, let_go, log_appeal, says, send
from tests.browser.conftest import DESK, PASSWORD, PHONE, Maker, Walker

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Saved \d\d:\d\d")


def begin(somebody: Walker, missing: str) -> str:
    """Log a case, begin a letter to the ministry, and return the address of its editor."""
    code = log_appeal(somebody, missing, "Раушан Хатқызы")
    somebody.open(f"/petitions/new?case={code}&body=kz_mfa&lang=en")
    send(somebody, "Save the draft")
    return somebody.page.url.removeprefix(somebody.base) + "/edit"


def ready(page: Page) -> Page:
    page.wait_for_selector("#letter-form[data-ready]")
    return page


def write(page: Page, words: str) -> None:
    page.locator("#letter").fill(words)


def state(page: Page):
    return expect(page.locator("#letter-state"))


def test_a_letter_is_saved_while_it_is_typed_and_both_tabs_keep_their_text(walker: Maker) -> None:
    somebody = walker(PHONE, role="volunteer")
    address = begin(somebody, "Ерлан Екіқұлы")
    page = ready(somebody.open(f"{address}?lang=en"))
    says(somebody, "As it will be printed", "What the case says")
    assert page.locator("details.letter-facts").get_attribute("open") is None
    somebody.axe()
    other = somebody.context.new_page()
    other.goto(somebody.base + address)
    ready(other)

    write(page, "# Where is he?\n\nI ask you to find <b>him</b>.\n\n- first\n- second")
    state(page).to_have_text(SAVED)
    expect(page.locator("#letter-printed .letter-heading")).to_have_text("Where is he?")
    expect(page.locator("#letter-printed li").first).to_have_text("first")
    expect(page.locator("#letter-doubts")).to_contain_text("no markup in a letter")

    write(page, "Ағамды алып кетті. " * 40_000)
    state(page).to_contain_text("longer than any letter here may be")
    page.get_by_role("button", name="Save the letter").click()
    state(page).to_contain_text("stays on this page")
    write(page, "# Where is he?\n\nI ask you to find <b>him</b>.\n\n- first\n- second\n- third")
    state(page).to_have_text(SAVED)

    write(other, "Written in the other tab.")
    expect(other.locator("h1")).to_have_text("Two texts of one letter")
    both = other.inner_text("main")
    assert "Both texts are kept" in both
    assert "I ask you to find" in both
    assert "Written in the other tab." in both
    other.get_by_role("button", name="Go on with my text").click()
    ready(other)
    assert other.input_value("#letter") == "Written in the other tab."
    other.close()

    somebody.open(address.replace("/edit", "/letter/versions"))
    says(somebody, "Set aside when two wrote at once", "Before somebody else went on")
    somebody.axe()
    row = somebody.page.locator("tr", has_text="Before somebody else went on")
    row.get_by_role("button", name="Bring it back").click()
    ready(somebody.page)
    assert "I ask you to find <b>him</b>." in somebody.page.input_value("#letter")
    somebody.check()


def test_what_is_typed_without_a_connection_is_there_after_the_browser_was_closed(walker: Maker) -> None:
    somebody = walker(PHONE, role="volunteer")
    address = begin(somebody, "Ерлан Үзікұлы")
    page = ready(somebody.open(f"{address}?lang=en"))
    somebody.context.set_offline(True)
    write(page, "Typed in the mountains.")
    state(page).to_contain_text("No connection")
    # The page's own rules forbid the browser to wait for a script of ours.
    for _again in range(50):
        kept = page.evaluate("JSON.stringify(localStorage)")
        if "jaqyn-letter-" in kept:
            break
        page.wait_for_timeout(100)
    assert "jaqyn-letter-" in kept
    assert "mountains" not in kept
    page.close()
    somebody.context.set_offline(False)
    somebody.wrong.clear()

    page = somebody.page = somebody.context.new_page()
    page.goto(somebody.base + address)
    ready(page)
    assert page.input_value("#letter") == "Typed in the mountains."
    state(page).to_have_text(SAVED)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    assert ready(page).input_value("#letter") == "Typed in the mountains."


def test_what_is_typed_after_the_session_ended_is_saved_by_signing_in(walker: Maker) -> None:
    somebody = walker(DESK)
    somebody.sign_in("volunteer")
    address = begin(somebody, "Ерлан Кешұлы")
    page = ready(somebody.open(f"{address}?lang=en"))
    somebody.context.clear_cookies(name="jaqyn_session")
    write(page, "Typed too late.")
    state(page).to_contain_text("You were signed out. Nothing is lost")
    page.get_by_role("button", name="Save the letter").click()
    page.wait_for_load_state("load")
    page.fill("input[name=email]", "volunteer@demo.invalid")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_load_state("load")
    flashed(somebody, "The letter is saved.")
    says(somebody, "Typed too late.")


def test_a_letter_is_written_and_read_over_without_scripts(walker: Maker) -> None:
    writer, reader = walker(PHONE, scripts=False), walker(PHONE, role="coordinator")
    writer.sign_in("volunteer")
    address = begin(writer, "Ерлан Жайұлы")
    writer.open(f"{address}?lang=en")
    fill(writer, {"letter": "Where is he?\n\nTell me in writing.", "subject": "About my brother"})
    send(writer, "Save the letter")
    flashed(writer, "The letter is saved.")
    petition = address.removesuffix("/edit")
    let_go(reader, petition)
    writer.open(f"{petition}/submit?lang=en")
    send(writer, "Send to review")

    reader.open(f"{petition}/review?lang=en")
    says(reader, "Read it to the end", "Tell me in writing.", "What the case says")
    reader.axe()
    fill(reader, {"text": "Is the year known?"})
    send(reader, "Add the comment")
    says(reader, "Is the year known?")
    fill(reader, {"reason": "Name the county."})
    send(reader, "Send it back")
    writer.open(f"{address}?lang=en")
    says(writer, "This letter came back. What must change:", "Name the county.", "Is the year known?")
    fill(writer, {"letter": "Where is he?\n\nTell me in writing. He is from Kuytun."})
    send(writer, "Save the letter")
    writer.open(f"{petition}/submit?lang=en")
    send(writer, "Send to review")
    reader.open(f"{petition}/review?lang=en")
    says(reader, "Changed since it was read last", "He is from Kuytun.")
    assert reader.page.locator(".letter-difference ins").count() == 1
    send(reader, "Approve the letter")
    flashed(reader, "The letter is approved.")
    writer.open(f"{address}?lang=en")
    says(writer, "This letter is approved. If you change it, somebody else reads it again")
    send(writer, "Change this letter")
    flashed(writer, "This is a draft again.")


def test_letters_for_many_cases_are_made_read_and_sent_together(demo: tuple[Flask, str], walker: Maker) -> None:
    from caseapp.petitions import batch_job

    app, _base = demo
    maker, reader = walker(DESK, role="volunteer"), walker(PHONE, role="coordinator")
    families = (
        ("Ерлан Көпұлы", "Гүлзат Көпқызы"),
        ("Асхат Біргеұлы", "Айша Біргеқызы"),
        ("Олжас Топұлы", "Нұрсұлу Топқызы"),
    )
    codes = [log_appeal(maker, missing, asks) for missing, asks in families]
    page = maker.open("/petitions/batches/new?lang=en")
    fill(maker, {"codes": "\n".join([*codes, "ALM-1999-00001"])})
    send(maker, "Find cases")
    says(maker, "ALM-1999-00001", *codes)
    maker.axe()
    page.get_by_role("button", name="Untick all").click()
    expect(page.locator("[data-ticked]")).to_have_text("0")
    page.get_by_role("button", name="Tick all", exact=True).click()
    fill(maker, {"body": "us_state_department", "language": "en"})
    app.extensions["jobs"].beat()
    send(maker, "Write the letters")
    says(maker, "3 are still to be made.", "You can leave this page")
    batch = int(maker.page.url.rpartition("/")[2].partition("?")[0])
    with app.app_context():
        batch_job.make_letters(batch)
    # The page asks again by itself.
    expect(page.locator("#batch-progress .answer")).to_contain_text("3 cases have no letter yet", timeout=10_000)
    maker.check()
    maker.axe()
    with page.expect_navigation():
        page.get_by_role("button", name="Write drafts with gaps for them").click()
    with app.app_context():
        batch_job.make_letters(batch)
    maker.open(f"/petitions/batches/{batch}?lang=en")
    says(maker, "3 letters are made.")

    reader.open(f"/petitions/batches/{batch}?lang=en")
    reader.page.get_by_text("Send drafts to review although something is missing").click()
    fill(reader, {"reason": "The families asked to write at once."})
    send(reader, "Let them go to review")
    flashed(reader, "Done with 3 letters.")
    for box in reader.page.locator("#batch-progress input[name=petition]").all():
        box.check()
    send(reader, "Approve the ticked letters")
    flashed(reader, "Done with 3 letters.")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="All letters as PDF, in one file").click()
    assert download.value.suggested_filename == f"petitions-batch-{batch}.zip"
    reader.press("Record the sending of 3 letters")
    reader.axe()
    fill(reader, {"channel": "email"})
    send(reader, "Record the sending")
    flashed(reader, "Done with 3 letters.")
    assert reader.page.get_by_text("Sent", exact=True).count() >= 3
