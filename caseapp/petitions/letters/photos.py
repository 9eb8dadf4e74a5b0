"""The photographs that go with a letter: only those whose use the family agreed to, drawn again without metadata."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from flask_babel import lazy_gettext as _l
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.appeals import rules as consent
from caseapp.appeals.models import Consent
from caseapp.appeals.vocabulary import ConsentPurpose
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.dates import PartialDate
from caseapp.evidence import pictures
from caseapp.evidence.models import EvidenceFile
from caseapp.evidence.rules import PICTURE_TYPES, FileRefused
from caseapp.evidence.store import FileDamaged, FileStore
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.vocabulary import BodyKind
from caseapp.vocabulary import Vocabulary

P = ConsentPurpose
MOST_PHOTOS = 12
GROWN_UP = 18
# A picture on paper in millimetres, and the points it has then at three hundred to the inch.
WIDEST, HIGHEST = 45.0, 60.0
LONGEST_SIDE = 710

# Whoever agreed to the first of these purposes or to any other of them agreed to this use of the face.
IN_CONFIDENCE = (P.CONFIDENTIAL_BODIES, P.PUBLIC_FULL)
TO_THE_GOVERNMENT = (P.GOVERNMENT, P.PUBLIC_FULL)
PURPOSES: Mapping[BodyKind, tuple[ConsentPurpose, ...]] = {
    BodyKind.FOREIGN_MISSION: TO_THE_GOVERNMENT,
    BodyKind.FOREIGN_GOVERNMENT: TO_THE_GOVERNMENT,
    BodyKind.NGO_DATABASE: (P.PUBLIC_FULL,),
}


class PhotoUse(Vocabulary):
    """Whether the photograph of a case goes with a letter, and why not."""

    ENCLOSED = "enclosed", _l("Its photograph goes with the letter.")
    NO_CONSENT = "no_consent", _l("Its photograph stays out: nobody agreed that this body may have it.")
    CHILD = "child", _l("Its photograph stays out: it shows a child, and nobody agreed to that.")
    TOO_MANY = "too_many", _l("Its photograph stays out: there are too many for one letter.")


@dataclass(frozen=True)
class PhotoChoice:
    """The photograph of a case, and whether it may go with a letter."""

    case_id: int
    file: EvidenceFile
    use: PhotoUse


@dataclass(frozen=True)
class Photo:
    """A picture (JPEG) with the name under it."""

    caption: str
    content: bytes

    @property
    def points(self) -> tuple[int, int]:
        """Give width and height of the picture in points."""
        with Image.open(BytesIO(self.content)) as picture:
            return picture.size

    @property
    def millimetres(self) -> tuple[float, float]:
        """Give width and height on paper: the whole picture, as large as fits into 45 by 60 millimetres."""
        width, height = self.points
        scale = min(WIDEST / width, HIGHEST / height)
        return round(width * scale, 2), round(height * scale, 2)


def choose(
    session: Session, case_ids: Sequence[int], kind: BodyKind | None, names: Iterable[str], today: date
) -> list[PhotoChoice]:
    """Find the newest photograph of each case and say whether a body of this kind and these names may have it."""
    found = session.scalars(
        select(EvidenceFile)
        .where(
            EvidenceFile.case_id.in_(case_ids),
            EvidenceFile.kind == EvidenceKind.PHOTO,
            EvidenceFile.media_type.in_(sorted(PICTURE_TYPES)),
        )
        .order_by(EvidenceFile.id)
    )
    newest = {file.case_id: file for file in found}
    if not newest:
        return []
    answers: dict[int, list[Consent]] = {case_id: [] for case_id in newest}
    for answer in session.scalars(select(Consent).where(Consent.case_id.in_(newest)).order_by(Consent.id)):
        answers[answer.case_id].append(answer)
    persons = session.execute(
        select(Case.id, Person).join(Person, Person.id == Case.person_id).where(Case.id.in_(newest))
    )
    children = {case_id for case_id, person in persons if may_be_child(person.born, person.age, today)}
    purposes = PURPOSES.get(kind, IN_CONFIDENCE) if kind is not None else (P.PUBLIC_FULL,)
    known = list(names)
    choices: list[PhotoChoice] = []
    for case_id in case_ids:
        if case_id in newest:
            use = _use(answers[case_id], purposes, known, today, is_child=case_id in children)
            enclosed = sum(one.use is PhotoUse.ENCLOSED for one in choices)
            too_many = use is PhotoUse.ENCLOSED and enclosed == MOST_PHOTOS
            choices.append(PhotoChoice(case_id, newest[case_id], PhotoUse.TOO_MANY if too_many else use))
    return choices


def may_be_child(born: PartialDate | None, age: int | None, today: date) -> bool:
    """Say whether somebody is, or by what is known may be, younger than eighteen."""
    if born is not None and born.latest is not None:
        # Whoever was born on 29 February comes of age on 1 March.
        return (born.latest.year + GROWN_UP, born.latest.month, born.latest.day) > (today.year, today.month, today.day)
    return age is not None and age < GROWN_UP


def _use(
    answers: Sequence[Consent], purposes: Sequence[ConsentPurpose], names: Sequence[str], today: date, *, is_child: bool
) -> PhotoUse:
    if not any(_agreed(answers, purpose, names, today) for purpose in purposes):
        return PhotoUse.NO_CONSENT
    if is_child and not consent.is_allowed(answers, P.CHILD, today):
        return PhotoUse.CHILD
    return PhotoUse.ENCLOSED


def _agreed(answers: Sequence[Consent], purpose: ConsentPurpose, names: Sequence[str], today: date) -> bool:
    """Say whether somebody agreed to a purpose and nobody said no; bodies named in the answer limit it to them."""
    if not consent.is_allowed(answers, purpose, today):
        return False
    if purpose is not P.CONFIDENTIAL_BODIES:
        return True
    given = [one for one in consent.newest_of_each(answers) if one.purpose is purpose]
    return any(consent.names_body(one.bodies, names) for one in given if not consent.has_run_out(one, today))


def enclosed(store: FileStore, choices: Iterable[PhotoChoice], captions: Mapping[int, str]) -> tuple[Photo, ...]:
    """Read the pictures that may go with a letter; a file that is gone or damaged is left out of it."""
    drawn = ((one.case_id, _drawn(store, one.file)) for one in choices if one.use is PhotoUse.ENCLOSED)
    return tuple(Photo(captions.get(case_id, ""), content) for case_id, content in drawn if content is not None)


def _drawn(store: FileStore, file: EvidenceFile) -> bytes | None:
    try:
        original = BytesIO(b"".join(store.read(file.store_key)))
        return pictures.copy_without_metadata(original, LONGEST_SIDE)
    except (FileNotFoundError, FileDamaged, FileRefused):
        return None
