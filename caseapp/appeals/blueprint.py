"""The blueprint that all pages of appeals hang on."""

from typing import Any

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_login import current_user

from caseapp.appeals import queries
from caseapp.appeals.models import Appeal
from caseapp.appeals.rules import Step
from caseapp.errors import RuleBroken
from caseapp.forms import EmptyForm
from caseapp.identifiers import mask
from caseapp.web import one_or_404

bp = Blueprint("appeals", __name__)


@bp.context_processor
def for_templates() -> dict[str, Any]:
    """Give the pages of appeals the list of steps, and the way to hide a number."""
    return {"all_steps": list(Step), "mask": mask}


def own_draft(appeal_id: int) -> Appeal:
    """Return an appeal this person may still write, with everything loaded, or answer 404."""
    draft: Appeal = one_or_404(queries.with_everything(queries.editable_by(current_user).where(Appeal.id == appeal_id)))
    return draft


def ensure_pressed() -> None:
    """Refuse a button press without its token."""
    if not EmptyForm().validate_on_submit():
        abort(400)


def ensure_as_seen(version: int) -> None:
    """Refuse a decision on something that changed since it was read."""
    if request.form.get("version") != str(version):
        raise RuleBroken(_("This changed while you had it open. Load the page again before you decide."))
