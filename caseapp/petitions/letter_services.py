"""Writing on a letter: saving it every few seconds, taking it up again, beginning anew, bringing an older one back."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.errors import RuleBroken
from caseapp.petitions import letter_facts, letter_text, letter_versions, services, steps
from caseapp.petitions.letter_models import LetterVersion
from caseapp.petitions.letter_words import Remarked, VersionReason
from caseapp.petitions.letters.kinds import LetterKind
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState

S = PetitionState


class WrittenMeanwhile(RuleBroken):
    """Somebody else, or another tab, changed the letter since this one was opened; what was typed is set aside."""


def base_of(petition: Petition) -> str:
    """Return what a page says it began from, so that a later change by somebody else is noticed."""
    return letter_text.fingerprint(petition.language, petition.subject, petition.letter, petition.petitioner)


def save(
    session: Session,
    petition: Petition,
    *,
    base: str | None,
    language: TextLanguage,
    subject: str | None,
    letter: str | None,
    petitioner: str | None,
    actor: User,
    at: datetime,
) -> None:
    """Save what was typed on a draft; a letter that changed since ``base`` is left alone, and what was typed too."""
    if letter_text.fingerprint(language, subject, letter, petitioner) == base_of(petition):
        return
    if petition.state is not S.DRAFT or (base is not None and base != base_of(petition)):
        # What cannot become the letter becomes a version of its own: nothing typed is lost.
        parts = {"language": language, "subject": subject, "text": letter, "petitioner": petitioner}
        letter_versions.set_aside(session, petition, parts, actor=actor, at=at)
        return
    services.edit_draft(
        session,
        petition,
        language=language,
        subject=subject or "",
        letter=letter or "",
        petitioner=petitioner,
        actor=actor,
        at=at,
    )


def ensure_saved(petition: Petition, *, typed: tuple[Any, ...]) -> None:
    """Refuse, after ``save``, when what was typed did not become the letter, and say why."""
    if letter_text.fingerprint(*typed) == base_of(petition):
        return
    if petition.state is not S.DRAFT:
        raise WrittenMeanwhile(
            _l(
                "The letter stands at “%(state)s” now and is no draft any more. What you typed is kept as a version.",
                state=petition.state.label,
            )
        )
    raise WrittenMeanwhile(
        _l("The letter was changed in another place while you wrote. Both texts are kept; compare them and choose.")
    )


def take_up(session: Session, petition: Petition, *, actor: User, at: datetime) -> None:
    """Make an approved letter a draft again: whatever is changed now is read by somebody else before it goes out."""
    if petition.state is S.DRAFT:
        return
    if petition.state is not S.APPROVED:
        raise RuleBroken(_l("A letter in review is sent back first; one that went out stays as it went."))
    steps.move(petition, S.DRAFT, actor=actor)
    petition.approved_by_id = None
    petition.drafted_by_id = actor.id
    steps.tell(session, petition, "taken_up", actor=actor, at=at)


def begin_again(
    session: Session,
    petition: Petition,
    *,
    subject: str,
    letter: str,
    language: TextLanguage,
    kind: LetterKind | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Put a freshly composed letter in the place of the draft; what stood there is kept as a version."""
    _ensure_draft(petition)
    letter_versions.keep_before_another(session, petition, at=at)
    petition.language, petition.subject, petition.letter = language, subject, letter
    petition.letter_kind = kind or petition.letter_kind
    petition.drafted_by_id = actor.id
    facts = letter_facts.snapshot(letter_facts.of_petition(session, petition))
    letter_versions.keep(session, petition, VersionReason.RESTARTED, actor_id=actor.id, at=at, facts=facts)
    steps.tell(session, petition, "begun_again", actor=actor, at=at)


def bring_back(session: Session, petition: Petition, version: LetterVersion, *, actor: User, at: datetime) -> None:
    """Put an older version in the place of the draft; what stood there is kept as a version."""
    _ensure_draft(petition)
    if letter_versions.same_text(version, petition):
        return
    letter_versions.keep_before_another(session, petition, at=at)
    petition.language, petition.subject = version.language, version.subject
    petition.letter, petition.petitioner = version.text, version.petitioner
    petition.drafted_by_id = actor.id
    letter_versions.keep(
        session, petition, VersionReason.BROUGHT_BACK, actor_id=actor.id, at=at, facts=version.facts or {}
    )
    steps.tell(session, petition, "version_brought_back", actor=actor, at=at, detail=str(version.number))


def note_compared(session: Session, petition: Petition, *, actor: User, at: datetime) -> None:
    """Note that the letter says what the cases say now, so that only later changes are pointed out."""
    _ensure_draft(petition)
    facts = letter_facts.snapshot(letter_facts.of_petition(session, petition))
    letter_versions.keep(session, petition, VersionReason.COMPARED, actor_id=actor.id, at=at, facts=facts)
    steps.tell(session, petition, "compared", actor=actor, at=at)


def comment(
    session: Session, petition: Petition, *, text: str, actor: User, at: datetime, idempotency_key: str | None = None
) -> None:
    """Say something of a letter to whoever writes it; it stays where it is."""
    version = letter_versions.as_it_stands(session, petition, actor_id=petition.drafted_by_id, at=at)
    letter_versions.add_remark(
        session,
        petition,
        version,
        Remarked.COMMENT,
        text=text,
        actor=actor,
        at=at,
        idempotency_key=idempotency_key,
    )
    steps.tell(session, petition, "commented", actor=actor, at=at)


def _ensure_draft(petition: Petition) -> None:
    if petition.state is not S.DRAFT:
        raise RuleBroken(_l("Only a draft can be changed. A letter in review is sent back first."))
