"""Which files are taken as evidence: a short list of formats, told by their bytes and their name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
HEAD_BYTES = 16
LONGEST_NAME = 200


@dataclass(frozen=True)
class FileFormat:
    """A format we take: its media type, the endings of its names, and how its first bytes look."""

    media_type: str
    endings: tuple[str, ...]
    begins: Callable[[bytes], bool]

    @property
    def is_picture(self) -> bool:
        """Say whether pages may show a re-encoded copy."""
        return self.media_type.startswith("image/")


FORMATS = (
    FileFormat("image/jpeg", (".jpg", ".jpeg", ".jpe"), lambda head: head.startswith(b"\xff\xd8\xff")),
    FileFormat("image/png", (".png",), lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    FileFormat("image/webp", (".webp",), lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    FileFormat("application/pdf", (".pdf",), lambda head: head.startswith(b"%PDF-")),
    FileFormat("audio/mpeg", (".mp3",), lambda head: head.startswith(b"ID3") or _is_mpeg_frame(head)),
    FileFormat("audio/ogg", (".ogg", ".oga", ".opus"), lambda head: head.startswith(b"OggS")),
    FileFormat("video/mp4", (".mp4", ".m4v", ".m4a"), lambda head: head[4:8] == b"ftyp"),
)
PICTURE_TYPES = frozenset(each.media_type for each in FORMATS if each.is_picture)
ENDINGS = tuple(ending for each in FORMATS for ending in each.endings)


class FileRefused(ValueError):
    """A file we do not take; ``sentence`` says why and what to do."""

    def __init__(self, sentence: LazyString) -> None:
        super().__init__("file refused")
        self.sentence = sentence


EMPTY = _l("This file is empty. Choose the file again, or take the photograph again.")
UNKNOWN = _l("We take JPEG, PNG and WebP pictures, PDF, MP3, OGG and MP4. Save the file as one of these first.")
NAMED_WRONGLY = _l(
    "The name of this file says one format and its content is another. Save it again in its own format, then choose it."
)
TOO_LARGE = _l("This file is larger than 20 MB. Make a smaller copy, or put a link to it instead.")
TOO_MANY_PIXELS = _l("This picture has more than 50 million points. Save it smaller, then choose it again.")
UNREADABLE = _l("This picture cannot be opened; it may be damaged. Save it again, then choose it.")


def format_of(file_name: str, head: bytes, size: int) -> FileFormat:
    """Say which format a file is in by its first bytes and its name, which must agree; else ``FileRefused``."""
    if size == 0:
        raise FileRefused(EMPTY)
    if size > MAX_BYTES:
        raise FileRefused(TOO_LARGE)
    ending = PurePath(file_name.strip().lower()).suffix
    found = next((each for each in FORMATS if each.begins(head)), None)
    if found is None:
        raise FileRefused(NAMED_WRONGLY if ending in ENDINGS else UNKNOWN)
    if ending not in found.endings:
        raise FileRefused(NAMED_WRONGLY)
    return found


def ensure_pixels(width: int, height: int) -> None:
    """Refuse a picture that would unpack to more than memory should hold."""
    if width * height > MAX_PIXELS:
        raise FileRefused(TOO_MANY_PIXELS)


def plain_name(file_name: str) -> str:
    """Return a file's name without folders and control characters, not too long, its ending kept."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(" .")
    ending = PurePath(clean).suffix
    return (clean[: LONGEST_NAME - len(ending)].removesuffix(ending) + ending) if clean else "file"


def _is_mpeg_frame(head: bytes) -> bool:
    """Recognise the start of an MP3 without tags: eleven set bits, then MPEG layer III."""
    return len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
