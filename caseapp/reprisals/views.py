"""The page on which a reprisal is logged."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.cases import queries as case_queries
from caseapp.permissions import Permission, requires
from caseapp.reprisals import precedents, services
from caseapp.reprisals.forms import ReprisalForm
from caseapp.web import one_or_404

bp = Blueprint("reprisals", __name__)


@bp.route("/cases/<code>/reprisals/new", methods=["GET", "POST"])
@requires(Permission.REPRISAL_LOG)
def log(code: str) -> ResponseReturnValue:
    """Log a reprisal and tie it to what came before."""
    case = one_or_404(case_queries.visible_to(current_user).where(case_queries.coded(code)))
    form = ReprisalForm()
    form.precedents.choices = precedents.choices(db.session, case, current_user)
    if form.validate_on_submit():
        with db.transaction() as session:
            services.log(session, case, **form.answers(), actor=current_user, at=clock.now())
        flash(_("The reprisal is recorded on the case."), "success")
        return redirect(url_for("cases.show", code=case.code))
    earlier = services.warning_before(db.session, case)
    return render_template("reprisals/new.html", case=case, form=form, earlier=earlier), 422 if form.errors else 200
