"""Putting the shipped bodies and the shipped working calendar into their tables; edits made since stay."""

from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from caseapp.petitions import body_data, calendar
from caseapp.petitions.models import Body, BodyVersion, CalendarDay, CalendarYear


def load_bodies(session: Session) -> int:
    """Add the shipped bodies whose key is not there yet, with all their versions; say how many."""
    known = set(session.scalars(select(Body.key)))
    added: dict[str, Body] = {}
    for printed in body_data.printed_bodies():
        if printed["key"] in known:
            continue
        record = body_data.parse_body(printed)
        body = added.get(record.key)
        if body is None:
            body = added[record.key] = Body(key=record.key, kind=record.kind, versions=[])
            session.add(body)
        body.versions.append(
            BodyVersion(
                valid_from=record.valid_from,
                valid_to=record.valid_to,
                record=dict(printed),
                review=record.legal_review,
            )
        )
    session.flush()
    return len(added)


def load_calendar(session: Session, country: str = "KZ") -> int:
    """Add the shipped days of every year that nobody has entered yet; say how many."""
    known = set(session.scalars(select(CalendarYear.year).where(CalendarYear.country == country)))
    days = [day for day in calendar.read_days() if day.on.year not in known]
    if not days:
        return 0
    session.execute(
        insert(CalendarDay),
        [
            {
                "country": country,
                "day": day.on,
                "kind": day.kind,
                "name": day.name,
                "is_estimated": day.estimated,
                "source": day.source,
            }
            for day in days
        ],
    )
    years = sorted({day.on.year for day in days})
    session.execute(insert(CalendarYear), [{"country": country, "year": year, "is_complete": True} for year in years])
    return len(days)


def get_calendar(session: Session, country: str = "KZ") -> calendar.Calendar:
    """Return the working calendar as it stands in the tables."""
    rows = session.execute(
        select(CalendarDay.day, CalendarDay.kind, CalendarDay.name, CalendarDay.is_estimated, CalendarDay.source)
        .where(CalendarDay.country == country)
        .order_by(CalendarDay.day)
    )
    years = set(
        session.scalars(select(CalendarYear.year).where(CalendarYear.country == country, CalendarYear.is_complete))
    )
    first, last = known_span(years)
    return calendar.Calendar.of(
        [calendar.CalendarDay(row.day, row.kind, row.name, row.is_estimated, row.source or "") for row in rows],
        first,
        last,
    )


def known_span(years: set[int]) -> tuple[int, int]:
    """Return first and last of the newest unbroken run of known years; an empty calendar knows none."""
    if not years:
        return 1, 0
    first = last = max(years)
    while first - 1 in years:
        first -= 1
    return first, last


def version_on(body: Body, on: date) -> BodyVersion:
    """Return the version of a body in force on a day; the first one for a day before all of them."""
    for version in reversed(body.versions):
        if (version.valid_from is None or version.valid_from <= on) and (
            version.valid_to is None or on <= version.valid_to
        ):
            return version
    return body.versions[0]
