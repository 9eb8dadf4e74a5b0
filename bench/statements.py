"""How many statements a case page sends, counted in this process on the database of a site."""

import os
from typing import Any

from sqlalchemy import event, select

from bench.serving import COORDINATOR, Site
from caseapp import clock, create_app, db
from caseapp.accounts import sessions
from caseapp.accounts.models import User
from caseapp.db import Database
from config import Settings


def case_statements(site: Site, code: str) -> int | None:
    """Open a case as a coordinator and count the statements, sign-in included; None if the page does not open."""
    os.environ.setdefault("JAQYN_ENV", "demo")
    app = create_app(Settings(environment="demo", data_dir=site.folder, database_url=site.url))
    attached: Database = app.extensions["database"]
    try:
        with app.app_context(), db.transaction() as session:
            user = session.scalars(select(User).where(User.email == COORDINATOR["email"])).one()
            token = sessions.begin(session, user, device="bench", at=clock.now())
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        client.get(f"/cases/{code}")
        event.listen(attached.engine, "before_cursor_execute", note)
        reply = client.get(f"/cases/{code}")
        event.remove(attached.engine, "before_cursor_execute", note)
        return len(seen) if reply.status_code == 200 else None
    finally:
        attached.engine.dispose()
