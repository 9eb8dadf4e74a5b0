"""Reading ``CaseFacts`` from the tables: the same number of statements for one case and for two hundred."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from caseapp.appeals.models import Appeal, AppealCase, Consent
from caseapp.cases import claims
from caseapp.cases import rules as case_rules
from caseapp.cases.models import Case
from caseapp.cases.people import Citizenship, Contact, Identifier, Person, PersonName, Relation, Residence
from caseapp.cases.vocabulary import Access, ClaimState, Sex
from caseapp.evidence.models import EvidenceFile
from caseapp.evidence.vocabulary import EvidenceKind
from caseapp.petitions import facts_shapes as shapes
from caseapp.petitions.facts_people import applicants_of, citizenships_of, homes_of, names_of, papers_of, relatives_of
from caseapp.petitions.facts_told import QUESTIONS
from caseapp.petitions.models import Body, Correspondence, Petition, PetitionCase
from caseapp.places.countries import country_code
from caseapp.protests.models import Appearance, Protest
from caseapp.reprisals.models import Reprisal

Row = TypeVar("Row")


def gather(session: Session, case_ids: Iterable[int]) -> list[shapes.CaseFacts]:
    """Read all that a body can ask about these cases, in the order given; what is no case is left out.

    Whoever calls has already made sure that the reader may open the cases.
    """
    wanted = list(dict.fromkeys(case_ids))
    statement = select(Case).where(Case.id.in_(wanted)).options(selectinload(Case.person))
    cases = {case.id: case for case in session.scalars(statement)}
    if not cases:
        return []
    appeals = _appeals(session, cases)
    shut_appeals = _shut_appeals(session, list(cases))
    relations = _relations(session, [case.person_id for case in cases.values()])
    people = {case.person_id for case in cases.values()}
    people |= {applicant.person_id for found in appeals.values() for one in found for applicant in one.applicants}
    people |= {relation.person_id for relation in relations} | {relation.other_id for relation in relations}
    of_people = _of_people(session, people)
    sexes = {row.id: row.sex for row in session.execute(select(Person.id, Person.sex).where(Person.id.in_(people)))}
    of_cases = _of_cases(session, list(cases))
    files = [one for found in of_cases["evidence"].values() for one in found]
    of_cases["evidence"] = _by(_without_shared(session, files, list(cases)), lambda row: int(row.case_id))
    of_cases["petitions"] = _petitions(session, list(cases))
    of_cases["protests"] = _protests(session, list(cases))
    return [
        _facts(cases[case_id], appeals[case_id], relations, of_people, sexes, of_cases, shut_appeals)
        for case_id in wanted
        if case_id in cases
    ]


def _appeals(session: Session, cases: Iterable[int]) -> dict[int, list[Appeal]]:
    statement = (
        select(AppealCase.case_id, Appeal)
        .join(Appeal, Appeal.id == AppealCase.appeal_id)
        .where(AppealCase.case_id.in_(list(cases)))
        .options(selectinload(Appeal.applicants), selectinload(Appeal.translations))
        .order_by(Appeal.id)
    )
    found: dict[int, list[Appeal]] = defaultdict(list)
    for case_id, appeal in session.execute(statement):
        found[case_id].append(appeal)
    return found


def _shut_appeals(session: Session, cases: Sequence[int]) -> set[int]:
    """Find the appeals that tell of a shut case too: who asks stays known, their words are not quoted."""
    beside = aliased(AppealCase)
    found = session.scalars(
        select(AppealCase.appeal_id)
        .join(beside, beside.appeal_id == AppealCase.appeal_id)
        .join(Case, Case.id == beside.case_id)
        .where(AppealCase.case_id.in_(cases), Case.access != Access.OFFICE, Case.id.not_in(cases))
    )
    return set(found)


def _relations(session: Session, people: Sequence[int]) -> list[Relation]:
    statement = select(Relation).where(or_(Relation.person_id.in_(people), Relation.other_id.in_(people)))
    return list(session.scalars(statement.order_by(Relation.id)))


def _by(rows: Iterable[Row], owner: Callable[[Row], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[owner(row)].append(row)
    return found


def _of_people(session: Session, people: Iterable[int]) -> dict[str, dict[int, list[Any]]]:
    numbers = sorted(people)
    models: dict[str, tuple[Any, Any]] = {
        "names": (PersonName, (PersonName.position, PersonName.id)),
        "papers": (Identifier, (Identifier.id,)),
        "citizenships": (Citizenship, (Citizenship.id,)),
        "homes": (Residence, (Residence.id,)),
        "contacts": (Contact, (Contact.id,)),
    }
    return {
        kind: _by(
            session.scalars(select(model).where(model.person_id.in_(numbers)).order_by(*order)),
            lambda row: int(row.person_id),
        )
        for kind, (model, order) in models.items()
    }


def _of_cases(session: Session, cases: Sequence[int]) -> dict[str, dict[int, list[Any]]]:
    models: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "events": (claims.Event, ()),
        "custody": (claims.CustodyEpisode, ()),
        "sentences": (claims.Sentence, (selectinload(claims.Sentence.components),)),
        "status": (claims.StatusUpdate, ()),
        "told": (claims.Claim, ()),
        "consents": (Consent, ()),
        "evidence": (EvidenceFile, ()),
        "reprisals": (Reprisal, (selectinload(Reprisal.precedents),)),
    }
    return {
        kind: _by(
            session.scalars(select(model).where(model.case_id.in_(cases)).options(*options).order_by(model.id)),
            lambda row: int(row.case_id),
        )
        for kind, (model, options) in models.items()
    }


def _names_a_shut_case(petition_id: Any, cases: Sequence[int]) -> ColumnElement[bool]:
    """Match a petition that is also about a case which not the whole office may open, and which is not asked about."""
    beside = aliased(PetitionCase)
    return exists().where(
        beside.petition_id == petition_id,
        Case.id == beside.case_id,
        Case.access != Access.OFFICE,
        Case.id.not_in(cases),
    )


def _without_shared(session: Session, files: list[Any], cases: Sequence[int]) -> list[Any]:
    """Leave out the files that came with a petition naming a shut case too."""
    brought = session.scalars(
        select(Correspondence.evidence_id).where(
            Correspondence.evidence_id.in_([one.id for one in files]),
            _names_a_shut_case(Correspondence.petition_id, cases),
        )
    )
    shut = set(brought)
    return [one for one in files if one.id not in shut]


def _petitions(session: Session, cases: Sequence[int]) -> dict[int, list[Any]]:
    """Read the petitions; one that names a shut case too is as good as absent, whoever asks."""
    statement = (
        select(PetitionCase.case_id, Petition, Body.key, Body.kind)
        .join(Petition, Petition.id == PetitionCase.petition_id)
        .outerjoin(Body, Body.id == Petition.body_id)
        .where(PetitionCase.case_id.in_(cases), ~_names_a_shut_case(Petition.id, cases))
        .order_by(Petition.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for case_id, petition, key, kind in session.execute(statement):
        found[case_id].append(
            shapes.EarlierPetition(
                id=petition.id,
                body_key=key or petition.recipient_key,
                body_kind=kind,
                state=petition.state,
                recipient=petition.recipient_text or "",
                sent_on=petition.sent_on,
                since=petition.since,
                reference=petition.reference,
                replied_on=petition.replied_on,
                reply=petition.reply_detail or petition.outcome,
                previous_id=petition.previous_id,
            )
        )
    return found


def _protests(session: Session, cases: Sequence[int]) -> dict[int, list[Any]]:
    statement = (
        select(Appearance, Protest)
        .join(Protest, Protest.id == Appearance.protest_id)
        .where(Appearance.case_id.in_(cases))
        .options(selectinload(Appearance.outcomes))
        .order_by(Protest.id, Appearance.id)
    )
    outcomes: dict[tuple[int, int], list[shapes.ProtestOutcomeFact]] = defaultdict(list)
    protests: dict[tuple[int, int], Protest] = {}
    for appearance, protest in session.execute(statement):
        key = appearance.case_id, protest.id
        protests[key] = protest
        outcomes[key].extend(
            shapes.ProtestOutcomeFact(
                kind=outcome.kind,
                happened_on=outcome.happened_on,
                article=outcome.article,
                days=outcome.days,
                minutes=outcome.minutes,
                amount_kzt=None if outcome.amount_kzt is None else f"{outcome.amount_kzt:.0f}",
                served_on=outcome.served_on,
                detail=outcome.detail,
            )
            for outcome in appearance.outcomes
        )
    found: dict[int, list[Any]] = defaultdict(list)
    for (case_id, number), protest in protests.items():
        found[case_id].append(
            shapes.ProtestFact(
                id=protest.id,
                form=protest.form,
                state=protest.state,
                held_on=protest.held_on,
                place=shapes.PlaceFact(protest.place_text, protest.place_code, protest.place_country),
                demand=protest.demand,
                outcomes=tuple(outcomes[case_id, number]),
            )
        )
    return found


def _facts(
    case: Case,
    appeals: list[Appeal],
    relations: list[Relation],
    of_people: dict[str, dict[int, list[Any]]],
    sexes: dict[int, Sex],
    of_cases: dict[str, dict[int, list[Any]]],
    shut_appeals: set[int],
) -> shapes.CaseFacts:
    own = {kind: found.get(case.id, []) for kind, found in of_cases.items()}
    person, number = case.person, case.person_id
    evidence = tuple(shapes.EvidenceFact(one.id, one.kind, one.title, one.media_type) for one in own["evidence"])
    unverified = [one.place_status for one in own["status"] if one.state is ClaimState.UNVERIFIED and one.place_status]
    return shapes.CaseFacts(
        case_id=case.id,
        code=case.code or "",
        kind=case.kind,
        opened_on=case.opened_on,
        summary=case.summary,
        person_id=number,
        names=names_of(of_people, number),
        sex=person.sex,
        born=person.born,
        age=person.age,
        age_as_of=person.age_as_of,
        ethnicity=person.ethnicity,
        occupation=person.occupation,
        dependants=person.dependants,
        papers=papers_of(of_people, number),
        citizenships=citizenships_of(of_people, number),
        homes=homes_of(of_people, number),
        relatives=relatives_of(number, relations, of_people, sexes),
        events=tuple(_event(one) for one in sorted(own["events"], key=_event_order)),
        custody=tuple(
            shapes.CustodyFact(
                kind=one.kind,
                facility=one.facility,
                place=shapes.PlaceFact(one.place_text, one.place_code),
                began=one.began,
                ended=one.ended,
                detail=one.detail,
                basis=one.basis,
            )
            for one in sorted(own["custody"], key=_custody_order)
        ),
        sentences=tuple(_sentence(one) for one in own["sentences"]),
        status=_status(own["status"]),
        unverified_places=tuple(unverified),
        applicants=applicants_of(appeals, of_people),
        consents=tuple(
            shapes.ConsentFact(one.id, one.person_id, one.purpose, one.answer, one.given_on, one.expires_on, one.bodies)
            for one in own["consents"]
        ),
        statements=_statements([one for one in appeals if one.id not in shut_appeals]),
        petitions=tuple(own["petitions"]),
        evidence=evidence,
        photo_id=next((one.id for one in reversed(evidence) if one.kind is EvidenceKind.PHOTO), None),
        reprisals=tuple(_reprisal(one) for one in own["reprisals"]),
        protests=tuple(own["protests"]),
        told={one.field: one.value.strip() for one in own["told"] if one.field in QUESTIONS and one.value.strip()},
    )


def _statements(appeals: list[Appeal]) -> tuple[shapes.StatementFact, ...]:
    found = []
    for appeal in appeals:
        if appeal.statement and appeal.statement_language is not None:
            found.append(shapes.StatementFact(appeal.id, appeal.statement_language, appeal.statement))
        found.extend(
            shapes.StatementFact(appeal.id, one.language, one.text, one.state)
            for one in sorted(appeal.translations, key=lambda one: one.id)
            if one.text
        )
    return tuple(found)


def _event(one: claims.Event) -> shapes.EventFact:
    country = one.place_country and country_code(one.place_country)
    place = shapes.PlaceFact(one.place_text, one.place_code, country)
    return shapes.EventFact(one.id, one.type, one.happened, place, one.detail, one.basis, one.is_sensitive)


def _custody_order(one: claims.CustodyEpisode) -> tuple[bool, Any, int]:
    """Put dated custody in its order, what has no date last, in the order it was told."""
    began = one.began.earliest if one.began else None
    return began is None, began or 0, one.id


def _event_order(one: claims.Event) -> tuple[bool, Any, int]:
    """Put what happened in its order, not in the order it was told; what has no date comes last."""
    return one.happened is None, one.happened.sort_key if one.happened else (), one.id


def _sentence(one: claims.Sentence) -> shapes.SentenceFact:
    parts = sorted(one.components, key=lambda part: (part.position, part.id))
    return shapes.SentenceFact(
        country=one.country,
        years_total=one.years_total,
        years_from=one.years_from,
        years_to=one.years_to,
        parts=tuple(shapes.SentencePart(part.kind, part.years, part.months) for part in parts),
        charge=one.charge,
        announced_by=one.announced_by,
        announced=one.announced,
        is_document_seen=one.is_document_seen,
    )


def _status(updates: list[claims.StatusUpdate]) -> shapes.StatusFact:
    now = case_rules.current_status(updates)
    place: Any = now.place_claim
    return shapes.StatusFact(
        place=now.place,
        place_as_of=place.as_of if place else None,
        place_basis=place.basis if place else None,
        place_where=shapes.PlaceFact(place.place_text, place.place_code) if place else shapes.PlaceFact(),
        legal=now.legal,
        legal_as_of=now.legal_claim.as_of if now.legal_claim else None,
        health=now.health,
        health_as_of=now.health_claim.as_of if now.health_claim else None,
    )


def _reprisal(one: Reprisal) -> shapes.ReprisalFact:
    before = sorted(one.precedents, key=lambda precedent: precedent.id)
    return shapes.ReprisalFact(
        id=one.id,
        type=one.type,
        happened=one.happened,
        target=one.target,
        actor=one.actor,
        place_text=one.place_text,
        detail=one.detail,
        after=tuple(precedent.kind for precedent in before),
        petition_ids=tuple(precedent.petition_id for precedent in before if precedent.petition_id is not None),
    )
