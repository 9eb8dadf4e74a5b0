"""The page that records a day a clock counts from, and the press that begins the petition to a next body."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from caseapp import clock, db
from caseapp.errors import RuleBroken
from caseapp.evidence.current import file_store
from caseapp.forms import BaseForm, EmptyForm, Required
from caseapp.permissions import Permission, requires
from caseapp.petitions import clock_services, corrections, incoming, ladder, queries, steps, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import new_key
from caseapp.petitions.models import Body, Petition
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import CorrespondenceKind
from caseapp.web import one_or_404


class DayForm(BaseForm):
    """A day, with a number and words beside it if there are any."""

    key = HiddenField()
    happened_on = DateField(_l("Day"), [Required(_l("Enter the day."))])
    reference = StringField(_l("Number"), [Optional(), Length(max=200)])
    summary = TextAreaField(_l("What to know about it"), [Optional(), Length(max=5000)])


class TakeBackForm(BaseForm):
    """Why something was recorded by mistake."""

    reason = TextAreaField(_l("Reason"), [Required(_l("Say why.")), Length(max=2000)])


@bp.route("/petitions/<int:petition_id>/days/<kind>", methods=["GET", "POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def record_day(petition_id: int, kind: str) -> ResponseReturnValue:
    """Record a day that a clock counts from."""
    what = CorrespondenceKind.member(kind)
    if what not in clock_services.DAYS:
        abort(404)
    found = queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id)
    petition, status = one_or_404(found), 200
    form = DayForm()
    if form.validate_on_submit():
        done = url_for(".show", petition_id=petition_id, _anchor="clocks")
        if steps.already_recorded(db.session, form.key.data):
            return redirect(done)
        facts = form.answers()
        received = Received(idempotency_key=facts.pop("key"), **facts)
        try:
            with db.transaction() as session:
                clock_services.record_day(session, petition, received, kind=what, actor=current_user, at=clock.now())
        except RuleBroken as broken:
            form.form_errors.append(str(broken.message))
            petition, status = one_or_404(found), 409
        except IntegrityError:
            # The same form pressed twice at the same moment: the other press has recorded the day.
            if not steps.already_recorded(db.session, received.idempotency_key):
                raise
            return redirect(done)
        else:
            flash(_("The day is recorded, and its clock runs."), "success")
            return redirect(done)
    elif form.errors:
        status = 422
    if request.method == "GET":
        form.key.data = new_key()
    page = render_template(
        "petitions/record_day.html", petition=petition, kind=what, form=form, body=wording.body_of(petition)
    )
    return page, status


@bp.route("/petitions/<int:petition_id>/correspondence/<int:correspondence_id>/take-back", methods=["GET", "POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def take_back_letter(petition_id: int, correspondence_id: int) -> ResponseReturnValue:
    """Mark a letter or day that moved the petition nowhere as recorded by mistake."""
    petition = one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))
    letter = next((one for one in petition.letters if one.id == correspondence_id), None)
    if letter is None or letter.kind in corrections.STATE_AFTER:
        abort(404)
    form = TakeBackForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            corrections.take_back_letter(
                session, petition, letter, **form.answers(), actor=current_user, at=clock.now()
            )
            incoming.return_taken_back(session, file_store(), petition, actor=current_user, at=clock.now())
        flash(_("It is taken back, and its clocks with it. The record of it is kept."), "success")
        return redirect(url_for(".show", petition_id=petition_id, _anchor="correspondence"))
    page = render_template(
        "petitions/take_back_letter.html",
        petition=petition,
        letter=letter,
        form=form,
        body=wording.body_of(petition),
        day=wording.weekday(letter.happened_on),
    )
    return page, 422 if form.errors else 200


@bp.route("/petitions/<int:petition_id>/next/<key>", methods=["POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def begin_next(petition_id: int, key: str) -> ResponseReturnValue:
    """Begin the petition to a next body; pressed twice it opens the one that was begun."""
    petition = one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))
    body = one_or_404(queries.keyed(key).where(Body.is_active))
    if not EmptyForm().validate_on_submit():
        return redirect(url_for(".show", petition_id=petition_id))
    with db.transaction() as session:
        following = ladder.begin_next(session, petition, to=body, actor=current_user, at=clock.now())
    flash(_("Here is the draft to the next body. Facts and earlier letters are taken over."), "success")
    return redirect(url_for(".show", petition_id=following.id))
