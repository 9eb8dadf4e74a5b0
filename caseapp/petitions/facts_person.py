"""The shapes of people in ``CaseFacts``: names, papers, citizenship, homes, family, whoever asks."""

from dataclasses import dataclass

from caseapp.cases.vocabulary import CitizenshipStatus, IdentifierKind, Kinship, NameKind, Script
from caseapp.dates import PartialDate


@dataclass(frozen=True)
class NameFact:
    """A name exactly as printed; ``kind`` says whether it stands on a document."""

    text: str
    script: Script
    kind: NameKind = NameKind.AS_PRINTED
    language: str | None = None


@dataclass(frozen=True)
class PaperFact:
    """A number on an identity paper, whole: mask it before it goes on a page that is not the letter."""

    kind: IdentifierKind
    number: str
    issuer: str | None = None


@dataclass(frozen=True)
class CitizenshipFact:
    """What is said about belonging to a state (``country`` in two letters: CN, KZ)."""

    country: str
    status: CitizenshipStatus = CitizenshipStatus.CITIZEN
    since: PartialDate | None = None


@dataclass(frozen=True)
class PlaceFact:
    """A place in the words it was told, its GB/T 2260 code and its country, whichever are known."""

    text: str | None = None
    code: str | None = None
    country: str | None = None

    def __bool__(self) -> bool:
        """Say whether anything is known of the place."""
        return bool(self.text or self.code or self.country)


NOWHERE = PlaceFact()


@dataclass(frozen=True)
class HomeFact:
    """Where somebody lived, and from when to when."""

    place: PlaceFact
    began: PartialDate | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True)
class RelativeFact:
    """Somebody of the family: what they are to the missing person, the family's own word, the name shown."""

    kinship: Kinship
    name: str
    own_word: str | None = None


@dataclass(frozen=True)
class ApplicantFact:
    """Somebody who asks, from every appeal for the case, once; the first contact of each kind that is safe to use."""

    person_id: int
    names: tuple[NameFact, ...]
    kinship: Kinship = Kinship.OTHER
    own_word: str | None = None
    papers: tuple[PaperFact, ...] = ()
    citizenships: tuple[CitizenshipFact, ...] = ()
    address: str | None = None
    phone: str | None = None
    email: str | None = None

    @property
    def name(self) -> str:
        """Give the name that stands first, the one on a document before others; empty where none is told."""
        return first_name(self.names)

    @property
    def iin(self) -> str | None:
        """Give the Kazakh IIN."""
        return paper_of(self.papers, IdentifierKind.KZ_IIN)

    @property
    def passport(self) -> str | None:
        """Give the number of a passport or permit, for whoever has no IIN (APPC asks a foreigner for it)."""
        kinds = (IdentifierKind.PASSPORT_KZ, IdentifierKind.PASSPORT_CN, IdentifierKind.RESIDENCE_PERMIT)
        return next((number for kind in kinds if (number := paper_of(self.papers, kind))), None)


def first_name(names: tuple[NameFact, ...]) -> str:
    """Give the name that stands first, the one on a document before others; empty where there is none."""
    on_paper = (name.text for name in names if name.kind is NameKind.ON_DOCUMENT)
    return next(on_paper, names[0].text if names else "")


def paper_of(papers: tuple[PaperFact, ...], kind: IdentifierKind) -> str | None:
    """Give the newest number of a kind: what was read again from the paper comes after what was mistyped."""
    return next((paper.number for paper in reversed(papers) if paper.kind is kind), None)
