"""The pages that share the directory: the file of all bodies, and taking one over after a look at what would change."""

import base64

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import HiddenField, ValidationError

from caseapp import clock, db
from caseapp.accounts import step_up
from caseapp.forms import BaseForm
from caseapp.permissions import Permission, requires
from caseapp.petitions import body_exchange, body_file
from caseapp.petitions.blueprint import bp
from caseapp.petitions.body_exchange import Change, Planned

TYPES = {"json": "application/json", "csv": "text/csv"}


class BodyFileForm(BaseForm):
    """A file of bodies to look at before it is taken over."""

    file = FileField(_l("File"), description=_l("JSON or CSV, as another organisation exported it here."))

    def validate_file(self, field: FileField) -> None:
        """Refuse no file, or one that is by its name neither JSON nor CSV."""
        if not field.data:
            raise ValidationError(_("Choose a file."))
        if form_of(field.data.filename) is None:
            raise ValidationError(_("Choose a file whose name ends in .json or .csv."))


class TakeOverForm(BaseForm):
    """What was looked at, to be taken over as it was shown."""

    text = HiddenField()
    form = HiddenField()
    mark = HiddenField()


def form_of(name: str | None) -> str | None:
    """Say by the name of a file whether it is JSON or CSV."""
    ending = (name or "").rpartition(".")[2].lower()
    return ending if ending in TYPES else None


@bp.route("/bodies/export/<any(json,csv):form>")
@requires(Permission.BODY_VIEW)
def export_bodies(form: str) -> ResponseReturnValue:
    """Hand out the whole directory as a file."""
    entries = body_exchange.entries(db.session)
    # Spreadsheets know the letters of a CSV only by this first mark.
    text = body_file.as_json(entries) if form == "json" else "\ufeff" + body_file.as_csv(entries)
    response = Response(text, content_type=f"{TYPES[form]}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"bodies-{clock.today().isoformat()}.{form}")
    return response


@bp.route("/bodies/exchange", methods=["GET", "POST"])
@requires(Permission.BODY_MANAGE)
@step_up.needed
def exchange_bodies() -> ResponseReturnValue:
    """Choose a file, and see what taking it over would change."""
    form = BodyFileForm()
    if form.validate_on_submit():
        name = form_of(form.file.data.filename) or "json"
        try:
            text = form.file.data.stream.read(body_file.LARGEST * 4 + 1).decode("utf-8-sig")
            return _look(text, name)
        except UnicodeDecodeError:
            form.file.errors = (_("This file is not text in UTF-8. Export it again as JSON or CSV UTF-8."),)
        except body_file.Unreadable as unreadable:
            form.file.errors = (unreadable.args[0],)
    page = render_template("petitions/body_exchange.html", form=form)
    return page, 422 if form.errors else 200


def _look(text: str, name: str, *, changed: bool = False) -> ResponseReturnValue:
    """Show what taking a file over would change."""
    planned = body_exchange.plan(db.session, body_file.read(text, name))
    # Packed, because a browser changes the ends of lines in a hidden answer.
    packed = base64.b64encode(text.encode()).decode()
    form = TakeOverForm(formdata=None, data={"text": packed, "form": name, "mark": body_exchange.mark(planned)})
    counts = [(change, sum(one.change is change for one in planned)) for change in Change]
    page = render_template(
        "petitions/body_import.html",
        form=form,
        rows=[_shown(one) for one in planned],
        counts=[(change, count) for change, count in counts if count],
        would_change=any(one.change not in {Change.SAME, Change.REFUSED} for one in planned),
        changed=changed,
    )
    return page, 409 if changed else 200


def _shown(one: Planned) -> dict[str, object]:
    return {
        "planned": one,
        "tone": {Change.REFUSED: "late", Change.SAME: "neutral"}.get(one.change, "soon"),
        "fields": [(name, _short(before), _short(after)) for name, before, after in one.fields]
        if one.change is not Change.ADD
        else [],
    }


def _short(text: str, most: int = 400) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


@bp.route("/bodies/exchange/take-over", methods=["POST"])
@requires(Permission.BODY_MANAGE)
@step_up.needed
def take_over_bodies() -> ResponseReturnValue:
    """Take a file over, if it would still change just what was shown."""
    form = TakeOverForm()
    if not form.validate_on_submit():
        return redirect(url_for(".exchange_bodies"))
    name = form.form.data if form.form.data in TYPES else "json"
    try:
        text = base64.b64decode(form.text.data or "", validate=True).decode()
        rows = body_file.read(text, name)
    except (ValueError, body_file.Unreadable):
        flash(_("What was looked at did not come back whole. Choose the file again."), "danger")
        return redirect(url_for(".exchange_bodies"))
    with db.transaction() as session:
        planned = body_exchange.plan(session, rows)
        if body_exchange.mark(planned) != form.mark.data:
            return _look(text, name, changed=True)
        done = body_exchange.take_over(session, planned, actor=current_user, at=clock.now())
    current_app.logger.info("bodies taken over: %d", done)
    flash(ngettext("%(num)s body is taken over.", "%(num)s bodies are taken over.", done), "success")
    return redirect(url_for(".bodies"))
