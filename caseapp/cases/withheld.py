"""What a case shares with another that is shut to the reader: it is taken off the page, as if it were not there."""

from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, literal_column, select, true, union_all
from sqlalchemy.orm import Session, aliased

from caseapp.accounts.models import User
from caseapp.accounts.reader import Reader, kind_of, reader, values_of
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal, AppealCase
from caseapp.appeals.vocabulary import ReviewState
from caseapp.cases import queries
from caseapp.cases.models import Case
from caseapp.db import Identity
from caseapp.history.models import HistoryEntry
from caseapp.permissions import Permission
from caseapp.petitions.models import Correspondence, PetitionCase

APPEALS, PETITIONS, FILES = "appeals", "petitions", "files"


def find(session: Session, case: Case, person: User) -> dict[str, set[int]]:
    """Find the appeals and petitions of a case that name one shut to this person too, and the files they brought."""
    found: dict[str, set[int]] = {kind: set() for kind in (APPEALS, PETITIONS, FILES)}
    given = {"case": case.id, **values_of(person)}
    for kind, number in session.execute(_statement(*kind_of(person)), given):
        found[kind].add(number)
    return found


@cache
def _statement(role: Role, offices: int) -> CompoundSelect[str, int]:
    """Make the statement once for each role: to put it together takes longer than to run it."""
    case, person = bindparam("case", type_=Identity), reader(role, offices)
    appeals = _shared(AppealCase, AppealCase.appeal_id, case, person)
    petitions = _shared(PetitionCase, PetitionCase.petition_id, case, person)
    files = select(Correspondence.evidence_id).where(
        Correspondence.petition_id.in_(petitions), Correspondence.evidence_id.is_not(None)
    )
    parts = [(APPEALS, appeals), (PETITIONS, petitions), (FILES, files)]
    if not person.can(Permission.CASE_VIEW_OFFICE):
        parts.append((APPEALS, _drafts_of_others(case, person)))
    named = ((kind, rows.subquery()) for kind, rows in parts)
    return union_all(*(select(literal_column(f"'{kind}'"), next(iter(rows.c))) for kind, rows in named))


def _drafts_of_others(case: Any, person: Reader) -> Select[Any]:
    """Find the appeals of a case that somebody else is still writing."""
    return (
        select(Appeal.id)
        .join(AppealCase, AppealCase.appeal_id == Appeal.id)
        .where(
            AppealCase.case_id == case,
            Appeal.state == ReviewState.DRAFT,
            Appeal.logged_by_id.is_distinct_from(person.id),
        )
    )


def _shared(link: Any, owner: Any, case: Any, person: Reader) -> Select[Any]:
    """Find the numbers of what ties this case to one the person may not open."""
    other = aliased(link)
    return (
        select(owner)
        .join(other, getattr(other, owner.key) == owner)
        .join(Case, Case.id == other.case_id)
        # "Is not true" rather than "not": an unknown part of the condition must hide, not show.
        .where(link.case_id == case, other.case_id != case, queries.may_open(person).is_not(true()))
    )


def take_off(dossier: SimpleNamespace, found: dict[str, set[int]]) -> None:
    """Leave out of what was read what is withheld; of an appeal stays who asks for this case, never its words."""
    appeals, petitions = found[APPEALS], found[PETITIONS]
    dossier.petitions = [petition for petition in dossier.petitions if petition.id not in petitions]
    dossier.evidence = [file for file in dossier.evidence if file.id not in found[FILES]]
    for appeal in dossier.appeals:
        appeal.is_withheld = appeal.id in appeals
        if appeal.is_withheld:
            appeal.statement = appeal.video_url = appeal.source = appeal.return_reason = None
            appeal.translations = []
    for reprisal in dossier.reprisals:
        for precedent in reprisal.precedents:
            if precedent.petition_id in petitions:
                precedent.petition_id = None
            if precedent.appeal_id in appeals:
                precedent.appeal_id = None


def is_told(entry: HistoryEntry, found: dict[str, set[int]]) -> bool:
    """Say whether a line of the history may stay."""
    return entry.subject_id not in found.get(entry.subject_kind or "", ())
