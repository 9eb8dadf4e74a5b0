"""What somebody should know before they print the letter of a petition."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from caseapp.petitions.letters import typefaces
from caseapp.petitions.letters.document import photo_choices
from caseapp.petitions.letters.photos import PhotoUse
from caseapp.petitions.models import Petition

MOST_SIGNS_SHOWN = 10


def warnings_about(session: Session, petition: Petition) -> list[str]:
    """Say what the paper will lack: a typeface for Chinese, signs no typeface has, a photograph nobody agreed to."""
    if not petition.letter:
        return []
    texts = [petition.subject or "", petition.letter or "", petition.petitioner or ""]
    found: list[Any] = []
    if typefaces.lacks_chinese(texts):
        found.append(
            _(
                "There is Chinese in this letter and no typeface for it on this computer: the PDF cannot be made, the"
                " DOCX can. Ask whoever looks after the computer to install the Debian package %(package)s.",
                package=typefaces.CHINESE_PACKAGE,
            )
        )
    if signs := [sign for sign in typefaces.unprintable("".join(texts)) if not typefaces.HAN.match(sign)]:
        shown = " ".join(signs[:MOST_SIGNS_SHOWN])
        found.append(_("No typeface of letters has these signs, their numbers are printed: %(signs)s", signs=shown))
    left_out = [one for one in photo_choices(session, petition) if one.use is not PhotoUse.ENCLOSED]
    codes = {link.case_id: link.case.code for link in petition.cases}
    found.extend(
        _("Case %(code)s: %(reason)s", code=codes.get(one.case_id) or "", reason=one.use.label) for one in left_out
    )
    return found
