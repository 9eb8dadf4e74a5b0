"""The reminder of a petition that waits for an answer: composed, to be read, copied, printed and then recorded."""

from collections.abc import Callable
from dataclasses import replace

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseapp import clock, db
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.permissions import Permission, requires
from caseapp.petitions import letter_composing, letter_page, queries, rules, wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.letter_composing import Begun
from caseapp.petitions.letter_file_views import DOCX, PDF, hand_out
from caseapp.petitions.letters import fixed_words
from caseapp.petitions.letters.blocks import parse
from caseapp.petitions.letters.document import Document, document_of, split_annexes
from caseapp.petitions.letters.docx import render_docx
from caseapp.petitions.letters.pdf import render_pdf
from caseapp.petitions.models import Petition
from caseapp.web import one_or_404

FILES: dict[str, tuple[Callable[[Document], bytes], str]] = {"pdf": (render_pdf, PDF), "docx": (render_docx, DOCX)}


@bp.route("/petitions/<int:petition_id>/reminder")
@requires(Permission.PETITION_RECORD_REPLY)
def reminder(petition_id: int) -> ResponseReturnValue:
    """Show the reminder composed from the petition, in a language its body reads."""
    petition, begun = _composed(petition_id)
    return render_template(
        "petitions/reminder.html",
        petition=petition,
        body=wording.body_of(petition),
        language=begun.language,
        languages=letter_composing.languages(letter_composing.record_of(petition)),
        subject=begun.subject,
        text=begun.text,
        printed=letter_page.printed(begun.text),
    )


@bp.route("/petitions/<int:petition_id>/reminder.<any(pdf,docx):ending>")
@requires(Permission.PETITION_RECORD_REPLY)
def reminder_file(petition_id: int, ending: str) -> ResponseReturnValue:
    """Hand out the reminder as a file, dated today."""
    petition, begun = _composed(petition_id)
    render, media_type = FILES[ending]
    return hand_out(petition, render(_paper(petition, begun)), media_type, "reminder", ending)


def _composed(petition_id: int) -> tuple[Petition, Begun]:
    """Compose the reminder; a petition that waits for nothing has none."""
    petition = one_or_404(queries.for_page(queries.visible_to(current_user)).where(Petition.id == petition_id))
    if petition.is_published_record or petition.state not in rules.WAITING:
        abort(404)
    language = TextLanguage.member(request.args.get("language")) or petition.language or TextLanguage.EN
    begun = letter_composing.reminder(db.session, petition, language=language, today=clock.today())
    if begun is None:
        abort(404)
    return petition, begun


def _paper(petition: Petition, begun: Begun) -> Document:
    """Put the words of the reminder on the paper of the petition, with today's date and no photograph."""
    today = clock.today()
    paper = document_of(db.session, petition, today=today)
    blocks, annexes = split_annexes(parse(begun.text))
    return replace(
        paper,
        language=begun.language,
        place_and_date=fixed_words.place_and_date(petition.office.city, today, begun.language),
        subject=begun.subject,
        blocks=blocks,
        annexes=annexes,
        photos=(),
        dated_on=today,
        is_draft=False,
    )
