"""Sending: a page for each way, what e-Otinish asks ready to copy, the proof and the number taken back."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from caseapp.cases.people import Contact, Identifier
from caseapp.cases.vocabulary import ContactKind, IdentifierKind
from caseapp.evidence.models import EvidenceFile
from caseapp.history.models import HistoryEntry
from caseapp.petitions import channels
from caseapp.petitions.body_data import read_bodies
from caseapp.petitions.models import Body, Correspondence
from caseapp.petitions.moves import GIVES_PROOF
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionChannel, PetitionState
from tests.factories import AppealCaseFactory, AppealFactory, ApplicantFactory, CaseFactory
from tests.petitions.factories import PetitionFactory, coordinator
from tests.petitions.test_views import PDF, hidden, url

S = PetitionState
IIN = "730101300010"


@pytest.fixture
def case(session):
    return CaseFactory(opened_on=date(2026, 1, 5), names=["Temirlan Sagatuly"])


@pytest.fixture
def boss(session, case):
    return coordinator(case.office)


@pytest.fixture
def applicant(session, case):
    appeal = AppealFactory(office=case.office)
    AppealCaseFactory(appeal=appeal, case=case)
    found = ApplicantFactory(appeal=appeal)
    person_id = found.person_id
    session.add(Identifier(person_id=person_id, kind=IdentifierKind.KZ_IIN, number=IIN))
    session.add(Contact(person_id=person_id, kind=ContactKind.PHONE, value="+7 700 000 11 22"))
    session.flush()
    return found


def sending(client, petition, channel, **answers):
    page = client.get(url(petition, f"send/{channel}"))
    assert page.status_code == 200
    data = {
        "version": hidden(page, "version"),
        "key": hidden(page, "key"),
        "channel": channel.replace("-", "_"),
        "sent_on": "2026-11-02",
        **answers,
    }
    return client.post(url(petition, f"send/{channel}"), data=data, content_type="multipart/form-data"), data


@pytest.mark.parametrize("channel", PetitionChannel)
def test_every_way_has_a_page_that_says_what_to_do(login, case, boss, channel):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    guide = channels.GUIDES[channel]
    page = login(boss).get(url(petition, f"send/{guide.slug}"))
    assert page.status_code == 200
    assert str(guide.proof) in page.text
    assert page.text.count("<h1") == 1


def test_the_ways_a_body_names_stand_first_with_their_addresses(login, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED, body_key="un_wgeid")
    page = login(boss).get(url(petition, "send")).text
    assert "hrc-wg-eid@un.org" in page
    assert page.index("send/email") < page.index("send/e-otinish")
    assert login(boss).get(url(petition, "send/pigeon")).status_code == 404


def test_every_body_offers_each_way_once():
    for record in read_bodies():
        first, others = channels.offered(record)
        assert sorted(guide.channel for guide in [*first, *others]) == sorted(PetitionChannel)
        assert all(channels.addresses(record, guide.channel) for guide in first)


def test_e_otinish_prepares_every_field_and_hides_who_asks(login, session, case, boss, applicant):
    letter = f"Where is he?\n\nIIN {IIN}, phone +7 700 000 11 22"
    petition = PetitionFactory(case=case, state=S.APPROVED, letter=letter)
    client = login(boss)
    page = client.get(url(petition, "send/e-otinish")).text
    assert "Where is he?" in page
    assert "IIN ••••, phone ••••" in page
    assert petition.subject in page
    assert "••••0010" in page
    assert IIN not in page
    assert "700 000" not in page
    shown = client.post(url(petition, "filing"), data={"reason": "She files it now"})
    assert shown.status_code == 200
    assert IIN in shown.text
    assert letter in shown.text
    entry = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "petition.filing_shown")).one()
    assert (entry.case_id, entry.detail) == (case.id, "She files it now")
    assert client.post(url(petition, "filing"), data={"reason": " "}).status_code == 422
    assert IIN not in client.get(url(petition, "filing")).text


def test_the_receipt_number_comes_back_with_its_proof(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    done, _data = sending(
        login(boss), petition, "e-otinish", reference="ZT-2026-77", proof=(BytesIO(PDF), "receipt.pdf")
    )
    assert done.status_code == 302
    session.refresh(petition)
    assert (petition.state, petition.channel, petition.reference) == (S.SENT, PetitionChannel.E_OTINISH, "ZT-2026-77")
    letter = session.scalars(select(Correspondence).where(Correspondence.kind == CorrespondenceKind.SENT)).one()
    assert session.get_one(EvidenceFile, letter.evidence_id).file_name == "receipt.pdf"


def test_e_otinish_without_its_receipt_number_is_asked_for_it(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    done, _data = sending(login(boss), petition, "e-otinish", proof=(BytesIO(PDF), "receipt.pdf"))
    assert done.status_code == 409
    assert 'id="reference-error"' in done.text
    session.refresh(petition)
    assert petition.state is S.APPROVED


@pytest.mark.parametrize("channel", sorted(GIVES_PROOF))
def test_where_a_way_gives_proof_it_is_asked_for_beside_its_field(login, session, case, boss, channel):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    slug = channels.GUIDES[channel].slug
    done, _data = sending(login(boss), petition, slug)
    assert done.status_code == 409
    assert 'id="proof-error"' in done.text
    assert "say why there is none" in done.text
    done, _data = sending(login(boss), petition, slug, no_proof_because="The phone was taken away")
    assert done.status_code == 302
    session.refresh(petition)
    assert petition.state is S.SENT


def test_a_proof_that_is_not_what_its_name_says_is_refused(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    done, _data = sending(login(boss), petition, "by-hand", proof=(BytesIO(b"MZ\x90\x00 no picture"), "stamp.jpg"))
    assert done.status_code == 422
    assert "says one format and its content is another" in done.text
    session.refresh(petition)
    assert petition.state is S.APPROVED
    assert session.scalars(select(EvidenceFile)).all() == []


def test_nothing_goes_out_to_a_closed_body_unless_it_went_before(login, session, case, boss):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    session.scalars(select(Body).where(Body.key == "kz_mfa")).one().is_active = False
    done, _data = sending(login(boss), petition, "post")
    assert done.status_code == 409
    assert "no longer written to" in done.text
    assert "It went out while this body still took letters" in done.text
    done, _data = sending(login(boss), petition, "post", is_before_closing="y")
    assert done.status_code == 302


def test_a_volunteer_reads_the_fields_but_does_not_send(login, session, case, applicant):
    petition = PetitionFactory(case=case, state=S.APPROVED)
    from tests.factories import CaseAssignmentFactory, UserFactory

    person = UserFactory(office=case.office)
    CaseAssignmentFactory(case=case, user=person)
    client = login(person)
    assert client.get(url(petition, "send")).status_code == 403
    assert client.get(url(petition, "filing")).status_code == 200
