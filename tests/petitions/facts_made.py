"""A case made by hand, with all that bodies ask, to take things away from."""

from dataclasses import replace
from datetime import date
from typing import Any

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage
from caseapp.cases.vocabulary import (
    Basis,
    EventType,
    HealthStatus,
    IdentifierKind,
    Kinship,
    LegalStatus,
    PlaceStatus,
    Script,
    SentenceCountry,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.facts import (
    QUESTIONS,
    ApplicantFact,
    CaseFacts,
    CitizenshipFact,
    ConsentFact,
    CustodyFact,
    EarlierPetition,
    EventFact,
    EvidenceFact,
    HomeFact,
    NameFact,
    PaperFact,
    PlaceFact,
    ProtestFact,
    ProtestOutcomeFact,
    RelativeFact,
    ReprisalFact,
    SentenceFact,
    StatementFact,
    StatusFact,
)
from caseapp.petitions.vocabulary import BodyKind, PetitionState
from caseapp.protests.vocabulary import ProtestForm, ProtestOutcome, ProtestState
from caseapp.reprisals.vocabulary import ReprisalType

TODAY = date(2026, 11, 20)
DAY = PartialDate.parse


def consents(*purposes: ConsentPurpose, person_id: int = 2, answer: ConsentAnswer = ConsentAnswer.GIVEN) -> Any:
    """Give recorded answers of one day."""
    return tuple(
        ConsentFact(number, person_id, purpose, answer, date(2026, 11, 1)) for number, purpose in enumerate(purposes, 1)
    )


def sent(number: int, key: str, kind: BodyKind, **more: Any) -> EarlierPetition:
    """Give a petition that was sent and waits."""
    return EarlierPetition(number, key, kind, PetitionState.SENT, sent_on=date(2026, 9, 1), **more)


PROTESTS = (
    ProtestFact(1, ProtestForm.PICKET, ProtestState.PLANNED, date(2026, 12, 1), PlaceFact("square"), "Let him go"),
    ProtestFact(2, ProtestForm.MARCH, ProtestState.PLANNED, date(2026, 12, 9), PlaceFact("street"), "Let him go"),
    ProtestFact(
        3,
        ProtestForm.PICKET,
        ProtestState.HELD,
        date(2026, 11, 2),
        PlaceFact("square"),
        "Let him go",
        (
            ProtestOutcomeFact(ProtestOutcome.DETAINED_RELEASED, date(2026, 11, 2), minutes=240),
            ProtestOutcomeFact(ProtestOutcome.FINED, date(2026, 11, 3), article="488", amount_kzt="87000"),
        ),
    ),
)

FULL = CaseFacts(
    case_id=1,
    code="TST-2026-00001",
    person_id=1,
    names=(
        NameFact("Досжан Қайратұлы", Script.CYRL),
        NameFact("Doszhan Kairatuly", Script.LATN),
        NameFact("多斯江", Script.HANI),
    ),
    sex=Sex.MALE,
    born=DAY("1973-01-01"),
    ethnicity="Kazakh",
    occupation="teacher",
    papers=(PaperFact(IdentifierKind.CN_ID, "654126197301010014"),),
    citizenships=(CitizenshipFact("KZ"),),
    homes=(HomeFact(PlaceFact("Kunes", "654125")),),
    relatives=(RelativeFact(Kinship.FATHER, "Қайрат"), RelativeFact(Kinship.WIFE, "Айнұр")),
    events=(
        EventFact(1, EventType.ARREST, DAY("2018-03"), PlaceFact("Kunes", "654125"), "Taken from home"),
        EventFact(2, EventType.RELEASE, DAY("2025"), PlaceFact(), "Said to be released"),
    ),
    custody=(CustodyFact(PlaceStatus.PRISON, "Kuytun prison", PlaceFact("Kuytun"), DAY("2019")),),
    sentences=(SentenceFact(SentenceCountry.CN, 12, charge="prayer"),),
    status=StatusFact(
        PlaceStatus.PRISON,
        DAY("2025"),
        Basis.FAMILY,
        PlaceFact("Kuytun"),
        LegalStatus.SENTENCED_REPORTED,
        DAY("2020"),
        HealthStatus.UNKNOWN,
    ),
    applicants=(
        ApplicantFact(
            2,
            (NameFact("Айгүл Қайратқызы", Script.CYRL),),
            Kinship.SISTER,
            papers=(PaperFact(IdentifierKind.KZ_IIN, "851130400022"),),
            citizenships=(CitizenshipFact("KZ"),),
            address="Almaty, Abai 1",
            phone="+7 701 000 00 00",
        ),
    ),
    consents=consents(*ConsentPurpose),
    statements=(StatementFact(1, TextLanguage.RU, "Его забрали."), StatementFact(1, TextLanguage.EN, "He was taken.")),
    petitions=(
        sent(1, "kz_mfa", BodyKind.NATIONAL_EXECUTIVE),
        sent(2, "un_ohchr_geneva", BodyKind.UN_OFFICE),
    ),
    evidence=(EvidenceFact(1, EvidenceKind.PHOTO, "photo"), EvidenceFact(2, EvidenceKind.DOCUMENT, "letter")),
    photo_id=1,
    reprisals=(ReprisalFact(1, ReprisalType.SURVEILLANCE, DAY("2026-10"), "sister", "police"),),
    protests=PROTESTS,
    told={code: "yes" if question.is_yes_no else "told" for code, question in QUESTIONS.items()},
)

EMPTY = CaseFacts(case_id=2, code="TST-2026-00002")


def without(facts: CaseFacts, *questions: str, **changed: Any) -> CaseFacts:
    """Give a case without the answers to some questions, and with other things changed."""
    told = {code: text for code, text in facts.told.items() if code not in questions}
    return replace(facts, told=told, **changed)
