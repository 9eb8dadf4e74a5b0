"""The letter of a new petition: what kind and language it begins in, and the form it is first saved with."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from caseapp import clock, db
from caseapp.accounts.models import User
from caseapp.appeals.vocabulary import TextLanguage
from caseapp.cases.models import Case
from caseapp.petitions import letter_composing, letter_text, outcomes, queries, rules
from caseapp.petitions.body_data import BodyRecord
from caseapp.petitions.letter_composing import Begun
from caseapp.petitions.letter_forms import Letter, LetterTextForm
from caseapp.petitions.letters.kinds import LetterKind, kind_for, kinds_for
from caseapp.petitions.models import Body, Petition, PetitionCase

MOST_NAMED = 5


def under_way(person: User, cases: Sequence[Case], body: Body) -> Select[Petition]:
    """Find the petitions about these cases that are being written to a body or wait for its answer, newest first."""
    about = select(PetitionCase.petition_id).where(PetitionCase.case_id.in_([case.id for case in cases]))
    return (
        queries.visible_to(person)
        .where(
            Petition.body_id == body.id,
            Petition.id.in_(about),
            Petition.state.in_(sorted(rules.UNSENT | rules.WAITING)),
            Petition.is_published_record.is_(False),
        )
        .order_by(Petition.id.desc())
        .limit(MOST_NAMED)
    )


class NewLetterForm(LetterTextForm):
    """The letter of a new petition; which kind of letter it began as is kept with it."""

    letter_kind = HiddenField()
    subject = StringField(
        _l("Subject"), [DataRequired(_l("Say in one line what it is about.")), Length(max=letter_text.LONGEST_SUBJECT)]
    )
    letter = Letter(_l("Letter"), [DataRequired(_l("Write the letter."))])

    def facts(self) -> dict[str, Any]:
        """Return the answers; a kind nobody knows is none."""
        found = super().facts()
        found.pop("base", None)
        found["letter_kind"] = LetterKind.member(found.get("letter_kind"))
        return found


def begin(cases: Sequence[Case], body: Body, record: BodyRecord) -> Begun:
    """Compose the letter in the kind and language that the address asks for, else in those of the body."""
    kind = LetterKind.member(request.args.get("kind"))
    wanted = TextLanguage.member(request.args.get("language")) or TextLanguage.RU
    language = outcomes.language_for(db.session, body, wanted, at=clock.now())
    return letter_composing.first(
        db.session,
        cases,
        record,
        language=language,
        kind=kind if kind in kinds_for(record, has_previous=False) else kind_for(record),
        today=clock.today(),
    )


def choices(cases: Sequence[Case], record: BodyRecord, begun: Begun) -> dict[str, Any]:
    """List the languages and kinds the letter can begin in instead, each with its address, and the remarks on it."""
    codes = [case.code for case in cases]

    def address(language: TextLanguage, kind: LetterKind) -> str:
        return url_for("petitions.new", case=codes, body=record.key, language=language.value, kind=kind.value)

    return {
        "remarks": begun.remarks,
        "languages": [
            (one.label, address(one, begun.kind), one is begun.language) for one in letter_composing.languages(record)
        ],
        "kinds": [
            (one.label, address(begun.language, one), one is begun.kind)
            for one in kinds_for(record, has_previous=False)
        ],
    }
