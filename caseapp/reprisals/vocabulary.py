"""The kinds of reprisal, and what a reprisal can follow."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class ReprisalType(Vocabulary):
    """What was done to the family or to those who help."""

    THREAT_RELATIVES_XJ = "threat_relatives_xj", _l("Threat against relatives in Xinjiang")
    RELATIVE_HOSTAGE = "relative_hostage", _l("Relative held as a hostage")
    VISIT_AND_THREAT = "visit_and_threat", _l("Visit with threats")
    PRESSURE_TO_WITHDRAW = "pressure_to_withdraw", _l("Pressure to withdraw")
    FORCED_CALL = "forced_call", _l("Forced call")
    FORCED_SILENCE_PLEDGE = "forced_silence_pledge", _l("Forced pledge of silence")
    COLLECTIVE_PUNISHMENT = "collective_punishment_education_work", _l("Relatives barred from study or work")
    CONTACT_CUT = "contact_cut", _l("Contact cut")
    NUMBER_BLOCKED = "number_blocked", _l("Number blocked")
    SURVEILLANCE = "surveillance", _l("Surveillance")
    SMEAR = "smear", _l("Smear")
    PROPERTY_OR_PENSION = "property_or_pension", _l("Property or pension taken")
    DETENTION_KZ = "detention_kz", _l("Detention in Kazakhstan")
    FAMILY_DETAINED_KZ = "family_detained_kz", _l("Family held in Kazakhstan")
    WARNING_KZ = "warning_kz", _l("Warning in Kazakhstan")
    FINE_KZ = "fine_kz", _l("Fine in Kazakhstan")
    ADMIN_ARREST_KZ = "admin_arrest_kz", _l("Administrative arrest in Kazakhstan")
    CRIMINAL_CASE_KZ = "criminal_case_kz", _l("Criminal case in Kazakhstan")
    OFFICE_CLOSED = "office_closed", _l("Office closed")
    ORGANISATION_SPLIT = "organisation_split", _l("Organisation split")
    ENTRY_DENIED = "entry_denied", _l("Entry denied")
    OTHER = "other", _l("Other reprisal")


class Precedent(Vocabulary):
    """What came before a reprisal."""

    APPEAL = "appeal", _l("an appeal")
    PETITION = "petition", _l("a petition")
    PROTEST = "protest", _l("a protest")
    MEDIA = "media", _l("a publication")
    EVENT = "event", _l("an event")
    OTHER = "other", _l("something else")
