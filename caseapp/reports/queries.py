"""What the reports ask: events, figures and sources of the campaign, and counts by office."""

from sqlalchemy import ColumnElement, Select, exists, false, func, select, true

from caseapp.accounts.models import Office, User
from caseapp.accounts.queries import in_offices
from caseapp.accounts.vocabulary import Role
from caseapp.cases.models import Case, Source
from caseapp.cases.vocabulary import Access, CaseState, PlaceStatus
from caseapp.dates.column import asked
from caseapp.permissions import Permission
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionState
from caseapp.reports.models import AggregateFigure, CampaignEvent

MOST = 500


def campaign_events() -> Select[CampaignEvent]:
    """Find the events of the campaign in the order they may have happened, undated ones last."""
    happened = asked(CampaignEvent.happened)
    return select(CampaignEvent).order_by(happened.earliest.is_(None), happened.earliest, CampaignEvent.id).limit(MOST)


def figures() -> Select[AggregateFigure]:
    """Find the published figures."""
    return select(AggregateFigure).order_by(AggregateFigure.key).limit(MOST)


def sources() -> Select[Source]:
    """Find the register of publications, the organisation's own sources first."""
    return select(Source).order_by(Source.is_external, Source.key).limit(MOST)


def offices_of(person: User) -> ColumnElement[bool]:
    """Match the offices whose counts this person may see: an auditor all, a coordinator their own."""
    if not person.can(Permission.REPORT_VIEW):
        return false()
    if person.role is Role.AUDITOR:
        return true()
    return false() if person.office_id is None else in_offices(person, Office.id)


def open_cases_by_place(person: User) -> Select[str, str, PlaceStatus, int]:
    """Count the open cases of each office by where the person is; sealed cases are never counted."""
    return (
        select(Office.code, Office.name, Case.place_status, func.count(Case.id).label("number"))
        .join(Case, Case.office_id == Office.id)
        .where(offices_of(person), Case.state == CaseState.OPEN, Case.access != Access.SEALED)
        .group_by(Office.code, Office.name, Case.place_status)
        .order_by(Office.code, Case.place_status)
    )


def petitions_by_state(person: User) -> Select[str, str, PetitionState, int]:
    """Count the petitions of each office by state; one that names a sealed case is never counted."""
    sealed = exists().where(
        PetitionCase.petition_id == Petition.id, PetitionCase.case_id == Case.id, Case.access == Access.SEALED
    )
    return (
        select(Office.code, Office.name, Petition.state, func.count(Petition.id).label("number"))
        .join(Petition, Petition.office_id == Office.id)
        .where(offices_of(person), ~sealed)
        .group_by(Office.code, Office.name, Petition.state)
        .order_by(Office.code, Petition.state)
    )
