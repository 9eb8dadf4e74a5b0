"""A letter as it goes on paper: everything that is printed, already in the letter's language, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from caseapp import clock
from caseapp.accounts.models import Office
from caseapp.accounts.offices import letterhead_of
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.cases.people import Person, PersonName
from caseapp.cases.vocabulary import Script
from caseapp.evidence.current import file_store
from caseapp.petitions.body_data import BodyRecord, parse_body
from caseapp.petitions.letters import fixed_words, photos
from caseapp.petitions.letters.blocks import Block, BlockKind, parse
from caseapp.petitions.letters.photos import Photo, PhotoChoice
from caseapp.petitions.models import BodyVersion, Petition, PetitionCase
from caseapp.petitions.vocabulary import PetitionChannel, PetitionState

UNFINISHED = frozenset({PetitionState.DRAFT, PetitionState.IN_REVIEW})
MOST_CODES = 6
ISOLATE, END_ISOLATE = "\u2066", "\u2069"
SCRIPTS: dict[TextLanguage, Script] = {
    TextLanguage.KK: Script.CYRL,
    TextLanguage.RU: Script.CYRL,
    TextLanguage.KK_ARAB: Script.ARAB,
    TextLanguage.UG: Script.ARAB,
    TextLanguage.ZH: Script.HANI,
}
# A directory's postal entry is an address only where it has a house or a postcode; elsewhere it says how to send.
HAS_NUMBER = re.compile(r"\d")
LINES = frozenset({BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.PARAGRAPH})
# What XML and paper cannot hold: control characters, halves of letters, characters that are none, and the marks that
# secretly turn round what follows them.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One letter on A4: both PDF and DOCX are made from this alone, so that they say the same."""

    language: TextLanguage
    letterhead: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    place_and_date: str = ""
    reference: str = ""
    subject: str = ""
    blocks: tuple[Block, ...] = ()
    signature: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    dated_on: date = field(default=date(2026, 1, 1))
    is_draft: bool = False

    @property
    def words(self) -> fixed_words.FixedWords:
        """Give the fixed words of the letter's language."""
        return fixed_words.words_of(self.language)

    @property
    def is_right_to_left(self) -> bool:
        """Say whether the paper runs from right to left."""
        return self.language in fixed_words.RIGHT_TO_LEFT

    @property
    def footer(self) -> str:
        """Give the line at the foot of each page: our number, never a name."""
        if not self.reference:
            return ""
        # Our number runs from left to right inside a line that does not.
        number = f"{ISOLATE}{self.reference}{END_ISOLATE}" if self.is_right_to_left else self.reference
        return f"{self.words.reference} {number}"

    @property
    def photo_title(self) -> str:
        """Give the heading over the photographs."""
        return self.words.photograph

    def texts(self) -> Iterator[str]:
        """Yield every text that is printed."""
        words = self.words
        yield from (words.page, words.draft, self.footer, self.place_and_date, self.subject)
        yield from (*self.letterhead, *self.addressee, *self.signature, *self.annexes)
        if self.annexes:
            yield words.annexes
        if self.photos:
            yield words.photograph
        for block in self.blocks:
            yield from (block.label, block.text)
        yield from (photo.caption for photo in self.photos)

    def cleaned(self) -> "Document":
        """Give the letter without what no paper can hold: control characters, halves of letters."""
        return replace(
            self,
            letterhead=_clean_lines(self.letterhead),
            addressee=_clean_lines(self.addressee),
            place_and_date=clean(self.place_and_date),
            reference=clean(self.reference),
            subject=clean(self.subject),
            blocks=tuple(_clean_block(one) for one in self.blocks),
            signature=_clean_lines(self.signature),
            annexes=_clean_lines(self.annexes),
            photos=tuple(replace(one, caption=clean(one.caption)) for one in self.photos),
        )


def clean(text: str) -> str:
    """Take out of a text what no paper can hold; a tab becomes a space."""
    return NOT_TEXT.sub("", text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n"))


def _clean_block(block: Block) -> Block:
    label, text = clean(block.label), clean(block.text)
    if block.kind is BlockKind.FIELD and not label.strip():
        return Block(BlockKind.PARAGRAPH, text)
    return replace(block, text=text, label=label)


def _clean_lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in (clean(one).strip() for one in lines) if line)


def split_annexes(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Take the list of annexes off the end of a letter: what follows its last heading "Annexes"."""
    headings = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    last = headings[-1] if headings else -1
    listed = blocks[last + 1 :]
    if last < 0 or not listed or not fixed_words.is_annex_heading(blocks[last].text):
        return tuple(blocks), ()
    if not all(block.kind in LINES for block in listed):
        return tuple(blocks), ()
    return tuple(blocks[:last]), tuple(block.text.replace("\n", " ") for block in listed)


def document_of(session: Session, petition: Petition, *, today: date | None = None) -> Document:
    """Give the letter of a petition as it goes on paper, dated the day it was sent or else today."""
    day = petition.sent_on or today or clock.today()
    language = petition.language or TextLanguage.OTHER
    office = session.get_one(Office, petition.office_id)
    cases = _cases_of(session, petition)
    blocks, annexes = split_annexes(parse(petition.letter or ""))
    record = _record_of(session, petition)
    chosen = photo_choices(session, petition, today=day, record=record)
    names = _names(session, [case.person_id for case in cases], language)
    captions = {case.id: names.get(case.person_id) or case.shown_name for case in cases}
    return Document(
        language=language,
        letterhead=letterhead_of(office),
        addressee=_addressee(petition, record, language),
        place_and_date=fixed_words.place_and_date(office.city, day, language),
        reference=_reference(petition, cases),
        subject=petition.subject or "",
        blocks=blocks,
        # Nobody is named who did not ask to sign: without a name there is a line to sign on.
        signature=tuple((petition.petitioner or "").splitlines()),
        annexes=annexes,
        photos=photos.enclosed(file_store(), chosen, captions) if chosen else (),
        dated_on=day,
        is_draft=petition.state in UNFINISHED,
    ).cleaned()


def photo_choices(
    session: Session, petition: Petition, *, today: date | None = None, record: BodyRecord | None = None
) -> list[PhotoChoice]:
    """Say for each case of a petition that has a photograph whether it may go with the letter."""
    record = record or _record_of(session, petition)
    names = [*record.names.values(), record.key] if record is not None else [petition.recipient_text or ""]
    case_ids = session.scalars(
        select(PetitionCase.case_id).where(PetitionCase.petition_id == petition.id).order_by(PetitionCase.id)
    ).all()
    kind = record.kind if record is not None else None
    return photos.choose(session, case_ids, kind, names, today or clock.today())


def _cases_of(session: Session, petition: Petition) -> Sequence[Case]:
    return session.scalars(
        select(Case)
        .join(PetitionCase, PetitionCase.case_id == Case.id)
        .where(PetitionCase.petition_id == petition.id)
        .order_by(PetitionCase.id)
    ).all()


def _record_of(session: Session, petition: Petition) -> BodyRecord | None:
    if petition.body_version_id is None:
        return None
    return parse_body(session.get_one(BodyVersion, petition.body_version_id).record)


def _reference(petition: Petition, cases: Sequence[Case]) -> str:
    codes = [case.code for case in cases if case.code]
    shown = [*codes[:MOST_CODES], *(["…"] if len(codes) > MOST_CODES else [])]
    return f"{petition.id} / {', '.join(shown)}" if shown else str(petition.id)


def _addressee(petition: Petition, record: BodyRecord | None, language: TextLanguage) -> tuple[str, ...]:
    if record is None:
        return tuple((petition.recipient_text or "").splitlines())
    written = [one.value for one in record.channels if one.channel is PetitionChannel.POST]
    address = next((value for value in written if HAS_NUMBER.search(value)), None)
    return (record.name(language.value), *([address] if address else []))


def _names(session: Session, person_ids: Sequence[int], language: TextLanguage) -> dict[int, str]:
    """Choose a name for each person: in the letter's script where one is known, else the first as printed."""
    if not person_ids:
        return {}
    wanted = SCRIPTS.get(language, Script.LATN)
    people = session.scalars(select(Person).where(Person.id.in_(person_ids)).options(selectinload(Person.names)))
    found = {person.id: _name(person.names, wanted) for person in people}
    return {person_id: name for person_id in person_ids if (name := found.get(person_id))}


def _name(names: Sequence[PersonName], wanted: Script) -> str | None:
    in_script = (name.text for name in names if name.script is wanted)
    return next(in_script, None) or next((name.text for name in names), None)
