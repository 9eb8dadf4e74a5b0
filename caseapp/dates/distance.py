"""How far away a day is, in the page's language: "today", "in 9 days", "41 days ago"."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext


def how_far(day: date, today: date) -> str:
    """Say how far away a day is."""
    left = (day - today).days
    if left == 0:
        return _("today")
    if left < 0:
        return ngettext("%(num)s day ago", "%(num)s days ago", -left)
    return ngettext("in %(num)s day", "in %(num)s days", left)
