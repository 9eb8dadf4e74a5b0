"""Journey 3: news arrives, stands beside other news, and counts once a coordinator has confirmed it."""

import pytest

from tests.browser.acts import fill, log_appeal, says, send
from tests.browser.conftest import DESK, PHONE, Maker

pytestmark = pytest.mark.browser


def test_confirmed_news_changes_the_first_sentence_of_a_case(walker: Maker) -> None:
    volunteer, coordinator = walker(PHONE, role="volunteer"), walker(DESK, role="coordinator")
    code = log_appeal(volunteer, "Дәулет Хабарұлы", "Майра Хабарқызы")
    page = volunteer.open(f"/cases/{code}")
    says(volunteer, "Nobody has told us yet where this person is.")

    for place, year, source in (("camp", "2018", "a neighbour"), ("prison", "2019", "a call from an aunt")):
        volunteer.open(f"/cases/{code}")
        volunteer.press("Add news")
        fill(volunteer, {"place_status": place, "as_of-year": year, "source": source, "basis": "family"})
        fill(volunteer, {"as_of-qualifier": "about", "reliability": "B", "credibility": "2"})
        send(volunteer, "Record")
    says(volunteer, "Nothing is verified yet. The last report says: in prison.", "a neighbour", "a call from an aunt")
    volunteer.axe()

    coordinator.open("/")
    coordinator.open(f"/cases/{code}")
    says(coordinator, "2 reports wait to be verified")
    coordinator.page.locator("#status tr").filter(has_text="In prison").get_by_role("link", name="Verify").click()
    coordinator.page.wait_for_load_state("load")
    coordinator.check()
    says(coordinator, "Is this confirmed?", "In a camp", "a neighbour")
    fill(coordinator, {"decision": "set_aside"})
    send(coordinator, "Save the decision")
    says(coordinator, "Say why this is set aside.")
    fill(coordinator, {"decision": "verify", "note": "Two others say the same."})
    send(coordinator, "Save the decision")

    coordinator.open(f"/cases/{code}")
    first = page.locator("main .answer").first
    volunteer.open(f"/cases/{code}")
    assert first.inner_text().strip().startswith("In prison, as of about 2019, according to the family.")
    says(volunteer, "In a camp", "Not verified", "Verified")
