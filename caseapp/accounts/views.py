"""Signing in and out, proving that one is still oneself; the other pages of accounts are gathered here."""

import secrets

from flask import Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.accounts import administration as administration
from caseapp.accounts import demonstration, kept, queries, services, throttle, whereabouts
from caseapp.accounts import own_pages as own_pages
from caseapp.accounts.blueprint import bp as bp
from caseapp.accounts.cli import commands as commands
from caseapp.accounts.forms import LoginForm, ProveForm
from caseapp.accounts.models import User
from caseapp.accounts.vocabulary import FailureKind
from caseapp.errors import TooManyTries
from caseapp.permissions import Permission, public, requires
from caseapp.web import next_page


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> ResponseReturnValue:
    """Sign in, then go on where one wanted to, or send the form that came too late."""
    after = next_page("")
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(after or url_for("work.index"))
    form, keep = LoginForm(), kept.of_form()
    wait = 0
    if form.validate_on_submit():
        try:
            person = _person_of(form.email.data or "", form.password.data or "")
        except TooManyTries as tries:
            wait = tries.seconds
        else:
            if person is not None:
                return _signed_in(person, keep, after)
            form.password.errors = [_("The email address or the password is not right. Check both and try again.")]
    page = render_template("accounts/login.html", form=form, kept=keep, next_url=after, wait=wait)
    return _asked_again(page, form, wait)


@bp.app_context_processor
def demonstration_logins() -> dict[str, object]:
    """Offer the sign-in page the logins of the demonstration, and of nothing else."""
    if current_app.config["ENVIRONMENT"] != "demo":
        return {"demo_logins": (), "demo_password": ""}
    return {"demo_logins": demonstration.LOGINS, "demo_password": demonstration.PASSWORD}


@bp.route("/logout", methods=["POST"])
@public
def logout() -> ResponseReturnValue:
    """Sign out; what the browser kept of the pages goes too."""
    if current_user.is_authenticated:
        with db.transaction() as session:
            services.sign_out(session, current_user.session_row, at=clock.now())
    cookie.clear()
    response = make_response(redirect(url_for("accounts.login")))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.route("/prove", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def prove() -> ResponseReturnValue:
    """Type the password again, then go on."""
    form, keep, after = ProveForm(), kept.of_form(), next_page("")
    wait = 0
    if form.validate_on_submit():
        try:
            proved = own_pages.is_own_password(form.password.data or "")
        except TooManyTries as tries:
            wait, proved = tries.seconds, False
        if proved:
            with db.transaction() as session:
                token = services.prove(session, current_user.session_row, at=clock.now())
            cookie["_user_id"] = token
            return _go_on(keep, after)
        if not wait:
            form.password.errors = [_("This is not your password. Nothing was changed; try again.")]
    page = render_template("accounts/prove.html", form=form, kept=keep, next_url=after, wait=wait)
    return _asked_again(page, form, wait)


def _person_of(email: str, password: str) -> User | None:
    """Return the person whose address and password these are; failures are counted by account and place."""
    person = db.session.scalars(queries.with_email(email)).one_or_none()
    token = whereabouts.device_token()
    is_known = False
    if token is not None and person is not None:
        is_known = db.session.scalars(queries.device(person, token)).one_or_none() is not None
    source = f"device {token}" if is_known else f"address {whereabouts.address()}"
    key, subject = whereabouts.blind_key(), queries.normal_email(email)
    with db.transaction() as session:
        throttle.note_try(session, FailureKind.SIGN_IN, subject=subject, source=source, key=key, at=clock.now())
    if not services.is_proved(person, password):
        return None
    with db.transaction() as session:
        throttle.forgive(session, FailureKind.SIGN_IN, subject=subject, source=source, key=key)
    return person


def _signed_in(person: User, keep: kept.Kept | None, after: str) -> ResponseReturnValue:
    """Begin a session under a token nobody has seen before, whatever the browser carried until now."""
    device_token = whereabouts.device_token() or secrets.token_urlsafe(32)
    with db.transaction() as session:
        if current_user.is_authenticated:
            services.sign_out(session, current_user.session_row, at=clock.now())
        token = services.sign_in(
            session, person, device=whereabouts.device_name(), device_token=device_token, at=clock.now()
        )
    cookie.clear()
    # The token of forms went with the old cookie; the page drawn now needs one of the new.
    g.pop("csrf_token", None)
    cookie["_user_id"] = token
    if person.is_password_temporary:
        response = make_response(redirect(url_for("accounts.change_password")))
    else:
        response = make_response(_go_on(keep, after))
    whereabouts.remember_device(response, device_token)
    return response


def _go_on(keep: kept.Kept | None, after: str) -> ResponseReturnValue:
    """Offer to send what was kept, or lead to the page somebody wanted."""
    if keep is not None:
        return render_template("accounts/resubmit.html", kept=keep)
    return redirect(after or url_for("work.index"))


def _asked_again(page: str, form: LoginForm | ProveForm, wait: int) -> Response:
    """Answer with the page; too many tries say when to come back."""
    response = make_response(page, 429 if wait else 422 if form.errors else 200)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
