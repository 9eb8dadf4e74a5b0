"""What somebody typed is kept while they sign in again: carried by the page, stored nowhere."""

import json
from dataclasses import dataclass

from flask import Flask, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from caseapp import errors
from caseapp.accounts.forms import LoginForm, ProveForm
from caseapp.web import is_htmx, is_local

SECRET_WORDS = ("password", "csrf_token", "secret")


@dataclass(frozen=True)
class Kept:
    """A form that was sent too late: where to, and what was in it, without files and passwords."""

    target: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    def as_json(self) -> str:
        """Write the answers so that one hidden field carries them."""
        return json.dumps(self.fields, ensure_ascii=False)


def of_request() -> Kept:
    """Keep the form that this request has sent."""
    fields = tuple(
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if not any(word in name for word in SECRET_WORDS)
    )
    had_files = any(upload.filename for upload in request.files.values())
    return Kept(request.full_path.rstrip("?"), fields, had_files)


def of_form() -> Kept | None:
    """Read what a sign-in page carries; None when it carries nothing, or anything that is not ours."""
    target = request.form.get("kept_target")
    if target is None or not is_local(target) or not _takes_forms(target):
        return None
    try:
        fields = json.loads(request.form.get("kept_fields", ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, list):
        return None
    pairs = []
    for pair in fields:
        if not (isinstance(pair, list) and len(pair) == 2 and all(map(_is_text, pair))):
            return None
        if not any(word in pair[0] for word in SECRET_WORDS):
            pairs.append((pair[0], pair[1]))
    return Kept(target, tuple(pairs), request.form.get("kept_files") == "yes")


def _is_text(part: object) -> bool:
    """Say whether a part of what was kept can be written on a page: JSON may hold halves of letters."""
    return isinstance(part, str) and not any("\ud800" <= letter <= "\udfff" for letter in part)


def _takes_forms(target: str) -> bool:
    """Say whether a page of ours for people who have signed in takes a form at this address."""
    try:
        endpoint, _arguments = current_app.url_map.bind("").match(target.partition("?")[0], method="POST")
    except (HTTPException, RequestRedirect):
        return False
    return hasattr(current_app.view_functions[endpoint], "required_permission")


def init_app(app: Flask) -> None:
    """Keep what was typed, too, when the cookie itself has ended and the form's token with it."""

    def token_missing(_error: CSRFError) -> ResponseReturnValue:
        # The browser says itself that the form stood on one of our pages: nothing is forged.
        if request.headers.get("Sec-Fetch-Site") == "same-origin" and not current_user.is_authenticated:
            return ask_to_sign_in()
        return errors.page(400)

    app.register_error_handler(CSRFError, token_missing)


def ask_to_sign_in() -> ResponseReturnValue:
    """Answer a request of somebody who is not signed in (any more), losing nothing."""
    if is_htmx():
        # A fragment must not swallow the form around it: the page stays, its own button leads here.
        return make_response("", 401)
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.login", next=request.full_path.rstrip("?")))
    form = LoginForm(formdata=None)
    return render_template("accounts/login.html", form=form, kept=of_request(), next_url="", wait=0), 401


def ask_for_proof() -> ResponseReturnValue:
    """Ask for the password again before a step that needs it, losing nothing."""
    if is_htmx():
        return make_response("", 401)
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.prove", next=request.full_path.rstrip("?")))
    form = ProveForm(formdata=None)
    return render_template("accounts/prove.html", form=form, kept=of_request(), next_url="", wait=0), 401
