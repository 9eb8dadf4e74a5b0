"""Imports between and inside the subjects run one way."""

from importlinter.cli import lint_imports


def test_the_import_contracts_are_kept(capsys):
    status = lint_imports(no_cache=True)
    assert status == 0, capsys.readouterr().out
