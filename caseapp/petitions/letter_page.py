"""What the pages of a letter show: its blocks as they will be printed, the facts beside it, what changed since."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.petitions import letter_difference, letter_facts, letter_versions
from caseapp.petitions.letter_difference import Kind, Paragraph
from caseapp.petitions.letter_models import LetterVersion
from caseapp.petitions.letters.blocks import Block, parse
from caseapp.petitions.models import Petition

FEW = 2


@dataclass(frozen=True)
class Beside:
    """The facts beside a letter, and those that changed after it was written."""

    panels: list[letter_facts.Panel]
    changed: list[letter_facts.ChangedFact]


@dataclass(frozen=True)
class Stretch:
    """Paragraphs of a comparison that are shown, or a longer run of unchanged ones that is folded."""

    is_folded: bool
    paragraphs: list[Paragraph]


def beside(session: Session, petition: Petition) -> Beside:
    """Gather the facts of the cases, and compare them with those the letter was written on."""
    facts = letter_facts.of_petition(session, petition)
    version = letter_versions.latest(session, petition)
    return Beside(letter_facts.panels(facts), letter_facts.changed(version.facts if version else None, facts))


def printed(text: str | None) -> list[tuple[str, list[Block]]]:
    """Give the blocks of a letter, those of one list together."""
    return [(kind.value, list(found)) for kind, found in groupby(parse(text or ""), lambda block: block.kind)]


def compared(old: LetterVersion | Petition, new: LetterVersion | Petition) -> dict[str, Any]:
    """Compare two texts of a letter: its other parts that differ, and its paragraphs, long unchanged runs folded."""
    text = letter_difference.compare(_text(old), _text(new))
    parts = [
        (
            name,
            "" if was is None else str(getattr(was, "label", was)),
            "" if now is None else str(getattr(now, "label", now)),
        )
        for name, was, now in (
            ("language", old.language, new.language),
            ("subject", old.subject, new.subject),
            ("petitioner", old.petitioner, new.petitioner),
        )
        if (was or "") != (now or "")
    ]
    return {"stretches": _folded(text), "parts": parts, "is_changed": bool(parts) or letter_difference.is_changed(text)}


def _text(one: LetterVersion | Petition) -> str | None:
    return one.letter if isinstance(one, Petition) else one.text


def _folded(found: Sequence[Paragraph]) -> list[Stretch]:
    stretches = []
    for is_same, group in groupby(found, lambda one: one.kind is Kind.SAME):
        run = list(group)
        if is_same and len(run) > FEW:
            stretches += [Stretch(True, run[:-1]), Stretch(False, run[-1:])]
        else:
            stretches.append(Stretch(False, run))
    return stretches


def local_key(person: User, petition: Petition) -> str:
    """Return the key by which this person's browser locks what is not saved yet; without signing in nobody has it."""
    secret: str | bytes = current_app.config["SECRET_KEY"]
    raw = secret.encode() if isinstance(secret, str) else secret
    made = hmac.new(raw, f"unsaved letter {person.id} {petition.id}".encode(), hashlib.sha256)
    return base64.b64encode(made.digest()).decode()
