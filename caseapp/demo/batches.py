"""A batch of letters: some made and handed in, some that wait for what the body asks for."""

from sqlalchemy import select

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.vocabulary import CaseState
from caseapp.demo.scene import Scene
from caseapp.petitions import batch_services, queries
from caseapp.petitions.batch_models import BatchItem
from caseapp.petitions.models import Petition

BODY, CASES, WITH_GAPS = "kz_mfa", 8, 3
DAYS_AGO = 2


def write(scene: Scene) -> None:
    """Let the coordinator begin letters for some cases; for a few a draft is written although something is missing."""
    session = scene.session
    cases = [case for case in scene.own if case.state is CaseState.OPEN][-CASES:]
    body = session.scalars(queries.keyed(BODY)).one()
    at = scene.moment(DAYS_AGO)
    batch = batch_services.begin(
        session, cases, body, language=TextLanguage.RU, actor=scene.coordinator_of(cases[0]), at=at
    )
    made = 0
    while (item := batch_services.next_item(session, batch.id)) is not None:
        batch.is_with_gaps = made < WITH_GAPS
        batch_services.make(session, item, today=scene.day(DAYS_AGO), at=at)
        session.flush()
        made += 1
    batch.is_with_gaps = False
    _hand_in(scene, batch.id)


def _hand_in(scene: Scene, batch_id: int) -> None:
    """Hand the first letter to a second person, with the reason why it goes as it is."""
    session = scene.session
    made = (
        select(Petition)
        .join(BatchItem, BatchItem.petition_id == Petition.id)
        .where(BatchItem.batch_id == batch_id)
        .order_by(BatchItem.position)
    )
    petition = session.scalars(made.limit(1)).one()
    batch_services.submit(
        session,
        petition,
        reason="The family asks to write at once; the missing papers follow.",
        actor=scene.coordinator_of(scene.own[0]),
        at=scene.moment(DAYS_AGO - 1),
    )
