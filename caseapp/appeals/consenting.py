"""What changes consent: an answer is only ever added, the newest counts."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals import rules
from caseapp.appeals.models import Consent
from caseapp.appeals.people import history_case
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, TextLanguage
from caseapp.cases.models import Case
from caseapp.history import services as history
from caseapp.permissions import Permission


def record_consent(
    session: Session,
    case: Case,
    person_id: int,
    *,
    purpose: ConsentPurpose,
    answer: ConsentAnswer,
    given_on: date,
    expires_on: date | None = None,
    witness: str | None = None,
    language: TextLanguage | None = None,
    bodies: str | None = None,
    note: str | None = None,
    actor: User,
    at: datetime,
    today: date,
) -> Consent | None:
    """Add what somebody answered for one purpose; None where exactly this already stands.

    A narrower answer counts at once. Only a coordinator widens to the public.
    """
    answers = session.scalars(select(Consent).where(Consent.case_id == case.id, Consent.person_id == person_id)).all()
    standing = rules.current(answers, purpose, today)
    rules.ensure_answer_dates(answer, given_on, standing, today=today)
    rules.ensure_may_record(purpose, answer, standing, decides_publication=actor.can(Permission.APPEAL_REVIEW))
    facts = {"expires_on": expires_on, "witness": witness, "language": language, "bodies": bodies, "note": note}
    if standing is not None and standing.answer is answer:
        said_before = all(getattr(standing, name) == value for name, value in facts.items())
        if said_before and standing.given_on == given_on:
            return None
    row = Consent(
        case_id=case.id,
        person_id=person_id,
        purpose=purpose,
        answer=answer,
        given_on=given_on,
        recorded_by_id=actor.id,
        recorded_at=at,
        **facts,
    )
    session.add(row)
    history.record(
        session,
        history_case(case),
        f"consent.{answer.value}",
        actor_id=actor.id,
        at=at,
        subject=row,
        detail=purpose.value,
    )
    return row
