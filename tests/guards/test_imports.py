"""Imports between and inside the subjects run one way."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]

LAYERS = ("views", "forms", "services", "queries", "rules", "models", "vocabulary")
"""From the outside in: a module imports its own kind and what stands further right."""

FORBIDDEN = {(importer, imported) for at, importer in enumerate(LAYERS) for imported in LAYERS[:at]}


def kind(module: str) -> str | None:
    """Say what kind of module this is, ``case_queries`` as well as ``queries``."""
    ending = module.rpartition(".")[2].rpartition("_")[2]
    return ending if module.count(".") == 2 and ending in LAYERS else None


@pytest.fixture(scope="module")
def imports() -> list[tuple[str, str]]:
    """Every import of one module of the program by another, except for types alone."""
    graph = grimp.build_graph("caseapp", exclude_type_checking_imports=True, cache_dir=None)
    return [(module, found) for module in graph.modules for found in graph.find_modules_directly_imported_by(module)]


def test_the_import_contracts_are_kept():
    # In a process of its own: it turns off every logger there is.
    asked = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_layer_imports_only_what_stands_further_in(imports):
    found = sorted(f"{a} imports {b}" for a, b in imports if (kind(a), kind(b)) in FORBIDDEN)
    assert found == []


def test_the_kinds_of_modules_are_told_by_their_names():
    names = ["caseapp.cases.views", "caseapp.cases.list_queries", "caseapp.cases.people", "caseapp.forms"]
    assert [kind(name) for name in names] == ["views", "queries", None, None]
    assert ("models", "views") in FORBIDDEN
    assert ("views", "models") not in FORBIDDEN
    assert ("queries", "services") in FORBIDDEN


def test_the_guard_sees_the_imports_there_are(imports):
    assert ("caseapp.petitions.models", "caseapp.db") in imports
    assert len(imports) > 100
