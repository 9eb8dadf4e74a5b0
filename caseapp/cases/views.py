"""The list of cases; the other pages of a case register beside it."""

import re
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from caseapp import clock, db
from caseapp.accounts.models import Office
from caseapp.cases import list_filters, list_queries, list_words, queries
from caseapp.cases.blueprint import bp
from caseapp.cases.commands import commands
from caseapp.cases.models import Case
from caseapp.permissions import Permission, requires
from caseapp.search import words
from caseapp.web import row_number

CODE = re.compile(r"\s*[A-Za-z0-9]{1,8}-[0-9]{4}-[0-9]{4,}\s*")


@bp.route("/cases")
@requires(Permission.CASE_LIST)
def index() -> ResponseReturnValue:
    """List the cases, narrowed and searched."""
    filters = list_filters.read(request.args, current_user.office_ids, words.asked())
    if CODE.fullmatch(filters.q) and (code := _opened_by(filters.q)):
        return redirect(url_for(".show", code=code))
    before = row_number(request.args.get("before"))
    rows, more = list_queries.page(db.session, current_user, filters, before)
    context = {
        "filters": filters,
        "filled": list_words.filled,
        "lines": list_words.lines(rows, clock.today()),
        "total": _total_words(rows[0].total if rows else 0, list_queries.most_counted(filters)),
        "is_first": before is None,
        "next_url": url_for(".index", **filters.arguments(), before=rows[-1].id) if more else "",
        "first_url": url_for(".index", **filters.arguments()) if before is not None else "",
        "show_url": url_for(".show", code="code")[: -len("code")],
        "colleagues": list_queries.colleagues(db.session, current_user, filters.office),
        "options": partial(list_words.options, list_words.language()),
        "county_options": list_words.county_options(list_words.language(), filters.county),
        "search_url": _search_url(filters),
        "offices": _offices(),
        "office": next((one for one in _offices() if one.id == filters.office), current_user.office),
    }
    return render_template("cases/index.html", **context), 422 if filters.mistake else 200


def _opened_by(code: str) -> str | None:
    """Return the code of the case typed, if this person may open it."""
    return db.session.scalar(select(Case.code).where(queries.coded(code), queries.may_open(current_user)))


def _offices() -> list[Office]:
    """List the offices to choose from; none for who works for one."""
    further = [one.office for one in current_user.further_offices]
    return [current_user.office, *further] if further else []


def _total_words(total: int, most: int) -> str:
    if total > most:
        return _("more than %(number)s", number=format_decimal(most))
    return format_decimal(total)


def _search_url(filters: list_filters.Filters) -> str:
    """Return the address the search box above the list begins from: the same filters, other words."""
    own = {"q", "s", "within"}
    return url_for(".index", **{name: value for name, value in filters.arguments().items() if name not in own})


__all__ = ["bp", "commands"]

# The other pages register on the same blueprint.
from caseapp.cases import case_views, manage_views, person_views, row_views, status_views  # noqa: E402, F401
