"""A search box leads to a page whose address does not tell what was looked for."""

import pytest

from caseapp.accounts.vocabulary import Role
from tests.factories import CaseFactory, UserFactory

STRANGE = "gAAAAABh" + "A" * 92
"""Of the right shape, made with another key."""


@pytest.fixture
def coordinator():
    return UserFactory(role=Role.COORDINATOR)


def search(client, words, **more):
    return client.post("/find", data={"q": words, "to": "/cases", **more})


def test_a_name_is_found_and_does_not_stand_in_the_address(login, coordinator):
    case = CaseFactory(office=coordinator.office)
    client = login(coordinator)
    answer = search(client, f"  {case.shown_name} ")
    assert answer.status_code == 303
    assert not set(case.shown_name.split()) & set(answer.location.replace("+", " ").split())
    page = client.get(answer.location).text
    assert case.code in page
    assert f'value="{case.shown_name}"' in page


def test_the_same_words_look_different_each_time(login, coordinator):
    client = login(coordinator)
    assert search(client, "Erbol").location != search(client, "Erbol").location


def test_filters_and_pages_carry_the_hidden_words_on(login, coordinator):
    client = login(coordinator)
    location = search(client, "Erbol", to="/cases?place=camp&q=Old&s=old", within="statements").location
    assert location.startswith("/cases?place=camp&within=statements&s=")
    token = location.partition("&s=")[2]
    assert f'name="s" value="{token}"' in client.get(location).text
    assert "q=" not in client.get(location).text


def test_another_person_reads_nothing_of_it(login, coordinator):
    case = CaseFactory(office=coordinator.office)
    location = search(login(coordinator), case.shown_name).location
    colleague = login(UserFactory(role=Role.COORDINATOR, office=coordinator.office))
    assert f'value="{case.shown_name}"' not in colleague.get(location).text


@pytest.mark.parametrize("token", ["x", "", "é", "a" * 5000, STRANGE])
def test_a_token_that_is_not_ours_asks_for_nothing(login, coordinator, token):
    assert login(coordinator).get("/cases", query_string={"s": token}).status_code == 200


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "", "/\\example.org"])
def test_it_leads_nowhere_else(login, coordinator, target):
    assert search(login(coordinator), "Erbol", to=target).location.startswith("/cases?s=")


def test_a_box_left_empty_leads_to_the_plain_page(login, coordinator):
    assert search(login(coordinator), "   ", to="/protests/7#check-in").location == "/protests/7#check-in"
