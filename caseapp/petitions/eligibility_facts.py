"""What the rules of eligibility see in a case: held or free, confirmed or not, whose doing, before which body."""

from datetime import date

from flask_babel import gettext as _

from caseapp.cases.vocabulary import (
    Basis,
    CaseKind,
    EventType,
    LegalStatus,
    PlaceStatus,
    SentenceCountry,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.dates.wording import sentence as date_words
from caseapp.petitions.facts import CaseFacts, EarlierPetition, ProtestFact
from caseapp.petitions.readiness_case import HELD, MARCHES, PUNISHED, STANDING_FORMS
from caseapp.petitions.readiness_shapes import SHORT_NAMES
from caseapp.petitions.readiness_steps import COMPETENT, KAZAKH_AUTHORITIES
from caseapp.petitions.vocabulary import PetitionState
from caseapp.protests.vocabulary import ProtestState
from caseapp.reprisals.vocabulary import ReprisalType

FREE = frozenset(
    {PlaceStatus.AT_LIBERTY_CHINA, PlaceStatus.RETURNED_KZ, PlaceStatus.AT_LIBERTY_KZ, PlaceStatus.THIRD_COUNTRY}
)
IN_CUSTODY = frozenset(
    {
        PlaceStatus.POLICE_STATION,
        PlaceStatus.PRETRIAL_DETENTION,
        PlaceStatus.CAMP,
        PlaceStatus.PRISON,
        PlaceStatus.HOSPITAL_UNDER_GUARD,
        PlaceStatus.HOUSE_ARREST,
        PlaceStatus.FORCED_JOB_PLACEMENT,
    }
)
OFFICIAL = frozenset({Basis.OFFICIAL_STATEMENT, Basis.OFFICIAL_STATEMENT_VIA_FAMILY, Basis.DOCUMENT})
SENTENCED = frozenset(
    {LegalStatus.SENTENCED_REPORTED, LegalStatus.SENTENCED_DOCUMENT, LegalStatus.SENTENCE_SERVED_STILL_HELD}
)
CROSSERS = frozenset(
    {CaseKind.BORDER_CROSSER, CaseKind.SURVIVOR_AND_BORDER_CROSSER, CaseKind.WITNESS_AND_ASYLUM_SEEKER}
)
TORTURE = frozenset({EventType.TORTURE_ILL_TREATMENT, EventType.SEXUAL_VIOLENCE, EventType.FORCED_MEDICATION})
CUSTODY_EVENTS = frozenset({EventType.CAMP_INTERNMENT, EventType.IMPRISONMENT})
DONE_IN_KAZAKHSTAN = frozenset(
    {
        ReprisalType.DETENTION_KZ,
        ReprisalType.FAMILY_DETAINED_KZ,
        ReprisalType.WARNING_KZ,
        ReprisalType.FINE_KZ,
        ReprisalType.ADMIN_ARREST_KZ,
        ReprisalType.CRIMINAL_CASE_KZ,
        ReprisalType.OFFICE_CLOSED,
    }
)

# Before which body a matter shuts which other door while it waits there: one body at a time examines the same matter
# (treaty rules and the working groups' methods; general knowledge, to be verified by a lawyer).
SHUT_BY: dict[str, frozenset[str]] = {
    "un_wgeid": frozenset({"un_wgad", "un_ced_urgent_action"}),
    "un_wgad": frozenset({"un_wgeid", "un_human_rights_committee"}),
    "un_ced_urgent_action": frozenset({"un_wgeid", "un_human_rights_committee"}),
    "un_human_rights_committee": frozenset({"un_cat", "un_cedaw", "un_wgad", "un_ced_urgent_action"}),
    "un_cat": frozenset({"un_human_rights_committee", "un_cedaw", "un_wgad"}),
    "un_cedaw": frozenset({"un_human_rights_committee", "un_cat"}),
}
OVER = frozenset(
    {
        PetitionState.CLOSED,
        PetitionState.WITHDRAWN_FREELY,
        PetitionState.WITHDRAWN_UNDER_PRESSURE,
        PetitionState.REFUSED,
        PetitionState.NOT_ACCEPTED,
        PetitionState.ANSWERED_MERITS,
        PetitionState.ANSWERED_FORMAL,
    }
)
NAMES = {
    **SHORT_NAMES,
    "un_human_rights_committee": "Human Rights Committee",
}


def before_another_un_body(facts: CaseFacts, key: str) -> EarlierPetition | None:
    """Give the petition that waits before a body which shuts the door of this one, or of this very body."""
    shut = SHUT_BY.get(key, frozenset()) | {key}
    return next(
        (one for one in facts.petitions if one.was_sent and one.body_key in shut and one.state not in OVER), None
    )


def already(other: EarlierPetition) -> str:
    """Say where the matter waits, and since when."""
    name = NAMES.get(other.body_key or "", other.body_key or "")
    if other.sent_on is None:
        return _("Already before %(body)s. Two of these bodies do not examine the same matter.", body=name)
    return _(
        "Already before %(body)s (sent on %(day)s). Two of these bodies do not examine the same matter.",
        body=name,
        day=date_words(PartialDate.of(other.sent_on)),
    )


def is_free(facts: CaseFacts) -> bool:
    """Say whether the person is verified to be at liberty."""
    return facts.status.place in FREE


def is_dead(facts: CaseFacts) -> bool:
    """Say whether the person is verified to have died."""
    return facts.status.place is PlaceStatus.DECEASED


def is_sentenced(facts: CaseFacts) -> bool:
    """Say whether a sentence is known, if only by word of mouth."""
    chinese = any(one.country is SentenceCountry.CN for one in facts.sentences)
    return facts.status.legal in SENTENCED or chinese


def is_held(facts: CaseFacts) -> bool:
    """Say whether somebody knows that the person is held: verified, told as custody, or told as an event."""
    if facts.status.place is PlaceStatus.DISAPPEARED:
        return False
    verified = facts.status.place in IN_CUSTODY
    told = bool(facts.custody) or any(one.type in CUSTODY_EVENTS for one in facts.events)
    return not is_free(facts) and not is_dead(facts) and (verified or told)


def is_acknowledged(facts: CaseFacts) -> bool:
    """Say whether an authority has confirmed where the person is or what the law did: by word or on paper."""
    if facts.status.legal is LegalStatus.SENTENCED_DOCUMENT or any(one.is_document_seen for one in facts.sentences):
        return True
    return facts.status.place in IN_CUSTODY and facts.status.place_basis in OFFICIAL


def days_since_taken(facts: CaseFacts, today: date) -> int | None:
    """Count the days since the person was taken, from the last day the date may mean; None where nobody knows.

    Counted from the last possible day, so that an urgent procedure is offered rather than missed.
    """
    taken = facts.taken
    if taken is None or taken.happened is None or taken.happened.latest is None:
        return None
    return max(0, (today - taken.happened.latest).days)


def taken_in(facts: CaseFacts, country: str) -> bool:
    """Say whether the person was taken in a country (two letters)."""
    return facts.taken is not None and (facts.taken.place.country or "").upper() == country


def has_torture(facts: CaseFacts) -> bool:
    """Say whether torture or ill-treatment is recorded."""
    return any(one.type in TORTURE for one in facts.events)


def has_forced_labour(facts: CaseFacts) -> bool:
    """Say whether forced labour is recorded."""
    labour = any(one.type is EventType.FORCED_LABOUR for one in facts.events)
    return labour or bool(facts.told.get("forced_labour")) or facts.status.place is PlaceStatus.FORCED_JOB_PLACEMENT


def is_woman(facts: CaseFacts) -> bool:
    """Say whether the person is a woman or a girl."""
    return facts.sex is Sex.FEMALE


def is_border_crosser(facts: CaseFacts) -> bool:
    """Say whether the person asks for asylum in Kazakhstan."""
    steps = any(one.type is EventType.ASYLUM_STEP for one in facts.events)
    return facts.kind in CROSSERS or steps or bool(facts.told.get("fear_of_return"))


def was_told(facts: CaseFacts) -> bool:
    """Say whether the competent authorities of Kazakhstan were told."""
    return any(one.was_sent and one.body_key in COMPETENT for one in facts.petitions)


def waits_in_kazakhstan(facts: CaseFacts) -> bool:
    """Say whether an authority of Kazakhstan was written to."""
    return any(one.was_sent and one.body_kind in KAZAKH_AUTHORITIES for one in facts.petitions)


def happened_in_kazakhstan(facts: CaseFacts) -> bool:
    """Say whether something is recorded that Kazakhstan did: a reprisal, a protest's outcome, a criminal case."""
    if facts.kind is CaseKind.DEFENDER_REPRISAL or is_border_crosser(facts):
        return True
    if any(one.type in DONE_IN_KAZAKHSTAN for one in facts.reprisals):
        return True
    if any(one.kind in PUNISHED | HELD for each in facts.protests for one in each.outcomes):
        return True
    kazakh = any(one.country is SentenceCountry.KZ for one in facts.sentences)
    return kazakh or any(one.type is EventType.CRIMINAL_CASE_KZ for one in facts.events)


def was_punished(facts: CaseFacts) -> bool:
    """Say whether a fine, a warning or an arrest after a protest is recorded."""
    ordered = any(one.kind in PUNISHED for each in facts.protests for one in each.outcomes)
    return ordered or bool(facts.told.get("ruling"))


def planned_protest(facts: CaseFacts, *, march: bool) -> ProtestFact | None:
    """Give a protest that is planned for the case: a march, or one that stands in one place."""
    forms = MARCHES if march else STANDING_FORMS
    planned = [one for one in facts.protests if one.state is ProtestState.PLANNED and one.form in forms]
    return min(planned, key=lambda one: (one.held_on or date.max, one.id), default=None)
