"""The way from a search box to the page that lists what was found."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from caseapp.permissions import Permission, requires
from caseapp.search import words
from caseapp.search.commands import commands
from caseapp.web import is_local

__all__ = ["bp", "commands"]

bp = Blueprint("search", __name__)

STATEMENTS = "statements"


@bp.route("/find", methods=["POST"])
@requires(Permission.WORK_VIEW)
def find() -> ResponseReturnValue:
    """Lead to the page a search box stands for, with the words hidden in its address."""
    target = request.form.get("to", "")
    page = urlsplit(target if is_local(target) else "/cases")
    asked = " ".join(request.form.get("q", "").split())
    answers = [(name, value) for name, value in parse_qsl(page.query) if name not in {"q", "s", "within"}]
    if request.form.get("within") == STATEMENTS:
        answers.append(("within", STATEMENTS))
    if asked:
        answers.append(("s", words.hide(asked)))
    return redirect(urlunsplit(page._replace(query=urlencode(answers))), 303)
