"""Protests planned and held, what was done to those who came, and reprisals after them."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from caseapp.cases.models import Case
from caseapp.dates import PartialDate
from caseapp.demo.scene import Scene
from caseapp.history import services as history
from caseapp.petitions.models import PetitionCase
from caseapp.protests.models import Appearance, Outcome, Protest
from caseapp.protests.vocabulary import NoticeAnswer, ProtestForm, ProtestOutcome, ProtestState
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent
from caseapp.reprisals.vocabulary import Precedent, ReprisalType

PLACES = {
    "ALM": "On the pavement across from the consulate, Almaty",
    "AST": "In front of the ministry, Astana",
    "OSK": "Republic Square, Öskemen",
}
# Days from today, form, state, answer of the akimat.
DAYS = (
    (-160, ProtestForm.PICKET, ProtestState.HELD, NoticeAnswer.NOT_NOTIFIED),
    (-120, ProtestForm.RALLY, ProtestState.CANCELLED, NoticeAnswer.REFUSED),
    (-75, ProtestForm.SINGLE_PICKET, ProtestState.HELD, NoticeAnswer.NOT_NOTIFIED),
    (-40, ProtestForm.RALLY, ProtestState.HELD, NoticeAnswer.TACIT_CONSENT),
    (-18, ProtestForm.PICKET, ProtestState.HELD, NoticeAnswer.AGREED),
    (-6, ProtestForm.DAILY_PICKET, ProtestState.HELD, NoticeAnswer.NOT_ACCEPTED),
    (0, ProtestForm.DAILY_PICKET, ProtestState.PLANNED, NoticeAnswer.NOT_NOTIFIED),
    (9, ProtestForm.PICKET, ProtestState.PLANNED, NoticeAnswer.NOTIFIED),
    (16, ProtestForm.RALLY, ProtestState.PLANNED, NoticeAnswer.OTHER_PLACE_PROPOSED),
    (30, ProtestForm.MARCH, ProtestState.PLANNED, NoticeAnswer.NOT_NOTIFIED),
)
OUTCOMES: tuple[tuple[ProtestOutcome, dict[str, Any]], ...] = (
    (ProtestOutcome.NO_INTERFERENCE, {}),
    (ProtestOutcome.TOLD_ILLEGAL, {}),
    (ProtestOutcome.OFFICIAL_WARNING, {}),
    (ProtestOutcome.DETAINED_RELEASED, {"minutes": 190}),
    (ProtestOutcome.FINED, {"amount_kzt": 184_600, "article": "Code of administrative offences, art. 488"}),
    (ProtestOutcome.ADMIN_ARREST, {"days": 10, "article": "Code of administrative offences, art. 488"}),
    (ProtestOutcome.MET_OFFICIAL, {}),
    (ProtestOutcome.NO_MEETING, {}),
)
RULED = frozenset({ProtestOutcome.FINED, ProtestOutcome.ADMIN_ARREST})
APPEAL_DAYS = 10
CAME = 6


def protest(scene: Scene) -> None:
    """Fill the calendar of protests in each office, then tell what followed."""
    for office in scene.staff.offices:
        cases = scene.of_office(office.code)
        for number, (shift, form, state, answer) in enumerate(DAYS if office.code == "ALM" else DAYS[2:8:2]):
            row = _plan(scene, office.id, office.code, scene.today + timedelta(days=shift), form, state, answer)
            if state is ProtestState.HELD or shift == 0:
                _came(scene, row, cases, number)
    for number, case in enumerate(scene.cases[::9]):
        _reprisal(scene, number, case)


def _plan(
    scene: Scene,
    office_id: int,
    code: str,
    held_on: date,
    form: ProtestForm,
    state: ProtestState,
    answer: NoticeAnswer,
) -> Protest:
    is_notified = answer is not NoticeAnswer.NOT_NOTIFIED
    given_on = min(scene.today, held_on - timedelta(days=9)) if is_notified else None
    is_answered = answer in {NoticeAnswer.AGREED, NoticeAnswer.REFUSED, NoticeAnswer.OTHER_PLACE_PROPOSED}
    coordinator = scene.staff.coordinators[code]
    at = scene.moment(max(0, (scene.today - held_on).days + 12))
    row = Protest(
        office_id=office_id,
        form=form,
        state=state,
        held_on=held_on,
        when=PartialDate.of(held_on),
        starts_at=time(11, 0),
        place_text=PLACES[code],
        demand="Tell the families where their relatives are.",
        notice_answer=answer,
        notice_given_on=given_on,
        notice_due_on=given_on + timedelta(days=5) if given_on else None,
        notice_answered_on=min(scene.today, given_on + timedelta(days=3)) if given_on and is_answered else None,
        refusal_ground="“Another event is planned at this place.”" if answer is NoticeAnswer.REFUSED else None,
        created_by_id=coordinator.id,
        created_at=at,
    )
    scene.session.add(row)
    scene.session.flush()
    history.record(scene.session, None, "protest.planned", actor_id=coordinator.id, at=at, subject=row)
    return row


def _came(scene: Scene, row: Protest, cases: list[Case], number: int) -> None:
    held_on = row.held_on or scene.today
    there = [case for case in cases if case.opened_on <= held_on]
    for place, case in enumerate(there[number : number + CAME]):
        at = scene.moment(max(0, (scene.today - held_on).days))
        actor = scene.volunteers_of(case)[0]
        appearance = Appearance(
            protest_id=row.id,
            case_id=case.id,
            person_id=scene.applicant_of(case).person_id,
            checked_in_at=at,
            checked_in_by_id=actor.id,
        )
        scene.session.add(appearance)
        scene.session.flush()
        history.record(scene.session, case.id, "protest.checked_in", actor_id=actor.id, at=at, subject=appearance)
        if row.state is ProtestState.HELD:
            _outcome(scene, appearance, held_on, (number + place) % len(OUTCOMES))


def _outcome(scene: Scene, appearance: Appearance, held_on: date, which: int) -> None:
    kind, facts = OUTCOMES[which]
    served_on = min(scene.today, held_on + timedelta(days=1)) if kind in RULED else None
    row = Outcome(
        appearance_id=appearance.id,
        kind=kind,
        happened_on=held_on,
        served_on=served_on,
        appeal_due_on=served_on + timedelta(days=APPEAL_DAYS) if served_on else None,
        recorded_by_id=appearance.checked_in_by_id,
        recorded_at=appearance.checked_in_at,
        **facts,
    )
    scene.session.add(row)
    history.record(
        scene.session,
        appearance.case_id,
        "protest.outcome",
        actor_id=row.recorded_by_id,
        at=row.recorded_at,
        subject=row,
    )


def _reprisal(scene: Scene, number: int, case: Case) -> None:
    """Tell of something done to the family after a petition, a protest, or the appeal itself."""
    kinds = (
        ReprisalType.VISIT_AND_THREAT,
        ReprisalType.PRESSURE_TO_WITHDRAW,
        ReprisalType.FORCED_CALL,
        ReprisalType.CONTACT_CUT,
        ReprisalType.WARNING_KZ,
        ReprisalType.SMEAR,
    )
    at = scene.moment(5 + number)
    logger = scene.volunteers_of(case)[0]
    row = Reprisal(
        case_id=case.id,
        type=kinds[number % len(kinds)],
        target="A brother of the applicant",
        actor="Two men who did not say their names",
        happened=PartialDate.of(scene.day(9 + number)),
        detail="They asked who had written the letter, and for the phone.",
        logged_by_id=logger.id,
        logged_at=at,
    )
    scene.session.add(row)
    scene.session.flush()
    scene.session.add(ReprisalPrecedent(reprisal_id=row.id, **_precedent(scene, number, case)))
    history.record(scene.session, case.id, "reprisal.logged", actor_id=logger.id, at=at, subject=row)


def _precedent(scene: Scene, number: int, case: Case) -> dict[str, object]:
    petition = scene.session.scalar(select(PetitionCase.petition_id).where(PetitionCase.case_id == case.id).limit(1))
    protest_id = scene.session.scalar(select(Appearance.protest_id).where(Appearance.case_id == case.id).limit(1))
    if petition is not None and number % 2 == 0:
        return {"kind": Precedent.PETITION, "petition_id": petition}
    if protest_id is not None:
        return {"kind": Precedent.PROTEST, "protest_id": protest_id}
    return {"kind": Precedent.APPEAL, "appeal_id": scene.appeal_of(case).id}
