"""Sharing the directory of bodies: what is here as entries, what a file would change, and taking it over."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.history import services as history
from caseapp.petitions import body_services, queries
from caseapp.petitions.body_file import Entry, Row
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.vocabulary import BodyKind, LegalReview
from caseapp.vocabulary import Vocabulary

# What an import may change of a version that petitions were sent under: it says nothing about the rule itself.
BESIDE_THE_RULE = frozenset({"is_active", "valid_to", "review", "reviewed_by", "reviewed_on"})


class Change(Vocabulary):
    """What an import does with one entry."""

    SAME = "same", _l("Nothing changes")
    ADD = "add", _l("A new body")
    NEW_VERSION = "new_version", _l("A new version")
    MEND = "mend", _l("The version is mended")
    BESIDE = "beside", _l("Only whether it is used or checked changes")
    REFUSED = "refused", _l("Not taken over")


@dataclass(frozen=True)
class Planned:
    """What becomes of one entry: the change, the fields with before and after, and why where it is refused."""

    number: int
    key: str
    valid_from: str
    change: Change
    fields: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""
    entry: Entry | None = None


def entry_of(body: Body, version: BodyVersion) -> Entry:
    """Give one version of a body as an entry of a file."""
    return {
        **version.record,
        "key": body.key,
        "kind": body.kind.value,
        "is_active": body.is_active,
        "valid_from": _iso(version.valid_from),
        "valid_to": _iso(version.valid_to),
        "review": version.review.value,
        "reviewed_by": version.reviewed_by,
        "reviewed_on": _iso(version.reviewed_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def entries(session: Session) -> list[Entry]:
    """List every version of every body, by key and day."""
    return [entry_of(body, version) for body in queries.bodies(session) for version in body.versions]


def plan(session: Session, rows: Iterable[Row]) -> list[Planned]:
    """Say of each entry of a file what taking it over would change; nothing is written."""
    rows = list(rows)
    place = _Place.of(session, rows)
    order = sorted(rows, key=lambda one: (one.key, (one.entry or {}).get("valid_from") or "", one.number))
    return sorted((place.planned(row) for row in order), key=lambda one: one.number)


@dataclass
class _Place:
    """What is here and what the file has brought so far, entry by entry."""

    kinds: dict[str, BodyKind]
    known: dict[str, dict[str | None, Entry]]
    used: frozenset[tuple[str, str | None]]
    keys: frozenset[str]
    seen: set[tuple[str, str | None]]

    @classmethod
    def of(cls, session: Session, rows: list[Row]) -> "_Place":
        bodies = queries.bodies(session)
        used_ids = set(session.scalars(queries.used_versions()))
        known = {body.key: {_iso(one.valid_from): entry_of(body, one) for one in body.versions} for body in bodies}
        used = {(body.key, _iso(one.valid_from)) for body in bodies for one in body.versions if one.id in used_ids}
        keys = {*known, *(row.key for row in rows if row.entry is not None)}
        return cls({body.key: body.kind for body in bodies}, known, frozenset(used), frozenset(keys), set())

    def planned(self, row: Row) -> Planned:
        """Say what becomes of an entry, and count it as here from now on."""
        entry = row.entry
        reason = row.problem if entry is None else self._refusal(row.key, entry)
        if entry is None or reason:
            return Planned(row.number, row.key, "", Change.REFUSED, reason=reason)
        first = entry.get("valid_from")
        before, change = self._change(row.key, first, entry)
        self.known.setdefault(row.key, {})[first] = entry
        return Planned(row.number, row.key, first or "", change, _differences(before, entry), entry=entry)

    def _change(self, key: str, first: str | None, entry: Entry) -> tuple[Entry, Change]:
        versions = self.known.get(key)
        if versions is None:
            return {}, Change.ADD
        if first not in versions:
            return versions[_newest(versions)], Change.NEW_VERSION
        changed = {name for name, _before, _after in _differences(versions[first], entry)}
        if not changed:
            return versions[first], Change.SAME
        return versions[first], Change.BESIDE if changed <= BESIDE_THE_RULE else Change.MEND

    def _refusal(self, key: str, entry: Entry) -> str:
        first, versions = entry.get("valid_from"), self.known.get(key)
        if (key, first) in self.seen:
            return _("The same body with the same first day stands in the file before.")
        self.seen.add((key, first))
        lost = [one for one in entry["escalation_to"] if one not in self.keys]
        if lost:
            return _("It names a next body that is neither here nor in the file: %(key)s.", key=lost[0])
        if versions is None:
            return ""
        if self.kinds.get(key, entry["kind"]) != entry["kind"]:
            return _("Here this body is of another kind. A body keeps its kind.")
        if first not in versions:
            newest = _newest(versions) or ""
            if first is None or first <= newest:
                return _("A change begins after the last one here, which holds from %(day)s.", day=newest or "–")
        elif (key, first) in self.used and self._change(key, first, entry)[1] is Change.MEND:
            return _("Petitions were sent under this version, so it stays. Give the change a later first day.")
        return ""


def _newest(versions: dict[str | None, Entry]) -> str | None:
    return max(versions, key=lambda day: day or "")


def _differences(before: Entry, after: Entry) -> tuple[tuple[str, str, str], ...]:
    """List the fields that differ, each with what stands there before and after."""
    names = dict.fromkeys([*before, *after])
    return tuple(
        (name, _shown(before.get(name)), _shown(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def mark(planned: Iterable[Planned]) -> str:
    """Give the mark of a plan, so that what is taken over is what was shown."""
    told = [(one.number, one.key, one.change.value, one.fields, one.reason) for one in planned]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def take_over(session: Session, planned: Iterable[Planned], *, actor: User, at: datetime) -> int:
    """Do what a plan says; give how many entries changed something."""
    done = 0
    for one in sorted(planned, key=lambda each: (each.key, each.valid_from)):
        if one.entry is None or one.change in {Change.SAME, Change.REFUSED}:
            continue
        body = _take_one(session, one, one.entry)
        body_services.set_active(session, body, is_active=one.entry["is_active"], actor=actor, at=at)
        detail = f"{one.key} · {one.valid_from or '–'}"
        history.record(session, None, "body.imported", actor_id=actor.id, at=at, subject=body, detail=detail)
        done += 1
    return done


def _take_one(session: Session, one: Planned, entry: Entry) -> Body:
    body = session.scalars(queries.keyed(one.key)).one_or_none()
    if body is None:
        body = Body(key=one.key, kind=BodyKind(entry["kind"]), versions=[])
        session.add(body)
        session.flush()
    session.refresh(body, ["versions"])
    first = _day(entry.get("valid_from"))
    version = next((each for each in body.versions if each.valid_from == first), None)
    if version is None:
        last = body.versions[-1] if body.versions else None
        if last is not None and first is not None:
            last.valid_to = first - timedelta(days=1)
        version = BodyVersion(body_id=body.id, valid_from=first)
        session.add(version)
    if one.change is not Change.BESIDE:
        version.record = _record(entry)
    version.valid_to = _day(entry.get("valid_to"))
    version.review, version.reviewed_by = LegalReview(entry["review"]), entry.get("reviewed_by")
    version.reviewed_on = _day(entry.get("reviewed_on"))
    session.flush()
    session.expire(body, ["versions"])
    return body


def _record(entry: Entry) -> dict[str, Any]:
    left_out = {"is_active", "review", "reviewed_by", "reviewed_on"}
    return {name: value for name, value in entry.items() if name not in left_out}


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
