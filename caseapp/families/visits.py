"""The pages a family opens with its card; public, small, and without a name."""

from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from caseapp import clock, db
from caseapp.accounts import whereabouts
from caseapp.families import queries, rules, services, telling
from caseapp.families.blueprint import bp
from caseapp.families.forms import CardForm, MessageForm
from caseapp.families.models import FamilySession
from caseapp.permissions import public

COOKIE = "jaqyn_family"
COOKIE_PATH = "/status"
# The weather service: an ordinary page for whoever looks over the shoulder.
HARMLESS = "https://www.kazhydromet.kz/"


@bp.route("/status", methods=["GET", "POST"])
@public
def status() -> ResponseReturnValue:
    """Ask for the card and open a visit."""
    form = CardForm()
    if request.method == "GET":
        return render_template("families/status.html", form=form, is_wrong=False)
    if not form.validate_on_submit():
        return render_template("families/status.html", form=form, is_wrong=False), 422
    number, at = form.number, clock.now()
    whence: dict[str, Any] = {"source": whereabouts.address(), "key": whereabouts.blind_key(), "at": at}
    with db.transaction() as session:
        services.note_try(session, number, **whence)
    card = services.find_card(db.session, number)
    if card is None:
        return render_template("families/status.html", form=form, is_wrong=True), 422
    with db.transaction() as session:
        token = services.begin_visit(session, card, number, **whence)
    response = redirect(url_for(".case"), 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(rules.LONGEST_VISIT.total_seconds()),
        path=COOKIE_PATH,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return response


@bp.route("/status/case")
@public
def case() -> ResponseReturnValue:
    """Tell the family where things stand."""
    visit = _visit()
    if visit is None:
        return _card_again()
    return _page(visit, MessageForm())


@bp.route("/status/message", methods=["POST"])
@public
def message() -> ResponseReturnValue:
    """Take a message; a wish to hide or withdraw is recorded and answered by a call."""
    visit = _visit()
    form = MessageForm()
    if visit is None:
        # What was typed is not lost: the page that asks for the card says to go back.
        return _card_again()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    with db.transaction() as session:
        services.write(session, visit.card, **form.answers(), at=clock.now())
    flash(_("Thank you. We have your message, and a person from the office will call you."), "success")
    return redirect(url_for(".case"), 303)


@bp.route("/status/leave", methods=["GET", "POST"])
@public
def leave() -> ResponseReturnValue:
    """End the visit, leave nothing in the browser, and go to a harmless page."""
    token = request.cookies.get(COOKIE)
    if token:
        with db.transaction() as session:
            services.end_visit(session, token, at=clock.now())
    response = redirect(HARMLESS, 303) if request.method == "GET" else redirect(url_for(".status"), 303)
    response.delete_cookie(COOKIE, path=COOKIE_PATH, httponly=True, samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _visit() -> FamilySession | None:
    """Return the visit of this request, if it still counts, and note that it goes on."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    at = clock.now()
    visit = queries.visit(db.session, services.token_hash(token))
    if visit is None or visit.ended_at is not None or visit.card.revoked_at is not None:
        return None
    if not rules.is_visiting(visit.created_at, visit.seen_at, at):
        return None
    if at - visit.seen_at > rules.SEEN_EVERY:
        with db.transaction() as session:
            services.go_on(session, visit, at=at)
    return visit


def _page(visit: FamilySession, form: MessageForm) -> Response:
    story = telling.tell(db.session, visit.card, clock.today())
    return make_response(render_template("families/case.html", story=story, form=form))


def _card_again() -> ResponseReturnValue:
    flash(_("For your safety the page closes after ten minutes. Please type the number again."), "warning")
    return redirect(url_for(".status"), 303)
