"""The words of protests: form, permission, what was done to those who came."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class ProtestForm(Vocabulary):
    """What kind of gathering."""

    PICKET = "picket", _l("Picket")
    SINGLE_PICKET = "single_picket", _l("One-person picket")
    DAILY_PICKET = "daily_picket", _l("Daily picket")
    RALLY = "rally", _l("Rally")
    MARCH = "march", _l("March")
    PREVENTIVE_DETENTION = "preventive_detention", _l("Detention before a protest")
    OTHER = "other", _l("Other protest")


class ProtestState(Vocabulary):
    """Whether the day has come."""

    PLANNED = "planned", _l("Planned")
    HELD = "held", _l("Held")
    CANCELLED = "cancelled", _l("Cancelled")


class NoticeAnswer(Vocabulary):
    """What the akimat made of the notice."""

    NOT_NOTIFIED = "not_notified", _l("No notice given")
    NOTIFIED = "notified", _l("Notice given")
    TACIT_CONSENT = "tacit_consent", _l("No answer: may be held")
    AGREED = "agreed", _l("Agreed")
    OTHER_PLACE_PROPOSED = "other_place_proposed", _l("Another place proposed")
    REFUSED = "refused", _l("Refused")
    NOT_ACCEPTED = "not_accepted_at_counter", _l("Not accepted at the counter")


class ProtestOutcome(Vocabulary):
    """What was done to one person who came."""

    NO_INTERFERENCE = "no_interference", _l("Left alone")
    TOLD_ILLEGAL = "told_illegal", _l("Told it was illegal")
    ASKED_IN_WRITING = "asked_to_submit_in_writing", _l("Asked to write instead")
    MET_OFFICIAL = "met_official", _l("Met an official")
    NO_MEETING = "no_meeting", _l("Nobody came out")
    DISPERSED = "dispersed", _l("Dispersed")
    OFFICIAL_WARNING = "official_warning", _l("Official warning")
    DETAINED_RELEASED = "detained_released", _l("Held and let go")
    FINED = "fined", _l("Fined")
    ADMIN_ARREST = "admin_arrest", _l("Administrative arrest")
    PREVENTIVE_DETENTION = "preventive_detention", _l("Held beforehand")
    FAMILY_DETAINED = "family_detained", _l("Family held")
    OTHERS_DETAINED = "many_others_detained", _l("Others held")
    CHARGED = "charged_criminally", _l("Criminal charge")
    STOPPED_ILL_HEALTH = "stopped_ill_health", _l("Stopped because of ill health")
    CONTINUING = "continuing", _l("Goes on")
    OTHER = "other", _l("Other outcome")
