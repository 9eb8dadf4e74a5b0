"""What the cases said when a letter was written, and what they say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from caseapp.petitions import steps
from caseapp.petitions.facts import CaseFacts, facts_digest, facts_shown, gather
from caseapp.petitions.models import Petition


@dataclass(frozen=True)
class Panel:
    """The facts of one case as they stand beside a letter: code, and label with value."""

    code: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ChangedFact:
    """A fact that was changed after the letter was written."""

    case_code: str
    field: str
    label: str
    old: str
    new: str


def of_petition(session: Session, petition: Petition) -> list[CaseFacts]:
    """Gather what the cases of a petition say now."""
    return list(gather(session, steps.case_ids(session, petition)))


def panels(facts: Sequence[CaseFacts]) -> list[Panel]:
    """Give the facts of each case for the side of the page."""
    return [Panel(one.code, tuple((code, str(label), text) for code, label, text in facts_shown(one))) for one in facts]


def snapshot(facts: Sequence[CaseFacts]) -> dict[str, Any]:
    """Write down what the cases say now, to be kept with a version of the letter."""
    return {
        str(one.case_id): {
            "digest": dict(facts_digest(one)),
            "shown": {code: [str(label), text] for code, label, text in facts_shown(one)},
        }
        for one in facts
    }


def changed(before: Mapping[str, Any] | None, facts: Sequence[CaseFacts]) -> list[ChangedFact]:
    """List the facts that differ from those a letter was written on; a letter without any noted has none."""
    if not before:
        return []
    found: list[ChangedFact] = []
    for one in facts:
        noted = before.get(str(one.case_id))
        if noted is None:
            continue
        old, new = noted["digest"], facts_digest(one)
        shown = {code: (str(label), text) for code, label, text in facts_shown(one)}
        for field in dict.fromkeys([*old, *new]):
            if old.get(field) == new.get(field):
                continue
            label, text = shown.get(field, ("", ""))
            old_label, old_text = noted["shown"].get(field, ("", ""))
            if label or old_label:
                found.append(ChangedFact(one.code, field, label or old_label, old_text, text))
    return found
