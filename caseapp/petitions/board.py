"""The board of petitions: its tabs, their counts in one statement, one page of rows by key."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from caseapp.petitions import queries
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState
from caseapp.vocabulary import Vocabulary
from caseapp.web import row_number

PAGE = 50
CAP = 1000


class Tab(Vocabulary):
    """The groups of the board, what presses most first."""

    OVERDUE = "overdue", _l("Overdue")
    THIS_WEEK = "this-week", _l("Due this week")
    SILENT = "silent", _l("Silent")
    WAITING = "waiting", _l("Waiting")
    TO_REVIEW = "to-review", _l("To review")
    TO_SEND = "to-send", _l("Approved, to be sent")
    DRAFTS = "drafts", _l("Drafts")
    DONE = "done", _l("Done")


COUNTED = tuple(tab for tab in Tab if tab is not Tab.DONE)
BY_DAY = frozenset({Tab.OVERDUE, Tab.THIS_WEEK, Tab.SILENT, Tab.WAITING})


@dataclass(frozen=True)
class Page:
    """One page of the board, and the key the next one starts after."""

    rows: list[Petition]
    next_key: str


def condition(tab: Tab, today: date) -> ColumnElement[bool]:
    """Match the petitions of a tab."""
    if tab is Tab.OVERDUE:
        return queries.is_overdue(today)
    if tab is Tab.THIS_WEEK:
        return queries.is_due_soon(today)
    if tab is Tab.SILENT:
        return queries.is_silent(today)
    if tab is Tab.WAITING:
        return queries.is_on_time(today)
    if tab is Tab.DONE:
        return queries.is_past()
    state = {
        Tab.TO_REVIEW: PetitionState.IN_REVIEW,
        Tab.TO_SEND: PetitionState.APPROVED,
        Tab.DRAFTS: PetitionState.DRAFT,
    }[tab]
    return Petition.state == state


def counts(session: Session, scope: ColumnElement[bool], today: date) -> dict[Tab, int]:
    """Count each tab up to the cap and one more, all in one statement; what is done is not counted."""
    columns = [
        queries.capped(and_(scope, condition(tab, today)), CAP).scalar_subquery().label(tab.name) for tab in COUNTED
    ]
    row = session.execute(select(*columns)).one()
    return dict(zip(COUNTED, row, strict=True))


def counts_of_few(session: Session, scope: ColumnElement[bool], today: date) -> dict[Tab, int]:
    """Count the tabs of a small part of the board by reading that part once."""
    columns = [func.count(case((condition(tab, today), Petition.id))).label(tab.name) for tab in COUNTED]
    row = session.execute(select(*columns).where(scope)).one()
    return {tab: min(count, CAP + 1) for tab, count in zip(COUNTED, row, strict=True)}


def count_in_words(count: int) -> str:
    """Write a count; beyond the cap it says so."""
    return _("more than %(num)s", num="1,000") if count > CAP else str(count)


def page(session: Session, scope: ColumnElement[bool], tab: Tab, today: date, after: str) -> Page:
    """Fetch a page of a tab: by due day where there is one, else the newest first."""
    statement = queries.for_rows(select(Petition).where(scope, condition(tab, today)))
    key = read_key(after)
    if tab in BY_DAY:
        if key is not None and key[0] is not None:
            statement = statement.where(queries.after_key(key[0], key[1]))
        statement = statement.order_by(Petition.due_on, Petition.id)
    else:
        if key is not None:
            statement = statement.where(Petition.id < key[1])
        statement = statement.order_by(Petition.id.desc())
    rows = list(session.scalars(statement.limit(PAGE + 1)).unique())
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Page(rows, write_key(rows[-1], tab) if more else "")


def write_key(petition: Petition, tab: Tab) -> str:
    """Write the key of a row, for the address of the next page."""
    if tab in BY_DAY and petition.due_on is not None:
        return f"{petition.due_on.isoformat()}.{petition.id}"
    return f".{petition.id}"


def read_key(text: str) -> tuple[date | None, int] | None:
    """Read a key back; one that is not ours begins at the first page."""
    day, _dot, number = text.partition(".")
    try:
        last = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    place = row_number(number)
    return None if place is None else (last, place)


def sentence(found: dict[Tab, int]) -> str:
    """Say what must be done before anything else."""
    late, soon, silent = found[Tab.OVERDUE], found[Tab.THIS_WEEK], found[Tab.SILENT]
    parts = []
    if late:
        parts.append(
            _("More than 1,000 answers are overdue.")
            if late > CAP
            else ngettext("%(num)s answer is overdue.", "%(num)s answers are overdue.", late)
        )
    if silent:
        parts.append(
            _("More than 1,000 bodies are silent.")
            if silent > CAP
            else ngettext("%(num)s body is silent.", "%(num)s bodies are silent.", silent)
        )
    if soon:
        parts.append(
            _("More than 1,000 are due this week.")
            if soon > CAP
            else ngettext("%(num)s is due this week.", "%(num)s are due this week.", soon)
        )
    if not parts:
        parts.append(_("Nothing is overdue and nothing is due this week."))
    return " ".join(parts)
