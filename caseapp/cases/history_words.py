"""What a line of the history says beyond its deed, in the words of the page; what somebody wrote stays as it is."""

from flask_babel import LazyString

from caseapp.appeals.rules import Step
from caseapp.appeals.vocabulary import ConsentPurpose
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.facts_told import QUESTIONS
from caseapp.vocabulary import Vocabulary

PARTS: dict[str, Step] = {
    "applicant": Step.WHO_ASKS,
    "channel": Step.WHO_ASKS,
    "missing": Step.WHO_IS_MISSING,
    "events": Step.WHAT_HAPPENED,
    "statement": Step.STATEMENT,
}
SUBJECTS: dict[str, type[Vocabulary]] = {"consent": ConsentPurpose, "evidence": EvidenceKind}


def detail_words(action: str, detail: str | None) -> LazyString | str | None:
    """Say the detail of a deed in words where a stored word stands in it."""
    if detail is None:
        return None
    if action == "appeal.written" and detail in PARTS:
        return PARTS[detail].label
    if action == "case.told":
        return "; ".join(str(QUESTIONS[code].label) if code in QUESTIONS else code for code in detail.split(", "))
    vocabulary = SUBJECTS.get(action.partition(".")[0])
    member = vocabulary.member(detail) if vocabulary else None
    return member.label if member else detail
