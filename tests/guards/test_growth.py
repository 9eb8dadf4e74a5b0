"""Pages send as many statements, and read as much, whether there are nine hundred cases or five times as many."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from caseapp import clock, db
from caseapp.cases import list_queries
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import Kinship
from caseapp.db import is_sqlite
from caseapp.demo import bulk, people
from caseapp.families import services as families
from caseapp.petitions import board
from tests.conftest import Client

SMALL, LARGE = 900, 4500
# What is shown differs a little from case to case, and an index grows a level; five times the cases must not show.
ALLOWED = 1.6
# Reading a table whole, or all cases of the office, would add at least 1,200 rows.
SLACK = 300


class Meter:
    """Counts what the database reads in a spell: its own steps on SQLite, rows on PostgreSQL."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.read = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Count until the end of the spell."""
        if is_sqlite(self.session):
            driver = self.session.connection().connection.dbapi_connection

            def step() -> int:
                self.read += 1
                return 0

            driver.set_progress_handler(step, 1)
            try:
                yield
            finally:
                driver.set_progress_handler(None, 1)
        else:
            before = self._rows()
            yield
            self.read += self._rows() - before

    def _rows(self) -> int:
        counted = text("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(self.session.scalar(counted) or 0)


@pytest.fixture
def office(app: Flask, session: Session) -> Callable[[int], None]:
    """Return what fills the database with so many cases more."""

    def fill(count: int) -> None:
        with app.app_context(), db.transaction() as own:
            staff = people.Staff.of(own) if people.are_here(own) else people.add(own, at=clock.now())
            for _size in bulk.load(db.transaction, count, staff=staff, seed=count, today=clock.today()):
                pass
        session.commit()
        session.expire_all()
        if not is_sqlite(session):
            session.execute(text("ANALYZE"))
            # Tables this small are read whole because that is cheap; without it, only a missing index reads them whole.
            for way in ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin"):
                session.execute(text(f"SET LOCAL {way} = off"))

    return fill


@pytest.fixture
def measure(session: Session, count_queries: Callable) -> Callable[..., tuple[int, int]]:
    """Return what opens a page and says how many statements it sent and how much the database read."""

    def run(client: Client, path: str) -> tuple[int, int]:
        assert client.get(path).status_code == 200
        with count_queries() as seen:
            meter = Meter(session)
            with meter.reading():
                assert client.get(path).status_code == 200
        return seen.count, meter.read

    return run


PAGES = {
    "list": "/cases",
    "filtered list": "/cases?sex=female",
    "search": "/cases?q=ұлы",
    "statement search": "/cases?q=не&within=statements",
    "case": "/cases/{code}",
    "board": "/petitions",
    "board of a body": "/petitions?body=kz_mfa",
}


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make totals and the board so short that the smaller number of cases fills them."""
    for module, name, most in (
        (list_queries, "MOST_COUNTED", list_queries.ROWS),
        (board, "CAP", 4),
        (board, "CAP_NARROWED", 4),
        (board, "PAGE", 4),
    ):
        assert hasattr(module, name)
        monkeypatch.setattr(module, name, most)


@pytest.mark.usefixtures("short_pages")
def test_pages_cost_the_same_on_five_times_the_cases(office, measure, session, login, client):
    office(SMALL)
    coordinator = people.Staff.of(session).coordinator
    case = session.scalars(select(Case).where(Case.office_id == coordinator.office_id)).first()
    card = families.issue(session, case, kinship=Kinship.SISTER, actor=coordinator, at=clock.now())
    assert client.post("/status", data={"card": card}).status_code == 303
    signed_in = login(coordinator)
    pages = {name: (signed_in, path.format(code=case.code)) for name, path in PAGES.items()}
    pages["family"] = (client, "/status/case")
    few = {name: measure(*page) for name, page in pages.items()}
    office(LARGE - SMALL)
    many = {name: measure(*page) for name, page in pages.items()}
    assert all(read > 0 for _count, read in few.values())
    assert [name for name in pages if many[name][0] > few[name][0]] == []
    if not is_sqlite(session):
        # PostgreSQL gathers every hit of a search before it sorts them; how many there are depends on what is asked.
        del pages["search"], pages["statement search"]
    grown = {
        name: f"{few[name][1]} -> {many[name][1]}" for name in pages if many[name][1] > few[name][1] * ALLOWED + SLACK
    }
    assert grown == {}
