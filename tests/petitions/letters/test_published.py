"""Letters from the cases that were published compose without gaps, whatever is told of them and in which words."""

import re
from itertools import product

import pytest
from sqlalchemy import select

from caseapp.cases.models import Case
from caseapp.petitions.facts import gather
from caseapp.petitions.letters.blocks import parse, write
from caseapp.petitions.letters.compose import compose
from caseapp.petitions.letters.kinds import LetterKind
from tests.factories import OfficeFactory
from tests.petitions.letters.cases import BODY_OF, LANGUAGES, TODAY, body, chain

ODD = re.compile(r"[{}]|\bNone\b|  |\(\s*\)|（\s*）|[^.]\.\.(?!\.)|。。")


@pytest.fixture
def cases(app, session, data, context):
    """Import the published cases."""
    OfficeFactory(code="ALM")
    session.commit()
    arguments = ["cases", "import", str(data / "published_cases.json"), "--office", "ALM"]
    result = app.test_cli_runner().invoke(args=arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    session.expire_all()
    return gather(session, session.scalars(select(Case.id).order_by(Case.id)).all())


def test_every_published_case_makes_every_letter(cases):
    assert len(cases) == 32
    # Each case in each kind, the languages in turns: all of them for each kind, a quarter of the time.
    for number, (kind, facts) in enumerate(product(LetterKind, cases)):
        language = LANGUAGES[(number + number // len(cases)) % len(LANGUAGES)]
        letter = compose(kind, language, [facts], body(BODY_OF[kind]), previous=chain(), today=TODAY)
        told = " ".join(_told(facts))
        odd = [line for line in letter.text.split("\n") if ODD.search(line) and line.split(" :: ")[-1] not in told]
        assert [line for line in odd if not _is_told(line, told)] == [], (facts.code, kind, language)
        assert write(parse(letter.text)) == letter.text


def test_all_published_cases_stand_in_one_letter(cases):
    letter = compose(LetterKind.PARLIAMENT_NGO, "en", cases, body("eu_parliament"), today=TODAY)
    assert sum(line.startswith("# Person ") for line in letter.text.split("\n")) == 32


def _told(facts):
    yield from (event.detail or "" for event in facts.events)
    yield from (facts.summary or "", *facts.told.values(), *(one.text for one in facts.statements))


def _is_told(line, told):
    return any(part and part in told for part in re.split(r" – |，", line)[1:])
