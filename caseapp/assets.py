"""Static files: one address for each state of the whole folder, kept by browsers for a year."""

import gzip
import hashlib
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from caseapp.headers import ALWAYS

FOLDER = Path(__file__).parent / "static"
YEAR = 365 * 24 * 3600
PACKED = {".css", ".js", ".svg"}


def fingerprint(folder: Path = FOLDER) -> str:
    """Return a short hash over all files, so that any change gives every file a new address."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".gz", ".br"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def pack(folder: Path = FOLDER) -> int:
    """Put a gzipped copy beside every file that shrinks by it and has none that is newer; say how many were made."""
    made = 0
    for path in sorted(folder.rglob("*")):
        packed = path.with_name(path.name + ".gz")
        if path.suffix not in PACKED or (packed.exists() and packed.stat().st_mtime >= path.stat().st_mtime):
            continue
        packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        made += 1
    return made


def drop_stale(folder: Path = FOLDER) -> None:
    """Take away packed copies older than their file: the server would send yesterday's look under today's address."""
    for packed in folder.rglob("*.gz"):
        source = packed.with_suffix("")
        if not source.exists() or packed.stat().st_mtime < source.stat().st_mtime:
            packed.unlink(missing_ok=True)


def _headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value


def init_app(app: Flask) -> None:
    """Serve the folder under its hash, before the application is asked."""
    drop_stale()
    prefix = f"static/{fingerprint()}"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(FOLDER),
        prefix=prefix,
        max_age=YEAR,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_headers,
        allow_all_origins=False,
        charset="utf-8",
    )

    def static_url(path: str) -> str:
        return f"/{prefix}/{path}"

    app.jinja_env.globals["static_url"] = static_url
    app.extensions["static_url"] = static_url
