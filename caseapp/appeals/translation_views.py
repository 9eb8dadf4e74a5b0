"""Pages of translations: asking for one, writing it with nothing but the text in sight, reviewing it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.appeals import forms, queries, rules, translating
from caseapp.appeals.blueprint import bp, ensure_as_seen, ensure_pressed
from caseapp.appeals.models import Appeal, Translation
from caseapp.forms import choices_of
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/appeals/<int:appeal_id>/translations", methods=["POST"])
@requires(Permission.TRANSLATION_ASSIGN)
def assign_translation(appeal_id: int) -> ResponseReturnValue:
    """Ask a translator for a statement in another language."""
    appeal = one_or_404(queries.visible_to(current_user).where(Appeal.id == appeal_id))
    form = forms.AssignTranslationForm()
    known = db.session.scalars(queries.translators()).all()
    form.translator_id.choices = choices_of([(each.id, each.name) for each in known])
    if form.validate_on_submit():
        translator = next(each for each in known if each.id == form.translator_id.data)
        with db.transaction() as session:
            translating.assign_translation(
                session,
                appeal,
                translator=translator,
                language=form.language.data,
                actor=current_user,
                at=clock.now(),
            )
        flash(_("The text is on the translator’s list."), "success")
    else:
        flash(_("Choose a translator and a language."), "error")
    return redirect(url_for(".show", appeal_id=appeal_id) + "#translations")


@bp.route("/translations/<int:translation_id>", methods=["GET", "POST"])
@requires(Permission.TRANSLATION_WRITE)
def translate(translation_id: int) -> ResponseReturnValue:
    """Show a translator the text and take the translation."""
    translation = one_or_404(queries.translation_of(current_user, translation_id))
    if translation.state not in rules.TO_TRANSLATE:
        return render_template("appeals/translated.html", translation=translation)
    form = forms.TranslationForm(data={"version": translation.version, "text": translation.text})
    is_finished = request.form.get("go") != "keep"
    if form.validate_on_submit() and (form.text.data or not is_finished):
        ensure_as_seen(translation.version)
        return _keep(translation, form, is_finished=is_finished)
    if form.is_submitted() and not form.errors:
        form.text.errors = [_("Write the translation first.")]
    status = 422 if form.is_submitted() else 200
    return render_template("appeals/translate.html", translation=translation, form=form), status


def _keep(translation: Translation, form: Any, *, is_finished: bool) -> ResponseReturnValue:
    with db.transaction() as session:
        if is_finished:
            translating.hand_in_translation(
                session, translation, text=form.text.data, actor=current_user, at=clock.now()
            )
        else:
            translating.keep_translation(session, translation, text=form.text.data)
    flash(_("Handed in for review.") if is_finished else _("Kept. You can go on at any time."), "success")
    return redirect(url_for("work.index") if is_finished else url_for(".translate", translation_id=translation.id))


@bp.route("/translations/<int:translation_id>/review", methods=["GET", "POST"])
@requires(Permission.TRANSLATION_REVIEW)
def review_translation(translation_id: int) -> ResponseReturnValue:
    """Show text and translation side by side and take the decision."""
    translation = one_or_404(
        select(Translation)
        .join(Translation.appeal)
        .where(Translation.id == translation_id, queries.may_see(current_user))
        .options(contains_eager(Translation.appeal))
    )
    translator = db.session.get(User, translation.translator_id) if translation.translator_id else None
    form = forms.ReturnForm(data={"version": translation.version})
    if form.validate_on_submit():
        ensure_as_seen(translation.version)
        with db.transaction() as session:
            translating.send_translation_back(
                session, translation, reason=form.reason.data or "", actor=current_user, at=clock.now()
            )
        flash(_("Sent back."), "success")
        return redirect(url_for(".show", appeal_id=translation.appeal_id))
    status = 422 if form.errors else 200
    page = render_template("appeals/review_translation.html", translation=translation, translator=translator, form=form)
    return page, status


@bp.route("/translations/<int:translation_id>/approve", methods=["POST"])
@requires(Permission.TRANSLATION_REVIEW)
def approve_translation(translation_id: int) -> ResponseReturnValue:
    """Approve a translation."""
    ensure_pressed()
    translation = one_or_404(
        select(Translation)
        .join(Translation.appeal)
        .where(Translation.id == translation_id, queries.may_see(current_user))
    )
    ensure_as_seen(translation.version)
    with db.transaction() as session:
        translating.approve_translation(session, translation, actor=current_user, at=clock.now())
    flash(_("Approved."), "success")
    return redirect(url_for(".show", appeal_id=translation.appeal_id))
