"""What was typed survives a cookie that has ended, but only when the browser says the form was ours."""

import pytest

from caseapp.accounts.vocabulary import Role
from tests.factories import CaseFactory, UserFactory


@pytest.fixture
def guarded(app):
    """Switch the tokens of forms on."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 401), ("cross-site", 400), ("same-site", 400), (None, 400)]
)
def test_a_form_without_its_cookie(guarded, client, site, status):
    case = CaseFactory()
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = client.post(f"/cases/{case.code}/status-updates/new", data={"detail": "Heard by phone"}, headers=headers)
    assert answer.status_code == status
    assert ("Heard by phone" in answer.text) is (status == 401)


def test_a_form_without_its_token_is_refused_to_somebody_signed_in(guarded, login):
    client = login(UserFactory(role=Role.COORDINATOR))
    answer = client.post("/protests/new", data={}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
