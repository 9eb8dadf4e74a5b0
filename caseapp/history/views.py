"""The audit: who did what, when, on which case."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from caseapp import clock, db
from caseapp.forms import choices_of
from caseapp.history import actions, queries
from caseapp.history.forms import AuditFilter
from caseapp.permissions import Permission, requires
from caseapp.web import row_number, without_empty

bp = Blueprint("history", __name__)

FILTERS = ("code", "person", "action", "first", "last")


@bp.route("/audit")
@requires(Permission.AUDIT_VIEW)
def index() -> ResponseReturnValue:
    """Show what was done, newest first."""
    form, before = AuditFilter(request.args), row_number(request.args.get("before"))
    people = db.session.execute(queries.actors()).all()
    form.person.choices = choices_of([("", _("Everybody")), *((str(number), name) for number, name in people)])
    labelled = sorted((str(words), code) for code, words in actions.LABELS.items())
    form.action.choices = choices_of([("", _("Everything")), *((code, words) for words, code in labelled)])
    asked, is_right = queries.Asked(), form.validate()
    if is_right:
        asked = queries.Asked(
            code=form.code.data,
            actor_id=form.person.data,
            action=form.action.data or None,
            first_day=form.first.data,
            last_day=form.last.data,
        )
    found = db.session.execute(queries.entries(asked, clock.zone(), before)).all()
    rows, more = found[: queries.PAGE], len(found) > queries.PAGE
    kept = without_empty(**{name: request.args.get(name) for name in FILTERS})
    page = render_template(
        "history/index.html",
        rows=rows,
        form=form,
        label=actions.label,
        active=len(kept),
        next_url=url_for(".index", before=rows[-1].id, **kept) if more else "",
        first_url=url_for(".index", **kept) if before else "",
    )
    return page, 200 if is_right else 422
