"""What families told and how far it is read: drafts, reviews, translations, consent, pictures."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from caseapp.appeals import consenting, services, translating
from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, ReviewState, TextLanguage
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import Kinship, Sex
from caseapp.demo import names
from caseapp.demo.scene import Scene
from caseapp.evidence import services as evidence
from caseapp.evidence.store import FileStore
from caseapp.evidence.vocabulary import EvidenceKind

TRANSLATED = "My brother was taken from his home at night. We have had no paper and no call since then."
TO_LANGUAGES = (TextLanguage.EN, TextLanguage.ZH)
G, R, W = ConsentAnswer.GIVEN, ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN
ANSWERS = (
    ((ConsentPurpose.GOVERNMENT, G), (ConsentPurpose.PUBLIC_FULL, G)),
    ((ConsentPurpose.GOVERNMENT, G), (ConsentPurpose.PUBLIC_FULL, R)),
    ((ConsentPurpose.PUBLIC_BLURRED, G),),
    ((ConsentPurpose.GOVERNMENT, G), (ConsentPurpose.PUBLIC_FULL, G), (ConsentPurpose.PUBLIC_FULL, W)),
)
PICTURES = 12


def tell(scene: Scene) -> None:
    """Bring appeals into every state of review, with translations and consents."""
    for number, case in enumerate(scene.cases):
        _consents(scene, number, case)
        if number % 4 == 2:
            _translation(scene, number, case)
    _reviews(scene)
    _drafts(scene)


def _consents(scene: Scene, number: int, case: Case) -> None:
    person_id = scene.applicant_of(case).person_id
    for step, (purpose, answer) in enumerate(ANSWERS[number % len(ANSWERS)]):
        given_on = min(scene.today, case.opened_on + timedelta(days=2 * step))
        consenting.record_consent(
            scene.session,
            case,
            person_id,
            purpose=purpose,
            answer=answer,
            given_on=given_on,
            language=TextLanguage.KK,
            actor=scene.coordinator_of(case),
            at=scene.moment((scene.today - given_on).days),
            today=scene.today,
        )


def _translation(scene: Scene, number: int, case: Case) -> None:
    """Ask for a translation and take it some way: to write, waiting, sent back, approved."""
    appeal, coordinator = scene.appeal_of(case), scene.coordinator_of(case)
    language = next(one for one in TO_LANGUAGES if one is not appeal.statement_language)
    row = translating.assign_translation(
        scene.session,
        appeal,
        translator=scene.staff.translator,
        language=language,
        actor=coordinator,
        at=scene.moment(9),
    )
    stage = number // 4 % 4
    if stage:
        translator = scene.staff.translator
        translating.hand_in_translation(scene.session, row, text=TRANSLATED, actor=translator, at=scene.moment(6))
    if stage == 2:
        translating.send_translation_back(
            scene.session, row, reason="The place name is missing.", actor=coordinator, at=scene.moment(4)
        )
    if stage == 3:
        translating.approve_translation(scene.session, row, actor=coordinator, at=scene.moment(4))


def _reviews(scene: Scene) -> None:
    """Let some appeals wait for a reader, and send some back."""
    for number, case in enumerate(scene.own[-16:]):
        appeal = scene.appeal_of(case)
        if number % 3 == 0:
            continue
        appeal.state, appeal.reviewed_by_id, appeal.reviewed_at = ReviewState.SUBMITTED, None, None
        appeal.logged_by_id = scene.volunteers_of(case)[number % 2].id
        if number % 3 == 2:
            services.send_back(
                scene.session,
                appeal,
                reason="Please ask when the family last heard from him.",
                actor=scene.coordinator_of(case),
                at=scene.moment(3),
            )


def _drafts(scene: Scene) -> None:
    """Leave appeals half written, by the volunteer of the demonstration and by another."""
    lines = ("Бауырынан хабар жоқ.", "Паспорт забрали, звонков нет.", "She did not come back from the village office.")
    writers = (scene.staff.volunteer, scene.staff.volunteer, scene.staff.volunteers["ALM"][-1])
    for number, (writer, line) in enumerate(zip(writers, lines, strict=True)):
        missing = names.invent(scene.random)
        asking = names.relative(scene.random, missing, Sex.FEMALE)
        services.start_from_stub(
            scene.session,
            key=None,
            name=missing.in_cyrillic(),
            asked_by=asking.in_cyrillic(),
            kinship=Kinship.SISTER,
            phone=f"+7 700 000 90 0{number}",
            line=line,
            actor=writer,
            at=scene.moment(number),
            today=scene.day(number),
        )


def add_pictures(scene: Scene, store: FileStore) -> None:
    """Add drawn pictures, of nobody, to some cases."""
    for number, case in enumerate(scene.own[::3][:PICTURES]):
        evidence.add_file(
            scene.session,
            store,
            case,
            file=BytesIO(_drawn(number)),
            file_name=f"picture-{number}.png",
            kind=EvidenceKind.PHOTO,
            title="Picture from the family album",
            source="The applicant",
            actor=scene.volunteers_of(case)[0],
            at=scene.moment(15),
        )


def _drawn(number: int) -> bytes:
    """Draw a head and shoulders in one colour, as a picture of nobody."""
    picture = Image.new("RGB", (360, 450), (222, 226, 232))
    pencil = ImageDraw.Draw(picture)
    colour = (90 + 11 * (number % 12), 110, 150 - 7 * (number % 12))
    pencil.ellipse((110, 90, 250, 250), fill=colour)
    pencil.ellipse((50, 280, 310, 640), fill=colour)
    held = BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
