"""The pages of a letter: writing it beside the facts, its versions, and beginning anew."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from caseapp import clock, db
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.dates import spoken
from caseapp.permissions import Permission, requires
from caseapp.petitions import (
    letter_composing,
    letter_page,
    letter_services,
    letter_text,
    letter_versions,
    letter_warnings,
    queries,
    wording,
)
from caseapp.petitions.blueprint import bp
from caseapp.petitions.forms import PlainForm, new_key
from caseapp.petitions.letter_forms import LetterTextForm
from caseapp.petitions.letter_models import LetterVersion
from caseapp.petitions.letter_services import WrittenMeanwhile
from caseapp.petitions.letter_words import VersionReason
from caseapp.petitions.letters.kinds import LetterKind
from caseapp.petitions.models import Petition
from caseapp.petitions.vocabulary import PetitionState
from caseapp.web import one_or_404, row_number

S = PetitionState


def edit(petition_id: int) -> ResponseReturnValue:
    """Show the editor beside the facts of the cases, or save what was typed; no draft is shown as it stands."""
    petition = _petition(petition_id)
    if petition.is_published_record:
        abort(404)
    form = LetterTextForm(data=None if request.method == "POST" else _stored(petition))
    if form.validate_on_submit():
        try:
            _save(petition_id, form)
        except WrittenMeanwhile as meanwhile:
            return _both(petition_id, form, str(meanwhile.message)), 409
        flash(_("The letter is saved."), "success")
        if form.letter.left_out:
            flash(letter_text.left_out_in_words(form.letter.left_out), "warning")
        if request.form.get("stay"):
            return redirect(url_for(".draft_step", petition_id=petition_id, slug="edit"))
        return redirect(url_for(".show", petition_id=petition_id))
    if request.method == "GET":
        form.version.data, form.key.data = str(petition.version), new_key()
        form.base.data = letter_services.base_of(petition)
    page = render_template(
        "petitions/letter.html",
        petition=petition,
        form=form,
        body=wording.body_of(petition),
        is_draft=petition.state is S.DRAFT,
        beside=letter_page.beside(db.session, petition),
        printed=letter_page.printed(form.letter.data),
        letter_warnings=letter_warnings.warnings_about(db.session, petition),
        doubts=letter_text.doubts(form.letter.data),
        remarks=db.session.scalars(letter_versions.remarks(petition_id).limit(5)).all(),
        local_key=letter_page.local_key(current_user, petition),
        longest=letter_text.LONGEST,
    )
    return page, 422 if form.errors else 200


@bp.route("/petitions/<int:petition_id>/letter/save", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def save_letter(petition_id: int) -> ResponseReturnValue:
    """Save what is typed while it is typed; the answer is for the script of the editor."""
    petition = _petition(petition_id)
    form = LetterTextForm()
    if not form.validate_on_submit():
        sentences = [str(message) for messages in form.errors.values() for message in messages]
        return jsonify(sentence=" ".join(sentences)), 422
    try:
        petition = _save(petition_id, form)
    except WrittenMeanwhile as meanwhile:
        return jsonify(sentence=str(meanwhile.message)), 409
    doubts = letter_text.doubts(petition.letter)
    if form.letter.left_out:
        doubts.insert(0, letter_text.left_out_in_words(form.letter.left_out))
    return jsonify(
        sentence=_("Saved %(time)s", time=spoken.hour(clock.now())),
        base=letter_services.base_of(petition),
        version=str(petition.version),
        doubts=doubts,
        printed=render_template(
            "petitions/_letter_preview.html", petition=petition, printed=letter_page.printed(petition.letter)
        ),
    )


@bp.route("/petitions/<int:petition_id>/letter/take-up", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def take_up_letter(petition_id: int) -> ResponseReturnValue:
    """Make an approved letter a draft again."""
    with db.transaction() as session:
        letter_services.take_up(session, _locked(session, petition_id), actor=current_user, at=clock.now())
    flash(_("This is a draft again. After your change somebody else reads it before it goes out."), "success")
    return redirect(url_for(".draft_step", petition_id=petition_id, slug="edit"))


@bp.route("/petitions/<int:petition_id>/letter/compared", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def letter_compared(petition_id: int) -> ResponseReturnValue:
    """Note that the letter says what the case says now."""
    with db.transaction() as session:
        letter_services.note_compared(session, _locked(session, petition_id), actor=current_user, at=clock.now())
    flash(_("Noted. From now on only later changes of the case are pointed out."), "success")
    return redirect(url_for(".draft_step", petition_id=petition_id, slug="edit"))


@bp.route("/petitions/<int:petition_id>/letter/restart", methods=["GET", "POST"])
@requires(Permission.PETITION_DRAFT)
def restart_letter(petition_id: int) -> ResponseReturnValue:
    """Compose the letter anew from the cases as they are now, in the language chosen."""
    petition = _petition(petition_id)
    if petition.is_published_record:
        abort(404)
    language = TextLanguage.member(request.values.get("language")) or petition.language or TextLanguage.EN
    kind = LetterKind.member(request.values.get("kind"))
    composed = letter_composing.again(db.session, petition, language=language, kind=kind, today=clock.today())
    if composed is None:
        abort(404)
    form = PlainForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            letter_services.begin_again(
                session,
                _locked(session, petition_id),
                subject=composed.subject,
                letter=composed.text,
                language=composed.language,
                kind=composed.kind,
                actor=current_user,
                at=clock.now(),
            )
        flash(_("The letter begins again from the case. What stood here is kept as a version."), "success")
        return redirect(url_for(".draft_step", petition_id=petition_id, slug="edit"))
    return render_template(
        "petitions/letter_restart.html",
        petition=petition,
        body=wording.body_of(petition),
        language=composed.language,
        languages=letter_composing.languages(letter_composing.record_of(petition)),
        kind=composed.kind,
        kinds=letter_composing.kinds(petition),
        remarks=composed.remarks,
        printed=letter_page.printed(composed.text),
        subject=composed.subject,
        is_draft=petition.state is S.DRAFT,
    )


@bp.route("/petitions/<int:petition_id>/letter/versions")
@requires(Permission.PETITION_VIEW)
def letter_versions_page(petition_id: int) -> ResponseReturnValue:
    """List the versions of a letter, and show what differs between two of them."""
    petition = _petition(petition_id)
    versions = list(db.session.scalars(letter_versions.of(petition_id)))
    by_number = {version.number: version for version in versions}
    newer: LetterVersion | Petition = by_number.get(row_number(request.args.get("new")) or 0, petition)
    older = by_number.get(row_number(request.args.get("old")) or 0) or _before(versions, newer)
    return render_template(
        "petitions/letter_versions.html",
        petition=petition,
        body=wording.body_of(petition),
        versions=versions,
        sent=set(letter_versions.sent_versions(db.session, petition).values()),
        approved=_approved_number(petition, versions),
        older=older,
        newer=newer if isinstance(newer, LetterVersion) else None,
        compared=letter_page.compared(older, newer) if older is not None else None,
        is_draft=petition.state is S.DRAFT and current_user.can(Permission.PETITION_DRAFT),
        current={version.number for version in versions if letter_versions.same_text(version, petition)},
    )


@bp.route("/petitions/<int:petition_id>/letter/bring-back", methods=["POST"])
@requires(Permission.PETITION_DRAFT)
def bring_back_letter(petition_id: int) -> ResponseReturnValue:
    """Put an older version in the place of the draft."""
    _petition(petition_id)
    number = row_number(request.form.get("number")) or 0
    version = one_or_404(letter_versions.of(petition_id).where(LetterVersion.number == number))
    with db.transaction() as session:
        letter_services.bring_back(session, _locked(session, petition_id), version, actor=current_user, at=clock.now())
    flash(_("Version %(number)s is the draft again. What stood here is kept as a version.", number=number), "success")
    return redirect(url_for(".draft_step", petition_id=petition_id, slug="edit"))


def _petition(petition_id: int) -> Petition:
    return one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))


def _locked(session: Session, petition_id: int) -> Petition:
    """Fetch the petition as it stands in this very moment, and let nobody else write it meanwhile."""
    found = queries.visible_to(current_user).where(Petition.id == petition_id).with_for_update(of=Petition)
    petition = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
    if petition is None:
        abort(404)
    return petition


def _save(petition_id: int, form: LetterTextForm) -> Petition:
    """Save what was typed; what could not become the letter is set aside, and then ``WrittenMeanwhile`` says so."""
    language, subject, text, petitioner = form.typed()
    try:
        with db.transaction() as session:
            petition = _locked(session, petition_id)
            if request.form.get("instead"):
                letter_versions.keep_before_another(session, petition, at=clock.now())
            letter_services.save(
                session,
                petition,
                base=_base(form, petition),
                language=language,
                subject=subject,
                letter=text,
                petitioner=petitioner,
                actor=current_user,
                at=clock.now(),
            )
    except StaleDataError:
        return _save(petition_id, form)
    letter_services.ensure_saved(petition, typed=form.typed())
    return petition


def _base(form: LetterTextForm, petition: Petition) -> str | None:
    """Return what the page began from; one that only names a version stands for the text of that version."""
    if form.base.data:
        return str(form.base.data)
    return None if form.version.data in (None, "", str(petition.version)) else "another"


def _stored(petition: Petition) -> dict[str, Any]:
    return {name: getattr(petition, name) for name in ("language", "subject", "letter", "petitioner")}


def _both(petition_id: int, form: LetterTextForm, sentence: str) -> str:
    """Show the stored text beside what was typed; either may become the letter, neither is lost."""
    petition = _petition(petition_id)
    typed = Petition(
        language=form.language.data,
        subject=form.subject.data,
        letter=form.letter.data,
        petitioner=form.petitioner.data,
    )
    return render_template(
        "petitions/letter_conflict.html",
        petition=petition,
        sentence=sentence,
        form=form,
        stored=letter_page.printed(petition.letter),
        mine=letter_page.printed(form.letter.data),
        typed=typed,
        compared=letter_page.compared(petition, typed),
        base=letter_services.base_of(petition),
        is_draft=petition.state is S.DRAFT,
    )


def _before(versions: list[LetterVersion], newer: LetterVersion | Petition) -> LetterVersion | None:
    """Choose what to compare with when nobody chose: the version before, but never a text set aside."""
    limit = newer.number if isinstance(newer, LetterVersion) else None
    return next(
        (
            version
            for version in versions
            if version.reason is not VersionReason.SET_ASIDE and (limit is None or version.number < limit)
        ),
        None,
    )


def _approved_number(petition: Petition, versions: list[LetterVersion]) -> int | None:
    """Give the number of the version that stands approved, if the letter does."""
    if petition.state in {S.DRAFT, S.IN_REVIEW}:
        return None
    return next((version.number for version in versions if version.reason is VersionReason.APPROVED), None)
