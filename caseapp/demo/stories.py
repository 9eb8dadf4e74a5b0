"""What is known of the people: custody, sentences, contradictions, papers, needs, families that belong together."""

from caseapp.cases import manage_services, services
from caseapp.cases.claims import (
    AidNeed,
    CaseDocument,
    CaseNote,
    Claim,
    Conflict,
    CustodyEpisode,
    Event,
    MediaItem,
    SensitivityMark,
    Sentence,
    SentenceComponent,
    StatusUpdate,
)
from caseapp.cases.models import Case, CaseLink, ExternalReference
from caseapp.cases.people import Citizenship, Contact, Identifier, Relation
from caseapp.cases.vocabulary import (
    Access,
    AidKind,
    Basis,
    CitizenshipStatus,
    ClaimState,
    ComponentKind,
    ContactKind,
    Credibility,
    DocumentType,
    EventType,
    HealthStatus,
    IdentifierKind,
    Kinship,
    LegalStatus,
    MediaType,
    PlaceStatus,
    Risk,
    Sensitivity,
    SentenceCountry,
    SourceReliability,
)
from caseapp.dates import PartialDate
from caseapp.demo import texts
from caseapp.demo.scene import Scene
from caseapp.history import services as history

SENTENCED = frozenset(
    {LegalStatus.SENTENCED_REPORTED, LegalStatus.SENTENCED_DOCUMENT, LegalStatus.SENTENCE_SERVED_STILL_HELD}
)
NEEDS = (
    (AidKind.HOUSING, "Rent for two rooms until spring", None),
    (AidKind.MEDICAL, "Blood pressure medicine every month", "Bought for three months"),
    (AidKind.ORPHAN_SUPPORT, "Two children stay with an aunt; both parents are held", None),
    (AidKind.WORK, "A sewing machine", "Given in March"),
)
CASES_APART = 2


def tell(scene: Scene) -> None:
    """Add what is known, a different mixture for each case."""
    for number, case in enumerate(scene.cases):
        _work(scene, number, case)
        _papers(scene, number, case)
        if number % 2 == 0:
            _custody(scene, case)
        if case.legal_status in SENTENCED:
            _sentence(scene, number, case)
        if number % 3 == 0:
            _unverified(scene, number, case)
        if number % 8 == 1:
            _contradiction(scene, case)
        _more(scene, number, case)
    _relatives(scene)
    scene.session.flush()


def set_apart(scene: Scene) -> None:
    """Close some cases, restrict one and seal one: last, for a closed case takes no more work."""
    own = scene.own
    coordinator = scene.staff.coordinator
    if len(own) <= 2 * CASES_APART:
        return
    for access, case in ((Access.RESTRICTED, own[-2]), (Access.SEALED, own[-3])):
        manage_services.set_access(
            scene.session, case, access=access, reason="The family fears for relatives.", actor=coordinator, at=scene.at
        )
    free = [case for case in scene.cases if case.place_status in {PlaceStatus.AT_LIBERTY_KZ, PlaceStatus.THIRD_COUNTRY}]
    for case in free[::2]:
        if case.access is Access.OFFICE:
            manage_services.close(
                scene.session,
                case,
                reason="The person is free and safe; the family thanks everybody.",
                closed_on=scene.day(5),
                actor=scene.coordinator_of(case),
                at=scene.moment(5),
            )


def _work(scene: Scene, number: int, case: Case) -> None:
    coordinator, volunteers = scene.coordinator_of(case), scene.volunteers_of(case)
    services.assign(
        scene.session, case, volunteers[number // 2 % len(volunteers)], actor=coordinator, at=scene.moment(10)
    )
    case.risk = tuple(Risk)[number % len(Risk)]
    case.summary = scene.random.choice(texts.DETAILS)


def _papers(scene: Scene, number: int, case: Case) -> None:
    session, random = scene.session, scene.random
    person, asking = case.person_id, scene.applicant_of(case)
    session.add(Citizenship(person_id=person, country="China", status=CitizenshipStatus.CITIZEN))
    if number % 4 == 0:
        session.add(Citizenship(person_id=person, country="Kazakhstan", status=CitizenshipStatus.PERMIT))
        session.add(Identifier(person_id=person, kind=IdentifierKind.PASSPORT_CN, number=f"G00000{number:03d}"))
    if number % 5 == 0:
        session.add(ExternalReference(case_id=case.id, system="demonstration", value=f"DEMO-{case.id:05d}"))
    session.add(
        Contact(person_id=asking.person_id, kind=ContactKind.PHONE, value=f"+7 700 000 {number:02d} 00", is_safe=True)
    )
    session.add(Relation(person_id=asking.person_id, other_id=person, kinship=asking.kinship))
    if number % 3 == 1:
        session.add(
            CaseDocument(case_id=case.id, type=random.choice(tuple(DocumentType)), detail="Copy kept by the family")
        )


def _custody(scene: Scene, case: Case) -> None:
    """Add a path of custody after what is known already, in the county the case is looked for under."""
    path = (
        (PlaceStatus.POLICE_STATION, "2017-09", "2017-10", "County police station"),
        (PlaceStatus.PRETRIAL_DETENTION, "2017-10", "2018-03~", texts.FACILITIES[1]),
        (case.place_status, "2018-04", "..", scene.random.choice(texts.FACILITIES)),
    )
    for kind, began, ended, facility in path:
        scene.session.add(
            CustodyEpisode(
                case_id=case.id,
                kind=kind,
                facility=facility,
                place_code=case.county_code,
                began=PartialDate.parse(began),
                ended=PartialDate.parse(f"{began}/..") if ended == ".." else PartialDate.parse(ended),
                basis=Basis.FELLOW_INMATE,
                detail=scene.random.choice(texts.DETAILS),
            )
        )
        scene.session.flush()


def _sentence(scene: Scene, number: int, case: Case) -> None:
    is_seen = case.legal_status is LegalStatus.SENTENCED_DOCUMENT
    sentence = Sentence(
        case_id=case.id,
        country=SentenceCountry.CN,
        years_total=9 + number % 9,
        charge="“Disturbing public order”, as the family was told",
        announced_by="A village official, by word of mouth" if not is_seen else "County court, in writing",
        announced=PartialDate.parse("2018-11?"),
        is_document_seen=is_seen,
        note="No paper was given to the family." if not is_seen else None,
    )
    scene.session.add(sentence)
    scene.session.flush()
    parts = ((ComponentKind.PRISON, 7 + number % 9), (ComponentKind.DEPRIVATION_OF_RIGHTS, 2))
    for position, (kind, years) in enumerate(parts):
        scene.session.add(SentenceComponent(sentence_id=sentence.id, kind=kind, years=years, position=position))


def _unverified(scene: Scene, number: int, case: Case) -> None:
    """Add a report nobody has looked at yet."""
    ago = 1 + number % 9
    volunteers = scene.volunteers_of(case)
    update = StatusUpdate(
        case_id=case.id,
        place_status=(PlaceStatus.HOSPITAL_UNDER_GUARD, PlaceStatus.PRISON, PlaceStatus.FORCED_JOB_PLACEMENT)[
            number % 3
        ],
        health_status=HealthStatus.PROBLEMS if number % 2 else None,
        as_of=PartialDate.parse(f"{scene.day(60):%Y-%m}"),
        detail=scene.random.choice(texts.DETAILS),
        basis=Basis.WITNESS_VIA_FAMILY,
        source="Call from a neighbour",
        reliability=SourceReliability.C,
        credibility=Credibility.POSSIBLE,
        logged_by_id=volunteers[number % len(volunteers)].id,
        logged_at=scene.moment(ago),
    )
    scene.session.add(update)
    history.record(
        scene.session, case.id, "status.logged", actor_id=update.logged_by_id, at=update.logged_at, subject=update
    )


def _contradiction(scene: Scene, case: Case) -> None:
    """Add two reports of the same month that cannot both be true, neither of them confirmed."""
    said = (
        (PlaceStatus.CAMP, "A former inmate", SourceReliability.B, "the camp"),
        (PlaceStatus.AT_LIBERTY_CHINA, "An official on the phone", SourceReliability.E, "at home"),
    )
    for place, source, reliability, _words in said:
        scene.session.add(
            StatusUpdate(
                case_id=case.id,
                place_status=place,
                as_of=PartialDate.parse("2020-05"),
                detail="Told in a call of two minutes.",
                basis=Basis.HEARSAY,
                source=source,
                reliability=reliability,
                credibility=Credibility.UNJUDGED,
                state=ClaimState.UNVERIFIED,
                logged_by_id=case.logged_by_id,
                logged_at=scene.moment(40),
            )
        )
    values = [{"value": words, "source": source} for _place, source, _reliability, words in said]
    scene.session.add(Conflict(case_id=case.id, field="whereabouts", values=values))
    scene.session.add(Claim(case_id=case.id, field="visits", value="Two visits a year are said to be allowed"))


def _more(scene: Scene, number: int, case: Case) -> None:
    session, random = scene.session, scene.random
    coordinator = scene.coordinator_of(case)
    if number % 4 == 0:
        kind, detail, met = NEEDS[number // 4 % len(NEEDS)]
        session.add(AidNeed(case_id=case.id, kind=kind, beneficiary="The family", detail=detail, met=met))
    if number % 6 == 0:
        session.add(
            MediaItem(
                case_id=case.id,
                type=random.choice((MediaType.VIDEO, MediaType.ARTICLE, MediaType.TESTIMONY)),
                outlet="A local news site",
                url="https://news.invalid/story",
                published=PartialDate.of(scene.day(200)),
            )
        )
    if number % 7 == 0:
        session.add(SensitivityMark(case_id=case.id, mark=(Sensitivity.HEALTH, Sensitivity.CHILD)[number % 2]))
    if number % 5 == 0:
        session.add(
            CaseNote(
                case_id=case.id,
                text="Call the applicant in the evening only.",
                written_by_id=coordinator.id,
                written_at=scene.moment(20),
            )
        )
    kinds = (EventType.DOCUMENT_SEIZURE, EventType.CONTACT, EventType.INTERROGATION, EventType.PROPERTY_LOSS)
    session.add(
        Event(
            case_id=case.id,
            type=kinds[number % len(kinds)],
            happened=PartialDate.parse(("2019~", "2019-21", "2020-06", "[2019-03..2019-05]")[number % 4]),
            detail=random.choice(texts.DETAILS),
            basis=Basis.FAMILY,
        )
    )


def _relatives(scene: Scene) -> None:
    """Tie pairs of cases together: two brothers of one family, asked for by two families."""
    own = scene.own
    for first, second in zip(own[4::9], own[5::9], strict=False):
        scene.session.add(
            Relation(
                person_id=first.person_id, other_id=second.person_id, kinship=Kinship.COUSIN, source="Both families"
            )
        )
        for case, other in ((first, second), (second, first)):
            scene.session.add(
                CaseLink(case_id=case.id, other_id=other.id, other_reference=other.code or "", note="Cousins")
            )
