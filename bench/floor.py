"""The floor: pages that do the least a signed-in Flask page over the same tables can do."""

import secrets

from flask import Blueprint, render_template_string, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select, insert, select
from sqlalchemy.orm import joinedload

from caseapp import clock, db
from caseapp.appeals.models import Appeal
from caseapp.appeals.vocabulary import AppealChannel, ReviewState
from caseapp.cases.models import Case
from caseapp.cases.people import Person, PersonName
from caseapp.cases.vocabulary import CaseState, Script, Sex
from caseapp.history.models import HistoryEntry
from caseapp.permissions import Permission, public, requires
from caseapp.petitions.models import Petition
from caseapp.search import queries as search

bp = Blueprint("floor", __name__, url_prefix="/floor")

ROWS = 50
COLUMNS = (
    Case.id,
    Case.code,
    Case.shown_name,
    Case.place_status,
    Case.legal_status,
    Case.county_code,
    Case.changed_at,
)
PAGE = """<!doctype html><title>Floor</title><table>{% for row in rows %}<tr><td>{{ row.id }}</td>
<td>{{ row.code }}</td><td>{{ row.shown_name }}</td><td>{{ row.place_status }}</td><td>{{ row.legal_status }}</td>
<td>{{ row.county_code }}</td><td>{{ row.changed_at }}</td></tr>{% endfor %}</table>"""
BOARD = """<!doctype html><title>Floor</title><table>{% for row in rows %}<tr><td>{{ row.id }}</td>
<td>{{ row.state }}</td><td>{{ row.subject }}</td><td>{{ row.sent_on }}</td><td>{{ row.due_on }}</td>
<td>{{ row.channel }}</td><td>{{ row.body.key }}</td></tr>{% endfor %}</table>"""


def rows_of_office(office_id: int) -> Select[tuple[object, ...]]:
    """Find the newest open cases of an office."""
    return (
        select(*COLUMNS)
        .where(Case.office_id == office_id, Case.state == CaseState.OPEN)
        .order_by(Case.id.desc())
        .limit(ROWS)
    )


def board_of_office(office_id: int) -> Select[Petition]:
    """Find the petitions of an office that are due first."""
    return (
        select(Petition)
        .options(joinedload(Petition.body))
        .where(Petition.office_id == office_id, Petition.due_on.is_not(None))
        .order_by(Petition.due_on, Petition.id)
        .limit(ROWS)
    )


@bp.route("/empty")
@public
def empty() -> ResponseReturnValue:
    """Answer with nothing."""
    return "ok"


@bp.route("/list")
@requires(Permission.CASE_LIST)
def listed() -> ResponseReturnValue:
    """Show fifty rows by an index."""
    return render_template_string(PAGE, rows=db.session.execute(rows_of_office(current_user.office_id)).all())


@bp.route("/one/<code>")
@requires(Permission.CASE_VIEW)
def one(code: str) -> ResponseReturnValue:
    """Show one record."""
    return render_template_string(PAGE, rows=db.session.execute(select(*COLUMNS).where(Case.code == code)).all())


@bp.route("/open/<code>")
@public
def opened(code: str) -> ResponseReturnValue:
    """Show one record to somebody without an account, as a family's page is."""
    return render_template_string(PAGE, rows=db.session.execute(select(*COLUMNS).where(Case.code == code)).all())


@bp.route("/search")
@requires(Permission.CASE_LIST)
def searched() -> ResponseReturnValue:
    """Show fifty rows with a part of a name."""
    found = search.with_name(db.session, select(*COLUMNS), request.args["q"]).limit(ROWS)
    return render_template_string(PAGE, rows=db.session.execute(found).all())


@bp.route("/words")
@requires(Permission.CASE_LIST)
def worded() -> ResponseReturnValue:
    """Show fifty rows with words of a statement."""
    found = search.with_words(db.session, select(*COLUMNS), request.args["q"]).limit(ROWS)
    return render_template_string(PAGE, rows=db.session.execute(found).all())


@bp.route("/board")
@requires(Permission.CASE_LIST)
def board() -> ResponseReturnValue:
    """Show fifty petitions as objects."""
    return render_template_string(BOARD, rows=db.session.scalars(board_of_office(current_user.office_id)).all())


@bp.route("/create", methods=["POST"])
@requires(Permission.APPEAL_LOG)
def create() -> ResponseReturnValue:
    """Insert a person, a name, an appeal and a line of history in one commit."""
    at = clock.now()
    with db.transaction() as session:
        number = session.scalar(insert(Person).values(sex=Sex.UNKNOWN, version=1).returning(Person.id))
        session.execute(
            insert(PersonName).values(person_id=number, text=f"Floor {secrets.token_hex(4)}", script=Script.LATN)
        )
        appeal = session.scalar(
            insert(Appeal)
            .values(
                office_id=current_user.office_id,
                logged_by_id=current_user.id,
                state=ReviewState.DRAFT,
                channel=AppealChannel.OFFICE,
                created_at=at,
                version=1,
            )
            .returning(Appeal.id)
        )
        session.execute(
            insert(HistoryEntry).values(
                at=at, actor_id=current_user.id, action="floor", subject_kind="appeals", subject_id=appeal
            )
        )
    return "", 204


@bp.route("/note", methods=["POST"])
@requires(Permission.STATUS_LOG)
def note() -> ResponseReturnValue:
    """Insert one line of history in one commit, as the least a recorded change writes."""
    with db.transaction() as session:
        session.execute(insert(HistoryEntry).values(at=clock.now(), actor_id=current_user.id, action="floor"))
    return "", 204
