"""The rows of what was done for a person, and of what was done in answer: petitions, protests, reprisals."""

from caseapp.dates.column import columns
from caseapp.exchange import vocabulary_maps as maps
from caseapp.exchange.people_rows import place_values
from caseapp.exchange.published_records import PublishedCase, PublishedPetition, PublishedProtest, PublishedReprisal
from caseapp.exchange.rows import Rows
from caseapp.petitions.models import Petition, PetitionCase
from caseapp.protests.models import Appearance, Outcome, Protest
from caseapp.protests.vocabulary import NoticeAnswer, ProtestState
from caseapp.reprisals.models import Reprisal, ReprisalPrecedent
from caseapp.reprisals.vocabulary import Precedent

Candidates = dict[Precedent, tuple[str, list[int]]]


def deed_rows(rows: Rows, record: PublishedCase, media: list[int]) -> None:
    """Add petitions and protests, and the reprisals with the one deed each can be said to follow."""
    candidates: Candidates = {
        Precedent.PROTEST: ("protest_id", [_protest(rows, protest) for protest in record.protests]),
        Precedent.PETITION: ("petition_id", [_petition(rows, petition) for petition in record.petitions]),
        Precedent.MEDIA: ("media_item_id", media),
        Precedent.APPEAL: ("appeal_id", [rows.place.appeal_id] if rows.place.appeal_id else []),
    }
    for reprisal in record.reprisals:
        _reprisal(rows, reprisal, candidates)


def _petition(rows: Rows, petition: PublishedPetition) -> int:
    state, _ = rows.term(maps.REPLIES, petition.reply)
    body_id = rows.setting.bodies.get(petition.recipient_key or "")
    rows.note("recipient", petition.recipient_key, is_known=body_id is not None)
    petition_id = rows.numbered(
        Petition,
        office_id=rows.setting.office_id,
        body_id=body_id,
        recipient_key=petition.recipient_key,
        recipient_text=petition.recipient_text if body_id or petition.recipient_text else "",
        state=state,
        petitioner=petition.by,
        reply_as_printed=petition.reply,
        reply_detail=petition.reply_detail,
        outcome=petition.outcome,
        source=petition.source,
        is_published_record=True,
        created_at=rows.setting.at,
        version=1,
        **columns("since", petition.since),
    )
    rows.add(PetitionCase, petition_id=petition_id, case_id=rows.place.case_id)
    return petition_id


def _protest(rows: Rows, protest: PublishedProtest) -> int:
    form, printed = rows.term(maps.FORMS, protest.form)
    day = protest.edtf.earliest if protest.edtf and protest.edtf.is_exact else None
    protest_id = rows.numbered(
        Protest,
        office_id=rows.setting.office_id,
        form=form,
        form_as_printed=printed,
        state=ProtestState.HELD,
        held_on=day,
        is_date_derived=protest.date_derived,
        place_country=protest.place and protest.place.country,
        detail=protest.detail,
        notice_answer=NoticeAnswer.NOT_NOTIFIED,
        source=protest.source,
        is_published_record=True,
        created_by_id=rows.setting.actor_id,
        created_at=rows.setting.at,
        version=1,
        **place_values(protest.place),
        **columns("when", protest.edtf),
    )
    appearance_id = rows.numbered(Appearance, protest_id=protest_id, case_id=rows.place.case_id)
    for outcome in protest.outcomes:
        kind, as_printed = rows.term(maps.PROTEST_OUTCOMES, outcome)
        rows.add(
            Outcome,
            appearance_id=appearance_id,
            kind=kind,
            kind_as_printed=as_printed,
            happened_on=day,
            recorded_by_id=rows.setting.actor_id,
            recorded_at=rows.setting.at,
        )
    return protest_id


def _reprisal(rows: Rows, reprisal: PublishedReprisal, candidates: Candidates) -> None:
    kind, printed = rows.term(maps.REPRISALS, reprisal.type)
    reprisal_id = rows.numbered(
        Reprisal,
        case_id=rows.place.case_id,
        type=kind,
        type_as_printed=printed,
        target=reprisal.target,
        actor=reprisal.actor,
        detail=reprisal.detail,
        linked_to_as_printed=reprisal.linked_to,
        source=reprisal.source,
        logged_by_id=rows.setting.actor_id,
        logged_at=rows.setting.at,
        **columns("happened", reprisal.edtf),
    )
    for precedent in maps.precedents(reprisal.linked_to):
        column, numbers = candidates[precedent]
        found: dict[str, int | None] = {name: None for name, _ in candidates.values()}
        if rows.place.is_new and len(numbers) == 1:
            found[column] = numbers[0]
        rows.add(
            ReprisalPrecedent,
            reprisal_id=reprisal_id,
            kind=precedent,
            note=(reprisal.linked_to or "")[:300],
            **found,
        )
