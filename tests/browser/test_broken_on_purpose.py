"""What goes wrong at a desk: pressed twice, two tabs, the wrong office, an ended session, a file too large, Back."""

import pytest

from tests.browser.acts import fill, flashed, log_appeal, says, send
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kept() -> dict[str, str]:
    """Remember the case of these tests."""
    return {}


@pytest.fixture
def code(walker: Maker, kept: dict[str, str]) -> str:
    """Return a case of the volunteer's own."""
    if "code" not in kept:
        kept["code"] = log_appeal(walker(DESK, role="volunteer"), "Сынақ Бұзылұлы", "Сынақ Бұзылқызы")
    return kept["code"]


def test_a_button_pressed_twice_does_it_once(walker: Maker) -> None:
    volunteer = walker(PHONE, role="volunteer")
    page = volunteer.open("/appeals/new?lang=en&stub=1")
    fill(
        volunteer, {"name": "Екі Рет", "kinship": "mother", "asked_by": "Айша", "phone": "+77010000006", "line": "2017"}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Keep, next family").dblclick()
    page.wait_for_load_state("load")
    page = volunteer.open("/appeals")
    assert page.locator("tbody tr").filter(has_text="Екі Рет").count() == 1


def test_back_after_sending_and_sending_again_does_it_once(walker: Maker) -> None:
    volunteer = walker(PHONE, role="volunteer")
    page = volunteer.open("/appeals/new?lang=en&stub=1")
    answers = {"name": "Артқа Қайт", "kinship": "mother", "asked_by": "Айша", "phone": "+77010000007", "line": "2018"}
    fill(volunteer, answers)
    send(volunteer, "Keep, next family")
    page.go_back(wait_until="load")
    assert page.input_value('[name="name"]') == ""
    send(volunteer, "Keep, next family")
    flashed(volunteer, "Nothing is saved yet.")
    page = volunteer.open("/appeals")
    assert page.locator("tbody tr").filter(has_text="Артқа Қайт").count() == 1


def test_two_tabs_show_both_answers(walker: Maker, code: str) -> None:
    one, other = walker(DESK, role="volunteer"), walker(DESK, role="volunteer")
    one.open(f"/cases/{code}/status-updates/new?lang=en")
    fill(one, {"place_status": "camp", "as_of-year": "2018", "source": "first"})
    send(one, "Record")
    link = one.page.locator("#status tbody").get_by_role("link", name="Correct").first.get_attribute("href")
    assert link
    for tab, source in ((one, "what one types"), (other, "what the other types")):
        tab.open(f"{link}?lang=en")
        fill(tab, {"source": source, "reason": "Heard wrongly."})
    send(one, "Save the correction")
    send(other, "Save the correction")
    says(other, "what one types")
    assert other.page.input_value('[name="source"]') == "what the other types"


def test_another_office_finds_nothing(walker: Maker, code: str) -> None:
    stranger = walker(DESK)
    stranger.sign_in("coordinator.astana")
    for address in (f"/cases/{code}", f"/cases/{code}/card", f"/petitions/new?case={code}"):
        stranger.open(f"{address}{'&' if '?' in address else '?'}lang=en")
        assert stranger.status == 404
    stranger.open(f"/cases?q={code}")
    assert "Сынақ" not in stranger.page.inner_text("main")


def test_an_ended_session_keeps_what_was_typed(walker: Maker, code: str) -> None:
    volunteer = walker(PHONE)
    volunteer.sign_in("volunteer")
    page = volunteer.open(f"/cases/{code}/status-updates/new?lang=en")
    fill(volunteer, {"place_status": "prison", "detail": "A long story that nobody wants to type twice."})
    volunteer.context.clear_cookies()
    send(volunteer, "Record")
    says(volunteer, "What you typed is kept on this page.")
    fill(volunteer, {"email": "volunteer@demo.invalid", "password": "jaqyn-demo-2026"})
    send(volunteer, "Sign in")
    says(volunteer, "Nothing you typed is lost")
    send(volunteer, "Send it now")
    page = volunteer.open(f"/cases/{code}")
    assert "A long story that nobody wants to type twice." in page.inner_text("#status")


def test_a_file_too_large_is_refused_in_words(
    walker: Maker, code: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    volunteer = walker(PHONE, role="volunteer")
    page = volunteer.open(f"/cases/{code}/evidence/new?lang=en")
    large = tmp_path_factory.mktemp("large") / "large.pdf"
    large.write_bytes(b"%PDF-1.7\n" + bytes(60 * 1024 * 1024))
    page.set_input_files('[name="file"]', large)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    volunteer.check()
    assert "too large" in page.inner_text("main").lower()
    assert page.locator("main a, main button").count() > 0


def test_a_date_that_cannot_be_is_named_and_nothing_typed_is_lost(walker: Maker, code: str) -> None:
    volunteer = walker(PHONE, role="volunteer")
    page = volunteer.open(f"/cases/{code}/events/new?lang=en")
    fill(volunteer, {"type": "arrest", "happened-year": "2019", "happened-month": "2", "happened-day": "30"})
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    flashed(volunteer, "February")
    assert page.input_value('[name="happened-day"]') == "30"
