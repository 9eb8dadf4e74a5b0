"""What those who fill the demonstration share: the people, the cases, today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.models import Appeal, AppealCase, Applicant
from caseapp.cases.models import Case
from caseapp.demo.people import Staff


@dataclass
class Scene:
    """The stage of the demonstration; ``cases`` are those worth looking at, oldest first."""

    session: Session
    staff: Staff
    cases: list[Case]
    random: Random
    at: datetime
    today: date

    def day(self, ago: int) -> date:
        """Return the day so many days ago."""
        return self.today - timedelta(days=ago)

    def moment(self, ago: int) -> datetime:
        """Return a moment in the forenoon of a day so many days ago, never one to come."""
        return min(self.at, datetime.combine(self.day(ago), time(5, 30), UTC))

    def of_office(self, code: str) -> list[Case]:
        """List the cases of an office."""
        office = next(office for office in self.staff.offices if office.code == code)
        return [case for case in self.cases if case.office_id == office.id]

    @property
    def own(self) -> list[Case]:
        """List the cases of the office where the demonstration logins work."""
        return self.of_office("ALM")

    def coordinator_of(self, case: Case) -> User:
        """Return the coordinator of a case's office."""
        return next(user for user in self.staff.coordinators.values() if user.office_id == case.office_id)

    def volunteers_of(self, case: Case) -> tuple[User, ...]:
        """List the volunteers of a case's office."""
        return next(users for users in self.staff.volunteers.values() if users[0].office_id == case.office_id)

    def appeal_of(self, case: Case) -> Appeal:
        """Return the appeal a case began with."""
        found = select(Appeal).join(AppealCase).where(AppealCase.case_id == case.id).order_by(Appeal.id)
        return self.session.scalars(found.limit(1)).one()

    def applicant_of(self, case: Case) -> Applicant:
        """Return who asked first."""
        found = select(Applicant).where(Applicant.appeal_id == self.appeal_of(case).id).order_by(Applicant.id)
        return self.session.scalars(found.limit(1)).one()
