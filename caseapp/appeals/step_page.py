"""What every step of an appeal has in common as a page."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import abort
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from caseapp.accounts.models import User
from caseapp.appeals.models import Appeal
from caseapp.appeals.rules import Step
from caseapp.cases.models import Case
from caseapp.cases.people import Person
from caseapp.forms import BaseForm

NEW = "new"
NOT_KEPT = frozenset({"csrf_token", "go", "row", "key"})


def kept_answers(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """Return typed answers in the shape they are kept in."""
    return {name: texts for name, texts in sent.to_dict(flat=False).items() if name not in NOT_KEPT}


class StepPage:
    """One step of one appeal; ``row`` says which of several people it is about."""

    step: ClassVar[Step]
    form_class: ClassVar[type[BaseForm]] = BaseForm
    is_kept_while_typing: ClassVar[bool] = True

    def __init__(self, appeal: Appeal, asked: str | None, person: User) -> None:
        self.appeal = appeal
        self.person = person
        self.row = self.choose_row(asked)

    @property
    def key(self) -> str:
        """Name the typed text of this step and row."""
        return f"{self.step.value}:{self.row}"

    @property
    def missing(self) -> list[Case]:
        """List the missing people of this appeal."""
        return [link.case for link in self.appeal.cases]

    def choose_row(self, asked: str | None) -> str:
        """Return the row asked for, or the first."""
        ids = [str(each) for each in self.row_ids()]
        if asked is None:
            return ids[0] if ids else NEW
        if asked != NEW and asked not in ids:
            abort(404)
        return asked

    def row_ids(self) -> list[int]:
        """Return the numbers of the rows there are."""
        return []

    def form(self, typed: Mapping[str, list[str]] | None = None) -> BaseForm:
        """Make the form: from what was sent, else from typed text that was kept, else from what is saved."""
        form = self.form_class(data=self.saved()) if typed is None else self.form_class(formdata=MultiDict(typed))
        self.prepare(form)
        return form

    def prepare(self, form: Any) -> None:
        """Fill in what the form offers."""

    def saved(self) -> dict[str, Any]:
        """Return the saved answers of this step."""
        return {}

    def save(self, session: Session, form: Any) -> None:
        """Save the answers."""

    def context(self, form: Any) -> dict[str, Any]:  # noqa: ARG002 - steps fill it in
        """Return what the template needs besides the form."""
        return {}


def names_of(person: Person) -> list[dict[str, Any]]:
    """Return the rows of a person's names as a form takes them."""
    return [{"row_id": name.id, "text": name.text, "kind": name.kind} for name in person.names]
