"""The work of those who know cases: volunteers, coordinators and translators."""

from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from caseapp import clock
from caseapp.accounts.models import User
from caseapp.appeals import queries as appeal_queries
from caseapp.appeals.models import Appeal, Translation
from caseapp.appeals.rules import Step
from caseapp.appeals.vocabulary import ReviewState, TranslationState
from caseapp.cases import queries as case_queries
from caseapp.cases import status_queries
from caseapp.cases.claims import StatusUpdate
from caseapp.cases.models import Case
from caseapp.dates.distance import how_far
from caseapp.families import queries as family_queries
from caseapp.families.models import FamilyMessage
from caseapp.petitions import queries as petition_queries
from caseapp.petitions.rules import DUE_SOON
from caseapp.protests import queries as protest_queries
from caseapp.protests.models import Protest
from caseapp.work import letters, words
from caseapp.work.board import Board, Row, Section, count, fetch, few, filled, first_and_more, told

WEEK = DUE_SOON.days


def for_volunteer(person: User, today: date) -> Board:
    """Gather what somebody has begun, got back, looks after and is assigned to."""
    late, late_parts = letters.due_answers(person, today, petition_queries.due_within(person, today, WEEK))
    appeals, finish = unfinished_appeals(person)
    begun, letters_part = letters.unfinished_letters(person, today)
    mail, mail_part = letters.incoming_letters(person, today)
    cases = assigned_cases(person)
    protests, protest_part = coming_protests(person, today)
    return Board(
        words.joined([*late_parts, *finish, *letters_part, *mail_part, *protest_part]),
        filled([late, appeals, begun, mail, protests, cases]),
        is_late=bool(late_parts),
        first_steps=[
            (_("Log an appeal"), url_for("appeals.new")),
            (_("Find a case"), url_for("cases.index")),
        ],
    )


def for_coordinator(person: User, today: date) -> Board:
    """Gather what the office must answer, review, verify and plan."""
    late, late_parts = letters.due_answers(person, today, petition_queries.due_in_office(person, today, WEEK))
    parts, sections = list(late_parts), [late]
    for section, part in (
        appeals_to_review(person, today),
        letters.letters_to_review(person, today),
        letters.incoming_letters(person, today),
        updates_to_verify(person, today),
        unread_messages(person, today),
        translations_to_read(person),
        coming_protests(person, today),
        unfinished_appeals(person),
        letters.unfinished_letters(person, today),
    ):
        sections.append(section)
        parts += part
    sections.append(assigned_cases(person))
    return Board(
        words.joined(parts),
        filled(sections),
        is_late=bool(late_parts),
        first_steps=[
            (_("Log an appeal"), url_for("appeals.new")),
            (_("See every petition"), url_for("petitions.index")),
            (_("Plan a protest"), url_for("protests.new")),
        ],
    )


def for_translator(person: User, today: date) -> Board:
    """Gather the texts somebody has to translate."""
    statement = appeal_queries.translations_for(person)
    total = count(statement)
    rows = [_translation_row(text, today) for text in fetch(statement)]
    section = Section("texts", _("Texts to translate"), rows, total)
    return Board(words.joined([words.texts_to_translate(total)] if total else []), filled([section]))


def _translation_row(text: Translation, today: date) -> Row:
    sent_back = text.state is TranslationState.RETURNED
    return Row(
        title=_("Statement into %(language)s", language=text.language.label),
        text=_("Sent back: %(reason)s", reason=text.return_reason) if sent_back else "",
        meaning=_("given %(when)s", when=how_far(clock.day_of(text.assigned_at), today)),
        tone="soon" if sent_back else "neutral",
        url=url_for("appeals.translate", translation_id=text.id),
        verb=_("Mend the translation") if sent_back else _("Translate"),
    )


def unfinished_appeals(person: User) -> tuple[Section, list[str]]:
    """Show the appeals somebody has begun or got back."""
    statement = appeal_queries.drafts_of(person)
    total = count(statement)
    rows = []
    for appeal in fetch(statement):
        sent_back = appeal.state is ReviewState.RETURNED
        rows.append(
            Row(
                title=_missing(appeal),
                code=_appeal_codes(appeal)[0],
                text=told(
                    _appeal_codes(appeal)[1],
                    _("Sent back: %(reason)s", reason=appeal.return_reason) if sent_back else "",
                ),
                due_on=appeal.received_on,
                tone="soon" if sent_back else "neutral",
                url=url_for("appeals.step", appeal_id=appeal.id, step=Step.CHECK.value),
                verb=_("Mend the appeal") if sent_back else _("Go on writing"),
            )
        )
    section = Section(
        "appeals", _("Appeals you have begun or got back"), rows, total, url_for("appeals.index"), _("Every appeal")
    )
    return section, [words.appeals_to_finish(total)] if total else []


def appeals_to_review(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the appeals that wait for review."""
    statement = appeal_queries.waiting_for_review(person)
    total = count(statement)
    rows = [
        Row(
            title=_missing(appeal),
            code=_appeal_codes(appeal)[0],
            text=_appeal_codes(appeal)[1],
            meaning=_("sent %(when)s", when=how_far(clock.day_of(appeal.submitted_at), today))
            if appeal.submitted_at
            else "",
            url=url_for("appeals.show", appeal_id=appeal.id),
            verb=_("Review"),
        )
        for appeal in fetch(statement)
    ]
    section = Section("review", _("Appeals to review"), rows, total, url_for("appeals.index"), _("Every appeal"))
    return section, [words.appeals_to_review(total)] if total else []


def translations_to_read(person: User) -> tuple[Section, list[str]]:
    """Show the translations that wait to be read."""
    statement = appeal_queries.translations_to_review(person)
    total = count(statement)
    rows = [
        Row(
            title=_("Statement in %(language)s", language=text.language.label),
            url=url_for("appeals.show", appeal_id=text.appeal_id),
            verb=_("Read the translation"),
        )
        for text in fetch(statement)
    ]
    section = Section("translations", _("Translations to read"), rows, total)
    return section, [words.translations_to_read(total)] if total else []


def updates_to_verify(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the status updates that wait to be verified."""
    statement = status_queries.waiting_for_verification(person)
    total = count(statement)
    updates: list[StatusUpdate] = fetch(statement)
    rows = [
        Row(
            title=update.case.shown_name,
            code=update.case.code or "",
            text=", ".join(
                str(member.label)
                for member in (update.place_status, update.legal_status, update.health_status)
                if member is not None
            ),
            meaning=_("logged %(when)s", when=how_far(clock.day_of(update.logged_at), today)),
            url=url_for("cases.verify_status", update_id=update.id),
            verb=_("Verify"),
        )
        for update in updates
    ]
    section = Section("verify", _("Status updates to verify"), rows, total)
    return section, [words.updates_to_verify(total)] if total else []


def unread_messages(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the messages of families nobody has read."""
    statement = family_queries.unread(person)
    total = count(statement)
    found: list[FamilyMessage] = fetch(statement)
    rows = [
        Row(
            title=message.case.shown_name,
            code=message.case.code or "",
            text=_("Asks to take the appeal back")
            if message.wants_withdrawal
            else _("Asks to be hidden")
            if message.wants_hidden
            else "",
            meaning=_("written %(when)s", when=how_far(clock.day_of(message.written_at), today)),
            tone="late" if message.wants_withdrawal or message.wants_hidden else "neutral",
            url=url_for("families.answer", message_id=message.id),
            verb=_("Answer"),
        )
        for message in found
    ]
    section = Section(
        "messages", _("Messages from families"), rows, total, url_for("families.index"), _("Every message")
    )
    return section, [words.messages(total)] if total else []


def coming_protests(person: User, today: date) -> tuple[Section, list[str]]:
    """Show the protests that are coming."""
    statement = protest_queries.upcoming(person, today)
    total = count(statement)
    found: list[Protest] = fetch(statement)
    rows = [
        Row(
            title=str(protest.form.label),
            text=protest.place_text or "",
            due_on=protest.held_on,
            meaning=how_far(protest.held_on, today) if protest.held_on else "",
            tone="soon" if protest.held_on and protest.held_on <= today + timedelta(days=WEEK) else "neutral",
            url=url_for("protests.show", protest_id=protest.id),
            verb=_("Check families in") if protest.held_on == today else _("Prepare the day"),
        )
        for protest in found
    ]
    section = Section("protests", _("Protests coming"), rows, total, url_for("protests.index"), _("Every protest"))
    return section, [words.protests(total)] if total else []


def assigned_cases(person: User) -> Section:
    """Show the cases somebody works on."""
    statement = case_queries.assigned_to(person)
    total = count(statement)
    found: list[Case] = fetch(statement)
    rows = [
        Row(
            title=case.shown_name,
            code=case.code or "",
            text=str(case.place_status.label),
            url=url_for("cases.show", code=case.code),
            verb=_("Open the case"),
        )
        for case in found
    ]
    return Section("cases", _("Cases you work on"), rows, total, url_for("cases.index"), _("Every case"))


def _appeal_codes(appeal: Appeal) -> tuple[str, str]:
    return first_and_more([link.case.code for link in appeal.cases if link.case.code])


def _missing(appeal: Appeal) -> str:
    names = [link.case.shown_name for link in appeal.cases if link.case.shown_name]
    return few(names) if names else _("Appeal without a name yet")
