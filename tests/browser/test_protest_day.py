"""Journey 4: a protest is planned, families check in on a phone, and what was done to them is written down."""

from datetime import timedelta

import pytest

from caseapp import clock
from tests.browser.acts import fill, flashed, log_appeal, says, send
from tests.browser.conftest import PHONE, Maker

pytestmark = pytest.mark.browser


def test_a_day_of_protest_is_walked_on_a_phone(walker: Maker) -> None:
    coordinator, volunteer = walker(PHONE, role="coordinator"), walker(PHONE, role="volunteer")
    code = log_appeal(volunteer, "Талғат Алаңұлы", "Зейнеп Алаңқызы")

    coordinator.open("/protests?lang=en")
    coordinator.press("Plan a protest")
    says(coordinator, "Citizens of Kazakhstan only")
    today = clock.today()
    fill(coordinator, {"form": "picket", "starts_at": "11:00", "place_text": "At the consulate", "demand": "Answers."})
    fill(coordinator, {"held_on": (today - timedelta(days=1)).isoformat()})
    send(coordinator, "Plan the protest")
    says(coordinator, "This day is over. Enter a day from today on.")
    fill(coordinator, {"held_on": today.isoformat(), "notice_given_on": (today - timedelta(days=9)).isoformat()})
    send(coordinator, "Plan the protest")
    flashed(coordinator, "The protest is planned.")
    address = coordinator.page.url.removeprefix(coordinator.base)
    fill(coordinator, {"answer": "refused", "answered_on": today.isoformat()})
    send(coordinator, "Record the answer")
    says(coordinator, "Copy the ground of the refusal word for word.")
    fill(coordinator, {"refusal_ground": "“Works on the pavement.”"})
    send(coordinator, "Record the answer")
    says(coordinator, "“Works on the pavement.”")

    page = volunteer.open(f"{address}?lang=en")
    page.fill('main [name="q"]', "Алаңұл")
    send(volunteer, "Find")
    says(volunteer, "Талғат Алаңұлы", code)
    send(volunteer, "Зейнеп Алаңқызы: is here")
    flashed(volunteer, f"Noted for {code}.")
    says(volunteer, "Who came", "Came: Зейнеп Алаңқызы")
    volunteer.axe()

    page.locator(".card-item").filter(has_text=code).get_by_role("link", name="Record what was done").click()
    page.wait_for_load_state("load")
    volunteer.check()
    fill(volunteer, {"kind": "admin_arrest"})
    send(volunteer, "Record it")
    says(volunteer, "Nothing is saved yet.")
    fill(volunteer, {"days": "15", "article": "488", "served_on": today.isoformat()})
    send(volunteer, "Record it")
    says(volunteer, "Administrative arrest", "15 days", "Appeal until", "days left")
    volunteer.open(f"/cases/{code}")
    says(volunteer, "Administrative arrest")

    coordinator.open(address)
    send(coordinator, "The protest was held")
    flashed(coordinator, "Marked as held.")
