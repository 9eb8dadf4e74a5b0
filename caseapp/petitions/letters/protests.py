"""What a letter says of a planned gathering, and of what was done to those who came to one."""

from collections.abc import Sequence
from datetime import date

from caseapp.petitions.facts_shapes import CaseFacts, ProtestFact, ProtestOutcomeFact
from caseapp.petitions.letters import wording
from caseapp.protests.vocabulary import ProtestForm, ProtestOutcome, ProtestState

PUNISHED = (ProtestOutcome.FINED, ProtestOutcome.ADMIN_ARREST, ProtestOutcome.OFFICIAL_WARNING)


def protest_values(facts: Sequence[CaseFacts], language: str, today: date) -> dict[str, str]:
    """Give the values of the next planned gathering and of the newest one that people were punished for."""
    seen = {one.id: one for case in facts for one in case.protests}
    planned = [
        one
        for one in seen.values()
        if one.state is ProtestState.PLANNED and (one.held_on is None or one.held_on >= today)
    ]
    planned.sort(key=lambda one: (one.held_on is None, one.held_on or date.max, one.id))
    held = [one for one in seen.values() if one.state is ProtestState.HELD]
    held.sort(key=lambda one: (one.held_on or date.min, one.id))
    return {
        **_gathering("planned", planned[0] if planned else None, language),
        **_gathering("held", held[-1] if held else None, language),
        **_punishment(held, language),
    }


def _gathering(prefix: str, one: ProtestFact | None, language: str) -> dict[str, str]:
    outcomes = one.outcomes if one else ()
    return {
        f"{prefix}_form": str(one.form.label) if one and one.form is not ProtestForm.OTHER else "",
        f"{prefix}_on": wording.day(one.held_on, language) if one else "",
        f"{prefix}_place": wording.place(one.place, language) if one else "",
        f"{prefix}_demand": one.demand or "" if one and one.demand and wording.reads_as(one.demand, language) else "",
        f"{prefix}_outcomes": wording.APART[language].join(
            dict.fromkeys(_outcome(each, language) for each in outcomes)
        ),
    }


def _outcome(one: ProtestOutcomeFact, language: str) -> str:
    when = wording.day(one.happened_on, language)
    return f"{one.kind.label} ({when})" if when else str(one.kind.label)


def _punishment(held: Sequence[ProtestFact], language: str) -> dict[str, str]:
    found = [one for protest in held for one in protest.outcomes if one.kind in PUNISHED]
    last = found[-1] if found else None
    return {
        "penalty_what": str(last.kind.label) if last else "",
        "penalty_on": wording.day(last.happened_on, language) if last else "",
        "penalty_article": (last.article or "") if last else "",
        "penalty_days": wording.days(last.days, language) if last else "",
        "penalty_amount": (last.amount_kzt or "") if last else "",
        "penalty_served": wording.day(last.served_on, language) if last else "",
    }
