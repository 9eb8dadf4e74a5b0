"""What hangs on a case but also names others: left out of its page where the reader may not see all of it."""

from types import SimpleNamespace

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals import queries as appeals
from caseapp.appeals.models import Appeal
from caseapp.petitions import queries as petitions
from caseapp.petitions.models import Petition


def leave_out_unseen(session: Session, dossier: SimpleNamespace, person: User) -> None:
    """Take the appeals and petitions that a person may not open off a case's page; one statement at most.

    An appeal may tell of several missing people, and one of their cases may be shut to the reader.
    """
    if not dossier.appeals and not dossier.petitions:
        return
    asked = union_all(
        select(literal("appeal"), Appeal.id).where(
            Appeal.id.in_([appeal.id for appeal in dossier.appeals]), appeals.may_see(person)
        ),
        select(literal("petition"), Petition.id).where(
            Petition.id.in_([petition.id for petition in dossier.petitions]), petitions.may_see(person)
        ),
    )
    seen = {(kind, number) for kind, number in session.execute(asked)}
    dossier.appeals = [appeal for appeal in dossier.appeals if ("appeal", appeal.id) in seen]
    dossier.petitions = [petition for petition in dossier.petitions if ("petition", petition.id) in seen]
