"""Pages of administration: people and offices. Nothing of a case is shown here."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from caseapp import clock, db
from caseapp.accounts import offices as office_services
from caseapp.accounts import queries, services, step_up
from caseapp.accounts.blueprint import bp
from caseapp.accounts.forms import NewOfficeForm, OfficeForm, PeopleFilter, PersonForm
from caseapp.accounts.models import Office, User
from caseapp.errors import RuleBroken
from caseapp.forms import choices_of
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404, row_number, without_empty


@bp.route("/admin/users")
@requires(Permission.USER_MANAGE)
def users() -> ResponseReturnValue:
    """List the people with an account, newest first."""
    form, before = PeopleFilter(request.args), row_number(request.args.get("before"))
    offices = db.session.scalars(queries.offices()).all()
    form.office.choices = choices_of([("", _("Every office")), *((str(office.id), office.name) for office in offices)])
    chosen: dict[str, Any] = {}
    if form.validate():
        active = {"yes": True, "no": False}.get(form.active.data or "")
        chosen = {"role": form.role.data, "office_id": form.office.data, "active": active}
    found = db.session.scalars(queries.people(**chosen, before=before)).all()
    people, more = found[: queries.PAGE], len(found) > queries.PAGE
    kept_filter = without_empty(
        role=request.args.get("role"), office=request.args.get("office"), active=request.args.get("active")
    )
    return render_template(
        "accounts/users.html",
        people=people,
        form=form,
        active=len(kept_filter),
        next_url=url_for(".users", before=people[-1].id, **kept_filter) if more else "",
        first_url=url_for(".users", **kept_filter) if before else "",
    )


@bp.route("/admin/users/new", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
@step_up.needed
def new_user() -> ResponseReturnValue:
    """Add somebody; the password for the first sign-in is shown once."""
    form = _person_form()
    if form.validate_on_submit():
        with db.transaction() as session:
            person, password = services.add_user(session, **_person_facts(form), actor=current_user, at=clock.now())
        return render_template("accounts/one_time.html", person=person, password=password, is_new=True)
    return render_template("accounts/user.html", form=form, person=None), 422 if form.errors else 200


@bp.route("/admin/users/<int:user_id>", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
@step_up.needed
def edit_user(user_id: int) -> ResponseReturnValue:
    """Change somebody's name, address, role or office."""
    person = one_or_404(queries.person(user_id))
    form = _person_form(person)
    if form.validate_on_submit():
        ensure_same(form.version.data, person.version)
        with db.transaction() as session:
            services.change_user(session, person, **_person_facts(form), actor=current_user, at=clock.now())
        flash(_("The account is changed."), "success")
        return redirect(url_for(".users"))
    return render_template("accounts/user.html", form=form, person=person), 422 if form.errors else 200


@bp.route("/admin/users/<int:user_id>/disable", methods=["POST"])
@requires(Permission.USER_MANAGE)
@step_up.needed
def disable_user(user_id: int) -> ResponseReturnValue:
    """Shut an account and hand over what the person had to do."""
    person = one_or_404(queries.person(user_id))
    with db.transaction() as session:
        services.disable_user(session, person, actor=current_user, at=clock.now())
    flash(_("The account is disabled. Open petitions and cases went to a coordinator of the office."), "success")
    return redirect(url_for(".users"))


@bp.route("/admin/users/<int:user_id>/enable", methods=["POST"])
@requires(Permission.USER_MANAGE)
@step_up.needed
def enable_user(user_id: int) -> ResponseReturnValue:
    """Open an account again."""
    person = one_or_404(queries.person(user_id))
    with db.transaction() as session:
        services.enable_user(session, person, actor=current_user, at=clock.now())
    flash(_("The account is open again."), "success")
    return redirect(url_for(".edit_user", user_id=user_id))


@bp.route("/admin/users/<int:user_id>/reset-password", methods=["POST"])
@requires(Permission.USER_MANAGE)
@step_up.needed
def reset_password(user_id: int) -> ResponseReturnValue:
    """Give somebody a password for one sign-in, shown once."""
    person = one_or_404(queries.person(user_id))
    with db.transaction() as session:
        password = services.reset_password(session, person, actor=current_user, at=clock.now())
    return render_template("accounts/one_time.html", person=person, password=password, is_new=False)


@bp.route("/admin/offices")
@requires(Permission.OFFICE_MANAGE)
def offices() -> ResponseReturnValue:
    """List the offices and how many people work in each."""
    found = db.session.scalars(queries.offices()).all()
    counts = {row[0]: row[1] for row in db.session.execute(queries.people_by_office())}
    return render_template("accounts/offices.html", offices=found, counts=counts)


@bp.route("/admin/offices/new", methods=["GET", "POST"])
@requires(Permission.OFFICE_MANAGE)
@step_up.needed
def new_office() -> ResponseReturnValue:
    """Add an office."""
    form = NewOfficeForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            office_services.add(
                session, code=form.code.data or "", **_office_facts(form), actor=current_user, at=clock.now()
            )
        flash(_("The office is added."), "success")
        return redirect(url_for(".offices"))
    return render_template("accounts/office.html", form=form, office=None), 422 if form.errors else 200


@bp.route("/admin/offices/<int:office_id>", methods=["GET", "POST"])
@requires(Permission.OFFICE_MANAGE)
@step_up.needed
def edit_office(office_id: int) -> ResponseReturnValue:
    """Change what is known of an office."""
    office = one_or_404(queries.offices().where(Office.id == office_id))
    form = OfficeForm(obj=office)
    if form.validate_on_submit():
        ensure_same(form.version.data, office.version)
        with db.transaction() as session:
            office_services.change(session, office, **_office_facts(form), actor=current_user, at=clock.now())
        flash(_("The office is changed."), "success")
        return redirect(url_for(".offices"))
    return render_template("accounts/office.html", form=form, office=office), 422 if form.errors else 200


@bp.route("/admin/offices/<int:office_id>/close", methods=["POST"])
@requires(Permission.OFFICE_MANAGE)
@step_up.needed
def close_office(office_id: int) -> ResponseReturnValue:
    """Close an office nobody works in any more."""
    office = one_or_404(queries.offices().where(Office.id == office_id))
    with db.transaction() as session:
        office_services.close(session, office, actor=current_user, at=clock.now())
    flash(_("The office is closed. Its cases stay."), "success")
    return redirect(url_for(".offices"))


@bp.route("/admin/offices/<int:office_id>/reopen", methods=["POST"])
@requires(Permission.OFFICE_MANAGE)
@step_up.needed
def reopen_office(office_id: int) -> ResponseReturnValue:
    """Open a closed office again."""
    office = one_or_404(queries.offices().where(Office.id == office_id))
    with db.transaction() as session:
        office_services.reopen(session, office, actor=current_user, at=clock.now())
    flash(_("The office is open again."), "success")
    return redirect(url_for(".offices"))


def ensure_same(typed: str | None, stored: int) -> None:
    """Refuse to write over what somebody else has changed since the page was opened."""
    if typed != str(stored):
        raise RuleBroken(_l("Somebody else changed this while you had it open."))


def _person_form(person: User | None = None) -> PersonForm:
    """Return the form with the offices there are; a closed one is offered only to who is still in it."""
    held = person.office_ids if person is not None else ()
    form = PersonForm(obj=person, further_office_ids=list(held[1:]))
    found = db.session.scalars(queries.offices())
    open_ones = [office for office in found if not office.closed_at or office.id in held]
    form.further_office_ids.choices = choices_of((office.id, office.name) for office in open_ones)
    form.office_id.choices = choices_of(
        [("", _("No office")), *((str(office.id), office.name) for office in open_ones)]
    )
    return form


def _person_facts(form: PersonForm) -> dict[str, Any]:
    office = None
    if form.office_id.data is not None:
        office = one_or_404(queries.offices().where(Office.id == form.office_id.data))
    further = form.further_office_ids.data or []
    return {
        "email": form.email.data,
        "name": form.name.data,
        "role": form.role.data,
        "office": office,
        "further_offices": db.session.scalars(queries.offices().where(Office.id.in_(further))).all(),
    }


def _office_facts(form: OfficeForm) -> dict[str, Any]:
    texts = ("name", "city", "address", "phone", "email", "letterhead_text")
    return {"letterhead": form.letterhead.data, **{name: form[name].data or "" for name in texts}}
