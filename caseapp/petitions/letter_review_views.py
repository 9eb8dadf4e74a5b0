"""Reading a letter over before it goes out: as it will be printed, beside the facts, with what changed since."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from caseapp import clock, db
from caseapp.permissions import Permission, requires
from caseapp.petitions import (
    letter_page,
    letter_rules,
    letter_services,
    letter_text,
    letter_versions,
    letter_warnings,
    queries,
    readiness_views,
    wording,
)
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import PlainForm, ReasonForm, new_key
from caseapp.petitions.letter_composing import record_of
from caseapp.petitions.letter_forms import CommentForm
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState
from caseapp.web import one_or_404

S = PetitionState


@bp.route("/petitions/<int:petition_id>/review", methods=["GET", "POST"])
@requires(Permission.PETITION_APPROVE)
def review(petition_id: int) -> ResponseReturnValue:
    """Show a letter to its reader, or take a comment; approving and sending back are steps of their own."""
    if request.method == "GET":
        return page(petition_id)
    petition = _petition(petition_id)
    form = CommentForm()
    if not form.validate_on_submit():
        return page(petition_id, comment=form)
    try:
        with db.transaction() as session:
            letter_services.comment(
                session,
                petition,
                text=form.text.data or "",
                actor=current_user,
                at=clock.now(),
                idempotency_key=form.key.data or None,
            )
    except IntegrityError:
        # The button was pressed twice: the comment stands there once.
        db.session.rollback()
    flash(_("Your comment is beside the letter now."), "success")
    return redirect(url_for(".review", petition_id=petition_id))


def page(petition_id: int, comment: CommentForm | None = None) -> ResponseReturnValue:
    """Show the letter as it will be printed, what it draws on, what is missing, and what changed since it was read."""
    petition = _petition(petition_id)
    last = letter_versions.last_reviewed(db.session, petition)
    record = record_of(petition)
    failed = comment is not None
    forms = {"approve": PlainForm(formdata=None), "back": ReasonForm(formdata=None)}
    comment = comment or CommentForm(formdata=None)
    for form in (*forms.values(), comment):
        form.version.data, form.key.data = str(petition.version), new_key()
    shown = render_template(
        "petitions/review.html",
        petition=petition,
        body=wording.body_of(petition),
        printed=letter_page.printed(petition.letter),
        beside=letter_page.beside(db.session, petition),
        readiness=readiness_views.panel(petition),
        letter_warnings=letter_warnings.warnings_about(db.session, petition),
        doubts=letter_text.doubts(petition.letter),
        last=last,
        compared=letter_page.compared(last, petition) if last is not None else None,
        remarks=db.session.scalars(letter_versions.remarks(petition_id).limit(20)).all(),
        comment=comment,
        is_own=petition.drafted_by_id == current_user.id,
        is_read=petition.state is S.IN_REVIEW,
        language_refused=_language_refused(petition, record),
        **forms,
    )
    return shown, 422 if failed else 200


def _petition(petition_id: int) -> Petition:
    petition = one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))
    if petition.is_published_record:
        abort(404)
    return petition


def _language_refused(petition: Petition, record: Any) -> str:
    """Name the languages a body reads when the letter is in another one."""
    if record is None or letter_rules.is_accepted(petition.language, record.languages):
        return ""
    return wording.languages_in_words(record.languages)
