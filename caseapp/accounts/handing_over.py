"""What somebody who leaves had to do goes to a coordinator of the office."""

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

ENDED = (PetitionState.CLOSED, PetitionState.WITHDRAWN_FREELY, PetitionState.WITHDRAWN_UNDER_PRESSURE)


def hand_over(session: Session, person: User, *, at: datetime, actor: User | None) -> None:
    """Give a person's open petitions and assigned cases to a coordinator of the same office.

    Without another coordinator the petitions belong to nobody, which the board shows, and the
    cases keep the assignment, so that a sealed one still names somebody.
    """
    successor = session.scalars(queries.coordinator_instead_of(person)).one_or_none()
    _petitions(session, person, successor, actor_id=actor.id if actor else None, at=at)
    if successor is not None:
        _cases(session, person, successor, actor=actor, at=at)


def _petitions(session: Session, person: User, successor: User | None, *, actor_id: int | None, at: datetime) -> None:
    owned = session.scalars(select(Petition).where(Petition.owner_id == person.id, Petition.state.not_in(ENDED))).all()
    links = session.execute(
        select(PetitionCase.petition_id, PetitionCase.case_id).where(
            PetitionCase.petition_id.in_([petition.id for petition in owned])
        )
    ).all()
    for petition in owned:
        petition.owner_id = successor.id if successor else None
        for case_id in [case_id for petition_id, case_id in links if petition_id == petition.id]:
            history.record(session, case_id, "petition.handed-over", actor_id=actor_id, at=at, subject=petition)


def _cases(session: Session, person: User, successor: User, *, actor: User | None, at: datetime) -> None:
    rows = session.execute(
        select(Case, CaseAssignment)
        .join(CaseAssignment, CaseAssignment.case_id == Case.id)
        .where(CaseAssignment.user_id == person.id)
    ).all()
    for case, assignment in rows:
        session.delete(assignment)
        cases.assign(session, case, successor, actor=actor or successor, at=at)
        history.record(session, case.id, "case.unassigned", actor_id=actor.id if actor else None, at=at, subject=person)
