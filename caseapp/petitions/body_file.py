"""The directory of bodies as a file that organisations share: JSON and CSV, read back exactly, bad rows explained."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from caseapp.petitions.body_data import parse_body
from caseapp.petitions.vocabulary import BodyKind, LegalReview

SCHEMA = "jaqyn-bodies/1"
LARGEST = 1_000_000

Entry = dict[str, Any]

# What stands in each entry, and the shape it must have.
TEXTS = ("applies_to", "legal_basis", "notes", "confidence", "deadline_confidence")
LISTS = (
    "jurisdiction",
    "languages",
    "required_fields",
    "optional_fields",
    "reply_states",
    "escalation_to",
    "sources",
)
NEEDED: dict[str, type] = {
    "key": str,
    "kind": str,
    "is_active": bool,
    "name": dict,
    **dict.fromkeys(LISTS, list),
    **dict.fromkeys(TEXTS, str),
    "channel": list,
    "consent": dict,
    "response_deadline": dict,
    "other_deadlines": list,
    "follow_up_days": int,
    "review": str,
}
DAYS = ("valid_from", "valid_to", "reviewed_on")
PACKED = ("channel", "response_deadline", "other_deadlines", "escalation_why")
CONSENT = ("required", "from_whom", "per")
FIRST = ("key", "kind", "is_active", "valid_from", "valid_to", "review", "reviewed_by", "reviewed_on")
NAME, WHOSE, REST = "name_", "consent_", "more"
# A spreadsheet would work these out as a formula, in their wide forms too; an apostrophe before them says that they are
# words.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")
FAR_TOO_LONG = 200


@dataclass(frozen=True)
class Row:
    """One entry of a file: its place (counted from 1), and what stands there or why it cannot be read."""

    number: int
    key: str
    entry: Entry | None
    problem: str = ""


class Unreadable(Exception):
    """The whole file cannot be read; ``args[0]`` says why."""


def as_json(entries: Iterable[Entry]) -> str:
    """Write entries as JSON."""
    return json.dumps({"schema": SCHEMA, "bodies": list(entries)}, ensure_ascii=False, indent=1) + "\n"


def as_csv(entries: Iterable[Entry]) -> str:
    """Write entries as CSV: a row for each, lists one to a line within a cell, clocks and ways as JSON."""
    entries = list(entries)
    names = list(dict.fromkeys(NAME + tag for entry in entries for tag in entry["name"]))
    columns = [
        *FIRST,
        *names,
        *(WHOSE + part for part in CONSENT),
        *LISTS,
        *TEXTS,
        "follow_up_days",
        *PACKED,
        REST,
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for entry in entries:
        cells = _cells(entry)
        writer.writerow([_guarded(cells.get(column, "")) for column in columns])
    return out.getvalue()


def _cells(entry: Entry) -> dict[str, str]:
    cells = {name: "" if entry.get(name) is None else str(entry[name]) for name in (*FIRST, "follow_up_days")}
    cells["is_active"] = "yes" if entry["is_active"] else "no"
    cells |= {NAME + tag: text for tag, text in entry["name"].items()}
    cells |= {WHOSE + part: str(entry["consent"].get(part, "")) for part in CONSENT}
    cells[WHOSE + "required"] = "yes" if entry["consent"].get("required") else "no"
    cells |= {name: _list_cell(entry[name]) for name in LISTS}
    cells |= {name: entry[name] for name in TEXTS}
    cells |= {name: _packed(entry[name]) for name in PACKED if name in entry}
    known = {*FIRST, "name", "consent", *LISTS, *TEXTS, "follow_up_days", *PACKED}
    rest = {name: value for name, value in entry.items() if name not in known}
    cells[REST] = _packed(rest) if rest else ""
    return cells


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list_cell(items: list[str]) -> str:
    """Write a list one to a line; where lines would not tell the items apart, as JSON."""
    lines = "\n".join(items)
    return lines if not lines.startswith("[") and _read_list(lines) == items else _packed(items)


def _read_list(cell: str) -> Any:
    if cell.startswith("["):
        return json.loads(cell)
    return cell.split("\n") if cell else []


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def read(text: str, form: str) -> list[Row]:
    """Read the text of a file, ``json`` or ``csv``; raises ``Unreadable`` where nothing in it can be read."""
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        raise Unreadable(_("This file is larger than a directory of bodies can be."))
    rows = _read_json(text) if form == "json" else _read_csv(text)
    if not rows:
        raise Unreadable(_("There is no body in this file."))
    return rows


def _read_json(text: str) -> list[Row]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise Unreadable(_("This is no JSON: it breaks off or goes wrong in line %(line)s.", line=line)) from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not isinstance(found.get("bodies"), list):
        raise Unreadable(_("This is no directory of bodies: it must say “schema”: “%(schema)s”.", schema=SCHEMA))
    return [_checked(number, entry) for number, entry in enumerate(found["bodies"], 1)]


def _read_csv(text: str) -> list[Row]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = reader.fieldnames or []
        missing = [name for name in ("key", "kind", "name_en", "response_deadline") if name not in columns]
        if missing:
            raise Unreadable(_("This is no directory of bodies: the column “%(name)s” is missing.", name=missing[0]))
        return [_from_cells(number, cells) for number, cells in enumerate(reader, 1)]
    except csv.Error as error:
        raise Unreadable(_("This is no CSV that can be read: %(problem)s", problem=str(error))) from None


def _from_cells(number: int, row: Mapping[Any, Any]) -> Row:
    if None in row or None in row.values():
        return Row(number, str(row.get("key") or ""), None, _("This row has more or fewer cells than the first row."))
    cells = {name: text.removeprefix("'") for name, text in row.items()}
    entry: Entry = {name: cells.get(name) or None for name in FIRST}
    try:
        entry["is_active"] = _yes(cells.get("is_active", "yes"))
        entry["name"] = {
            name.removeprefix(NAME): text for name, text in cells.items() if name.startswith(NAME) and text
        }
        entry["consent"] = {
            "required": _yes(cells.get("consent_required", "yes")),
            "from_whom": cells.get("consent_from_whom", ""),
            "per": cells.get("consent_per", "petition"),
        }
        entry |= {name: _read_list(cells.get(name, "")) for name in LISTS}
        entry |= {name: cells.get(name, "") for name in TEXTS}
        entry["follow_up_days"] = int(cells.get("follow_up_days") or "30")
        entry |= {name: json.loads(cells[name]) for name in PACKED if cells.get(name)}
        entry |= json.loads(cells[REST]) if cells.get(REST) else {}
    except json.JSONDecodeError as error:
        return Row(number, str(entry["key"] or ""), None, _("A cell is no JSON: “%(cell)s”.", cell=error.doc[:60]))
    except (TypeError, ValueError):
        return Row(number, str(entry["key"] or ""), None, _("A cell is neither yes nor no, or no number."))
    return _checked(number, entry)


def _yes(cell: str) -> bool:
    if cell.strip().lower() not in {"yes", "no"}:
        raise ValueError(cell)
    return cell.strip().lower() == "yes"


def _checked(number: int, entry: Any) -> Row:
    """Look over an entry, and say in a sentence what is wrong with it."""
    if not isinstance(entry, dict):
        return Row(number, "", None, _("This is no entry: it has no fields."))
    key = entry["key"] if isinstance(entry.get("key"), str) else ""
    problem = _shape_problem(entry) or _word_problem(entry)
    return Row(number, key[:FAR_TOO_LONG], None if problem else entry, problem)


def _shape_problem(entry: Entry) -> str:
    for name, shape in NEEDED.items():
        if name not in entry:
            return _("The field “%(name)s” is missing.", name=name)
        if not isinstance(entry[name], shape) or (shape is int and isinstance(entry[name], bool)):
            return _("The field “%(name)s” has the wrong shape.", name=name)
    for name in LISTS:
        if not all(isinstance(item, str) for item in entry[name]):
            return _("The field “%(name)s” must be a list of words.", name=name)
    if not all(isinstance(text, str) and text for text in entry["name"].values()) or not entry["name"].get("en"):
        return _("The name in English is missing, or a name is empty.")
    for name in DAYS:
        if entry.get(name) is not None and _day(entry[name]) is None:
            return _("The field “%(name)s” must be a day like 2026-11-20.", name=name)
    return ""


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == len("2026-11-20") else None
    except ValueError:
        return None


def _word_problem(entry: Entry) -> str:
    key, review = entry["key"], LegalReview.member(entry["review"])
    if not (key.isascii() and key.replace("_", "a").isalnum() and key[:1].isalpha() and key == key.lower()):
        return _("“%(key)s” is no short name: use small Latin letters, digits and underscores.", key=key[:60])
    if BodyKind.member(entry["kind"]) is None:
        return _("“%(word)s” is no kind of body we know.", word=entry["kind"][:60])
    if review is None:
        return _("The review says “%(word)s”; it is “unverified” or “verified”.", word=entry["review"][:60])
    if review is LegalReview.VERIFIED and not (isinstance(entry.get("reviewed_by"), str) and entry["reviewed_by"]):
        return _("It says that a lawyer checked it, but not who.")
    first, last = _day(entry.get("valid_from")), _day(entry.get("valid_to"))
    if first and last and last < first:
        return _("It ends before it begins: check “valid_from” and “valid_to”.")
    if not 1 <= entry["follow_up_days"] <= 1000:
        return _("“follow_up_days” is a number from 1 to 1,000.")
    try:
        parse_body(entry)
    except KeyError as error:
        return _("“%(word)s” is missing, or is a word we do not know.", word=str(error.args[0])[:80])
    except (AttributeError, TypeError, ValueError) as error:
        return _("It cannot be read: %(problem)s", problem=str(error)[:200])
    return ""
