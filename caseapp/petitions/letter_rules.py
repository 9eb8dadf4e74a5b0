"""What a letter must be before it may go out: in a language that the body reads."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.errors import RuleBroken
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.models import BodyVersion, Petition
from caseapp.petitions.wording import in_language, languages_in_words


def is_accepted(language: TextLanguage | None, accepted: tuple[str, ...]) -> bool:
    """Say whether a body takes letters in this language; one whose languages nobody knows takes any."""
    return not accepted or (language is not None and language.value in accepted)


def ensure_language(session: Session, petition: Petition) -> None:
    """Refuse a letter in a language that its body does not accept, and name those it does."""
    if petition.body_version_id is not None:
        record = parse_body(session.get_one(BodyVersion, petition.body_version_id).record)
        ensure_accepted(record, petition.language)


def ensure_accepted(record: BodyRecord, language: TextLanguage | None) -> None:
    """Refuse a language that a body does not read, and name those it does."""
    if not is_accepted(language, record.languages):
        raise RuleBroken(
            _l(
                "%(body)s does not take letters in this language. It reads: %(languages)s. Nothing is lost; write the"
                " letter in one of these.",
                body=in_language(record.names),
                languages=languages_in_words(record.languages),
            )
        )
