"""What the tests of the import share: an office, and a run of the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from caseapp.models import metadata
from tests.factories import OfficeFactory


@pytest.fixture
def published(data: Path) -> Path:
    return data / "published_cases.json"


@pytest.fixture
def office(session):
    office = OfficeFactory(code="ALM")
    session.commit()
    return office


@pytest.fixture
def run(app, session, office, tmp_path) -> Callable[..., Any]:
    """Return a maker of imports: of a path, of bytes, or of a list of cases."""

    def importing(given: Any, *options: str) -> Any:
        path = given
        if isinstance(given, list):
            given = json.dumps({"cases": given}).encode()
        if isinstance(given, bytes):
            path = tmp_path / "cases.json"
            path.write_bytes(given)
        session.commit()
        arguments = ["cases", "import", str(path), "--office", "ALM", *options]
        result = app.test_cli_runner().invoke(args=arguments, catch_exceptions=False)
        session.expire_all()
        return result

    return importing


@pytest.fixture
def counts(session) -> Callable[[], dict[str, int]]:
    """Return a counter of the rows of every table."""

    def count() -> dict[str, int]:
        tables = metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    return count


def a_case(reference: str = "PC07", **changes: Any) -> dict[str, Any]:
    """Make a small case."""
    subject = {"names": [{"text": "Temirlan Sagatuly", "script": "Latn"}], "sex": "male"}
    return {"case_id": reference, "case_kind": "detained", "subject": subject, **changes}
