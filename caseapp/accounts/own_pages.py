"""One's own account: devices signed in, password, language."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from caseapp import clock, db, languages
from caseapp.accounts import queries, services, sessions, throttle, whereabouts
from caseapp.accounts.blueprint import bp
from caseapp.accounts.forms import LanguageForm, PasswordForm
from caseapp.accounts.models import UserSession
from caseapp.accounts.vocabulary import FailureKind
from caseapp.errors import TooManyTries
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/account", endpoint="sessions")
@requires(Permission.ACCOUNT_OWN)
def own_account() -> ResponseReturnValue:
    """Show where one is signed in, and what one may change."""
    at = clock.now()
    rows = [
        row
        for row in db.session.scalars(queries.open_sessions(current_user))
        if sessions.is_live(row, current_user, at)
    ]
    form = LanguageForm(language=current_user.language or languages.chosen())
    return render_template("accounts/account.html", rows=rows, here=current_user.session_row, form=form)


@bp.route("/account/sessions/<int:session_id>/end", methods=["POST"])
@requires(Permission.ACCOUNT_OWN)
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign out on another device."""
    row = one_or_404(queries.open_sessions(current_user).where(UserSession.id == session_id))
    with db.transaction() as session:
        services.end_session(session, row, actor=current_user, at=clock.now())
    flash(_("That device is signed out."), "success")
    return redirect(url_for(".sessions"))


@bp.route("/account/sessions/end-others", methods=["POST"])
@requires(Permission.ACCOUNT_OWN)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    with db.transaction() as session:
        count = services.end_other_sessions(session, current_user, but=current_user.session_row.id, at=clock.now())
    flash(ngettext("%(num)s other device is signed out.", "%(num)s other devices are signed out.", count), "success")
    return redirect(url_for(".sessions"))


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def change_password() -> ResponseReturnValue:
    """Change one's own password."""
    form, wait = PasswordForm(), 0
    if form.validate_on_submit():
        try:
            right = is_own_password(form.old_password.data or "")
        except TooManyTries as tries:
            wait, right = tries.seconds, False
        if right and form.new_password.data == form.old_password.data:
            form.new_password.errors = [_("This is the password you have already. Choose another one.")]
        elif right:
            with db.transaction() as session:
                services.change_password(
                    session,
                    current_user,
                    password=form.new_password.data or "",
                    but=current_user.session_row.id,
                    at=clock.now(),
                )
            flash(_("Your password is changed, and every other device is signed out."), "success")
            return redirect(url_for("work.index"))
        elif not wait:
            form.old_password.errors = [_("This is not your password. Nothing was changed; try again.")]
    page = render_template("accounts/password.html", form=form, wait=wait, temporary=current_user.is_password_temporary)
    response = make_response(page, 429 if wait else 422 if form.errors else 200)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


@bp.route("/account/language", methods=["POST"])
@requires(Permission.ACCOUNT_OWN)
def set_language() -> ResponseReturnValue:
    """Choose the language one reads on every device."""
    form = LanguageForm()
    if not form.validate_on_submit():
        return redirect(url_for(".sessions"))
    with db.transaction() as session:
        services.set_language(session, current_user, language=form.language.data)
    return redirect(url_for(".sessions", lang=form.language.data))


def is_own_password(password: str) -> bool:
    """Say whether somebody who has signed in typed their own password; failures are counted."""
    key, subject, source = whereabouts.blind_key(), str(current_user.id), f"session {current_user.session_row.id}"
    with db.transaction() as session:
        throttle.note_try(session, FailureKind.STEP_UP, subject=subject, source=source, key=key, at=clock.now())
    if not services.is_proved(current_user, password):
        return False
    with db.transaction() as session:
        throttle.forgive(session, FailureKind.STEP_UP, subject=subject, source=source, key=key)
    return True
