"""Recording a day that a clock counts from and that no letter of the body brings: a ruling served, an event to come."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.petitions import clocks, rules, steps
from caseapp.petitions.models import Petition
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import CorrespondenceKind, PetitionState

K = CorrespondenceKind

# Days that are written down by themselves, before or after the sending; every other fact comes with its letter.
DAYS = (K.RULING_SERVED, K.COMPLAINT_DECISION, K.LEARNED, K.DETAINED, K.RELEASED, K.EVENT)


def record_day(
    session: Session, petition: Petition, received: Received, *, kind: CorrespondenceKind, actor: User, at: datetime
) -> None:
    """Write down a day, also for a letter that has not gone out yet; only an event may lie ahead."""
    if kind not in DAYS:
        raise RuleBroken(_l("This is recorded with its letter, not as a day alone."))
    if petition.is_published_record:
        raise RuleBroken(_l("This petition was published by others. It stays as they published it."))
    if petition.state is PetitionState.CLOSED or petition.state in rules.WITHDRAWN:
        raise RuleBroken(_l("This petition has ended, so no clock of it runs any more."))
    if kind is not K.EVENT and received.happened_on > steps.day_of(at):
        raise RuleBroken(_l("This day has not come yet. Enter a day up to today."), "happened_on")
    steps.add_letter(session, petition, kind, received, actor=actor, at=at)
    clocks.follow(session, petition, on=steps.day_of(at))
    detail = f"{kind.label} · {received.happened_on.isoformat()}"
    steps.tell(session, petition, "letter_recorded", actor=actor, at=at, detail=detail)
