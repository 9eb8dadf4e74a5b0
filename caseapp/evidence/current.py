"""The file store of the running application, and how its files leave it."""

from flask import current_app

from caseapp.evidence.store import FileStore

# What a browser may do with a file it is handed: nothing.
LOCKED_DOWN = "sandbox; default-src 'none'"


def file_store() -> FileStore:
    """Return the store of this installation."""
    return FileStore(current_app.config["DATA_DIR"] / "files", current_app.extensions["keys"].files)
