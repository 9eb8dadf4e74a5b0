"""The roles people have, and the languages they read."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class Role(Vocabulary):
    """What a person does here; what follows from it is in ``permissions.GRANTS``."""

    VOLUNTEER = "volunteer", _l("Volunteer")
    COORDINATOR = "coordinator", _l("Coordinator")
    TRANSLATOR = "translator", _l("Translator")
    AUDITOR = "auditor", _l("Auditor")
    ADMINISTRATOR = "administrator", _l("Administrator")
    SYSTEM = "system", _l("The program itself")


PERSONAL_ROLES = tuple(role for role in Role if role is not Role.SYSTEM)


class Letterhead(Vocabulary):
    """What stands at the head of an office's letters."""

    OFFICE = "office", _l("Name and contacts of the office")
    OWN = "own", _l("The text below")
    NONE = "none", _l("Nothing")


class FailureKind(Vocabulary):
    """What somebody failed to prove."""

    SIGN_IN = "sign_in"
    STEP_UP = "step_up"
    CARD = "card"
