"""Pages of status updates: log a claim, correct it, confirm it or set it aside."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.cases import answers, queries, row_services, status_queries, status_services
from caseapp.cases.blueprint import bp
from caseapp.cases.claim_forms import CorrectionForm
from caseapp.cases.claims import StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.status_forms import JudgeForm, StatusForm
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/cases/<code>/status-updates/new", methods=["GET", "POST"])
@requires(Permission.STATUS_LOG)
def log_status(code: str) -> ResponseReturnValue:
    """Log what somebody says; a death takes one more step."""
    case = one_or_404(queries.visible_to(current_user).where(queries.coded(code)))
    form = StatusForm()
    if form.validate_on_submit() and "change" not in request.form:
        if form.tells_of_death and not form.confirmed.data:
            return _confirm_death(case, form)
        with db.transaction() as session:
            status_services.log(session, case, answers.facts(form), actor=current_user, at=clock.now())
        flash(_("Recorded. It counts for the current status once another person has confirmed it."), "success")
        return redirect(url_for(".show", code=case.code))
    form.confirmed.data = None
    return _form_page(case, form), 422 if form.errors else 200


@bp.route("/status-updates/<int:update_id>/correct", methods=["GET", "POST"])
@requires(Permission.STATUS_LOG)
def correct_status(update_id: int) -> ResponseReturnValue:
    """Correct a claim, with a reason; somebody else looks at it again."""
    update = one_or_404(status_queries.visible_to(current_user).where(StatusUpdate.id == update_id))
    case = update.case
    fields = answers.asked(StatusForm(formdata=None))
    now = row_services.values_of(db.session, update, fields)
    form, reason = StatusForm(data={**now, "version": update.version}), CorrectionForm()
    if request.method == "POST" and "change" not in request.form and _both_valid(form, reason):
        typed = answers.facts(form)
        different = answers.differences(form, now, typed)
        if form.version.data != str(update.version):
            form.version.data, form.confirmed.data = str(update.version), None
            return _form_page(case, form, reason, update, different), 409
        if form.tells_of_death and not form.confirmed.data:
            return _confirm_death(case, form, update)
        with db.transaction() as session:
            status_services.correct(
                session,
                case,
                update,
                typed,
                was=answers.history_of(different),
                reason=reason.reason.data,
                actor=current_user,
                at=clock.now(),
            )
        flash(_("Corrected. What stood there before is in the history; somebody else has to confirm it."), "success")
        return redirect(url_for(".show", code=case.code))
    form.confirmed.data = None
    return _form_page(case, form, reason, update), 422 if form.errors or reason.errors else 200


@bp.route("/status-updates/<int:update_id>/verify", methods=["GET", "POST"])
@requires(Permission.STATUS_VERIFY)
def verify_status(update_id: int) -> ResponseReturnValue:
    """Look at a claim beside the others, and confirm it or set it aside."""
    update = one_or_404(status_queries.visible_to(current_user).where(StatusUpdate.id == update_id))
    form = JudgeForm(data={"version": update.version})
    if form.validate_on_submit():
        if form.version.data != str(update.version):
            flash(_("Somebody changed this while you had it open. Read it again, then decide."), "warning")
            return redirect(url_for(".verify_status", update_id=update.id))
        with db.transaction() as session:
            facts: dict[str, Any] = {"note": form.note.data, "actor": current_user, "at": clock.now()}
            if form.decision.data == "verify":
                status_services.verify(session, update.case, update, **facts)
            else:
                status_services.set_aside(session, update.case, update, **facts)
        flash(_("Decided. The current status follows from what is confirmed."), "success")
        return redirect(url_for(".show", code=update.case.code))
    others = db.session.scalars(status_queries.others_of(update)).all()
    return render_template(
        "cases/verify_status.html", case=update.case, update=update, others=others, form=form
    ), 422 if form.errors else 200


def _both_valid(form: StatusForm, reason: CorrectionForm) -> bool:
    valid = form.validate()
    return bool(reason.validate()) and bool(valid)


def _form_page(
    case: Case,
    form: StatusForm,
    reason: CorrectionForm | None = None,
    update: StatusUpdate | None = None,
    differences: list[tuple[str, str, str]] | None = None,
) -> str:
    return render_template(
        "cases/log_status.html", case=case, form=form, reason=reason, update=update, differences=differences
    )


def _confirm_death(case: Case, form: StatusForm, update: StatusUpdate | None = None) -> ResponseReturnValue:
    """Ask once more; the answers go along unseen."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in {"csrf_token", "confirmed"}]
    said = [
        (field.label.text, answers.said(field.data, field.short_name))
        for field in form
        if field.short_name not in answers.NOT_ASKED and field.data not in (None, "")
    ]
    return render_template("cases/confirm_death.html", case=case, update=update, kept=kept, said=said)
