"""What an evidence file shows."""

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class EvidenceKind(Vocabulary):
    """The kind of thing in a file."""

    PHOTO = "photo", _l("Photograph")
    DOCUMENT = "document", _l("Document")
    STATEMENT = "statement", _l("Written statement")
    PROOF_OF_SENDING = "proof_of_sending", _l("Proof of sending")
    REPLY = "reply", _l("Reply")
    OTHER = "other", _l("Other file")
