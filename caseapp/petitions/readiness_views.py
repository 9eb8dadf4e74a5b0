"""The pages of readiness: all that a body asks for one petition, what is ticked by hand, and letting it go."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from caseapp import clock, db
from caseapp.permissions import Permission, requires
from caseapp.petitions import queries, readiness_services, steps, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.models import Petition
from caseapp.petitions.readiness import Need, NeedKind, NeedState, Readiness
from caseapp.petitions.readiness_services import BEFORE_SENDING
from caseapp.petitions.readiness_shapes import Link
from caseapp.petitions.told_forms import LetGoForm, TicksForm
from caseapp.petitions.vocabulary import PetitionState
from caseapp.web import one_or_404


def address(link: Link | None) -> str:
    """Give the address of the page that fills a need, with the field on it; empty where there is none."""
    if link is None:
        return ""
    args: dict[str, Any] = dict(link.args)
    return url_for(link.endpoint, **args, _anchor=link.anchor or None)


def _shown(need: Need) -> dict[str, Any]:
    """Give a need as a page shows it."""
    return {"need": need, "url": address(need.link), "tone": TONES[need.state], "symbol": SYMBOLS[need.state]}


TONES = {NeedState.THERE: "free", NeedState.VAGUE: "soon", NeedState.MISSING: "late"}
SYMBOLS = {NeedState.THERE: "check", NeedState.VAGUE: "question", NeedState.MISSING: "cross"}


def in_words(missing: int, to_tick: int = 0) -> str:
    """Say in a few words how ready a letter is: “2 things missing”, and what is still to be attached."""
    if missing:
        return ngettext("%(num)s thing missing", "%(num)s things missing", missing)
    if to_tick:
        return ngettext("Ready but for %(num)s thing to attach", "Ready but for %(num)s things to attach", to_tick)
    return _("Everything is there")


def by_case(checked: Iterable[Readiness], petition: Petition | None = None) -> list[dict[str, Any]]:
    """Give for each case its open needs and how many stand, for a panel; of a draft, the language is in its letter."""

    def shown(need: Need) -> dict[str, Any]:
        found = _shown(need)
        if need.code == "language" and petition is not None and petition.state is PetitionState.DRAFT:
            found["url"] = url_for(".draft_step", petition_id=petition.id, slug="edit", _anchor="language")
        return found

    return [
        {
            "case_id": one.case_id,
            "code": one.code,
            "open": [shown(need) for need in one.to_find],
            "there": sum(need.state is NeedState.THERE for need in one.needs if need.is_required),
            "optional": [shown(need) for need in one.needs if _would_help(need)],
            "needs": [shown(need) for need in one.needs if need.kind is not NeedKind.BY_HAND],
        }
        for one in checked
    ]


def _would_help(need: Need) -> bool:
    return not need.is_required and need.state is not NeedState.THERE and need.kind is not NeedKind.BY_HAND


def panel(petition: Petition) -> dict[str, Any] | None:
    """Give what the page of a petition shows of its readiness; None where nothing can be asked any more."""
    if petition.body_version_id is None or petition.is_published_record:
        return None
    found = readiness_services.standing(db.session, petition, today=clock.today())
    if petition.state not in BEFORE_SENDING and not found.overrides:
        return None
    return {
        "found": found,
        "is_unsent": petition.state in BEFORE_SENDING,
        "words": in_words(found.count),
        "cases": by_case(found.cases, petition),
        "by_hand": [_shown(need) for need in found.by_hand],
        "overrides": [
            (one, readiness_services.needs_of(found, one.needs), wording.weekday(steps.day_of(one.made_at)))
            for one in found.overrides
        ],
        "may_let_go": current_user.can(Permission.PETITION_APPROVE) and not found.may_go,
        "may_tick": current_user.can(Permission.PETITION_APPROVE),
    }


def _petition(petition_id: int) -> Petition:
    return one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))


@bp.route("/petitions/<int:petition_id>/readiness")
@requires(Permission.PETITION_VIEW)
def readiness(petition_id: int) -> ResponseReturnValue:
    """Show everything the body asks for, case by case."""
    return _page(_petition(petition_id), LetGoForm(formdata=None)), 200


def _page(petition: Petition, form: LetGoForm) -> str:
    return render_template(
        "petitions/readiness.html",
        petition=petition,
        body=wording.body_of(petition),
        readiness=panel(petition),
        form=form,
    )


@bp.route("/petitions/<int:petition_id>/readiness/ticks", methods=["POST"])
@requires(Permission.PETITION_APPROVE)
def tick(petition_id: int) -> ResponseReturnValue:
    """Keep what is seen to by hand."""
    petition, form = _petition(petition_id), TicksForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            readiness_services.tick(session, petition, form.needs.data or [], actor=current_user, at=clock.now())
        flash(_("The ticks are saved."), "success")
    return redirect(url_for(".readiness", petition_id=petition_id))


@bp.route("/petitions/<int:petition_id>/readiness/let-go", methods=["POST"])
@requires(Permission.PETITION_APPROVE)
def let_go(petition_id: int) -> ResponseReturnValue:
    """Let a letter go although something is missing; pressed twice, once."""
    petition, form = _petition(petition_id), LetGoForm()
    if not form.validate_on_submit():
        return _page(petition, form), 422
    with db.transaction() as session:
        readiness_services.let_go(session, petition, reason=form.reason.data or "", actor=current_user, at=clock.now())
    flash(_("The letter may go to review with what is missing. The reason stays on the petition."), "success")
    return redirect(url_for(".show", petition_id=petition_id))
