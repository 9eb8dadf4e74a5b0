"""The pages that fill what bodies ask and no other form does: single questions, papers of whoever asks."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from caseapp import clock, db
from caseapp.cases import queries as cases_queries
from caseapp.cases.models import Case
from caseapp.permissions import Permission, requires
from caseapp.petitions import told_services
from caseapp.petitions.blueprint import bp
from caseapp.petitions.facts import gather
from caseapp.petitions.facts_told import GROUPS
from caseapp.petitions.told_forms import PREFIX, ApplicantForm, ToldForm
from caseapp.web import one_or_404


def _case(code: str) -> Case:
    return one_or_404(cases_queries.visible_to(current_user).where(cases_queries.coded(code)))


@bp.route("/cases/<code>/for-bodies", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def tell(code: str) -> ResponseReturnValue:
    """Ask the single questions that bodies ask; each newer answer stands beside the older."""
    case = _case(code)
    known = told_services.answers_of(db.session, case)
    form = ToldForm(data=None if request.method == "POST" else {f"{PREFIX}{one}": text for one, text in known.items()})
    if form.validate_on_submit():
        with db.transaction() as session:
            new = told_services.answer(
                session, case, form.answers_by_code(), source=form.source.data, actor=current_user, at=clock.now()
            )
        if new:
            flash(ngettext("%(num)s answer is recorded.", "%(num)s answers are recorded.", len(new)), "success")
        return redirect(url_for(".tell", code=case.code))
    page = render_template(
        "petitions/tell.html",
        case=case,
        form=form,
        groups=[(group, [form[f"{PREFIX}{one.code}"] for one in group.questions]) for group in GROUPS],
        known=len(known),
    )
    return page, 422 if form.errors else 200


@bp.route("/cases/<code>/for-bodies/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def applicant(code: str, person_id: int) -> ResponseReturnValue:
    """Add what a body asks of whoever signs; what is known is named, never shown."""
    case = _case(code)
    asking = told_services.applicant_of(db.session, case, person_id)
    if asking is None:
        abort(404)
    form = ApplicantForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            told_services.complete_applicant(session, case, asking, form.answers(), actor=current_user, at=clock.now())
        flash(_("It is recorded. What is newest counts."), "success")
        return redirect(url_for(".applicant", code=case.code, person_id=person_id))
    (facts,) = gather(db.session, [case.id])
    known = next(one for one in facts.applicants if one.person_id == person_id)
    page = render_template(
        "petitions/applicant.html",
        case=case,
        form=form,
        name=known.name,
        known=[
            (_("Name"), bool(known.name)),
            (_("Kazakh IIN"), bool(known.iin)),
            (_("Passport or permit"), bool(known.passport)),
            (_("Citizenship"), bool(known.citizenships)),
            (_("Postal address"), bool(known.address)),
            (_("Phone"), bool(known.phone)),
            (_("E-mail"), bool(known.email)),
        ],
    )
    return page, 422 if form.errors else 200
