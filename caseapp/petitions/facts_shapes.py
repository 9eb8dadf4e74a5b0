"""The shapes of what a body can ask about one case; frozen, free of the database, and safe to keep in tests."""

from dataclasses import dataclass, field
from datetime import date

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage, TranslationState
from caseapp.cases.vocabulary import (
    Basis,
    CaseKind,
    CitizenshipStatus,
    ComponentKind,
    EventType,
    HealthStatus,
    LegalStatus,
    PlaceStatus,
    Script,
    SentenceCountry,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.facts_person import (
    NOWHERE,
    ApplicantFact,
    CitizenshipFact,
    HomeFact,
    NameFact,
    PaperFact,
    PlaceFact,
    RelativeFact,
    first_name,
    paper_of,
)
from caseapp.petitions.vocabulary import BodyKind, PetitionState
from caseapp.protests.vocabulary import ProtestForm, ProtestOutcome, ProtestState
from caseapp.reprisals.vocabulary import Precedent, ReprisalType

__all__ = [
    "CITIZEN",
    "TAKEN",
    "ApplicantFact",
    "CaseFacts",
    "CitizenshipFact",
    "ConsentFact",
    "CustodyFact",
    "EarlierPetition",
    "EventFact",
    "EvidenceFact",
    "HomeFact",
    "NameFact",
    "PaperFact",
    "PlaceFact",
    "ProtestFact",
    "ProtestOutcomeFact",
    "RelativeFact",
    "ReprisalFact",
    "SentenceFact",
    "SentencePart",
    "StatementFact",
    "StatusFact",
    "first_name",
    "paper_of",
]

TAKEN = (EventType.DISAPPEARANCE, EventType.ARREST, EventType.CAMP_INTERNMENT, EventType.IMPRISONMENT)
CITIZEN = frozenset(
    {
        CitizenshipStatus.CITIZEN,
        CitizenshipStatus.BY_BIRTH,
        CitizenshipStatus.AFTER_RETURN,
        CitizenshipStatus.INFERRED,
        CitizenshipStatus.NATURALISED,
    }
)


@dataclass(frozen=True)
class EventFact:
    """Something that happened to the person; ``is_sensitive`` is never put into a letter unasked."""

    id: int
    type: EventType
    happened: PartialDate | None = None
    place: PlaceFact = NOWHERE
    detail: str | None = None
    basis: Basis | None = None
    is_sensitive: bool = False


@dataclass(frozen=True)
class CustodyFact:
    """A stretch of custody in one place, in the order they happened."""

    kind: PlaceStatus
    facility: str | None = None
    place: PlaceFact = NOWHERE
    began: PartialDate | None = None
    ended: PartialDate | None = None
    detail: str | None = None
    basis: Basis | None = None


@dataclass(frozen=True)
class SentencePart:
    """One part of a mixed sentence."""

    kind: ComponentKind
    years: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class SentenceFact:
    """What a court is said to have ordered; years are whole, ``years_from``/``years_to`` where nobody is sure."""

    country: SentenceCountry
    years_total: int | None = None
    years_from: int | None = None
    years_to: int | None = None
    parts: tuple[SentencePart, ...] = ()
    charge: str | None = None
    announced_by: str | None = None
    announced: PartialDate | None = None
    is_document_seen: bool = False


@dataclass(frozen=True)
class StatusFact:
    """Where the person is, what the law did, how they are: from verified claims, each axis with its own as-of."""

    place: PlaceStatus = PlaceStatus.UNKNOWN
    place_as_of: PartialDate | None = None
    place_basis: Basis | None = None
    place_where: PlaceFact = NOWHERE
    legal: LegalStatus = LegalStatus.UNKNOWN
    legal_as_of: PartialDate | None = None
    health: HealthStatus = HealthStatus.UNKNOWN
    health_as_of: PartialDate | None = None


@dataclass(frozen=True)
class ConsentFact:
    """One recorded answer; ``appeals.rules.current`` and ``is_allowed`` read these like the rows themselves."""

    id: int
    person_id: int
    purpose: ConsentPurpose
    answer: ConsentAnswer
    given_on: date
    expires_on: date | None = None
    bodies: str | None = None


@dataclass(frozen=True)
class StatementFact:
    """What a family told, in one language: the original (``state`` None) or a translation."""

    appeal_id: int
    language: TextLanguage
    text: str
    state: TranslationState | None = None

    @property
    def is_usable(self) -> bool:
        """Say whether a letter may quote it: the original, or a translation somebody approved."""
        return self.state in {None, TranslationState.APPROVED}


@dataclass(frozen=True)
class EarlierPetition:
    """A petition about this case; ``body_key`` is None where the addressee is no body of the directory."""

    id: int
    body_key: str | None
    body_kind: BodyKind | None
    state: PetitionState
    recipient: str = ""
    sent_on: date | None = None
    since: PartialDate | None = None
    reference: str | None = None
    replied_on: date | None = None
    reply: str | None = None
    previous_id: int | None = None

    @property
    def was_sent(self) -> bool:
        """Say whether it went out (a draft or a letter in review did not)."""
        unsent = {PetitionState.DRAFT, PetitionState.IN_REVIEW, PetitionState.APPROVED}
        return self.state not in unsent and (self.sent_on is not None or self.since is not None)


@dataclass(frozen=True)
class EvidenceFact:
    """A file of the case: number, kind and title; its bytes lie in the store."""

    id: int
    kind: EvidenceKind
    title: str
    media_type: str = ""


@dataclass(frozen=True)
class ReprisalFact:
    """What was done in answer; ``after`` are the kinds of deeds before it, ``petition_ids`` the petitions of them."""

    id: int
    type: ReprisalType
    happened: PartialDate | None = None
    target: str | None = None
    actor: str | None = None
    place_text: str | None = None
    detail: str | None = None
    after: tuple[Precedent, ...] = ()
    petition_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProtestOutcomeFact:
    """What was done to somebody who came for the case; ``served_on`` starts ten days for an appeal."""

    kind: ProtestOutcome
    happened_on: date | None = None
    article: str | None = None
    days: int | None = None
    minutes: int | None = None
    amount_kzt: str | None = None
    served_on: date | None = None
    detail: str | None = None


@dataclass(frozen=True)
class ProtestFact:
    """A picket, rally or march for the case, planned or held."""

    id: int
    form: ProtestForm
    state: ProtestState
    held_on: date | None = None
    place: PlaceFact = NOWHERE
    demand: str | None = None
    outcomes: tuple[ProtestOutcomeFact, ...] = ()


@dataclass(frozen=True)
class CaseFacts:
    """All that a body can ask about one case, as it is recorded now; nothing here knows a body or a language.

    ``told`` holds answers to single questions that fit no other table (``facts_told.QUESTIONS``), the newest of each.
    """

    case_id: int
    code: str
    kind: CaseKind = CaseKind.DETAINED
    opened_on: date | None = None
    summary: str | None = None
    person_id: int = 0
    names: tuple[NameFact, ...] = ()
    sex: Sex = Sex.UNKNOWN
    born: PartialDate | None = None
    age: int | None = None
    age_as_of: PartialDate | None = None
    ethnicity: str | None = None
    occupation: str | None = None
    dependants: str | None = None
    papers: tuple[PaperFact, ...] = ()
    citizenships: tuple[CitizenshipFact, ...] = ()
    homes: tuple[HomeFact, ...] = ()
    relatives: tuple[RelativeFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    custody: tuple[CustodyFact, ...] = ()
    sentences: tuple[SentenceFact, ...] = ()
    status: StatusFact = StatusFact()
    unverified_places: tuple[PlaceStatus, ...] = ()
    applicants: tuple[ApplicantFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    petitions: tuple[EarlierPetition, ...] = ()
    evidence: tuple[EvidenceFact, ...] = ()
    photo_id: int | None = None
    reprisals: tuple[ReprisalFact, ...] = ()
    protests: tuple[ProtestFact, ...] = ()
    told: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Give the name that stands first; the code where none is told."""
        return first_name(self.names) or self.code

    def name_in(self, *scripts: Script) -> str | None:
        """Give the first name written in one of these scripts."""
        return next((name.text for name in self.names if name.script in scripts), None)

    @property
    def birth_place(self) -> str | None:
        """Give the place of birth as told."""
        return self.told.get("birth_place")

    @property
    def home(self) -> HomeFact | None:
        """Give the usual address: the last one told that had not ended, else the last one."""
        standing = [home for home in self.homes if home.ended is None]
        homes = standing or list(self.homes)
        return homes[-1] if homes else None

    @property
    def taken(self) -> EventFact | None:
        """Give the event the case begins with: the earliest dated disappearance or arrest, else one without a date."""
        taken = [event for event in self.events if event.type in TAKEN]
        dated = [event for event in taken if event.happened and event.happened.earliest]
        if dated:
            return min(dated, key=lambda event: (event.happened.sort_key if event.happened else (date.max,), event.id))
        return taken[0] if taken else None

    @property
    def is_citizen_kz(self) -> bool:
        """Say whether somebody says the person is a citizen of Kazakhstan (a permit is not enough)."""
        return self.is_citizen_of("KZ")

    def is_citizen_of(self, country: str) -> bool:
        """Say whether the person is said to be a citizen of a country (two letters)."""
        return any(one.country.upper() == country and one.status in CITIZEN for one in self.citizenships)
