"""My work: what must be done today; and the sign of life a machine asks for."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from caseapp import clock, db, jobs
from caseapp.accounts.vocabulary import Role
from caseapp.permissions import Permission, public, requires
from caseapp.work import desk, office

bp = Blueprint("work", __name__)

BOARDS = {
    Role.VOLUNTEER: desk.for_volunteer,
    Role.COORDINATOR: desk.for_coordinator,
    Role.TRANSLATOR: desk.for_translator,
    Role.AUDITOR: office.for_auditor,
    Role.ADMINISTRATOR: office.for_administrator,
}


@bp.route("/healthz")
@public
def health() -> Response:
    """Say whether the database answers and a worker does the jobs, and nothing else."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return Response("not ok", 503, mimetype="text/plain")
    # Pages are served without a worker too: the machine that asks decides what to do about one that is missing.
    return Response("ok" if jobs.is_worker_alive() else "ok, but no worker does the jobs", mimetype="text/plain")


@bp.route("/")
@requires(Permission.WORK_VIEW)
def index() -> ResponseReturnValue:
    """Show what must be done today."""
    return render_template("work/index.html", board=BOARDS[current_user.role](current_user, clock.today()))
