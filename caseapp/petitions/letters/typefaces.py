"""The typefaces of letters: those shipped here, the Chinese one of the system, and what can be set in them."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "typefaces"
SANS, NASKH = "Noto Sans", "Noto Naskh Arabic"
CHINESE_PACKAGE = "fonts-noto-cjk"

# Where systems keep Noto Sans CJK: Debian and Ubuntu, Arch, Fedora, Alpine.
CHINESE_FOLDERS = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),
    Path("/usr/share/fonts/google-noto-cjk"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/local/share/fonts/noto-cjk"),
)
CHINESE_FILES = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf")
CHINESE_NAMES = {
    "NotoSansCJK-Regular.ttc": "Noto Sans CJK SC",
    "NotoSansCJKsc-Regular.otf": "Noto Sans CJK SC",
    "NotoSansSC-Regular.otf": "Noto Sans SC",
}

HAN = re.compile(
    r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
# Not drawn by any typeface, yet known to every program that sets type: joiners, marks of direction, soft hyphens.
UNDRAWN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")


@lru_cache
def chinese_file() -> Path | None:
    """Find the Chinese typeface of this system, None where it is not installed."""
    found = (folder / name for folder in CHINESE_FOLDERS for name in CHINESE_FILES)
    return next((path for path in found if path.is_file()), None)


def chinese_name() -> str | None:
    """Name the family of the Chinese typeface of this system."""
    path = chinese_file()
    return CHINESE_NAMES[path.name] if path is not None else None


def folders() -> list[Path]:
    """List the folders that hold the typefaces of letters."""
    path = chinese_file()
    return [SHIPPED] if path is None else [SHIPPED, path.parent]


def lacks_chinese(texts: Iterable[str]) -> bool:
    """Say whether there is Chinese in texts and no typeface to set it in."""
    return chinese_file() is None and any(HAN.search(text) for text in texts)


def unprintable(text: str) -> list[str]:
    """List the characters of a text that no typeface of letters has, each once: signs of other scripts, emoji."""
    unknown = dict.fromkeys(char for char in text if not UNDRAWN.match(char))
    covered = [_covered(SHIPPED / "NotoSans-Regular.ttf"), _covered(SHIPPED / "NotoNaskhArabic-Regular.ttf")]
    left = [char for char in unknown if not any(_holds(one, ord(char)) for one in covered)]
    path = chinese_file()
    if not left or path is None:
        return left
    chinese = _covered(path)
    return [char for char in left if not _holds(chinese, ord(char))]


def _holds(ranges: Sequence[tuple[int, int]], code: int) -> bool:
    at = bisect_right(ranges, (code, 0x110000)) - 1
    return at >= 0 and ranges[at][0] <= code <= ranges[at][1]


@lru_cache
def _covered(path: Path) -> tuple[tuple[int, int], ...]:
    """Read from a font file which characters it has, as ranges in order (OpenType ``cmap``, formats 4 and 12)."""
    with path.open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12)
            (start,) = struct.unpack(">L", file.read(4))
        file.seek(start + 4)
        (count,) = struct.unpack(">H", file.read(2))
        file.seek(start + 12)
        tables = [struct.unpack(">4sLLL", file.read(16)) for _number in range(count)]
        offset, length = next((where, size) for tag, _sum, where, size in tables if tag == b"cmap")
        file.seek(offset)
        cmap = file.read(length)
    found: set[tuple[int, int]] = set()
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        _platform, _encoding, at = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        kind = struct.unpack_from(">H", cmap, at)[0]
        if kind == 12:
            groups = struct.unpack_from(">L", cmap, at + 12)[0]
            numbers = struct.unpack_from(f">{3 * groups}L", cmap, at + 16)
            found.update(zip(numbers[0::3], numbers[1::3], strict=True))
        elif kind == 4:
            segments = struct.unpack_from(">H", cmap, at + 6)[0] // 2
            ends = struct.unpack_from(f">{segments}H", cmap, at + 14)
            starts = struct.unpack_from(f">{segments}H", cmap, at + 16 + 2 * segments)
            found.update((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)
    return _joined(found)


def _joined(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join ranges that touch or lie over each other, so that a search finds the only one that can hold a character."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
