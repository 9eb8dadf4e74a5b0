"""The pages of batches: choosing cases, watching the letters being made, doing the same with all of them."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.routing import BuildError

from caseapp import clock, db
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases import queries as cases_queries
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.forms import choices_of
from caseapp.jobs import is_worker_alive
from caseapp.permissions import Permission, requires
from caseapp.petitions import batch_job, batch_queries, batch_services, queries, wording
from caseapp.petitions.batch_forms import MOST_TOGETHER, TOGETHER, BeginForm, ChooseForm, LetThemGoForm
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import new_key
from caseapp.petitions.letter_words import ItemState
from caseapp.petitions.models import Body
from caseapp.petitions.vocabulary import PetitionState
from caseapp.web import one_or_404

S = PetitionState
ROWS = 50
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
        names=names(),
        states=ItemState,
    )


@bp.route("/petitions/batches/new", methods=["GET", "POST"])
@requires(Permission.PETITION_DRAFT)
def new_batch() -> ResponseReturnValue:
    """Choose cases, then say which letter they get: one for each, or one about all."""
    choose, begin = ChooseForm(request.args), BeginForm()
    by_name = sorted(names().items(), key=lambda one: one[1])
    begin.body.choices = choices_of([("", _("Choose a body")), *by_name])
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


def names() -> dict[str, str]:
    """Name the bodies that are written to, by key, in the reader's language."""
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
    return page_of(batch_of(batch_id), LetThemGoForm(formdata=None))


@bp.route("/petitions/batches/<int:batch_id>/progress")
@requires(Permission.PETITION_VIEW)
def batch_progress(batch_id: int) -> ResponseReturnValue:
    """Show the part of the page that changes while letters are made."""
    return render_template("petitions/_batch_progress.html", **_shown(batch_of(batch_id)))


def page_of(batch: PetitionBatch, form: LetThemGoForm) -> str:
    """Draw the page of a batch, with the form for letting its drafts go."""
    return render_template("petitions/batch.html", form=form, **_shown(batch))


def batch_of(batch_id: int) -> PetitionBatch:
    """Get a batch this person may see, or answer 404."""
    return one_or_404(batch_queries.visible_to(current_user).where(PetitionBatch.id == batch_id))


def _shown(batch: PetitionBatch) -> dict[str, Any]:
    items = db.session.scalars(batch_queries.items_of(batch, current_user)).all()
    by_state = {state: [item for item in items if item.state is state] for state in ItemState}
    letters = [item.petition for item in items if item.petition is not None]
    waiting = len(by_state[ItemState.WAITING])
    return {
        "batch": batch,
        "body": names().get(batch.body.key, batch.body.key),
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
