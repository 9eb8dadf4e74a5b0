"""The inbox: mail without a petition, one letter with the petitions it may belong to, what is done to it."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import joinedload

from caseapp import clock, db
from caseapp.errors import RuleBroken
from caseapp.evidence.current import LOCKED_DOWN, file_store
from caseapp.evidence.forms import ACCEPT
from caseapp.forms import choices_of
from caseapp.history import services as history
from caseapp.permissions import Permission, requires
from caseapp.petitions import board, incoming, queries, step_table, wording
from caseapp.petitions import incoming_queries as inbox_queries
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import new_key
from caseapp.petitions.incoming_forms import BringBackForm, FindForm, GiveForm, IncomingLetterForm, SetAsideForm
from caseapp.petitions.incoming_models import IncomingLetter
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import IncomingState
from caseapp.web import one_or_404

PAGE = 50
# What a letter can be, in the order of likelihood.
KINDS = ("answer", "acknowledged", "forwarded", "extended", "refused", "other-letter")


@bp.context_processor
def inbox_link() -> dict[str, Any]:
    """Let the pages of petitions say how many letters wait in the inbox; nothing is counted unless they do."""

    def in_the_inbox() -> str:
        return board.count_in_words(inbox_queries.count_waiting(db.session, current_user, board.CAP), board.CAP)

    return {"in_the_inbox": in_the_inbox}


@bp.route("/petitions/inbox")
@requires(Permission.PETITION_VIEW)
def inbox() -> ResponseReturnValue:
    """Show the mail that waits to be matched; with ``?done=1`` what was attached or set aside."""
    is_done = request.args.get("done") == "1"
    statement = inbox_queries.dealt_with(current_user) if is_done else inbox_queries.waiting(current_user)
    letters = list(db.session.scalars(statement.limit(PAGE + 1)).unique())
    return render_template(
        "petitions/inbox.html",
        letters=letters[:PAGE],
        has_more=len(letters) > PAGE,
        is_done=is_done,
        weekday=wording.weekday,
    )


@bp.route("/petitions/inbox/new", methods=["GET", "POST"])
@requires(Permission.PETITION_DRAFT)
def receive() -> ResponseReturnValue:
    """Paste a letter or upload its scan."""
    form = IncomingLetterForm()
    status, offices = 200, current_user.office_ids
    if len(offices) > 1:
        # Mail is read by everybody of its office: whoever looks after several says whose it is.
        further = [one.office for one in current_user.further_offices]
        form.office.choices = choices_of((one.id, one.name) for one in (current_user.office, *further))
    else:
        del form.office
    if form.validate_on_submit():
        upload = form.file.data
        try:
            with db.transaction() as session:
                letter = incoming.take_in(
                    session,
                    file_store(),
                    office_id=form.office.data if form.office else offices[0],
                    received_on=form.received_on.data or clock.today(),
                    reference=form.reference.data,
                    text=form.text.data,
                    file=upload.stream if upload else None,
                    file_name=(upload.filename or "") if upload else "",
                    idempotency_key=form.key.data or None,
                    actor=current_user,
                    at=clock.now(),
                )
        except RuleBroken as broken:
            form[broken.field].errors = [str(broken.message)]
            status = 409
        else:
            flash(_("The letter is kept."), "success")
            return redirect(url_for(".incoming_letter", letter_id=letter.id))
    elif form.errors:
        status = 422
    if request.method == "GET":
        form.key.data = new_key()
    return render_template("petitions/receive.html", form=form, accept=ACCEPT), status


def _letter(letter_id: int) -> IncomingLetter:
    return one_or_404(
        inbox_queries.visible_to(current_user)
        .where(IncomingLetter.id == letter_id)
        .options(joinedload(IncomingLetter.recorded_by))
    )


@bp.route("/petitions/inbox/<int:letter_id>")
@requires(Permission.PETITION_VIEW)
def incoming_letter(letter_id: int) -> ResponseReturnValue:
    """Show one letter, the petitions it may belong to, and what can be done with it."""
    return _page(_letter(letter_id))


def _page(
    letter: IncomingLetter, *, give: GiveForm | None = None, aside: SetAsideForm | None = None
) -> tuple[str, int]:
    find = FindForm(request.args)
    is_waiting = letter.state is IncomingState.WAITING
    offered = inbox_queries.matches(db.session, current_user, letter) if is_waiting else []
    searched = bool(is_waiting and find.q.data)
    by_hand = inbox_queries.found_by_hand(db.session, current_user, find.q.data or "") if searched else []
    by_hand = [one for one in by_hand if one.id not in {match.petition.id for match in offered}]
    names = queries.body_names(
        db.session, [one.body_version_id for one in [*(match.petition for match in offered), *by_hand]]
    )
    failed = bool((give and give.errors) or (aside and aside.errors))
    give = give or GiveForm(formdata=None, data={"owner": str(letter.given_to_id or "")})
    aside = aside or SetAsideForm(formdata=None)
    back = BringBackForm(formdata=None)
    for form in (give, aside, back):
        form.version.data = str(letter.version)
    people = db.session.scalars(queries.colleagues(letter.office_id)).all()
    give.owner.choices = choices_of((str(person.id), person.name) for person in people)
    page = render_template(
        "petitions/incoming.html",
        letter=letter,
        is_waiting=is_waiting,
        offered=[_offer(match.petition, names, match.number, is_typed=match.is_typed) for match in offered],
        by_hand=[_offer(one, names, one.reference or "") for one in by_hand],
        searched=searched,
        find=find,
        give=give,
        aside=aside,
        back=back,
        weekday=wording.weekday,
        may_record=current_user.can(Permission.PETITION_RECORD_REPLY),
    )
    return page, 422 if failed else 200


def _offer(
    petition: Petition, names: dict[int, dict[str, str]], number: str, *, is_typed: bool = False
) -> dict[str, object]:
    """Give what the page says of a petition a letter may belong to, and what the letter can be for it."""
    steps = [step_table.STEPS[slug] for slug in KINDS]
    return {
        "petition": petition,
        "body": wording.in_language(names.get(petition.body_version_id or 0), petition.recipient_text or ""),
        "sent": wording.weekday(petition.sent_on),
        "number": number,
        "is_typed": is_typed,
        "steps": [step for step in steps if step.is_open(petition, current_user)],
    }


@bp.route("/petitions/inbox/<int:letter_id>/file")
@requires(Permission.EVIDENCE_VIEW)
def incoming_file(letter_id: int) -> ResponseReturnValue:
    """Hand out the scan of a letter that waits, always as a download that no browser runs."""
    letter = _letter(letter_id)
    store = file_store()
    if letter.store_key is None or not store.path(letter.store_key).exists():
        abort(404)
    with db.transaction() as session:
        history.record(session, None, "incoming.opened", actor_id=current_user.id, at=clock.now(), subject=letter)
    response = Response(store.read(letter.store_key), content_type="application/octet-stream", direct_passthrough=True)
    if letter.size is not None:
        response.content_length = letter.size
    response.headers.set("Content-Disposition", "attachment", filename=letter.file_name or "letter")
    response.headers["Content-Security-Policy"] = LOCKED_DOWN
    return response


@bp.route("/petitions/inbox/<int:letter_id>/give", methods=["POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def give_incoming(letter_id: int) -> ResponseReturnValue:
    """Give a letter to somebody of the office."""
    letter = _letter(letter_id)
    form = GiveForm()
    people = {str(person.id): person for person in db.session.scalars(queries.colleagues(letter.office_id))}
    form.owner.choices = choices_of((key, person.name) for key, person in people.items())
    if not form.validate():
        return _page(letter, give=form)
    _ensure_same(letter, form)
    with db.transaction() as session:
        incoming.give(session, letter, to=people[form.owner.data], actor=current_user, at=clock.now())
    flash(_("The letter is given to somebody."), "success")
    return redirect(url_for(".inbox"))


@bp.route("/petitions/inbox/<int:letter_id>/set-aside", methods=["POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def set_incoming_aside(letter_id: int) -> ResponseReturnValue:
    """Set a letter aside, with the reason."""
    letter = _letter(letter_id)
    form = SetAsideForm()
    if not form.validate():
        return _page(letter, aside=form)
    _ensure_same(letter, form)
    with db.transaction() as session:
        incoming.set_aside(session, letter, reason=form.reason.data or "", actor=current_user, at=clock.now())
    flash(_("The letter is set aside. It is kept under “Dealt with”."), "success")
    return redirect(url_for(".inbox"))


@bp.route("/petitions/inbox/<int:letter_id>/bring-back", methods=["POST"])
@requires(Permission.PETITION_RECORD_REPLY)
def bring_incoming_back(letter_id: int) -> ResponseReturnValue:
    """Put a letter back into the inbox."""
    letter = _letter(letter_id)
    form = BringBackForm()
    _ensure_same(letter, form)
    with db.transaction() as session:
        incoming.bring_back(session, letter, actor=current_user, at=clock.now())
    flash(_("The letter waits in the inbox again."), "success")
    return redirect(url_for(".incoming_letter", letter_id=letter.id))


def _ensure_same(letter: IncomingLetter, form: GiveForm | SetAsideForm | BringBackForm) -> None:
    """Refuse what was decided on an older page of a letter."""
    if form.version.data != str(letter.version):
        raise RuleBroken(_("Somebody has changed this letter meanwhile. Open it again and compare."))
