"""Putting the shipped gazetteer into the table."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from caseapp.places import gazetteer
from caseapp.places.models import Place


def load(session: Session) -> int:
    """Add the shipped places that are not there yet; say how many."""
    known = set(session.scalars(select(Place.code)))
    rows = [
        {
            "code": place.code,
            "level": place.level,
            "parent_code": place.parent_code or None,
            "name_zh": place.name_zh,
            "name_pinyin": place.name_pinyin,
            "name_en": place.name_en,
            "name_kk": place.name_kk_cyrl,
            "name_kk_arab": place.name_kk_arab,
            "name_ru": place.name_ru,
            "aliases": ";".join(place.aliases),
            "latitude": place.lat,
            "longitude": place.lon,
        }
        for place in gazetteer.places().values()
        if place.code not in known
    ]
    if rows:
        session.execute(insert(Place), rows)
    return len(rows)
