"""Sentences about petitions: where one stands, when it is due and what that means, a clock in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from caseapp.dates import spoken
from caseapp.dates.distance import how_far
from caseapp.petitions import rules
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.models import BodyVersion, Petition, PetitionClock
from caseapp.petitions.vocabulary import (
    ClockKind,
    ClockStart,
    LegalReview,
    PetitionState,
    Silence,
    Standing,
    Unit,
)

S = PetitionState
MOST_DAYS_WALKED = 120
STARTS_AT_RECEIPT = frozenset({ClockStart.RECEIVED, ClockStart.REGISTERED})


def in_language(names: Mapping[str, str] | None, fallback: str = "") -> str:
    """Choose the name in the page's language, in English where there is none."""
    if not names:
        return fallback
    locale = get_locale()
    tag = locale.language if locale is not None else "en"
    return names.get(tag) or names.get("en") or next(iter(names.values()))


def body_of(petition: Petition) -> str:
    """Give the name of the body a petition goes to."""
    record = petition.body_version.record if petition.body_version is not None else None
    return in_language(record["name"] if record else None, petition.recipient_text or "")


def weekday(day: date | None) -> str:
    """Write a day with its weekday: Tue 2 Feb 2027."""
    return spoken.with_weekday(day) if day is not None else ""


def working_days_between(start: date, end: date, calendar: rules.Calendar) -> int:
    """Count the working days after one day and up to another."""
    days = (date.fromordinal(number) for number in range(start.toordinal() + 1, end.toordinal() + 1))
    return sum(1 for day in days if calendar.is_working(day))


def due_meaning(due_on: date, today: date, unit: Unit | None, calendar: rules.Calendar | None) -> str:
    """Say what a due day means today: in 9 working days, today, 41 days ago."""
    if unit is Unit.WORKING_DAYS and calendar is not None and 0 < (due_on - today).days <= MOST_DAYS_WALKED:
        working = working_days_between(today, due_on, calendar)
        return ngettext("in %(num)s working day", "in %(num)s working days", working)
    return how_far(due_on, today)


def standing_of(petition: Petition, today: date) -> Standing:
    """Say how a petition stands today."""
    silence = Silence.REFUSAL if petition.lapses_to is Standing.SILENT else Silence.NONE
    return rules.standing(petition.state, petition.due_on, today, silence)


def tone_of(standing: Standing) -> str:
    """Choose the tone a due day is shown in."""
    if standing in {Standing.OVERDUE, Standing.SILENT}:
        return "late"
    return "soon" if standing is Standing.DUE_SOON else "neutral"


def clock_of(petition: Petition, kind: ClockKind) -> PetitionClock | None:
    """Find one clock of a petition."""
    return next((clock for clock in petition.clocks if clock.kind is kind), None)


def where_it_stands(petition: Petition, today: date, calendar: rules.Calendar) -> str:
    """Say in a sentence where a petition stands and what comes next."""
    words: dict[str, Any] = {"body": body_of(petition), "sent": weekday(petition.sent_on)}
    if petition.is_published_record:
        return _("This petition was published by others and is kept as they published it.")
    if petition.state in rules.WAITING:
        return _waiting(petition, today, calendar, words)
    replied = weekday(petition.replied_on)
    sentences = {
        S.DRAFT: _("This is a draft to %(body)s. Finish the letter, then send it to review.", **words),
        S.IN_REVIEW: _("This letter to %(body)s waits to be read by somebody who did not write it.", **words),
        S.APPROVED: _("This letter to %(body)s is approved. Send it, then record how and when.", **words),
        S.ANSWERED_MERITS: _("%(body)s answered on the substance on %(day)s.", day=replied, **words),
        S.ANSWERED_FORMAL: _("%(body)s gave a formal answer on %(day)s, without substance.", day=replied, **words),
        S.ANSWERED_ORAL: _(
            "%(body)s answered by word of mouth on %(day)s. Ask for it in writing.", day=replied, **words
        ),
        S.REFUSED: _("%(body)s refused on %(day)s. You can go to the next body.", day=replied, **words),
        S.NOT_ACCEPTED: _("%(body)s did not take the letter on %(day)s. Send it another way.", day=replied, **words),
        S.ESCALATED: _("The matter was taken from %(body)s to the next body.", **words),
        S.WITHDRAWN_FREELY: _("The family took this petition back by choice."),
        S.WITHDRAWN_UNDER_PRESSURE: _("The family took this petition back, possibly under pressure. It is kept here."),
        S.CLOSED: _("This petition is closed."),
    }
    return sentences[petition.state]


def _waiting(petition: Petition, today: date, calendar: rules.Calendar, words: dict[str, Any]) -> str:
    if petition.due_on is None:
        if petition.state is S.FORWARDED:
            return _("%(body)s passed the letter on. The body it went to has a petition of its own.", **words)
        return _("Sent to %(body)s on %(sent)s. No day for the answer is known.", **words)
    answer = clock_of(petition, ClockKind.ANSWER)
    by_law = answer is not None and answer.due_on == petition.due_on
    unit = Unit(answer.rule["unit"]) if answer is not None and by_law else None
    words["due"] = weekday(petition.due_on)
    words["meaning"] = due_meaning(petition.due_on, today, unit, calendar)
    late = (today - petition.due_on).days
    if not by_law:
        if late > 0:
            return _("Sent to %(body)s on %(sent)s. No answer, and no law sets a time: ask again now.", **words)
        return _(
            "Sent to %(body)s on %(sent)s. No law sets a time for the answer; ask again on %(due)s, %(meaning)s.",
            **words,
        )
    if late <= 0:
        return _("Sent to %(body)s on %(sent)s. The answer is due %(due)s, %(meaning)s.", **words)
    silence = Silence(answer.rule["silence"]) if answer is not None else Silence.NONE
    words["since"] = ngettext("%(num)s day", "%(num)s days", late)
    window = clock_of(petition, ClockKind.COMPLAINT_WINDOW)
    if silence is Silence.REFUSAL and window is not None and window.due_on is not None and window.stopped_on is None:
        words["first"], words["last"] = weekday(window.started_on), weekday(window.due_on)
        if today <= window.due_on:
            return _("%(body)s is silent: deemed refused since %(first)s, complaint possible until %(last)s.", **words)
        return _(
            "%(body)s is silent: deemed refused since %(first)s. The time to complain ended on %(last)s: go further.",
            **words,
        )
    if silence is Silence.REFUSAL:
        return _(
            "%(body)s has been silent for %(since)s since %(due)s. The law counts this as a refusal: complain now.",
            **words,
        )
    if silence is Silence.CONSENT:
        return _("%(body)s has been silent for %(since)s since %(due)s. The law counts this as consent.", **words)
    return _("%(body)s is overdue: the answer was due %(due)s, %(meaning)s. Ask again or go further.", **words)


def clock_in_words(record: BodyRecord) -> str:
    """Say how long a body has for its answer, or that no law says so."""
    rule = record.answer.rule
    if rule.amount is None:
        return ngettext(
            "No law sets a time for the answer; we ask again after %(num)s day.",
            "No law sets a time for the answer; we ask again after %(num)s days.",
            record.follow_up_days,
        )
    return _(
        "Answer within %(term)s, counted from %(start)s.",
        term=term(rule.amount, rule.unit),
        start=rule.counted_from.label,
    )


def term(amount: int, unit: Unit) -> str:
    """Write a length of time."""
    if unit is Unit.WORKING_DAYS:
        return ngettext("%(num)s working day", "%(num)s working days", amount)
    if unit is Unit.MONTHS:
        return ngettext("%(num)s month", "%(num)s months", amount)
    if unit is Unit.HOURS:
        return ngettext("%(num)s hour", "%(num)s hours", amount)
    return ngettext("%(num)s calendar day", "%(num)s calendar days", amount)


def needs_in_words(fields: tuple[str, ...]) -> list[str]:
    """Write the fields a body asks for in plain words, whom they are about first."""
    about = {
        "subject": _("The missing person"),
        "applicant": _("Who asks"),
        "reporter": _("Who reports"),
        "event": _("What happened"),
        "detention": _("Being held"),
        "arrest": _("The arrest"),
        "perpetrator": _("Who did it"),
        "search": _("The search"),
        "author": _("Who complains"),
        "victim": _("The missing person"),
        "consent": _("Consent"),
        "health": _("Health"),
    }
    found = []
    for field in fields:
        head, dot, rest = field.partition(".")
        words = (rest if dot and head.isidentifier() else field).replace("_", " ").replace(".", " ")
        words = " ".join(word.upper() if word == "iin" else word for word in words.split())
        label = about.get(head, head.replace("_", " ").capitalize()) if dot and head.isidentifier() else ""
        found.append(f"{label}: {words}" if label else words[:1].upper() + words[1:])
    return found


def language_named(tag: str) -> str:
    """Write one language by its name in the page's language."""
    locale = get_locale()
    return str(locale.languages.get(tag, tag)) if locale is not None else tag


def languages_in_words(tags: tuple[str, ...]) -> str:
    """Write languages by their names in the page's language."""
    return ", ".join(language_named(tag) for tag in tags)


def checked_in_words(version: BodyVersion | None) -> str:
    """Say who checked the rule of a body and when, or that no lawyer has; empty for a body outside the directory."""
    if version is None:
        return ""
    if version.review is LegalReview.VERIFIED:
        return _(
            "This rule was checked by %(lawyer)s on %(day)s.",
            lawyer=version.reviewed_by or "",
            day=weekday(version.reviewed_on),
        )
    return _("No lawyer has checked this rule yet. Ask one before you rely on it.")


def warnings_in_words(warn_days: tuple[int, ...]) -> str:
    """Say how long before the end somebody is warned."""
    if not warn_days:
        return _("Nobody is warned before the end.")
    days = [ngettext("%(num)s day", "%(num)s days", one) if one else _("on the last day") for one in warn_days]
    return _("Warned before the end: %(days)s.", days=", ".join(days))
