"""The pages of protests: the list, planning, and the page of the day."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.cases import queries as case_queries
from caseapp.forms import EmptyForm
from caseapp.permissions import Permission, requires
from caseapp.protests import day, queries, rules, services
from caseapp.protests.forms import CancelForm, NoticeAnswerForm, NoticeForm, OutcomeForm, PlanForm
from caseapp.protests.models import Appearance, Protest
from caseapp.protests.vocabulary import NoticeAnswer
from caseapp.search import words
from caseapp.web import one_or_404, row_number

bp = Blueprint("protests", __name__)

PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}|none)_([0-9]{1,18})")


@bp.route("/protests")
@requires(Permission.PROTEST_VIEW)
def index() -> ResponseReturnValue:
    """List the protests of the office: what comes, then what was."""
    before, today = _before(request.args.get("before", "")), clock.today()
    coming = [] if before else list(db.session.scalars(queries.upcoming(current_user, today)))
    rows = list(db.session.scalars(queries.past_page(current_user, today, before)))
    past, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    last = past[-1] if past else None
    place = f"{last.held_on.isoformat() if last.held_on else 'none'}_{last.id}" if more and last else ""
    return render_template(
        "protests/index.html",
        coming=coming,
        past=past,
        is_first=before is None,
        next_url=url_for(".index", before=place) if place else "",
        first_url=url_for(".index") if before else "",
        notice_of=lambda one: rules.notice_standing(one.notice_answer, one.form, one.notice_due_on, today),
    )


def _before(typed: str) -> tuple[date | None, int] | None:
    found = PLACE.fullmatch(typed)
    if not found:
        return None
    try:
        return (None if found[1] == "none" else date.fromisoformat(found[1])), int(found[2])
    except ValueError:
        return None


@bp.route("/protests/new", methods=["GET", "POST"])
@requires(Permission.PROTEST_PLAN)
def new() -> ResponseReturnValue:
    """Plan a protest; say at once when notice comes too late."""
    form = PlanForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            protest = services.plan(session, **form.answers(), actor=current_user, at=clock.now())
        flash(_("The protest is planned."), "success")
        return redirect(url_for(".show", protest_id=protest.id))
    return render_template("protests/new.html", form=form), 422 if form.errors else 200


@bp.route("/protests/<int:protest_id>")
@requires(Permission.PROTEST_VIEW)
def show(protest_id: int) -> ResponseReturnValue:
    """Show the day: who is expected, who came, what was done to them, how the notice stands."""
    return _day(_protest(protest_id))


def _day(protest: Protest, **forms: Any) -> str:
    facts = day.look(db.session, protest, current_user, asked=words.asked(), today=clock.today())
    shown = {"notice_form": NoticeForm, "answer_form": NoticeAnswerForm, "cancel_form": CancelForm}
    made = {name: forms.get(name) or form(formdata=None) for name, form in shown.items()}
    return render_template("protests/show.html", protest=protest, day=facts, today=clock.today(), **made)


@bp.route("/protests/<int:protest_id>/check-in", methods=["POST"])
@requires(Permission.PROTEST_CHECK_IN)
def check_in(protest_id: int) -> ResponseReturnValue:
    """Check somebody in for a case the person may list; who they are only where the case may be opened."""
    protest = _protest(protest_id)
    if EmptyForm().validate_on_submit():
        code = request.form.get("case", "")
        case = one_or_404(case_queries.listable_by(current_user).where(case_queries.coded(code)))
        person = row_number(request.form.get("person"))
        if person is not None:
            rows = db.session.execute(queries.applicants_of({case.id}, current_user)).unique()
            person = next((one.person_id for _case, one in rows if one.person_id == person), None)
        who = (request.form.get("who") or "").strip()[:200] or None
        expected = request.form.get("expected") == "yes"
        with db.transaction() as session:
            services.check_in(
                session,
                protest,
                case,
                person_id=person,
                who=None if person else who,
                actor=current_user,
                at=clock.now(),
                is_present=not expected,
            )
        flash(_("Noted for %(code)s.", code=case.code), "success")
    return redirect(url_for(".show", protest_id=protest.id))


@bp.route("/protests/<int:protest_id>/arrivals/<int:appearance_id>", methods=["POST"])
@requires(Permission.PROTEST_CHECK_IN)
def arrive(protest_id: int, appearance_id: int) -> ResponseReturnValue:
    """Check in somebody who was expected."""
    row = _appearance(protest_id, appearance_id)
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            services.arrive(session, row, actor=current_user, at=clock.now())
        flash(_("Noted for %(code)s.", code=row.case.code), "success")
    return redirect(url_for(".show", protest_id=protest_id))


@bp.route("/protests/<int:protest_id>/outcomes/<int:appearance_id>", methods=["GET", "POST"])
@requires(Permission.PROTEST_RECORD_OUTCOME)
def outcome(protest_id: int, appearance_id: int) -> ResponseReturnValue:
    """Record what was done to somebody who came."""
    row = _appearance(protest_id, appearance_id)
    form = OutcomeForm(data={"happened_on": row.protest.held_on})
    if form.validate_on_submit():
        with db.transaction() as session:
            made = services.record_outcome(session, row, **form.answers(), actor=current_user, at=clock.now())
        if made.appeal_due_on:
            flash(
                _("Recorded. The ruling can be appealed until %(day)s.", day=day.in_words(made.appeal_due_on)),
                "warning",
            )
        else:
            flash(_("Recorded."), "success")
        return redirect(url_for(".show", protest_id=protest_id))
    page = render_template("protests/outcome.html", protest=row.protest, appearance=row, form=form)
    return page, 422 if form.errors else 200


@bp.route("/protests/<int:protest_id>/notice", methods=["POST"])
@requires(Permission.PROTEST_PLAN)
def notice(protest_id: int) -> ResponseReturnValue:
    """Record that the akimat got the notice."""
    protest = _protest(protest_id)
    form = NoticeForm()
    if not form.validate_on_submit():
        return _day(protest, notice_form=form), 422
    with db.transaction() as session:
        services.give_notice(session, protest, **form.answers(), actor=current_user, at=clock.now())
    flash(_("Notice recorded."), "success")
    return redirect(url_for(".show", protest_id=protest.id))


@bp.route("/protests/<int:protest_id>/answer", methods=["POST"])
@requires(Permission.PROTEST_PLAN)
def answer(protest_id: int) -> ResponseReturnValue:
    """Record the akimat's answer."""
    protest = _protest(protest_id)
    form = NoticeAnswerForm()
    if not form.validate_on_submit():
        return _day(protest, answer_form=form), 422
    with db.transaction() as session:
        services.record_answer(session, protest, **form.answers(), actor=current_user, at=clock.now())
    flash(_("Answer recorded."), "success")
    if form.answer.data is NoticeAnswer.REFUSED:
        flash(_("A refusal can be appealed: write a petition to the court or the ombudsman."), "warning")
    return redirect(url_for(".show", protest_id=protest.id))


@bp.route("/protests/<int:protest_id>/held", methods=["POST"])
@requires(Permission.PROTEST_PLAN)
def held(protest_id: int) -> ResponseReturnValue:
    """Mark the protest as held."""
    protest = _protest(protest_id)
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            services.mark_held(session, protest, actor=current_user, at=clock.now())
        flash(_("Marked as held. Record what was done to those who came."), "success")
    return redirect(url_for(".show", protest_id=protest.id))


@bp.route("/protests/<int:protest_id>/cancel", methods=["POST"])
@requires(Permission.PROTEST_PLAN)
def cancel(protest_id: int) -> ResponseReturnValue:
    """Call the protest off."""
    protest = _protest(protest_id)
    form = CancelForm()
    if not form.validate_on_submit():
        return _day(protest, cancel_form=form), 422
    with db.transaction() as session:
        services.cancel(session, protest, reason=form.reason.data or "", actor=current_user, at=clock.now())
    flash(_("Called off."), "success")
    return redirect(url_for(".show", protest_id=protest.id))


def _protest(protest_id: int) -> Protest:
    return one_or_404(queries.visible_to(current_user).where(Protest.id == protest_id))


def _appearance(protest_id: int, appearance_id: int) -> Appearance:
    return one_or_404(queries.appearance(protest_id, appearance_id, current_user))
