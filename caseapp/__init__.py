"""Jaqyn, a case tracker for families of people who disappeared into the camps and prisons of Xinjiang."""

import logging
from importlib import import_module
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings

ROOT = Path(__file__).parent

SUBJECTS = (
    "accounts",
    "appeals",
    "cases",
    "demo",
    "evidence",
    "exchange",
    "families",
    "history",
    "petitions",
    "places",
    "protests",
    "reports",
    "reprisals",
    "search",
    "work",
)


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; in production it refuses to start without its keys."""
    from caseapp import assets, commands, errors, headers, intake, jobs, languages, pages, permissions
    from caseapp.accounts import kept, sessions
    from caseapp.db import Database, embedded_engine, server_engine
    from caseapp.keys import KeysLocked, get_keys

    settings = settings or Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        keys = get_keys(settings.data_dir, settings.environment)
    except KeysLocked as locked:
        raise SystemExit(str(locked)) from None

    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.jinja_environment = pages.PageEnvironment
    app.config.update(
        ENVIRONMENT=settings.environment,
        DATA_DIR=settings.data_dir,
        TIMEZONE=settings.timezone,
        PUBLIC_URL=settings.url,
        MAIL=settings.mail,
        CHANNELS=settings.channels,
        SECRET_KEY=keys.flask_secret,
        SESSION_COOKIE_NAME="__Host-jaqyn_session" if settings.is_production else "jaqyn_session",
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_REFRESH_EACH_REQUEST=False,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=25 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=600,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_LEVEL=4,
        COMPRESS_MIMETYPES=["text/html", "text/calendar", "application/json"],
    )
    app.extensions["keys"] = keys
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    url = settings.database_url
    engine = server_engine(url) if url else embedded_engine(settings.data_dir / "jaqyn.db", keys.database)
    Database(engine).init_app(app)
    languages.init_app(app)
    LoginManager(app).user_loader(sessions.load_user)
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
    intake.init_app(app)
    CSRFProtect(app)
    permissions.register(app)
    pages.init_app(app)
    headers.init_app(app)
    errors.register(app)
    kept.init_app(app)
    Compress(app)
    assets.init_app(app)
    commands.register(app)
    for subject in SUBJECTS:
        if not (ROOT / subject / "views.py").exists():
            continue
        module = import_module(f"caseapp.{subject}.views")
        if hasattr(module, "bp"):
            app.register_blueprint(module.bp)
        if hasattr(module, "commands"):
            app.cli.add_command(module.commands)
    jobs.init_app(app, settings.redis_url)
    return app
