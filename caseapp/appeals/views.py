"""Pages of appeals: the list, the steps of a new one, submitting, review."""

import secrets
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.appeals import (  # noqa: F401 - they add their pages to bp
    consent_views,
    forms,
    joining,
    people,
    queries,
    review_views,
    rules,
    services,
    step_page,
    step_people,
    steps,
    translation_views,
)
from caseapp.appeals.blueprint import bp, ensure_pressed, own_draft
from caseapp.appeals.completeness import told_so_far
from caseapp.appeals.models import Appeal
from caseapp.appeals.rules import Step
from caseapp.dates import spoken
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404, row_number, without_empty

STEP_RULE = "/appeals/<int:appeal_id>/<any('" + "','".join(Step) + "'):step>"
ROW_LISTS = ("names", "phones", "events")


@bp.route("/appeals")
@requires(Permission.APPEAL_LOG)
def index() -> ResponseReturnValue:
    """List appeals, newest first."""
    form = forms.AppealFilterForm(formdata=request.args)
    state = form.state.data if form.validate() else None
    before = row_number(request.args.get("before"))
    mine = form.whose.data == "mine"
    found = list(db.session.scalars(queries.listed(current_user, state=state, mine=mine, before=before)))
    shown = found[: queries.PAGE]
    asked = without_empty(state=state.value if state else None, whose=form.whose.data)
    return render_template(
        "appeals/index.html",
        appeals=shown,
        form=form,
        asked=asked,
        is_first=before is None,
        next_url=url_for(".index", before=shown[-1].id, **asked) if len(found) > queries.PAGE else "",
    )


@bp.route("/appeals/new", methods=["GET", "POST"])
@requires(Permission.APPEAL_LOG)
def new() -> ResponseReturnValue:
    """Begin an appeal with its first step, or with the short form of a field day."""
    if request.args.get("stub"):
        return _stub()
    if request.method == "GET":
        form = forms.ApplicantForm(data={"received_on": clock.today()})
        return _first_step(form, secrets.token_urlsafe(24))
    form = forms.ApplicantForm()
    key = request.form.get("key", "")[:64]
    if _more_rows(form) or not form.validate():
        return _first_step(form, key)
    with db.transaction() as session:
        appeal = services.start(session, key=key, actor=current_user, at=clock.now(), today=clock.today())
    page = step_people.WhoAsks(own_draft(appeal.id), None, current_user)
    with db.transaction() as session:
        page.save(session, form)
        services.forget_text(session, page.appeal, step="who-asks:new")
    return _onward(appeal.id, Step.WHO_ASKS)


def _first_step(form: Any, key: str) -> ResponseReturnValue:
    page = render_template(
        "appeals/who_asks.html",
        form=form,
        key=key,
        appeal=None,
        page=None,
        step=Step.WHO_ASKS,
        row=step_page.NEW,
        restored_at=None,
        applicant=None,
        doubts=[rules.phone_warning(row.value.data) for row in form.phones],
    )
    return page, 422 if form.errors else 200


def _stub() -> ResponseReturnValue:
    form = forms.StubForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            appeal = services.start_from_stub(
                session, **form.answers(), actor=current_user, at=clock.now(), today=clock.today()
            )
        if request.form.get("go") == "more":
            return redirect(url_for(".step", appeal_id=appeal.id, step=Step.WHO_IS_MISSING.value))
        flash(_("Kept as a draft. The next family can sit down."), "success")
        return redirect(url_for(".new", stub=1))
    if not form.key.data:
        form.key.data = secrets.token_urlsafe(24)
    return render_template("appeals/stub.html", form=form), 422 if form.errors else 200


@bp.route("/appeals/new/text", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def keep_first_text() -> ResponseReturnValue:
    """Keep what is typed into the first step of an appeal that has not been saved yet."""
    key = request.form.get("key", "")[:64]
    if not key:
        abort(400)
    with db.transaction() as session:
        appeal = services.start(session, key=key, actor=current_user, at=clock.now(), today=clock.today())
        answers = step_page.kept_answers(request.form)
        services.keep_text(session, appeal, step="who-asks:new", answers=answers, at=clock.now())
    return _kept()


@bp.route(STEP_RULE, methods=["GET", "POST"])
@requires(Permission.APPEAL_LOG)
def step(appeal_id: int, step: str) -> ResponseReturnValue:
    """Show one step of a draft and save it."""
    page = steps.PAGES[Step(step)](own_draft(appeal_id), request.args.get("row"), current_user)
    if request.method == "POST":
        return _take(page)
    kept = db.session.scalars(queries.typed_text(appeal_id, page.key)).one_or_none()
    form = page.form(kept.answers if kept and "fresh" not in request.args else None)
    return _show(page, form, restored_at=kept.saved_at if kept else None)


def _take(page: step_page.StepPage) -> ResponseReturnValue:
    sent = step_page.kept_answers(request.form)
    form: Any = page.form_class()
    page.prepare(form)
    if _more_rows(form):
        return _show(page, form)
    if not form.validate():
        if page.is_kept_while_typing:
            with db.transaction() as session:
                services.keep_text(session, page.appeal, step=page.key, answers=sent, at=clock.now())
        return _show(page, form, status=422)
    with db.transaction() as session:
        page.save(session, form)
        services.forget_text(session, page.appeal, step=page.key)
    return _onward(page.appeal.id, page.step)


def _more_rows(form: Any) -> bool:
    """Add an empty row to a list where its button was pressed: it works with and without JavaScript."""
    name = request.form.get("go", "").removeprefix("add-")
    if name not in ROW_LISTS or name not in form or not request.form.get("go", "").startswith("add-"):
        return False
    if len(form[name].entries) < forms.MOST_ROWS:
        form[name].append_entry()
    return True


def _show(page: step_page.StepPage, form: Any, *, restored_at: Any = None, status: int = 200) -> ResponseReturnValue:
    return (
        render_template(
            f"appeals/{page.step.value.replace('-', '_')}.html",
            appeal=page.appeal,
            page=page,
            step=page.step,
            row=page.row,
            form=form,
            key="",
            restored_at=restored_at,
            **page.context(form),
        ),
        status,
    )


def _onward(appeal_id: int, step: Step) -> ResponseReturnValue:
    go = request.form.get("go", "next")
    if go == "leave":
        flash(_("Kept as a draft. You can go on at any time."), "success")
        return redirect(url_for(".index"))
    if go == "another":
        return redirect(url_for(".step", appeal_id=appeal_id, step=step.value, row=step_page.NEW))
    if go == "stay":
        return redirect(url_for(".step", appeal_id=appeal_id, step=step.value))
    return redirect(url_for(".step", appeal_id=appeal_id, step=step.following.value))


@bp.route(STEP_RULE + "/text", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def keep_text(appeal_id: int, step: str) -> ResponseReturnValue:
    """Keep what is being typed into a step."""
    page = steps.PAGES[Step(step)](own_draft(appeal_id), request.args.get("row"), current_user)
    if not page.is_kept_while_typing:
        abort(404)
    with db.transaction() as session:
        answers = step_page.kept_answers(request.form)
        services.keep_text(session, page.appeal, step=page.key, answers=answers, at=clock.now())
    return _kept()


def _kept() -> ResponseReturnValue:
    return render_template("appeals/_kept.html", at=spoken.hour(clock.now()))


@bp.route("/appeals/check-number/<any('phone','cn-id','iin'):kind>", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def check_number(kind: str) -> ResponseReturnValue:
    """Say what looks wrong with a number beside its field; the number travels in the body, never in an address."""
    sex = request.form.get("sex")
    typed = next((text for name, text in request.form.items() if name not in {"csrf_token", "sex"}), "")
    if kind == "phone":
        doubt = rules.phone_warning(typed)
        doubts = [str(doubt)] if doubt else []
    else:
        doubts = step_people.cn_doubts(typed, sex) if kind == "cn-id" else step_people.iin_doubts(typed, sex)
    return render_template("appeals/_doubts.html", doubts=doubts)


@bp.route("/appeals/<int:appeal_id>/similar", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def similar(appeal_id: int) -> ResponseReturnValue:
    """List cases that may be of the person whose names are being typed."""
    appeal = own_draft(appeal_id)
    row = request.args.get("row", step_page.NEW)
    names = [text.strip() for name, text in request.form.items() if name.endswith("-text") and text.strip()]
    found = step_people.similar_to(appeal, names, current_user)
    return render_template("appeals/_similar.html", appeal=appeal, row=row, similar=found)


@bp.route("/appeals/<int:appeal_id>/remove", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def remove(appeal_id: int) -> ResponseReturnValue:
    """Take somebody off a draft."""
    ensure_pressed()
    appeal = own_draft(appeal_id)
    applicant = next((a for a in appeal.applicants if str(a.id) == request.form.get("applicant")), None)
    link = next((c for c in appeal.cases if str(c.case_id) == request.form.get("missing")), None)
    with db.transaction() as session:
        if applicant is not None:
            people.remove_applicant(session, appeal, applicant, actor=current_user, at=clock.now())
        elif link is not None:
            people.remove_missing(session, appeal, link, actor=current_user, at=clock.now())
        else:
            abort(404)
    going = Step.WHO_ASKS if applicant is not None else Step.WHO_IS_MISSING
    return redirect(url_for(".step", appeal_id=appeal_id, step=going.value))


@bp.route("/appeals/<int:appeal_id>/submit", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def submit(appeal_id: int) -> ResponseReturnValue:
    """Hand a draft in for review; pressed twice, it is handed in once."""
    ensure_pressed()
    mine = queries.visible_to(current_user).where(Appeal.id == appeal_id, Appeal.logged_by_id == current_user.id)
    appeal = one_or_404(queries.with_everything(mine))
    told = told_so_far(db.session, appeal, clock.today())
    if appeal.state in rules.EDITABLE and any(gap.is_needed for gap in rules.gaps(told)):
        return redirect(url_for(".step", appeal_id=appeal_id, step=Step.CHECK.value))
    with db.transaction() as session:
        services.submit(session, appeal, told=told, actor=current_user, at=clock.now(), today=clock.today())
    return redirect(url_for(".done", appeal_id=appeal_id))
