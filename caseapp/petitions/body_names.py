"""Names of bodies in running text: what the directory writes by short names, people read by names."""

import re

from flask import g
from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import db
from caseapp.petitions import wording
from caseapp.petitions.blueprint import bp
from caseapp.petitions.models import Body, BodyVersion

# A short name has its parts tied by underscores; words of people have none.
SHORT_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def names(session: Session) -> dict[str, str]:
    """Give the name of each body in the page's language by its short name, in one statement."""
    newest = (
        select(Body.key, BodyVersion.record["name"])
        .join(BodyVersion, BodyVersion.body_id == Body.id)
        .where(BodyVersion.valid_to.is_(None))
    )
    return {row[0]: wording.in_language(row[1], row[0]) for row in session.execute(newest)}


@bp.app_template_filter("body_names")
def with_names(text: str | None) -> Markup:
    """Write the names of bodies where a text has their short names; a word that names no body stays as it is.

    Each name stands apart from the direction of the text around it. The directory is asked once a page, and only if
    a text has such a word.
    """
    if not text:
        return Markup()
    if not SHORT_NAME.search(text):
        return escape(text)
    if "body_names" not in g:
        g.body_names = names(db.session)
    written = escape(text)
    return Markup(SHORT_NAME.sub(_named, written))  # noqa: S704 - the text was escaped just before


def _named(found: re.Match[str]) -> str:
    name = g.body_names.get(found[0])
    return Markup("<bdi>{}</bdi>").format(name) if name else found[0]
