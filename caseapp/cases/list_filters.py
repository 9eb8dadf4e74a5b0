"""What the list of cases can be narrowed by, read from the address of the page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseapp.cases.vocabulary import Access, CaseState, HealthStatus, LegalStatus, PlaceStatus, Risk, Sex
from caseapp.dates.filter import overlap_range
from caseapp.places.gazetteer import places
from caseapp.vocabulary import Vocabulary
from caseapp.web import row_number, without_empty

NAMES, STATEMENTS = "names", "statements"
ALL_STATES = "all"
MINE = "me"

# Each vocabulary that narrows the list: word in the address, vocabulary.
TERMS: dict[str, type[Vocabulary]] = {
    "place": PlaceStatus,
    "legal": LegalStatus,
    "health": HealthStatus,
    "sex": Sex,
    "risk": Risk,
    "access": Access,
}


@dataclass(frozen=True)
class Filters:
    """What somebody asked the list for; what cannot be understood is left out."""

    q: str = ""
    within: str = NAMES
    state: str = CaseState.OPEN.value
    terms: Mapping[str, Vocabulary] = field(default_factory=dict)
    county: str = ""
    from_text: str = ""
    to_text: str = ""
    start: date | None = None
    end: date | None = None
    mistake: str = ""
    assignee: str = ""
    office: int | None = None
    hidden: str = ""
    """The words of the search as the address carries them."""

    def arguments(self) -> dict[str, Any]:
        """Return the words of the address that ask for the same again."""
        return without_empty(
            q="" if self.hidden else self.q,
            s=self.hidden,
            within="" if self.within == NAMES else self.within,
            state="" if self.state == CaseState.OPEN else self.state,
            county=self.county,
            assignee=self.assignee,
            office=self.office,
            **{word: term.value for word, term in self.terms.items()},
            **{"from": self.from_text, "to": self.to_text},
        )

    @property
    def count(self) -> int:
        """Say how many filters narrow the list, the search box left out."""
        dated = bool(self.from_text or self.to_text)
        return len(self.terms) + sum(
            (bool(self.county), bool(self.assignee), bool(self.office), dated, self.state != CaseState.OPEN)
        )

    @property
    def tells_more(self) -> bool:
        """Say whether an answer tells more of a case than its code, names and statuses."""
        dated = self.start is not None or self.end is not None
        asked = bool(self.q) and self.within == STATEMENTS
        return asked or dated or bool(self.county or self.assignee) or "risk" in self.terms or "access" in self.terms


def read(arguments: Mapping[str, str], offices: Collection[int] = (), words: str | None = None) -> Filters:
    """Read the filters of an address; a mistyped date is said in ``mistake`` and not used.

    ``offices`` are those the reader works for: no other can be asked for, and without a choice it is their own.
    ``words`` are what the address hides in ``s``.
    """
    terms = {word: vocabulary.member(arguments.get(word, "")) for word, vocabulary in TERMS.items()}
    state, county = arguments.get("state", ""), arguments.get("county", "")
    from_text, to_text = arguments.get("from", "").strip()[:40], arguments.get("to", "").strip()[:40]
    start, end, mistake = None, None, ""
    try:
        start, end = overlap_range(from_text, to_text)
    except ValueError as wrong:
        mistake = str(wrong)
    assignee = arguments.get("assignee", "")
    office = row_number(arguments.get("office"))
    return Filters(
        q=" ".join((arguments.get("q", "") if words is None else words).replace("\x00", "").split())[:200],
        hidden=arguments.get("s", "") if words else "",
        within=STATEMENTS if arguments.get("within") == STATEMENTS else NAMES,
        state=state if state in (CaseState.CLOSED.value, ALL_STATES) else CaseState.OPEN.value,
        terms={word: term for word, term in terms.items() if term is not None},
        county=county if county in places() else "",
        from_text=from_text,
        to_text=to_text,
        start=start,
        end=end,
        mistake=mistake,
        assignee=assignee if assignee == MINE or row_number(assignee) else "",
        office=office if office in offices else None,
    )
