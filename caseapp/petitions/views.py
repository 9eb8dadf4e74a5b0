"""The board of petitions, one petition, and writing a new one; the other pages register beside it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from caseapp import clock, db
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases import queries as cases_queries
from caseapp.cases.models import Case
from caseapp.permissions import Permission, requires
from caseapp.petitions import (
    batch_act_views,
    batch_views,
    board_views,
    body_exchange_views,
    body_names,
    body_views,
    calendar_views,
    channel_views,
    choose_views,
    clock_page,
    clock_services,
    clock_views,
    corrections,
    inbox_views,
    incoming_queries,
    ladder,
    letter_file_views,
    letter_page,
    letter_versions,
    letter_warnings,
    new_letter,
    nightly,
    notice_views,
    queries,
    readiness_views,
    reminder_views,
    services,
    step_table,
    step_views,
    told_views,
    wording,
)
from caseapp.petitions.blueprint import bp
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.commands import petitions as commands
from caseapp.petitions.forms import new_key
from caseapp.petitions.models import Body, Petition
from caseapp.petitions.new_letter import NewLetterForm
from caseapp.petitions.reference import get_calendar, version_on
from caseapp.petitions.vocabulary import LegalReview
from caseapp.web import one_or_404

__all__ = [
    "batch_act_views",
    "batch_views",
    "board_views",
    "body_exchange_views",
    "body_names",
    "body_views",
    "bp",
    "calendar_views",
    "channel_views",
    "clock_views",
    "commands",
    "inbox_views",
    "letter_file_views",
    "nightly",
    "notice_views",
    "reminder_views",
    "step_views",
    "told_views",
]

MOST_CASES = 50


@bp.route("/petitions/<int:petition_id>")
@requires(Permission.PETITION_VIEW)
def show(petition_id: int) -> ResponseReturnValue:
    """Show one petition: where it stands, what comes next, everything that went out and came in."""
    today = clock.today()
    petition = one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))
    calendar = get_calendar(db.session)
    before, following = queries.chain_of(db.session, current_user, petition)
    names = queries.body_names(db.session, (one.body_version_id for one in [*before, *following]))
    standing = wording.standing_of(petition, today)
    record = parse_body(petition.body_version.record) if petition.body_version is not None else None
    return render_template(
        "petitions/show.html",
        petition=petition,
        body=wording.body_of(petition),
        sentence=wording.where_it_stands(petition, today, calendar),
        tone=wording.tone_of(standing) if petition.due_on else "",
        standing=standing,
        clocks=clock_page.shown(petition, today, calendar),
        clock_ahead=clock_page.ahead(petition, today),
        clocks_to_come=clock_page.to_come(petition, record),
        day_kinds=clock_services.DAYS,
        moving_kinds=corrections.STATE_AFTER,
        rule_checked=wording.checked_in_words(petition.body_version),
        ladder=ladder.rungs(db.session, record, ladder.begun_from(db.session, petition)) if record else [],
        may_go_further=current_user.can(Permission.PETITION_RECORD_REPLY) and ladder.can_go_further(petition),
        record=record,
        is_unverified=petition.body_version is not None and petition.body_version.review is LegalReview.UNVERIFIED,
        clock_words=wording.clock_in_words(record) if record is not None else "",
        weekday=wording.weekday,
        before=[(one, wording.in_language(names.get(one.body_version_id or 0), "")) for one in before],
        following=[(one, wording.in_language(names.get(one.body_version_id or 0), "")) for one in following],
        steps=step_table.open_steps(petition, current_user),
        through_inbox=incoming_queries.of_petition(db.session, petition.id),
        readiness=readiness_views.panel(petition),
        letter_warnings=letter_warnings.warnings_about(db.session, petition),
        printed=letter_page.printed(petition.letter),
        sent_versions=letter_versions.sent_versions(db.session, petition),
    )


@bp.route("/petitions/new", methods=["GET", "POST"])
@requires(Permission.PETITION_DRAFT)
def new() -> ResponseReturnValue:
    """Choose a body for one or more cases, then write the letter."""
    cases = _cases_asked()
    key = request.args.get("body")
    if not key:
        return _choose_body(cases)
    body = one_or_404(queries.keyed(key).where(Body.is_active))
    version = version_on(body, clock.today())
    record = parse_body(version.record)
    form = NewLetterForm(language=TextLanguage.RU)
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                petition = services.draft(
                    session,
                    cases,
                    body,
                    idempotency_key=form.key.data or None,
                    actor=current_user,
                    at=clock.now(),
                    **form.facts(),
                )
        except IntegrityError:
            petition = one_or_404(
                queries.visible_to(current_user).where(Petition.idempotency_key == (form.key.data or ""))
            )
        flash(_("The draft is saved."), "success")
        return redirect(url_for(".show", petition_id=petition.id))
    begun = new_letter.begin(cases, body, record)
    if request.method == "GET":
        form.key.data, form.letter_kind.data = new_key(), begun.kind.value
        form.language.data, form.subject.data, form.letter.data = begun.language, begun.subject, begun.text
        form.petitioner.data = ", ".join(begun.signers)
    page = render_template(
        "petitions/new.html",
        choice=new_letter.choices(cases, record, begun),
        under_way=db.session.scalars(new_letter.under_way(current_user, cases, body)).all(),
        cases=cases,
        form=form,
        body_name=wording.in_language(record.names),
        facts=_body_facts(record, version.review),
        gaps=choose_views.before_writing(cases, record, form.language.data),
        back_url=url_for(".new", case=[case.code for case in cases]),
    )
    return page, 422 if form.errors else 200


def _cases_asked() -> list[Case]:
    """Fetch the cases named in the address; one that may not be opened is as good as absent."""
    codes = list(dict.fromkeys(code.strip().upper() for code in request.args.getlist("case") if code.strip()))
    if not codes:
        return []
    found = cases_queries.visible_to(current_user).where(Case.code.in_(codes[:MOST_CASES])).order_by(Case.id)
    cases = list(db.session.scalars(cases_queries.with_person(found)))
    if len(cases) != len(codes):
        abort(404)
    return cases


def _choose_body(cases: list[Case]) -> ResponseReturnValue:
    return choose_views.page(cases) if cases else render_template("petitions/choose_case.html")


def _body_facts(record: BodyRecord, review: LegalReview) -> dict[str, Any]:
    return {
        "key": record.key,
        "name": wording.in_language(record.names),
        "kind": record.kind.label,
        "languages": wording.languages_in_words(record.languages),
        "clock": wording.clock_in_words(record),
        "is_verified": review is LegalReview.VERIFIED,
        "needs": wording.needs_in_words(record.required_fields),
        "consent": record.consent.from_whom if record.consent.required else "",
    }
