"""The small format of the letter texts, and writing one with facts.

A text file has parts, each begun by ``== name``; ``%%`` begins a remark. In a part a blank line ends a block; the lines
of a paragraph are **clauses**, each left out as a whole when a fact it names is not known, so nothing dangles:

    {name}            the fact; a clause whose fact is missing is left out
    {name|words}      the fact, or these words where it is missing
    {~his|her|their}  the word for a man, a woman, or where the sex is not known
    ?name  ?!name     before a clause: only with, only without this fact (several may follow each other)
    @part             another part, with the same facts
    @part for name    another part, once for each row of a list

``# ``, ``- ``, ``1. `` and `` :: `` begin blocks as in ``blocks``; such a block is one clause and goes on in lines set
in by two spaces, which are clauses of their own. Points are counted again. A heading over nothing is left out; one
begun with ``## `` stands over other headings and is left out only at the end. Facts are put in once and never read as
a text of ours: braces and markup in them are their letters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from caseapp.petitions.letters.blocks import Block, BlockKind, renumbered

FOLDER = Path(__file__).parents[2] / "reference" / "letters"
COMMON = "common"

Row: TypeAlias = "Mapping[str, str | Sequence[Row]]"

_GAP = re.compile(r"\{(~?)([^{}]+)\}")
_CONDITION = re.compile(r"\?(!?)([a-z_]+) +")
_INCLUDE = re.compile(r"@([a-z_]+)(?: for ([a-z_]+))?")
_MARKS = {"## ": BlockKind.HEADING, "# ": BlockKind.HEADING, "- ": BlockKind.BULLET, "1. ": BlockKind.NUMBERED}
_STOPS = frozenset(".。")
UNSPACED = frozenset({"zh"})


class Unwritten(ValueError):
    """A text file does not follow the format, or a part is missing."""


@dataclass(frozen=True)
class Clause:
    """A stretch of a text that stands or falls as one."""

    words: str
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Include:
    """Another part, once or for each row."""

    part: str
    rows: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A block not yet written: its kind, a field's label, its clauses; a marked block needs its first clause."""

    kind: BlockKind
    clauses: tuple[Clause, ...]
    label: str = ""
    is_upper: bool = False


Part: TypeAlias = tuple[Draft | Include, ...]


@cache
def read(kind: str, language: str, folder: Path = FOLDER) -> Mapping[str, Part]:
    """Read the parts of a letter in a language, over those all its letters share."""
    parts = dict(_parts((folder / f"{COMMON}.{language}.txt").read_text(encoding="utf-8")))
    parts.update(_parts((folder / f"{kind}.{language}.txt").read_text(encoding="utf-8")))
    return parts


def _parts(text: str) -> Iterator[tuple[str, Part]]:
    for chunk in re.split(r"^== *", text, flags=re.MULTILINE)[1:]:
        name, _newline, body = chunk.partition("\n")
        yield name.strip(), tuple(_drafts(body))


def _drafts(body: str) -> Iterator[Draft | Include]:
    open_kind: BlockKind | None = None
    label = ""
    is_upper = False
    clauses: list[Clause] = []

    def done() -> Iterator[Draft]:
        if open_kind is not None and clauses:
            yield Draft(open_kind, tuple(clauses), label, is_upper)
            clauses.clear()

    for line in body.split("\n"):
        if line.startswith("%%"):
            continue
        if not line.strip():
            yield from done()
            open_kind = None
            continue
        clause = _clause(line.strip())
        if found := _INCLUDE.fullmatch(clause.words):
            yield from done()
            open_kind = None
            yield Include(found[1], found[2] or "", clause.wanted, clause.unwanted)
            continue
        goes_on = line.startswith("  ") and open_kind not in {None, BlockKind.PARAGRAPH}
        mark = None if goes_on else next((mark for mark in _MARKS if clause.words.startswith(mark)), None)
        is_field = mark is None and not goes_on and " :: " in clause.words
        if mark or is_field or (open_kind is not BlockKind.PARAGRAPH and not goes_on):
            yield from done()
            open_kind, label = _MARKS[mark] if mark else BlockKind.FIELD if is_field else BlockKind.PARAGRAPH, ""
            is_upper = mark == "## "
        words = clause.words[len(mark) :] if mark else clause.words
        if is_field:
            label, _sign, words = words.partition(" :: ")
        clauses.append(Clause(words, clause.wanted, clause.unwanted))
    yield from done()


def _clause(line: str) -> Clause:
    wanted: list[str] = []
    unwanted: list[str] = []
    while found := _CONDITION.match(line):
        (unwanted if found[1] else wanted).append(found[2])
        line = line[found.end() :]
    return Clause(line, tuple(wanted), tuple(unwanted))


def blocks_of(parts: Mapping[str, Part], name: str, facts: Row, language: str) -> tuple[Block, ...]:
    """Write a part with facts; a part nobody wrote raises ``Unwritten``."""
    return renumbered(_without_bare_headings(list(_blocks(parts, name, facts, language))))


def line_of(parts: Mapping[str, Part], name: str, facts: Row, language: str) -> str:
    """Write a part as one line, such as a subject."""
    blocks = (block for block, _is_upper in _blocks(parts, name, facts, language))
    return _joiner(language).join(" ".join(block.text.split("\n")) for block in blocks)


def _blocks(parts: Mapping[str, Part], name: str, facts: Row, language: str) -> Iterator[tuple[Block, bool]]:
    if name not in parts:
        raise Unwritten(name)
    for one in parts[name]:
        if isinstance(one, Draft):
            if text := _text(one, facts, language):
                yield Block(one.kind, text, one.label), one.is_upper
        elif _stands(one, facts):
            rows = facts.get(one.rows, ()) if one.rows else (facts,)
            for row in () if isinstance(rows, str) else rows:
                yield from _blocks(parts, one.part, {**facts, **row}, language)


def _text(draft: Draft, facts: Row, language: str) -> str:
    said = [_said(clause, facts) for clause in draft.clauses]
    if draft.kind is not BlockKind.PARAGRAPH and not said[0]:
        return ""
    return _joiner(language).join(words for words in said if words)


def _joiner(language: str) -> str:
    return "" if language in UNSPACED else " "


def _stands(one: Clause | Include, facts: Row) -> bool:
    return all(facts.get(name) for name in one.wanted) and not any(facts.get(name) for name in one.unwanted)


def _said(clause: Clause, facts: Row) -> str:
    if not _stands(clause, facts):
        return ""
    found: list[str] = []
    end = 0
    for gap in _GAP.finditer(clause.words):
        value = _by_sex(gap[2], facts) if gap[1] else _value(gap[2], facts)
        if not value and not gap[1]:
            return ""
        # A year that ends in a full stop needs no second one at the end of its sentence.
        if value[-1:] in _STOPS and clause.words[gap.end() : gap.end() + 1] == value[-1]:
            value = value[:-1]
        found += [clause.words[end : gap.start()], value]
        end = gap.end()
    return "".join([*found, clause.words[end:]]).strip()


def _value(asked: str, facts: Row) -> str:
    name, _sign, otherwise = asked.partition("|")
    value = facts.get(name.strip(), "")
    return (value.strip() if isinstance(value, str) else "") or otherwise.strip()


def _by_sex(asked: str, facts: Row) -> str:
    words = asked.split("|")
    if len(words) != 3:
        raise Unwritten(asked)
    return words[{"male": 0, "female": 1}.get(str(facts.get("sex", "")), 2)]


def _without_bare_headings(blocks: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    followers = [*blocks[1:], None]
    for (block, is_upper), following in zip(blocks, followers, strict=True):
        stands_over = following is not None and (following[0].kind is not BlockKind.HEADING or is_upper)
        if block.kind is not BlockKind.HEADING or stands_over:
            yield block


def names_in(parts: Mapping[str, Part], name: str) -> frozenset[str]:
    """List the facts that a part and the parts it includes ask for."""
    found: set[str] = set()
    for one in parts.get(name, ()):
        if isinstance(one, Include):
            found.update((*one.wanted, *one.unwanted, *([one.rows] if one.rows else [])))
            found |= names_in(parts, one.part)
            continue
        for clause in one.clauses:
            found.update((*clause.wanted, *clause.unwanted))
            found.update(gap[2].partition("|")[0].strip() for gap in _GAP.finditer(clause.words) if not gap[1])
    return frozenset(found)
