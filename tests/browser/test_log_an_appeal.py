"""Journey 1: an appeal is logged on a phone, read by a coordinator, and ends with a card in the family's hand."""

import pytest

from tests.browser.acts import accept_appeal, case_code, fill, flashed, log_appeal, make_card, photo, says, send
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser

CYRILLIC, ARABIC, CHINESE = "Ақтоқты Тестова", "اقتوقتى تەستوۆا", "阿克托克提"


def test_an_appeal_outlives_a_closed_browser_and_ends_with_a_card(walker: Maker) -> None:
    volunteer = walker(PHONE, role="volunteer")
    page = volunteer.open("/appeals/new?lang=en")
    fill(volunteer, {"names-0-text": "Бақытгүл Тестова", "kinship": "sister", "phones-0-value": "8 701 000 00 02"})
    send(volunteer, "Save and go on")
    address = page.url

    for row, name in enumerate((CYRILLIC, ARABIC, CHINESE)):
        if row:
            page.get_by_role("button", name="Another name").click()
            page.wait_for_selector(f'[name="names-{row}-text"]')
        page.fill(f'[name="names-{row}-text"]', name)
    with page.expect_response(lambda answer: answer.url.partition("?")[0].endswith("/text") and answer.ok):
        page.fill('[name="occupation"]', "teacher")
    volunteer.check()
    volunteer.axe()
    volunteer.context.close()

    volunteer = walker(PHONE, role="volunteer")
    page = volunteer.open("/appeals?lang=en")
    volunteer.press("Go on")
    volunteer.open(address.removeprefix(volunteer.base))
    says(volunteer, "We kept what you were typing.")
    typed = [page.input_value(f'[name="names-{row}-text"]') for row in range(3)]
    page = volunteer.page
    assert [*typed, page.input_value('[name="occupation"]')] == [CYRILLIC, ARABIC, CHINESE, "teacher"]
    fill(volunteer, {"sex": "female", "born-year": "1971", "cn_id": "65402119710101002X"})
    send(volunteer, "Save and go on")

    fill(
        volunteer,
        {
            "events-0-type": "arrest",
            "events-0-happened-qualifier": "about",
            "events-0-happened-year": "2018",
            "events-0-happened-month": "3",
            "events-0-place_text": "Іле",
            "events-0-source": "a neighbour",
            "place_status": "camp",
            "as_of-year": "2019",
            "status_basis": "family",
        },
    )
    send(volunteer, "Save and go on")
    fill(volunteer, {"statement": "Әпкемді 2018 жылы алып кетті.", "statement_language": "kk"})
    send(volunteer, "Save and go on")
    fill(volunteer, {"answer_internal": "given", "answer_government": "refused"})
    send(volunteer, "Save and go on")
    volunteer.page.set_input_files('[name="file"]', photo())
    fill(volunteer, {"kind": "photo"})
    send(volunteer, "Save and go on")
    says(volunteer, "Everything needed is there.", CYRILLIC, CHINESE, "about March 2018", "a neighbour")
    send(volunteer, "Hand in for review")
    says(volunteer, "Handed in for review", CYRILLIC)
    code = case_code(volunteer)

    volunteer.press("Print the family card")
    number = make_card(volunteer, code)
    says(volunteer, "You will not see this number again")
    assert volunteer.page.locator(".family-card img").evaluate("e => e.naturalWidth") > 0
    assert number not in volunteer.page.content()
    volunteer.axe()

    coordinator = walker(DESK, role="coordinator")
    coordinator.open("/appeals?lang=en")
    accept_appeal(coordinator, code)
    says(coordinator, "Accepted on")
    coordinator.open(f"/cases/{code}")
    says(coordinator, CYRILLIC, ARABIC, CHINESE, "about March 2018", "Nothing is verified yet.", "In a camp")


def test_a_field_day_takes_four_answers_a_family(walker: Maker) -> None:
    volunteer = walker(PHONE, role="volunteer")
    volunteer.open("/appeals/new?lang=en")
    volunteer.press("A field day with many families?")
    for name in ("Ержан Далалы", "Сәуле Далалы"):
        fill(volunteer, {"name": name, "asked_by": "Айша", "kinship": "mother", "phone": "+77010000003"})
        fill(volunteer, {"line": "Алып кетті, 2017."})
        send(volunteer, "Keep, next family")
        flashed(volunteer, "The next family can sit down.")
        assert volunteer.page.input_value('[name="name"]') == ""
    volunteer.open("/appeals")
    says(volunteer, "Ержан Далалы", "Сәуле Далалы", "Draft")


def test_an_appeal_needs_no_scripts(walker: Maker) -> None:
    walker(PHONE, role="volunteer").context.close()
    volunteer = walker(PHONE, role="volunteer", scripts=False)
    page = volunteer.open("/appeals/new?lang=en")
    fill(volunteer, {"names-0-text": "Гүлнар Қағазқызы", "kinship": "mother", "phones-0-value": "+77010000004"})
    volunteer.press("Another number")
    assert page.input_value('[name="names-0-text"]') == "Гүлнар Қағазқызы"
    fill(volunteer, {"phones-1-value": "+77010000005"})
    send(volunteer, "Save and go on")
    fill(volunteer, {"names-0-text": "Мұрат Қағазұлы", "sex": "male"})
    send(volunteer, "Save and go on")
    fill(volunteer, {"events-0-type": "arrest", "events-0-happened-year": "2017", "events-0-happened-day": "31"})
    fill(volunteer, {"events-0-happened-month": "2", "events-0-place_text": "Құлжа"})
    send(volunteer, "Save and go on")
    says(volunteer, "Nothing is saved yet.")
    assert page.input_value('[name="events-0-place_text"]') == "Құлжа"
    fill(volunteer, {"events-0-happened-day": "28"})
    for _step in ("what happened", "statement", "consent", "evidence"):
        send(volunteer, "Save and go on")
    says(volunteer, "Мұрат Қағазұлы")
    missing_consent = page.get_by_text("Still needed before the appeal can be handed in:")
    if missing_consent.count():
        page.locator("main .notice-soon a").first.click()
        page.wait_for_load_state("load")
        fill(volunteer, {"answer_internal": "given"})
        send(volunteer, "Save and go on")
        send(volunteer, "Save and go on")
    send(volunteer, "Hand in for review")
    code = case_code(volunteer)
    assert len(make_card(volunteer, code)) == 24


def test_nobody_accepts_what_they_wrote_themselves(walker: Maker) -> None:
    coordinator = walker(DESK, role="coordinator")
    code = log_appeal(coordinator, "Жұмабек Өзіңұлы", "Айгүл Өзіңқызы")
    page = coordinator.open(f"/cases/{code}")
    page.locator("#appeals .record h3 a").first.click()
    page.wait_for_load_state("load")
    says(coordinator, "Another coordinator has to review it.")
    assert page.get_by_role("button", name="Accept the appeal").count() == 0
