"""The one place that asks what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

DEFAULT_ZONE = "Asia/Almaty"


def now() -> datetime:
    """Return this moment in UTC, aware of its zone."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """Return the time zone in which the organisation counts its days."""
    return ZoneInfo(current_app.config.get("TIMEZONE", DEFAULT_ZONE) if current_app else DEFAULT_ZONE)


def day_of(at: datetime) -> date:
    """Return the day of a moment where the organisation works."""
    return at.astimezone(zone()).date()


def today() -> date:
    """Return today's date where the organisation works."""
    return day_of(now())
