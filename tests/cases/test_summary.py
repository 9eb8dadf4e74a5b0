"""The sentence a case page begins with."""

from datetime import date
from types import SimpleNamespace

import pytest

from caseapp.cases import rules, summary
from caseapp.cases.dossier import Record
from caseapp.cases.vocabulary import (
    Basis,
    ClaimState,
    Credibility,
    HealthStatus,
    LegalStatus,
    PlaceStatus,
    SourceReliability,
)
from caseapp.dates import PartialDate

pytestmark = pytest.mark.usefixtures("context")


def claim(place=None, legal=None, health=None, *, as_of=None, basis=None, verified=True):
    return Record(
        id=1,
        place_status=place,
        legal_status=legal,
        health_status=health,
        as_of=PartialDate.parse(as_of) if as_of else None,
        basis=basis,
        reliability=SourceReliability.B,
        credibility=Credibility.PROBABLE,
        state=ClaimState.VERIFIED if verified else ClaimState.UNVERIFIED,
    )


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([], "Nobody has told us yet where this person is."),
        (
            [claim(PlaceStatus.CAMP, verified=False)],
            "Nothing is verified yet. The last report says: in a camp.",
        ),
        ([claim(PlaceStatus.PRISON)], "In prison, date not known."),
        ([claim(PlaceStatus.PRISON, as_of="2019-03")], "In prison, as of March 2019."),
        (
            [claim(PlaceStatus.PRISON, as_of="2019-03", basis=Basis.FELLOW_INMATE)],
            "In prison, as of March 2019, according to a fellow inmate.",
        ),
        (
            [claim(PlaceStatus.PRISON, LegalStatus.SENTENCED_REPORTED, HealthStatus.PROBLEMS, as_of="2019")],
            "In prison, as of 2019. Sentenced, by word of mouth. Health problems.",
        ),
        (
            [claim(PlaceStatus.UNKNOWN, LegalStatus.UNKNOWN, HealthStatus.UNKNOWN, as_of="2020~")],
            "Where this person is, nobody knows (as of about 2020).",
        ),
    ],
)
def test_the_first_sentence_says_where_and_how_we_know(claims, words):
    dossier = SimpleNamespace(status_updates=claims)
    assert summary.answer(dossier, rules.current_status(claims)) == words


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 21), "in 1 day"),
        (date(2026, 12, 1), "in 11 days"),
        (date(2026, 11, 19), "1 day late"),
        (date(2026, 10, 1), "50 days late"),
    ],
)
def test_a_day_is_said_by_its_distance(due_on, words):
    assert summary.days_until(due_on, date(2026, 11, 20)) == words
