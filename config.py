"""Settings, read from the environment; every name the program listens to is here."""

import os
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("demo", "production", "test")
MAIL_SECURITY = ("starttls", "ssl", "none")


def _environment() -> str:
    word = os.environ.get("JAQYN_ENV", "production")
    if word not in ENVIRONMENTS:
        raise SystemExit(f"JAQYN_ENV must be one of {', '.join(ENVIRONMENTS)}, not {word!r}")
    return word


def _address() -> str:
    """Give the address people reach the program at: as set, else where it listens, on this computer."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "5000"
    host = "127.0.0.1" if host in {"0.0.0.0", "::"} else f"[{host}]" if ":" in host else host  # noqa: S104
    return (os.environ.get("JAQYN_URL") or f"http://{host}:{port}").rstrip("/")


def _mail_security() -> str:
    word = os.environ.get("JAQYN_SMTP_SECURITY", "starttls")
    if word not in MAIL_SECURITY:
        raise SystemExit(f"JAQYN_SMTP_SECURITY must be one of {', '.join(MAIL_SECURITY)}, not {word!r}")
    return word


@dataclass(frozen=True)
class MailServer:
    """How email leaves.

    ``JAQYN_SMTP_HOST``: the mail server; without one no email is sent. ``JAQYN_SMTP_PORT``: 587, or 465 with ssl.
    ``JAQYN_SMTP_SECURITY``: starttls (default), ssl, or none for a server on this machine. ``JAQYN_SMTP_USER`` and
    ``JAQYN_SMTP_PASSWORD``: where the server wants a sign-in. ``JAQYN_SMTP_FROM``: the sender's address.
    ``JAQYN_SMTP_CA``: a file with the certificate of a private authority.
    """

    host: str = field(default_factory=lambda: os.environ.get("JAQYN_SMTP_HOST", ""))
    port: int = field(default_factory=lambda: int(os.environ.get("JAQYN_SMTP_PORT") or 0))
    security: str = field(default_factory=_mail_security)
    user: str = field(default_factory=lambda: os.environ.get("JAQYN_SMTP_USER", ""))
    password: str = field(default_factory=lambda: os.environ.get("JAQYN_SMTP_PASSWORD", ""), repr=False)
    sender: str = field(default_factory=lambda: os.environ.get("JAQYN_SMTP_FROM", "jaqyn@localhost"))
    authority: str = field(default_factory=lambda: os.environ.get("JAQYN_SMTP_CA", ""))


@dataclass(frozen=True)
class Settings:
    """How this process runs.

    ``JAQYN_ENV``: demo, production (default) or test. ``JAQYN_DATA``: folder of the embedded
    database, files and keys. ``DATABASE_URL``: a PostgreSQL server instead of the embedded
    database. ``JAQYN_TIMEZONE``: where days are counted. ``JAQYN_TRUSTED_HOSTS``: comma-separated
    host names the program answers to. ``JAQYN_PROXY_HOPS``: how many proxies stand before it.
    ``JAQYN_REDIS_URL``: a Redis server that queues the jobs instead of a file in the data folder.
    ``JAQYN_URL``: the address people reach the program at, for links in emails and calendars; else that of ``HOST``
    and ``PORT``. ``JAQYN_APPRISE_URLS``: channels of the organisation (Apprise addresses, separated by spaces) that
    are told how many deadlines were noticed.
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
    url: str = field(default_factory=_address)
    channels: tuple[str, ...] = field(
        default_factory=lambda: tuple(os.environ.get("JAQYN_APPRISE_URLS", "").split()), repr=False
    )
    mail: MailServer = field(default_factory=lambda: MailServer())

    @property
    def is_production(self) -> bool:
        """Say whether real cases may be in here."""
        return self.environment == "production"
