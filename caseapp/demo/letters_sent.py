"""Petitions in every state, each walked there step by step through the services people use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.demo.scene import Scene
from caseapp.evidence.current import file_store
from caseapp.petitions import incoming, outcomes, readiness_services, sending, services
from caseapp.petitions.models import Body, Petition
from caseapp.petitions.received import Received
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState

LETTERS = {
    TextLanguage.RU: (
        "О розыске родственника",
        (
            "Просим установить место нахождения, правовое положение и состояние здоровья нашего родственника, "
            "с которым семья потеряла связь, и сообщить нам о принятых мерах."
        ),
    ),
    TextLanguage.EN: (
        "Request to establish a relative's whereabouts",
        "We ask you to establish where the person is held, on what ground and in what health, and to tell the family.",
    ),
    TextLanguage.KK: (
        "Туысымызды іздеу туралы",
        "Туысымыздың қайда екенін, қандай негізбен ұсталып отырғанын және денсаулығын анықтауыңызды сұраймыз.",
    ),
}
ADDRESSED_IN_ENGLISH = ("un_", "us_", "eu_", "osce_", "ngo_", "icrc_", "cn_")


@dataclass(frozen=True)
class Plan:
    """A body, how long ago the letter went out (None: not yet), and what happened then."""

    body: str
    sent_ago: int | None
    then: str = ""


# Working days of Kazakhstan: 15 of them are about 21 days.
PLANS = (
    Plan("kz_mfa", 17),
    Plan("kz_ombudsman", 48),
    Plan("kz_prosecutor", 75),
    Plan("kz_mfa", 24, "acknowledged"),
    Plan("kz_president", 40, "forwarded"),
    Plan("kz_mvd", 26, "extended"),
    Plan("un_wgeid", 90, "acknowledged"),
    Plan("kz_mfa", 120, "merits"),
    Plan("kz_prosecutor", 100, "formal"),
    Plan("cn_consulate_almaty", 60, "oral"),
    Plan("kz_mvd", 80, "refused"),
    Plan("cn_embassy_astana", 45, "not accepted"),
    Plan("kz_parliament", 70, "withdrawn"),
    Plan("kz_ombudsman", 66, "under pressure"),
    Plan("kz_mfa", 90, "escalated"),
    Plan("kz_mfa", 150, "closed"),
    Plan("un_special_procedures", 30, "acknowledged"),
    Plan("un_wgad", 20),
    Plan("kz_akimat_assembly_notice", 12),
    Plan("kz_prosecutor", 19, "reminded"),
    Plan("kz_president", 22),
    Plan("us_cecc", 100, "reminded"),
    Plan("kz_mfa", None, "draft"),
    Plan("un_wgeid", None, "in review"),
    Plan("kz_prosecutor", None, "approved"),
    Plan("kz_ombudsman", None, "sent back"),
)


INCOMING = (
    (2, "DEMO-2", "In answer to your letter DEMO-2 we inform you that the request is being looked into."),
    (9, None, "Your appeal of last month has been registered under No. 03-7/5512."),
)


def receive(scene: Scene) -> None:
    """Put letters into the inbox of each office: one that names a number of ours, one that does not."""
    for office in scene.staff.offices:
        for ago, reference, text in INCOMING:
            incoming.take_in(
                scene.session,
                file_store(),
                office_id=office.id,
                received_on=scene.day(ago),
                reference=reference,
                text=text,
                actor=scene.staff.coordinators[office.code],
                at=scene.moment(ago),
            )


SIGNED = {TextLanguage.EN: "The family", TextLanguage.RU: "Семья"}


def send(scene: Scene) -> None:
    """Write and send petitions, one plan after the other, for cases that were open by then."""
    bodies = {body.key: body for body in scene.session.scalars(select(Body))}
    for office in scene.staff.offices:
        cases = scene.of_office(office.code)
        for number, plan in enumerate(PLANS):
            about = _cases_for(scene, cases, number, plan)
            if about:
                _follow(scene, plan, bodies, about)


def _cases_for(scene: Scene, cases: list[Case], number: int, plan: Plan) -> list[Case]:
    """Choose one case, or for some letters three, that were open before the letter went out."""
    opened_by = scene.day((plan.sent_ago or 0) + 3)
    ready = [case for case in cases if case.opened_on <= opened_by]
    if not ready:
        return []
    start = number % len(ready)
    return ready[start : start + (3 if number % 7 == 6 else 1)]


def _follow(scene: Scene, plan: Plan, bodies: dict[str, Body], about: list[Case]) -> None:
    session = scene.session
    coordinator, writer = scene.coordinator_of(about[0]), scene.volunteers_of(about[0])[0]
    ready_ago = (plan.sent_ago or 0) + 2
    language = TextLanguage.EN if plan.body.startswith(ADDRESSED_IN_ENGLISH) else TextLanguage.RU
    subject, letter = LETTERS[language]
    petition = services.draft(
        session,
        about,
        bodies[plan.body],
        language=language,
        subject=subject,
        letter=letter,
        petitioner=SIGNED[language],
        owner=coordinator,
        actor=writer,
        at=scene.moment(ready_ago),
    )
    if plan.then == "draft":
        return
    reason = "The family asks to send it at once; what is missing follows."
    readiness_services.let_go(session, petition, reason=reason, actor=coordinator, at=scene.moment(ready_ago))
    services.submit_for_review(session, petition, actor=writer, at=scene.moment(ready_ago))
    if plan.then == "sent back":
        services.send_back(
            session, petition, reason="Name the county, please.", actor=coordinator, at=scene.moment(ready_ago - 1)
        )
    if plan.then in {"in review", "sent back"}:
        return
    services.approve(session, petition, actor=coordinator, at=scene.moment(ready_ago - 1))
    if plan.sent_ago is None:
        return
    if plan.then == "not accepted":
        _step(scene, petition, plan, bodies)
        return
    sending.mark_sent(
        session,
        petition,
        sent_on=scene.day(plan.sent_ago),
        channel=PetitionChannel.REGISTERED_POST if language is TextLanguage.RU else PetitionChannel.EMAIL,
        reference=f"DEMO-{petition.id}",
        no_proof_because="The receipt is in the folder of the office.",
        actor=coordinator,
        at=scene.moment(plan.sent_ago),
    )
    _step(scene, petition, plan, bodies)


def _step(scene: Scene, petition: Petition, plan: Plan, bodies: dict[str, Body]) -> None:
    """Record what happened a while after the sending."""
    ago = max(1, (plan.sent_ago or 0) * 2 // 3)
    who: dict[str, Any] = {"actor": _owner(scene, petition), "at": scene.moment(ago)}
    step = STEPS.get(plan.then)
    if step is not None:
        step(scene, petition, bodies, scene.day(ago), who)


def _owner(scene: Scene, petition: Petition) -> User:
    return next(user for user in scene.staff.coordinators.values() if user.office_id == petition.office_id)


Step = Callable[[Scene, Petition, dict[str, Body], date, dict[str, Any]], object]


def _answered(kind: PetitionState, summary: str, told_by: str | None = None) -> Step:
    return lambda scene, petition, _bodies, on, who: outcomes.record_answer(
        scene.session, petition, Received(happened_on=on, summary=summary, told_by=told_by), kind=kind, **who
    )


def _withdrawn(told_by: str, summary: str, confirmed_how: str, *, under_pressure: bool) -> Step:
    return lambda scene, petition, _bodies, on, who: outcomes.withdraw(
        scene.session,
        petition,
        Received(happened_on=on, summary=summary, told_by=told_by),
        under_pressure=under_pressure,
        confirmed_how=confirmed_how,
        **who,
    )


def _escalated(scene: Scene, petition: Petition, bodies: dict[str, Body], _on: date, who: dict[str, Any]) -> None:
    """Take a silence to the prosecutor, who has it on the desk."""
    subject, letter = LETTERS[TextLanguage.RU]
    outcomes.escalate(scene.session, petition, to=bodies["kz_prosecutor"], subject=subject, letter=letter, **who)


def _closed(scene: Scene, petition: Petition, bodies: dict[str, Body], on: date, who: dict[str, Any]) -> None:
    _answered(PetitionState.ANSWERED_MERITS, "The relative was seen at home by a consul.")(
        scene, petition, bodies, on, who
    )
    outcomes.close(scene.session, petition, reason="Answered; the family is satisfied.", **who)


STEPS: dict[str, Step] = {
    "acknowledged": lambda scene, petition, _bodies, on, who: sending.record_acknowledged(
        scene.session, petition, Received(happened_on=on, reference="Registered at the counter"), **who
    ),
    "forwarded": lambda scene, petition, bodies, on, who: sending.record_forwarded(
        scene.session,
        petition,
        Received(happened_on=on, summary="Passed on by competence."),
        new_body=bodies["kz_mfa"],
        **who,
    ),
    "extended": lambda scene, petition, _bodies, on, who: sending.record_extended(
        scene.session, petition, Received(happened_on=on, summary="They need more time to ask abroad."), **who
    ),
    "merits": _answered(
        PetitionState.ANSWERED_MERITS, "The ministry has sent a note to the embassy and names its date."
    ),
    "formal": _answered(PetitionState.ANSWERED_FORMAL, "The letter has been noted."),
    "oral": _answered(PetitionState.ANSWERED_ORAL, "On the phone: “he is well and studies.”", "A man who gave no name"),
    "refused": lambda scene, petition, _bodies, on, who: outcomes.record_refused(
        scene.session, petition, Received(happened_on=on, summary="Not within their competence."), **who
    ),
    "not accepted": lambda scene, petition, _bodies, on, who: outcomes.record_not_accepted(
        scene.session,
        petition,
        Received(happened_on=on, summary="“We take nothing here.”", told_by="The guard at the gate"),
        **who,
    ),
    "withdrawn": _withdrawn(
        "The wife, by phone",
        "The family found him and wants no more letters.",
        "She said the same in the office two days later.",
        under_pressure=False,
    ),
    "under pressure": _withdrawn(
        "The applicant, by phone",
        "The applicant was visited at home and asked us to stop.",
        "A cousin confirmed the visit by messenger.",
        under_pressure=True,
    ),
    "reminded": lambda scene, petition, _bodies, on, who: sending.record_reminder(
        scene.session, petition, Received(happened_on=on, summary="We asked again by phone."), **who
    ),
    "escalated": _escalated,
    "closed": _closed,
}
