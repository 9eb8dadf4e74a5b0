"""Between the record of a body as the directory stores it and the answers of its form; what is not asked stays."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from caseapp.petitions.body_words import CLOCK_KINDS, CLOCK_STARTS, COUNTED_BACK, PRINTED_KINDS, SILENCES
from caseapp.petitions.vocabulary import ClockKind, ClockStart, Counting, NextStep, Silence, Unit

NAME_LANGUAGES = ("en", "kk", "ru", "zh")

# The printed word that stands for each of ours, for records typed here.
PRINTED_START = {
    start: next(word for word, found in CLOCK_STARTS.items() if found is start and word) for start in ClockStart
}
PRINTED_SILENCE = {
    silence: next((word for word, found in SILENCES.items() if found is silence and word != "none"), None)
    for silence in (Silence.REFUSAL, Silence.CONSENT)
}
LISTS = ("jurisdiction", "required_fields", "optional_fields", "reply_states", "sources")
PLAIN = ("applies_to", "follow_up_days", "legal_basis", "notes", "confidence", "deadline_confidence")


def lines(text: str | None) -> list[str]:
    """Read a list typed one to a line; empty lines do not count."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def pairs(text: str | None) -> list[tuple[str, str]]:
    """Read lines of a word, a colon and what belongs to it."""
    return [(word.strip(), rest.strip()) for word, _colon, rest in (line.partition(":") for line in lines(text))]


def written_pairs(found: Iterable[tuple[str, str]]) -> str:
    """Write pairs one to a line; a word alone has no colon."""
    return "\n".join(f"{word}: {rest}" if rest else word for word, rest in found)


def read_warn_days(text: str | None) -> list[int] | None:
    """Read days before the end, the farthest first; nothing typed leaves them to the rule, a dash means none.

    Raises ``ValueError`` for what is no list of numbers up to 1,000.
    """
    if not text:
        return None
    if text.strip() in {"-", "–"}:
        return []
    days = [int(part) for part in re.split(r"[,;\s]+", text.strip()) if part]
    if any(not 0 <= one <= 1000 for one in days):
        raise ValueError(text)
    return sorted(set(days), reverse=True)


def _put(record: dict[str, Any], name: str, value: Any) -> None:
    """Set a value; one that says nothing is left out unless something stood there."""
    if value not in (None, "", False, []) or name in record:
        record[name] = value


def clock_answers(printed: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the form of one clock begins with."""
    more = printed.get("extension") or {}
    warned = printed.get("warn_days")
    start = CLOCK_STARTS[printed["counted_from"]]
    return {
        "amount": printed["number"],
        "unit": Unit(printed["unit"]),
        "counted_from": start,
        "direction": Counting(printed.get("direction") or _usual_direction(start)),
        "silence": SILENCES[printed.get("effect_of_silence")],
        "roll_forward": printed.get("roll_forward", False),
        "who_must_act": printed.get("who_must_act") or "",
        "extension_amount": more.get("number"),
        "extension_unit": Unit(more["unit"]) if more else None,
        "extension_condition": more.get("condition") or "",
        "warn_days": None if warned is None else ", ".join(str(one) for one in warned) or "-",
        "next_step": NextStep(printed["next_step"]) if printed.get("next_step") else None,
        "note": printed.get("meaning") or printed.get("note") or "",
    }


def _usual_direction(start: ClockStart) -> Counting:
    return Counting.BACK if start in COUNTED_BACK else Counting.FORWARD


def clock_record(was: Mapping[str, Any], answers: Mapping[str, Any], note: str) -> dict[str, Any]:
    """Give one clock in the shape of the directory; ``note`` names the key its explanation is kept under."""
    found = dict(was)
    start, silence = answers["counted_from"], answers["silence"] or Silence.NONE
    direction = answers.get("direction") or _usual_direction(start)
    found["number"], found["unit"] = answers["amount"], answers["unit"].value
    if CLOCK_STARTS.get(found.get("counted_from", "?")) is not start:
        found["counted_from"] = PRINTED_START[start]
    if SILENCES.get(found.get("effect_of_silence")) is not silence:
        found["effect_of_silence"] = PRINTED_SILENCE.get(silence)
    usual = direction is _usual_direction(start) and "direction" not in found
    _put(found, "direction", None if usual else direction.value)
    _put(found, "roll_forward", bool(answers["roll_forward"]))
    _put(found, "who_must_act", answers["who_must_act"] or "")
    _put(found, "extension", _extension(answers))
    _put(found, "next_step", answers["next_step"].value if answers["next_step"] else None)
    _put(found, note, answers["note"] or "")
    warned = read_warn_days(answers["warn_days"])
    if warned is None:
        found.pop("warn_days", None)
    else:
        found["warn_days"] = warned
    return found


def _extension(answers: Mapping[str, Any]) -> dict[str, Any] | None:
    if answers["extension_amount"] is None:
        return None
    unit = answers["extension_unit"] or answers["unit"]
    return {
        "number": answers["extension_amount"],
        "unit": unit.value,
        "condition": answers["extension_condition"] or "",
    }


def other_clocks(was: Iterable[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the other clocks in the shape of the directory; a row without a kind, or ticked away, is left out."""
    known = {CLOCK_KINDS[one["name"]]: dict(one) for one in was}
    found = []
    for row in answers:
        kind: ClockKind | None = row["kind"]
        if kind is None or row["is_removed"]:
            continue
        begun = known.get(kind) or {"name": PRINTED_KINDS[kind], "number": None, "unit": "", "meaning": ""}
        found.append(clock_record(begun, row, "meaning"))
    return found


def body_answers(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the form of a body begins with, from a stored record."""
    names, consent, whys = record["name"], record["consent"], record.get("escalation_why") or {}
    return {
        **{f"name_{tag}": names.get(tag) for tag in NAME_LANGUAGES},
        "other_names": written_pairs((tag, name) for tag, name in names.items() if tag not in NAME_LANGUAGES),
        **{name: "\n".join(record[name]) for name in LISTS},
        **{name: record[name] for name in PLAIN},
        "channels": "\n".join(f"{one['type']}: {one['value']}" for one in record["channel"]),
        "languages": record["languages"],
        "consent_required": consent["required"],
        "consent_from": consent["from_whom"],
        "consent_per": consent["per"],
        "escalation": written_pairs((key, whys.get(key, "")) for key in record["escalation_to"]),
        **clock_answers(record["response_deadline"]),
        "clocks": [
            {"kind": CLOCK_KINDS[one["name"]], "is_removed": False, **clock_answers(one)}
            for one in record["other_deadlines"]
        ],
    }


def body_record(was: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Give the answers of the form in the shape of the directory."""
    typed = {tag: answers[f"name_{tag}"] for tag in NAME_LANGUAGES} | dict(pairs(answers["other_names"]))
    order = [*was.get("name", {}), *typed]
    ladder = pairs(answers["escalation"])
    found: dict[str, Any] = {
        "name": {tag: typed[tag] for tag in dict.fromkeys(order) if typed.get(tag)},
        **{name: lines(answers[name]) for name in LISTS},
        **{name: answers[name] or "" for name in PLAIN if name != "follow_up_days"},
        "follow_up_days": answers["follow_up_days"],
        "channel": [{"type": word, "value": value} for word, value in pairs(answers["channels"])],
        "languages": list(answers["languages"] or []),
        "consent": {
            "required": bool(answers["consent_required"]),
            "from_whom": answers["consent_from"] or "",
            "per": answers["consent_per"] or "petition",
        },
        "response_deadline": clock_record(was.get("response_deadline") or {}, answers, "note"),
        "other_deadlines": other_clocks(was.get("other_deadlines") or (), answers["clocks"]),
        "escalation_to": [key for key, _why in ladder],
    }
    whys = {key: why for key, why in ladder if why}
    if whys or was.get("escalation_why"):
        found["escalation_why"] = whys
    return found
