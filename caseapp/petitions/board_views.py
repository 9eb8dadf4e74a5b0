"""The board of petitions, and the month: what is due on which day."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseapp import clock, db
from caseapp.accounts.models import Office, User
from caseapp.dates.distance import how_far
from caseapp.permissions import Permission, requires
from caseapp.petitions import board, board_queries, board_rows, month, queries, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.board import Tab
from caseapp.petitions.board_queries import Narrowing
from caseapp.web import row_number, without_empty


@bp.route("/petitions")
@requires(Permission.PETITION_VIEW)
def index() -> ResponseReturnValue:
    """Show the board: what is overdue first."""
    today, person = clock.today(), _person()
    narrowing = _narrowing(person)
    asked = board_queries.kind(person, narrowing)
    values = board_queries.values(db.session, person, narrowing, today)
    cap = board_queries.cap(asked)
    counted = db.session.execute(board_queries.count_statement(asked, cap), values).one()
    counts: dict[Tab, int] = {tab: min(count, cap + 1) for tab, count in zip(board.COUNTED, counted, strict=True)}
    tab = _tab(counts)
    key = board.read_key(request.args.get("after", ""), tab)
    if key is not None:
        values |= {"after_day": key[0], "after_id": key[1]}
    statement = board_queries.row_statement(asked, tab, key is not None, board.PAGE + 1)
    rows = db.session.execute(statement, values).all()
    more, rows = len(rows) > board.PAGE, rows[: board.PAGE]
    shown, choices = _names()
    filters = _filters(narrowing)
    here = url_for(".index", tab=tab.value, **filters)
    next_key = board.write_key(rows[-1].due_on, rows[-1].id, tab) if more else ""
    return render_template(
        "petitions/index.html",
        tab=tab,
        tabs=[
            (one.label, url_for(".index", tab=one.value, **filters), _count(counts, one, cap), one is tab)
            for one in Tab
        ],
        rows=_lines(rows, tab, shown, person, today),
        sentence=board.sentence(counts, cap),
        filters=narrowing,
        **_choices(person, choices),
        active=len(filters),
        first_url=here if key is not None else "",
        next_url=f"{here}{'&' if '?' in here else '?'}after={next_key}" if next_key else "",
        show_url=url_for(".index") + "/",
        case_url=url_for("cases.show", code="-")[:-1],
        month_url=url_for(".month", **{name: value for name, value in filters.items() if name != "q"}),
    )


@bp.route("/petitions/month", endpoint="month")
@requires(Permission.PETITION_VIEW)
def month_view() -> ResponseReturnValue:
    """Show a month: on each day what is due, and what has ended already."""
    today, person = clock.today(), _person()
    narrowing = _narrowing(person)
    shown = month.read(request.args.get("month", ""), today)
    asked = board_queries.kind(person, narrowing)
    values = board_queries.values(db.session, person, narrowing, today)
    weeks = month.weeks(db.session, shown, asked, values, today)
    filters = _filters(narrowing)
    _shown, choices = _names()
    return render_template(
        "petitions/month.html",
        title=month.title(shown),
        month=shown,
        days_of_week=month.days_of_week(),
        weeks=weeks,
        total=sum(day.total for week in weeks for day in week if day.is_inside),
        before_url=url_for(".month", month=month.name(month.before(shown)), **filters),
        after_url=url_for(".month", month=month.name(month.after(shown)), **filters),
        today_url="" if month.is_in(today, shown) else url_for(".month", **filters),
        board_url=url_for(".index", **filters),
        day_url=url_for(".index") + "/days/",
        query=f"?{urlencode(filters)}" if filters else "",
        filters=narrowing,
        active=len(filters),
        **_choices(person, choices),
    )


@bp.route("/petitions/days/<day>")
@requires(Permission.PETITION_VIEW)
def day(day: str) -> ResponseReturnValue:
    """List the clocks that end on one day, with the next step of each."""
    try:
        shown = date.fromisoformat(day)
    except ValueError:
        abort(404)
    if shown.isoformat() != day:
        abort(404)
    today, person = clock.today(), _person()
    narrowing = _narrowing(person)
    asked = board_queries.kind(person, narrowing)
    values = board_queries.values(db.session, person, narrowing, today) | {"day": shown}
    number, _dot, kind = request.args.get("after", "").partition(".")
    after = row_number(number)
    if after is not None:
        values |= {"after_id": after, "after_kind": kind}
    statement = month.day_statement(asked, after is not None, board.PAGE + 1)
    rows = db.session.execute(statement, values).all()
    more, rows = len(rows) > board.PAGE, rows[: board.PAGE]
    names, _choices = _names()
    filters = _filters(narrowing)
    here = url_for(".day", day=day, **filters)
    next_key = f"{rows[-1].id}.{rows[-1].kind.value}" if more else ""
    return render_template(
        "petitions/day.html",
        title=wording.weekday(shown),
        meaning=how_far(shown, today),
        is_past=shown < today,
        rows=[
            (row.kind.label, line)
            for row, line in zip(rows, _lines(rows, Tab.SILENT, names, person, today), strict=True)
        ],
        active=len(filters),
        month_url=url_for(".month", month=month.name(shown), **filters),
        show_url=url_for(".index") + "/",
        case_url=url_for("cases.show", code="-")[:-1],
        first_url=here if after is not None else "",
        next_url=f"{here}{'&' if '?' in here else '?'}after={next_key}" if next_key else "",
    )


def _person() -> User:
    person: User = current_user._get_current_object()  # noqa: SLF001 - asked fifty times a page
    return person


def _narrowing(person: User) -> Narrowing:
    """Read what narrows the board from the address; an office that is not theirs is not asked for."""
    office = row_number(request.args.get("office"))
    return Narrowing(
        office=office if office in person.office_ids and len(person.office_ids) > 1 else None,
        body=request.args.get("body", "").strip(),
        owner=row_number(request.args.get("owner")),
        q=request.args.get("q", "").strip(),
    )


def _filters(narrowing: Narrowing) -> dict[str, Any]:
    return without_empty(q=narrowing.q, office=narrowing.office, body=narrowing.body, owner=narrowing.owner)


def _tab(counts: dict[Tab, int]) -> Tab:
    """Choose the tab asked for, else the first that has anything."""
    asked = Tab.member(request.args.get("tab"))
    return asked or next((tab for tab, count in counts.items() if count), Tab.OVERDUE)


def _count(counts: dict[Tab, int], tab: Tab, cap: int) -> str | None:
    return board.count_in_words(counts[tab], cap) if tab in counts else None


def _names() -> tuple[dict[int, str], list[tuple[str, str]]]:
    """Give the name of each version of a body, and each body to choose from."""
    shown, choices = {}, []
    for version_id, key, names, is_newest in board_queries.bodies(db.session):
        shown[version_id] = wording.in_language(names)
        if is_newest:
            choices.append((key, shown[version_id]))
    return shown, sorted(choices, key=lambda one: one[1])


def _choices(person: User, bodies: list[tuple[str, str]]) -> dict[str, Any]:
    further: list[Office] = [one.office for one in person.further_offices]
    people = db.session.execute(queries.names_of_colleagues(person.office_ids)).all()
    return {
        "bodies": bodies,
        "people": people,
        "offices": [person.office, *further] if further else [],
    }


def _lines(rows: Any, tab: Tab, names: dict[int, str], person: User, today: date) -> list[board_rows.Line]:
    numbers = [row.id for row in rows]
    return board_rows.lines(
        rows,
        names=names,
        codes=board_queries.codes_of(db.session, numbers) if rows else {},
        windows=board_queries.windows_of(db.session, numbers) if rows and tab is Tab.SILENT else {},
        person=person,
        today=today,
    )
