"""The rows of the board in words; a day, a name or a step that comes back is written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from caseapp.accounts.models import User
from caseapp.petitions import rules, step_table, wording
from caseapp.petitions.vocabulary import NextStep, Silence, Standing

MOST_CODES = 3


@dataclass(frozen=True)
class Line:
    """One row of the board as it is shown."""

    id: int
    body: str
    state: Any
    codes: list[str]
    more: int
    iso: str
    due: str
    meaning: str
    right: str
    tone: str
    owner: str
    slug: str
    verb: str


def lines(
    rows: Sequence[Any], *, names: dict[int, str], codes: dict[int, list[str]], windows: dict[int, Any],
    person: User, today: date,
) -> list[Line]:  # fmt: skip
    """Write the rows of a page."""
    days = {row.due_on for row in rows if row.due_on is not None}
    written = {day: (wording.weekday(day), wording.due_meaning(day, today, None, None)) for day in days}
    verbs: dict[tuple[Any, ...], tuple[str, str]] = {}
    found = []
    for row in rows:
        standing = wording.standing_of(row, today)
        kind = (
            row.state,
            standing,
            row.silence,
            row.due_on is None,
            row.drafted_by_id == person.id,
            row.is_published_record,
        )
        if kind not in verbs:
            verbs[kind] = next_step(row, standing, person)
        slug, verb = verbs[kind]
        due, meaning = written[row.due_on] if row.due_on is not None else ("", "")
        window = windows.get(row.id)
        found.append(
            Line(
                id=row.id,
                body=names.get(row.body_version_id or 0) or row.recipient_text or "",
                state=row.state,
                codes=codes[row.id][:MOST_CODES],
                more=max(0, len(codes[row.id]) - MOST_CODES),
                iso=row.due_on.isoformat() if row.due_on is not None else "",
                due=due,
                meaning=meaning,
                right=right_of_silence(row, standing, window, today),
                tone=wording.tone_of(standing),
                owner=row.owner or "",
                slug=slug,
                verb=verb,
            )
        )
    return found


def next_step(row: Any, standing: Standing, person: User) -> tuple[str, str]:
    """Choose the one step a row offers: its address under the petition, and its verb."""
    late = standing in {Standing.OVERDUE, Standing.SILENT}
    if late and row.state in rules.WAITING:
        if row.silence is Silence.CONSENT:
            return "", str(NextStep.HOLD.label)
        slug, verb = ("escalate", NextStep.COMPLAIN) if row.silence is Silence.REFUSAL else ("remind", NextStep.REMIND)
        return (slug, str(verb.label)) if step_table.STEPS[slug].is_open(row, person) else ("", _("Open"))
    step = step_table.next_step(row, person)
    return (step.slug, str(step.title)) if step is not None else ("", _("Open"))


def right_of_silence(row: Any, standing: Standing, window: Any, today: date) -> str:
    """Say what right the silence gives and until when, or nothing where it gives none."""
    if standing is not Standing.SILENT:
        return ""
    if row.silence is Silence.CONSENT:
        return _("The silence counts as consent.")
    if row.silence is not Silence.REFUSAL:
        return ""
    if window is None or window.due_on is None:
        return _("The silence counts as a refusal.")
    words = {"first": wording.weekday(window.started_on), "last": wording.weekday(window.due_on)}
    if window.due_on < today:
        return _("Deemed refused since %(first)s: the complaint was possible until %(last)s.", **words)
    return _("Deemed refused since %(first)s: complaint possible until %(last)s.", **words)
