"""How words printed in publications map to the program's own; what is not in a table stays as printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from caseapp.cases.vocabulary import (
    AidKind,
    CitizenshipStatus,
    ComponentKind,
    DocumentType,
    EventType,
    Kinship,
    MediaType,
    Sensitivity,
)
from caseapp.petitions.vocabulary import PetitionState
from caseapp.protests.vocabulary import ProtestForm, ProtestOutcome
from caseapp.reprisals.vocabulary import Precedent, ReprisalType
from caseapp.vocabulary import Vocabulary

Term = TypeVar("Term", bound=Vocabulary)


@dataclass(frozen=True)
class Mapped(Generic[Term]):
    """The term of a printed word, the word itself where it differs, and whether a table knew it."""

    term: Term
    as_printed: str | None
    is_known: bool


class WordMap(Generic[Term]):
    """One table: the vocabulary's own words, and others that mean the same."""

    def __init__(self, name: str, vocabulary: type[Term], other: Term, words: Mapping[str, Term] | None = None) -> None:
        self.name = name
        self.other = other
        self.words: dict[str, Term] = {str(term.value): term for term in vocabulary} | dict(words or {})

    def read(self, printed: str | None) -> Mapped[Term]:
        """Map a printed word; one that says no more than the term's own is not kept beside it."""
        if printed is None:
            return Mapped(self.other, None, is_known=True)
        term = self.words.get(printed)
        if term is None:
            return Mapped(self.other, printed, is_known=False)
        plain = printed == term.value and term is not self.other
        return Mapped(term, None if plain else printed, is_known=True)

    def printed(self, term: Term, as_printed: str | None) -> str | None:
        """Give back the word as it was printed (undoes ``read``)."""
        if as_printed is not None:
            return as_printed
        return None if term is self.other else str(term.value)


EVENTS = WordMap(
    "event type",
    EventType,
    EventType.OTHER,
    {
        "asylum_seeker_certificate": EventType.ASYLUM_STEP,
        "asylum_refused": EventType.ASYLUM_STEP,
        "medical_abuse": EventType.FORCED_MEDICATION,
        "forced_work_in_camp": EventType.FORCED_LABOUR,
        "citizenship_granted": EventType.CITIZENSHIP_OR_PERMIT,
        "residence_permit": EventType.CITIZENSHIP_OR_PERMIT,
        "funeral_interference": EventType.FUNERAL_BAN,
        "criminal_case_dropped": EventType.CRIMINAL_CASE_KZ,
        "contact_video": EventType.CONTACT,
        "religious_humiliation": EventType.TORTURE_ILL_TREATMENT,
        "official_statement": EventType.INFORMATION_RECEIVED,
    },
)

FORMS = WordMap("protest form", ProtestForm, ProtestForm.OTHER)

PROTEST_OUTCOMES = WordMap(
    "protest outcome",
    ProtestOutcome,
    ProtestOutcome.OTHER,
    {"no_interference_reported": ProtestOutcome.NO_INTERFERENCE},
)

REPRISALS = WordMap(
    "reprisal type",
    ReprisalType,
    ReprisalType.OTHER,
    {
        "pressure_to_keep_silent": ReprisalType.FORCED_SILENCE_PLEDGE,
        "media_smear": ReprisalType.SMEAR,
        "collective_punishment_threat": ReprisalType.THREAT_RELATIVES_XJ,
    },
)

REPLIES = WordMap(
    "reply",
    PetitionState,
    PetitionState.SENT,
    {
        "none_reported": PetitionState.SENT,
        "pending": PetitionState.SENT,
        "registered": PetitionState.ACKNOWLEDGED,
        "forwarded": PetitionState.FORWARDED,
        "granted": PetitionState.ANSWERED_MERITS,
        "no_serious_answer": PetitionState.ANSWERED_FORMAL,
        "sympathy": PetitionState.ANSWERED_ORAL,
        "oral_reply": PetitionState.ANSWERED_ORAL,
        "asked_for_written_request": PetitionState.NOT_ACCEPTED,
        "refused_at_door": PetitionState.NOT_ACCEPTED,
    },
)

DOCUMENTS = WordMap("document", DocumentType, DocumentType.OTHER)

MEDIA = WordMap("medium", MediaType, MediaType.OTHER)

NEEDS = WordMap("need", AidKind, AidKind.OTHER)

COMPONENTS = WordMap("part of a sentence", ComponentKind, ComponentKind.UNSPECIFIED)

SENSITIVITY = WordMap("sensitivity mark", Sensitivity, Sensitivity.OTHER)

CITIZENSHIP = WordMap(
    "citizenship",
    CitizenshipStatus,
    CitizenshipStatus.UNKNOWN,
    {"citizen (inferred)": CitizenshipStatus.INFERRED},
)

KINSHIP = WordMap(
    "relation",
    Kinship,
    Kinship.OTHER,
    {
        "elder brother": Kinship.ELDER_BROTHER,
        "younger brother": Kinship.YOUNGER_BROTHER,
        "elder sister": Kinship.ELDER_SISTER,
        "younger sister": Kinship.YOUNGER_SISTER,
        "son-in-law": Kinship.SON_IN_LAW,
        "daughter-in-law": Kinship.DAUGHTER_IN_LAW,
        "brother-in-law": Kinship.BROTHER_IN_LAW,
        "sister-in-law": Kinship.SISTER_IN_LAW,
        "father-in-law": Kinship.FATHER_IN_LAW,
        "mother-in-law": Kinship.MOTHER_IN_LAW,
        "brother's mother-in-law": Kinship.OTHER,
        "themselves": Kinship.SELF,
    },
)

TURNED_ROUND = "relation of the subject to the applicant"

SEEN_FROM_THE_SUBJECT = {
    Kinship.HUSBAND: Kinship.WIFE,
    Kinship.WIFE: Kinship.HUSBAND,
    Kinship.SPOUSE: Kinship.SPOUSE,
    Kinship.FRIEND: Kinship.FRIEND,
    Kinship.COUSIN: Kinship.COUSIN,
}

# Words of a "linked to" sentence, and the kind of deed they point to.
PRECEDENTS = {
    "appeal": Precedent.APPEAL,
    "petition": Precedent.PETITION,
    "protest": Precedent.PROTEST,
    "picket": Precedent.PROTEST,
    "interview": Precedent.MEDIA,
    "media": Precedent.MEDIA,
    "video": Precedent.MEDIA,
}


def kinship(relation: str | None, note: str | None) -> Mapped[Kinship]:
    """Say what the applicant is to the subject, though a note says that it was printed the other way round."""
    found = KINSHIP.read(relation)
    if note and note.lower().startswith(TURNED_ROUND):
        return Mapped(SEEN_FROM_THE_SUBJECT.get(found.term, Kinship.OTHER), relation, is_known=found.is_known)
    return found


def precedents(linked_to: str | None) -> list[Precedent]:
    """Say which kinds of deed a reprisal is said to follow; none where the words do not tell."""
    words = (linked_to or "").lower()
    return list(dict.fromkeys(kind for word, kind in PRECEDENTS.items() if word in words))


def country_of(printed: str) -> tuple[str, CitizenshipStatus]:
    """Read the short way an applicant's citizenship is printed: ``KZ (naturalised, X2)``."""
    country, _, rest = printed.partition("(")
    status = CitizenshipStatus.NATURALISED if "naturalised" in rest else CitizenshipStatus.CITIZEN
    return country.strip()[:60] or "?", status
