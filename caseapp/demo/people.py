"""The three offices of the demonstration and those who work there; all invented."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts import passwords
from caseapp.accounts.demonstration import LOGINS, PASSWORD
from caseapp.accounts.models import Office, User
from caseapp.accounts.vocabulary import Role
from caseapp.history import services as history

# How many cases a demonstration tells in full; more than these are thin.
RICH = 120

VOLUNTEER = "volunteer@demo.invalid"

OFFICES = (
    ("ALM", "Almaty office", "Almaty"),
    ("AST", "Astana office", "Astana"),
    ("OSK", "Öskemen office", "Öskemen"),
)

NAMES = {
    Role.VOLUNTEER: "Дана Ілиясқызы",
    Role.COORDINATOR: "Ерасыл Жұмаділұлы",
    Role.TRANSLATOR: "Инна Соколова",
    Role.AUDITOR: "Тоғжан Әбенқызы",
    Role.ADMINISTRATOR: "Алишер Қайыпұлы",
}
OF_NO_OFFICE = {Role.AUDITOR, Role.ADMINISTRATOR}
FIRST = tuple((email, NAMES[role], role, None if role in OF_NO_OFFICE else "ALM", "en") for role, email in LOGINS)

OTHERS = (
    ("volunteer2@demo.invalid", "Мәди Сүйінұлы", Role.VOLUNTEER, "ALM", "kk"),
    ("volunteer3@demo.invalid", "Лейла Асанова", Role.VOLUNTEER, "ALM", "ru"),
    ("volunteer.astana@demo.invalid", "Айбек Қалиұлы", Role.VOLUNTEER, "AST", "kk"),
    ("coordinator.astana@demo.invalid", "Зауре Мусина", Role.COORDINATOR, "AST", "ru"),
    ("volunteer.oskemen@demo.invalid", "Перизат Тілеуқызы", Role.VOLUNTEER, "OSK", "kk"),
    ("coordinator.oskemen@demo.invalid", "Ринат Юсупов", Role.COORDINATOR, "OSK", "ru"),
)


@dataclass(frozen=True)
class Staff:
    """Who works in the demonstration."""

    offices: tuple[Office, ...]
    volunteers: dict[str, tuple[User, ...]]
    coordinators: dict[str, User]
    translator: User

    @classmethod
    def of(cls, session: Session) -> "Staff":
        """Find the people of a loaded demonstration."""
        offices = {code: _office(session, code, name, city) for code, name, city in OFFICES}
        emails = [email for email, *_rest in FIRST + OTHERS]
        users = session.scalars(select(User).where(User.email.in_(emails)).order_by(User.id)).all()
        by_id = {office.id: office.code for office in offices.values()}
        return cls(
            offices=tuple(offices.values()),
            volunteers={
                code: tuple(u for u in users if u.role is Role.VOLUNTEER and u.office_id == office.id)
                for code, office in offices.items()
            },
            coordinators={by_id[u.office_id]: u for u in users if u.role is Role.COORDINATOR and u.office_id},
            translator=next(u for u in users if u.role is Role.TRANSLATOR),
        )

    @property
    def volunteer(self) -> User:
        """Return the volunteer of the demonstration login."""
        return self.volunteers["ALM"][0]

    @property
    def coordinator(self) -> User:
        """Return the coordinator of the demonstration login."""
        return self.coordinators["ALM"]


def are_here(session: Session) -> bool:
    """Say whether demonstration data has been loaded."""
    return session.scalar(select(User.id).where(User.email == VOLUNTEER)) is not None


def add(session: Session, *, at: datetime) -> Staff:
    """Add the offices and people; one hash serves all, for all have the one printed password."""
    offices = {code: _office(session, code, name, city) for code, name, city in OFFICES}
    session.flush()
    hashed = passwords.hash_password(PASSWORD)
    for email, name, role, office, language in FIRST + OTHERS:
        user = User(
            email=email,
            name=name,
            role=role,
            office=offices[office] if office else None,
            language=language,
            password_hash=hashed,
            created_at=at,
        )
        session.add(user)
        history.record(session, None, "account.added", actor_id=None, at=at, subject=user, detail=role.value)
    return Staff.of(session)


def _office(session: Session, code: str, name: str, city: str) -> Office:
    office = session.scalars(select(Office).where(Office.code == code)).one_or_none()
    if office is None:
        office = Office(code=code, name=name, city=city)
        session.add(office)
    return office
