"""One's own deadlines by email and calendar: the choices, the secret address, and the calendar behind it."""

import hashlib
from collections.abc import Sequence

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db, languages
from caseapp.permissions import Permission, public, requires
from caseapp.petitions import digest, digest_mail, feed, notice_services
from caseapp.petitions.blueprint import bp
from caseapp.petitions.notice_forms import FeedForm, WishForm

LONGEST_TOKEN = 100


@bp.route("/account/notices", methods=["GET", "POST"])
@requires(Permission.PETITION_VIEW)
def notices() -> ResponseReturnValue:
    """Choose how one is told of deadlines."""
    wish = notice_services.find_wish(db.session, current_user)
    usual = digest.usual_rhythm(current_user.role)
    form = WishForm(rhythm=wish.rhythm if wish else usual, language=(wish.language if wish else "") or "")
    if form.validate_on_submit():
        with db.transaction() as session:
            notice_services.choose(
                session, current_user, rhythm=form.rhythm.data, language=form.language.data or None, at=clock.now()
            )
        flash(_("Your choice is saved."), "success")
        return redirect(url_for(".notices"))
    page = render_template(
        "petitions/notices.html",
        form=form,
        feed_form=FeedForm(formdata=None),
        feed=db.session.scalars(feed.of_person(current_user)).one_or_none(),
        last=db.session.scalars(notice_services.last_digest(current_user)).first(),
        can_send=digest_mail.can_send(),
    )
    return page, 422 if form.errors else 200


@bp.route("/account/calendar", methods=["POST"])
@requires(Permission.PETITION_VIEW)
def open_feed() -> ResponseReturnValue:
    """Make a new secret address and show it, this once."""
    form = FeedForm()
    if not form.validate_on_submit():
        return redirect(url_for(".notices"))
    with db.transaction() as session:
        token = feed.open_feed(session, current_user, scope=form.scope.data, at=clock.now())
    address = url_for(".feed", token=token, _external=True)
    return render_template("petitions/feed_opened.html", address=address)


@bp.route("/account/calendar/end", methods=["POST"])
@requires(Permission.PETITION_VIEW)
def close_feed() -> ResponseReturnValue:
    """End the secret address."""
    with db.transaction() as session:
        feed.close_feed(session, current_user, at=clock.now())
    flash(_("The calendar's address no longer works."), "success")
    return redirect(url_for(".notices"))


@bp.route("/calendar/<token>.ics", endpoint="feed")
@public
def feed_file(token: str) -> Response:
    """Answer a calendar program with the deadlines of the address's owner; any other address is as good as absent."""
    found = db.session.scalars(feed.behind(token)).one_or_none() if len(token) <= LONGEST_TOKEN else None
    if found is None or not feed.may_read(found):
        abort(404)
    own = found.user.language
    language = own if own in languages.OWN_NAMES else languages.DEFAULT
    entries, base_url = feed.entries(db.session, found, clock.today()), current_app.config["PUBLIC_URL"]
    tag = hashlib.sha256(repr((entries, language, base_url)).encode()).hexdigest()[:32]
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = Response(_written(entries, language or languages.DEFAULT, base_url), mimetype="text/calendar")
        response.headers["Content-Disposition"] = "attachment; filename=jaqyn.ics"
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.set_etag(tag)
    return response


def _written(entries: Sequence[feed.Entry], language: str, base_url: str) -> bytes:
    # Imported late: the library takes 3 MiB, and few processes ever write a calendar.
    from caseapp.petitions import feed_calendar

    origin = feed.installation(current_app.config["SECRET_KEY"])
    with force_locale(languages.locale_name(language)):
        return feed_calendar.write(entries, base_url=base_url, origin=origin)
