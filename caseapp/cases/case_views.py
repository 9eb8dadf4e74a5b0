"""The page of one case, and showing its contacts for a stated reason."""

import re
from datetime import date
from types import SimpleNamespace

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseapp import clock, db
from caseapp.accounts import step_up
from caseapp.accounts.reader import kind_of, values_of
from caseapp.appeals import queries as appeals
from caseapp.appeals.models import Applicant
from caseapp.appeals.rules import has_run_out, newest_of_each
from caseapp.cases import dossier as dossiers
from caseapp.cases import queries, rules, summary, timeline, withheld
from caseapp.cases.blueprint import bp
from caseapp.cases.contact_forms import RevealForm
from caseapp.cases.history_words import detail_words
from caseapp.cases.models import Case, Source
from caseapp.cases.people import Person
from caseapp.history import case_queries
from caseapp.history import services as history
from caseapp.history.actions import label as action_label
from caseapp.permissions import Permission, requires
from caseapp.petitions.rules import DUE_SOON
from caseapp.web import one_or_404

SOURCE_KEY = re.compile(r"[A-Z]{0,3}\d+|GK")


@bp.route("/cases/<code>")
@requires(Permission.CASE_VIEW)
def show(code: str) -> ResponseReturnValue:
    """Show a case: where the person is, how we know, what comes next, and everything beneath."""
    asked = {"code": code.strip().upper(), **values_of(current_user)}
    case = one_or_404(queries.opened(*kind_of(current_user)), asked)
    dossier, shared = dossiers.load(db.session, case), withheld.find(db.session, case, current_user)
    withheld.take_off(dossier, shared)
    status = rules.current_status(dossier.status_updates)
    today = clock.today()
    return render_template(
        "cases/show.html",
        case=case,
        dossier=dossier,
        status=status,
        answer=summary.answer(dossier, status),
        next_steps=[
            (step, summary.days_until(step.due_on, today) if step.due_on else "", _tone(step.due_on, today))
            for step in summary.next_steps(dossier)
        ],
        how_known=summary.how_known,
        consents=[one for one in newest_of_each(dossier.consents) if not has_run_out(one, today)],
        people=_people(dossier),
        entries=timeline.entries(dossier),
        sentence_title=timeline.sentence_title,
        recipient=timeline.recipient,
        as_printed=timeline.as_printed,
        field_words=timeline.field_words,
        links=_links(dossier),
        sources=_sources(dossier),
        history=[row for row in db.session.execute(case_queries.of_case(case.id)) if withheld.is_told(row[0], shared)],
        action_label=action_label,
        detail_words=detail_words,
        place_words=timeline.place_words,
        today=today,
    )


def _tone(due_on: date | None, today: date) -> str:
    if due_on is None or due_on - today > DUE_SOON:
        return "neutral"
    return "late" if due_on < today else "soon"


def _people(dossier: SimpleNamespace) -> dict[int, str]:
    """Return the name of every person on the page by number, for consent and appearances."""
    known = {dossier.person.id: dossier.case.shown_name}
    for appeal in dossier.appeals:
        for applicant in appeal.applicants:
            if applicant.names:
                known[applicant.person_id] = applicant.names[0].text
    return known


def _links(dossier: SimpleNamespace) -> list[SimpleNamespace]:
    """Return the cases that belong with this one; a name only where this person may see it."""
    numbers = [link.other_id for link in dossier.links if link.other_id]
    linked = select(Case).where(Case.id.in_(numbers), queries.may_list(current_user))
    # An empty list of numbers would be looked for in every case of the office.
    seen = {case.id: case for case in db.session.scalars(linked)} if numbers else {}
    return [
        SimpleNamespace(reference=link.other_reference, note=link.note, case=seen.get(link.other_id))
        for link in dossier.links
        if link.other_id is None or link.other_id in seen
    ]


def _sources(dossier: SimpleNamespace) -> list[Source]:
    """Return the publications that anything on the page refers to."""
    kinds = vars(dossier).values()
    texts = {
        getattr(record, "source", None) for records in kinds if isinstance(records, list) for record in records
    } | {value.get("source") for conflict in dossier.conflicts for value in conflict.values}
    keys = {key for text in texts if text for key in SOURCE_KEY.findall(text)}
    keys |= {telling.source_key for telling in dossier.told_in}
    named = select(Source).where(Source.key.in_(sorted(keys))).order_by(Source.key)
    return list(db.session.scalars(named)) if keys else []


@bp.route("/cases/<code>/contacts", methods=["GET", "POST"])
@requires(Permission.CONTACT_REVEAL)
@step_up.needed
def reveal_contacts(code: str) -> ResponseReturnValue:
    """Show phones and addresses of those who ask, once a reason is given; the reason is kept."""
    case = one_or_404(queries.with_person(queries.visible_to(current_user).where(queries.coded(code))))
    form = RevealForm()
    applicants: list[Applicant] = []
    if form.validate_on_submit():
        with db.transaction() as session:
            history.record(
                session, case.id, "contacts.revealed", actor_id=current_user.id, at=clock.now(), detail=form.reason.data
            )
        applicants = list(
            db.session.scalars(
                appeals.applicants_of(case.id).options(joinedload(Applicant.person).selectinload(Person.contacts))
            )
        )
    status = 422 if form.errors else 200
    page = render_template(
        "cases/contacts.html",
        case=case,
        form=form,
        applicants=applicants,
        shown=form.is_submitted() and not form.errors,
    )
    return page, status
