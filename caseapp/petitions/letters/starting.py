"""The plain text a letter starts with, from the facts of the case, in the body's language."""

from collections.abc import Sequence
from contextlib import suppress

from babel import UnknownLocaleError
from flask_babel import force_locale
from flask_babel import gettext as _

from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import LegalStatus, PlaceStatus
from caseapp.languages import locale_name
from caseapp.petitions.models import Petition


def starting_subject(cases: Sequence[Case], language: TextLanguage) -> str:
    """Write the subject line of a petition: the codes, never a name."""
    codes = ", ".join(case.code or "" for case in cases)
    return str(_in(language, lambda: _("Request about a missing person: %(codes)s", codes=codes)))


def starting_letter(cases: Sequence[Case], language: TextLanguage, previous: Petition | None = None) -> str:
    """Write a letter from what is known of the cases; the writer goes on from there."""
    return str(_in(language, lambda: _letter(cases, previous)))


def _in(language: TextLanguage, write):  # type: ignore[no-untyped-def]
    """Write in a language; one without a catalogue falls back to English."""
    with suppress(UnknownLocaleError, ValueError):
        if language is not TextLanguage.OTHER:
            with force_locale(locale_name(language.value)):
                return write()
    with force_locale("en"):
        return write()


def _letter(cases: Sequence[Case], previous: Petition | None) -> str:
    parts = [_("To the head of the body.")]
    parts.append(_("I ask for help in finding my relative and in learning what has become of them."))
    if previous is not None and previous.sent_on is not None:
        parts.append(
            _("I turned to another body on %(day)s and did not get what I asked for.", day=previous.sent_on.isoformat())
        )
    parts.extend(_about(case) for case in cases)
    requests = [
        _("1. Tell me in writing where my relative is and who holds them."),
        _("2. Tell me on what ground they are held, and send copies of any decision."),
        _("3. Help us to speak with each other, and let my relative come home."),
    ]
    parts.append(_("I ask you:") + "\n" + "\n".join(requests))
    parts.append(_("Please answer in writing within the time the law sets."))
    return "\n\n".join(parts)


def _about(case: Case) -> str:
    lines = [_("Name: %(name)s", name=case.shown_name or case.code or "")]
    if case.other_name:
        lines.append(_("Also written: %(name)s", name=case.other_name))
    if case.taken_earliest is not None:
        lines.append(_("Taken in: %(when)s", when=case.taken_earliest.strftime("%Y-%m")))
    if case.place_status is not PlaceStatus.UNKNOWN:
        lines.append(_("As far as we know: %(status)s", status=case.place_status.label))
    if case.legal_status is not LegalStatus.UNKNOWN:
        lines.append(_("Procedure: %(status)s", status=case.legal_status.label))
    if case.summary:
        lines.append(case.summary)
    return "\n".join(lines)
