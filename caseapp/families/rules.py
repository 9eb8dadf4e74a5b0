"""What follows from a family's card: how long a visit lasts, what the missing person is to the holder, the stage."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from caseapp.cases.vocabulary import CaseState, Kinship, Sex
from caseapp.errors import RuleBroken
from caseapp.families.vocabulary import Stage
from caseapp.petitions.states import ANSWERED, WAITING
from caseapp.petitions.vocabulary import PetitionState

IDLE = timedelta(minutes=10)
LONGEST_VISIT = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=1)
SAME_MESSAGE = timedelta(minutes=10)
MESSAGES_A_DAY = 20
LONGEST_MESSAGE = 4000

K = Kinship
ANSWERS = ANSWERED | {PetitionState.REFUSED, PetitionState.NOT_ACCEPTED}

# What the missing person is to somebody who is … to them: (a man, a woman).
SEEN_FROM: dict[Kinship, tuple[Kinship, Kinship]] = {
    K.SPOUSE: (K.HUSBAND, K.WIFE),
    K.WIFE: (K.HUSBAND, K.HUSBAND),
    K.HUSBAND: (K.WIFE, K.WIFE),
    K.MOTHER: (K.SON, K.DAUGHTER),
    K.FATHER: (K.SON, K.DAUGHTER),
    K.SON: (K.FATHER, K.MOTHER),
    K.DAUGHTER: (K.FATHER, K.MOTHER),
    K.BROTHER: (K.BROTHER, K.SISTER),
    K.SISTER: (K.BROTHER, K.SISTER),
    K.ELDER_BROTHER: (K.YOUNGER_BROTHER, K.YOUNGER_SISTER),
    K.ELDER_SISTER: (K.YOUNGER_BROTHER, K.YOUNGER_SISTER),
    K.YOUNGER_BROTHER: (K.ELDER_BROTHER, K.ELDER_SISTER),
    K.YOUNGER_SISTER: (K.ELDER_BROTHER, K.ELDER_SISTER),
    K.GRANDPARENT: (K.GRANDCHILD, K.GRANDCHILD),
    K.GRANDCHILD: (K.GRANDPARENT, K.GRANDPARENT),
    K.UNCLE: (K.NEPHEW, K.NIECE),
    K.AUNT: (K.NEPHEW, K.NIECE),
    K.NEPHEW: (K.UNCLE, K.AUNT),
    K.NIECE: (K.UNCLE, K.AUNT),
    K.COUSIN: (K.COUSIN, K.COUSIN),
    K.SON_IN_LAW: (K.FATHER_IN_LAW, K.MOTHER_IN_LAW),
    K.DAUGHTER_IN_LAW: (K.FATHER_IN_LAW, K.MOTHER_IN_LAW),
    K.BROTHER_IN_LAW: (K.BROTHER_IN_LAW, K.SISTER_IN_LAW),
    K.SISTER_IN_LAW: (K.BROTHER_IN_LAW, K.SISTER_IN_LAW),
    K.FATHER_IN_LAW: (K.SON_IN_LAW, K.DAUGHTER_IN_LAW),
    K.MOTHER_IN_LAW: (K.SON_IN_LAW, K.DAUGHTER_IN_LAW),
    K.ADOPTIVE_PARENT: (K.ADOPTED_CHILD, K.ADOPTED_CHILD),
    K.ADOPTED_CHILD: (K.ADOPTIVE_PARENT, K.ADOPTIVE_PARENT),
    K.FRIEND: (K.FRIEND, K.FRIEND),
    K.SELF: (K.OTHER, K.OTHER),
    K.OTHER: (K.OTHER, K.OTHER),
}


def missing_as(holder: Kinship | None, sex: Sex) -> Kinship:
    """Say what the missing person is to the holder of a card; another relative where it cannot be told."""
    man, woman = SEEN_FROM[holder or K.OTHER]
    if man is woman or sex is Sex.MALE:
        return man
    return woman if sex is Sex.FEMALE else K.OTHER


def is_visiting(created_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Say whether a visit still counts: ten minutes without a page end it, thirty in all."""
    return at - seen_at <= IDLE and at - created_at <= LONGEST_VISIT


def stage(state: CaseState, petitions: Iterable[PetitionState]) -> Stage:
    """Say in one word where our work on a case is."""
    if state is CaseState.CLOSED:
        return Stage.CLOSED
    if state is CaseState.DRAFT:
        return Stage.TOLD
    states = set(petitions)
    if states & WAITING:
        return Stage.WAITING
    if states & ANSWERS:
        return Stage.ANSWERED
    return Stage.ASKED if states else Stage.PREPARING


def ensure_says_something(text: str | None, wants_hidden: bool, wants_withdrawal: bool) -> None:
    """Refuse an empty message."""
    if not text and not wants_hidden and not wants_withdrawal:
        raise RuleBroken(_l("Write what you want to tell us, or tick a box."))
