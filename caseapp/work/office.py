"""The work of those who see no case: auditors and administrators."""

from datetime import date, datetime, time

from flask import url_for
from flask_babel import gettext as _

from caseapp import clock, db
from caseapp.accounts import queries as account_queries
from caseapp.accounts.models import User
from caseapp.dates import spoken
from caseapp.history import actions
from caseapp.history import queries as history_queries
from caseapp.petitions import watch
from caseapp.work import words
from caseapp.work.board import SHOWN, Board, Row, Section, filled


def for_auditor(_person: User, today: date) -> Board:
    """Show the latest deeds, and lead to the figures."""
    start = datetime.combine(today, time(), clock.zone())
    done = db.session.scalar(history_queries.count_since(start)) or 0
    latest = db.session.execute(history_queries.entries(history_queries.Asked(), clock.zone()).limit(SHOWN)).all()
    rows = [
        Row(
            title=str(actions.label(entry.action)),
            code=entry.code or "",
            text=entry.actor or _("The program itself"),
            meaning=spoken.moment(entry.at),
            url=url_for("history.index", code=entry.code) if entry.code else url_for("history.index"),
            verb=_("See this case's line") if entry.code else _("See it in the audit"),
        )
        for entry in latest
    ]
    section = Section("latest", _("Done last"), rows, len(rows), url_for("history.index"), _("Open the audit"))
    steps = [(_("Open the audit"), url_for("history.index")), (_("See the figures"), url_for("reports.index"))]
    return Board(words.for_auditor(done), filled([section]), first_steps=steps)


def for_administrator(_person: User, today: date) -> Board:
    """Show whether deadlines are watched and who cannot work yet, and lead to people and offices."""
    waiting = list(db.session.scalars(account_queries.waiting_for_first_sign_in().limit(SHOWN)))
    total, active, open_offices = db.session.execute(account_queries.overview()).one()
    rows = [
        Row(
            title=person.name,
            text=str(person.role.label),
            url=url_for("accounts.edit_user", user_id=person.id),
            verb=_("Give a new password"),
        )
        for person in waiting
    ]
    section = Section(
        "waiting",
        _("Have not signed in with their new password"),
        rows,
        total,
        url_for("accounts.users"),
        _("All people"),
    )
    steps = [
        (_("Add somebody"), url_for("accounts.new_user")),
        (_("See the offices"), url_for("accounts.offices")),
        (_("See the bodies"), url_for("petitions.bodies")),
        (_("Check the working days"), url_for("petitions.calendar")),
    ]
    troubles = watch.troubles(db.session, today)
    sentence = " ".join([*troubles, words.for_administrator(total, active, open_offices)])
    return Board(sentence, filled([section]), is_late=bool(troubles), first_steps=steps)
