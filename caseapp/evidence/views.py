"""Pages of evidence: adding a file, taking the original out, showing a picture."""

from io import BytesIO

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from caseapp import clock, db
from caseapp.cases import queries as cases
from caseapp.cases.models import Case
from caseapp.evidence import pictures, queries, services
from caseapp.evidence.current import LOCKED_DOWN, file_store
from caseapp.evidence.forms import ACCEPT, EvidenceForm
from caseapp.evidence.models import EvidenceFile
from caseapp.evidence.rules import PICTURE_TYPES, FileRefused
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404

bp = Blueprint("evidence", __name__)


@bp.teardown_app_request
def close_sent_files(_error: BaseException | None) -> None:
    """Close what was uploaded, so that no copy outlives its request."""
    request.close()


@bp.route("/cases/<code>/evidence/new", methods=["GET", "POST"])
@requires(Permission.EVIDENCE_ADD)
def add(code: str) -> ResponseReturnValue:
    """Add a file to a case."""
    case = one_or_404(cases.visible_to(current_user).where(cases.coded(code)))
    form = EvidenceForm()
    if form.validate_on_submit():
        sent = form.file.data
        with db.transaction() as session:
            services.add_file(
                session,
                file_store(),
                case,
                file=sent.stream,
                file_name=sent.filename or "",
                kind=form.kind.data,
                title=form.title.data,
                source=form.source.data,
                actor=current_user,
                at=clock.now(),
            )
        flash(_("The file is kept, encrypted."), "success")
        return redirect(url_for("cases.show", code=case.code) + "#evidence")
    status = 422 if form.errors else 200
    return render_template("evidence/add.html", case=case, form=form, accept=ACCEPT), status


@bp.route("/evidence/<int:file_id>")
@requires(Permission.EVIDENCE_VIEW)
def download(file_id: int) -> ResponseReturnValue:
    """Hand out the original, always as a download that no browser runs."""
    file = one_or_404(queries.visible_to(current_user).where(EvidenceFile.id == file_id))
    store = file_store()
    if not store.path(file.store_key).exists():
        abort(404)
    with db.transaction() as session:
        case = session.scalars(select(Case).where(Case.id == file.case_id)).one()
        services.note_opened(session, file, case, actor=current_user, at=clock.now())
    response = Response(store.read(file.store_key), content_type="application/octet-stream", direct_passthrough=True)
    response.content_length = file.size
    response.headers.set("Content-Disposition", "attachment", filename=file.file_name)
    response.headers["Content-Security-Policy"] = LOCKED_DOWN
    return response


@bp.route("/evidence/<int:file_id>/picture")
@requires(Permission.EVIDENCE_VIEW)
def picture(file_id: int) -> ResponseReturnValue:
    """Show a picture drawn again, without what was hidden in it."""
    file = one_or_404(queries.visible_to(current_user).where(EvidenceFile.id == file_id))
    store = file_store()
    if file.media_type not in PICTURE_TYPES or not store.path(file.store_key).exists():
        abort(404)
    try:
        drawn = pictures.copy_without_metadata(BytesIO(b"".join(store.read(file.store_key))))
    except FileRefused:
        abort(404)
    response = Response(drawn, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = LOCKED_DOWN
    response.headers["Content-Disposition"] = "inline"
    return response
