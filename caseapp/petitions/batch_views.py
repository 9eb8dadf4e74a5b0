"""The pages of batches: choosing cases, watching the letters being made, doing the same with all of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from caseapp import clock, db
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases import queries as cases_queries
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.forms import EmptyForm, choices_of
from caseapp.jobs import is_worker_alive
from caseapp.permissions import Permission, requires
from caseapp.petitions import batch_job, batch_queries, batch_services, queries, sending, services, wording
from caseapp.petitions.batch_forms import MOST_TOGETHER, TOGETHER, BatchSentForm, BeginForm, ChooseForm, LetThemGoForm
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.batch_papers import zipped_letters
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import new_key
from caseapp.petitions.letter_words import ItemState
from caseapp.petitions.models import Body, Petition
from caseapp.petitions.vocabulary import PetitionState
from caseapp.web import one_or_404, row_number

S = PetitionState
ROWS = 50
SECONDS = 8.0
UNFINISHED = (ItemState.NOT_READY, ItemState.FAILED, ItemState.LEFT_OUT)


@bp.route("/petitions/batches")
@requires(Permission.PETITION_VIEW)
def batches() -> ResponseReturnValue:
    """List the batches, the newest first."""
    found = db.session.scalars(
        batch_queries.visible_to(current_user).order_by(PetitionBatch.id.desc()).limit(ROWS)
    ).all()
    return render_template(
        "petitions/batches.html",
        batches=found,
        counts=batch_queries.counts(db.session, [batch.id for batch in found], current_user),
        names=_names(),
        states=ItemState,
    )


@bp.route("/petitions/batches/new", methods=["GET", "POST"])
@requires(Permission.PETITION_DRAFT)
def new_batch() -> ResponseReturnValue:
    """Choose cases, then say which letter they get: one for each, or one about all."""
    choose, begin = ChooseForm(request.args), BeginForm()
    names = sorted(_names().items(), key=lambda one: one[1])
    begin.body.choices = choices_of([("", _("Choose a body")), *names])
    ticked = set(request.form.getlist("case"))
    status = 200
    if begin.validate_on_submit():
        cases = _ticked(ticked)
        try:
            if begin.way.data == TOGETHER:
                return _one_about_all(cases, begin)
            return redirect(url_for(".batch", batch_id=_begin(cases, begin).id))
        except RuleBroken as broken:
            begin.form_errors.append(str(broken.message))
            status = 409
    elif begin.errors:
        status = 422
    if request.method == "GET":
        begin.key.data = new_key()
        begin.language.data = TextLanguage.RU
    found, unknown = _found(choose)
    if request.method == "POST":
        known = {case.code for case in found}
        found = [*found, *(case for case in _ticked(ticked) if case.code not in known)]
    page = render_template(
        "petitions/batch_new.html",
        choose=choose,
        begin=begin,
        asked=_is_asked(choose) or bool(ticked),
        found=found[: batch_services.MOST],
        unknown=unknown,
        has_more=len(found) > batch_services.MOST,
        most=batch_services.MOST,
        ticked=ticked if request.method == "POST" else None,
    )
    return page, status


def _names() -> dict[str, str]:
    active = {body.key for body in queries.bodies(db.session, only_active=True)}
    return {key: wording.in_language(names) for key, names in queries.names_by_key(db.session) if key in active}


def _is_asked(choose: ChooseForm) -> bool:
    return bool(choose.typed_codes() or choose.family.data or choose.mine.data or choose.place.data)


def _found(choose: ChooseForm) -> tuple[list[Case], list[str]]:
    """Find the cases asked for, one more than a batch holds, and the codes that nobody finds."""
    if not _is_asked(choose):
        return [], []
    statement = batch_queries.choosable(current_user)
    codes = choose.typed_codes()
    if codes:
        statement = statement.where(Case.code.in_(codes))
    if choose.family.data:
        case = db.session.scalars(
            cases_queries.visible_to(current_user).where(cases_queries.coded(choose.family.data))
        ).one_or_none()
        if case is None:
            return [], [choose.family.data]
        statement = statement.where(batch_queries.related_to(case))
    if choose.mine.data:
        statement = statement.where(cases_queries.is_named(current_user))
    if choose.place.data:
        statement = statement.where(Case.place_status == choose.place.data)
    found = list(db.session.scalars(statement.order_by(Case.code).limit(batch_services.MOST + 1)))
    known = {case.code for case in found}
    return found, [code for code in codes if code not in known]


def _ticked(codes: set[str]) -> list[Case]:
    statement = batch_queries.choosable(current_user).where(Case.code.in_(codes)).order_by(Case.code)
    return list(db.session.scalars(statement.limit(batch_services.MOST + 1)))


def _one_about_all(cases: list[Case], form: BeginForm) -> ResponseReturnValue:
    """Lead to the one letter about several cases, where its needs and its text are shown."""
    if not cases:
        raise RuleBroken(_("Choose at least one case."))
    if len(cases) > MOST_TOGETHER:
        raise RuleBroken(
            _(
                "One letter names at most %(most)s cases; these are %(count)s. Choose fewer, or a letter for each.",
                most=MOST_TOGETHER,
                count=len(cases),
            )
        )
    return redirect(
        url_for(".new", case=[case.code for case in cases], body=form.body.data, language=form.language.data.value)
    )


def _begin(cases: list[Case], form: BeginForm) -> PetitionBatch:
    body = one_or_404(queries.keyed(form.body.data).where(Body.is_active))
    try:
        with db.transaction() as session:
            batch = batch_services.begin(
                session,
                cases,
                body,
                language=form.language.data,
                petitioner=form.petitioner.data,
                idempotency_key=form.key.data or None,
                actor=current_user,
                at=clock.now(),
            )
    except IntegrityError:
        # The button was pressed twice at once: the other press has begun it.
        known = batch_queries.visible_to(current_user).where(PetitionBatch.idempotency_key == form.key.data)
        return one_or_404(known)
    batch_job.make_letters.later(batch.id)
    return batch


@bp.route("/petitions/batches/<int:batch_id>")
@requires(Permission.PETITION_VIEW)
def batch(batch_id: int) -> ResponseReturnValue:
    """Show how far a batch is, how each case stands, and what can be done with all letters."""
    return _page(_batch(batch_id), LetThemGoForm(formdata=None))


@bp.route("/petitions/batches/<int:batch_id>/progress")
@requires(Permission.PETITION_VIEW)
def batch_progress(batch_id: int) -> ResponseReturnValue:
    """Show the part of the page that changes while letters are made."""
    return render_template("petitions/_batch_progress.html", **_shown(_batch(batch_id)))


def _page(batch: PetitionBatch, form: LetThemGoForm) -> str:
    return render_template("petitions/batch.html", form=form, **_shown(batch))


def _batch(batch_id: int) -> PetitionBatch:
    return one_or_404(batch_queries.visible_to(current_user).where(PetitionBatch.id == batch_id))


def _shown(batch: PetitionBatch) -> dict[str, Any]:
    items = db.session.scalars(batch_queries.items_of(batch, current_user)).all()
    by_state = {state: [item for item in items if item.state is state] for state in ItemState}
    letters = [item.petition for item in items if item.petition is not None]
    waiting = len(by_state[ItemState.WAITING])
    return {
        "batch": batch,
        "body": _names().get(batch.body.key, batch.body.key),
        "items": items,
        "made": len(by_state[ItemState.MADE]),
        "waiting": waiting,
        "unfinished": sum(len(by_state[state]) for state in UNFINISHED),
        "sentence": _sentence(by_state),
        "is_alive": not waiting or is_worker_alive(),
        "drafts": [one for one in letters if one.state is S.DRAFT],
        "in_review": [one for one in letters if one.state is S.IN_REVIEW],
        "mine_in_review": [one for one in letters if one.state is S.IN_REVIEW and one.drafted_by_id == current_user.id],
        "approved": [one for one in letters if one.state is S.APPROVED],
        "links": _links(items),
    }


def _sentence(by_state: dict[ItemState, list[BatchItem]]) -> str:
    made, waiting = len(by_state[ItemState.MADE]), len(by_state[ItemState.WAITING])
    unfinished = sum(len(by_state[state]) for state in UNFINISHED)
    said = [
        ngettext("%(num)s letter is made.", "%(num)s letters are made.", made) if made else _("No letter is made yet.")
    ]
    if waiting:
        said.append(ngettext("%(num)s is still to be made.", "%(num)s are still to be made.", waiting))
    if unfinished:
        said.append(
            ngettext(
                "%(num)s case has no letter yet: the table says why.",
                "%(num)s cases have no letter yet: the table says why.",
                unfinished,
            )
        )
    return " ".join(said)


def _links(items: Sequence[BatchItem]) -> dict[int, list[tuple[str, str]]]:
    """Give for each case without a letter its sentences, and the page that mends each."""
    return {item.id: [(one["said"], _page_of(one)) for one in item.why] for item in items if item.why}


def _page_of(said: dict[str, Any]) -> str:
    """Give the page that mends what is missing; a page that has gone since it was noted is no link."""
    if "endpoint" not in said:
        return ""
    try:
        return url_for(said["endpoint"], **said["args"], _anchor=said["anchor"] or None)
    except BuildError:
        return ""


@bp.route("/petitions/batches/<int:batch_id>/stop", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def stop_batch(batch_id: int) -> ResponseReturnValue:
    """Make no further letters of a batch."""
    batch = _batch(batch_id)
    with db.transaction() as session:
        batch_services.stop(session, batch, at=clock.now())
    flash(_("Stopped. The letters that are made stay."), "success")
    return redirect(url_for(".batch", batch_id=batch_id))


@bp.route("/petitions/batches/<int:batch_id>/go-on", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def go_on_with_batch(batch_id: int) -> ResponseReturnValue:
    """Make the letters that are still missing: by the worker, or some of them here where there is none."""
    batch = _batch(batch_id)
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
        return _page(_batch(batch_id), form), 422

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
    batch, form = _batch(batch_id), BatchSentForm()
    approved = list(db.session.scalars(batch_queries.petitions_of(batch, current_user, Petition.state == S.APPROVED)))
    if form.validate_on_submit():
        answers = form.answers()

        def act(session: Session, petition: Petition) -> None:
            sending.mark_sent(session, petition, **answers, actor=current_user, at=clock.now())

        return _with_all(batch_id, S.APPROVED, act, only=_ticked_letters())
    page = render_template(
        "petitions/batch_sent.html", batch=batch, body=_names().get(batch.body.key, ""), form=form, approved=approved
    )
    return page, 422 if form.errors else 200


@bp.route("/petitions/batches/<int:batch_id>/letters.zip")
@requires(Permission.PETITION_VIEW)
def batch_letters(batch_id: int) -> ResponseReturnValue:
    """Hand out every letter of a batch as PDF in one file, made while it is sent."""
    batch = _batch(batch_id)
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
    batch = _batch(batch_id)
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
        "petitions/batch_refused.html", batch=batch, body=_names().get(batch.body.key, ""), outcome=outcome
    )
    return page, 409
