"""Ten family cards, and what families wrote."""

from sqlalchemy import select

from caseapp.demo import texts
from caseapp.demo.scene import Scene
from caseapp.families import services
from caseapp.families.models import FamilyCard

CARDS = 10


def issue(scene: Scene) -> str:
    """Make the cards and return the number of the one that is printed: a case with a petition on its way."""
    shown = ""
    for number, case in enumerate(scene.own[:CARDS]):
        asking = scene.applicant_of(case)
        printed = services.issue(
            scene.session,
            case,
            kinship=asking.kinship,
            person_id=asking.person_id,
            actor=scene.volunteers_of(case)[0],
            at=scene.moment(8),
        )
        shown = shown or printed
        if number < len(texts.FAMILY_MESSAGES):
            _write(scene, case.id, number)
    return shown


def _write(scene: Scene, case_id: int, number: int) -> None:
    card = scene.session.scalars(select(FamilyCard).where(FamilyCard.case_id == case_id)).one()
    message = services.write(
        scene.session,
        card,
        text=texts.FAMILY_MESSAGES[number],
        wants_hidden=number == 2,
        wants_withdrawal=False,
        at=scene.moment(2 + number),
    )
    if message is not None and number == 1:
        coordinator = scene.staff.coordinator
        services.mark_read(scene.session, message, actor=coordinator, at=scene.moment(2))
        services.answer(
            scene.session, message, text="Жаңа нөміріңізді жазып алдық, рақмет.", actor=coordinator, at=scene.moment(2)
        )
