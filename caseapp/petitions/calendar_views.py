"""The pages of the working calendar: the days of a year, adding and removing one, adding a year."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from caseapp import clock, db
from caseapp.forms import EmptyForm
from caseapp.permissions import Permission, requires
from caseapp.petitions import calendar_services, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.body_forms import CalendarDayForm
from caseapp.petitions.calendar import HOLIDAY_NAMES
from caseapp.petitions.models import CalendarDay, CalendarYear
from caseapp.web import one_or_404

COUNTRY = "KZ"


@bp.route("/calendar", methods=["GET", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def calendar() -> ResponseReturnValue:
    """Show the days of a year that are not what their weekday says, and add one."""
    years = list(
        db.session.scalars(select(CalendarYear.year).where(CalendarYear.country == COUNTRY).order_by(CalendarYear.year))
    )
    year = request.args.get("year", type=int) or clock.today().year
    if years and year not in years:
        year = years[-1]
    form = CalendarDayForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            moved = calendar_services.add_day(session, **form.answers(), actor=current_user, at=clock.now())
        flash(_said(_("The day is in the calendar."), moved), "success")
        return redirect(url_for(".calendar", year=form.day.data.year if form.day.data else year))
    days = db.session.scalars(
        select(CalendarDay)
        .where(
            CalendarDay.country == COUNTRY,
            CalendarDay.day >= date(year, 1, 1),
            CalendarDay.day <= date(year, 12, 31),
        )
        .order_by(CalendarDay.day)
    ).all()
    page = render_template(
        "petitions/calendar.html",
        year=year,
        years=years,
        next_year=(years[-1] + 1) if years else year,
        days=[(day, wording.weekday(day.day), HOLIDAY_NAMES.get(day.name, day.name)) for day in days],
        form=form,
    )
    return page, 422 if form.errors else 200


def _said(first: str, moved: int) -> str:
    """Say what was done and how many due dates moved with it."""
    if not moved:
        return f"{first} " + _("No due date changed.")
    return (
        first
        + " "
        + ngettext(
            "%(num)s petition is due on another day now.", "%(num)s petitions are due on another day now.", moved
        )
    )


@bp.route("/calendar/days/<int:day_id>/remove", methods=["POST"])
@requires(Permission.CALENDAR_MANAGE)
def remove_day(day_id: int) -> ResponseReturnValue:
    """Take a day out of the calendar."""
    row = one_or_404(select(CalendarDay).where(CalendarDay.id == day_id))
    year = row.day.year
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            moved = calendar_services.remove_day(session, row, actor=current_user, at=clock.now())
        flash(_said(_("The day is out of the calendar."), moved), "success")
    return redirect(url_for(".calendar", year=year))


@bp.route("/calendar/years/<int:year>", methods=["POST"])
@requires(Permission.CALENDAR_MANAGE)
def add_year(year: int) -> ResponseReturnValue:
    """Add the next year to the calendar."""
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            moved = calendar_services.add_year(session, year=year, actor=current_user, at=clock.now())
        flash(_said(_("The year is in the calendar. Add its days off now."), moved), "success")
    return redirect(url_for(".calendar", year=year))
