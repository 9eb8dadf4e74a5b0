"""A changed record adds what it says newly; nothing stored is deleted or overwritten."""

import pytest
from sqlalchemy import select

from caseapp.accounts.models import User
from caseapp.appeals.models import Appeal, Applicant
from caseapp.cases.claims import Claim, Event, SensitivityMark, StatusUpdate
from caseapp.cases.models import Case, CaseLink
from caseapp.cases.people import Person, PersonName
from caseapp.cases.vocabulary import Access, Kinship, PlaceStatus
from caseapp.exchange import vocabulary_maps as maps
from caseapp.exchange.published_records import parse_case
from caseapp.history.models import HistoryEntry
from caseapp.petitions.models import Petition
from caseapp.search.models import CaseSearch
from tests.exchange.conftest import a_case

ARREST = {"edtf": "2017", "type": "arrest", "detail": "Taken from home", "source": "001"}
RELEASE = {"edtf": "2019", "type": "release", "source": "002"}


def test_a_new_event_is_added_and_the_old_ones_stay(session, run):
    run([a_case(events=[ARREST])])
    result = run([a_case(events=[RELEASE])])
    assert result.exit_code == 0
    assert "cases: 0 new, 1 changed, 0 unchanged, 0 refused" in result.stdout
    assert "events: 1" in result.stdout.splitlines()
    assert [found.type.value for found in session.scalars(select(Event).order_by(Event.id))] == ["arrest", "release"]


def test_the_same_change_twice_adds_nothing(session, run, counts):
    run([a_case(events=[ARREST])])
    run([a_case(events=[ARREST, RELEASE])])
    before = counts()
    again = run([a_case(events=[ARREST, RELEASE])])
    assert "1 unchanged" in again.stdout
    back = run([a_case(events=[ARREST])])
    assert "1 unchanged" in back.stdout
    assert counts() == before


def test_the_same_event_twice_in_a_record_is_two_events(session, run):
    run([a_case(events=[ARREST])])
    run([a_case(events=[ARREST, ARREST])])
    assert len(session.scalars(select(Event)).all()) == 2


def test_a_contradicting_fact_becomes_a_claim_and_an_unknown_one_is_filled(session, run):
    run([a_case(outcome="held")])
    person = {"names": [], "sex": "female", "occupation": "teacher"}
    run([a_case(outcome="released", subject=person, source_files=["002"])])
    case = session.scalars(select(Case)).one()
    assert case.outcome == "held"
    assert case.sex.value == "male"
    assert session.get_one(Person, case.person_id).occupation == "teacher"
    claims = {(claim.field, claim.value, claim.source) for claim in session.scalars(select(Claim))}
    assert claims == {("outcome", "released", "002"), ("sex", "female", "002")}


def test_a_new_name_can_be_searched_and_a_new_status_is_shown(session, run):
    status = {"place_status": "camp", "as_of_edtf": "2018"}
    run([a_case(status=status)])
    later = {"place_status": "prison", "as_of_edtf": "2020"}
    names = [{"text": "Temirlan Sagatuly", "script": "Latn"}, {"text": "Темірлан Сағатұлы", "script": "Cyrl"}]
    run([a_case(status=later, subject={"names": names, "sex": "male"})])
    case = session.scalars(select(Case)).one()
    assert case.place_status is PlaceStatus.PRISON
    assert case.other_name == "Темірлан Сағатұлы"
    assert "Темірлан" in session.get_one(CaseSearch, case.id).names
    assert len(session.scalars(select(StatusUpdate)).all()) == 2
    assert "1 unchanged" in run([a_case(status=status)]).stdout
    assert len(session.scalars(select(StatusUpdate)).all()) == 2


def test_an_applicant_who_comes_later_opens_the_appeal(session, run):
    run([a_case()])
    run([a_case(applicants=[{"name": "Marzhan", "relation_to_subject": "mother"}])])
    run([a_case(applicants=[{"name": "Marzhan", "relation_to_subject": "mother"}, {"name": "Bolat"}])])
    assert len(session.scalars(select(Appeal)).all()) == 1
    assert [found.kinship for found in session.scalars(select(Applicant).order_by(Applicant.id))] == [
        Kinship.MOTHER,
        Kinship.OTHER,
    ]


def test_a_mark_that_comes_later_guards_the_case(session, run):
    run([a_case()])
    run([a_case(sensitivity=["anonymous"])])
    assert session.scalars(select(Case)).one().access is Access.RESTRICTED
    assert session.scalars(select(SensitivityMark)).one().mark.value == "anonymous"


def test_a_change_is_in_the_history(session, run):
    run([a_case()])
    run([a_case(events=[ARREST])])
    actions = session.scalars(select(HistoryEntry.action).order_by(HistoryEntry.id)).all()
    assert actions == ["case.imported", "case.import_added"]
    assert len(session.scalars(select(User).where(User.email == "import@system.invalid")).all()) == 1


def test_a_dry_run_of_a_change_writes_nothing_and_foresees_it(session, run, counts):
    run([a_case(events=[ARREST])])
    before = counts()
    dry = run([a_case(events=[ARREST, RELEASE], outcome="released"), a_case("PC08")], "--dry-run")
    assert counts() == before
    real = run([a_case(events=[ARREST, RELEASE], outcome="released"), a_case("PC08")])
    assert dry.stdout.splitlines()[1:] == real.stdout.splitlines()


def test_a_related_case_that_comes_later_is_linked_then(session, run):
    run([a_case("PC01", related_cases=["PC02"])])
    assert session.scalars(select(CaseLink)).one().other_id is None
    run([a_case("PC02")])
    other = session.scalars(select(Case).order_by(Case.id.desc())).first()
    assert session.scalars(select(CaseLink)).one().other_id == other.id


def test_open_words_are_kept_as_printed_and_counted(session, run):
    petition = {"recipient_key": "moon_base", "reply": "shrug", "source": "001"}
    result = run([a_case(events=[{"type": "eclipse"}], petitions=[petition], sensitivity=["moonlight"])])
    assert result.exit_code == 0
    assert "unmapped words: 4" in result.stdout
    assert "  event type eclipse: 1" in result.stdout
    found = session.scalars(select(Event)).one()
    assert (found.type.value, found.type_as_printed) == ("other", "eclipse")
    kept = session.scalars(select(Petition)).one()
    assert (kept.body_id, kept.recipient_key, kept.reply_as_printed) == (None, "moon_base", "shrug")


def test_names_of_an_applicant_keep_their_script(session, run):
    run([a_case(applicants=[{"name": "Гүлзира", "variants": ["Gulzira", "گۇلزيرا", "古丽"]}])])
    names = session.scalars(select(PersonName).where(PersonName.text != "Temirlan Sagatuly").order_by(PersonName.id))
    assert [name.script.value for name in names] == ["Cyrl", "Latn", "Arab", "Hani"]


@pytest.mark.parametrize(
    ("relation", "note", "kinship"),
    [
        ("wife", None, Kinship.WIFE),
        ("brother-in-law", None, Kinship.BROTHER_IN_LAW),
        ("husband", "relation of the SUBJECT to the applicant: husband", Kinship.WIFE),
        ("father-in-law", "relation of the SUBJECT to the applicant: father-in-law", Kinship.OTHER),
        ("milk brother", None, Kinship.OTHER),
        (None, None, Kinship.OTHER),
    ],
)
def test_a_relation_is_read_from_the_side_it_was_told(relation, note, kinship):
    assert maps.kinship(relation, note).term is kinship


@pytest.mark.parametrize("table", [item for item in vars(maps).values() if isinstance(item, maps.WordMap)])
def test_every_word_of_a_table_can_be_given_back_as_it_was_printed(table):
    for word in [*table.words, "a word nobody knows", None]:
        found = table.read(word)
        assert found.is_known == (word in table.words or word is None)
        if table is not maps.REPLIES:
            assert table.printed(found.term, found.as_printed) == word


def test_the_order_of_fields_does_not_make_a_change(run):
    run([a_case(events=[ARREST])])
    turned = dict(reversed(a_case(events=[dict(reversed(ARREST.items()))]).items()))
    assert parse_case(turned)[1] == []
    assert "1 unchanged" in run([turned]).stdout
