"""Fictional cases as a body may ask about them: one of which much is known, one of which nothing is, and a family."""

from datetime import date

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage, TranslationState
from caseapp.cases.vocabulary import (
    Basis,
    CitizenshipStatus,
    ComponentKind,
    EventType,
    HealthStatus,
    IdentifierKind,
    Kinship,
    LegalStatus,
    NameKind,
    PlaceStatus,
    Script,
    SentenceCountry,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.body_data import BodyRecord, read_bodies
from caseapp.petitions.facts_shapes import (
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
    SentencePart,
    StatementFact,
    StatusFact,
)
from caseapp.petitions.facts_told import QUESTIONS
from caseapp.petitions.letters.compose import Earlier
from caseapp.petitions.letters.kinds import LetterKind as K
from caseapp.petitions.vocabulary import BodyKind, PetitionState, Unit
from caseapp.protests.vocabulary import ProtestForm, ProtestOutcome, ProtestState
from caseapp.reprisals.vocabulary import ReprisalType

TODAY = date(2026, 11, 20)
LANGUAGES = ("en", "ru", "kk", "zh")
TOLD = {
    "en": "As the family told it.",
    "ru": "Как рассказала семья об этом событии.",
    "kk": "Отбасының айтқанындай, солай болған.",
    "zh": "据家属所述。",
}


def date_of(text: str) -> PartialDate:
    return PartialDate.parse(text)


def names_of(latin: str, cyrillic: str, chinese: str) -> tuple[NameFact, ...]:
    return (
        NameFact(cyrillic, Script.CYRL, language="kk"),
        NameFact(latin, Script.LATN, NameKind.ON_DOCUMENT),
        NameFact(chinese, Script.HANI, NameKind.ON_DOCUMENT),
    )


def agreed(person_id: int, *purposes: ConsentPurpose, answer=ConsentAnswer.GIVEN, start: int = 1):
    return tuple(
        ConsentFact(start + number, person_id, purpose, answer, date(2026, 5, 4))
        for number, purpose in enumerate(purposes)
    )


def applicant(person_id: int = 70, **changed) -> ApplicantFact:
    facts = {
        "names": names_of("Aigul Serikova", "Айгүл Серікова", "阿依古丽"),
        "kinship": Kinship.SISTER,
        "papers": (PaperFact(IdentifierKind.KZ_IIN, "851130400022"),),
        "citizenships": (CitizenshipFact("KZ"),),
        "address": "050000, Almaty, 1-1",
        "phone": "+7 700 000 00 00",
        "email": "applicant@example.org",
    }
    return ApplicantFact(person_id, **{**facts, **changed})


def rich(language: str, **changed) -> CaseFacts:
    told = dict.fromkeys(QUESTIONS, TOLD[language]) | {"warrant_shown": "no", "pregnant": "no"}
    facts = {
        "case_id": 1,
        "code": "ALA-00001",
        "person_id": 60,
        "names": names_of("Nurbek Serik", "Нұрбек Серік", "努尔别克·斯里克"),
        "sex": Sex.MALE,
        "born": date_of("1978-03-05"),
        "ethnicity": {"en": "Kazakh", "ru": "казах", "kk": "қазақ", "zh": "哈萨克族"}[language],
        "occupation": {"en": "teacher", "ru": "учитель", "kk": "мұғалім", "zh": "教师"}[language],
        "papers": (PaperFact(IdentifierKind.CN_ID, "654126197301010014"),),
        "citizenships": (CitizenshipFact("CN", CitizenshipStatus.BY_BIRTH), CitizenshipFact("KZ")),
        "homes": (HomeFact(PlaceFact(code="654026", country="CN")),),
        "relatives": (
            RelativeFact(
                Kinship.FATHER, "Серік" if language in {"ru", "kk"} else "斯里克" if language == "zh" else "Serik"
            ),
            RelativeFact(
                Kinship.WIFE, "Гүлнар" if language in {"ru", "kk"} else "古丽娜" if language == "zh" else "Gulnar"
            ),
            RelativeFact(
                Kinship.SON, "Ерлан" if language in {"ru", "kk"} else "叶尔兰" if language == "zh" else "Yerlan"
            ),
        ),
        "events": (
            EventFact(1, EventType.ARREST, date_of("2017-05"), PlaceFact(code="654026"), TOLD[language]),
            EventFact(2, EventType.SEXUAL_VIOLENCE, date_of("2018"), is_sensitive=True, detail="SENSITIVE"),
            EventFact(3, EventType.CONTACT_LOST, date_of("2018~")),
        ),
        "custody": (
            CustodyFact(
                PlaceStatus.CAMP, place=PlaceFact(code="654026"), began=date_of("2017-05"), ended=date_of("2018")
            ),
            CustodyFact(PlaceStatus.PRISON, place=PlaceFact(code="654003"), began=date_of("2018-11")),
        ),
        "sentences": (
            SentenceFact(
                SentenceCountry.CN,
                parts=(SentencePart(ComponentKind.PRISON, 5), SentencePart(ComponentKind.CAMP, 7)),
                charge=TOLD[language],
                announced=date_of("2018-11"),
            ),
        ),
        "status": StatusFact(
            PlaceStatus.PRISON,
            date_of("2024-03"),
            Basis.FAMILY,
            PlaceFact(code="654003"),
            LegalStatus.SENTENCED_REPORTED,
            health=HealthStatus.PROBLEMS,
            health_as_of=date_of("2023"),
        ),
        "applicants": (applicant(),),
        "consents": agreed(
            70,
            ConsentPurpose.CONFIDENTIAL_BODIES,
            ConsentPurpose.GOVERNMENT,
            ConsentPurpose.HEALTH,
            ConsentPurpose.RELATIVES,
        ),
        "statements": (
            StatementFact(5, TextLanguage(language), TOLD[language], TranslationState.APPROVED),
            StatementFact(5, TextLanguage.UG, "UNUSED"),
        ),
        "petitions": (
            EarlierPetition(
                9,
                "kz_mfa",
                BodyKind.NATIONAL_EXECUTIVE,
                PetitionState.SENT,
                "MFA",
                date(2026, 2, 3),
                reference="ЗТ-2026-1",
            ),
        ),
        "evidence": (
            EvidenceFact(3, EvidenceKind.PHOTO, "1"),
            EvidenceFact(4, EvidenceKind.DOCUMENT, "2"),
            EvidenceFact(5, EvidenceKind.PROOF_OF_SENDING, "3"),
        ),
        "photo_id": 3,
        "reprisals": (ReprisalFact(1, ReprisalType.PRESSURE_TO_WITHDRAW, date_of("2026-03"), detail=TOLD[language]),),
        "protests": (
            ProtestFact(
                1,
                ProtestForm.PICKET,
                ProtestState.HELD,
                date(2026, 4, 5),
                PlaceFact(text="1"),
                outcomes=(
                    ProtestOutcomeFact(
                        ProtestOutcome.FINED, date(2026, 4, 6), "488", amount_kzt="87000", served_on=date(2026, 4, 8)
                    ),
                ),
            ),
            ProtestFact(2, ProtestForm.RALLY, ProtestState.PLANNED, date(2026, 12, 16), PlaceFact(text="1")),
        ),
        "told": told,
    }
    return CaseFacts(**{**facts, **changed})


def bare(**changed) -> CaseFacts:
    return CaseFacts(case_id=2, code="ALA-00002", **changed)


def family(language: str) -> list[CaseFacts]:
    wife = rich(
        language,
        case_id=3,
        code="ALA-00003",
        person_id=61,
        names=names_of("Gulnar Askar", "Гүлнар Асқар", "古丽娜·阿斯卡尔"),
        sex=Sex.FEMALE,
        status=StatusFact(PlaceStatus.DECEASED),
    )
    return [rich(language), wife, bare()]


def chain() -> tuple[Earlier, ...]:
    names = {one.key: one.names for one in read_bodies()}
    return (
        Earlier(
            names["kz_mvd"],
            date(2025, 9, 1),
            "ЗТ-2025-9",
            date(2025, 9, 22),
            15,
            Unit.WORKING_DAYS,
            PetitionState.ANSWERED_FORMAL,
            date(2025, 9, 20),
            None,
            "kz_mvd",
        ),
        Earlier(
            names["kz_mfa"],
            date(2026, 2, 3),
            "ЗТ-2026-1",
            date(2026, 2, 24),
            15,
            Unit.WORKING_DAYS,
            PetitionState.SENT,
            body_key="kz_mfa",
        ),
    )


BODY_OF = {
    K.QUESTIONNAIRE_WGEID: "un_wgeid",
    K.QUESTIONNAIRE_WGAD: "un_wgad",
    K.SPECIAL_PROCEDURES: "un_special_procedures",
    K.TREATY_BODY: "un_ced_urgent_action",
    K.KAZAKH_APPEAL: "kz_mfa",
    K.EMBASSY: "cn_embassy_astana",
    K.PARLIAMENT_NGO: "eu_parliament",
    K.ASSEMBLY_NOTICE: "kz_akimat_assembly_notice",
    K.MARCH_APPLICATION: "kz_akimat_assembly_approval",
    K.PROSECUTOR_COMPLAINT: "kz_prosecutor",
    K.RULING_APPEAL: "kz_court_admin_offence",
    K.REMINDER: "kz_mfa",
    K.SILENCE_COMPLAINT: "kz_prosecutor",
    K.ESCALATION: "kz_president",
    K.TRACING: "icrc_rfl",
}


def body(key: str) -> BodyRecord:
    return next(one for one in read_bodies() if one.key == key)
