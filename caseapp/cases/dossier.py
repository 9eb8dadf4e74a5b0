"""Everything that hangs on one case, read in one statement however much there is of it."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum as PythonEnum
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Dialect,
    Enum,
    Label,
    Numeric,
    Select,
    Text,
    Time,
    bindparam,
    cast,
    func,
    inspect,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import CompositeProperty, Session, aliased

from caseapp.accounts.models import User
from caseapp.appeals.models import Appeal, AppealCase, Applicant, Consent, Translation
from caseapp.cases import claims
from caseapp.cases.models import Case, CaseAssignment, CaseLink, CaseSource, ExternalReference
from caseapp.cases.people import Citizenship, Identifier, Person, PersonName, Relation, Residence
from caseapp.dates import PartialDate
from caseapp.db import Identity, UtcDateTime
from caseapp.evidence.models import EvidenceFile
from caseapp.families.models import FamilyCard, FamilyMessage
from caseapp.petitions.models import Body, BodyVersion, Correspondence, Petition, PetitionCase, PetitionClock
from caseapp.protests.models import Appearance, Outcome, Protest
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent

LEFT_OUT = {"letter", "rule", "secret_hash"}


class Record(SimpleNamespace):
    """One row as read: its columns and partial dates by name, and lists of what hangs on it."""


@dataclass(frozen=True)
class Reader:
    """How the JSON of one model's row is made and read back."""

    columns: tuple[tuple[str, Any], ...]
    converters: tuple[tuple[str, Callable[[Any], Any]], ...]
    dates: tuple[str, ...]

    def read(self, row: dict[str, Any]) -> Record:
        """Turn a row's JSON into a record."""
        for key, convert in self.converters:
            if row[key] is not None:
                row[key] = convert(row[key])
        for prefix in self.dates:
            edtf = row[f"{prefix}_edtf"]
            row[prefix] = edtf and PartialDate(
                edtf,
                row[f"{prefix}_earliest"],
                row[f"{prefix}_latest"],
                row[f"{prefix}_wording"],
                row[f"{prefix}_language"],
            )
        return Record(**row)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _converter(kind: Any) -> Callable[[Any], Any] | None:
    if isinstance(kind, Enum):
        members: type[PythonEnum] = kind.enum_class  # type: ignore[assignment]
        return members
    if isinstance(kind, UtcDateTime):
        return _moment
    for sort, convert in (
        (Date, date.fromisoformat),
        (Time, time.fromisoformat),
        (Boolean, bool),
        (Numeric, lambda number: Decimal(str(number))),
    ):
        if isinstance(kind, sort):
            return convert
    return None


@cache
def reader(model: Any) -> Reader:
    """Return how rows of a model are read."""
    mapper = inspect(model)
    columns = tuple((key, column) for key, column in mapper.columns.items() if key not in LEFT_OUT)
    converters = [(key, _converter(column.type)) for key, column in columns]
    dates = tuple(key for key, attribute in mapper.attrs.items() if isinstance(attribute, CompositeProperty))
    return Reader(columns, tuple((key, convert) for key, convert in converters if convert), dates)


def _payload(model: Any, sqlite: bool, extra: dict[str, Any]) -> Label[Any]:
    pairs: list[Any] = []
    columns = {key: getattr(model, key) for key, _column in reader(inspect(model).mapper.class_).columns}
    for key, column in {**columns, **extra}.items():
        nested = isinstance(column.type, JSON)
        pairs += [literal_column(f"'{key}'"), func.json(column) if nested and sqlite else column]
    made = func.json_object(*pairs) if sqlite else cast(func.json_build_object(*pairs), Text)
    return made.label("payload")


def _parts(sqlite: bool) -> dict[str, tuple[Any, Select[Any]]]:
    """Return for each kind of row its model and the select that finds a case's."""
    number: Any = bindparam("case_id", type_=Identity)
    person: Any = bindparam("person_id", type_=Identity)
    their_appeals = select(AppealCase.appeal_id).where(AppealCase.case_id == number).scalar_subquery()
    applicant = aliased(Applicant)
    asking = select(applicant.person_id).where(applicant.appeal_id.in_(their_appeals))
    their_petitions = select(PetitionCase.petition_id).where(PetitionCase.case_id == number)
    their_appearances = select(Appearance.id).where(Appearance.case_id == number)

    def rows(kind: str, model: Any, **extra: Any) -> Select[Any]:
        word: Label[str] = literal_column(f"'{kind}'").label("kind")
        return select(word, _payload(model, sqlite, extra)).select_from(model)

    def of_case(kind: str, model: Any, **extra: Any) -> tuple[Any, Select[Any]]:
        return model, rows(kind, model, **extra).where(model.case_id == number)

    def of_person(kind: str, model: Any, owners: Any) -> tuple[Any, Select[Any]]:
        return model, rows(kind, model).where(
            model.person_id == owners if owners is person else model.person_id.in_(owners)
        )

    body_names: Any = (
        func.json_extract(BodyVersion.record, literal_column("'$.name'"), type_=JSON)
        if sqlite
        else BodyVersion.record.op("->", return_type=JSON())(literal_column("'name'"))
    )
    return {
        "names": of_person("names", PersonName, person),
        "identifiers": of_person("identifiers", Identifier, person),
        "citizenships": of_person("citizenships", Citizenship, person),
        "residences": of_person("residences", Residence, person),
        "relations": (
            Relation,
            rows("relations", Relation).where((Relation.person_id == person) | (Relation.other_id == person)),
        ),
        "assignments": (
            CaseAssignment,
            rows("assignments", CaseAssignment, user_name=User.name)
            .join(User, User.id == CaseAssignment.user_id)
            .where(CaseAssignment.case_id == number),
        ),
        "references": of_case("references", ExternalReference),
        "links": of_case("links", CaseLink),
        "told_in": of_case("told_in", CaseSource),
        "status_updates": of_case("status_updates", claims.StatusUpdate),
        "custody": of_case("custody", claims.CustodyEpisode),
        "events": of_case("events", claims.Event),
        "sentences": of_case("sentences", claims.Sentence),
        "components": (
            claims.SentenceComponent,
            rows("components", claims.SentenceComponent)
            .join(claims.Sentence, claims.Sentence.id == claims.SentenceComponent.sentence_id)
            .where(claims.Sentence.case_id == number),
        ),
        "conflicts": of_case("conflicts", claims.Conflict),
        "claims": of_case("claims", claims.Claim),
        "documents": of_case("documents", claims.CaseDocument),
        "media": of_case("media", claims.MediaItem),
        "aid_needs": of_case("aid_needs", claims.AidNeed),
        "marks": of_case("marks", claims.SensitivityMark),
        "notes": of_case("notes", claims.CaseNote),
        "appeals": (Appeal, rows("appeals", Appeal).where(Appeal.id.in_(their_appeals))),
        "applicants": (
            Applicant,
            rows(
                "applicants",
                Applicant,
                occupation=Person.occupation,
                dependants=Person.dependants,
                legal_note=Person.legal_note,
            )
            .join(Person, Person.id == Applicant.person_id)
            .where(Applicant.appeal_id.in_(their_appeals)),
        ),
        "applicant_names": of_person("applicant_names", PersonName, asking),
        "applicant_citizenships": of_person("applicant_citizenships", Citizenship, asking),
        "applicant_residences": of_person("applicant_residences", Residence, asking),
        "translations": (
            Translation,
            rows("translations", Translation).where(Translation.appeal_id.in_(their_appeals)),
        ),
        "consents": of_case("consents", Consent),
        "petitions": (
            Petition,
            rows("petitions", Petition, body_key=Body.key, body_names=body_names)
            .outerjoin(Body, Body.id == Petition.body_id)
            .outerjoin(BodyVersion, BodyVersion.id == Petition.body_version_id)
            .where(Petition.id.in_(their_petitions)),
        ),
        "clocks": (PetitionClock, rows("clocks", PetitionClock).where(PetitionClock.petition_id.in_(their_petitions))),
        "correspondence": (
            Correspondence,
            rows("correspondence", Correspondence).where(Correspondence.petition_id.in_(their_petitions)),
        ),
        "appearances": of_case("appearances", Appearance),
        "protests": (
            Protest,
            rows("protests", Protest).where(
                Protest.id.in_(select(Appearance.protest_id).where(Appearance.case_id == number))
            ),
        ),
        "outcomes": (Outcome, rows("outcomes", Outcome).where(Outcome.appearance_id.in_(their_appearances))),
        "reprisals": of_case("reprisals", Reprisal),
        "precedents": (
            ReprisalPrecedent,
            rows("precedents", ReprisalPrecedent)
            .join(Reprisal, Reprisal.id == ReprisalPrecedent.reprisal_id)
            .where(Reprisal.case_id == number),
        ),
        "evidence": of_case("evidence", EvidenceFile),
        "cards": of_case("cards", FamilyCard),
        "messages": of_case("messages", FamilyMessage),
    }


@dataclass(frozen=True)
class Statement:
    """The one statement for a dialect, as text, with the order of its parameters and a reader for each kind."""

    sql: str
    positions: tuple[str, ...] | None
    readers: dict[str, Reader]


@cache
def _statement(dialect: Dialect) -> Statement:
    """Compile once: putting six hundred columns together anew would cost more than reading the rows."""
    parts = _parts(dialect.name == "sqlite")
    compiled = union_all(*(statement for _model, statement in parts.values())).compile(dialect=dialect)
    positions = tuple(compiled.positiontup) if compiled.positiontup else None
    return Statement(str(compiled), positions, {kind: reader(model) for kind, (model, _select) in parts.items()})


def load(session: Session, case: Case) -> SimpleNamespace:
    """Return lists of records by kind, each in the order it was recorded, children hung on their parents.

    One statement: the arms of a UNION ALL give each row as JSON.
    """
    connection = session.connection()
    statement = _statement(connection.dialect)
    known = {"case_id": case.id, "person_id": case.person_id}
    given: Any = tuple(known[name] for name in statement.positions) if statement.positions else known
    found: dict[str, list[Record]] = {kind: [] for kind in statement.readers}
    for kind, payload in connection.exec_driver_sql(statement.sql, given):
        found[kind].append(statement.readers[kind].read(json.loads(payload)))
    for rows in found.values():
        rows.sort(key=_order)
    _hang(found["components"], "sentence_id", found["sentences"], "components")
    _hang(found["clocks"], "petition_id", found["petitions"], "clocks")
    _hang(found["correspondence"], "petition_id", found["petitions"], "letters")
    _hang(found["outcomes"], "appearance_id", found["appearances"], "outcomes")
    _hang(found["appearances"], "protest_id", found["protests"], "appearances")
    _hang(found["precedents"], "reprisal_id", found["reprisals"], "precedents")
    _hang(found["translations"], "appeal_id", found["appeals"], "translations")
    _hang(found["applicant_names"], "person_id", found["applicants"], "names", "person_id")
    _hang(found["applicant_citizenships"], "person_id", found["applicants"], "citizenships", "person_id")
    _hang(found["applicant_residences"], "person_id", found["applicants"], "residences", "person_id")
    _hang(found["applicants"], "appeal_id", found["appeals"], "applicants")
    return SimpleNamespace(case=case, person=case.person, **found)


def _order(record: Record) -> tuple[int, int]:
    return getattr(record, "position", 0), record.id


def _hang(children: list[Record], by: str, parents: list[Record], name: str, key: str = "id") -> None:
    """Put each child into a list of its parent."""
    by_parent: dict[int, list[Record]] = defaultdict(list)
    for child in children:
        by_parent[getattr(child, by)].append(child)
    for parent in parents:
        setattr(parent, name, by_parent.get(getattr(parent, key), []))
