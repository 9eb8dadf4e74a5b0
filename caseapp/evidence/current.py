"""The file store of the running application."""

from flask import current_app

from caseapp.evidence.store import FileStore


def file_store() -> FileStore:
    """Return the store of this installation."""
    return FileStore(current_app.config["DATA_DIR"] / "files", current_app.extensions["keys"].files)
