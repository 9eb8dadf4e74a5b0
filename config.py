"""Settings, read from the environment; every name the program listens to is here."""

import os
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("demo", "production", "test")


def _environment() -> str:
    word = os.environ.get("JAQYN_ENV", "production")
    if word not in ENVIRONMENTS:
        raise SystemExit(f"JAQYN_ENV must be one of {', '.join(ENVIRONMENTS)}, not {word!r}")
    return word


@dataclass(frozen=True)
class Settings:
    """How this process runs.

    ``JAQYN_ENV``: demo, production (default) or test. ``JAQYN_DATA``: folder of the embedded
    database, files and keys. ``DATABASE_URL``: a PostgreSQL server instead of the embedded
    database. ``JAQYN_TIMEZONE``: where days are counted. ``JAQYN_TRUSTED_HOSTS``: comma-separated
    host names the program answers to. ``JAQYN_PROXY_HOPS``: how many proxies stand before it.
    ``JAQYN_REDIS_URL``: a Redis server that queues the jobs instead of a file in the data folder.
    """

    environment: str = field(default_factory=_environment)
    data_dir: Path = field(default_factory=lambda: Path(os.environ.get("JAQYN_DATA") or ROOT / "instance").resolve())
    database_url: str | None = field(default_factory=lambda: os.environ.get("DATABASE_URL") or None)
    timezone: str = field(default_factory=lambda: os.environ.get("JAQYN_TIMEZONE", "Asia/Almaty"))
    trusted_hosts: tuple[str, ...] = field(
        default_factory=lambda: tuple(
            h.strip() for h in os.environ.get("JAQYN_TRUSTED_HOSTS", "").split(",") if h.strip()
        )
    )
    proxy_hops: int = field(default_factory=lambda: int(os.environ.get("JAQYN_PROXY_HOPS", "0")))

    redis_url: str | None = field(default_factory=lambda: os.environ.get("JAQYN_REDIS_URL") or None)

    @property
    def is_production(self) -> bool:
        """Say whether real cases may be in here."""
        return self.environment == "production"
