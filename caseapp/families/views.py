"""What staff do for family access: cards of a case, messages and answers."""

import re

import segno
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from caseapp import clock, db
from caseapp.appeals.queries import applicants_of
from caseapp.cases import queries as case_queries
from caseapp.cases.models import Case
from caseapp.families import cards, queries, services
from caseapp.families.blueprint import bp
from caseapp.families.card_words import CARD_WORDS
from caseapp.families.forms import AnswerForm, IssueForm, shown_name
from caseapp.families.models import FamilyCard, FamilyMessage
from caseapp.families.visits import case as case_page
from caseapp.forms import EmptyForm
from caseapp.permissions import Permission, requires
from caseapp.web import one_or_404

__all__ = ["bp", "case_page"]

PLACE = re.compile(r"([01])-([0-9]{1,18})")


@bp.route("/cases/<code>/card", methods=["GET", "POST"])
@requires(Permission.CARD_ISSUE)
def card(code: str) -> ResponseReturnValue:
    """Make a card for a relative; the answer to the form is the card itself, shown this once."""
    found = one_or_404(case_queries.visible_to(current_user).where(case_queries.coded(code)))
    form = IssueForm(db.session.scalars(applicants_of(found.id)).unique().all())
    if form.validate_on_submit():
        with db.transaction() as session:
            number = services.issue(session, found, **form.facts, actor=current_user, at=clock.now())
        return _printed(found, number)
    issued = db.session.scalars(queries.cards_of(found.id)).unique().all()
    page = render_template(
        "families/card.html", case=found, form=form, cards=issued, masked=cards.masked, shown_name=shown_name
    )
    return page, 422 if form.errors else 200


@bp.route("/families/cards/<int:card_id>/reissue", methods=["POST"])
@requires(Permission.CARD_REISSUE)
def reissue(card_id: int) -> ResponseReturnValue:
    """Make a new card in place of a lost one, which ends."""
    old = _card(card_id)
    if not EmptyForm().validate_on_submit():
        return redirect(url_for(".card", code=old.case.code))
    with db.transaction() as session:
        number = services.reissue(session, old, is_minimal=old.is_minimal, actor=current_user, at=clock.now())
    return _printed(old.case, number)


@bp.route("/families/cards/<int:card_id>/revoke", methods=["POST"])
@requires(Permission.CARD_REISSUE)
def revoke(card_id: int) -> ResponseReturnValue:
    """End a card; visits with it end at once."""
    old = _card(card_id)
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            services.revoke(session, old, actor=current_user, at=clock.now())
        flash(_("The card has ended. It opens nothing any more."), "success")
    return redirect(url_for(".card", code=old.case.code))


@bp.route("/families")
@requires(Permission.FAMILY_ANSWER)
def index() -> ResponseReturnValue:
    """List what families wrote, unread first."""
    place = PLACE.fullmatch(request.args.get("after", ""))
    after = (int(place[1]), int(place[2])) if place else None
    rows = list(db.session.scalars(queries.message_page(current_user, after)))
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    last = shown[-1] if shown else None
    next_url = url_for(".index", after=f"{int(last.read_at is not None)}-{last.id}") if more and last else ""
    return render_template(
        "families/index.html", messages=shown, next_url=next_url, first_url=url_for(".index") if after else ""
    )


@bp.route("/families/messages/<int:message_id>", methods=["GET", "POST"])
@requires(Permission.FAMILY_ANSWER)
def answer(message_id: int) -> ResponseReturnValue:
    """Show one message and take the answer."""
    message = _message(message_id)
    form = AnswerForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.answer(session, message, text=form.text.data or "", actor=current_user, at=clock.now())
        flash(_("Your answer is on the family's page."), "success")
        return redirect(url_for(".index"))
    return render_template("families/answer.html", message=message, form=form), 422 if form.errors else 200


@bp.route("/families/messages/<int:message_id>/read", methods=["POST"])
@requires(Permission.FAMILY_ANSWER)
def read(message_id: int) -> ResponseReturnValue:
    """Mark a message as read."""
    message = _message(message_id)
    if EmptyForm().validate_on_submit():
        with db.transaction() as session:
            services.mark_read(session, message, actor=current_user, at=clock.now())
        flash(_("Marked as read."), "success")
    return redirect(url_for(".index"))


def _card(card_id: int) -> FamilyCard:
    return one_or_404(queries.cards_for(current_user).where(FamilyCard.id == card_id))


def _message(message_id: int) -> FamilyMessage:
    return one_or_404(queries.messages_for(current_user).where(FamilyMessage.id == message_id))


def _printed(case: Case, number: str) -> str:
    """Show a card for printing; the picture carries the address of the page only, never the number."""
    address = url_for(".status", _external=True)
    return render_template(
        "families/printed.html",
        case=case,
        number=number,
        address=address,
        picture=segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        words=CARD_WORDS,
    )
