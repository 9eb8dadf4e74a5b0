"""What a check of readiness hands back: one need after another, each with its standing and the page that fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.facts import ApplicantFact, CaseFacts
from caseapp.vocabulary import Vocabulary

# What families and volunteers call these bodies; the others go by their name.
SHORT_NAMES = {
    "un_wgeid": "WGEID",
    "un_wgad": "WGAD",
    "un_ced_urgent_action": "CED",
    "un_cat": "CAT",
    "un_cedaw": "CEDAW",
    "un_cerd": "CERD",
}


class NeedState(Vocabulary):
    """How something that a body asks for stands."""

    THERE = "there", _l("There")
    VAGUE = "vague", _l("Too vague")
    MISSING = "missing", _l("Missing")


class NeedKind(Vocabulary):
    """Where something that a body asks for comes from."""

    FACT = "fact", _l("From the case")
    LETTER = "letter", _l("In the letter")
    BY_HAND = "by_hand", _l("Ticked by hand")
    LANGUAGE = "language", _l("Language")
    CONSENT = "consent", _l("Consent")
    STEP = "step", _l("Earlier step")


@dataclass(frozen=True)
class Link:
    """A page that fills a need: endpoint, arguments, and the field on it."""

    endpoint: str
    args: Mapping[str, str | int] = field(default_factory=dict)
    anchor: str = ""


@dataclass(frozen=True)
class Finding:
    """What a check found: how it stands, a sentence (empty: the state says enough), the page that fills it."""

    state: NeedState
    sentence: str = ""
    link: Link | None = None
    kind: NeedKind = NeedKind.FACT


@dataclass(frozen=True)
class Need:
    """One thing a body asks for in one case.

    ``code`` is stored with ticks and overrides; ``word`` is how the directory prints it. ``is_before_sending``: done
    after approval (a signature), so it never holds a letter back from review.
    """

    code: str
    label: str
    state: NeedState
    sentence: str
    is_required: bool
    kind: NeedKind = NeedKind.FACT
    word: str = ""
    link: Link | None = None
    is_before_sending: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it keeps the case from being ready."""
        return self.is_required and not self.is_before_sending and self.state is not NeedState.THERE


@dataclass(frozen=True)
class Readiness:
    """Everything one body asks for in one case, what is required first, in the order the body prints it."""

    case_id: int
    code: str
    needs: tuple[Need, ...]

    @property
    def open(self) -> tuple[Need, ...]:
        """List what is required and still missing or too vague."""
        return tuple(need for need in self.needs if need.is_open)

    @property
    def to_find(self) -> tuple[Need, ...]:
        """List the open needs that can be met before there is a petition; ticks need one."""
        return tuple(need for need in self.open if need.kind is not NeedKind.BY_HAND)

    @property
    def is_ready(self) -> bool:
        """Say whether nothing that is required is missing or too vague."""
        return not self.open


@dataclass(frozen=True)
class Asked:
    """What a check looks at: the case, the body that asks, the language of the letter, today's day."""

    facts: CaseFacts
    record: BodyRecord
    language: TextLanguage | None
    today: date

    @property
    def body(self) -> str:
        """Give the name the body goes by in a sentence."""
        return SHORT_NAMES.get(self.record.key) or self.record.name(str(get_locale() or "en"))

    @property
    def code(self) -> str:
        """Give the code of the case, for links."""
        return self.facts.code

    @property
    def told(self) -> Mapping[str, str]:
        """Give the answers to single questions."""
        return self.facts.told

    @property
    def applicant(self) -> ApplicantFact | None:
        """Give the applicant who can sign: the one of whom most is known, the first told on a tie."""

        def known(one: ApplicantFact) -> int:
            return sum(bool(fact) for fact in (one.name, one.iin or one.passport, one.address, one.phone))

        return max(self.facts.applicants, key=known, default=None)


def there(sentence: str = "", link: Link | None = None) -> Finding:
    """Say that it is there."""
    return Finding(NeedState.THERE, sentence, link)


def missing(sentence: str = "", link: Link | None = None) -> Finding:
    """Say that it is missing."""
    return Finding(NeedState.MISSING, sentence, link)


def vague(sentence: str, link: Link | None = None) -> Finding:
    """Say that it is too vague, and what would be enough."""
    return Finding(NeedState.VAGUE, sentence, link)
