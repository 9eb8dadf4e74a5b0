"""All letters of a batch in one file to print: made letter by letter while it is sent, so memory stays flat."""

import zipfile
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.errors import RuleBroken
from caseapp.history import services as history
from caseapp.petitions import queries
from caseapp.petitions.letters.document import document_of
from caseapp.petitions.letters.pdf import render_pdf
from caseapp.petitions.models import Petition, PetitionCase

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class _Passing:
    """A file that only goes forward: what is written waits until it is taken."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take in what the archive writes."""
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is nothing behind this file."""

    def take(self) -> bytes:
        """Hand on what waits."""
        taken = b"".join(self.waiting)
        self.waiting.clear()
        return taken


def zipped_letters(petition_ids: Sequence[int], *, actor: User) -> Iterator[bytes]:
    """Yield an archive with the PDF of each letter, named by its case; one that cannot be printed is told in a text."""
    passing = _Passing()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]  # writing alone is enough
        for number, petition_id in enumerate(petition_ids, 1):
            name, content = _letter(number, petition_id, actor)
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content)
            yield passing.take()
    yield passing.take()


def _letter(number: int, petition_id: int, actor: User) -> tuple[str, bytes]:
    """Print one letter, and note for its cases that it was printed."""
    found = queries.for_rows(queries.visible_to(actor).where(Petition.id == petition_id))
    petition = db.session.scalars(found).one()
    codes = "-".join(link.case.code or "" for link in petition.cases[:3])
    name = f"{number:03}-{codes}-petition-{petition.id}"
    try:
        content = render_pdf(document_of(db.session, petition, today=clock.today()))
    except RuleBroken as broken:
        return f"{name}.txt", _("This letter is not printed here: %(reason)s", reason=broken.message).encode()
    with db.transaction() as session:
        for case_id in session.scalars(select(PetitionCase.case_id).where(PetitionCase.petition_id == petition.id)):
            history.record(
                session, case_id, "petition.printed", actor_id=actor.id, at=clock.now(), subject=petition, detail="pdf"
            )
    db.session.expunge_all()
    return f"{name}.pdf", content
