"""How to send a petition: choosing the way, a page for each, and the fields of e-Otinish shown to whoever files."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseapp import clock, db
from caseapp.accounts import step_up
from caseapp.cases.contact_forms import RevealForm
from caseapp.evidence import queries as evidence
from caseapp.permissions import Permission, requires
from caseapp.petitions import channels, filing, queries, steps, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.facts import gather
from caseapp.petitions.models import Petition
from caseapp.petitions.step_table import STEPS
from caseapp.petitions.step_views import take
from caseapp.petitions.vocabulary import PetitionChannel
from caseapp.web import one_or_404


def _petition(petition_id: int) -> Petition:
    return one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))


def _record(petition: Petition) -> BodyRecord | None:
    return parse_body(petition.body_version.record) if petition.body_version is not None else None


@bp.route("/petitions/<int:petition_id>/send")
@requires(Permission.PETITION_SEND)
def send(petition_id: int) -> ResponseReturnValue:
    """Choose how a petition goes out, the ways its body names first."""
    petition = _petition(petition_id)
    record = _record(petition)
    first, others = channels.offered(record)
    return render_template(
        "petitions/send.html",
        petition=petition,
        body=wording.body_of(petition),
        first=[(guide, channels.addresses(record, guide.channel)) for guide in first],
        others=others,
        may_be_sent=STEPS["sent"].is_open(petition, current_user),
    )


CHANNELS = {guide.slug: guide for guide in channels.GUIDES.values()}
CHANNEL_SLUGS = ",".join(f"'{slug}'" for slug in CHANNELS)


@bp.route(f"/petitions/<int:petition_id>/send/<any({CHANNEL_SLUGS}):channel>", methods=["GET", "POST"])
@requires(Permission.PETITION_SEND)
def send_by(petition_id: int, channel: str) -> ResponseReturnValue:
    """Say what to do and which proof to keep, and take the proof and the number back."""
    guide = CHANNELS[channel]
    petition = _petition(petition_id)
    more: dict[str, Any] = {"sheets": [], "letter_fields": [], "files": []}
    if guide.channel is PetitionChannel.E_OTINISH:
        more = _filing(petition, is_shown=False)
    return take(
        petition_id,
        STEPS["sent"],
        template="petitions/send_by.html",
        guide=guide,
        addresses=channels.addresses(_record(petition), guide.channel),
        may_be_sent=STEPS["sent"].is_open(petition, current_user),
        **more,
    )


def _filing(petition: Petition, *, is_shown: bool) -> dict[str, Any]:
    case_ids = [link.case_id for link in petition.cases]
    cases = gather(db.session, case_ids)
    return {
        "sheets": filing.sheets(cases, is_shown=is_shown),
        "letter_fields": filing.letter_fields(petition, cases, is_shown=is_shown),
        "files": list(db.session.scalars(evidence.of_cases(case_ids, current_user))),
    }


@bp.route("/petitions/<int:petition_id>/filing", methods=["GET", "POST"])
@requires(Permission.CONTACT_REVEAL)
@step_up.needed
def reveal_filing(petition_id: int) -> ResponseReturnValue:
    """Show every field of the e-Otinish form with the applicant's numbers, once a reason is given; it is kept."""
    petition = _petition(petition_id)
    form = RevealForm()
    is_shown = form.validate_on_submit()
    if is_shown:
        with db.transaction() as session:
            steps.tell(session, petition, "filing_shown", actor=current_user, at=clock.now(), detail=form.reason.data)
    page = render_template(
        "petitions/filing.html",
        petition=petition,
        body=wording.body_of(petition),
        form=form,
        is_shown=is_shown,
        **(_filing(petition, is_shown=True) if is_shown else {"sheets": [], "letter_fields": [], "files": []}),
    )
    return page, 422 if form.errors else 200
