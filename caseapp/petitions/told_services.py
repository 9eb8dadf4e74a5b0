"""Recording answers to the single questions of bodies, and the papers and contacts of whoever asks; nothing is lost."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.models import AppealCase, Applicant
from caseapp.cases.claims import Claim
from caseapp.cases.models import Case
from caseapp.cases.people import Citizenship, Contact, Identifier, PersonName
from caseapp.cases.rules import script_of
from caseapp.cases.vocabulary import ContactKind, IdentifierKind, NameKind
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.petitions.facts_told import QUESTIONS

NUMBERS = {"iin": IdentifierKind.KZ_IIN, "passport": IdentifierKind.PASSPORT_KZ}
CONTACTS = {"address": ContactKind.ADDRESS, "phone": ContactKind.PHONE, "email": ContactKind.EMAIL}


def answers_of(session: Session, case: Case) -> dict[str, str]:
    """Give the newest answer to each question of a case."""
    rows = session.execute(
        select(Claim.field, Claim.value).where(Claim.case_id == case.id, Claim.field.in_(QUESTIONS)).order_by(Claim.id)
    )
    return {row.field: row.value for row in rows if row.value}


def answer(
    session: Session, case: Case, answers: Mapping[str, str | None], *, source: str | None, actor: User, at: datetime
) -> list[str]:
    """Record the answers that differ from the last ones, and say which; older ones stay beside them.

    An answer left empty takes nothing back: what was told stays told.
    """
    known = answers_of(session, case)
    new = [code for code, text in answers.items() if code in QUESTIONS and text and text != known.get(code)]
    for code in new:
        session.add(Claim(case_id=case.id, field=code, value=answers[code] or "", source=source))
    if new:
        history.record(
            session, case.id, "case.told", actor_id=actor.id, at=at, subject=case, detail=", ".join(sorted(new))
        )
        case.changed_at = max(case.changed_at, at)
    return new


def applicant_of(session: Session, case: Case, person_id: int) -> Applicant | None:
    """Give the newest record of somebody asking for a case."""
    statement = (
        select(Applicant)
        .join(AppealCase, AppealCase.appeal_id == Applicant.appeal_id)
        .where(AppealCase.case_id == case.id, Applicant.person_id == person_id)
        .order_by(Applicant.id)
    )
    return session.scalars(statement).first()


def complete_applicant(
    session: Session,
    case: Case,
    applicant: Applicant,
    facts: Mapping[str, str | None],
    *,
    actor: User,
    at: datetime,
) -> list[str]:
    """Add name, numbers, contacts, citizenship and kinship of whoever asks; what is typed is the newest that counts."""
    given = {code: text for code, text in facts.items() if text}
    if not given:
        raise RuleBroken(_l("Nothing was entered. Fill at least one line."))
    number = applicant.person_id
    if text := given.get("name"):
        last = session.scalar(select(func.max(PersonName.position)).where(PersonName.person_id == number))
        session.add(
            PersonName(
                person_id=number,
                text=text,
                script=script_of(text),
                kind=NameKind.ON_DOCUMENT,
                position=(last if last is not None else -1) + 1,
            )
        )
    for code, kind in NUMBERS.items():
        if text := given.get(code):
            session.add(Identifier(person_id=number, kind=kind, number=text))
    for code, sort in CONTACTS.items():
        if text := given.get(code):
            session.add(Contact(person_id=number, kind=sort, value=text))
    if text := given.get("citizenship"):
        session.add(Citizenship(person_id=number, country=text.upper()))
    if text := given.get("own_word"):
        applicant.own_word = text
    # Which lines were filled, never what stands in them.
    history.record(
        session,
        case.id,
        "case.applicant_completed",
        actor_id=actor.id,
        at=at,
        subject=applicant,
        detail=", ".join(sorted(given)),
    )
    return sorted(given)
