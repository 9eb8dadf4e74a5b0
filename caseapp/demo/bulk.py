"""Many generic cases, written in chunks: what lists, search, the board and the family page need, and no more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import Office
from caseapp.appeals.models import Appeal, AppealCase, Applicant, Consent
from caseapp.appeals.vocabulary import AppealChannel, ConsentAnswer, ConsentPurpose, ReviewState, TextLanguage
from caseapp.cases import rules
from caseapp.cases.claims import CustodyEpisode, Event, StatusUpdate
from caseapp.cases.models import Case, CaseAssignment, CaseNumber
from caseapp.cases.people import Person, PersonName, Residence
from caseapp.cases.vocabulary import (
    Access,
    Basis,
    CaseKind,
    CaseState,
    ClaimState,
    Credibility,
    EventType,
    HealthStatus,
    Kinship,
    LegalStatus,
    PlaceStatus,
    Risk,
    Script,
    Sex,
    SourceReliability,
)
from caseapp.dates import PartialDate
from caseapp.dates.column import columns
from caseapp.demo import names, texts
from caseapp.demo.letters import Letters
from caseapp.demo.people import Staff
from caseapp.demo.rows import Rows
from caseapp.history.models import HistoryEntry
from caseapp.places.gazetteer import places
from caseapp.search.models import CaseSearch
from caseapp.search.services import joined

CHUNK = 1000
YEARS_BACK = 1500
COUNTIES = tuple(code for code in places() if not code.endswith("00"))
PLACE_STATUSES = tuple(PlaceStatus)
LEGAL_STATUSES = tuple(LegalStatus)
HEALTH_STATUSES = tuple(HealthStatus)
TAKEN = (EventType.ARREST, EventType.DISAPPEARANCE, EventType.CAMP_INTERNMENT)
KIN = {Sex.FEMALE: (Kinship.SISTER, Kinship.WIFE, Kinship.MOTHER), Sex.MALE: (Kinship.BROTHER, Kinship.SON)}
Standing = tuple[PlaceStatus, LegalStatus, HealthStatus]
CUSTODY = (PlaceStatus.CAMP, PlaceStatus.PRISON, PlaceStatus.PRETRIAL_DETENTION)


def _known(prefix: str, edtf: str) -> dict[str, Any]:
    return columns(prefix, PartialDate.parse(edtf))


MONTHS = [f"{year}-{month:02d}" for year in (2017, 2018) for month in range(1, 13)] + ["2016", "2017", "2017-23"]
HAPPENED = [_known("happened", edtf) for edtf in MONTHS]
BEGAN = [_known("began", edtf) for edtf in MONTHS]
FIRST_CLAIM = [_known("as_of", edtf) for edtf in ("2018", "2018-05", "2019-01", "2019-11")]
LATER_CLAIM = [_known("as_of", edtf) for edtf in ("2021-03", "2022", "2023-06", "2024-09")]
NO_CLAIM_DATE = columns("as_of", None)


@dataclass
class Numbers:
    """The case numbers given out so far, written back with every chunk."""

    last: dict[tuple[int, int], int]

    @classmethod
    def of(cls, session: Session) -> "Numbers":
        """Read the numbers given out."""
        rows = session.execute(select(CaseNumber.office_id, CaseNumber.year, CaseNumber.last))
        return cls({(office_id, year): last for office_id, year, last in rows})

    def code(self, office: Office, year: int) -> str:
        """Give out the office's next code of a year."""
        number = self.last.get((office.id, year), 0) + 1
        self.last[office.id, year] = number
        return rules.case_code(office.code, year, number)

    def save(self, session: Session) -> None:
        """Let the services go on from here."""
        known = {(row.office_id, row.year): row for row in session.scalars(select(CaseNumber))}
        for (office_id, year), last in self.last.items():
            row = known.get((office_id, year))
            if row is None:
                session.add(CaseNumber(office_id=office_id, year=year, last=last))
            else:
                row.last = last
        session.flush()


def load(
    transaction: Callable[[], Any],
    count: int,
    *,
    staff: Staff,
    seed: int,
    today: date,
) -> Iterator[int]:
    """Write so many cases, one transaction a chunk, and say after each how many it was."""
    letters: Letters | None = None
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        with transaction() as session:
            letters = letters or Letters.of(session, today)
            numbers = Numbers.of(session)
            rows = Rows(session)
            for index in range(start, start + size):
                opened_on = today - timedelta(days=7 + int((count - index) / count * YEARS_BACK))
                maker = Maker(rows, staff, numbers, letters, Random(f"{seed}-{index}"), today)  # noqa: S311
                maker.add_case(index, opened_on, office=staff.offices[index % len(staff.offices)])
            rows.write()
            numbers.save(session)
            session.expunge_all()
        yield size


@dataclass
class Maker:
    """Makes one case and what hangs on it."""

    rows: Rows
    staff: Staff
    numbers: Numbers
    letters: Letters
    random: Random
    today: date

    def add_case(self, index: int, opened_on: date, *, office: Office, standing: Standing | None = None) -> int:
        """Queue a case with names, claims and an appeal, and return its number.

        One without a ``standing`` is generic: its statuses are drawn, and it may be closed, assigned or petitioned for.
        """
        rows, random = self.rows, self.random
        volunteers = self.staff.volunteers[office.code]
        logger = volunteers[index % len(volunteers)]
        at = datetime.combine(opened_on, time(5 + index % 8, index % 60), UTC)
        somebody = names.invent(random)
        printed = somebody.printed(2 + (random.random() < 0.6) + (random.random() < 0.3))
        person_id = rows.add(
            Person,
            sex=somebody.sex,
            ethnicity="Kazakh",
            occupation=random.choice(texts.OCCUPATIONS),
            version=1,
            **_born(random),
        )
        for position, name in enumerate(printed):
            rows.add(
                PersonName, person_id=person_id, text=name.text, script=name.script, kind=name.kind, position=position
            )
        county = random.choice(COUNTIES)
        rows.add(
            Residence, person_id=person_id, place_code=county, place_text=places()[county].name_en, country="China"
        )
        code = self.numbers.code(office, opened_on.year)
        place, legal, health = standing or self._drawn()
        taken, language, told = random.randrange(len(MONTHS)), *texts.statement(random)
        is_closed = standing is None and random.random() < 0.08
        case_id = rows.add(
            Case,
            code=code,
            person_id=person_id,
            office_id=office.id,
            kind=CaseKind.DETAINED,
            state=CaseState.CLOSED if is_closed else CaseState.OPEN,
            access=Access.RESTRICTED if standing is None and random.random() < 0.01 else Access.OFFICE,
            risk=random.choice(tuple(Risk)),
            logged_by_id=logger.id,
            opened_on=opened_on,
            closed_on=min(self.today, opened_on + timedelta(days=300)) if is_closed else None,
            close_reason="The family asked us to close the case." if is_closed else None,
            changed_at=at,
            shown_name=printed[0].text,
            other_name=printed[1].text,
            sex=somebody.sex,
            county_code=county,
            place_status=place,
            legal_status=legal,
            health_status=health,
            taken_earliest=HAPPENED[taken]["happened_earliest"],
            taken_latest=HAPPENED[taken]["happened_latest"],
            version=1,
        )
        rows.add(CaseSearch, id=case_id, names=joined([code, *(name.text for name in printed)]), words=told)
        self._claims(case_id, logger.id, at, place, legal, health)
        self._events(case_id, county, taken)
        applicant_id = self._appeal(case_id, office, logger.id, at, language, told, somebody)
        self._consents(case_id, applicant_id, logger.id, at)
        rows.add(HistoryEntry, at=at, actor_id=logger.id, action="case.opened", case_id=case_id)
        if standing is None:
            self._work(case_id, office, opened_on, at)
        return case_id

    def _work(self, case_id: int, office: Office, opened_on: date, at: datetime) -> None:
        """Queue, for some, who works on the case, and a petition."""
        random, coordinator = self.random, self.staff.coordinators[office.code]
        if random.random() < 0.05:
            self.rows.add(
                CaseAssignment,
                case_id=case_id,
                user_id=random.choice(self.staff.volunteers[office.code]).id,
                assigned_at=at,
                assigned_by_id=coordinator.id,
            )
        if random.random() < 0.4:
            self.letters.add(self.rows, random, case_id, office.id, coordinator.id, opened_on)

    def _drawn(self) -> Standing:
        random = self.random
        return random.choice(PLACE_STATUSES), random.choice(LEGAL_STATUSES), random.choice(HEALTH_STATUSES)

    def _claims(
        self, case_id: int, actor_id: int, at: datetime, place: PlaceStatus, legal: LegalStatus, health: HealthStatus
    ) -> None:
        """Queue what is claimed: a first report that counts for law and health, a later one for the place."""
        random = self.random
        is_later = random.random() < 0.5
        self._claim(
            case_id,
            actor_id,
            at,
            ClaimState.VERIFIED,
            random.choice(PLACE_STATUSES) if is_later else place,
            legal,
            health,
            random.choice(FIRST_CLAIM),
        )
        if is_later:
            self._claim(case_id, actor_id, at, ClaimState.VERIFIED, place, None, None, random.choice(LATER_CLAIM))
        if random.random() < 0.2:
            other = random.choice(PLACE_STATUSES)
            self._claim(case_id, actor_id, at, ClaimState.UNVERIFIED, other, None, None, NO_CLAIM_DATE)

    def _claim(
        self,
        case_id: int,
        actor_id: int,
        at: datetime,
        state: ClaimState,
        place: PlaceStatus | None,
        legal: LegalStatus | None,
        health: HealthStatus | None,
        as_of: dict[str, Any],
    ) -> None:
        is_verified = state is ClaimState.VERIFIED
        self.rows.add(
            StatusUpdate,
            case_id=case_id,
            place_status=place,
            legal_status=legal,
            health_status=health,
            basis=Basis.FAMILY,
            reliability=SourceReliability.C,
            credibility=Credibility.POSSIBLE,
            state=state,
            detail=self.random.choice(texts.DETAILS),
            logged_by_id=actor_id,
            logged_at=at,
            verified_by_id=actor_id if is_verified else None,
            verified_at=at if is_verified else None,
            version=1,
            **as_of,
        )

    def _events(self, case_id: int, county: str, taken: int) -> None:
        random = self.random
        self.rows.add(
            Event,
            case_id=case_id,
            type=random.choice(TAKEN),
            detail=random.choice(texts.DETAILS),
            basis=Basis.FAMILY,
            place_code=county,
            place_text=places()[county].name_en,
            is_date_derived=False,
            is_sensitive=False,
            **HAPPENED[taken],
        )
        self.rows.add(
            Event,
            case_id=case_id,
            type=EventType.CONTACT_LOST,
            detail=random.choice(texts.DETAILS),
            basis=Basis.FAMILY,
            is_date_derived=False,
            is_sensitive=False,
            **_known_later(random),
        )
        if random.random() < 0.5:
            self.rows.add(
                CustodyEpisode,
                case_id=case_id,
                kind=random.choice(CUSTODY),
                facility=random.choice(texts.FACILITIES),
                place_code=county,
                basis=Basis.HEARSAY,
                **BEGAN[taken],
            )

    def _appeal(
        self,
        case_id: int,
        office: Office,
        actor_id: int,
        at: datetime,
        language: TextLanguage,
        told: str,
        missing: names.Somebody,
    ) -> int:
        rows, random = self.rows, self.random
        sex = Sex.FEMALE if random.random() < 0.6 else Sex.MALE
        asking = names.relative(random, missing, sex)
        person_id = rows.add(Person, sex=sex, ethnicity="Kazakh", version=1)
        rows.add(PersonName, person_id=person_id, text=asking.in_cyrillic(), script=Script.CYRL, position=0)
        appeal_id = rows.add(
            Appeal,
            office_id=office.id,
            logged_by_id=actor_id,
            state=ReviewState.ACCEPTED,
            channel=random.choice((AppealChannel.OFFICE, AppealChannel.FIELD_DAY, AppealChannel.PHONE)),
            received_on=at.date(),
            statement=told,
            statement_language=language,
            created_at=at,
            submitted_at=at,
            reviewed_by_id=self.staff.coordinators[office.code].id,
            reviewed_at=at,
            version=1,
        )
        rows.add(AppealCase, appeal_id=appeal_id, case_id=case_id)
        rows.add(Applicant, appeal_id=appeal_id, person_id=person_id, kinship=random.choice(KIN[sex]))
        return person_id

    def _consents(self, case_id: int, person_id: int, actor_id: int, at: datetime) -> None:
        for purpose in (ConsentPurpose.INTERNAL, ConsentPurpose.CONFIDENTIAL_BODIES):
            self.rows.add(
                Consent,
                case_id=case_id,
                person_id=person_id,
                purpose=purpose,
                answer=ConsentAnswer.GIVEN,
                given_on=at.date(),
                recorded_by_id=actor_id,
                recorded_at=at,
            )


BORN = [_known("born", str(year)) for year in range(1940, 2004)]
NOT_BORN = columns("born", None)
LATER = [_known("happened", edtf) for edtf in ("2018-12", "2019", "2019-08", "2020-02")]


def _born(random: Random) -> dict[str, Any]:
    return random.choice(BORN) if random.random() < 0.8 else NOT_BORN


def _known_later(random: Random) -> dict[str, Any]:
    return random.choice(LATER)
