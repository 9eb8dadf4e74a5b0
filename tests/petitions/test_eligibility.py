"""Which bodies are open to which case: one table over every body, and the order of usefulness."""

from dataclasses import replace
from datetime import date

import pytest

from caseapp.cases.vocabulary import (
    Basis,
    CaseKind,
    EventType,
    LegalStatus,
    PlaceStatus,
    SentenceCountry,
    Sex,
)
from caseapp.petitions.body_data import body_on, parse_body, printed_bodies, read_bodies
from caseapp.petitions.eligibility import Rank, eligible, for_cases
from caseapp.petitions.eligibility_rules import RULES
from caseapp.petitions.facts import (
    CaseFacts,
    CitizenshipFact,
    CustodyFact,
    EventFact,
    PlaceFact,
    ReprisalFact,
    SentenceFact,
    StatusFact,
)
from caseapp.petitions.vocabulary import BodyKind, PetitionState
from caseapp.reprisals.vocabulary import ReprisalType
from tests.petitions.facts_made import DAY, FULL, PROTESTS, TODAY, sent

BODIES = read_bodies()
IN_FORCE = [record for record in BODIES if record.in_force(TODAY)]

pytestmark = pytest.mark.usefixtures("context")

LOST = CaseFacts(1, "TST-1", events=(EventFact(1, EventType.DISAPPEARANCE, DAY("2018-03"), PlaceFact("Kunes")),))
CHINESE = replace(LOST, citizenships=(CitizenshipFact("CN"),))
CITIZEN = replace(LOST, citizenships=(CitizenshipFact("KZ"),))
FREED = replace(LOST, status=StatusFact(PlaceStatus.RETURNED_KZ))
DEAD = replace(LOST, status=StatusFact(PlaceStatus.DECEASED))
IN_PRISON = replace(LOST, status=StatusFact(PlaceStatus.PRISON, place_basis=Basis.FELLOW_INMATE))
CONFIRMED = replace(LOST, status=StatusFact(PlaceStatus.PRISON, place_basis=Basis.OFFICIAL_STATEMENT))
SENTENCED = replace(LOST, sentences=(SentenceFact(SentenceCountry.CN, 12),))
VERDICT = replace(LOST, status=StatusFact(legal=LegalStatus.SENTENCED_DOCUMENT))
VANISHED = replace(LOST, status=StatusFact(PlaceStatus.DISAPPEARED), custody=(CustodyFact(PlaceStatus.CAMP),))
FINED = replace(LOST, reprisals=(ReprisalFact(1, ReprisalType.FINE_KZ),))
WATCHED = replace(LOST, reprisals=(ReprisalFact(1, ReprisalType.SURVEILLANCE),))
CROSSER = replace(LOST, kind=CaseKind.BORDER_CROSSER)
WORKED = replace(LOST, events=(*LOST.events, EventFact(2, EventType.FORCED_LABOUR)))
PLANNED = replace(LOST, protests=PROTESTS[:1])
MARCHING = replace(LOST, protests=PROTESTS[1:2])
PROTESTED = replace(LOST, protests=PROTESTS[2:])
TOLD = replace(CITIZEN, petitions=(sent(1, "kz_mfa", BodyKind.NATIONAL_EXECUTIVE),))
ASKED = replace(LOST, petitions=(sent(1, "kz_mvd", BodyKind.NATIONAL_EXECUTIVE),))


def taken(when):
    return replace(LOST, events=(EventFact(1, EventType.DISAPPEARANCE, DAY(when), PlaceFact("Kunes")),))


def before(facts, key, state=PetitionState.SENT):
    return replace(facts, petitions=(replace(sent(1, key, BodyKind.UN_TREATY_BODY), state=state),))


N, F, A, S, SHUT = Rank.NOW, Rank.FITTING, Rank.ALSO, Rank.SUPPORT, None

TABLE = [
    ("un_wgeid", LOST, F),
    ("un_wgeid", taken("2026-10-02"), N),
    ("un_wgeid", taken("2026-08"), N),
    ("un_wgeid", taken("2026-08-20"), N),
    ("un_wgeid", taken("2026-08-19"), F),
    ("un_wgeid", taken("2025-12"), F),
    ("un_wgeid", replace(LOST, events=()), F),
    ("un_wgeid", VANISHED, F),
    ("un_wgeid", IN_PRISON, A),
    ("un_wgeid", CONFIRMED, SHUT),
    ("un_wgeid", VERDICT, SHUT),
    ("un_wgeid", FREED, SHUT),
    ("un_wgeid", DEAD, SHUT),
    ("un_wgeid", before(LOST, "un_wgad"), SHUT),
    ("un_wgeid", before(LOST, "un_ced_urgent_action"), SHUT),
    ("un_wgeid", before(LOST, "un_wgeid"), SHUT),
    ("un_wgeid", before(LOST, "un_wgad", PetitionState.CLOSED), F),
    ("un_wgeid", before(LOST, "un_wgad", PetitionState.DRAFT), F),
    ("un_wgad", SENTENCED, F),
    ("un_wgad", IN_PRISON, F),
    ("un_wgad", CONFIRMED, F),
    ("un_wgad", VERDICT, F),
    ("un_wgad", LOST, SHUT),
    ("un_wgad", VANISHED, SHUT),
    ("un_wgad", replace(SENTENCED, status=StatusFact(PlaceStatus.AT_LIBERTY_CHINA)), SHUT),
    ("un_wgad", before(SENTENCED, "un_wgeid"), SHUT),
    ("un_wgad", before(SENTENCED, "un_human_rights_committee"), SHUT),
    ("un_special_procedures", LOST, A),
    ("un_special_procedures", IN_PRISON, F),
    ("un_special_procedures", WATCHED, F),
    ("un_special_procedures", before(LOST, "un_wgeid"), A),
    ("un_ced_urgent_action", TOLD, N),
    ("un_ced_urgent_action", CITIZEN, F),
    ("un_ced_urgent_action", CHINESE, SHUT),
    (
        "un_ced_urgent_action",
        replace(LOST, events=(EventFact(1, EventType.DISAPPEARANCE, DAY("2020"), PlaceFact("Almaty", country="KZ")),)),
        F,
    ),
    ("un_ced_urgent_action", replace(CITIZEN, status=StatusFact(PlaceStatus.AT_LIBERTY_KZ)), SHUT),
    ("un_ced_urgent_action", before(CITIZEN, "un_wgeid"), SHUT),
    ("un_human_rights_committee", LOST, SHUT),
    ("un_human_rights_committee", FINED, A),
    ("un_human_rights_committee", before(FINED, "un_cat"), SHUT),
    ("un_human_rights_committee", before(FINED, "un_cedaw"), SHUT),
    ("un_cat", LOST, SHUT),
    ("un_cat", FINED, A),
    ("un_cat", CROSSER, N),
    ("un_cat", before(CROSSER, "un_human_rights_committee"), SHUT),
    ("un_cedaw", replace(FINED, sex=Sex.FEMALE), A),
    ("un_cedaw", replace(FINED, sex=Sex.MALE), SHUT),
    ("un_cedaw", replace(LOST, sex=Sex.FEMALE), SHUT),
    ("un_cerd", LOST, S),
    ("un_hrc_complaint_procedure", LOST, S),
    ("un_ohchr_reprisals", LOST, SHUT),
    ("un_ohchr_reprisals", WATCHED, A),
    ("un_ohchr_reprisals", before(WATCHED, "un_wgeid"), N),
    ("un_ohchr_geneva", LOST, S),
    ("unhcr_kz", LOST, SHUT),
    ("unhcr_kz", CROSSER, N),
    ("ilo", LOST, SHUT),
    ("ilo", WORKED, S),
    ("kz_president", LOST, A),
    ("kz_mfa", CHINESE, F),
    ("kz_mfa", CITIZEN, N),
    ("kz_mvd", CHINESE, F),
    ("kz_mvd", CITIZEN, N),
    ("kz_migration_service", LOST, A),
    ("kz_migration_service", CROSSER, N),
    ("kz_prosecutor", LOST, A),
    ("kz_prosecutor", ASKED, F),
    ("kz_prosecutor", FINED, F),
    ("kz_ombudsman", LOST, S),
    ("kz_ombudsman", ASKED, A),
    ("kz_parliament", LOST, A),
    ("kz_akimat_assembly_notice", LOST, SHUT),
    ("kz_akimat_assembly_notice", PLANNED, N),
    ("kz_akimat_assembly_notice", MARCHING, SHUT),
    ("kz_akimat_assembly_approval", MARCHING, N),
    ("kz_akimat_assembly_approval", PLANNED, SHUT),
    ("kz_court_admin_offence", LOST, SHUT),
    ("kz_court_admin_offence", PROTESTED, N),
    ("kz_court_admin", LOST, SHUT),
    ("kz_court_admin", ASKED, A),
    ("cn_embassy_astana", LOST, A),
    ("cn_embassy_astana", FREED, S),
    ("cn_consulate_almaty", LOST, A),
    ("eu_eeas_delegation", LOST, S),
    ("eu_parliament", LOST, S),
    ("osce_odihr", LOST, SHUT),
    ("osce_odihr", FINED, A),
    ("us_state_department", LOST, S),
    ("us_cecc", LOST, S),
    ("foreign_parliament_other", LOST, S),
    ("icrc_rfl", LOST, A),
    ("icrc_rfl", FREED, SHUT),
    ("ngo_xinjiang_victims_db", LOST, S),
    ("ngo_international", LOST, S),
]


@pytest.mark.parametrize(("key", "facts", "rank"), TABLE, ids=[f"{row[0]}-{n}" for n, row in enumerate(TABLE)])
def test_which_door_is_open_and_how_well_it_fits(key, facts, rank):
    answer = eligible(body_on(key, TODAY, BODIES), facts, today=TODAY)
    assert (answer.rank if answer.is_open else SHUT) == rank
    assert answer.reasons
    assert all(reason.strip() for reason in answer.reasons)


def test_every_body_of_the_directory_has_a_rule_and_a_row():
    keys = {record.key for record in BODIES}
    assert set(RULES) == keys == {key for key, _facts, _rank in TABLE}


def test_the_reason_names_the_body_that_has_the_matter_already():
    answer = eligible(body_on("un_wgeid", TODAY, BODIES), before(LOST, "un_wgad"), today=TODAY)
    assert "WGAD" in answer.reasons[0]


def test_the_most_useful_come_first_and_what_is_shut_comes_last():
    doors = for_cases(IN_FORCE, [CITIZEN], today=TODAY)
    opened = [door for door in doors if door.eligibility.is_open]
    assert doors == [*opened, *[door for door in doors if not door.eligibility.is_open]]
    ranks = [(door.eligibility.rank, door.missing) for door in opened]
    assert ranks == sorted(ranks)
    assert {door.record.key for door in opened[:2]} == {"kz_mfa", "kz_mvd"}


def test_what_is_complete_comes_before_what_is_not():
    ready = [door.record.key for door in for_cases(IN_FORCE, [FULL], today=TODAY) if not door.missing]
    assert "un_wgad" in ready
    assert all(door.missing == 0 for door in for_cases(IN_FORCE, [FULL], today=TODAY) if door.eligibility.is_open)


def test_a_batch_is_shut_by_one_case():
    other = replace(CHINESE, case_id=2, code="TST-2")
    doors = {door.record.key: door for door in for_cases(IN_FORCE, [CITIZEN, other], today=TODAY)}
    assert not doors["un_ced_urgent_action"].eligibility.is_open
    assert doors["un_ced_urgent_action"].closed_to == ("TST-2",)
    assert doors["kz_mfa"].eligibility.rank is Rank.FITTING
    assert [one.code for one in doors["kz_mfa"].readiness] == ["TST-1", "TST-2"]


def test_a_body_that_was_added_goes_by_what_the_directory_says():
    printed = printed_bodies()[0] | {"key": "new_body", "applies_to": "any"}
    assert eligible(parse_body(printed), LOST, today=TODAY).is_open
    assert not eligible(parse_body(printed | {"applies_to": "violation by Kazakhstan"}), LOST, today=TODAY).is_open
    named = eligible(parse_body(printed | {"applies_to": "children"}), LOST, today=TODAY)
    assert "children" in named.reasons[0]


def test_the_day_of_the_check_decides_about_urgency():
    case = taken("2026-05-01")
    ranks = [eligible(BODIES[0], case, today=day).rank for day in (date(2026, 8, 1), date(2026, 8, 2))]
    assert ranks == [Rank.NOW, Rank.FITTING]
