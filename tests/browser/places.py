"""Where the pages are: every address of the site with the role that sees it, and the rows that fill the addresses."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.models import Appeal, AppealCase, Applicant, Translation
from caseapp.appeals.vocabulary import ReviewState, TranslationState
from caseapp.cases import queries as cases
from caseapp.cases.claims import Event, StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.people import PersonName
from caseapp.cases.row_kinds import KINDS
from caseapp.cases.vocabulary import ClaimState
from caseapp.families.models import FamilyCard, FamilyMessage
from caseapp.petitions import queries as petitions
from caseapp.petitions.batch_models import PetitionBatch
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Correspondence
from caseapp.petitions.step_table import STEPS
from caseapp.petitions.vocabulary import CorrespondenceKind
from caseapp.protests.models import Appearance, Protest
from caseapp.protests.vocabulary import ProtestState

STAFF = ("volunteer", "coordinator", "translator", "auditor", "admin")

# Each page once for each role that sees something of its own there. A word in braces is filled from the demonstration.
PLACES = """
accounts.change_password volunteer /account/password
accounts.edit_office admin /admin/offices/{office}
accounts.edit_user admin /admin/users/{user}
accounts.login nobody /login
accounts.new_office admin /admin/offices/new
accounts.new_user admin /admin/users/new
accounts.offices admin /admin/offices
accounts.prove coordinator /prove
accounts.sessions volunteer /account
accounts.users admin /admin/users
petitions.notices coordinator /account/notices
appeals.consent coordinator /cases/{case}/consent
appeals.done volunteer /appeals/{submitted}/done
appeals.index volunteer /appeals
appeals.index coordinator /appeals
appeals.new volunteer /appeals/new
appeals.new volunteer /appeals/new?stub=1
appeals.review_translation coordinator /translations/{written}/review
appeals.show volunteer /appeals/{submitted}
appeals.show coordinator /appeals/{submitted}
appeals.step volunteer /appeals/{draft}/who-asks
appeals.step volunteer /appeals/{draft}/who-is-missing
appeals.step volunteer /appeals/{draft}/what-happened
appeals.step volunteer /appeals/{draft}/statement
appeals.step volunteer /appeals/{draft}/consent
appeals.step volunteer /appeals/{draft}/evidence
appeals.step volunteer /appeals/{draft}/check
appeals.translate translator /translations/{assigned}
cases.correct_status volunteer /status-updates/{update}/correct
cases.edit_person volunteer /cases/{case}/person
cases.index volunteer /cases
cases.index coordinator /cases
cases.log_event volunteer /cases/{case}/events/new
cases.log_status volunteer /cases/{case}/status-updates/new
cases.manage coordinator /cases/{case}/manage
cases.reveal_contacts volunteer /cases/{case}/contacts
cases.show volunteer /cases/{case}
cases.show coordinator /cases/{case}
cases.verify_status coordinator /status-updates/{update}/verify
evidence.add volunteer /cases/{case}/evidence/new
families.answer coordinator /families/messages/{message}
families.card volunteer /cases/{case}/card
families.case family /status/case
families.index coordinator /families
families.status nobody /status
history.index auditor /audit
petitions.batch coordinator /petitions/batches/{batch}
petitions.batch_sent coordinator /petitions/batches/{batch}/sent
petitions.batches coordinator /petitions/batches
petitions.new_batch coordinator /petitions/batches/new?place=prison
petitions.letter_versions_page coordinator /petitions/{edit}/letter/versions
petitions.restart_letter coordinator /petitions/{edit}/letter/restart
petitions.review coordinator /petitions/{approve}/review
petitions.bodies volunteer /bodies
petitions.bodies coordinator /bodies
petitions.body volunteer /bodies/{body}
petitions.body coordinator /bodies/{body}
petitions.calendar admin /calendar
petitions.edit_body coordinator /bodies/{body}/edit
petitions.inbox coordinator /petitions/inbox
petitions.inbox coordinator /petitions/inbox?done=1
petitions.incoming_letter coordinator /petitions/inbox/{incoming}
petitions.receive volunteer /petitions/inbox/new
petitions.reminder coordinator /petitions/{remind}/reminder
petitions.reveal_filing coordinator /petitions/{sent}/filing
petitions.send coordinator /petitions/{sent}/send
petitions.send_by coordinator /petitions/{sent}/send/e-otinish
petitions.send_by coordinator /petitions/{sent}/send/by-hand
petitions.send_by coordinator /petitions/{sent}/send/email
petitions.send_by coordinator /petitions/{sent}/send/embassy-box
petitions.send_by coordinator /petitions/{sent}/send/online-form
petitions.send_by coordinator /petitions/{sent}/send/oral
petitions.send_by coordinator /petitions/{sent}/send/other
petitions.send_by coordinator /petitions/{sent}/send/post
petitions.send_by coordinator /petitions/{sent}/send/registered-post
petitions.exchange_bodies coordinator /bodies/exchange
petitions.index volunteer /petitions
petitions.index coordinator /petitions
petitions.day coordinator /petitions/days/2026-11-20
petitions.month volunteer /petitions/month
petitions.month coordinator /petitions/month?month=2026-11
petitions.new volunteer /petitions/new
petitions.new volunteer /petitions/new?case={case}
petitions.new volunteer /petitions/new?case={case}&body={body}
petitions.new_body coordinator /bodies/new
petitions.readiness coordinator /petitions/{edit}/readiness
petitions.tell volunteer /cases/{case}/for-bodies
petitions.applicant volunteer /cases/{case}/for-bodies/{asking}
petitions.record_day coordinator /petitions/{petition}/days/learned
petitions.take_back_letter coordinator /petitions/{asked}/correspondence/{reminder}/take-back
petitions.show volunteer /petitions/{petition}
petitions.show coordinator /petitions/{petition}
petitions.verify_body coordinator /bodies/{body}/verified
protests.index volunteer /protests
protests.new coordinator /protests/new
protests.outcome volunteer /protests/{held}/outcomes/{appearance}
protests.show volunteer /protests/{planned}
protests.show coordinator /protests/{planned}
protests.show coordinator /protests/{held}
reports.index coordinator /reports
reports.index auditor /reports
reprisals.log volunteer /cases/{case}/reprisals/new
"""

# Addresses that answer with a file, with data, or by leading elsewhere.
NO_PAGES = {
    "evidence.download",
    "evidence.picture",
    "families.leave",
    "petitions.export_bodies",
    "petitions.batch_letters",
    "petitions.batch_progress",
    "petitions.feed",
    "petitions.letter_docx",
    "petitions.incoming_file",
    "petitions.letter_pdf",
    "petitions.reminder_file",
    "static",
    "work.health",
}


def _all() -> list[tuple[str, str, str]]:
    found = [tuple(line.split()) for line in PLACES.strip().splitlines()]
    found += [("work.index", role, "/") for role in STAFF]
    found += [("cases.add_row", "volunteer", "/cases/{case}/add/" + kind) for kind in KINDS]
    found += [("cases.change_row", "volunteer", "/cases/{case}/change/event/{event}")]
    found += [("cases.change_row", "volunteer", "/cases/{case}/change/name/{name}")]
    found += [("cases.remove_row", "volunteer", "/cases/{case}/remove/name/{name}")]
    found += [
        (f"petitions.{step.endpoint}", "coordinator", f"/petitions/{{{slug}}}/{slug}") for slug, step in STEPS.items()
    ]
    return found  # type: ignore[return-value]


ALL = _all()


def fill(app: Flask, address: str) -> str:
    """Fill the braces of an address with rows of the demonstration."""
    wanted = re.findall(r"{([a-z-]+)}", address)
    if not wanted:
        return address
    with app.app_context(), app.extensions["database"].make_session() as session:
        for word in wanted:
            address = address.replace(f"{{{word}}}", str(_row(session, word)))
    return address


def person(session: Session, role: str) -> User:
    """Return one of the people of the demonstration's logins."""
    return session.scalars(select(User).where(User.email == f"{role}@demo.invalid")).one()


def _case(session: Session) -> Case:
    """Return a case that the volunteer may open, with events told and a card in use."""
    told = cases.visible_to(person(session, "volunteer")).where(
        Case.id.in_(select(Event.case_id)),
        Case.id.in_(select(FamilyCard.case_id)),
    )
    return session.scalars(told.order_by(Case.id).limit(1)).one()


def _reminders(session: Session) -> Any:
    """Find the reminders of petitions a coordinator may open."""
    seen = petitions.visible_to(person(session, "coordinator")).with_only_columns(petitions.Petition.id)
    reminder = Correspondence.kind == CorrespondenceKind.REMINDER
    return select(Correspondence).where(Correspondence.petition_id.in_(seen), reminder).order_by(Correspondence.id)


def _petition(session: Session, slug: str) -> int:
    who = person(session, "coordinator")
    rows = session.scalars(petitions.for_page(petitions.visible_to(who)).order_by(petitions.Petition.id)).unique()
    return next(row.id for row in rows if STEPS[slug].is_open(row, who))


def _appeal(session: Session, state: ReviewState) -> Any:
    volunteer = person(session, "volunteer")
    return session.scalars(
        select(Appeal.id)
        .where(Appeal.logged_by_id == volunteer.id, Appeal.state == state, Appeal.cases.any())
        .order_by(Appeal.id)
        .limit(1)
    ).one()


def _translation(session: Session, state: TranslationState) -> Any:
    return session.scalars(
        select(Translation.id)
        .join(Appeal, Appeal.id == Translation.appeal_id)
        .where(Translation.state == state, Appeal.office_id == person(session, "coordinator").office_id)
        .order_by(Translation.id)
        .limit(1)
    ).one()


def _protest(session: Session, state: ProtestState) -> Protest:
    with_people = (
        select(Protest)
        .where(
            Protest.state == state,
            Protest.office_id == person(session, "coordinator").office_id,
            Protest.appearances.any() if state is ProtestState.HELD else True,
        )
        .order_by(Protest.held_on.desc())
    )
    return session.scalars(with_people.limit(1)).one()


def _first(statement: Any) -> Callable[[Session], Any]:
    return lambda session: session.scalars(statement(session).limit(1)).one()


def _opened(session: Session) -> Any:
    return cases.visible_to(person(session, "volunteer")).with_only_columns(Case.id)


def _body(session: Session) -> str:
    return next(one.key for one in petitions.bodies(session, only_active=True))


ROWS: dict[str, Callable[[Session], Any]] = {
    "case": lambda session: _case(session).code,
    "asking": _first(
        lambda session: (
            select(Applicant.person_id)
            .join(AppealCase, AppealCase.appeal_id == Applicant.appeal_id)
            .where(AppealCase.case_id == _case(session).id)
        )
    ),
    "event": _first(lambda session: select(Event.id).where(Event.case_id == _case(session).id)),
    "name": _first(lambda session: select(PersonName.id).where(PersonName.person_id == _case(session).person_id)),
    "update": _first(
        lambda session: (
            select(StatusUpdate.id)
            .where(StatusUpdate.state == ClaimState.UNVERIFIED, StatusUpdate.case_id.in_(_opened(session)))
            .order_by(StatusUpdate.id)
        )
    ),
    "draft": lambda session: _appeal(session, ReviewState.DRAFT),
    "submitted": lambda session: _appeal(session, ReviewState.SUBMITTED),
    "assigned": lambda session: _translation(session, TranslationState.ASSIGNED),
    "written": lambda session: _translation(session, TranslationState.WRITTEN),
    "asked": lambda session: session.scalars(_reminders(session)).first().petition_id,
    "reminder": lambda session: session.scalars(_reminders(session)).first().id,
    "petition": lambda session: _petition(session, "answer"),
    "batch": lambda session: session.scalars(select(PetitionBatch.id).order_by(PetitionBatch.id).limit(1)).one(),
    "body": _body,
    "incoming": _first(
        lambda session: select(IncomingLetter.id).where(
            IncomingLetter.office_id == person(session, "coordinator").office_id
        )
    ),
    "planned": lambda session: _protest(session, ProtestState.PLANNED).id,
    "held": lambda session: _protest(session, ProtestState.HELD).id,
    "appearance": _first(
        lambda session: select(Appearance.id).where(
            Appearance.protest_id == _protest(session, ProtestState.HELD).id,
            Appearance.case_id.in_(_opened(session)),
        )
    ),
    "message": _first(
        lambda session: (
            select(FamilyMessage.id).join(Case).where(Case.office_id == person(session, "coordinator").office_id)
        )
    ),
    "user": lambda session: person(session, "coordinator").id,
    "office": lambda session: person(session, "coordinator").office_id,
}


def _row(session: Session, word: str) -> Any:
    return _petition(session, word) if word in STEPS else ROWS[word](session)
