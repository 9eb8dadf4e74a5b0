"""Counting what an appeal tells so far, for the rule that says what it lacks."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.appeals import queries, rules
from caseapp.appeals.models import Appeal, Applicant, Consent
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState, Kinship
from caseapp.evidence.models import EvidenceFile
from caseapp.evidence.vocabulary import EvidenceKind


def told_so_far(session: Session, appeal: Appeal, today: date) -> rules.Told:
    """Count what is told; the appeal comes with everything loaded (``queries.with_everything``)."""
    missing = [link.case for link in appeal.cases]
    new = [case for case in missing if case.state is CaseState.DRAFT]
    ids = [case.id for case in missing]
    events = session.scalars(queries.events_of(ids)).all()
    dated = {event.case_id for event in events if event.happened is not None}
    consents = session.scalars(queries.consents_of(ids)).all()
    photos = session.scalar(
        select(func.count(EvidenceFile.id)).where(
            EvidenceFile.case_id.in_(ids), EvidenceFile.kind == EvidenceKind.PHOTO
        )
    )
    return rules.Told(
        applicants=len(appeal.applicants),
        unnamed_applicants=sum(not applicant.person.names for applicant in appeal.applicants),
        applicants_without_relation=sum(_has_no_relation(applicant) for applicant in appeal.applicants),
        applicants_without_phone=sum(not applicant.person.contacts for applicant in appeal.applicants),
        missing=len(missing),
        unnamed_missing=sum(not case.person.names for case in missing),
        missing_without_birth=sum(_has_no_birth(case) for case in missing),
        missing_without_home=sum(not case.person.residences for case in missing),
        missing_without_date=sum(case.id not in dated for case in missing),
        has_statement=bool(appeal.statement),
        has_language=appeal.statement_language is not None,
        events=len(events),
        new_cases=len(new),
        consents_to_keep=sum(
            _agrees_to_keep([c for c in consents if c.person_id == applicant.person_id], today)
            for applicant in appeal.applicants
        ),
        photos=photos or 0,
    )


def _has_no_relation(applicant: Applicant) -> bool:
    return applicant.kinship is Kinship.OTHER and not applicant.own_word


def _has_no_birth(case: Case) -> bool:
    return case.person.born is None and case.person.age is None


def _agrees_to_keep(consents: list[Consent], today: date) -> bool:
    answer = rules.current(consents, ConsentPurpose.INTERNAL, today)
    return answer is not None and answer.answer is ConsentAnswer.GIVEN
