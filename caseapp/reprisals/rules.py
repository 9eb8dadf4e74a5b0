"""Which deeds can precede a reprisal, and which earlier reprisals warn before a similar deed."""

from flask_babel import lazy_gettext as _l

from caseapp.errors import RuleBroken
from caseapp.reprisals.vocabulary import Precedent

COLUMNS = {
    Precedent.APPEAL: "appeal_id",
    Precedent.PETITION: "petition_id",
    Precedent.PROTEST: "protest_id",
    Precedent.MEDIA: "media_item_id",
    Precedent.EVENT: "event_id",
}


def read_choice(typed: str) -> tuple[Precedent, int | None]:
    """Read a chosen precedent such as ``petition:12``; what is no choice is refused."""
    word, _colon, number = typed.partition(":")
    kind = Precedent.member(word)
    if kind is Precedent.OTHER and not number:
        return kind, None
    if kind in COLUMNS and number.isascii() and number.isdigit() and len(number) < 19:
        return kind, int(number)
    raise RuleBroken(_l("Choose what came before from the list."))
