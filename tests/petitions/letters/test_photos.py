"""A photograph goes with a letter only where the family agreed that this body may have it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose
from caseapp.dates import PartialDate
from caseapp.evidence import services as evidence
from caseapp.evidence.current import file_store
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions.letters import photos
from caseapp.petitions.letters.document import document_of
from caseapp.petitions.letters.photos import PhotoUse
from caseapp.petitions.vocabulary import BodyKind
from tests.factories import NOW, TODAY, CaseFactory, UserFactory
from tests.families.factories import ConsentFactory
from tests.petitions.factories import PetitionFactory

pytestmark = pytest.mark.usefixtures("context")
P = ConsentPurpose
NAMES = ["UN Working Group on Enforced or Involuntary Disappearances", "un_wgeid"]


@pytest.fixture
def case(session):
    return CaseFactory(names=["Temirlan Sagatuly"])


@pytest.fixture
def add_photo(session) -> Callable[..., Any]:
    def add(case: Any, size: tuple[int, int] = (1500, 2000)) -> Any:
        out = BytesIO()
        noise = Image.effect_noise(size, 60).convert("RGB")
        noise.save(out, "JPEG", exif=b"Exif\x00\x00secret place")
        out.seek(0)
        return evidence.add_file(
            session,
            file_store(),
            case,
            file=out,
            file_name="photo.jpg",
            kind=EvidenceKind.PHOTO,
            title=None,
            source=None,
            actor=UserFactory(office=case.office),
            at=NOW,
        )

    return add


def _use(session: Any, case: Any, kind: BodyKind = BodyKind.UN_SPECIAL_PROCEDURE) -> PhotoUse:
    (choice,) = photos.choose(session, [case.id], kind, NAMES, TODAY)
    return choice.use


def test_without_consent_it_stays_out(session, case, add_photo):
    add_photo(case)
    assert _use(session, case) is PhotoUse.NO_CONSENT
    ConsentFactory(case_id=case.id, purpose=P.INTERNAL)
    assert _use(session, case) is PhotoUse.NO_CONSENT


@pytest.mark.parametrize(
    ("purpose", "kind", "goes"),
    [
        (P.CONFIDENTIAL_BODIES, BodyKind.UN_SPECIAL_PROCEDURE, True),
        (P.CONFIDENTIAL_BODIES, BodyKind.NATIONAL_EXECUTIVE, True),
        (P.CONFIDENTIAL_BODIES, BodyKind.FOREIGN_MISSION, False),
        (P.CONFIDENTIAL_BODIES, BodyKind.NGO_DATABASE, False),
        (P.GOVERNMENT, BodyKind.FOREIGN_MISSION, True),
        (P.GOVERNMENT, BodyKind.UN_SPECIAL_PROCEDURE, False),
        (P.PUBLIC_FULL, BodyKind.FOREIGN_MISSION, True),
        (P.PUBLIC_FULL, BodyKind.NGO_DATABASE, True),
        (P.PUBLIC_BLURRED, BodyKind.NGO_DATABASE, False),
    ],
)
def test_each_body_needs_the_consent_that_was_given_for_it(session, case, add_photo, purpose, kind, goes):
    add_photo(case)
    ConsentFactory(case_id=case.id, purpose=purpose)
    assert (_use(session, case, kind) is PhotoUse.ENCLOSED) is goes


@pytest.mark.parametrize("answer", [ConsentAnswer.WITHDRAWN, ConsentAnswer.REFUSED])
def test_one_no_keeps_it_out(session, case, add_photo, answer):
    add_photo(case)
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES)
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES, answer=answer)
    assert _use(session, case) is PhotoUse.NO_CONSENT


def test_consent_that_has_run_out_keeps_it_out(session, case, add_photo):
    add_photo(case)
    given = {"given_on": TODAY - timedelta(days=9), "expires_on": TODAY - timedelta(days=1)}
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES, **given)
    assert _use(session, case) is PhotoUse.NO_CONSENT


@pytest.mark.parametrize(
    ("bodies", "goes"),
    [("", True), ("working group on enforced or involuntary disappearances; ICRC", True), ("ICRC, Embassy", False)],
)
def test_consent_for_named_bodies_is_for_them_alone(session, case, add_photo, bodies, goes):
    add_photo(case)
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES, bodies=bodies)
    assert (_use(session, case) is PhotoUse.ENCLOSED) is goes


def test_a_child_needs_a_consent_of_its_own(session, case, add_photo):
    add_photo(case)
    case.person.born = PartialDate.parse("2015")
    session.flush()
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES)
    assert _use(session, case) is PhotoUse.CHILD
    ConsentFactory(case_id=case.id, purpose=P.CHILD)
    assert _use(session, case) is PhotoUse.ENCLOSED


@pytest.mark.parametrize(
    ("born", "age", "child"),
    [
        ("2008-11-20", None, False),
        ("2008-11-21", None, True),
        ("2008", None, True),
        ("2007", 3, False),
        (None, 17, True),
        (None, 18, False),
        (None, None, False),
    ],
)
def test_who_may_be_a_child(born, age, child):
    assert photos.may_be_child(PartialDate.parse(born) if born else None, age, TODAY) is child
    assert photos.may_be_child(PartialDate.parse("2008-02-29"), None, date(2026, 2, 28))


def test_the_newest_photograph_goes_small_and_without_what_was_hidden_in_it(session, case, add_photo):
    add_photo(case, (900, 900))
    add_photo(case)
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES)
    petition = PetitionFactory(case=case, body_key="un_wgeid")
    (photo,) = document_of(session, petition, today=TODAY).photos
    assert photo.caption == "Temirlan Sagatuly"
    assert b"secret place" not in photo.content
    with Image.open(BytesIO(photo.content)) as drawn:
        assert max(drawn.size) <= photos.LONGEST_SIDE
        assert drawn.size[0] * 4 == pytest.approx(drawn.size[1] * 3, rel=0.01)
    assert photo.millimetres == pytest.approx((45.0, 60.0), abs=0.2)


def test_a_file_that_is_gone_is_left_out(app, session, case, add_photo):
    file = add_photo(case)
    ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES)
    file_store().remove(file.store_key)
    petition = PetitionFactory(case=case, body_key="un_wgeid")
    assert document_of(session, petition, today=TODAY).photos == ()


def test_a_letter_about_many_has_room_for_twelve(session, add_photo):
    cases = [CaseFactory() for _number in range(14)]
    for case in cases:
        add_photo(case, (30, 40))
        ConsentFactory(case_id=case.id, purpose=P.CONFIDENTIAL_BODIES)
    ids = [case.id for case in cases]
    uses = [one.use for one in photos.choose(session, ids, BodyKind.UN_SPECIAL_PROCEDURE, NAMES, TODAY)]
    assert uses == [PhotoUse.ENCLOSED] * 12 + [PhotoUse.TOO_MANY] * 2
