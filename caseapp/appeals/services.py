"""What changes an appeal as a whole: beginning, keeping typed text, telling, submitting, reviewing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseapp.accounts.models import Office, User
from caseapp.appeals import people, queries, rules
from caseapp.appeals.models import Appeal, AppealCase, AppealText, Applicant
from caseapp.appeals.rows import Typed, keep
from caseapp.appeals.vocabulary import AppealChannel, ReviewState, TextLanguage
from caseapp.cases import services as cases
from caseapp.cases.claims import Event, MediaItem, StatusUpdate
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import (
    Basis,
    CaseState,
    ClaimState,
    ContactKind,
    HealthStatus,
    Kinship,
    LegalStatus,
    MediaType,
    NameKind,
    PlaceStatus,
    Sex,
)
from caseapp.dates import PartialDate
from caseapp.errors import RuleBroken
from caseapp.history import services as history

LONGEST_TYPED = 200_000


def start(
    session: Session, *, key: str | None, actor: User, at: datetime, today: date, channel: AppealChannel | None = None
) -> Appeal:
    """Begin an appeal of this person's office; the same key again gives the appeal begun before."""
    return _started(session, key=key, actor=actor, at=at, today=today, channel=channel)[0]


def _started(
    session: Session,
    *,
    key: str | None,
    actor: User,
    at: datetime,
    today: date,
    channel: AppealChannel | None,
    statement: str | None = None,
) -> tuple[Appeal, bool]:
    """Begin an appeal, and say whether it is new."""
    if actor.office_id is None:
        raise RuleBroken(_l("Your account belongs to no office yet. Ask an administrator to name one."))
    if key and (known := _begun(session, key, actor)):
        return known, False
    appeal = Appeal(
        office_id=actor.office_id,
        logged_by_id=actor.id,
        channel=channel or AppealChannel.OFFICE,
        received_on=today,
        created_at=at,
        idempotency_key=key or None,
        statement=statement,
    )
    try:
        with session.begin_nested():
            session.add(appeal)
    except IntegrityError:
        if key and (known := _begun(session, key, actor)):
            return known, False
        raise
    history.record(session, None, "appeal.started", actor_id=actor.id, at=at, subject=appeal)
    return appeal, True


def _begun(session: Session, key: str, actor: User) -> Appeal | None:
    return session.scalars(
        select(Appeal).where(Appeal.idempotency_key == key, Appeal.logged_by_id == actor.id)
    ).one_or_none()


def start_from_stub(
    session: Session,
    *,
    key: str | None,
    name: str,
    asked_by: str | None,
    kinship: Kinship | None,
    phone: str | None,
    line: str | None,
    actor: User,
    at: datetime,
    today: date,
) -> Appeal:
    """Begin an appeal from the four answers of a field day; the rest is asked later."""
    appeal, is_new = _started(
        session, key=key, channel=AppealChannel.FIELD_DAY, statement=line, actor=actor, at=at, today=today
    )
    if appeal.statement is None:
        appeal.statement = line
    named = {"row_id": None, "kind": NameKind.AS_PRINTED}
    people.save_applicant(
        session,
        appeal,
        None if is_new else session.scalars(select(Applicant).where(Applicant.appeal_id == appeal.id)).first(),
        names=[{**named, "text": asked_by}],
        kinship=kinship,
        own_word=None,
        phones=[{"row_id": None, "kind": ContactKind.PHONE, "value": phone}],
        country=None,
        citizenship_status=None,
        actor=actor,
        at=at,
        is_first=is_new,
    )
    people.save_missing(
        session,
        appeal,
        None,
        names=[{**named, "text": name}],
        sex=Sex.UNKNOWN,
        born=None,
        age=None,
        age_as_of=None,
        ethnicity=None,
        occupation=None,
        country=None,
        citizenship_status=None,
        place_text=None,
        place_code=None,
        cn_id=None,
        kz_iin=None,
        actor=actor,
        at=at,
        today=today,
        is_first=is_new,
    )
    return appeal


def keep_text(session: Session, appeal: Appeal, *, step: str, answers: dict[str, list[str]], at: datetime) -> None:
    """Keep what is being typed into a step until the step is saved."""
    rules.ensure_editable(appeal.state)
    if sum(len(text) for texts in answers.values() for text in texts) > LONGEST_TYPED:
        raise RuleBroken(_l("This is more text than one step can keep. Save the step, then go on."))
    row = session.scalars(queries.typed_text(appeal.id, step)).one_or_none()
    if row is None:
        session.add(AppealText(appeal_id=appeal.id, step=step, answers=dict(answers), saved_at=at))
    else:
        row.answers, row.saved_at = dict(answers), at


def forget_text(session: Session, appeal: Appeal, *, step: str) -> None:
    """Drop the typed text of a step that has been saved, or that nobody wants."""
    session.execute(delete(AppealText).where(AppealText.appeal_id == appeal.id, AppealText.step == step))


def say_how_it_came(
    session: Session, appeal: Appeal, *, channel: AppealChannel, received_on: date | None, actor: User, at: datetime
) -> None:
    """Note how and when the appeal reached us."""
    rules.ensure_editable(appeal.state)
    if (appeal.channel, appeal.received_on) != (channel, received_on):
        appeal.channel, appeal.received_on = channel, received_on
        history.record(session, None, "appeal.written", actor_id=actor.id, at=at, subject=appeal, detail="channel")


def tell_what_happened(
    session: Session,
    appeal: Appeal,
    case: Case,
    *,
    events: Sequence[Typed],
    place_status: PlaceStatus | None,
    legal_status: LegalStatus | None,
    health_status: HealthStatus | None,
    as_of: PartialDate | None,
    status_basis: Basis | None,
    status_source: str | None,
    actor: User,
    at: datetime,
) -> None:
    """Write down dated events and the first status as the family tells them; nothing of it is verified yet."""
    rules.ensure_editable(appeal.state)
    rows = session.scalars(queries.events_of([case.id])).all()
    typed = [{**event, "place_code": people.place_code_of(event["place_text"])} for event in events]
    keep(
        session,
        rows,
        typed,
        make=Event,
        owner={"case_id": case.id},
        content="type",
        key=("type", "happened", "place_text", "detail"),
    )
    said = {"place_status": place_status, "legal_status": legal_status, "health_status": health_status}
    _keep_status(
        session, case, said, {"as_of": as_of, "basis": status_basis, "source": status_source}, actor=actor, at=at
    )
    cases.refresh(session, case, at=at)
    case_id = people.history_case(case)
    history.record(session, case_id, "appeal.written", actor_id=actor.id, at=at, subject=appeal, detail="events")


def first_status(updates: Sequence[StatusUpdate], author_id: int | None) -> StatusUpdate | None:
    """Return the status that came with the appeal, as long as nobody has judged it."""
    return next((row for row in updates if row.logged_by_id == author_id and row.state is ClaimState.UNVERIFIED), None)


def _keep_status(
    session: Session, case: Case, said: dict[str, Any], facts: dict[str, Any], *, actor: User, at: datetime
) -> None:
    row = first_status(session.scalars(queries.status_updates_of([case.id])).all(), actor.id)
    if not any(said.values()):
        if row is not None:
            session.delete(row)
        return
    if row is None:
        session.add(StatusUpdate(case_id=case.id, logged_by_id=actor.id, logged_at=at, **said, **facts))
        return
    for name, value in {**said, **facts}.items():
        setattr(row, name, value)


def write_statement(
    session: Session,
    appeal: Appeal,
    *,
    statement: str | None,
    statement_language: TextLanguage | None,
    video_url: str | None,
    actor: User,
    at: datetime,
) -> None:
    """Write down what the family told, in its own words."""
    rules.ensure_editable(appeal.state)
    appeal.statement, appeal.statement_language, appeal.video_url = statement, statement_language, video_url
    history.record(session, None, "appeal.written", actor_id=actor.id, at=at, subject=appeal, detail="statement")


def add_link(
    session: Session,
    appeal: Appeal,
    case: Case,
    *,
    url: str,
    media_type: MediaType,
    outlet: str | None,
    actor: User,
    at: datetime,
) -> None:
    """Note something published about a case; the same address twice is one."""
    rules.ensure_editable(appeal.state)
    if session.scalar(select(MediaItem.id).where(MediaItem.case_id == case.id, MediaItem.url == url).limit(1)):
        return
    row = MediaItem(case_id=case.id, type=media_type, url=url, outlet=outlet)
    session.add(row)
    case_id = people.history_case(case)
    history.record(session, case_id, "media.added", actor_id=actor.id, at=at, subject=row)


def submit(session: Session, appeal: Appeal, *, told: rules.Told, actor: User, at: datetime, today: date) -> None:
    """Hand an appeal in for review: each new case opens with a code, and the writer is on it.

    Pressed twice, it is handed in once.
    """
    if appeal.state is ReviewState.SUBMITTED:
        return
    rules.ensure_move(appeal.state, ReviewState.SUBMITTED)
    if any(gap.is_needed for gap in rules.gaps(told)):
        raise RuleBroken(_l("Something needed is still missing. The check page says what."))
    office = session.get_one(Office, appeal.office_id)
    for case in _cases_of(session, appeal):
        if case.state is CaseState.DRAFT:
            case.code = cases.next_code(session, office, today.year)
            case.state, case.opened_on = CaseState.OPEN, today
            history.record(session, case.id, "case.opened", actor_id=actor.id, at=at, subject=case)
            cases.assign(session, case, actor, actor=actor, at=at)
        history.record(session, case.id, "appeal.submitted", actor_id=actor.id, at=at, subject=appeal)
        cases.refresh(session, case, at=at)
    appeal.state, appeal.submitted_at, appeal.return_reason = ReviewState.SUBMITTED, at, None
    session.execute(delete(AppealText).where(AppealText.appeal_id == appeal.id))


def accept(session: Session, appeal: Appeal, *, actor: User, at: datetime) -> None:
    """Accept an appeal that somebody else wrote."""
    rules.ensure_other_person(appeal.logged_by_id, actor.id)
    rules.ensure_move(appeal.state, ReviewState.ACCEPTED)
    appeal.state, appeal.reviewed_by_id, appeal.reviewed_at = ReviewState.ACCEPTED, actor.id, at
    for case in _cases_of(session, appeal):
        history.record(session, case.id, "appeal.accepted", actor_id=actor.id, at=at, subject=appeal)


def send_back(session: Session, appeal: Appeal, *, reason: str, actor: User, at: datetime) -> None:
    """Send an appeal back to who wrote it, with what is to be mended."""
    rules.ensure_other_person(appeal.logged_by_id, actor.id)
    rules.ensure_move(appeal.state, ReviewState.RETURNED)
    appeal.state, appeal.return_reason = ReviewState.RETURNED, reason
    appeal.reviewed_by_id, appeal.reviewed_at = actor.id, at
    for case in _cases_of(session, appeal):
        history.record(session, case.id, "appeal.returned", actor_id=actor.id, at=at, subject=appeal, detail=reason)


def _cases_of(session: Session, appeal: Appeal) -> Sequence[Case]:
    return session.scalars(
        select(Case)
        .join(AppealCase, AppealCase.case_id == Case.id)
        .where(AppealCase.appeal_id == appeal.id)
        .order_by(AppealCase.id)
    ).all()
