"""Batches: one letter to the same body for each of many cases, made one after the other and only once."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases import queries as cases_queries
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.petitions import readiness, readiness_services, services
from caseapp.petitions.batch_models import BatchItem, PetitionBatch
from caseapp.petitions.body_data import parse_body
from caseapp.petitions.facts import gather
from caseapp.petitions.letter_rules import ensure_accepted
from caseapp.petitions.letter_words import ItemState
from caseapp.petitions.letters.compose import compose
from caseapp.petitions.letters.kinds import kind_for
from caseapp.petitions.models import Body, Petition

I = ItemState  # noqa: E741 - as short as the states of petitions elsewhere
MOST = 200


@dataclass
class Outcome:
    """What came of doing the same with many letters: how many it was done with, why not with others, how many wait."""

    done: int = 0
    left: int = 0
    refused: list[tuple[Petition, str]] = field(default_factory=list)


def begin(
    session: Session,
    cases: Sequence[Case],
    body: Body,
    *,
    language: TextLanguage,
    petitioner: str | None = None,
    idempotency_key: str | None = None,
    actor: User,
    at: datetime,
) -> PetitionBatch:
    """Note the wish for a letter to a body for each of these cases; the same key twice gives the same batch."""
    if idempotency_key:
        known = select(PetitionBatch).where(PetitionBatch.idempotency_key == idempotency_key)
        found = session.scalars(known).one_or_none()
        if found is not None:
            return found
    if not cases:
        raise RuleBroken(_l("Choose at least one case."))
    if len(cases) > MOST:
        raise RuleBroken(
            _l("These are %(count)s cases; a batch holds %(most)s. Choose fewer.", count=len(cases), most=MOST)
        )
    if len({case.office_id for case in cases}) > 1:
        raise RuleBroken(_l("These cases belong to different offices. Make one batch for each office."))
    if not body.is_active:
        raise RuleBroken(_l("This body is no longer written to. Choose another one."))
    ensure_accepted(parse_body(services.current_version(session, body, at=at).record), language)
    batch = PetitionBatch(
        office_id=cases[0].office_id,
        body_id=body.id,
        language=language,
        petitioner=petitioner,
        made_by_id=actor.id,
        made_at=at,
        idempotency_key=idempotency_key,
    )
    session.add(batch)
    session.flush()
    session.add_all(
        BatchItem(batch_id=batch.id, case_id=case.id, position=position, state=I.WAITING)
        for position, case in enumerate(cases, 1)
    )
    session.flush()
    return batch


def next_item(session: Session, batch_id: int) -> BatchItem | None:
    """Find the next case of a batch that waits for its letter; none once somebody stopped it."""
    return session.scalars(
        select(BatchItem)
        .join(PetitionBatch, PetitionBatch.id == BatchItem.batch_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state == I.WAITING, PetitionBatch.stopped_at.is_(None))
        .order_by(BatchItem.position)
        .limit(1)
        .with_for_update(of=BatchItem, skip_locked=True)
    ).one_or_none()


def make(session: Session, item: BatchItem, *, today: date, at: datetime) -> None:
    """Make the letter of one case, or note what it still needs; what is made is tied to its case in the same step."""
    batch = session.get_one(PetitionBatch, item.batch_id)
    actor, body = session.get_one(User, batch.made_by_id), session.get_one(Body, batch.body_id)
    case = session.scalars(
        cases_queries.visible_to(actor).where(Case.id == item.case_id, Case.office_id == batch.office_id)
    ).one_or_none()
    if case is None or actor.disabled_at is not None:
        # A draft begun now would belong to somebody who has left: nobody would look after it.
        note(item, I.LEFT_OUT, [_("Whoever asked for the letter may not open this case any more.")])
        return
    record = parse_body(services.current_version(session, body, at=at).record)
    facts = gather(session, [case.id])
    checked = readiness.check(record, facts[0], language=batch.language, today=today)
    needs = [{"said": f"{need.label}: {need.sentence or need.state.label}", **_link(need)} for need in checked.to_find]
    if needs and not batch.is_with_gaps:
        note(item, I.NOT_READY, needs)
        return
    kind = kind_for(record)
    composed = compose(kind, batch.language, facts, record, today=today)
    petition = services.draft(
        session,
        [case],
        body,
        language=batch.language,
        subject=composed.subject,
        letter=composed.text,
        letter_kind=kind,
        petitioner=batch.petitioner,
        facts=facts,
        actor=actor,
        at=at,
        idempotency_key=f"batch-{batch.id}-{case.id}",
    )
    item.petition_id = petition.id
    note(item, I.MADE, [*needs, *(str(remark) for remark in composed.remarks)])


def _link(need: readiness.Need) -> dict[str, Any]:
    if need.link is None:
        return {}
    return {"endpoint": need.link.endpoint, "args": dict(need.link.args), "anchor": need.link.anchor}


def note(item: BatchItem, state: ItemState, why: list[Any]) -> None:
    """Note how one case of a batch stands, and the sentences that say why."""
    item.state = state
    item.why = [one if isinstance(one, dict) else {"said": str(one)} for one in why] or None


def stop(session: Session, batch: PetitionBatch, *, at: datetime) -> None:
    """Make no further letters of a batch; those that are made stay."""
    if batch.stopped_at is None:
        batch.stopped_at = at
        session.execute(_items(batch, I.WAITING).values(state=I.LEFT_OUT, why=None))


def go_on(session: Session, batch: PetitionBatch, *, with_gaps: bool = False) -> int:
    """Let the cases without a letter wait again, after something was mended; say how many they are.

    ``with_gaps``: write a draft even where something is missing; it goes to review when that is there.
    """
    batch.stopped_at = None
    batch.is_with_gaps = batch.is_with_gaps or with_gaps
    session.flush()
    session.execute(_items(batch, I.NOT_READY, I.FAILED, I.LEFT_OUT).values(state=I.WAITING, why=None))
    waiting = select(func.count()).where(BatchItem.batch_id == batch.id, BatchItem.state == I.WAITING)
    return session.scalar(waiting) or 0


def _items(batch: PetitionBatch, *states: ItemState) -> Any:
    return update(BatchItem).where(BatchItem.batch_id == batch.id, BatchItem.state.in_(states))


def submit(session: Session, petition: Petition, *, reason: str | None, actor: User, at: datetime) -> None:
    """Hand a letter to review; with a reason a coordinator first lets it go as it is, recorded on the letter."""
    if reason:
        readiness_services.let_go(session, petition, reason=reason, actor=actor, at=at)
    services.submit_for_review(session, petition, actor=actor, at=at)


def for_each(
    session: Session, petitions: Sequence[Petition], act: Callable[[Petition], None], *, seconds: float | None = None
) -> Outcome:
    """Do the same with many letters; one that a rule refuses is told with its sentence and holds up no other.

    After so many ``seconds`` the rest is left for another press: a page must answer before somebody gives up on it.
    """
    outcome, began = Outcome(), time.monotonic()
    for number, petition in enumerate(petitions):
        if seconds is not None and time.monotonic() - began > seconds:
            outcome.left = len(petitions) - number
            break
        try:
            with session.begin_nested():
                act(petition)
        except RuleBroken as broken:
            outcome.refused.append((petition, str(broken.message)))
        else:
            outcome.done += 1
    return outcome


def done_in_words(outcome: Outcome) -> str:
    """Say with how many letters something was done, and how many wait for another press."""
    said = ngettext("Done with %(num)s letter.", "Done with %(num)s letters.", outcome.done)
    if outcome.left:
        said += " " + ngettext("%(num)s is left: press once more.", "%(num)s are left: press once more.", outcome.left)
    return said
