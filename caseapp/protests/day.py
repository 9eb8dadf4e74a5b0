"""What the page of a protest's day shows to one person: families, names where allowed, the notice in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.models import Applicant
from caseapp.cases import queries as case_queries
from caseapp.cases.models import Case
from caseapp.dates import spoken
from caseapp.petitions import wording
from caseapp.protests import queries, rules, services
from caseapp.protests.models import Appearance, Protest
from caseapp.protests.rules import NoticeTerms
from caseapp.protests.vocabulary import NoticeAnswer
from caseapp.reprisals import services as reprisals
from caseapp.search import queries as search


@dataclass(frozen=True)
class Day:
    """Everything on the page of a protest."""

    expected: list[Appearance]
    came: list[Appearance]
    opened: set[int]
    found: list[Case]
    asked: str
    applicants: dict[int, list[Applicant]]
    warned: dict[int, int]
    notice: NoticeAnswer
    notice_words: str
    is_notice_late: bool
    rule_checked: str


def look(session: Session, protest: Protest, person: User, *, asked: str, today: date) -> Day:
    """Read the day; a fixed number of statements however many came."""
    rows = list(session.scalars(queries.appearances_of(protest, person)).unique())
    found: list[Case] = []
    if asked.strip():
        statement = search.with_name(session, case_queries.listable_by(person), asked)
        found = list(session.scalars(statement.limit(queries.MOST_FOUND)))
    cases = {row.case_id for row in rows} | {case.id for case in found}
    applicants: dict[int, list[Applicant]] = defaultdict(list)
    for case_id, applicant in session.execute(queries.applicants_of({case.id for case in found}, person)).unique():
        applicants[case_id].append(applicant)
    terms = services.terms(session, protest.form, protest.held_on or today, protest.notice_given_on)
    rule_on = protest.notice_given_on or protest.held_on or today
    version = services.get_version(session, rules.body_key(protest.form), rule_on)
    notice = rules.notice_standing(protest.notice_answer, protest.form, protest.notice_due_on, today)
    is_late = protest.notice_given_on is not None and terms.is_late(protest.notice_given_on)
    return Day(
        expected=[row for row in rows if row.checked_in_at is None],
        came=[row for row in rows if row.checked_in_at is not None],
        opened=set(session.scalars(queries.opened_among(cases, person))),
        found=found,
        asked=asked,
        applicants=dict(applicants),
        warned=reprisals.warnings_before_protests(session, cases),
        notice=notice,
        notice_words=_notice(protest, notice, terms, today),
        rule_checked=wording.checked_in_words(version),
        is_notice_late=is_late or (protest.notice_given_on is None and bool(terms.give_by and today > terms.give_by)),
    )


def in_words(day: date) -> str:
    """Write a day in the page's language."""
    return spoken.long(day)


def _notice(protest: Protest, notice: NoticeAnswer, terms: NoticeTerms, today: date) -> str:
    """Say how the notice stands, and until when something must happen."""
    if notice is NoticeAnswer.TACIT_CONSENT and protest.notice_due_on:
        return _("No answer came by %(day)s: the protest may be held as notified.", day=in_words(protest.notice_due_on))
    if notice is NoticeAnswer.NOTIFIED and protest.notice_due_on:
        left = (protest.notice_due_on - today).days
        day = in_words(protest.notice_due_on)
        if left < 0:
            return _("The akimat had to answer by %(day)s. Without its approval a march may not be held.", day=day)
        return ngettext(
            "The akimat answers by %(day)s, in %(num)s day.",
            "The akimat answers by %(day)s, in %(num)s days.",
            left,
            day=day,
        )
    if notice is NoticeAnswer.NOT_NOTIFIED and terms.give_by:
        day = in_words(terms.give_by)
        if today > terms.give_by:
            return _("The last day to give notice was %(day)s.", day=day)
        return _("Give notice to the akimat by %(day)s.", day=day)
    return str(notice.label) + "."
