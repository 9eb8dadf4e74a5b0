"""The pages of the steps: one form each; a stale page shows both versions, a second press does nothing."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from caseapp import db
from caseapp.errors import RuleBroken
from caseapp.forms import choices_of
from caseapp.permissions import Permission, requires
from caseapp.petitions import (
    incoming_queries,
    letter_review_views,
    letter_views,
    outcomes,
    queries,
    steps,
    wording,
)
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import new_key
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Body, Petition
from caseapp.petitions.step_acts import ACTS, forget_files
from caseapp.petitions.step_table import STEPS, Step
from caseapp.web import one_or_404, row_number

MOST_PREFILLED = 5000


@bp.route("/petitions/<int:petition_id>/<any(edit,submit,withdraw):slug>", methods=["GET", "POST"])
@requires(Permission.PETITION_DRAFT)
def draft_step(petition_id: int, slug: str) -> ResponseReturnValue:
    """Write the letter, hand it to review, or record that the family takes it back."""
    if slug == "edit":
        return letter_views.edit(petition_id)
    return take(petition_id, STEPS[slug])


@bp.route("/petitions/<int:petition_id>/<any('approve','send-back','hand-over'):slug>", methods=["GET", "POST"])
@requires(Permission.PETITION_APPROVE)
def review_step(petition_id: int, slug: str) -> ResponseReturnValue:
    """Approve a letter, send it back, or hand it over."""
    if slug != "hand-over" and request.method == "GET":
        return letter_review_views.page(petition_id)
    return take(petition_id, STEPS[slug])


@bp.route("/petitions/<int:petition_id>/<any(sent):slug>", methods=["GET", "POST"])
@requires(Permission.PETITION_SEND)
def send_step(petition_id: int, slug: str) -> ResponseReturnValue:
    """Record that a letter went out."""
    return take(petition_id, STEPS[slug])


REPLY_SLUGS = (
    "'acknowledged','answer','refused','extended','forwarded','not-accepted','remind','silence','other-letter','escalate',"
    "'correct','take-back','close'"
)


@bp.route(f"/petitions/<int:petition_id>/<any({REPLY_SLUGS}):slug>", methods=["GET", "POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def reply_step(petition_id: int, slug: str) -> ResponseReturnValue:
    """Record what came back, and what follows from it."""
    return take(petition_id, STEPS[slug])


def take(petition_id: int, step: Step, *, template: str = "petitions/step.html", **shown: Any) -> ResponseReturnValue:
    """Show the form of a step, or take it; a page of its own may show more around it."""
    found = queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id)
    petition, status = one_or_404(found), 200
    form = step.form(data=None if request.method == "POST" else _already_known(petition, step))
    _offer(form, petition)
    shown["incoming"] = _begun_from(form, petition)
    if form.validate_on_submit():
        ended = _carry_out(petition, step, form)
        if not isinstance(ended, RuleBroken):
            return ended
        # The form comes back with the reason beside its field and all that was typed.
        _tell_beside(form, ended)
        petition, status = one_or_404(found), 409
    elif form.errors:
        status = 422
    if request.method == "GET":
        form.version.data, form.key.data = str(petition.version), new_key()
    page = render_template(template, petition=petition, step=step, form=form, body=wording.body_of(petition), **shown)
    return page, status


def _carry_out(petition: Petition, step: Step, form: Any) -> ResponseReturnValue | RuleBroken:
    """Do what a form says, once: lead to the page after it, show both versions, or return the rule that says no."""
    number, key = petition.id, form.key.data
    done = redirect(url_for(".show", petition_id=number))
    if steps.already_recorded(db.session, key) or _is_done_already(petition, step, form):
        return done
    if form.version.data != str(petition.version):
        return _both_versions(petition, step, form), 409
    try:
        with db.transaction() as session:
            following = ACTS[step.slug](session, petition, form)
    except RuleBroken as broken:
        forget_files()
        return broken
    except (StaleDataError, IntegrityError) as stopped:
        forget_files()
        # The same form pressed twice at the same moment: the other press has done its work.
        if steps.already_recorded(db.session, key):
            return done
        if isinstance(stopped, StaleDataError):
            now = one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == number))
            return _both_versions(now, step, form), 409
        raise
    flash(str(step.done), "success")
    return redirect(url_for(".show", petition_id=following.id)) if following is not None else done


def _begun_from(form: Any, petition: Petition) -> IncomingLetter | None:
    """Get the letter of the inbox that a form is begun from, and fill in what it says."""
    if "incoming" not in form or petition.is_published_record:
        return None
    asked = form.incoming.data if request.method == "POST" else request.args.get("incoming")
    number = row_number(asked)
    if number is None:
        return None
    waiting = incoming_queries.waiting(current_user).where(IncomingLetter.id == number)
    if request.method == "POST":
        # One that somebody has dealt with meanwhile is refused with a sentence when the step is taken.
        return db.session.scalars(waiting).unique().one_or_none()
    letter: IncomingLetter = one_or_404(waiting)
    form.incoming.data, form.happened_on.data = str(letter.id), letter.received_on
    form.summary.data = (letter.body_text or "")[:MOST_PREFILLED]
    return letter


def _tell_beside(form: Any, broken: RuleBroken) -> None:
    """Put the sentence of a refusal beside the field it is about, or above the form."""
    if broken.field and broken.field in form:
        form[broken.field].errors = [*form[broken.field].errors, str(broken.message)]
    else:
        form.form_errors.append(str(broken.message))


def _is_done_already(petition: Petition, step: Step, form: Any) -> bool:
    """Say whether a form pressed twice has done its work: it left the version it came from one step behind."""
    if step.slug == "escalate":
        known = select(Petition.id).where(Petition.idempotency_key == form.key.data)
        return bool(form.key.data) and db.session.scalar(known) is not None
    stale = bool(form.version.data != str(petition.version))
    if step.slug == "close":
        return stale and bool(petition.outcome == form.reason.data)
    if step.slug in {"submit", "approve"}:
        return stale and petition.state in step.leads_to
    if step.slug == "send-back":
        return stale and bool(petition.return_reason == form.reason.data)
    if step.slug == "edit":
        return stale and all(
            getattr(petition, name) == form[name].data for name in ("language", "subject", "letter", "petitioner")
        )
    if step.slug == "hand-over":
        return stale and bool(str(petition.owner_id) == form.owner.data)
    return False


def _both_versions(petition: Petition, step: Step, form: Any) -> str:
    """Show what is stored now beside what was typed, so that nothing typed is lost."""
    stored: dict[str, Any] = _already_known(petition, step) or {
        "sent_on": petition.sent_on,
        "channel": petition.channel,
        "reference": petition.reference,
        "happened_on": petition.replied_on,
        "summary": petition.reply_detail,
        "told_by": petition.reply_by,
    }
    typed = [
        (field.label.text, _shown(stored.get(field.short_name)), _shown(field.data))
        for field in form
        if field.type not in {"HiddenField", "CSRFTokenField", "FileField"}
    ]
    return render_template("petitions/conflict.html", petition=petition, step=step, typed=typed)


def _shown(value: Any) -> str:
    if value in (None, ""):
        return ""
    return str(getattr(value, "label", None) or value)


def _already_known(petition: Petition, step: Step) -> dict[str, Any]:
    """Give what a form begins with."""
    names: tuple[str, ...]
    if step.slug == "edit":
        names = ("language", "subject", "letter", "petitioner")
    elif step.slug == "correct":
        names = ("sent_on", "channel", "reference", "acknowledged_on", "replied_on")
    else:
        return {}
    return {name: getattr(petition, name) for name in names}


def _offer(form: Any, petition: Petition) -> None:
    """Fill the lists of bodies and people a form chooses from."""
    if hasattr(form, "offer"):
        form.offer(petition)
    if "named" in form:
        bodies = [body for body in queries.bodies(db.session, only_active=True) if body.id != petition.body_id]
        named = sorted(((body.key, _named(body)) for body in bodies), key=lambda one: one[1])
        form.body.choices = choices_of([("", _("Not in the list")), *named])
    elif "body" in form:
        found = outcomes.next_bodies(db.session, petition)
        keys = [body.key for body in found]
        names = {body.key: _named(body) for body in queries.bodies(db.session) if body.key in keys}
        form.body.choices = choices_of((key, names[key]) for key in keys)
    if "owner" in form:
        people = db.session.scalars(queries.colleagues(petition.office_id)).all()
        form.owner.choices = choices_of((str(person.id), person.name) for person in people)
    for name, known in (("acknowledged_on", petition.acknowledged_on), ("replied_on", petition.replied_on)):
        if "reason" in form and name in form and known is None:
            delattr(form, name)


def _named(body: Body) -> str:
    return wording.in_language(body.versions[-1].record["name"])
