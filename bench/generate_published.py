"""Made-up cases in the shape of published ones: ``python -m bench.generate_published 20000 FILE``."""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GIVEN = ("Aidana", "Temirlan", "Nurbek", "Zhanar", "Yerlan", "Saltanat", "Dauren", "Ainur", "Bolat", "Marzhan")
FAMILY = ("Sagat", "Ospan", "Tolegen", "Kasym", "Bekzat", "Orazbay", "Zhumabek", "Seyit", "Amanzhol", "Kenes")
EVENTS = ("arrest", "camp_internment", "sentence", "release", "travel", "document_seizure", "contact_lost", "threat")
COUNTIES = ("654321", "654025", "654323", "654021", "654004", "654026")
BODIES = ("kz_president", "kz_mfa", "un_wgeid", "cn_consulate_almaty", "kz_migration_service")
REPLIES = ("none_reported", "pending", "refused", "forwarded", "sympathy")
PLACES = ("prison", "camp", "unknown", "house_arrest", "returned_kz", "disappeared")


def _date(chance: random.Random) -> str:
    year, month, day = chance.randint(2016, 2021), chance.randint(1, 12), chance.randint(1, 28)
    forms = (f"{year}", f"{year}~", f"{year}-{month:02d}", f"{year}-{month:02d}~", f"{year}-{month:02d}-{day:02d}")
    return chance.choice((*forms, f"[{year}..{year + 1}]", f"{year}-2{chance.randint(1, 4)}", f"{year}-{month:02d}/.."))


def case(number: int) -> dict[str, Any]:
    """Make one case; the same number makes the same case."""
    chance = random.Random(number)  # noqa: S311 - made-up data, not a secret
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}uly {number}"
    applicant = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}kyzy {number}"
    source = chance.choice(("001", "002", "003"))
    county = {"text": "a county", "code": chance.choice(COUNTIES), "code_confidence": "certain"}
    events = [
        {
            "edtf": _date(chance),
            "type": chance.choice(EVENTS),
            "detail": "Told by relatives who heard of it by telephone from neighbours",
            "basis": "family",
            "source": source,
            **({"place": county} if place == 0 else {}),
            **({"date_derived": True} if place == 1 else {}),
        }
        for place in range(4)
    ]
    return {
        "case_id": f"GN{number:06d}",
        "label": name,
        "case_kind": "detained",
        "source_files": [source],
        "subject": {
            "names": [
                {"text": name, "script": "Latn", "kind": "as_printed", "source": source},
                {"text": f"{name} (variant)", "script": "Latn", "kind": "variant_elsewhere", "source": "GK"},
            ],
            "sex": chance.choice(("male", "female")),
            "ethnicity": "Kazakh",
            "citizenship": [{"country": "CN", "status": "citizen", "source": source}],
            "residence": [{"place": county, "source": source}],
            "occupation": "herder",
            "named_in_source": True,
        },
        "applicants": [
            {
                "name": applicant,
                "relation_to_subject": chance.choice(("wife", "daughter", "mother", "brother")),
                "residence": {"text": "suburb of Almaty", "country": "KZ"},
                "citizenship": "KZ",
                "source": source,
            }
        ],
        "events": events,
        "sentences": [
            {
                "country": "CN",
                "years_total": chance.randint(1, 20),
                "components": [{"kind": "prison", "years": 5}],
                "document_seen": False,
                "source": source,
            }
        ],
        "petitions": [
            {
                "recipient_key": chance.choice(BODIES),
                "since_edtf": _date(chance),
                "by": applicant,
                "reply": chance.choice(REPLIES),
                "source": source,
            }
        ],
        "protests": [
            {
                "edtf": _date(chance),
                "place": {"text": "outside the consulate, Almaty", "country": "KZ"},
                "form": "picket",
                "outcomes": ["told_illegal"],
                "source": source,
            }
        ]
        if number % 3 == 0
        else [],
        "reprisals": [{"type": "visit_and_threat", "target": "applicant", "actor": "police", "source": source}]
        if number % 2
        else [],
        "documents": [{"type": "photo", "source": source}] if number % 4 == 0 else [],
        "media": [],
        "aid_needs": [{"need": "housing", "beneficiary": "applicant", "source": source}] if number % 5 == 0 else [],
        "conflicts": [],
        "external_claims": [],
        "status": {
            "place_status": chance.choice(PLACES),
            "legal_status": "sentenced_reported",
            "health_status": "unknown",
            "as_of_edtf": _date(chance),
            "source": source,
        },
        "outcome": None,
        "sensitivity": ["torture"] if number % 7 == 0 else [],
        "hearsay_health": [],
        "related_cases": [f"GN{number - 1:06d}"] if number % 2 else [],
    }


def pieces(count: int) -> Iterator[str]:
    """Give the text of a file of this many cases, piece by piece."""
    yield '{"sources": {"001": {"title": "A made-up book"}}, "cases": ['
    for number in range(count):
        yield (",\n" if number else "\n") + json.dumps(case(number), ensure_ascii=False)
    yield "\n]}\n"


def write(file: Path, count: int) -> None:
    """Write a file of this many cases."""
    with file.open("w", encoding="utf-8") as opened:
        opened.writelines(pieces(count))


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
