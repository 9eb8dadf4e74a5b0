"""The letter of a petition as a file: PDF to print, DOCX to go on with in a word processor."""

from collections.abc import Callable

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from caseapp import clock, db
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.permissions import Permission, requires
from caseapp.petitions import queries
from caseapp.petitions.blueprint import bp
from caseapp.petitions.letters.document import Document, document_of
from caseapp.petitions.letters.docx import render_docx
from caseapp.petitions.letters.pdf import render_pdf
from caseapp.petitions.models import Petition
from caseapp.web import one_or_404

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCKED_DOWN = "sandbox; default-src 'none'"


@bp.route("/petitions/<int:petition_id>/letter.pdf")
@requires(Permission.PETITION_VIEW)
def letter_pdf(petition_id: int) -> ResponseReturnValue:
    """Hand out the letter as PDF, on A4, ready to print and sign."""
    return _file(petition_id, render_pdf, PDF, "pdf")


@bp.route("/petitions/<int:petition_id>/letter.docx")
@requires(Permission.PETITION_VIEW)
def letter_docx(petition_id: int) -> ResponseReturnValue:
    """Hand out the same letter as DOCX."""
    return _file(petition_id, render_docx, DOCX, "docx")


def _file(petition_id: int, render: Callable[[Document], bytes], media_type: str, ending: str) -> Response:
    found = queries.visible_to(current_user).where(Petition.id == petition_id)
    petition = one_or_404(queries.for_rows(found))
    if not petition.letter:
        raise RuleBroken(_l("The text of this letter is not stored, so there is nothing to print."))
    content = render(document_of(db.session, petition, today=clock.today()))
    return hand_out(petition, content, media_type, "petition", ending)


def hand_out(petition: Petition, content: bytes, media_type: str, name: str, ending: str) -> Response:
    """Answer with the paper of a petition as a file, and write into the history of its cases that it was printed."""
    with db.transaction() as session:
        for link in petition.cases:
            history.record(
                session,
                link.case_id,
                "petition.printed",
                actor_id=current_user.id,
                at=clock.now(),
                subject=petition,
                detail=ending,
            )
    response = Response(content, content_type=media_type)
    # The name of the file says nothing of the people in it: it stays in the folder of downloads.
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{petition.id}.{ending}")
    response.headers["Content-Security-Policy"] = LOCKED_DOWN
    response.headers["Cache-Control"] = "no-store"
    return response
