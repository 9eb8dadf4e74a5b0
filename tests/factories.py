"""Makers of rows for tests: set only what matters. People are fictional."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Appeal, AppealCase, Applicant
from caseapp.cases.claims import Event, StatusUpdate
from caseapp.cases.models import Case, CaseAssignment
from caseapp.cases.people import Person, PersonName
from caseapp.cases.vocabulary import (
    CaseState,
    ClaimState,
    EventType,
    Kinship,
    PlaceStatus,
    Script,
    Sex,
)

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
UNUSABLE = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def use(session: Session) -> None:
    """Let every factory add to this session."""
    for maker in _every(BaseFactory):
        maker._meta.sqlalchemy_session = session


def _every(kind: Any) -> list[Any]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _every(child))]


class BaseFactory(SQLAlchemyModelFactory):
    """Adds the row and flushes it."""

    class Meta:
        abstract = True
        sqlalchemy_session_persistence = "flush"


class OfficeFactory(BaseFactory):
    """An office; ``code`` is unique."""

    class Meta:
        model = Office

    code = factory.Sequence(lambda n: f"T{n:02d}")
    name = factory.LazyAttribute(lambda o: f"Office {o.code}")
    city = "Almaty"
    address = ""
    phone = ""
    email = ""


class UserFactory(BaseFactory):
    """A volunteer; other roles by ``role``. Nobody can type the password."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@test.invalid")
    name = factory.Sequence(lambda n: f"Person {n}")
    password_hash = UNUSABLE
    role = Role.VOLUNTEER
    office = factory.SubFactory(OfficeFactory)
    created_at = NOW


class PersonFactory(BaseFactory):
    """A person with one name."""

    class Meta:
        model = Person

    sex = Sex.MALE
    ethnicity = "Kazakh"

    @factory.post_generation
    def names(obj: Person, create: bool, extracted: Any, **_kwargs: Any) -> None:  # noqa: N805
        """Add the names given, or one."""
        session = PersonFactory._meta.sqlalchemy_session
        for position, text in enumerate(extracted if extracted is not None else [f"Temirlan Sagatuly {obj.id}"]):
            script = Script.CYRL if any("\u0400" <= c <= "\u04ff" for c in text) else Script.LATN
            session.add(PersonName(person_id=obj.id, text=text, script=script, position=position))
        session.flush()


class CaseFactory(BaseFactory):
    """An open case of an office; ``names=[…]`` names the missing person."""

    class Meta:
        model = Case

    class Params:
        names = None

    person = factory.LazyAttribute(lambda case: PersonFactory(names=case.names))
    office = factory.SubFactory(OfficeFactory)
    code = factory.Sequence(lambda n: f"TST-2026-{n:05d}")
    state = CaseState.OPEN
    opened_on = TODAY
    changed_at = NOW

    @factory.post_generation
    def refresh(obj: Case, create: bool, extracted: Any, **_kwargs: Any) -> None:  # noqa: N805
        """Fill the derived columns and the search row."""
        from caseapp.cases import services

        session = CaseFactory._meta.sqlalchemy_session
        services.refresh(session, obj, at=NOW)
        session.flush()


class CaseAssignmentFactory(BaseFactory):
    """Somebody on a case."""

    class Meta:
        model = CaseAssignment

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    assigned_at = NOW


class StatusUpdateFactory(BaseFactory):
    """A claim that somebody is in prison; ``verified=True`` has been looked at."""

    class Meta:
        model = StatusUpdate

    class Params:
        verified = factory.Trait(state=ClaimState.VERIFIED, verified_at=NOW, verified_note="test")

    case = factory.SubFactory(CaseFactory)
    place_status = PlaceStatus.PRISON
    logged_at = NOW


class EventFactory(BaseFactory):
    """An arrest."""

    class Meta:
        model = Event

    type = EventType.ARREST
    detail = "Taken from home"


class AppealFactory(BaseFactory):
    """A draft appeal."""

    class Meta:
        model = Appeal

    office = factory.SubFactory(OfficeFactory)
    received_on = TODAY
    created_at = NOW


class AppealCaseFactory(BaseFactory):
    """An appeal for a case."""

    class Meta:
        model = AppealCase

    appeal = factory.SubFactory(AppealFactory)
    case = factory.SubFactory(CaseFactory)


class ApplicantFactory(BaseFactory):
    """A sister who asks."""

    class Meta:
        model = Applicant

    appeal = factory.SubFactory(AppealFactory)
    person = factory.SubFactory(PersonFactory)
    kinship = Kinship.SISTER
