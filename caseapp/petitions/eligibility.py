"""Which bodies are open to a case at all, and why: rules of each procedure, from the case as it is.

Pure: ``for_case`` reads nothing but its arguments. The rules come from the directory's notes (design data, most of
them not yet verified by a lawyer). A body that has no rule of its own goes by what the directory says it applies to.

**The order of usefulness** (``_order``; the first difference decides):

1. open bodies before closed ones;
2. the rank of the door (``Rank``): *now* (a clock runs out, or this is the body for exactly this case), *fitting*
   (made for such cases), *also* (may help beside the fitting ones), *support* (owes no answer);
3. the body for which fewest things are missing, because it can be written to soonest;
4. the place in the directory, where what binds comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from caseapp.petitions import eligibility_facts as seen
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.eligibility_rules import RULES
from caseapp.petitions.eligibility_shapes import Eligibility, Rank, closed, opened
from caseapp.petitions.facts import CaseFacts
from caseapp.petitions.readiness import Readiness, check

__all__ = ["Door", "Eligibility", "Rank", "eligible", "for_cases"]

BY_KAZAKHSTAN = "violation by Kazakhstan"


@dataclass(frozen=True)
class Door:
    """One body as it stands open or closed to some cases: the answer for all of them, and what each still lacks."""

    record: BodyRecord
    eligibility: Eligibility
    readiness: tuple[Readiness, ...]
    closed_to: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """Count what is missing or too vague before a letter can be written, over all the cases."""
        return sum(len(one.to_find) for one in self.readiness)

    @property
    def to_tick(self) -> int:
        """Count what a person still has to attach or write by hand; once, however many cases there are."""
        return len({need.code for one in self.readiness for need in one.open if need not in one.to_find})


def eligible(record: BodyRecord, facts: CaseFacts, *, today: date) -> Eligibility:
    """Say whether a body is open to one case, how well it fits, and why."""
    rule = RULES.get(record.key)
    if rule is not None:
        return rule(facts, today)
    if record.applies_to == BY_KAZAKHSTAN and not seen.happened_in_kazakhstan(facts):
        return closed(_("Only for what Kazakhstan did, and nothing is recorded."))
    if record.applies_to not in {"", "any", BY_KAZAKHSTAN}:
        return opened(Rank.ALSO, _("Only if this fits the case: %(condition)s.", condition=record.applies_to))
    return opened(Rank.ALSO, _("Nothing in the case speaks against it."))


def for_cases(records: Sequence[BodyRecord], cases: Sequence[CaseFacts], *, today: date) -> list[Door]:
    """List every body with its answer for some cases together, the most useful first.

    A body is open to a batch only if it is open to each case of it; ``closed_to`` names the cases that shut it.
    """
    doors = [_door(record, cases, today) for record in records]
    places = {id(door): place for place, door in enumerate(doors)}
    return sorted(doors, key=lambda door: _order(door, places))


def _door(record: BodyRecord, cases: Sequence[CaseFacts], today: date) -> Door:
    answers = [(facts, eligible(record, facts, today=today)) for facts in cases]
    shut = [(facts, answer) for facts, answer in answers if not answer.is_open]
    if shut:
        reasons = dict.fromkeys(reason for _facts, answer in shut for reason in answer.reasons)
        together = Eligibility(False, Rank.SUPPORT, tuple(reasons))
        return Door(record, together, (), tuple(facts.code for facts, _answer in shut))
    reasons = dict.fromkeys(reason for _facts, answer in answers for reason in answer.reasons)
    worst = max((answer.rank for _facts, answer in answers), default=Rank.SUPPORT)
    ready = tuple(check(record, facts, language=None, today=today) for facts in cases)
    return Door(record, Eligibility(True, worst, tuple(reasons)), ready)


def _order(door: Door, places: Mapping[int, int]) -> tuple[bool, Rank, int, int]:
    return not door.eligibility.is_open, door.eligibility.rank, door.missing, places[id(door)]
