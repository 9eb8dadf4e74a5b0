"""Pages of an appeal that was handed in: reading it, reviewing it, joining it to another case."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.appeals import forms, joining, queries, rules, services, step_people, steps
from caseapp.appeals.blueprint import bp, ensure_as_seen, ensure_pressed
from caseapp.appeals.models import Appeal
from caseapp.appeals.rules import Step
from caseapp.appeals.step_page import NEW
from caseapp.appeals.vocabulary import ReviewState
from caseapp.cases import queries as cases
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState
from caseapp.errors import RuleBroken
from caseapp.forms import choices_of
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404, row_number


@bp.route("/appeals/<int:appeal_id>/done")
@requires(Permission.APPEAL_LOG)
def done(appeal_id: int) -> ResponseReturnValue:
    """Show the codes of an appeal that was handed in, and what to do next."""
    found = queries.visible_to(current_user).where(Appeal.id == appeal_id, Appeal.state != ReviewState.DRAFT)
    return render_template("appeals/done.html", appeal=one_or_404(queries.with_cases(found)))


@bp.route("/appeals/<int:appeal_id>")
@requires(Permission.APPEAL_LOG)
def show(appeal_id: int) -> ResponseReturnValue:
    """Show an appeal, and to a coordinator what the review asks."""
    appeal = one_or_404(queries.with_everything(queries.visible_to(current_user).where(Appeal.id == appeal_id)))
    if appeal.state is ReviewState.DRAFT and appeal.logged_by_id == current_user.id:
        return redirect(url_for(".step", appeal_id=appeal_id, step=Step.CHECK.value))
    return _show_appeal(appeal, forms.ReturnForm(formdata=None, data={"version": appeal.version}))


def _show_appeal(appeal: Appeal, form: Any) -> ResponseReturnValue:
    reviews = current_user.can(Permission.APPEAL_REVIEW)
    is_waiting = appeal.state is ReviewState.SUBMITTED
    names = {link.case_id: [name.text for name in link.case.person.names] for link in appeal.cases}
    found = [name for texts in names.values() for name in texts] if reviews and is_waiting else []
    assign = forms.AssignTranslationForm(formdata=None)
    translators = db.session.scalars(queries.translators()).all() if reviews else []
    assign.translator_id.choices = choices_of([(each.id, each.name) for each in translators])
    page = render_template(
        "appeals/show.html",
        appeal=appeal,
        form=form,
        assign=assign,
        reviews=reviews,
        may_review=reviews and is_waiting and appeal.logged_by_id != current_user.id,
        similar=step_people.similar_to(appeal, found, current_user),
        **steps.answers_of(appeal, current_user),
    )
    return page, 422 if form.errors else 200


@bp.route("/appeals/<int:appeal_id>/accept", methods=["POST"])
@requires(Permission.APPEAL_REVIEW)
def accept(appeal_id: int) -> ResponseReturnValue:
    """Accept an appeal."""
    ensure_pressed()
    appeal = one_or_404(queries.visible_to(current_user).where(Appeal.id == appeal_id))
    ensure_as_seen(appeal.version)
    with db.transaction() as session:
        services.accept(session, appeal, actor=current_user, at=clock.now())
    flash(_("Accepted."), "success")
    return redirect(url_for(".show", appeal_id=appeal_id))


@bp.route("/appeals/<int:appeal_id>/send-back", methods=["POST"])
@requires(Permission.APPEAL_REVIEW)
def send_back(appeal_id: int) -> ResponseReturnValue:
    """Send an appeal back with reasons."""
    appeal = one_or_404(queries.with_everything(queries.visible_to(current_user).where(Appeal.id == appeal_id)))
    form = forms.ReturnForm()
    if not form.validate_on_submit():
        return _show_appeal(appeal, form)
    ensure_as_seen(appeal.version)
    with db.transaction() as session:
        services.send_back(session, appeal, reason=form.reason.data or "", actor=current_user, at=clock.now())
    flash(_("Sent back."), "success")
    return redirect(url_for(".index"))


@bp.route("/appeals/<int:appeal_id>/join", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def join(appeal_id: int) -> ResponseReturnValue:
    """Say that a missing person is the one of another case, or ask the coordinator to compare."""
    ensure_pressed()
    reviewing = current_user.can(Permission.APPEAL_REVIEW)
    readable = queries.visible_to(current_user) if reviewing else queries.editable_by(current_user)
    appeal = one_or_404(queries.with_everything(readable.where(Appeal.id == appeal_id)))
    begun = cases.listable_by(current_user).where(Case.state != CaseState.DRAFT)
    other = one_or_404(begun.where(Case.id == row_number(request.form.get("other"))))
    if appeal.state in rules.EDITABLE and appeal.logged_by_id != current_user.id:
        abort(404)
    link = next((each for each in appeal.cases if str(each.case_id) == request.form.get("row")), None)
    may_open = db.session.scalar(cases.visible_to(current_user).where(Case.id == other.id)) is not None
    # Joining closes a case that is already open: that is the coordinator's to decide.
    may_join = may_open and (reviewing or link is None or link.case.state is CaseState.DRAFT)
    with db.transaction() as session:
        if may_join:
            case = link.case if link else None
            joining.join(session, appeal, case, other, actor=current_user, at=clock.now(), today=clock.today())
            services.forget_text(session, appeal, step=f"{Step.WHO_IS_MISSING.value}:{link.case_id if link else NEW}")
        elif link is not None:
            joining.ask_to_compare(session, link, other, actor=current_user, at=clock.now())
        else:
            raise RuleBroken(_("Save the name first; then the coordinator can be asked to compare."))
    if may_join:
        flash(_("The appeal now belongs to %(code)s.", code=other.code), "success")
    else:
        flash(_("A coordinator will look whether it is the same person."), "success")
    if appeal.state in rules.EDITABLE:
        return redirect(url_for(".step", appeal_id=appeal_id, step=Step.WHO_IS_MISSING.value))
    return redirect(url_for(".show", appeal_id=appeal_id))
