"""The part of a page of work that is about petitions: due, begun, to read."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.dates.distance import how_far
from caseapp.permissions import Permission
from caseapp.petitions import incoming_queries, wording
from caseapp.petitions import queries as petition_queries
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState
from caseapp.work import words
from caseapp.work.board import Row, Section, count, fetch, first_and_more, told


def due_answers(person: User, today: date, statement: Select[Any]) -> tuple[Section, list[str]]:
    """Show the answers that are late or due within a week, and say how many of each."""
    total = count(statement)
    late = count(statement.where(Petition.due_on < today))
    petitions: list[Petition] = fetch(statement)
    names = petition_queries.body_names(db.session, [petition.body_version_id for petition in petitions])
    verb = _("Record the reply") if person.can(Permission.PETITION_RECORD_REPLY) else _("See what is missing")
    rows = []
    for petition in petitions:
        due_on = petition.due_on or today
        rows.append(
            Row(
                title=_body(petition, names),
                code=_codes(petition)[0],
                text=_codes(petition)[1],
                due_on=due_on,
                meaning=how_far(due_on, today),
                tone=wording.tone_of(wording.standing_of(petition, today)),
                url=url_for("petitions.show", petition_id=petition.id),
                verb=verb,
            )
        )
    parts = [words.overdue(late)] if late else []
    if total > late:
        parts.append(words.due_this_week(total - late))
    section = Section(
        "due", _("Answers late or due within a week"), rows, total, url_for("petitions.index"), _("Every petition")
    )
    return section, parts


def incoming_letters(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the mail that came in and waits to be matched with a petition."""
    statement = incoming_queries.waiting(person)
    total = count(statement)
    found: list[IncomingLetter] = fetch(statement)
    rows = [
        Row(
            title=_("Letter of %(day)s", day=wording.weekday(letter.received_on)),
            code=letter.reference or "",
            meaning=how_far(letter.received_on, today),
            tone="soon" if letter.given_to_id == person.id else "neutral",
            url=url_for("petitions.incoming_letter", letter_id=letter.id),
            verb=_("Find its petition"),
        )
        for letter in found
    ]
    section = Section(
        "inbox", _("Letters without a petition"), rows, total, url_for("petitions.inbox"), _("The whole inbox")
    )
    return section, [words.incoming_letters(total)] if total else []


def unfinished_letters(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the letters somebody has begun."""
    statement = petition_queries.drafts_of(person)
    total, petitions = count(statement), fetch(statement)
    names = petition_queries.body_names(db.session, [petition.body_version_id for petition in petitions])
    rows = [
        Row(
            title=_body(petition, names),
            code=_codes(petition)[0],
            text=told(
                _codes(petition)[1],
                _("Sent back: %(reason)s", reason=petition.return_reason) if petition.return_reason else "",
            ),
            meaning=_("begun %(when)s", when=how_far(clock.day_of(petition.created_at), today)),
            tone="soon" if petition.return_reason else "neutral",
            url=url_for("petitions.show", petition_id=petition.id),
            verb=_("Finish the letter"),
        )
        for petition in petitions
    ]
    section = Section(
        "letters", _("Letters you have begun"), rows, total, url_for("petitions.index"), _("Every petition")
    )
    return section, [words.letters_to_finish(total)] if total else []


def letters_to_review(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the letters that wait to be read by somebody who did not write them."""
    statement = petition_queries.to_review(person)
    total, petitions = count(statement), fetch(statement)
    names = petition_queries.body_names(db.session, [petition.body_version_id for petition in petitions])
    rows = [
        Row(
            title=_body(petition, names),
            code=_codes(petition)[0],
            text=_codes(petition)[1],
            meaning=_("begun %(when)s", when=how_far(clock.day_of(petition.created_at), today)),
            url=url_for("petitions.show", petition_id=petition.id),
            verb=_("Read the letter"),
        )
        for petition in petitions
    ]
    section = Section(
        "letters-to-read", _("Letters to read"), rows, total, url_for("petitions.index"), _("Every petition")
    )
    return section, [words.letters_to_review(total)] if total else []


def _body(petition: Petition, names: dict[int, dict[str, str]]) -> str:
    name = wording.in_language(names.get(petition.body_version_id or 0), petition.recipient_text or "")
    return name if petition.state is not PetitionState.DRAFT else _("Letter to %(body)s", body=name)


def _codes(petition: Petition) -> tuple[str, str]:
    return first_and_more([link.case.code for link in petition.cases if link.case.code])
