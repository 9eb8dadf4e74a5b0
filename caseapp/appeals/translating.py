"""What changes translations: asking for one, writing it, reviewing it."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.accounts.vocabulary import Role
from caseapp.appeals import rules
from caseapp.appeals.models import Appeal, AppealCase, Translation
from caseapp.appeals.vocabulary import ReviewState, TextLanguage, TranslationState
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.search import services as search


def assign_translation(
    session: Session, appeal: Appeal, *, translator: User, language: TextLanguage, actor: User, at: datetime
) -> Translation:
    """Ask a translator for the statement in a language; asking again changes who writes it."""
    if translator.role is not Role.TRANSLATOR or translator.disabled_at is not None:
        raise RuleBroken(_l("Choose a translator who has an account."))
    if appeal.state is ReviewState.DRAFT or not appeal.statement:
        raise RuleBroken(_l("There is no statement to translate yet."))
    if language is appeal.statement_language:
        raise RuleBroken(_l("The statement is already in this language."))
    row = session.scalars(
        select(Translation).where(Translation.appeal_id == appeal.id, Translation.language == language)
    ).one_or_none()
    if row is not None and row.state not in rules.TO_TRANSLATE:
        raise RuleBroken(_l("There is already a translation into this language."))
    if row is None:
        row = Translation(appeal_id=appeal.id, language=language, assigned_at=at, state=TranslationState.ASSIGNED)
        session.add(row)
    elif row.translator_id == translator.id:
        return row
    row.translator_id, row.assigned_at = translator.id, at
    _record(session, row, "translation.assigned", actor=actor, at=at)
    return row


def keep_translation(session: Session, translation: Translation, *, text: str | None) -> None:
    """Keep an unfinished translation."""
    rules.ensure_translation_move(translation.state, TranslationState.WRITTEN)
    translation.text = text
    session.flush()


def hand_in_translation(session: Session, translation: Translation, *, text: str, actor: User, at: datetime) -> None:
    """Hand a finished translation in for review."""
    rules.ensure_translation_move(translation.state, TranslationState.WRITTEN)
    translation.text, translation.state, translation.written_at = text, TranslationState.WRITTEN, at
    _record(session, translation, "translation.written", actor=actor, at=at)


def approve_translation(session: Session, translation: Translation, *, actor: User, at: datetime) -> None:
    """Approve a translation; from now on its case is found by its words too."""
    rules.ensure_translation_move(translation.state, TranslationState.APPROVED)
    translation.state, translation.return_reason = TranslationState.APPROVED, None
    translation.reviewed_by_id, translation.reviewed_at = actor.id, at
    _record(session, translation, "translation.approved", actor=actor, at=at)
    for case in _cases_of(session, translation):
        search.index_case(session, case)


def send_translation_back(
    session: Session, translation: Translation, *, reason: str, actor: User, at: datetime
) -> None:
    """Send a translation back with what is to be mended."""
    rules.ensure_translation_move(translation.state, TranslationState.RETURNED)
    translation.state, translation.return_reason = TranslationState.RETURNED, reason
    translation.reviewed_by_id, translation.reviewed_at = actor.id, at
    _record(session, translation, "translation.returned", actor=actor, at=at, detail=reason)


def _record(
    session: Session, translation: Translation, action: str, *, actor: User, at: datetime, detail: str | None = None
) -> None:
    session.flush()
    for case in _cases_of(session, translation):
        history.record(session, case.id, action, actor_id=actor.id, at=at, subject=translation, detail=detail)


def _cases_of(session: Session, translation: Translation) -> Sequence[Case]:
    return session.scalars(
        select(Case)
        .join(AppealCase, AppealCase.case_id == Case.id)
        .where(AppealCase.appeal_id == translation.appeal_id)
    ).all()
