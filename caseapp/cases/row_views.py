"""Pages that add, correct and remove the rows of a case and of its person."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from caseapp import clock, db
from caseapp.cases import answers, person_services, queries, row_services
from caseapp.cases.blueprint import bp
from caseapp.cases.claim_forms import CorrectionForm
from caseapp.cases.models import Case
from caseapp.cases.people import Identifier, Person, Relation
from caseapp.cases.row_kinds import KINDS, Kind
from caseapp.db import Base
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/cases/<code>/events/new", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def log_event(code: str) -> ResponseReturnValue:
    """Record something that happened."""
    return _add(code, "event")


@bp.route("/cases/<code>/add/<what>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def add_row(code: str, what: str) -> ResponseReturnValue:
    """Record a row of one of the kinds."""
    return _add(code, what)


def _add(code: str, what: str) -> ResponseReturnValue:
    kind = KINDS.get(what) or abort(404)
    case = one_or_404(queries.visible_to(current_user).where(queries.coded(code)))
    form = kind.form()
    if form.validate_on_submit():
        with db.transaction() as session:
            row = row_services.add(session, case, kind.model, answers.facts(form), actor=current_user, at=clock.now())
            warnings = _warnings(row, case)
        return _done(case, kind, _("Recorded."), warnings)
    status = 422 if form.errors else 200
    return render_template(
        "cases/row.html",
        case=case,
        kind=kind,
        form=form,
        back=_back(case, kind),
        differences=None,
        reason=None,
        row=None,
    ), status


@bp.route("/cases/<code>/change/<what>/<int:row_id>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def change_row(code: str, what: str, row_id: int) -> ResponseReturnValue:
    """Correct a recorded row, with a reason; what stood there stays in the history."""
    kind, case, row = _found(code, what, row_id)
    fields = answers.asked(kind.form(formdata=None))
    now = row_services.values_of(db.session, row, fields)
    form, reason = kind.form(data=now), CorrectionForm()
    seen = row_services.fingerprint(now)
    typed = answers.facts(form)
    if request.method == "POST" and _both_valid(form, reason):
        if form.seen.data != seen:
            different = answers.differences(form, now, typed)
            form.seen.data = form.seen.raw_data = None
            return _page(case, kind, form, reason, row, seen, different), 409
        was = None if kind.is_secret else answers.history_of(answers.differences(form, now, typed))
        with db.transaction() as session:
            row_services.correct(
                session, case, row, typed, was=was, reason=reason.reason.data, actor=current_user, at=clock.now()
            )
            warnings = _warnings(row, case)
        return _done(case, kind, _("Corrected. What stood there before is in the history."), warnings)
    return _page(case, kind, form, reason, row, seen if request.method == "GET" else form.seen.data or seen, None), (
        422 if request.method == "POST" else 200
    )


@bp.route("/cases/<code>/remove/<what>/<int:row_id>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def remove_row(code: str, what: str, row_id: int) -> ResponseReturnValue:
    """Take away a row about the person, with a reason; claims about what happened are corrected instead."""
    kind, case, row = _found(code, what, row_id)
    if not kind.of_person:
        abort(404)
    form = CorrectionForm()
    now = row_services.values_of(db.session, row, answers.asked(kind.form(formdata=None)))
    said = [
        (field.label.text, answers.said(now[field.short_name], field.short_name))
        for field in kind.form(data=now)
        if field.short_name in now
    ]
    if form.validate_on_submit():
        was = None if kind.is_secret else answers.history_of((label, text, "–") for label, text in said)
        with db.transaction() as session:
            row_services.remove(
                session, case, row, was=was, reason=form.reason.data, actor=current_user, at=clock.now()
            )
        return _done(case, kind, _("Removed. What stood there is in the history."), ())
    return render_template("cases/remove.html", case=case, form=form, said=said, back=_back(case, kind)), (
        422 if form.errors else 200
    )


def _found(code: str, what: str, row_id: int) -> tuple[Kind, Case, Base]:
    """Find the row of a case this person may open, or answer 404."""
    kind = KINDS.get(what) or abort(404)
    case = one_or_404(queries.visible_to(current_user).where(queries.coded(code)))
    model: Any = kind.model
    if model is Relation:
        owner = model.other_id == case.person_id
    else:
        owner = model.person_id == case.person_id if kind.of_person else model.case_id == case.id
    row: Base = one_or_404(select(model).where(model.id == row_id, owner))
    return kind, case, row


def _both_valid(form: Any, reason: CorrectionForm) -> bool:
    """Check both, so that everything to mend is said at once."""
    valid = form.validate()
    return bool(reason.validate()) and bool(valid)


def _page(case: Case, kind: Kind, form: Any, reason: CorrectionForm, row: Base, seen: str, differences: Any) -> str:
    form.seen.data = seen
    return render_template(
        "cases/row.html",
        case=case,
        kind=kind,
        form=form,
        reason=reason,
        row=row,
        differences=differences,
        back=_back(case, kind),
    )


def _back(case: Case, kind: Kind) -> str:
    return url_for(".edit_person" if kind.of_person else ".show", code=case.code)


def _warnings(row: Base, case: Case) -> tuple[Any, ...]:
    if not isinstance(row, Identifier):
        return ()
    return person_services.warnings_of(row, db.session.get_one(Person, case.person_id))


def _done(case: Case, kind: Kind, message: str, warnings: tuple[Any, ...]) -> ResponseReturnValue:
    flash(message, "success")
    for warning in warnings:
        flash(_("The number is kept as typed. %(warning)s", warning=str(warning)), "warning")
    return redirect(_back(case, kind))
