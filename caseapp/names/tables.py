"""Reading of the tables under ``data/``: tab-separated lines, ``#`` for remarks."""

from importlib.resources import files


def rows(name: str, columns: int) -> list[list[str]]:
    """Read a table; every row has at least this many columns, those left out at its end are empty."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split("\t") + [""] * columns)[: max(columns, line.count("\t") + 1)] for line in lines]
