"""Each way a petition travels: what to do, which proof to keep, what its number is called, and a body's addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from caseapp.petitions.body_data import BodyRecord, ChannelRecord
from caseapp.petitions.moves import GIVES_PROOF
from caseapp.petitions.vocabulary import PetitionChannel

C = PetitionChannel


@dataclass(frozen=True)
class Guide:
    """How to send by one channel; ``number`` is the word for the number that comes back, empty where none does."""

    channel: PetitionChannel
    symbol: str
    to_do: tuple[LazyString, ...]
    proof: LazyString
    number: LazyString | None = None

    @property
    def slug(self) -> str:
        """Give the channel as it stands in an address."""
        return self.channel.value.replace("_", "-")

    @property
    def gives_proof(self) -> bool:
        """Say whether the sending needs the picture of a proof, or the reason why there is none."""
        return self.channel in GIVES_PROOF


GUIDES: dict[PetitionChannel, Guide] = {
    guide.channel: guide
    for guide in (
        Guide(
            C.E_OTINISH,
            "globe",
            (
                _l("The applicant files it: e-Otinish takes only their own digital signature, never ours."),
                _l("Sit with them, or read them the fields by phone. Every field of the form is below, ready to copy."),
                _l("They sign in at eotinish.gov.kz with their digital signature and choose the body."),
                _l("They paste the fields, add the files listed below, and sign."),
                _l("A receipt number comes back at once. Write it below: by it every answer is found again."),
            ),
            _l("A picture of the page with the receipt number."),
            _l("Receipt number"),
        ),
        Guide(
            C.REGISTERED_POST,
            "letter",
            (
                _l("Print the letter, let the applicant sign it, and add the papers of the list at its end."),
                _l("Keep a copy of the signed letter in the folder of the case."),
                _l("Send it as a registered letter with notice of delivery, and ask for a list of contents."),
                _l("When the notice of delivery comes back, record the receipt with its day."),
            ),
            _l("The receipt of the post office; later the notice of delivery."),
            _l("Tracking number"),
        ),
        Guide(
            C.BY_HAND,
            "hand",
            (
                _l("Print the letter twice and let the applicant sign both."),
                _l("Hand one in at the chancellery. On the other they put stamp, day and incoming number."),
                _l("If nobody takes it, note who it was, when, and the words: record “not accepted at the counter”."),
            ),
            _l("A photograph of the stamped copy."),
            _l("Incoming number on the stamp"),
        ),
        Guide(
            C.ONLINE_FORM,
            "upload",
            (
                _l("Open the form of the body, paste subject and letter, and add the files."),
                _l("Give the e-mail address of the office for the answer, unless the family wants theirs."),
                _l("Keep the page that confirms the sending before you close it."),
            ),
            _l("A picture of the page that confirms the sending."),
            _l("Number on the confirmation"),
        ),
        Guide(
            C.EMAIL,
            "letter",
            (
                _l("Send the letter as PDF from the address of the office, its text in the message as well."),
                _l("Put the case code into the subject, never a name."),
                _l("Ask for a confirmation of receipt. If it comes back as undeliverable, nothing was sent."),
            ),
            _l("The sent message saved as PDF, if you like. An automatic answer is a receipt: record it."),
        ),
        Guide(
            C.POST,
            "letter",
            (
                _l("Print the letter, let the applicant sign it, and add the papers of the list at its end."),
                _l("An ordinary letter leaves no proof. Where a law counts the days, send it registered."),
            ),
            _l("A photograph of the addressed envelope, if you like."),
        ),
        Guide(
            C.EMBASSY_BOX,
            "flag",
            (
                _l("Think first: the mission may film who comes. Go in twos, and only those who agreed to the risk."),
                _l("Put the letter into the box, or hand it to the guard at the gate."),
                _l("Note the day and the hour, who was there and what was said. If it is refused, record that."),
            ),
            _l("A photograph of the envelope at the box, without faces, if it is safe."),
        ),
        Guide(
            C.ORAL,
            "speech",
            (_l("Said at a reception or by phone: note to whom, when, and what was promised."),),
            _l("A note of the talk, if there is one."),
        ),
        Guide(
            C.OTHER,
            "arrow",
            (_l("Another way, for example through another organisation. Note below how it went."),),
            _l("Whatever shows that it went out."),
        ),
    )
}


def addresses(record: BodyRecord | None, channel: PetitionChannel) -> list[ChannelRecord]:
    """List what a body's record says about one channel; the post and the registered post share their address."""
    if record is None:
        return []
    alike = {C.POST, C.REGISTERED_POST} if channel in {C.POST, C.REGISTERED_POST} else {channel}
    # A box or a guard is printed as an address to go to.
    alike |= {C.BY_HAND} if channel is C.EMBASSY_BOX else set()
    return [one for one in record.channels if one.channel in alike]


def offered(record: BodyRecord | None) -> tuple[list[Guide], list[Guide]]:
    """Give the ways the body names itself, in its order, and all the others."""
    named = list(dict.fromkeys(one.channel for one in record.channels)) if record is not None else []
    first = [GUIDES[channel] for channel in named]
    return first, _without(GUIDES.values(), first)


def _without(guides: Iterable[Guide], left_out: list[Guide]) -> list[Guide]:
    return [guide for guide in guides if guide not in left_out]
