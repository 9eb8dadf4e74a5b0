"""Choosing a body: what is open to the cases first and why, what is shut folded away with the reason."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from caseapp import clock, db
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.petitions import eligibility, excluded, queries, readiness_views, wording
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.facts import gather
from caseapp.petitions.readiness import check
from caseapp.petitions.reference import version_on
from caseapp.petitions.vocabulary import LegalReview


def page(cases: Sequence[Case]) -> ResponseReturnValue:
    """List the bodies for some cases, the most useful first; a constant number of statements."""
    today = clock.today()
    versions = {body.key: version_on(body, today) for body in queries.bodies(db.session, only_active=True)}
    records = _as_printed([parse_body(version.record) for version in versions.values()])
    known = gather(db.session, [case.id for case in cases])
    doors = [
        _shown(door, cases, is_verified=versions[door.record.key].review is LegalReview.VERIFIED)
        for door in eligibility.for_cases(records, known, today=today)
    ]
    return render_template(
        "petitions/choose_body.html",
        cases=cases,
        open=[door for door in doors if door["is_open"]],
        shut=[door for door in doors if not door["is_open"]],
        excluded=excluded.bodies(),
    )


def _as_printed(records: list[BodyRecord]) -> list[BodyRecord]:
    """Put the bodies in the order of the shipped directory, added ones last by key."""
    places = {key: place for place, key in enumerate(excluded.order())}
    return sorted(records, key=lambda record: (places.get(record.key, len(places)), record.key))


def _shown(door: eligibility.Door, cases: Sequence[Case], *, is_verified: bool) -> dict[str, Any]:
    record = door.record
    return {
        "key": record.key,
        "name": wording.in_language(record.names),
        "kind": record.kind.label,
        "is_open": door.eligibility.is_open,
        "rank": door.eligibility.rank.name.lower(),
        "reasons": door.eligibility.reasons,
        "closed_to": door.closed_to if len(cases) > 1 else (),
        "url": url_for("petitions.new", case=[case.code for case in cases], body=record.key),
        "clock": wording.clock_in_words(record),
        "languages": wording.languages_in_words(record.languages),
        "is_verified": is_verified,
        "missing": door.missing,
        "words": readiness_views.in_words(door.missing, door.to_tick),
        "gaps": readiness_views.by_case(door.readiness),
        "consent": record.consent.from_whom if record.consent.required else "",
    }


def before_writing(cases: Sequence[Case], record: BodyRecord, language: TextLanguage | None) -> list[dict[str, Any]]:
    """Give for the page of a new letter what each case lacks for a body."""
    today = clock.today()
    known = gather(db.session, [case.id for case in cases])
    return readiness_views.by_case(check(record, facts, language=language, today=today) for facts in known)
