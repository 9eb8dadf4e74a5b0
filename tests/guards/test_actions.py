"""Every code written into the history has words for its readers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.appeals.vocabulary import ConsentAnswer
from caseapp.cases.row_kinds import KINDS
from caseapp.cases.vocabulary import Access, Risk
from caseapp.history.actions import LABELS
from caseapp.petitions import moves

CASEAPP = Path(__file__).parents[2] / "caseapp"
TABLE = CASEAPP / "history" / "actions.py"
WRITERS = {"record": 2, "tell": 2}
"""Functions that write into the history, and where in their arguments the code stands."""

DEEDS = ("added", "corrected", "removed")

SUBJECTS = {code.partition(".")[0] for code in LABELS if not code.partition(".")[0].endswith("s")} | {
    "appearance",
    "outcome",
    "protest",
    "reprisal",
    "status",
}
CODE = re.compile(rf"({'|'.join(sorted(SUBJECTS))})\.[a-z_]*[a-z]")


def texts(node: ast.AST) -> list[str]:
    """Return the texts an argument may be; what is put together while running becomes a star."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        return ["".join(str(part) for part in parts)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def written() -> Iterator[tuple[str, str]]:
    """Find the codes written anywhere in the program, with the place."""
    for path in sorted(CASEAPP.rglob("*.py")):
        # Words of the directory of bodies, and the pages that fill them, look like codes of the history.
        if path == TABLE or path.name in {"readiness_words.py", "readiness_case.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            place = f"{path.relative_to(CASEAPP)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value, place
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in WRITERS:
                continue
            given = [*node.args[WRITERS[name] : WRITERS[name] + 1]]
            given += [word.value for word in node.keywords if word.arg == "action"]
            for code in (text for argument in given for text in texts(argument)):
                yield code if "." in code else f"{path.parent.name.removesuffix('s')}.{code}", place


def is_labelled(code: str) -> bool:
    """Say whether a code, or one that fits its stars, has words."""
    if "*" not in code:
        return code in LABELS
    pattern = re.compile(re.escape(code).replace(r"\*", ".+"))
    return any(pattern.fullmatch(label) for label in LABELS)


def test_every_code_has_words():
    found = list(written())
    assert len(found) > 50
    assert sorted({f"{code} ({place})" for code, place in found if not is_labelled(code)}) == []


@pytest.mark.parametrize(
    "code",
    [
        *(f"case.risk_{risk.value}" for risk in Risk),
        *(f"case.access_{access.value}" for access in Access),
        *(f"consent.{answer.value}" for answer in ConsentAnswer),
        *(f"petition.{state.value}" for state in sorted(moves.ENDINGS | moves.WITHDRAWN | {moves.S.NOT_ACCEPTED})),
        *(
            f"{kind.model.__tablename__}.{deed}"
            for kind in KINDS.values()
            for deed in ("added", "corrected", "removed")
        ),
    ],
)
def test_every_code_put_together_from_a_vocabulary_has_words(code):
    assert code in LABELS
