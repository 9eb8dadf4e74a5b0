"""The cases worth looking at: every status, every state of the work, so that no page of the demonstration is empty."""

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.cases import services
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import HealthStatus, LegalStatus, PlaceStatus
from caseapp.demo import asked, batches, cards, letters_sent, stories, street, told
from caseapp.demo.bulk import Maker, Numbers, Standing
from caseapp.demo.letters import Letters
from caseapp.demo.people import Staff
from caseapp.demo.rows import Rows
from caseapp.demo.scene import Scene
from caseapp.evidence.store import FileStore

P, L, H = PlaceStatus, LegalStatus, HealthStatus

# Every word of the three axes at least once, in combinations that can be true together.
STANDINGS: tuple[Standing, ...] = (
    (P.PRISON, L.SENTENCED_REPORTED, H.PROBLEMS),
    (P.CAMP, L.NO_PROCEDURE, H.PROBLEMS),
    (P.DISAPPEARED, L.NO_PROCEDURE, H.UNKNOWN),
    (P.PRETRIAL_DETENTION, L.CHARGED, H.NO_KNOWN_PROBLEM),
    (P.PRISON, L.SENTENCED_DOCUMENT, H.DISABILITY),
    (P.POLICE_STATION, L.UNDER_INVESTIGATION, H.UNKNOWN),
    (P.HOSPITAL_UNDER_GUARD, L.SENTENCED_REPORTED, H.CRITICAL),
    (P.HOUSE_ARREST, L.UNDER_INVESTIGATION, H.PROBLEMS),
    (P.FORCED_JOB_PLACEMENT, L.NO_PROCEDURE, H.NO_KNOWN_PROBLEM),
    (P.EXIT_BANNED, L.NO_PROCEDURE, H.NO_KNOWN_PROBLEM),
    (P.PRISON, L.SENTENCE_SERVED_STILL_HELD, H.UNKNOWN),
    (P.AT_LIBERTY_CHINA, L.PARDONED_OR_RELEASED, H.PROBLEMS),
    (P.RETURNED_KZ, L.ACQUITTED_OR_DROPPED, H.PROBLEMS),
    (P.AT_LIBERTY_KZ, L.PARDONED_OR_RELEASED, H.NO_KNOWN_PROBLEM),
    (P.CAMP, L.UNKNOWN, H.REPORTED_DEAD),
    (P.THIRD_COUNTRY, L.PARDONED_OR_RELEASED, H.NO_KNOWN_PROBLEM),
    (P.DECEASED, L.SENTENCED_REPORTED, H.CONFIRMED_DEAD),
    (P.UNKNOWN, L.UNKNOWN, H.UNKNOWN),
)
OLDEST, NEWEST = 700, 12
# Two of three are of the office where the demonstration logins work.
TURNS = (0, 0, 1, 0, 0, 2)


def load(session: Session, count: int, *, staff: Staff, seed: int, at: datetime, today: date, store: FileStore) -> str:
    """Add so many cases with everything that hangs on them; return the number of one family card."""
    numbers, rows, letters = Numbers.of(session), Rows(session), Letters.of(session, today)
    numbered = []
    for index in range(count):
        opened_on = today - timedelta(days=OLDEST - (OLDEST - NEWEST) * index // count)
        maker = Maker(rows, staff, numbers, letters, Random(f"{seed}-rich-{index}"), today)  # noqa: S311 - no secret
        office = staff.offices[TURNS[index % len(TURNS)]]
        numbered.append(maker.add_case(index, opened_on, office=office, standing=STANDINGS[index % len(STANDINGS)]))
    rows.write()
    numbers.save(session)
    cases = list(session.scalars(select(Case).where(Case.id.in_(numbered)).order_by(Case.id)))
    scene = Scene(session, staff, cases, Random(seed), at, today)  # noqa: S311 - no secret
    for tell in (
        stories.tell,
        told.tell,
        asked.tell,
        letters_sent.send,
        letters_sent.receive,
        batches.write,
        street.protest,
    ):
        tell(scene)
    told.add_pictures(scene, store)
    shown = cards.issue(scene)
    for case in cases:
        services.refresh(session, case, at=max(case.changed_at, scene.moment(0)))
    stories.set_apart(scene)
    return shown
