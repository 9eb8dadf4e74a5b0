"""What changes protests: planning, the akimat's answer, who came, what was done to them, held or called off."""

from datetime import date, datetime, time
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.dates import PartialDate
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.models import Body, BodyVersion
from caseapp.petitions.reference import get_calendar
from caseapp.protests import rules
from caseapp.protests.models import Appearance, Outcome, Protest
from caseapp.protests.rules import NoticeTerms
from caseapp.protests.vocabulary import NoticeAnswer, ProtestForm, ProtestOutcome, ProtestState


def get_version(session: Session, key: str, on: date) -> BodyVersion:
    """Return the version of a body in force on a day, as it stands in the tables."""
    versions = session.scalars(
        select(BodyVersion)
        .join(BodyVersion.body)
        .where(Body.key == key)
        .order_by(BodyVersion.valid_from.asc().nulls_first())
    ).all()
    return next((one for one in reversed(versions) if one.valid_from is None or one.valid_from <= on), versions[0])


def get_body(session: Session, key: str, on: date) -> BodyRecord:
    """Return what is known of a body on a day."""
    return parse_body(get_version(session, key, on).record)


def terms(session: Session, form: ProtestForm, held_on: date, given_on: date | None) -> NoticeTerms:
    """Work out the terms of a notice with the bodies and the calendar as they stand."""
    body = get_body(session, rules.body_key(form), given_on or held_on)
    return rules.notice_terms(held_on, given_on, body, get_calendar(session))


def plan(
    session: Session,
    *,
    form: ProtestForm,
    held_on: date,
    starts_at: time | None,
    place_text: str,
    demand: str | None,
    notice_given_on: date | None,
    actor: User,
    at: datetime,
) -> Protest:
    """Plan a protest of the actor's office; the same one sent twice is one."""
    if actor.office_id is None:
        raise RuleBroken(_l("Somebody without an office cannot plan a protest."))
    same = session.scalars(
        select(Protest).where(
            Protest.office_id == actor.office_id,
            Protest.held_on == held_on,
            Protest.form == form,
            Protest.place_text == place_text,
            Protest.state == ProtestState.PLANNED,
        )
    ).first()
    if same is not None and same.starts_at == starts_at:
        return same
    protest = Protest(
        office_id=actor.office_id,
        form=form,
        held_on=held_on,
        when=PartialDate.of(held_on),
        starts_at=starts_at,
        place_text=place_text,
        demand=demand,
        created_by_id=actor.id,
        created_at=at,
    )
    session.add(protest)
    session.flush()
    history.record(session, None, "protest.planned", actor_id=actor.id, at=at, subject=protest)
    if notice_given_on is not None:
        give_notice(session, protest, given_on=notice_given_on, actor=actor, at=at)
    return protest


def give_notice(session: Session, protest: Protest, *, given_on: date, actor: User, at: datetime) -> None:
    """Note that the akimat has the notice; the day of its answer follows from the body's rule."""
    rules.ensure_planned(protest.state)
    held_on = protest.held_on or given_on
    protest.notice_given_on = given_on
    protest.notice_due_on = terms(session, protest.form, held_on, given_on).answer_by
    protest.notice_answer = NoticeAnswer.NOTIFIED
    history.record(session, None, "protest.notified", actor_id=actor.id, at=at, subject=protest)


def record_answer(
    session: Session,
    protest: Protest,
    *,
    answer: NoticeAnswer,
    answered_on: date,
    refusal_ground: str | None,
    actor: User,
    at: datetime,
) -> None:
    """Keep the akimat's answer; of a refusal the ground word for word."""
    rules.ensure_planned(protest.state)
    if answer is NoticeAnswer.REFUSED and not refusal_ground:
        raise RuleBroken(_l("Copy the ground of the refusal word for word."))
    protest.notice_answer = answer
    protest.notice_answered_on = answered_on
    protest.refusal_ground = refusal_ground if answer is NoticeAnswer.REFUSED else None
    history.record(session, None, "protest.answered", actor_id=actor.id, at=at, subject=protest)


def mark_held(session: Session, protest: Protest, *, actor: User, at: datetime) -> None:
    """Note that the protest took place; a second time changes nothing."""
    if protest.state is ProtestState.HELD:
        return
    rules.ensure_planned(protest.state)
    protest.state = ProtestState.HELD
    history.record(session, None, "protest.held", actor_id=actor.id, at=at, subject=protest)


def cancel(session: Session, protest: Protest, *, reason: str, actor: User, at: datetime) -> None:
    """Call a protest off, with the reason."""
    rules.ensure_planned(protest.state)
    protest.state = ProtestState.CANCELLED
    protest.detail = "\n".join(part for part in (protest.detail, reason) if part)
    history.record(session, None, "protest.cancelled", actor_id=actor.id, at=at, subject=protest)


def check_in(
    session: Session,
    protest: Protest,
    case: Case,
    *,
    person_id: int | None,
    who: str | None,
    actor: User,
    at: datetime,
    is_present: bool = True,
) -> Appearance:
    """Note that somebody came for a case, or is expected; the same one twice is one."""
    rules.ensure_open(protest.state)
    # Two phones at one gate: the second waits for the first.
    session.execute(select(Protest.id).where(Protest.id == protest.id).with_for_update())
    row = session.scalars(
        select(Appearance).where(
            Appearance.protest_id == protest.id,
            Appearance.case_id == case.id,
            Appearance.person_id.is_(None) if person_id is None else Appearance.person_id == person_id,
            Appearance.who.is_(None) if who is None else Appearance.who == who,
        )
    ).first()
    if row is None:
        row = Appearance(protest_id=protest.id, case_id=case.id, person_id=person_id, who=who)
        session.add(row)
        session.flush()
        if not is_present:
            history.record(session, case.id, "protest.expected", actor_id=actor.id, at=at, subject=row)
    if is_present:
        arrive(session, row, actor=actor, at=at)
    return row


def arrive(session: Session, row: Appearance, *, actor: User, at: datetime) -> None:
    """Note that somebody who was expected is here."""
    if row.checked_in_at is None:
        row.checked_in_at, row.checked_in_by_id = at, actor.id
        history.record(session, row.case_id, "protest.checked_in", actor_id=actor.id, at=at, subject=row)


def record_outcome(
    session: Session,
    appearance: Appearance,
    *,
    kind: ProtestOutcome,
    happened_on: date | None,
    minutes: int | None,
    days: int | None,
    amount_kzt: Decimal | None,
    article: str | None,
    served_on: date | None,
    detail: str | None,
    actor: User,
    at: datetime,
) -> Outcome:
    """Keep what was done to somebody; the last day to appeal a ruling follows from the day it was served."""
    rules.ensure_outcome(kind, {"minutes": minutes, "days": days, "amount_kzt": amount_kzt})
    facts = {
        "happened_on": happened_on,
        "minutes": minutes,
        "days": days,
        "amount_kzt": amount_kzt,
        "article": article,
        "served_on": served_on,
        "detail": detail,
    }
    session.execute(select(Appearance.id).where(Appearance.id == appearance.id).with_for_update())
    for one in session.scalars(select(Outcome).where(Outcome.appearance_id == appearance.id, Outcome.kind == kind)):
        if all(getattr(one, name) == value for name, value in facts.items()):
            return one
    body = get_body(session, rules.RULING_BODY, served_on or happened_on or at.date())
    due_on = rules.appeal_due_on(kind, served_on, body, get_calendar(session))
    outcome = Outcome(
        appearance_id=appearance.id, kind=kind, appeal_due_on=due_on, recorded_by_id=actor.id, recorded_at=at, **facts
    )
    session.add(outcome)
    history.record(session, appearance.case_id, "protest.outcome", actor_id=actor.id, at=at, subject=outcome)
    return outcome
