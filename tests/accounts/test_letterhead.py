"""The head of an office's letters: its name and contacts, a text of its own, or nothing at all."""

import pytest
from sqlalchemy.orm import Session

from caseapp.accounts import offices
from caseapp.accounts.models import Office
from caseapp.accounts.vocabulary import Letterhead, Role
from caseapp.errors import RuleBroken
from tests.factories import OfficeFactory, UserFactory


def _office(**facts: object) -> Office:
    return OfficeFactory(name="Office Alma", address="Abai 1", city="Almaty", phone="+7 1", email="a@b.test", **facts)


def test_the_head_is_what_is_known_of_the_office(session: Session):
    assert offices.letterhead_of(_office()) == ("Office Alma", "Abai 1, Almaty", "+7 1 · a@b.test")
    assert offices.letterhead_of(OfficeFactory(name="Office Bare", city="")) == ("Office Bare",)


def test_an_organisation_that_is_not_registered_leaves_it_empty(session: Session):
    assert offices.letterhead_of(_office(letterhead=Letterhead.NONE, letterhead_text="kept for later")) == ()


def test_a_text_of_its_own_is_kept_line_by_line_and_cannot_be_missing(session: Session):
    office = _office()
    offices.set_letterhead(office, Letterhead.OWN, " Қоғамдық бірлестік \r\n\r\n Almaty ")
    assert offices.letterhead_of(office) == ("Қоғамдық бірлестік", "Almaty")
    with pytest.raises(RuleBroken):
        offices.set_letterhead(office, Letterhead.OWN, " \n ")


def test_an_administrator_writes_it_on_the_page_of_the_office(session: Session, login):
    office = _office()
    client = login(UserFactory(role=Role.ADMINISTRATOR, office=None))
    typed = {"name": office.name, "version": office.version, "letterhead": "own", "letterhead_text": ""}
    refused = client.post(f"/admin/offices/{office.id}", data=typed)
    assert refused.status_code == 422
    assert "Write the text for the head of the letters" in refused.text
    client.post(f"/admin/offices/{office.id}", data={**typed, "letterhead_text": "First\nSecond"})
    session.refresh(office)
    assert offices.letterhead_of(office) == ("First", "Second")
