"""The closed vocabularies of digests and calendar feeds."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class DigestRhythm(Vocabulary):
    """How often somebody gets the list of deadlines by email."""

    DAILY = "daily", _l("Every day with something new")
    WEEKLY = "weekly", _l("Once a week, on Monday")
    OFF = "off", _l("Never")


class FeedScope(Vocabulary):
    """Which petitions a calendar shows."""

    OWN = "own", _l("What I look after")
    ALL = "all", _l("All that I may open")
