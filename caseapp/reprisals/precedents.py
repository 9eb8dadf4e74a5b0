"""The deeds of a case that a reprisal may have followed, as choices in words without names."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.dates import PartialDate, spoken
from caseapp.dates.wording import sentence
from caseapp.reprisals import queries
from caseapp.reprisals.vocabulary import Precedent


def choices(session: Session, case: Case, person: User) -> list[tuple[str, str]]:
    """List everything of a case that can have come before, as far as the person may see it, and something else."""
    offered: list[tuple[str, str]] = []
    for petition in session.scalars(queries.petitions_of(case.id, person)):
        day = _day(petition.sent_on) or _date(petition.since)
        offered.append(_choice(Precedent.PETITION, petition.id, _("Petition"), day or petition.state.label))
    for protest in session.scalars(queries.protests_of(case.id)):
        day = _day(protest.held_on) or _date(protest.when)
        offered.append(_choice(Precedent.PROTEST, protest.id, str(protest.form.label), day))
    offered.extend(
        _choice(Precedent.APPEAL, appeal.id, _("Appeal"), _day(appeal.received_on))
        for appeal in session.scalars(queries.appeals_of(case.id, person))
    )
    offered.extend(
        _choice(Precedent.MEDIA, item.id, str(item.type.label), _date(item.published))
        for item in session.scalars(queries.media_of(case.id))
    )
    offered.extend(
        _choice(Precedent.EVENT, event.id, str(event.type.label), _date(event.happened))
        for event in session.scalars(queries.events_of(case.id))
    )
    return [*offered, (Precedent.OTHER.value, _("Something else"))]


def _choice(kind: Precedent, number: int, what: str, when: object) -> tuple[str, str]:
    words = _("%(what)s, %(when)s", what=what, when=when) if when else what
    return f"{kind.value}:{number}", words


def _day(day: date | None) -> str:
    return spoken.long(day) if day else ""


def _date(value: PartialDate | None) -> str:
    return sentence(value) if value else ""
