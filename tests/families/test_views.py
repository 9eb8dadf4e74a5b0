"""What staff do for families: cards and answers, by role."""

import re

import pytest
from sqlalchemy import select

from caseapp.accounts.vocabulary import Role
from caseapp.cases.vocabulary import Access, Kinship
from caseapp.families import cards
from caseapp.families.models import FamilyCard
from tests.factories import (
    NOW,
    AppealCaseFactory,
    ApplicantFactory,
    CaseAssignmentFactory,
    CaseFactory,
    UserFactory,
)
from tests.families.factories import FamilyCardFactory, FamilyMessageFactory


@pytest.fixture
def coordinator(session):
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def case(coordinator):
    return CaseFactory(office=coordinator.office)


@pytest.fixture
def volunteer(case):
    return CaseAssignmentFactory(case=case, user=UserFactory(office=case.office)).user


def shown_number(page: str) -> str:
    found = re.search(r'class="family-card-number"[^>]*>(.*?)</p>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s", "", found[1])


def test_a_volunteer_makes_a_card_which_is_shown_once_in_five_languages(login, session, case, volunteer):
    aunt = ApplicantFactory(kinship=Kinship.AUNT)
    AppealCaseFactory(appeal=aunt.appeal, case=case)
    client = login(volunteer)
    page = client.post(f"/cases/{case.code}/card", data={"holder": str(aunt.person_id), "is_minimal": "y"}).text
    number = cards.read(shown_number(page))
    card = session.scalars(select(FamilyCard)).one()
    assert (card.locator, card.kinship, card.person_id) == (number.locator, Kinship.AUNT, aunt.person_id)
    assert card.is_minimal
    assert [lang for lang in ("kk", "kk-Arab", "ru", "zh", "en") if f'<section lang="{lang}"' not in page] == []
    assert "data:image/svg+xml" in page
    again = client.get(f"/cases/{case.code}/card").text
    assert number.secret not in again.replace(" ", "")
    assert cards.masked(card.locator) in again


def test_the_picture_carries_the_address_and_never_the_number(login, case, volunteer, monkeypatch):
    drawn = []
    import segno

    make = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **more: drawn.append(text) or make(text, **more))
    login(volunteer).post(f"/cases/{case.code}/card", data={"holder": "0", "kinship": "mother"})
    assert drawn == ["http://localhost/status"]


def test_a_second_card_for_the_same_relative_is_refused(login, case, volunteer):
    client = login(volunteer)
    answers = [
        client.post(f"/cases/{case.code}/card", data={"holder": "0", "kinship": "mother"}).status_code for _ in "12"
    ]
    assert answers == [200, 409]


def test_a_form_without_a_holder_is_mistyped(login, case, volunteer):
    client = login(volunteer)
    assert client.post(f"/cases/{case.code}/card", data={}).status_code == 422
    assert client.post(f"/cases/{case.code}/card", data={"holder": "0"}).status_code == 422
    assert client.post(f"/cases/{case.code}/card", data={"holder": "77"}).status_code == 422


def test_only_a_coordinator_replaces_or_ends_a_card(login, session, case, volunteer, coordinator):
    card = FamilyCardFactory(case=case)
    assert login(volunteer).post(f"/families/cards/{card.id}/reissue").status_code == 403
    assert login(volunteer).post(f"/families/cards/{card.id}/revoke").status_code == 403
    page = login(coordinator).post(f"/families/cards/{card.id}/reissue")
    assert page.status_code == 200
    fresh = session.scalars(select(FamilyCard).where(FamilyCard.revoked_at.is_(None))).one()
    assert cards.read(shown_number(page.text)).locator == fresh.locator
    assert login(coordinator).post(f"/families/cards/{card.id}/reissue").status_code == 409
    assert login(coordinator).post(f"/families/cards/{fresh.id}/revoke").status_code == 302
    assert session.scalars(select(FamilyCard).where(FamilyCard.revoked_at.is_(None))).all() == []


def test_cards_and_messages_of_another_office_are_not_there(login, case):
    stranger = login(UserFactory(role=Role.COORDINATOR))
    card, message = FamilyCardFactory(case=case), FamilyMessageFactory(card__case=case)
    assert stranger.get(f"/cases/{case.code}/card").status_code == 404
    assert stranger.post(f"/families/cards/{card.id}/revoke").status_code == 404
    assert stranger.get(f"/families/messages/{message.id}").status_code == 404
    assert stranger.post(f"/families/messages/{message.id}/read").status_code == 404
    assert case.code not in stranger.get("/families").text


def test_a_volunteer_who_is_not_on_the_case_makes_no_card(login, case):
    assert login(UserFactory(office=case.office)).get(f"/cases/{case.code}/card").status_code == 404


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_coordinators_read_what_families_write(login, case, role):
    message = FamilyMessageFactory(card__case=case)
    client = login(UserFactory(role=role, office=case.office))
    assert client.get("/families").status_code == 403
    assert client.get(f"/families/messages/{message.id}").status_code == 403
    assert client.post(f"/families/messages/{message.id}", data={"text": "x"}).status_code == 403


def test_a_coordinator_answers(login, session, case, coordinator):
    message = FamilyMessageFactory(card__case=case)
    client = login(coordinator)
    assert client.post(f"/families/messages/{message.id}", data={"text": ""}).status_code == 422
    assert client.post(f"/families/messages/{message.id}", data={"text": "Thank you."}).location == "/families"
    session.refresh(message)
    assert (message.answer, message.read_by_id) == ("Thank you.", coordinator.id)
    assert "Answered" in client.get("/families").text


def test_unread_messages_come_first_and_a_wish_to_withdraw_is_flagged(login, case, coordinator):
    FamilyMessageFactory(card__case=case, text="old and unread", wants_withdrawal=True)
    FamilyMessageFactory(card__case=case, text="new and read", read_at=NOW)
    page = login(coordinator).get("/families").text
    assert page.index("old and unread") < page.index("new and read")
    assert "notice-coerced" in page
    assert "Call back by a second channel" in page


def test_reading_is_noted_once(login, session, case, coordinator):
    message = FamilyMessageFactory(card__case=case)
    client = login(coordinator)
    client.post(f"/families/messages/{message.id}/read")
    session.refresh(message)
    first = message.read_at
    client.post(f"/families/messages/{message.id}/read")
    session.refresh(message)
    assert message.read_at == first is not None


def test_the_list_has_pages_and_costs_the_same(login, case, coordinator, count_queries):
    card = FamilyCardFactory(case=case)
    for n in range(27):
        FamilyMessageFactory(card=card, text=f"message {n:02d} end", read_at=NOW if n % 2 else None)
    client = login(coordinator)
    seen, url, counts = [], "/families", []
    while url:
        with count_queries() as asked:
            page = client.get(url).text
        counts.append(asked.count)
        seen += re.findall(r"message (\d\d) end", page)
        found = re.search(r'href="(/families\?after=[0-9-]+)"', page)
        url = found[1] if found else ""
    assert sorted(seen) == [f"{n:02d}" for n in range(27)]
    assert seen == sorted(seen, key=lambda n: (int(n) % 2, -int(n)))
    assert len(set(counts)) == 1


def test_sealed_cases_hide_their_messages_from_a_coordinator_who_is_not_named(login, session, case, coordinator):
    message = FamilyMessageFactory(card__case=case)
    case.access = Access.SEALED
    session.flush()
    assert login(coordinator).get(f"/families/messages/{message.id}").status_code == 404
