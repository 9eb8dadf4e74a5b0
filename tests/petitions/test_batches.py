"""Letters for many cases: made once, each with its own result, read, approved, printed and sent together."""

import io
import re
import zipfile

import pytest
from sqlalchemy import func, select, update

from caseapp import clock
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.cases.people import Relation
from caseapp.cases.vocabulary import Access, CaseState, Kinship
from caseapp.errors import RuleBroken
from caseapp.petitions import batch_job, batch_queries, batch_services, services
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.letter_models import LetterSending
from caseapp.petitions.letter_words import ItemState
from caseapp.petitions.models import Petition
from caseapp.petitions.readiness_shapes import Need, NeedState, Readiness
from caseapp.petitions.vocabulary import PetitionState
from tests.factories import NOW, TODAY, CaseAssignmentFactory, CaseFactory, OfficeFactory, UserFactory
from tests.petitions.factories import coordinator, get_body

S = PetitionState
I = ItemState  # noqa: E741


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    """Let every case be ready unless a test says otherwise: what a body asks for has tests of its own."""
    monkeypatch.setattr("caseapp.petitions.services.readiness_services.ensure_may_go", lambda *_args, **_facts: None)
    checked = {"lacking": set()}

    def check(record, facts, **_rest):
        lacks = facts.code in checked["lacking"]
        need = Need("born", "Date of birth", NeedState.MISSING, "The year is not enough.", is_required=True)
        return Readiness(facts.case_id, facts.code, (need,) if lacks else ())

    monkeypatch.setattr("caseapp.petitions.batch_services.readiness.check", check)
    return checked


@pytest.fixture
def office(session):
    return OfficeFactory()


@pytest.fixture
def boss(session, office):
    return coordinator(office)


@pytest.fixture
def cases(session, office):
    return [CaseFactory(office=office, names=[f"Erlan Sagatuly {number}"]) for number in range(4)]


def begin(session, cases, actor, **facts):
    given = {"language": TextLanguage.RU, "actor": actor, "at": NOW, **facts}
    return batch_services.begin(session, cases, get_body("kz_mfa"), **given)


def make_all(session, batch):
    while (item := batch_services.next_item(session, batch.id)) is not None:
        batch_services.make(session, item, today=TODAY, at=NOW)
        session.flush()


def ticks(session):
    """Give what a page would send for every letter."""
    return [f"{one.id}-{one.version}" for one in session.scalars(select(Petition).order_by(Petition.id))]


def ticked(page):
    """Give what a page sends when all its letters are ticked."""
    return re.findall(r'name="petition"[^>]*value="([^"]+)"', page.text)


def states(session, batch):
    session.flush()
    found = select(BatchItem.state).where(BatchItem.batch_id == batch.id).order_by(BatchItem.position)
    return list(session.scalars(found))


def test_each_case_gets_a_letter_of_its_own_and_only_one(session, context, cases, boss):
    batch = begin(session, cases, boss)
    make_all(session, batch)
    make_all(session, batch)
    assert states(session, batch) == [I.MADE] * 4
    petitions = session.scalars(select(Petition)).all()
    assert len(petitions) == 4
    assert {petition.state for petition in petitions} == {S.DRAFT}
    assert all("Erlan Sagatuly" in petition.letter for petition in petitions)
    assert {petition.drafted_by_id for petition in petitions} == {boss.id}


def test_the_same_wish_twice_is_one_batch(session, context, cases, boss):
    assert begin(session, cases, boss, idempotency_key="k") is begin(session, cases, boss, idempotency_key="k")


def test_a_case_that_lacks_something_says_what_and_is_tried_again_when_it_is_there(
    session, context, ready, cases, boss
):
    ready["lacking"] = {cases[1].code}
    batch = begin(session, cases, boss)
    make_all(session, batch)
    assert states(session, batch) == [I.MADE, I.NOT_READY, I.MADE, I.MADE]
    item = session.scalars(select(BatchItem).where(BatchItem.state == I.NOT_READY)).one()
    assert item.why == [{"said": "Date of birth: The year is not enough."}]
    ready["lacking"] = set()
    assert batch_services.go_on(session, batch) == 1
    session.expire_all()
    make_all(session, batch)
    assert states(session, batch) == [I.MADE] * 4
    assert session.scalar(select(func.count()).select_from(Petition)) == 4


def test_no_letter_is_made_for_somebody_who_has_left(session, context, cases, boss):
    batch = begin(session, cases, boss)
    boss.disabled_at = NOW
    make_all(session, batch)
    assert states(session, batch) == [I.LEFT_OUT] * 4
    assert session.scalars(select(Petition)).all() == []


def test_a_stopped_batch_makes_no_more_letters(session, context, cases, boss):
    batch = begin(session, cases, boss)
    batch_services.make(session, batch_services.next_item(session, batch.id), today=TODAY, at=NOW)
    session.flush()
    batch_services.stop(session, batch, at=NOW)
    session.flush()
    assert batch_services.next_item(session, batch.id) is None
    session.expire_all()
    assert states(session, batch) == [I.MADE, I.LEFT_OUT, I.LEFT_OUT, I.LEFT_OUT]


def test_a_case_shut_meanwhile_is_left_out_and_one_closed_meanwhile_says_so(app, session, cases, boss):
    batch = begin(session, cases, boss)
    session.execute(update(Case).where(Case.id == cases[0].id).values(access=Access.SEALED))
    session.execute(update(Case).where(Case.id == cases[1].id).values(state=CaseState.CLOSED, closed_on=TODAY))
    session.commit()
    with app.test_request_context("/"):
        batch_job.make_letters(batch.id)
    session.expire_all()
    assert states(session, batch) == [I.LEFT_OUT, I.FAILED, I.MADE, I.MADE]
    failed = session.scalars(select(BatchItem).where(BatchItem.state == I.FAILED)).one()
    assert "is closed" in failed.why[0]["said"]


def test_a_job_killed_in_the_middle_and_run_again_makes_nothing_twice(app, session, cases, boss, monkeypatch):
    batch = begin(session, cases, boss)
    session.commit()
    composed = batch_services.compose
    calls = []

    def killed(*args, **facts):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return composed(*args, **facts)

    monkeypatch.setattr(batch_services, "compose", killed)
    with app.test_request_context("/"), pytest.raises(KeyboardInterrupt):
        batch_job.make_letters(batch.id)
    session.expire_all()
    assert states(session, batch) == [I.MADE, I.MADE, I.WAITING, I.WAITING]
    with app.test_request_context("/"):
        batch_job.make_letters(batch.id)
        batch_job.make_letters(batch.id)
    session.expire_all()
    assert states(session, batch) == [I.MADE] * 4
    assert session.scalar(select(func.count()).select_from(Petition)) == 4


def test_a_letter_that_cannot_be_made_holds_up_no_other(app, session, cases, boss, monkeypatch):
    batch = begin(session, cases, boss)
    session.commit()
    composed = batch_services.compose

    def broken(kind, language, facts, record, **rest):
        if facts[0].code == cases[0].code:
            raise ValueError("Erlan")
        return composed(kind, language, facts, record, **rest)

    monkeypatch.setattr(batch_services, "compose", broken)
    with app.test_request_context("/"):
        batch_job.make_letters(batch.id)
    session.expire_all()
    assert states(session, batch) == [I.FAILED, I.MADE, I.MADE, I.MADE]
    item = session.scalars(select(BatchItem).where(BatchItem.state == I.FAILED)).one()
    assert "Erlan" not in str(item.why)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"language": TextLanguage.ZH}, "It reads: Kazakh, Russian."),
        ({"cases": []}, "at least one case"),
        ({"cases": "others"}, "different offices"),
        ({"cases": "many"}, "a batch holds 200"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_a_sentence(session, context, cases, boss, change, words):
    chosen = {"others": [*cases, CaseFactory()], "many": [cases[0]] * 201}.get(
        str(change.get("cases")), change.get("cases", cases)
    )
    with pytest.raises(RuleBroken) as refused:
        begin(session, chosen, boss, language=change.get("language", TextLanguage.RU))
    assert words in str(refused.value.message)
    assert session.scalar(select(func.count()).select_from(PetitionBatch)) == 0


def test_a_batch_goes_from_choosing_cases_to_the_sending_on_its_pages(login, session, office, cases, boss):
    writer, reader = login(boss), login(coordinator(office))
    codes = "\n".join(case.code.lower() for case in cases)
    page = writer.get("/petitions/batches/new", query_string={"codes": f"{codes}, TST-1999-00001"})
    assert all(case.code in page.text for case in cases)
    assert "TST-1999-00001" in page.text
    key = re.search(r'name="key"[^>]*value="([^"]*)"', page.text)[1]
    data = {"key": key, "case": [case.code for case in cases], "body": "kz_mfa", "language": "ru", "way": "each"}
    addresses = {writer.post("/petitions/batches/new", data=data).location for _press in range(2)}
    assert len(addresses) == 1
    address = addresses.pop()
    shown = writer.get(address)
    assert "4 letters are made." in shown.text
    assert writer.get(f"{address}/progress").status_code == 200
    assert writer.post(f"{address}/submit").status_code == 302
    own = writer.post(f"{address}/approve", data={"petition": ticks(session)})
    assert own.status_code == 409
    assert own.text.count("Somebody else reads it") == 4
    assert reader.post(f"{address}/approve", data={"petition": ticked(reader.get(address))[:3]}).status_code == 302
    found = select(Petition.state).order_by(Petition.id)
    assert list(session.scalars(found)) == [S.APPROVED, S.APPROVED, S.APPROVED, S.IN_REVIEW]
    archive = zipfile.ZipFile(io.BytesIO(reader.get(f"{address}/letters.zip").data))
    assert [name.split("-petition-")[0][4:] for name in archive.namelist()] == [case.code for case in cases]
    assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    sent = {
        "sent_on": clock.today().isoformat(),
        "channel": "registered_post",
        "petition": ticked(reader.get(f"{address}/sent")),
    }
    asked = reader.post(f"{address}/sent", data=sent)
    assert asked.status_code == 422
    assert "Say where it is kept." in asked.text
    for _press in range(2):
        done = reader.post(f"{address}/sent", data={**sent, "no_proof_because": "One list for all"})
        assert done.status_code == 302
    assert list(session.scalars(found)) == [S.SENT, S.SENT, S.SENT, S.IN_REVIEW]
    assert session.scalar(select(func.count()).select_from(LetterSending)) == 3


def test_a_letter_that_changed_after_it_was_read_is_not_approved_with_the_others(login, session, office, cases, boss):
    batch = begin(session, cases[:2], boss)
    make_all(session, batch)
    changed, same = session.scalars(select(Petition).order_by(Petition.id)).all()
    for petition in (changed, same):
        services.submit_for_review(session, petition, actor=boss, at=NOW)
    session.commit()
    reader, address = login(coordinator(office)), f"/petitions/batches/{batch.id}"
    read = ticked(reader.get(address))
    other = coordinator(office)
    services.send_back(session, changed, reason="Say it again", actor=other, at=NOW)
    facts = {"language": changed.language, "subject": changed.subject, "petitioner": changed.petitioner}
    services.edit_draft(session, changed, letter="Not what was read.", **facts, actor=boss, at=NOW)
    services.submit_for_review(session, changed, actor=boss, at=NOW)
    session.commit()
    done = reader.post(f"{address}/approve", data={"petition": read})
    assert (done.status_code, done.text.count("changed this letter meanwhile")) == (409, 1)
    session.expire_all()
    assert (changed.state, same.state) == (S.IN_REVIEW, S.APPROVED)


def test_one_letter_about_a_family_leads_to_the_usual_page(login, session, office, cases, boss):
    session.add(Relation(person_id=cases[0].person_id, other_id=cases[1].person_id, kinship=Kinship.BROTHER))
    client = login(boss)
    page = client.get("/petitions/batches/new", query_string={"family": cases[1].code})
    assert cases[0].code in page.text
    assert cases[2].code not in page.text
    data = {"case": [case.code for case in cases[:2]], "body": "kz_mfa", "language": "kk", "way": "together"}
    done = client.post("/petitions/batches/new", data=data)
    assert done.status_code == 302
    assert done.location.startswith("/petitions/new?")
    assert all(case.code in done.location for case in cases[:2])


def test_only_cases_one_may_open_are_found_and_shown(login, session, office, cases, boss):
    volunteer = UserFactory(office=office)
    CaseAssignmentFactory(case=cases[0], user=volunteer)
    client = login(volunteer)
    page = client.get("/petitions/batches/new", query_string={"codes": " ".join(case.code for case in cases)})
    assert page.text.count('name="case"') == 1
    batch = begin(session, cases, boss)
    session.commit()
    shown = client.get(f"/petitions/batches/{batch.id}")
    assert cases[0].code in shown.text
    assert cases[1].code not in shown.text
    assert login(UserFactory(office=office)).get(f"/petitions/batches/{batch.id}").status_code == 404
    counted = batch_queries.counts(session, [batch.id], volunteer)
    assert counted == {batch.id: {I.WAITING: 1}}


def test_a_mistyped_wish_keeps_what_was_ticked(login, cases, boss):
    client = login(boss)
    data = {"case": [cases[0].code, cases[2].code], "body": "", "language": "ru", "way": "each"}
    page = client.post("/petitions/batches/new", data=data)
    assert page.status_code == 422
    assert "Choose the body." in page.text
    assert page.text.count("checked") >= 3


def test_more_cases_cost_no_more_statements(login, session, office, boss, count_queries):
    client = login(boss)
    counts = []
    for size in (2, 6):
        batch = begin(session, [CaseFactory(office=office) for _ in range(size)], boss)
        session.commit()
        client.get(f"/petitions/batches/{batch.id}")
        with count_queries() as seen:
            assert client.get(f"/petitions/batches/{batch.id}").status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_drafts_with_gaps_are_written_when_somebody_asks_for_them(session, context, ready, cases, boss):
    ready["lacking"] = {cases[0].code}
    batch = begin(session, cases, boss)
    make_all(session, batch)
    batch_services.go_on(session, batch, with_gaps=True)
    session.expire_all()
    make_all(session, batch)
    assert states(session, batch) == [I.MADE] * 4
    item = session.scalars(select(BatchItem).where(BatchItem.case_id == cases[0].id)).one()
    assert item.why == [{"said": "Date of birth: The year is not enough."}]


def test_a_coordinator_lets_drafts_go_with_one_reason_for_all(session, context, cases, boss, monkeypatch):
    monkeypatch.undo()
    batch = begin(session, cases, boss)
    batch.is_with_gaps = True
    make_all(session, batch)
    petitions = session.scalars(select(Petition).order_by(Petition.id)).all()
    who = {"actor": boss, "at": NOW}
    refused = batch_services.for_each(
        session, petitions, lambda one: batch_services.submit(session, one, reason=None, **who)
    )
    assert (refused.done, len(refused.refused)) == (0, 4)
    assert "not ready" in refused.refused[0][1]
    let_go = batch_services.for_each(
        session, petitions, lambda one: batch_services.submit(session, one, reason="Lives are in danger", **who)
    )
    assert (let_go.done, let_go.refused) == (4, [])
    assert {petition.state for petition in petitions} == {S.IN_REVIEW}


def test_what_takes_too_long_for_one_page_is_left_for_another_press(session, context, cases, boss):
    batch = begin(session, cases, boss)
    make_all(session, batch)
    petitions = session.scalars(select(Petition).order_by(Petition.id)).all()
    outcome = batch_services.for_each(session, petitions, lambda _one: None, seconds=-1.0)
    assert (outcome.done, outcome.left) == (0, 4)
    assert "4 are left: press once more." in batch_services.done_in_words(outcome)
