"""The escalation ladder: which bodies come after one, in their order, each with why; and taking the next rung."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.errors import RuleBroken
from caseapp.petitions import letter_composing, outcomes, rules, services, steps, wording
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.models import Body, BodyVersion, Petition, PetitionCase
from caseapp.petitions.vocabulary import BodyKind, PetitionState

S = PetitionState
B = BodyKind

# Why a body of a kind is the next one, where the directory gives no reason of its own.
WHY: dict[BodyKind, LazyString] = {
    B.UN_SPECIAL_PROCEDURE: _l("It asks the State itself, and publishes what the State answers or that it is silent."),
    B.UN_TREATY_BODY: _l("The State has bound itself to answer this committee."),
    B.UN_CHARTER: _l("It looks at patterns that no single case shows."),
    B.UN_OFFICE: _l("It can bring the case before the right mandate, or speak with the authorities."),
    B.INTERGOVERNMENTAL: _l("States raise such cases there with each other."),
    B.NATIONAL_EXECUTIVE: _l("It can order the body below it to answer, or answer in its place."),
    B.NATIONAL_PROSECUTION: _l("It watches over the law and can demand an answer from the body that gave none."),
    B.NATIONAL_OMBUDSMAN: _l("It can ask the body on its own, and the body must answer it."),
    B.NATIONAL_PARLIAMENT: _l("A deputy can put the question to the body by name."),
    B.LOCAL_EXECUTIVE: _l("It decides on the spot."),
    B.NATIONAL_COURT: _l("Only a court can set the refusal or the silence aside."),
    B.FOREIGN_MISSION: _l("It can raise the case with the authorities of the country."),
    B.FOREIGN_GOVERNMENT: _l("It can raise the case between governments and put it on record."),
    B.FOREIGN_PARLIAMENT: _l("Its members can ask in public and put the case on record."),
    B.HUMANITARIAN: _l("It looks for people in confidence, beside all complaints."),
    B.NGO_DATABASE: _l("It keeps the case in public view."),
    B.NGO: _l("It can carry the case further than a family can."),
}


@dataclass(frozen=True)
class Rung:
    """One next body: its key and name, why it is next, and the draft to it that was begun, if there is one."""

    key: str
    name: str
    why: str
    is_written_to: bool = True
    begun_id: int | None = None


def why(record: BodyRecord, key: str, kind: BodyKind) -> str:
    """Say why a body comes after another one: in the words of its directory, else by what kind of body it is."""
    return record.escalation_why.get(key) or str(WHY[kind])


def rungs(session: Session, record: BodyRecord, begun: dict[int, int] | None = None) -> list[Rung]:
    """List the next bodies of one in their order, in one statement or two; ``begun`` has drafts by body."""
    if not record.escalation_to:
        return []
    bodies = session.scalars(select(Body).where(Body.key.in_(record.escalation_to)))
    found = {body.key: body for body in bodies}
    newest = select(BodyVersion.body_id, BodyVersion.record["name"]).where(
        BodyVersion.body_id.in_([body.id for body in found.values()]), BodyVersion.valid_to.is_(None)
    )
    names = {row[0]: row[1] for row in session.execute(newest)}
    return [
        Rung(
            key,
            wording.in_language(names.get(found[key].id), key),
            why(record, key, found[key].kind),
            found[key].is_active,
            (begun or {}).get(found[key].id),
        )
        for key in record.escalation_to
        if key in found
    ]


def begun_from(session: Session, petition: Petition) -> dict[int, int]:
    """Find the petitions that follow one and have not ended, by their body."""
    rows = session.execute(
        select(Petition.body_id, Petition.id).where(
            Petition.previous_id == petition.id, Petition.state.not_in([S.CLOSED, *sorted(rules.WITHDRAWN)])
        )
    )
    return {row.body_id: row.id for row in rows if row.body_id is not None}


def can_go_further(petition: Petition) -> bool:
    """Say whether a next petition can be begun from where one stands."""
    if petition.is_published_record:
        return False
    return petition.state is S.ESCALATED or S.ESCALATED in rules.MOVES[petition.state]


def begin_next(
    session: Session, petition: Petition, *, to: Body, idempotency_key: str | None = None, actor: User, at: datetime
) -> Petition:
    """Begin the petition to a next body, with its letter written from the cases and the chain of letters before it.

    One that was begun already is given back: a second press begins nothing. From a petition that was taken further
    before, another rung of the ladder can be taken beside the first.
    """
    # Of two presses at once the second waits for the first, and finds what it began.
    session.execute(select(Petition.id).where(Petition.id == petition.id).with_for_update())
    begun = begun_from(session, petition).get(to.id)
    if begun is not None:
        return session.get_one(Petition, begun)
    if not can_go_further(petition):
        raise RuleBroken(_l("Record first how this petition ended. Then the next body can be asked."))
    about = select(Case).join(PetitionCase, PetitionCase.case_id == Case.id)
    cases = session.scalars(about.where(PetitionCase.petition_id == petition.id).order_by(PetitionCase.id)).all()
    language = outcomes.language_for(session, to, petition.language, at=at)
    record = parse_body(services.current_version(session, to, at=at).record)
    today = steps.day_of(at)
    composed = letter_composing.first(session, cases, record, language=language, previous=petition, today=today)
    if petition.state is not S.ESCALATED:
        return outcomes.escalate(
            session,
            petition,
            to=to,
            subject=composed.subject,
            letter=composed.text,
            letter_kind=composed.kind,
            idempotency_key=idempotency_key,
            actor=actor,
            at=at,
        )
    _ensure_next(session, petition, to)
    return services.draft(
        session,
        cases,
        to,
        language=composed.language,
        subject=composed.subject,
        letter=composed.text,
        letter_kind=composed.kind,
        petitioner=petition.petitioner,
        previous=petition,
        facts=composed.facts,
        idempotency_key=idempotency_key,
        actor=actor,
        at=at,
    )


def _ensure_next(session: Session, petition: Petition, to: Body) -> None:
    if to.id not in {body.id for body in outcomes.next_bodies(session, petition)}:
        raise RuleBroken(_l("This body is not one of the next steps of the body it was sent to."))
