"""Whether anybody keeps watch over the deadlines: what an administrator must know when nobody does."""

from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp import jobs
from caseapp.dates import spoken
from caseapp.petitions.notice_models import Digest, SweepRun

# The night before last: the one that has just begun may not have had its sweep yet.
LATEST = timedelta(days=2)
LOOK_BACK = timedelta(days=7)


def troubles(session: Session, today: date) -> list[str]:
    """Say what keeps deadlines from being noticed or told, in sentences; nothing where all is well."""
    found = []
    if not jobs.is_worker_alive():
        found.append(
            _("The worker does not run: no deadline is noticed, no list is sent. Start the program with script/server.")
        )
    last = session.scalar(select(func.max(SweepRun.run_on)))
    if last is not None and last <= today - LATEST:
        found.append(_("The deadlines were last looked at on %(day)s.", day=spoken.with_weekday(last)))
    lost = session.scalar(
        select(func.count()).where(Digest.ended_as == "not_delivered", Digest.run_on >= today - LOOK_BACK)
    )
    if lost:
        found.append(
            ngettext(
                "%(num)s list of deadlines could not be delivered: check the mail server.",
                "%(num)s lists of deadlines could not be delivered: check the mail server.",
                lost,
            )
        )
    return found
