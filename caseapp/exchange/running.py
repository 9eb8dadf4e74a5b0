"""One run of the import: record by record from the file, each case a transaction, and what is said about it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from caseapp import db
from caseapp.accounts.models import Office
from caseapp.exchange import campaign, services, stream
from caseapp.exchange.published_records import REFERENCE, fingerprint, parse_case
from caseapp.exchange.rows import Setting
from caseapp.exchange.services import Done, Result
from caseapp.exchange.shapes import Problem, Problems

MOST_WORDS = 200
ALL_IN, SOME_REFUSED, NOTHING_READABLE = 0, 1, 2

KINDS = {
    "person_names": "names",
    "citizenships": "citizenships",
    "residences": "homes",
    "applicants": "applicants",
    "events": "events",
    "sentences": "sentences",
    "sentence_components": "parts of sentences",
    "petitions": "petitions",
    "protests": "protests",
    "outcomes": "protest outcomes",
    "reprisals": "reprisals",
    "case_documents": "documents",
    "media_items": "media",
    "aid_needs": "aid needs",
    "conflicts": "conflicts",
    "claims": "claims",
    "status_updates": "statuses",
    "sensitivity_marks": "sensitivity marks",
    "case_notes": "notes",
    "case_links": "related cases",
    "case_sources": "references to sources",
}

SECTIONS = {
    "sources": "sources",
    "external_sources": "external sources",
    "aggregates": "figures",
    "campaign_events": "campaign events",
}


@dataclass
class Summary:
    """What one run did."""

    cases: Counter[str] = field(default_factory=Counter)
    beside: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    unmapped_others: int = 0
    refused: int = 0
    is_broken: bool = False
    has_read: bool = False

    @property
    def exit_status(self) -> int:
        """Say all in, some refused, or nothing readable."""
        if self.is_broken and not self.has_read:
            return NOTHING_READABLE
        return SOME_REFUSED if self.refused or self.is_broken else ALL_IN

    def add(self, done: Done) -> None:
        """Count what became of a case."""
        self.cases[done.result] += 1
        self.rows.update(done.rows)
        for word, count in done.unmapped.items():
            if word in self.unmapped or len(self.unmapped) < MOST_WORDS:
                self.unmapped[word] += count
            else:
                self.unmapped_others += count

    def lines(self) -> Iterator[str]:
        """Say it by kind."""
        cases = [f"{self.cases[result]} {result}" for result in Result] + [f"{self.cases['refused']} refused"]
        yield "cases: " + ", ".join(cases)
        for table, name in KINDS.items():
            if self.rows[table]:
                yield f"{name}: {self.rows[table]}"
        for section, name in SECTIONS.items():
            parts = [f"{self.beside[section, word]} {word}" for word in ("new", "unchanged", "refused")]
            if any(self.beside[section, word] for word in ("new", "unchanged", "refused")):
                yield f"{name}: " + ", ".join(parts)
        total = sum(self.unmapped.values()) + self.unmapped_others
        yield f"unmapped words: {total}"
        for (kind, word), count in sorted(self.unmapped.items()):
            yield f"  {kind} {word}: {count}"
        if self.unmapped_others:
            yield f"  others: {self.unmapped_others}"


@dataclass
class Run:
    """One run over one file; ``refuse`` is told each line about what does not go in."""

    file: Path
    setting: Setting
    is_dry: bool
    refuse: Callable[[str], None]
    summary: Summary = field(default_factory=Summary)
    seen: set[bytes] = field(default_factory=set)

    def take_all(self) -> Summary:
        """Read the file to its end, or as far as it can be read."""
        try:
            with stream.opened(self.file) as opened:
                for item in stream.items(opened):
                    self.summary.has_read = True
                    self._take(item)
        except stream.Broken as reason:
            self.summary.is_broken = True
            self.refuse(f"{self._name}: {reason}")
        if self.summary.has_read and not self.is_dry:
            with db.transaction() as session:
                services.link_related(session)
        return self.summary

    @property
    def _name(self) -> str:
        return str(self.file).encode("unicode_escape").decode() if not str(self.file).isprintable() else str(self.file)

    def _take(self, item: stream.Item) -> None:
        if item.problem is not None:
            self._refuse(item, [item.problem])
        elif item.section == "cases":
            self._take_case(item)
        else:
            self._take_beside(item)

    def _take_case(self, item: stream.Item) -> None:
        record, problems = parse_case(item.value)
        if record is None:
            self._refuse(item, problems)
            return
        short = hashlib.blake2b(record.case_id.encode(), digest_size=12).digest()
        if short in self.seen:
            self._refuse(item, [Problem("case_id", "given to an earlier case of this file")])
            return
        self.seen.add(short)
        mark = fingerprint(item.value)
        try:
            with self._session() as session:
                if self.is_dry:
                    done = services.foresee_case(session, record, mark=mark, setting=self.setting)
                else:
                    done = services.import_case(session, record, mark=mark, setting=self.setting)
        except (IntegrityError, DataError):
            self._refuse(item, [Problem("", "the database did not take it")])
            return
        self.summary.add(done)

    def _take_beside(self, item: stream.Item) -> None:
        try:
            with self._session() as session:
                write = _nothing if self.is_dry else session.add
                outcome = campaign.import_item(session, item, write=write)
        except (IntegrityError, DataError):
            outcome = [Problem("", "the database did not take it")]
        if isinstance(outcome, Result):
            self.summary.beside[item.section, outcome] += 1
        else:
            self._refuse(item, outcome)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        if self.is_dry:
            yield db.session
        else:
            with db.transaction() as session:
                yield session

    def _refuse(self, item: stream.Item, problems: Problems) -> None:
        self.summary.refused += 1
        if item.section == "cases":
            self.summary.cases["refused"] += 1
        else:
            self.summary.beside[item.section, "refused"] += 1
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        self.refuse(f"{self._name}: {_called(item)}: {problems[0]}{more}")


def _called(item: stream.Item) -> str:
    """Name a record by its reference where it has one, else by its place in the file."""
    if item.section == "cases":
        reference = item.value.get("case_id") if isinstance(item.value, dict) else None
        if isinstance(reference, str) and REFERENCE.fullmatch(reference):
            return reference
    if isinstance(item.place, int):
        return f"{item.section}[{item.place}]"
    return f"{item.section}.{item.place}" if REFERENCE.fullmatch(item.place) else item.section


def _nothing(_row: object) -> None:
    """Write nothing."""


def find_office(session: Session, code: str | None) -> Office | None:
    """Return the office of this code, or the first one that is open."""
    statement = select(Office).order_by(Office.id).limit(1)
    if code is not None:
        return session.scalars(statement.where(Office.code == code.strip().upper())).one_or_none()
    return session.scalars(statement.where(Office.closed_at.is_(None))).one_or_none()


def run(
    file: Path, *, office: Office, is_dry: bool, at: datetime, today: date, refuse: Callable[[str], None]
) -> Summary:
    """Import a file into an office, or only say what that would do."""
    if is_dry:
        setting = services.setting_of(db.session, office, actor_id=None, at=at, today=today)
    else:
        with db.transaction() as session:
            actor = services.system_account(session, at=at)
            setting = services.setting_of(session, office, actor_id=actor.id, at=at, today=today)
    return Run(file, setting, is_dry, refuse).take_all()
