"""What is recorded about a case, gathered for the bodies that ask: read this module, not its parts.

``gather(session, case_ids)`` reads it in a constant number of statements; ``CaseFacts`` and the shapes inside it say
field by field what each holds; ``facts_shown`` puts it beside a letter; ``facts_digest`` tells later what changed.
"""

from caseapp.petitions.facts_gather import gather
from caseapp.petitions.facts_shapes import (
    TAKEN,
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
from caseapp.petitions.facts_told import QUESTIONS, Question
from caseapp.petitions.facts_words import born_words, facts_digest, facts_shown, field_label, place_words

__all__ = [
    "QUESTIONS",
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
    "Question",
    "RelativeFact",
    "ReprisalFact",
    "SentenceFact",
    "SentencePart",
    "StatementFact",
    "StatusFact",
    "born_words",
    "facts_digest",
    "facts_shown",
    "field_label",
    "gather",
    "place_words",
]
