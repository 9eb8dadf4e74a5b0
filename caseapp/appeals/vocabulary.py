"""The words of appeals: channels, review, translation, consent."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class AppealChannel(Vocabulary):
    """How an appeal reached us."""

    OFFICE = "office", _l("At the office")
    FIELD_DAY = "field_day", _l("On a field day")
    PHONE = "phone", _l("By phone")
    MESSENGER = "messenger", _l("By messenger")
    VIDEO = "video", _l("By video")
    LETTER = "letter", _l("By letter")
    EMAIL = "email", _l("By e-mail")
    PUBLISHED = "published", _l("From a publication")
    OTHER = "other", _l("Another way")


class ReviewState(Vocabulary):
    """Where an appeal is on its way to being accepted."""

    DRAFT = "draft", _l("Draft")
    SUBMITTED = "submitted", _l("Waiting for review")
    RETURNED = "returned", _l("Sent back")
    ACCEPTED = "accepted", _l("Accepted")


class TranslationState(Vocabulary):
    """Where a translation is."""

    ASSIGNED = "assigned", _l("To translate")
    WRITTEN = "written", _l("Waiting for review")
    RETURNED = "returned", _l("Sent back")
    APPROVED = "approved", _l("Approved")


class TextLanguage(Vocabulary):
    """The language a text is in."""

    KK = "kk", _l("Kazakh")
    KK_ARAB = "kk-Arab", _l("Kazakh in Arabic script")
    RU = "ru", _l("Russian")
    ZH = "zh", _l("Chinese")
    EN = "en", _l("English")
    UG = "ug", _l("Uyghur")
    TR = "tr", _l("Turkish")
    OTHER = "other", _l("Another language")


class ConsentPurpose(Vocabulary):
    """What somebody agreed to; each purpose is asked and answered on its own."""

    INTERNAL = "internal", _l("Keep the case and work on it inside the organisation")
    CONFIDENTIAL_BODIES = "confidential_bodies", _l("Submit it in confidence to named bodies")
    GOVERNMENT = "government", _l("Give the name to the government concerned")
    PUBLIC_BLURRED = "public_blurred", _l("Make it public under another name or with the face blurred")
    PUBLIC_FULL = "public_full", _l("Make it public with full name and face")
    CHILD = "child", _l("Use what concerns a child")
    HEALTH = "health", _l("Use what concerns health")
    SEXUAL_VIOLENCE = "sexual_violence", _l("Use what concerns sexual violence")
    RELATIVES = "relatives", _l("Use what concerns other relatives")


class ConsentAnswer(Vocabulary):
    """What the answer was."""

    GIVEN = "given", _l("Agreed")
    REFUSED = "refused", _l("Refused")
    WITHDRAWN = "withdrawn", _l("Withdrawn")
