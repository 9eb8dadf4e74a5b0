"""One office with a row of every kind that an address names, and who may ask for it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from caseapp import clock
from caseapp.accounts.vocabulary import Role
from caseapp.appeals.models import Translation
from caseapp.appeals.vocabulary import ReviewState, TextLanguage, TranslationState
from caseapp.cases import services as cases
from caseapp.cases.claims import AidNeed, CaseDocument, CaseNote, CustodyEpisode, MediaItem, Sentence
from caseapp.cases.people import Citizenship, Relation, Residence
from caseapp.cases.row_kinds import KINDS
from caseapp.cases.vocabulary import (
    Access,
    AidKind,
    CitizenshipStatus,
    DocumentType,
    Kinship,
    MediaType,
    PlaceStatus,
    SentenceCountry,
)
from caseapp.evidence import services as evidence
from caseapp.evidence.store import FileStore
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.families import services as families
from caseapp.families.models import FamilySession
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.vocabulary import CorrespondenceKind
from tests.cases.factories import IdentifierFactory, PersonNameFactory
from tests.factories import (
    NOW,
    TODAY,
    AppealCaseFactory,
    AppealFactory,
    ApplicantFactory,
    CaseAssignmentFactory,
    CaseFactory,
    EventFactory,
    OfficeFactory,
    PersonFactory,
    StatusUpdateFactory,
    UserFactory,
)
from tests.families.factories import FamilyCardFactory, FamilyMessageFactory
from tests.petitions.factories import PetitionFactory, letter_of
from tests.protests.factories import AppearanceFactory, ProtestFactory

CANARY = "Unmistakable"
PDF = b"%PDF-1.4\n%%EOF\n"
ABSENT = {"code": "TST-1999-00001", "key": "no_such_body"}
ABSENT_NUMBER = 987654321


@dataclass(frozen=True)
class Rows:
    """A case, its people and the numbers by which addresses name what hangs on it."""

    office: Any
    case: Any
    people: dict[str, Any]
    numbers: dict[str, Any]
    kinds: dict[str, int]


def fill(app: Flask, session: Session, *, access: Access = Access.OFFICE) -> Rows:
    """Make an office, a case with a row of every kind, and those who work there; names and texts are unmistakable."""
    office = OfficeFactory()
    case = CaseFactory(office=office, names=[f"Zhaniya {CANARY}"], access=access)
    assigned = UserFactory(office=office, name="Assigned Volunteer")
    coordinator = UserFactory(office=office, role=Role.COORDINATOR)
    translator = UserFactory(office=office, role=Role.TRANSLATOR)
    CaseAssignmentFactory(case=case, user=assigned)
    appeal = AppealFactory(
        office=office,
        logged_by_id=assigned.id,
        state=ReviewState.SUBMITTED,
        submitted_at=NOW,
        statement=f"He is {CANARY}",
    )
    AppealCaseFactory(appeal=appeal, case=case)
    applicant = ApplicantFactory(appeal=appeal, person=PersonFactory(names=[f"Sister {CANARY}"]))
    draft = AppealFactory(office=office, logged_by_id=coordinator.id)
    AppealCaseFactory(appeal=draft, case=case)
    translation = Translation(
        appeal_id=appeal.id,
        language=TextLanguage.EN,
        translator_id=translator.id,
        state=TranslationState.ASSIGNED,
        assigned_at=NOW,
    )
    petition = PetitionFactory(case=case, owner_id=assigned.id, subject=f"About {CANARY}", sent=True)
    begun = PetitionFactory(case=case, owner_id=coordinator.id, drafted_by_id=coordinator.id)
    learned = letter_of(petition, CorrespondenceKind.LEARNED, told_by=None, summary=CANARY)
    session.add(learned)
    letter = IncomingLetter(office_id=office.id, received_on=TODAY, body_text=f"About {CANARY}", recorded_at=NOW)
    session.add(letter)
    batch = PetitionBatch(
        office_id=office.id,
        body_id=petition.body_id,
        language=TextLanguage.RU,
        made_by_id=coordinator.id,
        made_at=NOW,
    )
    session.add(batch)
    session.flush()
    session.add(BatchItem(batch_id=batch.id, case_id=case.id, position=1, why=[{"said": f"Ask {CANARY}"}]))
    protest = ProtestFactory(office=office)
    appearance = AppearanceFactory(protest=protest, case=case, who=f"Brother {CANARY}")
    card = FamilyCardFactory(case=case)
    message = FamilyMessageFactory(card=card, text=f"News of {CANARY}")
    store = FileStore(app.config["DATA_DIR"] / "files", app.extensions["keys"].files)
    file = evidence.add_file(
        session,
        store,
        case,
        file=BytesIO(PDF + hashlib.sha256(str(case.id).encode()).digest()),
        file_name=f"{CANARY}.pdf",
        kind=EvidenceKind.DOCUMENT,
        title=f"Letter of {CANARY}",
        source=None,
        actor=coordinator,
        at=NOW,
    )
    update = StatusUpdateFactory(case=case, detail=f"Seen with {CANARY}")
    rows = {
        "event": EventFactory(case_id=case.id, detail=f"Taken with {CANARY}"),
        "custody": CustodyEpisode(case_id=case.id, kind=PlaceStatus.PRISON, facility=CANARY),
        "sentence": Sentence(case_id=case.id, country=next(iter(SentenceCountry)), charge=CANARY),
        "need": AidNeed(case_id=case.id, kind=next(iter(AidKind)), detail=CANARY),
        "document": CaseDocument(case_id=case.id, type=next(iter(DocumentType)), detail=CANARY),
        "media": MediaItem(case_id=case.id, type=next(iter(MediaType)), outlet=CANARY),
        "note": CaseNote(case_id=case.id, text=CANARY, written_at=NOW),
        "name": PersonNameFactory(person_id=case.person_id, text=f"Жания {CANARY}"),
        "number": IdentifierFactory(person_id=case.person_id),
        "citizenship": Citizenship(person_id=case.person_id, country="KZ", status=CitizenshipStatus.CITIZEN),
        "home": Residence(person_id=case.person_id, place_text=CANARY),
        "relative": Relation(person_id=applicant.person_id, other_id=case.person_id, kinship=Kinship.SISTER),
    }
    session.add_all([translation, *rows.values()])
    session.flush()
    cases.refresh(session, case, at=NOW)
    session.flush()
    assert set(rows) == set(KINDS)
    return Rows(
        office,
        case,
        {
            "volunteer assigned": assigned,
            "volunteer of the office": UserFactory(office=office),
            "volunteer of another office": UserFactory(),
            "coordinator": coordinator,
            "coordinator of another office": UserFactory(role=Role.COORDINATOR),
            "translator": translator,
            "translator of others": UserFactory(role=Role.TRANSLATOR),
            "auditor": UserFactory(office=None, role=Role.AUDITOR),
            "administrator": UserFactory(office=None, role=Role.ADMINISTRATOR),
        },
        {
            "code": case.code,
            "appeal_id": appeal.id,
            "draft_appeal_id": draft.id,
            "translation_id": translation.id,
            "person_id": applicant.person_id,
            "petition_id": petition.id,
            "correspondence_id": learned.id,
            "draft_petition_id": begun.id,
            "batch_id": batch.id,
            "letter_id": letter.id,
            "protest_id": protest.id,
            "appearance_id": appearance.id,
            "card_id": card.id,
            "message_id": message.id,
            "file_id": file.id,
            "update_id": update.id,
            "user_id": assigned.id,
        },
        {kind: row.id for kind, row in rows.items()},
    )


def visiting(app: Flask, session: Session, rows: Rows) -> Any:
    """Return a family with an open visit."""
    at = clock.now()
    visit = FamilySession(
        token_hash=families.token_hash("a visit"), card_id=rows.numbers["card_id"], created_at=at, seen_at=at
    )
    session.add(visit)
    session.flush()
    client = app.test_client()
    client.test_session = session
    client.set_cookie("jaqyn_family", "a visit", path="/status")
    return client


def addresses(app: Flask, rows: Rows) -> Iterator[tuple[Rule, str, str]]:
    """Yield every address that names a row of a case, once as it is and once with what is not there."""
    for rule in app.url_map.iter_rules():
        named = sorted(rule.arguments & set(rows.numbers))
        named += ["row_id"] if "row_id" in rule.arguments else []
        if not named or rule.endpoint == "accounts.edit_user" or str(rule).startswith("/admin/"):
            continue
        for filled in _filled(rule, rows):
            absent = {
                **filled,
                **{name: ABSENT["code"] if name == "code" else ABSENT_NUMBER for name in named},
            }
            yield rule, build(app, rule, filled), build(app, rule, absent)


def build(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    """Make the address of a rule."""
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def choices(rule: Rule, name: str) -> list[str]:
    """Return the words a part of an address may be, if they are listed there."""
    return sorted(getattr(rule._converters[name], "items", None) or ())


# What else an address names besides rows.
WORDS = {"petitions.record_day": {"kind": "learned"}, "petitions.begin_next": {"key": "kz_prosecutor"}}


def _filled(rule: Rule, rows: Rows) -> Iterator[dict[str, Any]]:
    base = {name: rows.numbers[name] for name in rule.arguments if name in rows.numbers}
    base |= WORDS.get(rule.endpoint, {})
    listed = next((name for name in rule.arguments if choices(rule, name)), None)
    # What hangs on a row and has no number of its own here is not there for anybody.
    hanging = {name for name in rule.arguments if name not in {"row_id", "what"} and not choices(rule, name)}
    base = {**{name: ABSENT_NUMBER if name.endswith("_id") else "x" for name in hanging}, **base}
    if "what" in rule.arguments:
        for kind, number in rows.kinds.items():
            yield {**base, "what": kind, **({"row_id": number} if "row_id" in rule.arguments else {})}
        return
    drafts = [name for name in base if f"draft_{name}" in rows.numbers]
    for values in [base, *({**base, name: rows.numbers[f"draft_{name}"]} for name in drafts)]:
        for word in choices(rule, listed) if listed else [None]:
            yield {**values, **({listed: word} if listed else {})}
