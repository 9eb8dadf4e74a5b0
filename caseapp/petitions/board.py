"""The board of petitions: its tabs, the keys of its pages, and the sentence that stands first."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from caseapp.vocabulary import Vocabulary
from caseapp.web import row_number

PAGE = 50
CAP = 1000
# What is narrowed is read further to be counted, so counting ends sooner.
CAP_NARROWED = 200


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


def count_in_words(count: int, cap: int) -> str:
    """Write a count; beyond the cap it says so."""
    return _("more than %(num)s", num=f"{cap:,}") if count > cap else str(count)


def write_key(due_on: date | None, petition_id: int, tab: Tab) -> str:
    """Write the key of a row, for the address of the next page."""
    return f"{due_on.isoformat()}.{petition_id}" if tab in BY_DAY and due_on is not None else f".{petition_id}"


def read_key(text: str, tab: Tab) -> tuple[date | None, int] | None:
    """Read a key back; one that is not ours, or of a tab of another order, begins at the first page."""
    day, _dot, number = text.partition(".")
    try:
        last = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    place = row_number(number)
    return None if place is None or (last is None) == (tab in BY_DAY) else (last, place)


def sentence(found: dict[Tab, int], cap: int) -> str:
    """Say what must be done before anything else."""
    late, soon, silent = found[Tab.OVERDUE], found[Tab.THIS_WEEK], found[Tab.SILENT]
    most = f"{cap:,}"
    parts = []
    if late:
        parts.append(
            _("More than %(num)s answers are overdue.", num=most)
            if late > cap
            else ngettext("%(num)s answer is overdue.", "%(num)s answers are overdue.", late)
        )
    if silent:
        parts.append(
            _("More than %(num)s bodies are silent.", num=most)
            if silent > cap
            else ngettext("%(num)s body is silent.", "%(num)s bodies are silent.", silent)
        )
    if soon:
        parts.append(
            _("More than %(num)s are due this week.", num=most)
            if soon > cap
            else ngettext("%(num)s is due this week.", "%(num)s are due this week.", soon)
        )
    if not parts:
        parts.append(_("Nothing is overdue and nothing is due this week."))
    return " ".join(parts)
