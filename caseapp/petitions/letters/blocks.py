r"""The blocks of a letter, and the plain text they are kept in.

A letter is kept as text that anybody can read and type: a blank line between blocks, ``# `` before a heading, ``- ``
before a point of a list, ``1. `` before a numbered point, `` :: `` between the label and the value of a field. A line
that goes on with a point, a field or a heading is set in by two spaces. Nothing else means anything: HTML, Typst and
templates in a letter are its words. A backslash keeps a paragraph that only looks like one of these what it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from caseapp.vocabulary import Vocabulary


class BlockKind(Vocabulary):
    """What a block of a letter is."""

    HEADING = "heading", _l("Heading")
    PARAGRAPH = "paragraph", _l("Paragraph")
    BULLET = "bullet", _l("Point")
    NUMBERED = "numbered", _l("Numbered point")
    FIELD = "field", _l("Label and value")


_MARKED = re.compile(r"(?:# |- |[0-9]{1,3}\. )")
_ESCAPED = re.compile(r"\\+(?:# |- |[0-9]{1,3}\. )")
_NUMBERED = re.compile(r"([0-9]{1,3})\. (.+)")
_FIELD = re.compile(r"(.+?) :: (.+)")
_LIKE_FIELD = re.compile(r"(^| )(\\*)::(?= )")
_ESCAPED_FIELD = re.compile(r"(^| )\\(\\*)::(?= )")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")
_IN_LISTS = frozenset({BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.FIELD})


def _lines(text: str) -> list[str]:
    """Cut a text into lines without what no letter holds: control characters, blank ends, blank lines."""
    plain = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return [line.strip() for line in plain.split("\n") if line.strip()]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a letter; ``text`` may run over lines, ``label`` is a field's label or a numbered point's number."""

    kind: BlockKind
    text: str
    label: str = ""

    def __post_init__(self) -> None:
        """Keep what can be written down and read again: no blank lines, no control characters, labels in one line."""
        object.__setattr__(self, "text", "\n".join(_lines(self.text)))
        label = " ".join(_lines(self.label))
        if self.kind is BlockKind.FIELD:
            label = re.sub(":{2,}", ":", label)
            if not label:
                raise ValueError("A field has a label.")
        elif self.kind is BlockKind.NUMBERED:
            label = label if re.fullmatch("[0-9]{1,3}", label) else "1"
        else:
            label = ""
        object.__setattr__(self, "label", label)


def heading(text: str) -> Block:
    """Make a heading."""
    return Block(BlockKind.HEADING, text)


def paragraph(text: str) -> Block:
    """Make a paragraph."""
    return Block(BlockKind.PARAGRAPH, text)


def bullet(text: str) -> Block:
    """Make a point of a list."""
    return Block(BlockKind.BULLET, text)


def field(label: str, value: str) -> Block:
    """Make a label with its value."""
    return Block(BlockKind.FIELD, value, label)


def numbered(texts: Iterable[str], start: int = 1) -> list[Block]:
    """Make numbered points, counted from ``start``."""
    return [Block(BlockKind.NUMBERED, text, str(number)) for number, text in enumerate(texts, start)]


def renumbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Count the points of each list from 1 again, as after one was moved or taken out."""
    found: list[Block] = []
    number = 0
    for block in blocks:
        number = number + 1 if block.kind is BlockKind.NUMBERED else 0
        found.append(replace(block, label=str(number)) if number else block)
    return tuple(found)


def parse(text: str) -> tuple[Block, ...]:
    """Read the blocks of a letter; any text at all is a letter."""
    found: list[tuple[BlockKind, str, list[str]]] = []
    goes_on = False
    for raw in _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ").split("\n"):
        line = raw.strip()
        if not line:
            goes_on = False
            continue
        if goes_on and found[-1][0] is not BlockKind.PARAGRAPH and raw.startswith("  "):
            found[-1][2].append(line)
            continue
        kind, label, words = _read(line)
        if goes_on and kind is BlockKind.PARAGRAPH and found[-1][0] is BlockKind.PARAGRAPH:
            found[-1][2].append(words)
        else:
            found.append((kind, label, [words]))
        goes_on = True
    return tuple(Block(kind, "\n".join(lines), label) for kind, label, lines in found)


def _read(line: str) -> tuple[BlockKind, str, str]:
    if found := _FIELD.fullmatch(line):
        return BlockKind.FIELD, found[1], found[2]
    if line.startswith("# "):
        return BlockKind.HEADING, "", _without_escape(line[2:])
    if line.startswith("- "):
        return BlockKind.BULLET, "", _without_escape(line[2:])
    if found := _NUMBERED.fullmatch(line):
        return BlockKind.NUMBERED, found[1], _without_escape(found[2])
    return BlockKind.PARAGRAPH, "", _without_escape(line[1:] if _ESCAPED.match(line) else line)


def _without_escape(words: str) -> str:
    return _ESCAPED_FIELD.sub(r"\1\2::", words)


def write(blocks: Sequence[Block]) -> str:
    """Write blocks as the text a letter is kept in; a block without words is left out."""
    parts: list[str] = []
    before: BlockKind | None = None
    for block in blocks:
        if not block.text:
            continue
        if before is not None:
            parts.append("\n" if block.kind is before and before in _IN_LISTS else "\n\n")
        parts.append(_written(block))
        before = block.kind
    return "".join(parts)


def _written(block: Block) -> str:
    first, *rest = block.text.split("\n")
    if block.kind is BlockKind.PARAGRAPH:
        return "\n".join(_kept_plain(line) for line in (first, *rest))
    if block.kind is BlockKind.FIELD:
        begun = f"{block.label} :: {first}"
    else:
        first = _escaped(first)
        begun = {BlockKind.HEADING: "# ", BlockKind.BULLET: "- "}.get(block.kind, f"{block.label}. ") + first
    return "\n".join([begun, *(f"  {line}" for line in rest)])


def _escaped(words: str) -> str:
    return _LIKE_FIELD.sub(r"\1\\\2::", words)


def _kept_plain(line: str) -> str:
    line = _escaped(line)
    return f"\\{line}" if _MARKED.match(line) or _ESCAPED.match(line) else line
