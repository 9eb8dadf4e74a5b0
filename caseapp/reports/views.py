"""The page of reports: the campaign, published figures, sources, counts by office."""

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select

from caseapp import db
from caseapp.permissions import Permission, requires
from caseapp.reports import queries, rules
from caseapp.vocabulary import Vocabulary
from caseapp.web import web_address

bp = Blueprint("reports", __name__)


@bp.route("/reports")
@requires(Permission.REPORT_VIEW)
def index() -> ResponseReturnValue:
    """Show what concerns the whole campaign, and counts that point to nobody."""
    sources = db.session.scalars(queries.sources()).all()
    return render_template(
        "reports/index.html",
        cases_by_place=_by_office(queries.open_cases_by_place(current_user)),
        petitions_by_state=_by_office(queries.petitions_by_state(current_user)),
        events=db.session.scalars(queries.campaign_events()).all(),
        figures=db.session.scalars(queries.figures()).all(),
        sources=sources,
        titles={source.key: source.title for source in sources},
        web_address=web_address,
        told_day=rules.told_day,
        fewest=rules.FEWEST,
    )


def _by_office(statement: Select[str, str, Any, int]) -> list[tuple[str, list[tuple[Vocabulary, int | None]]]]:
    """List the counts of each office in the order of the vocabulary; a small one without its number."""
    found = db.session.execute(statement).all()
    return [
        (name, sorted(((row[2], rules.shown_count(row.number)) for row in rows), key=_place_in_vocabulary))
        for (_, name), rows in groupby(found, key=lambda row: (row.code, row.name))
    ]


def _place_in_vocabulary(counted: tuple[Vocabulary, int | None]) -> int:
    return list(type(counted[0])).index(counted[0])
