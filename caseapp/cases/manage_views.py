"""The page for managing a case: risk, who may know of it, who works on it, closing and opening again."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.cases import list_queries, manage_services, queries
from caseapp.cases.blueprint import bp
from caseapp.cases.manage_forms import AccessForm, AssignForm, ReasonForm, RiskForm
from caseapp.cases.models import Case, CaseAssignment
from caseapp.errors import RuleBroken
from caseapp.forms import EmptyForm
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/cases/<code>/manage")
@requires(Permission.CASE_ASSIGN)
def manage(code: str) -> ResponseReturnValue:
    """Show what can be decided about the case as a whole."""
    return _page(_case(code))


@bp.post("/cases/<code>/manage/risk")
@requires(Permission.CASE_ASSIGN)
def change_risk(code: str) -> ResponseReturnValue:
    """Say how much harm a mistake could do."""
    form = RiskForm(prefix="risk-")
    return _decide(code, form, manage_services.set_risk, risk_form=form)


@bp.post("/cases/<code>/manage/access")
@requires(Permission.CASE_RESTRICT)
def change_access(code: str) -> ResponseReturnValue:
    """Say who may know of the case."""
    form = AccessForm(prefix="access-")
    return _decide(code, form, manage_services.set_access, access_form=form)


@bp.post("/cases/<code>/manage/close")
@requires(Permission.CASE_CLOSE)
def close(code: str) -> ResponseReturnValue:
    """End the work on the case."""
    form = ReasonForm(prefix="end-")
    return _decide(code, form, manage_services.close, end_form=form, closed_on=clock.today())


@bp.post("/cases/<code>/manage/reopen")
@requires(Permission.CASE_CLOSE)
def reopen(code: str) -> ResponseReturnValue:
    """Take the case up again."""
    form = ReasonForm(prefix="end-")
    return _decide(code, form, manage_services.reopen, end_form=form)


@bp.post("/cases/<code>/manage/assign")
@requires(Permission.CASE_ASSIGN)
def assign(code: str) -> ResponseReturnValue:
    """Put somebody on the case."""
    case = _case(code)
    form = AssignForm(list_queries.colleagues(db.session, current_user, case.office_id))
    if not form.validate():
        return _page(case, assign_form=form), 422
    with db.transaction() as session:
        manage_services.assign(
            session, case, session.get_one(User, form.person.data), actor=current_user, at=clock.now()
        )
    flash(_("Added to the case."), "success")
    return redirect(url_for(".manage", code=case.code))


@bp.post("/cases/<code>/manage/unassign/<int:user_id>")
@requires(Permission.CASE_ASSIGN)
def unassign(code: str, user_id: int) -> ResponseReturnValue:
    """Take somebody off the case."""
    case = _case(code)
    person = one_or_404(
        select(User)
        .join(CaseAssignment, CaseAssignment.user_id == User.id)
        .where(CaseAssignment.case_id == case.id, User.id == user_id)
    )
    if EmptyForm().validate():
        with db.transaction() as session:
            manage_services.unassign(session, case, person, actor=current_user, at=clock.now())
        flash(_("Taken off the case."), "success")
    still_open = db.session.scalar(select(Case.id).where(Case.id == case.id, queries.may_open(current_user)))
    return redirect(url_for(".manage", code=case.code) if still_open else url_for(".index"))


def _case(code: str) -> Case:
    return one_or_404(queries.visible_to(current_user).where(queries.coded(code)))


def _decide(code: str, form: Any, service: Callable[..., None], **others: Any) -> ResponseReturnValue:
    """Check one of the forms, act, and show the page again."""
    case = _case(code)
    shown = {name: value for name, value in others.items() if name.endswith("_form")}
    if not form.validate():
        return _page(case, **shown), 422
    facts = {name: value for name, value in form.answers().items() if name != "version"}
    facts |= {name: value for name, value in others.items() if name not in shown}
    if form.version.data != str(case.version):
        raise RuleBroken(_("Somebody else changed this case while you had it open."))
    with db.transaction() as session:
        service(session, case, **facts, actor=current_user, at=clock.now())
    flash(_("Saved."), "success")
    return redirect(url_for(".manage", code=case.code))


def _page(case: Case, **forms: Any) -> str:
    people = db.session.execute(
        select(User.id, User.name, User.role)
        .join(CaseAssignment, CaseAssignment.user_id == User.id)
        .where(CaseAssignment.case_id == case.id)
        .order_by(CaseAssignment.id)
    ).all()
    named = {row.id for row in people}
    free = [row for row in list_queries.colleagues(db.session, current_user, case.office_id) if row.id not in named]
    blank: dict[str, Any] = {"formdata": None}
    shown = {
        "risk_form": RiskForm(prefix="risk-", data={"risk": case.risk}, **blank),
        "access_form": AccessForm(prefix="access-", data={"access": case.access}, **blank),
        "end_form": ReasonForm(prefix="end-", **blank),
        "assign_form": AssignForm(free, **blank),
        **forms,
    }
    for name in ("risk_form", "access_form", "end_form"):
        shown[name].version.data = case.version
    return render_template("cases/manage.html", case=case, people=people, free=free, **shown)
