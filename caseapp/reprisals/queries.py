"""What can precede a reprisal on a case, and what followed similar deeds before."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from caseapp.accounts.models import User
from caseapp.appeals import queries as appeals
from caseapp.appeals.models import Appeal, AppealCase
from caseapp.cases.claims import Event, MediaItem
from caseapp.petitions import queries as petitions
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.protests.models import Appearance, Protest
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent
from caseapp.reprisals.vocabulary import Precedent

MOST = 50


def petitions_of(case_id: int, person: User) -> Select[Petition]:
    """Find the petitions of a case that a person may open, newest first."""
    theirs = select(PetitionCase.petition_id).where(PetitionCase.case_id == case_id)
    return petitions.visible_to(person).where(Petition.id.in_(theirs)).order_by(Petition.id.desc()).limit(MOST)


def protests_of(case_id: int) -> Select[Protest]:
    """Find the protests to which somebody came for a case."""
    came = select(Appearance.protest_id).where(Appearance.case_id == case_id)
    return select(Protest).where(Protest.id.in_(came)).order_by(Protest.id.desc()).limit(MOST)


def appeals_of(case_id: int, person: User) -> Select[Appeal]:
    """Find the appeals for a case that a person may read."""
    theirs = select(AppealCase.appeal_id).where(AppealCase.case_id == case_id)
    return appeals.visible_to(person).where(Appeal.id.in_(theirs)).order_by(Appeal.id.desc()).limit(MOST)


def media_of(case_id: int) -> Select[MediaItem]:
    """Find what was made public about a case."""
    return select(MediaItem).where(MediaItem.case_id == case_id).order_by(MediaItem.id.desc()).limit(MOST)


def events_of(case_id: int) -> Select[Event]:
    """Find what happened to the person."""
    return select(Event).where(Event.case_id == case_id).order_by(Event.id.desc()).limit(MOST)


def after(case_id: int, kind: Precedent) -> Select[Reprisal]:
    """Find the reprisals on a case that followed a deed of this kind, newest first."""
    followed = select(ReprisalPrecedent.reprisal_id).where(ReprisalPrecedent.kind == kind)
    return (
        select(Reprisal)
        .where(Reprisal.case_id == case_id, Reprisal.id.in_(followed))
        .options(selectinload(Reprisal.precedents))
        .order_by(Reprisal.id.desc())
    )


def count_after(case_ids: set[int], kind: Precedent) -> Select[int, int]:
    """Count for each case the reprisals that followed a deed of this kind."""
    return (
        select(Reprisal.case_id, func.count(Reprisal.id.distinct()))
        .join(Reprisal.precedents)
        .where(Reprisal.case_id.in_(case_ids), ReprisalPrecedent.kind == kind)
        .group_by(Reprisal.case_id)
    )
