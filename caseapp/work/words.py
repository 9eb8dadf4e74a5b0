"""The sentence that says what must be done today, and the words beside a day."""

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

MOST_COUNTED = 100


def joined(parts: list[str]) -> str:
    """Make one sentence of several things to do; without any there is nothing to do."""
    if not parts:
        return _("Nothing waits for you today.")
    return _("%(things)s.", things=format_list(parts, locale=get_locale()))


def overdue(count: int) -> str:
    """Say how many answers are overdue."""
    if count > MOST_COUNTED:
        return _("more than 100 answers are overdue")
    return ngettext("%(num)s answer is overdue", "%(num)s answers are overdue", count)


def due_this_week(count: int) -> str:
    """Say how many answers are due within a week."""
    if count > MOST_COUNTED:
        return _("more than 100 answers are due within a week")
    return ngettext("%(num)s answer is due within a week", "%(num)s answers are due within a week", count)


def appeals_to_review(count: int) -> str:
    """Say how many appeals wait for review."""
    if count > MOST_COUNTED:
        return _("more than 100 appeals wait for review")
    return ngettext("%(num)s appeal waits for review", "%(num)s appeals wait for review", count)


def letters_to_review(count: int) -> str:
    """Say how many letters wait to be read."""
    if count > MOST_COUNTED:
        return _("more than 100 letters wait to be read")
    return ngettext("%(num)s letter waits to be read", "%(num)s letters wait to be read", count)


def incoming_letters(count: int) -> str:
    """Say how many letters came in that belong to no petition yet."""
    if count > MOST_COUNTED:
        return _("more than 100 letters came in that belong to no petition yet")
    return ngettext(
        "%(num)s letter came in that belongs to no petition yet",
        "%(num)s letters came in that belong to no petition yet",
        count,
    )


def updates_to_verify(count: int) -> str:
    """Say how many status updates wait to be verified."""
    if count > MOST_COUNTED:
        return _("more than 100 status updates wait to be verified")
    return ngettext("%(num)s status update waits to be verified", "%(num)s status updates wait to be verified", count)


def translations_to_read(count: int) -> str:
    """Say how many translations wait to be read."""
    if count > MOST_COUNTED:
        return _("more than 100 translations wait to be read")
    return ngettext("%(num)s translation waits to be read", "%(num)s translations wait to be read", count)


def texts_to_translate(count: int) -> str:
    """Say how many texts wait to be translated."""
    if count > MOST_COUNTED:
        return _("more than 100 texts wait to be translated")
    return ngettext("%(num)s text waits to be translated", "%(num)s texts wait to be translated", count)


def messages(count: int) -> str:
    """Say how many messages of families nobody has read."""
    if count > MOST_COUNTED:
        return _("more than 100 messages from families are unread")
    return ngettext("%(num)s message from a family is unread", "%(num)s messages from families are unread", count)


def protests(count: int) -> str:
    """Say how many protests are coming."""
    if count > MOST_COUNTED:
        return _("more than 100 protests are coming")
    return ngettext("%(num)s protest is coming", "%(num)s protests are coming", count)


def appeals_to_finish(count: int) -> str:
    """Say how many appeals somebody has begun or got back."""
    if count > MOST_COUNTED:
        return _("more than 100 appeals are not finished")
    return ngettext("%(num)s appeal is not finished", "%(num)s appeals are not finished", count)


def letters_to_finish(count: int) -> str:
    """Say how many letters somebody has begun."""
    if count > MOST_COUNTED:
        return _("more than 100 letters are not finished")
    return ngettext("%(num)s letter is not finished", "%(num)s letters are not finished", count)


def for_auditor(done: int) -> str:
    """Say how much was done today."""
    if not done:
        return _("Nothing has been done yet today.")
    return ngettext("%(num)s thing was done today.", "%(num)s things were done today.", done)


def for_administrator(waiting: int, active: int, offices: int) -> str:
    """Say who can work, where, and who cannot yet."""
    people = ngettext("%(num)s person may sign in", "%(num)s people may sign in", active)
    places = ngettext("%(num)s office is open", "%(num)s offices are open", offices)
    parts = [people, places]
    if waiting:
        parts.insert(
            0,
            ngettext(
                "%(num)s person has not chosen a password yet",
                "%(num)s people have not chosen a password yet",
                waiting,
            ),
        )
    return joined(parts)
