"""Doing the same with all letters of a batch: making, reading over, printing, sending."""

from collections.abc import Callable, Mapping

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from caseapp import clock, db
from caseapp.errors import RuleBroken
from caseapp.forms import EmptyForm
from caseapp.permissions import Permission, requires
from caseapp.petitions import batch_job, batch_queries, batch_services, sending, services
from caseapp.petitions.batch_forms import BatchSentForm, LetThemGoForm
from caseapp.petitions.batch_papers import zipped_letters
from caseapp.petitions.batch_views import batch_of, names, page_of
from caseapp.petitions.blueprint import bp
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState
from caseapp.web import row_number

S = PetitionState
SECONDS = 8.0


@bp.route("/petitions/batches/<int:batch_id>/stop", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def stop_batch(batch_id: int) -> ResponseReturnValue:
    """Make no further letters of a batch."""
    batch = batch_of(batch_id)
    with db.transaction() as session:
        batch_services.stop(session, batch, at=clock.now())
    flash(_("Stopped. The letters that are made stay."), "success")
    return redirect(url_for(".batch", batch_id=batch_id))


@bp.route("/petitions/batches/<int:batch_id>/go-on", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def go_on_with_batch(batch_id: int) -> ResponseReturnValue:
    """Make the letters that are still missing: by the worker, or some of them here where there is none."""
    batch = batch_of(batch_id)
    with db.transaction() as session:
        if not request.form.get("here"):
            batch_services.go_on(session, batch, with_gaps=bool(request.form.get("with_gaps")))
    if request.form.get("here"):
        batch_job.make_some(batch_id, seconds=batch_job.SECONDS_IN_A_PAGE)
    else:
        batch_job.make_letters.later(batch_id)
    return redirect(url_for(".batch", batch_id=batch_id))


@bp.route("/petitions/batches/<int:batch_id>/submit", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def submit_batch(batch_id: int) -> ResponseReturnValue:
    """Hand every draft of a batch to a second person; a coordinator may let them go as they are, with a reason."""
    form = LetThemGoForm()
    if not form.validate_on_submit():
        return page_of(batch_of(batch_id), form), 422

    def act(session: Session, petition: Petition) -> None:
        batch_services.submit(session, petition, reason=form.reason.data, actor=current_user, at=clock.now())

    return _with_all(batch_id, S.DRAFT, act)


@bp.route("/petitions/batches/<int:batch_id>/approve", methods=["POST"])
@requires(Permission.PETITION_APPROVE)
def approve_batch(batch_id: int) -> ResponseReturnValue:
    """Approve the letters that were ticked after reading; never one's own."""

    def act(session: Session, petition: Petition) -> None:
        services.approve(session, petition, actor=current_user, at=clock.now())

    return _with_all(batch_id, S.IN_REVIEW, act, only=_ticked_letters())


@bp.route("/petitions/batches/<int:batch_id>/sent", methods=["GET", "POST"])
@requires(Permission.PETITION_SEND)
def batch_sent(batch_id: int) -> ResponseReturnValue:
    """Record that the approved letters of a batch went out, all on one day and in one way."""
    batch, form = batch_of(batch_id), BatchSentForm()
    approved = list(db.session.scalars(batch_queries.petitions_of(batch, current_user, Petition.state == S.APPROVED)))
    if form.validate_on_submit():
        answers = form.answers()

        def act(session: Session, petition: Petition) -> None:
            sending.mark_sent(session, petition, **answers, actor=current_user, at=clock.now())

        return _with_all(batch_id, S.APPROVED, act, only=_ticked_letters())
    page = render_template(
        "petitions/batch_sent.html", batch=batch, body=names().get(batch.body.key, ""), form=form, approved=approved
    )
    return page, 422 if form.errors else 200


@bp.route("/petitions/batches/<int:batch_id>/letters.zip")
@requires(Permission.PETITION_VIEW)
def batch_letters(batch_id: int) -> ResponseReturnValue:
    """Hand out every letter of a batch as PDF in one file, made while it is sent."""
    batch = batch_of(batch_id)
    states = {"approved": [S.APPROVED], "drafts": [S.DRAFT, S.IN_REVIEW]}.get(request.args.get("only", ""), list(S))
    found = batch_queries.petitions_of(batch, current_user, Petition.state.in_(states))
    numbers = list(db.session.scalars(found.with_only_columns(Petition.id)))
    if not numbers:
        raise RuleBroken(_("There is no letter in this batch yet."))
    response = Response(
        stream_with_context(zipped_letters(numbers, actor=current_user._get_current_object())),  # noqa: SLF001 - the proxy ends with the request
        content_type="application/zip",
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"petitions-batch-{batch.id}.zip")
    response.headers["Cache-Control"] = "no-store"
    return response


def _ticked_letters() -> dict[int, str]:
    """Read which letters were ticked, each with the version that was there to be read."""
    found = (one.partition("-") for one in request.form.getlist("petition"))
    return {number: version for text, _dash, version in found if (number := row_number(text)) is not None}


def _with_all(
    batch_id: int,
    state: PetitionState,
    act: Callable[[Session, Petition], None],
    only: Mapping[int, str] | None = None,
) -> ResponseReturnValue:
    """Do the same with every letter of a batch in a state, and show with which it could not be done and why.

    ``only`` names some of them by number, each with the version that was read: one that changed meanwhile is refused.
    """
    batch = batch_of(batch_id)
    if not EmptyForm().validate_on_submit():
        return redirect(url_for(".batch", batch_id=batch_id))
    with db.transaction() as session:
        found = batch_queries.petitions_of(batch, current_user, Petition.state == state)
        if only is not None:
            found = found.where(Petition.id.in_(only))
        locked = found.with_for_update(of=Petition).execution_options(populate_existing=True)
        petitions = list(session.scalars(locked))

        def act_on_what_was_read(petition: Petition) -> None:
            if only is not None and only[petition.id] != str(petition.version):
                raise RuleBroken(_("Somebody has changed this letter meanwhile. Open it again and compare."))
            act(session, petition)

        outcome = batch_services.for_each(session, petitions, act_on_what_was_read, seconds=SECONDS)
    if petitions:
        flash(batch_services.done_in_words(outcome), "success" if not outcome.refused else "warning")
    else:
        flash(_("There was no letter to do this with: tick at least one, or it is done already."), "warning")
    if not outcome.refused:
        return redirect(url_for(".batch", batch_id=batch_id))
    page = render_template(
        "petitions/batch_refused.html", batch=batch, body=names().get(batch.body.key, ""), outcome=outcome
    )
    return page, 409
