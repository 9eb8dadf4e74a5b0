"""How an appeal moves, what it still lacks, whose word on consent counts, what a phone number and a link look like."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.appeals.vocabulary import ConsentAnswer, ConsentPurpose, ReviewState, TranslationState
from caseapp.errors import RuleBroken

HOME_REGION = "KZ"

MOVES: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.DRAFT: frozenset({ReviewState.SUBMITTED}),
    ReviewState.SUBMITTED: frozenset({ReviewState.RETURNED, ReviewState.ACCEPTED}),
    ReviewState.RETURNED: frozenset({ReviewState.SUBMITTED}),
    ReviewState.ACCEPTED: frozenset(),
}

EDITABLE = frozenset({ReviewState.DRAFT, ReviewState.RETURNED})

TRANSLATION_MOVES: dict[TranslationState, frozenset[TranslationState]] = {
    TranslationState.ASSIGNED: frozenset({TranslationState.WRITTEN}),
    TranslationState.WRITTEN: frozenset({TranslationState.APPROVED, TranslationState.RETURNED}),
    TranslationState.RETURNED: frozenset({TranslationState.WRITTEN}),
    TranslationState.APPROVED: frozenset(),
}

TO_TRANSLATE = frozenset({TranslationState.ASSIGNED, TranslationState.RETURNED})


def ensure_move(state: ReviewState, to: ReviewState) -> None:
    """Refuse a step that an appeal cannot take from where it is."""
    if to not in MOVES[state]:
        raise RuleBroken(_l("This appeal has already gone on. Load the page again to see where it is."))


def ensure_editable(state: ReviewState) -> None:
    """Refuse changes to an appeal that is being reviewed or has been accepted."""
    if state not in EDITABLE:
        raise RuleBroken(_l("This appeal is no longer a draft. Record what is new on the page of the case."))


def ensure_other_person(logged_by_id: int | None, reviewer_id: int) -> None:
    """Refuse a review by the person who wrote the appeal."""
    if logged_by_id == reviewer_id:
        raise RuleBroken(_l("You wrote this appeal yourself. Another coordinator has to review it."))


def ensure_translation_move(state: TranslationState, to: TranslationState) -> None:
    """Refuse a step that a translation cannot take from where it is."""
    if to not in TRANSLATION_MOVES[state]:
        raise RuleBroken(_l("This translation has already gone on. Load the page again to see where it is."))


class Step(StrEnum):
    """The steps of a new appeal, as they stand in its addresses."""

    WHO_ASKS = "who-asks"
    WHO_IS_MISSING = "who-is-missing"
    WHAT_HAPPENED = "what-happened"
    STATEMENT = "statement"
    CONSENT = "consent"
    EVIDENCE = "evidence"
    CHECK = "check"

    @property
    def label(self) -> LazyString:
        """Return the name of the step."""
        return STEP_LABELS[self]

    @property
    def following(self) -> "Step":
        """Return the step after this one; the last is followed by itself."""
        steps = list(Step)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]


STEP_LABELS = {
    Step.WHO_ASKS: _l("Who asks"),
    Step.WHO_IS_MISSING: _l("Who is missing"),
    Step.WHAT_HAPPENED: _l("What happened"),
    Step.STATEMENT: _l("Statement"),
    Step.CONSENT: _l("Consent"),
    Step.EVIDENCE: _l("Evidence"),
    Step.CHECK: _l("Check"),
}


@dataclass(frozen=True)
class Told:
    """What has been told so far, as far as the rule on completeness asks."""

    applicants: int = 0
    unnamed_applicants: int = 0
    applicants_without_relation: int = 0
    applicants_without_phone: int = 0
    missing: int = 0
    unnamed_missing: int = 0
    missing_without_birth: int = 0
    missing_without_home: int = 0
    missing_without_date: int = 0
    has_statement: bool = False
    has_language: bool = False
    events: int = 0
    new_cases: int = 0
    consents_to_keep: int = 0
    photos: int = 0


@dataclass(frozen=True)
class Gap:
    """Something not told yet: where, in a sentence, and whether the appeal can go on without it."""

    step: Step
    sentence: LazyString
    is_needed: bool = True


def gaps(told: Told) -> list[Gap]:
    """Say what an appeal lacks, what is needed first; the rest is worth asking but may stay unknown."""
    needed = [
        (told.applicants == 0, Step.WHO_ASKS, _l("Say who asks.")),
        (told.unnamed_applicants > 0, Step.WHO_ASKS, _l("Write the name of everybody who asks.")),
        (told.applicants_without_relation > 0, Step.WHO_ASKS, _l("Say what those who ask are to the missing person.")),
        (told.missing == 0, Step.WHO_IS_MISSING, _l("Say who is missing.")),
        (told.unnamed_missing > 0, Step.WHO_IS_MISSING, _l("Write at least one name of everybody who is missing.")),
        (
            not told.has_statement and told.new_cases > 0 and told.events == 0,
            Step.STATEMENT,
            _l("Write what the family told, or at least one event."),
        ),
        (told.has_statement and not told.has_language, Step.STATEMENT, _l("Choose the language of the statement.")),
        (
            told.applicants > 0 and told.consents_to_keep == 0,
            Step.CONSENT,
            _l("Ask whether we may keep the case and work on it."),
        ),
    ]
    wanted = [
        (told.applicants_without_phone > 0, Step.WHO_ASKS, _l("A phone number is missing: we could not call back.")),
        (told.missing_without_birth > 0, Step.WHO_IS_MISSING, _l("Birth date or age is not known.")),
        (told.missing_without_home > 0, Step.WHO_IS_MISSING, _l("The home place is not known.")),
        (
            told.missing_without_date > 0,
            Step.WHAT_HAPPENED,
            _l("No dated event yet: the United Nations ask at least for the month of the disappearance."),
        ),
        (told.missing > 0 and told.photos == 0, Step.EVIDENCE, _l("There is no photograph.")),
    ]
    return [Gap(step, sentence) for lacks, step, sentence in needed if lacks] + [
        Gap(step, sentence, is_needed=False) for lacks, step, sentence in wanted if lacks
    ]


class GivenConsent(Protocol):
    """What the rules need to know of a recorded answer."""

    @property
    def id(self) -> int: ...  # noqa: D102 - the protocol's own docstring says it

    @property
    def person_id(self) -> int: ...  # noqa: D102 - the protocol's own docstring says it

    @property
    def purpose(self) -> ConsentPurpose: ...  # noqa: D102 - the protocol's own docstring says it

    @property
    def answer(self) -> ConsentAnswer: ...  # noqa: D102 - the protocol's own docstring says it

    @property
    def given_on(self) -> date: ...  # noqa: D102 - the protocol's own docstring says it

    @property
    def expires_on(self) -> date | None: ...  # noqa: D102 - the protocol's own docstring says it


Answered = TypeVar("Answered", bound=GivenConsent)

PUBLIC = frozenset({ConsentPurpose.PUBLIC_BLURRED, ConsentPurpose.PUBLIC_FULL})


def newest(consents: Iterable[Answered], purpose: ConsentPurpose) -> Answered | None:
    """Return what one person answered last for a purpose; on one day the answer recorded last counts."""
    asked = [consent for consent in consents if consent.purpose is purpose]
    return max(asked, key=lambda consent: (consent.given_on, consent.id), default=None)


def newest_of_each(consents: Iterable[Answered]) -> list[Answered]:
    """Return what every person answered last for every purpose, in the order they were first asked."""
    asked: dict[tuple[int, ConsentPurpose], list[Answered]] = {}
    for consent in consents:
        asked.setdefault((consent.person_id, consent.purpose), []).append(consent)
    found = [newest(answers, purpose) for (_person, purpose), answers in asked.items()]
    return [answer for answer in found if answer is not None]


def has_run_out(consent: GivenConsent, today: date) -> bool:
    """Say whether an answer was given for a time that is over."""
    return consent.expires_on is not None and consent.expires_on < today


def current(consents: Iterable[Answered], purpose: ConsentPurpose, today: date) -> Answered | None:
    """Return the answer of one person that counts for a purpose, None where there is none or it has run out."""
    answer = newest(consents, purpose)
    return None if answer is None or has_run_out(answer, today) else answer


def is_allowed(consents: Iterable[GivenConsent], purpose: ConsentPurpose, today: date) -> bool:
    """Say whether a case may be used for a purpose: somebody agreed, and nobody's newest answer is a no."""
    answers = [answer for answer in newest_of_each(consents) if answer.purpose is purpose]
    said = {answer.answer for answer in answers if not has_run_out(answer, today)}
    return said == {ConsentAnswer.GIVEN}


def names_body(bodies: str | None, names: Iterable[str]) -> bool:
    """Say whether the bodies written into an answer take in one of these names; an answer that names none takes in all.

    Parts are told apart by commas, semicolons and lines; a part of a name is enough.
    """
    written = [part.strip().casefold() for part in (bodies or "").replace("\n", ",").replace(";", ",").split(",")]
    parts = [part for part in written if part]
    known = [name.casefold() for name in names if name]
    return not parts or any(part in name or name in part for part in parts for name in known)


def ensure_may_record(
    purpose: ConsentPurpose, answer: ConsentAnswer, standing: GivenConsent | None, *, decides_publication: bool
) -> None:
    """Refuse a step towards the public by anybody but a coordinator; narrowing is open to all who record."""
    if answer is not ConsentAnswer.GIVEN or purpose not in PUBLIC or decides_publication:
        return
    if standing is None or standing.answer is not ConsentAnswer.GIVEN:
        raise RuleBroken(
            _l("Only a coordinator records consent to publication. Note the family’s wish, and tell a coordinator.")
        )


def ensure_answer_dates(answer: ConsentAnswer, given_on: date, standing: GivenConsent | None, *, today: date) -> None:
    """Refuse an answer from the future, or a no dated before the yes that it is to end."""
    if given_on > today:
        raise RuleBroken(_l("An answer cannot be dated in the future."))
    if answer is not ConsentAnswer.GIVEN and standing is not None and given_on < standing.given_on:
        raise RuleBroken(_l("A narrower answer counts from the day it is given: choose a day after the last answer."))


PHONE_UNREADABLE = _l("This does not look like a phone number. Check it, or leave it as it is.")
PHONE_DOUBTFUL = _l("No country gives out such a number. Read it back to the family, or leave it as it is.")


def phone_warning(typed: str | None) -> LazyString | None:
    """Say what looks wrong with a phone number, taken as Kazakhstan's where it names no country; it is kept anyway."""
    if not typed:
        return None
    # Imported where it is asked: the numbers of all countries weigh more than the rest of this subject.
    import phonenumbers

    try:
        number = phonenumbers.parse(typed[:100], HOME_REGION)
    except phonenumbers.NumberParseException:
        return PHONE_UNREADABLE
    return None if phonenumbers.is_valid_number(number) else PHONE_DOUBTFUL


def is_web_link(text: str) -> bool:
    """Say whether a text is a web address that can be followed."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
