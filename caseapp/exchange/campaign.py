"""What a file of published cases holds beside the cases: sources, figures, events of the campaign."""

# ruff: noqa: RUF009 - each default is dataclasses.field() under the name of what it reads

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.cases.models import Source
from caseapp.dates import PartialDate
from caseapp.exchange.published_records import PublishedPlace, fingerprint
from caseapp.exchange.services import Result
from caseapp.exchange.shapes import (
    Problem,
    Problems,
    coded,
    listed,
    nested,
    read_record,
    when,
    words,
    write_record,
)
from caseapp.exchange.stream import Item
from caseapp.reports.models import AggregateFigure, CampaignEvent

DIFFERS = "differs from what is stored under this key; what is stored stays"


@dataclass(frozen=True)
class PublishedSource:
    """A publication."""

    title: str = words("title", required=True)
    file: str | None = words("file")
    url: str | None = words("url")
    date: PartialDate | None = when("date")
    date_edtf: PartialDate | None = when("date_edtf")
    language: str | None = words("language", 10)


@dataclass(frozen=True)
class PublishedFigure:
    """A figure about many people."""

    id: str = words("id", 60, required=True)
    what: str = words("what", required=True)
    count: str = words("count", required=True)
    as_of: PartialDate | None = when("as_of_edtf")
    place: PublishedPlace | None = nested("place", PublishedPlace)
    places: tuple[PublishedPlace, ...] = listed("places", PublishedPlace)
    source: str | None = words("source")


@dataclass(frozen=True)
class PublishedCampaignEvent:
    """Something that happened to the campaign."""

    detail: str = words("detail", required=True)
    type: str | None = coded("type", 60)
    edtf: PartialDate | None = when("edtf")
    source: str | None = words("source")


Outcome = Result | Problems
Row = Source | AggregateFigure | CampaignEvent


def import_item(session: Session, item: Item, *, write: Callable[[Row], None]) -> Outcome:
    """Store one source, figure or event through ``write``, or say what is wrong with it."""
    return TAKEN_BY[item.section](session, item, write)


def _source(session: Session, item: Item, write: Callable[[Row], None]) -> Outcome:
    problems: Problems = []
    told = read_record(PublishedSource, item.value, "", problems)
    if told is None or not 0 < len(str(item.place)) <= 60:
        return problems or [Problem("", "a key longer than 60 letters")]
    date = told.date_edtf or told.date
    row = Source(
        key=str(item.place),
        title=told.title,
        url=told.url,
        file=told.file,
        published=date and date.edtf,
        language=told.language,
        is_external=item.section == "external_sources",
    )
    return _kept(session, Source.key == row.key, row, write)


def _figure(session: Session, item: Item, write: Callable[[Row], None]) -> Outcome:
    problems: Problems = []
    told = read_record(PublishedFigure, item.value, "", problems)
    if told is None:
        return problems
    row = AggregateFigure(
        key=told.id,
        what=told.what,
        count=told.count,
        as_of=told.as_of,
        places=[write_record(place) for place in ((told.place,) if told.place else ()) + told.places],
        source=told.source,
    )
    return _kept(session, AggregateFigure.key == row.key, row, write)


def _event(session: Session, item: Item, write: Callable[[Row], None]) -> Outcome:
    problems: Problems = []
    told = read_record(PublishedCampaignEvent, item.value, "", problems)
    if told is None:
        return problems
    row = CampaignEvent(
        fingerprint=fingerprint(write_record(told)),
        happened=told.edtf,
        type=told.type or "other",
        detail=told.detail,
        source=told.source,
    )
    return _kept(session, CampaignEvent.fingerprint == row.fingerprint, row, write)


def _kept(session: Session, same: Any, row: Row, write: Callable[[Row], None]) -> Outcome:
    stored: Any = session.scalars(select(type(row)).where(same)).one_or_none()
    if stored is None:
        write(row)
        return Result.NEW
    differs = any(getattr(stored, name) != getattr(row, name) for name in COMPARED[type(row)])
    return [Problem("", DIFFERS)] if differs else Result.UNCHANGED


COMPARED: dict[type[Row], tuple[str, ...]] = {
    Source: ("title", "url", "file", "published", "language", "is_external"),
    AggregateFigure: ("what", "count", "as_of", "places", "source"),
    CampaignEvent: (),
}

TAKEN_BY: dict[str, Callable[[Session, Item, Callable[[Row], None]], Outcome]] = {
    "sources": _source,
    "external_sources": _source,
    "aggregates": _figure,
    "campaign_events": _event,
}
