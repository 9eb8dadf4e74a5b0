"""The page about the missing person: who they are, and the lists of names, numbers, homes and relatives."""

from types import SimpleNamespace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseapp import clock, db
from caseapp.cases import answers, list_words, person_services, queries, row_services
from caseapp.cases.blueprint import bp
from caseapp.cases.models import Case
from caseapp.cases.people import Person, Relation
from caseapp.cases.person_forms import PersonForm
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404


@bp.route("/cases/<code>/person", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def edit_person(code: str) -> ResponseReturnValue:
    """Change what is known of the missing person."""
    wanted = queries.visible_to(current_user).where(queries.coded(code))
    loaded = joinedload(Case.person)
    case = one_or_404(
        wanted.options(
            loaded.selectinload(Person.names),
            loaded.selectinload(Person.identifiers),
            loaded.selectinload(Person.citizenships),
            loaded.selectinload(Person.residences),
        )
    )
    person = case.person
    now = row_services.values_of(db.session, person, answers.asked(PersonForm(formdata=None)))
    form = PersonForm(data={**now, "version": person.version})
    status, different = 422 if form.is_submitted() else 200, None
    if form.validate_on_submit():
        typed = answers.facts(form)
        changed = answers.differences(form, now, typed)
        if form.version.data == str(person.version):
            with db.transaction() as session:
                person_services.describe(
                    session,
                    case,
                    person,
                    typed,
                    was=answers.history_of(changed),
                    actor=current_user,
                    at=clock.now(),
                )
            flash(_("Saved. What stood there before is in the history."), "success")
            return redirect(url_for(".show", code=case.code))
        form.version.data, status, different = str(person.version), 409, changed
    return render_template(
        "cases/person.html",
        case=case,
        person=person,
        form=form,
        differences=different,
        numbers=[
            SimpleNamespace(row=row, warnings=person_services.warnings_of(row, person)) for row in person.identifiers
        ],
        relatives=_relatives(person),
        place_names=list_words.counties(list_words.language()),
    ), status


def _relatives(person: Person) -> list[Relation]:
    """Find the family of the missing person, with their names."""
    return list(
        db.session.scalars(
            select(Relation)
            .where(Relation.other_id == person.id)
            .options(joinedload(Relation.person).selectinload(Person.names))
            .order_by(Relation.id)
        ).unique()
    )
