"""The pages of bodies: the list, one body with all that is known of it, and changing it."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.accounts import step_up
from caseapp.forms import EmptyForm
from caseapp.permissions import Permission, requires
from caseapp.petitions import body_figure_queries, body_names, body_services, excluded, ladder, queries, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.body_data import ClockRecord, parse_body
from caseapp.petitions.body_figures import FEWEST
from caseapp.petitions.body_forms import (
    ChangeBodyForm,
    NewBodyForm,
    VerifiedForm,
    channels_in_words,
    known_facts,
)
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.readiness_fields import field_of
from caseapp.petitions.reference import version_on
from caseapp.petitions.vocabulary import Counting, LegalReview
from caseapp.places.countries import country_name
from caseapp.web import one_or_404


@bp.route("/bodies")
@requires(Permission.BODY_VIEW)
def bodies() -> ResponseReturnValue:
    """List the bodies, by kind."""
    today = clock.today()
    groups: dict[str, list[dict[str, Any]]] = {}
    unverified = 0
    for body in queries.bodies(db.session):
        version = version_on(body, today)
        record = parse_body(version.record)
        unverified += version.review is LegalReview.UNVERIFIED
        groups.setdefault(str(body.kind.label), []).append(
            {
                "body": body,
                "name": wording.in_language(record.names),
                "clock": wording.clock_in_words(record),
                "languages": wording.languages_in_words(record.languages),
                "is_verified": version.review is LegalReview.VERIFIED,
                "reviewed_by": version.reviewed_by,
                "reviewed_on": wording.weekday(version.reviewed_on),
            }
        )
    return render_template("petitions/bodies.html", groups=groups, unverified=unverified, excluded=excluded.bodies())


@bp.route("/bodies/<key>")
@requires(Permission.BODY_VIEW)
def body(key: str) -> ResponseReturnValue:
    """Show all that is known of a body, with its versions."""
    found = one_or_404(queries.keyed(key))
    version = _version_asked(found)
    record = parse_body(version.record)
    return render_template(
        "petitions/body.html",
        body=found,
        version=version,
        is_current=version is version_on(found, clock.today()),
        record=record,
        name=wording.in_language(record.names),
        language_named=wording.language_named,
        clock_words=wording.clock_in_words(record),
        clocks=[_clock(one) for one in record.other_clocks],
        channels=channels_in_words(version.record),
        reads=wording.languages_in_words(record.languages),
        places=[(country_name(one) if len(one) == 2 else "", one) for one in record.jurisdiction],
        required=_needs(record.required_fields, body_key=key),
        optional=_needs(record.optional_fields, body_key=key),
        reply_states=[state.replace("_", " ") for state in record.reply_states],
        rungs=ladder.rungs(db.session, record),
        figures=body_figure_queries.of_body(db.session, found.id, clock.today()),
        fewest=FEWEST,
        rule_checked=wording.checked_in_words(version),
        answer_words=_term(record.answer),
        confidence=_confidence(),
        weekday=wording.weekday,
        is_verified=version.review is LegalReview.VERIFIED,
    )


def _version_asked(body: Body) -> BodyVersion:
    """Give the version in force on the day in the address, else today; a day that is none counts as today."""
    try:
        on = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        on = clock.today()
    return version_on(body, on)


def _clock(clock_: ClockRecord) -> dict[str, Any]:
    return {"kind": clock_.kind.label, "note": clock_.note, **_term(clock_)}


def _term(clock_: ClockRecord) -> dict[str, Any]:
    rule = clock_.rule
    more = rule.extension
    return {
        "term": wording.term(rule.amount, rule.unit) if rule.amount is not None else "",
        "start": rule.counted_from.label,
        "direction": rule.direction.label if rule.direction is Counting.BACK else "",
        "silence": rule.silence.label,
        "extension": wording.term(more.amount, more.unit) if more else "",
        "warnings": wording.warnings_in_words(rule.warn_days),
        "next": rule.next_step.label,
    }


def _needs(fields: tuple[str, ...], *, body_key: str) -> list[dict[str, str]]:
    """Name what a body asks for by the words readiness uses; what no table knows, and every hint, is as printed."""
    found = []
    for printed in fields:
        known = field_of(printed, body_key)
        found.append(
            {
                "label": str(known.label) if known else "",
                "hint": printed.partition("(")[2].rstrip(") ") if known else "",
                "printed": "" if known else wording.needs_in_words((printed,))[0],
            }
        )
    return found


def _confidence() -> dict[str, str]:
    return {
        "high": _("confirmed by a source that was read"),
        "medium": _("partly checked"),
        "low": _("general knowledge only: check it before use"),
    }


@bp.route("/bodies/new", methods=["GET", "POST"])
@requires(Permission.BODY_MANAGE)
@step_up.needed
def new_body() -> ResponseReturnValue:
    """Add a body."""
    form = NewBodyForm(keys=queries.body_keys(db.session))
    if form.validate_on_submit():
        with db.transaction() as session:
            added = body_services.add_body(
                session,
                key=form.key.data or "",
                kind=form.kind.data,
                facts=form.facts(body_services.EMPTY_RECORD),
                actor=current_user,
                at=clock.now(),
            )
        flash(_("The body is added."), "success")
        return redirect(url_for(".body", key=added.key))
    page = render_template("petitions/body_form.html", form=form, body=None, name="", short_names=_short_names())
    return page, 422 if form.errors else 200


@bp.route("/bodies/<key>/edit", methods=["GET", "POST"])
@requires(Permission.BODY_MANAGE)
@step_up.needed
def edit_body(key: str) -> ResponseReturnValue:
    """Add a version of a body that holds from a day on."""
    found = one_or_404(queries.keyed(key))
    last = found.versions[-1]
    name = wording.in_language(last.record["name"])
    form = ChangeBodyForm(data=known_facts(last.record), keys=queries.body_keys(db.session))
    if form.validate_on_submit():
        if form.version.data != str(last.id):
            return _both_versions(found, last, form), 409
        with db.transaction() as session:
            body_services.change_body(
                session,
                found,
                facts=form.facts(last.record),
                valid_from=form.valid_from.data or clock.today(),
                actor=current_user,
                at=clock.now(),
            )
        flash(_("Saved. Petitions sent before that day keep the old rule."), "success")
        return redirect(url_for(".body", key=key))
    if not form.is_submitted():
        form.version.data = str(last.id)
    page = render_template("petitions/body_form.html", form=form, body=found, name=name, short_names=_short_names())
    return page, 422 if form.errors else 200


def _short_names() -> list[tuple[str, str]]:
    """List the short names of bodies with the names they stand for, in the order of the names."""
    return sorted(body_names.names(db.session).items(), key=lambda pair: pair[1])


def _both_versions(body: Body, last: BodyVersion, form: ChangeBodyForm) -> str:
    stored = known_facts(last.record)
    typed = [
        (field.label.text, _shown(stored.get(field.short_name)), _shown(field.data))
        for field in form
        if field.type not in {"HiddenField", "CSRFTokenField"}
    ]
    back_url = url_for(".edit_body", key=body.key)
    return render_template("petitions/body_conflict.html", body=body, typed=typed, back_url=back_url)


def _shown(value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, list):
        return "\n".join(_clock_in_short(one) if isinstance(one, dict) else one for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(getattr(value, "label", None) or value)


def _clock_in_short(row: dict[str, Any]) -> str:
    """Write one clock of a form in a line; an empty row has none."""
    if row["kind"] is None or row["is_removed"]:
        return ""
    length = wording.term(row["amount"], row["unit"]) if row["amount"] is not None else _("not set")
    return f"{row['kind'].label}: {length}"


@bp.route("/bodies/<key>/verified", methods=["GET", "POST"])
@requires(Permission.BODY_MANAGE)
@step_up.needed
def verify_body(key: str) -> ResponseReturnValue:
    """Note that a lawyer has checked what is known of a body."""
    found = one_or_404(queries.keyed(key))
    version = _version_asked(found)
    form = VerifiedForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            body_services.mark_verified(session, version, **form.answers(), actor=current_user, at=clock.now())
        flash(_("It is noted who checked this body."), "success")
        return redirect(url_for(".body", key=key, on=request.args.get("on")))
    page = render_template(
        "petitions/body_verified.html",
        form=form,
        body=found,
        name=wording.in_language(version.record["name"]),
        holds_from=wording.weekday(version.valid_from),
        on=request.args.get("on"),
    )
    return page, 422 if form.errors else 200


@bp.route("/bodies/<key>/<any(activate,deactivate):act>", methods=["POST"])
@requires(Permission.BODY_MANAGE)
@step_up.needed
def switch_body(key: str, act: str) -> ResponseReturnValue:
    """Stop or start offering a body for new petitions."""
    found = one_or_404(queries.keyed(key))
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            body_services.set_active(session, found, is_active=act == "activate", actor=current_user, at=clock.now())
        flash(_("Saved."), "success")
    return redirect(url_for(".body", key=key))
