"""The words of the family page."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class Stage(Vocabulary):
    """Where our work on a case is, as a family reads it."""

    TOLD = "told", _l("We have written down what you told us and are checking it.")
    PREPARING = "preparing", _l("We have opened the case and are preparing the first letters.")
    ASKED = "asked", _l("We have written about the case.")
    WAITING = "waiting", _l("We have written to the authorities and are waiting for an answer.")
    ANSWERED = "answered", _l("We have received an answer and are working on what comes next.")
    CLOSED = "closed", _l("We have closed the case. If there is news, tell us: we will open it again.")
