"""The closed vocabularies of letters and batches."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class VersionReason(Vocabulary):
    """Why a version of a letter was kept."""

    WRITTEN = "written", _l("First written")
    RESTARTED = "restarted", _l("Begun again from the case")
    TAKEN_UP = "taken_up", _l("Before somebody else went on")
    SET_ASIDE = "set_aside", _l("Set aside when two wrote at once")
    BROUGHT_BACK = "brought_back", _l("An older version brought back")
    COMPARED = "compared", _l("Compared with the case")
    SUBMITTED = "submitted", _l("Handed in for review")
    APPROVED = "approved", _l("Approved")
    SENT = "sent", _l("As it went out")


class Remarked(Vocabulary):
    """What a reader did with a letter."""

    COMMENT = "comment", _l("Comment")
    SENT_BACK = "sent_back", _l("Sent back")
    APPROVED = "approved", _l("Approved")


class ItemState(Vocabulary):
    """How one case of a batch stands."""

    WAITING = "waiting", _l("Waiting to be written")
    MADE = "made", _l("Letter made")
    NOT_READY = "not_ready", _l("Not ready yet")
    FAILED = "failed", _l("Not made")
    LEFT_OUT = "left_out", _l("Left out")
