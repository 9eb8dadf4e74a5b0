"""What somebody who leaves had to do goes to a coordinator of the office."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts import queries
from caseapp.accounts.models import User
from caseapp.cases import services as cases
from caseapp.cases.models import Case, CaseAssignment
from caseapp.history import services as history
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionState


def hand_over(session: Session, person: User, *, offices: Collection[int], at: datetime, actor: User | None) -> None:
    """Give a person's open petitions and assigned cases in some offices to a coordinator of that office.

    Without another coordinator the petitions belong to nobody, which the board shows, and the
    cases keep the assignment, so that a sealed one still names somebody.
    """
    if not offices:
        return
    owned = session.scalars(
        select(Petition).where(
            Petition.owner_id == person.id,
            Petition.office_id.in_(offices),
            Petition.state != PetitionState.CLOSED,
        )
    ).all()
    assigned = session.execute(
        select(Case, CaseAssignment)
        .join(CaseAssignment, CaseAssignment.case_id == Case.id)
        .where(CaseAssignment.user_id == person.id, Case.office_id.in_(offices))
    ).all()
    touched = {petition.office_id for petition in owned} | {case.office_id for case, _assignment in assigned}
    successors = {
        office_id: session.scalars(queries.coordinators_of(office_id, but=person).limit(1)).one_or_none()
        for office_id in sorted(touched)
    }
    actor_id = actor.id if actor else None
    links = session.execute(
        select(PetitionCase.petition_id, PetitionCase.case_id).where(
            PetitionCase.petition_id.in_([petition.id for petition in owned])
        )
    ).all()
    for petition in owned:
        successor = successors[petition.office_id]
        petition.owner_id = successor.id if successor else None
        for case_id in [case_id for petition_id, case_id in links if petition_id == petition.id]:
            history.record(session, case_id, "petition.handed_over", actor_id=actor_id, at=at, subject=petition)
    for case, assignment in assigned:
        successor = successors[case.office_id]
        if successor is None:
            continue
        session.delete(assignment)
        cases.assign(session, case, successor, actor=actor or successor, at=at)
        history.record(session, case.id, "case.unassigned", actor_id=actor_id, at=at, subject=person)
