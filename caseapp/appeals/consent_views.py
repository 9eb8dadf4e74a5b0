"""The page of a case's consent: what stands for each person and purpose, its history, and a new answer."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import joinedload

from caseapp import clock, db
from caseapp.appeals import consenting, forms, queries, rules
from caseapp.appeals.blueprint import bp
from caseapp.appeals.models import Consent
from caseapp.appeals.vocabulary import ConsentPurpose
from caseapp.cases import queries as cases
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.forms import choices_of
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/cases/<code>/consent", methods=["GET", "POST"])
@requires(Permission.CONSENT_RECORD)
def consent(code: str) -> ResponseReturnValue:
    """Show who agreed to what, and record, narrow or withdraw an answer."""
    found = cases.visible_to(current_user).where(cases.coded(code))
    case = one_or_404(found.options(joinedload(Case.person).selectinload(Person.names)))
    answers = list(db.session.scalars(queries.consents_of([case.id])))
    people = _people(case, answers)
    form = forms.ConsentChangeForm(data={"given_on": clock.today()})
    form.person_id.choices = choices_of([(person_id, name) for person_id, name in people.items()])
    form.offer(decides_publication=current_user.can(Permission.APPEAL_REVIEW), may_withdraw=True)
    if form.validate_on_submit():
        _record(case, form)
        flash(_("Recorded. It counts from now on."), "success")
        return redirect(url_for(".consent", code=case.code))
    page = render_template(
        "appeals/consent_of_case.html",
        case=case,
        people=people,
        standing=_standing(answers, people),
        allowed={purpose: rules.is_allowed(answers, purpose, clock.today()) for purpose in ConsentPurpose},
        answers=answers[::-1],
        purposes=[form[forms.answer_name(purpose)] for purpose in ConsentPurpose],
        form=form,
        decides_publication=current_user.can(Permission.APPEAL_REVIEW),
    )
    return page, 422 if form.errors else 200


def _record(case: Case, form: Any) -> None:
    details = {name: form[name].data for name in ("given_on", "expires_on", "witness", "language", "note")}
    with db.transaction() as session:
        for purpose, answer in form.chosen().items():
            in_confidence = purpose is ConsentPurpose.CONFIDENTIAL_BODIES
            consenting.record_consent(
                session,
                case,
                form.person_id.data,
                purpose=purpose,
                answer=answer,
                bodies=form.bodies.data if in_confidence else None,
                **details,
                actor=current_user,
                at=clock.now(),
                today=clock.today(),
            )


def _people(case: Case, answers: list[Consent]) -> dict[int, str]:
    """Name who may answer: those who ask, the missing person, whoever answered before."""
    applicants = db.session.scalars(queries.applicants_of(case.id)).all()
    everybody: list[Person] = [applicant.person for applicant in applicants]
    everybody += [case.person, *(answer.person for answer in answers)]
    return {person.id: person.names[0].text if person.names else _("No name yet") for person in everybody}


def _standing(answers: list[Consent], people: dict[int, str]) -> dict[int, list[tuple[ConsentPurpose, Consent | None]]]:
    """Return what stands for each person who ever answered, purpose by purpose."""
    found = {}
    for person_id in people:
        own = [answer for answer in answers if answer.person_id == person_id]
        if own:
            found[person_id] = [(purpose, rules.current(own, purpose, clock.today())) for purpose in ConsentPurpose]
    return found
