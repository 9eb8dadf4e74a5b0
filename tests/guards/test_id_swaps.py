"""Numbers and codes of other people's rows: every address answers as if there were nothing there."""

import re
from typing import Any

import pytest

from caseapp.appeals.models import Appeal
from caseapp.cases import services as cases
from caseapp.cases.claims import MediaItem
from caseapp.cases.vocabulary import Access
from caseapp.evidence.models import EvidenceFile
from caseapp.petitions.models import Correspondence, Petition, PetitionCase
from caseapp.petitions.vocabulary import CorrespondenceKind, Direction
from tests.factories import NOW, TODAY, AppealCaseFactory, CaseAssignmentFactory, CaseFactory
from tests.guards import office
from tests.guards.office import CANARY

# Who may open none of the case, and how the case is kept from them.
HIDDEN_FROM = (
    ("anonymous", Access.OFFICE),
    ("family", Access.OFFICE),
    ("volunteer of the office", Access.OFFICE),
    ("volunteer of the office", Access.SEALED),
    ("volunteer of another office", Access.OFFICE),
    ("coordinator", Access.SEALED),
    ("coordinator of another office", Access.OFFICE),
    ("translator", Access.OFFICE),
    ("translator of others", Access.OFFICE),
    ("auditor", Access.OFFICE),
    ("administrator", Access.OFFICE),
)

# What is not of a case: a protest belongs to the whole office, who came to it does not.
OF_THE_OFFICE = {
    "protests.show",
    "protests.check_in",
    "protests.notice",
    "protests.answer",
    "protests.held",
    "protests.cancel",
}
# Mail that belongs to no petition yet is the office's.
OF_THE_INBOX = {
    "petitions.incoming_letter",
    "petitions.incoming_file",
    "petitions.give_incoming",
    "petitions.set_incoming_aside",
    "petitions.bring_incoming_back",
}
OF_THE_TRANSLATOR = {"appeals.translate"}
# Whoever may list a case may say at the gate that somebody came for it.
OF_THE_GATE = {"protests.arrive", "protests.outcome"}

SAME = {"Date"}
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
SEARCHES = (
    "/",
    "/cases",
    f"/cases?q={CANARY}",
    f"/cases?q={CANARY}&within=statements",
    "/cases?state=all",
    "/cases?q={code}",
    "/petitions?q={code}",
    "/petitions?q=A-1",
    "/petitions?tab=waiting",
    "/petitions?tab=drafts",
    "/petitions/new?case={code}",
    "/appeals",
    "/families",
    "/protests",
    f"/protests/{{protest_id}}?q={CANARY}",
    "/protests/{protest_id}?q={code}",
    "/reports",
    "/account",
    "/status",
)


@pytest.fixture
def asking(app, session, client, login):
    def make(who: str, rows: office.Rows) -> Any:
        if who == "anonymous":
            return client
        return office.visiting(app, session, rows) if who == "family" else login(rows.people[who])

    return make


def allowed_to(who: str, access: Access) -> set[str]:
    """Say which pages of the walk belong to somebody though the case does not."""
    if who == "translator":
        return OF_THE_TRANSLATOR
    if who == "coordinator":
        return OF_THE_OFFICE | OF_THE_INBOX
    if who == "volunteer of the office":
        return OF_THE_OFFICE | (OF_THE_GATE if access is Access.OFFICE else set())
    return set()


@pytest.mark.parametrize(("who", "access"), HIDDEN_FROM)
def test_a_row_of_others_answers_like_one_that_is_not_there(app, session, asking, who, access):
    rows = office.fill(app, session, access=access)
    client, allowed = asking(who, rows), allowed_to(who, access)
    compared = 0
    for rule, hidden, absent in office.addresses(app, rows):
        if rule.endpoint in allowed:
            continue
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            found, nothing = (client.open(address, method=method) for address in (hidden, absent))
            assert found.status_code == nothing.status_code, (method, hidden)
            assert found.status_code in ({302, 401} if who in {"anonymous", "family"} else {403, 404}), (method, hidden)
            said = [
                TOKEN.sub("", answer.text.replace(address, ""))
                for answer, address in ((found, hidden), (nothing, absent))
            ]
            assert said[0] == said[1], (method, hidden)
            if found.status_code == 404:
                assert found.data == nothing.data, hidden
                assert [one for one in found.headers if one[0] not in SAME] == [
                    one for one in nothing.headers if one[0] not in SAME
                ], hidden
            compared += 1
    assert compared > 100


@pytest.mark.parametrize(("who", "access"), HIDDEN_FROM)
def test_no_list_count_or_search_shows_it(app, session, asking, who, access):
    rows = office.fill(app, session, access=access)
    client = asking(who, rows)
    other = "TST-1999-00001"
    for search in SEARCHES:
        facts = {"protest_id": rows.numbers["protest_id"]}
        found = client.get(search.format(code=rows.case.code, **facts)).text.replace(rows.case.code, other)
        listed = who == "volunteer of the office" and access is Access.OFFICE
        if not listed:
            typed = found.replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "").replace(f"q%3D{CANARY}", "")
            assert CANARY not in typed, search
            if "{code}" not in search:
                continue
            # A code typed into a search is written back, and nothing more is different.
            absent = client.get(search.format(code=other, **facts)).text
            assert TOKEN.sub("", found) == TOKEN.sub("", absent), search


def test_the_rows_are_there_for_those_whose_case_it_is(app, session, login):
    rows = office.fill(app, session)
    for who in ("volunteer assigned", "coordinator"):
        client, seen = login(rows.people[who]), 0
        for rule, shown, absent in office.addresses(app, rows):
            if "GET" not in (rule.methods or ()):
                continue
            seen += client.get(shown).status_code == 200
            assert client.get(absent).status_code in {403, 404}, absent
        assert seen > 25, who


@pytest.fixture
def two(app, session):
    """Fill an office, and let its petition, appeal and file be about a sealed case of the same office as well."""
    rows = office.fill(app, session)
    sealed = CaseFactory(office=rows.office, names=["Erlan Unspoken"], access=Access.SEALED)
    appeal = session.get(Appeal, rows.numbers["appeal_id"])
    appeal.statement = "Taken together with Erlan Unspoken"
    AppealCaseFactory(appeal=appeal, case=sealed)
    petition = session.get(Petition, rows.numbers["petition_id"])
    petition.reference, petition.subject = "UNSPOKEN-1", "About two, with Erlan Unspoken"
    session.add(PetitionCase(petition_id=petition.id, case_id=sealed.id))
    file = session.get(EvidenceFile, rows.numbers["file_id"])
    file.title = "Reply about Erlan Unspoken"
    session.add(
        Correspondence(
            petition_id=petition.id,
            direction=Direction.INCOMING,
            kind=CorrespondenceKind.ANSWERED_MERITS,
            happened_on=TODAY,
            recorded_at=NOW,
            summary="On Erlan Unspoken",
            evidence_id=file.id,
        )
    )
    session.flush()
    cases.refresh(session, rows.case, at=NOW)
    session.flush()
    return rows, sealed


@pytest.mark.parametrize("who", ["volunteer assigned", "coordinator"])
def test_what_names_a_sealed_case_too_is_kept_off_the_pages_of_the_other(app, two, login, who):
    rows, sealed = two
    client = login(rows.people[who])
    code, seen = rows.case.code, 0
    for page in [shown for rule, shown, _absent in office.addresses(app, rows) if "GET" in (rule.methods or ())]:
        answer = client.get(page)
        seen += answer.status_code == 200
        # A letter as a file is packed; its words are those of the page that shows it.
        said = answer.data.decode(errors="ignore")
        assert sealed.code not in said, page
        assert "unspoken" not in said.lower(), page
    assert seen > 20
    assert client.get(f"/evidence/{rows.numbers['file_id']}").status_code == 404
    for words in ("Unspoken", "together"):
        assert code not in client.get(f"/cases?q={words}&within=statements").text


def test_who_is_named_on_both_reads_what_names_both(two, login):
    rows, sealed = two
    CaseAssignmentFactory(case=sealed, user=rows.people["coordinator"])
    client = login(rows.people["coordinator"])
    assert "together with Erlan Unspoken" in client.get(f"/cases/{rows.case.code}").text
    assert client.get(f"/evidence/{rows.numbers['file_id']}").status_code == 200
    assert rows.case.code in client.get("/cases?q=together&within=statements").text


def test_only_addresses_of_the_web_become_links(app, session, login):
    rows = office.fill(app, session)
    session.get(Appeal, rows.numbers["appeal_id"]).video_url = "javascript:alert(1)"
    session.get(MediaItem, rows.kinds["media"]).url = "data:text/html,x"
    page = login(rows.people["coordinator"]).get(f"/cases/{rows.case.code}")
    assert page.status_code == 200
    assert "javascript:" not in page.text
    assert "data:text" not in page.text


def test_a_volunteer_reads_no_appeal_that_another_is_still_writing(app, session, login):
    rows = office.fill(app, session)
    session.get(Appeal, rows.numbers["draft_appeal_id"]).statement = "Half written"
    page = f"/cases/{rows.case.code}"
    assert "Half written" in login(rows.people["coordinator"]).get(page).text
    assert "Half written" not in login(rows.people["volunteer assigned"]).get(page).text
