"""The kinds of letters, and which one a body and a step begin with."""

from flask_babel import lazy_gettext as _l

from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.vocabulary import BodyKind
from caseapp.vocabulary import Vocabulary


class LetterKind(Vocabulary):
    """What a letter is; each kind has its texts in ``reference/letters``."""

    QUESTIONNAIRE_WGEID = "questionnaire_wgeid", _l("Questionnaire of the UN working group on disappearances")
    QUESTIONNAIRE_WGAD = "questionnaire_wgad", _l("Model questionnaire of the UN working group on detention")
    SPECIAL_PROCEDURES = "special_procedures", _l("Submission to the UN Special Procedures")
    TREATY_BODY = "treaty_body", _l("Request to a UN treaty committee")
    KAZAKH_APPEAL = "kazakh_appeal", _l("Appeal to a body of Kazakhstan")
    EMBASSY = "embassy", _l("Letter to an embassy or consulate of China")
    PARLIAMENT_NGO = "parliament_ngo", _l("Letter to a parliament, a government abroad or an organisation")
    ASSEMBLY_NOTICE = "assembly_notice", _l("Notice of a picket, meeting or rally")
    MARCH_APPLICATION = "march_application", _l("Application for a march or demonstration")
    PROSECUTOR_COMPLAINT = "prosecutor_complaint", _l("Complaint to a prosecutor")
    RULING_APPEAL = "ruling_appeal", _l("Appeal against an administrative ruling")
    REMINDER = "reminder", _l("Reminder")
    SILENCE_COMPLAINT = "silence_complaint", _l("Complaint about silence")
    ESCALATION = "escalation", _l("Letter to the next body")
    TRACING = "tracing", _l("Tracing request to the Red Cross or Red Crescent")


K = LetterKind

BY_KEY: dict[str, LetterKind] = {
    "un_wgeid": K.QUESTIONNAIRE_WGEID,
    "un_wgad": K.QUESTIONNAIRE_WGAD,
    "kz_akimat_assembly_notice": K.ASSEMBLY_NOTICE,
    "kz_akimat_assembly_approval": K.MARCH_APPLICATION,
    "kz_court_admin_offence": K.RULING_APPEAL,
    "kz_court_admin": K.SILENCE_COMPLAINT,
    "eu_eeas_delegation": K.PARLIAMENT_NGO,
}

BY_BODY_KIND: dict[BodyKind, LetterKind] = {
    BodyKind.UN_SPECIAL_PROCEDURE: K.SPECIAL_PROCEDURES,
    BodyKind.UN_TREATY_BODY: K.TREATY_BODY,
    BodyKind.UN_CHARTER: K.SPECIAL_PROCEDURES,
    BodyKind.UN_OFFICE: K.SPECIAL_PROCEDURES,
    BodyKind.INTERGOVERNMENTAL: K.PARLIAMENT_NGO,
    BodyKind.NATIONAL_EXECUTIVE: K.KAZAKH_APPEAL,
    BodyKind.NATIONAL_PROSECUTION: K.PROSECUTOR_COMPLAINT,
    BodyKind.NATIONAL_OMBUDSMAN: K.KAZAKH_APPEAL,
    BodyKind.NATIONAL_PARLIAMENT: K.KAZAKH_APPEAL,
    BodyKind.LOCAL_EXECUTIVE: K.KAZAKH_APPEAL,
    BodyKind.NATIONAL_COURT: K.RULING_APPEAL,
    BodyKind.FOREIGN_MISSION: K.EMBASSY,
    BodyKind.FOREIGN_GOVERNMENT: K.PARLIAMENT_NGO,
    BodyKind.FOREIGN_PARLIAMENT: K.PARLIAMENT_NGO,
    BodyKind.HUMANITARIAN: K.TRACING,
    BodyKind.NGO_DATABASE: K.PARLIAMENT_NGO,
    BodyKind.NGO: K.PARLIAMENT_NGO,
}

# A letter to these has its own form, whatever went before; the earlier letters are a field of it.
OWN_FORM = frozenset(
    {
        K.QUESTIONNAIRE_WGEID,
        K.QUESTIONNAIRE_WGAD,
        K.SPECIAL_PROCEDURES,
        K.TREATY_BODY,
        K.ASSEMBLY_NOTICE,
        K.MARCH_APPLICATION,
        K.RULING_APPEAL,
        K.TRACING,
    }
)

# Complaints go to those who watch over the body that kept silent.
WATCHING_OVER = frozenset(
    {BodyKind.NATIONAL_PROSECUTION, BodyKind.NATIONAL_OMBUDSMAN, BodyKind.NATIONAL_COURT, BodyKind.NATIONAL_EXECUTIVE}
)

# Written by an applicant with their identity and address, as the law of Kazakhstan asks of an appeal.
WITH_APPLICANT = frozenset(
    {
        K.KAZAKH_APPEAL,
        K.PROSECUTOR_COMPLAINT,
        K.RULING_APPEAL,
        K.SILENCE_COMPLAINT,
        K.ASSEMBLY_NOTICE,
        K.MARCH_APPLICATION,
        K.EMBASSY,
        K.TRACING,
    }
)


# Bodies of Kazakhstan take a letter from the applicant alone, whatever its kind.
NATIONAL = frozenset(
    {
        BodyKind.NATIONAL_EXECUTIVE,
        BodyKind.NATIONAL_PROSECUTION,
        BodyKind.NATIONAL_OMBUDSMAN,
        BodyKind.NATIONAL_PARLIAMENT,
        BodyKind.LOCAL_EXECUTIVE,
        BodyKind.NATIONAL_COURT,
    }
)

# Written by the organisation, which signs it; the family may be named in it.
BY_ORGANISATION = frozenset({K.SPECIAL_PROCEDURES, K.PARLIAMENT_NGO})


def is_signed_by_applicant(kind: LetterKind, record: BodyRecord) -> bool:
    """Say whether the applicant's own signature is what agrees to being named."""
    return kind in WITH_APPLICANT or record.kind in NATIONAL


def kinds_for(record: BodyRecord, *, has_previous: bool) -> list[LetterKind]:
    """List the letters that make sense to a body, its own first; those about a chain only where there is one."""
    found = [kind_for(record)]
    if record.kind in BY_BODY_KIND and BY_BODY_KIND[record.kind] not in found:
        found.append(BY_BODY_KIND[record.kind])
    if record.kind is BodyKind.NATIONAL_PROSECUTION:
        found.append(K.KAZAKH_APPEAL)
    if has_previous:
        found += [K.ESCALATION, K.SILENCE_COMPLAINT, K.REMINDER]
    return list(dict.fromkeys(found))


def kind_for(record: BodyRecord) -> LetterKind:
    """Give the letter that a first petition to a body begins with."""
    return BY_KEY.get(record.key) or BY_BODY_KIND[record.kind]


def kind_after(record: BodyRecord, *, was_silent: bool) -> LetterKind:
    """Give the letter to the next body: its own form, a complaint where the body before kept silent, or the chain."""
    own = kind_for(record)
    if own in OWN_FORM:
        return own
    if was_silent and record.kind in WATCHING_OVER:
        return K.SILENCE_COMPLAINT
    return K.ESCALATION
