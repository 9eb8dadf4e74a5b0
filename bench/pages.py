"""The pages that are measured, each with its floor and its bare SQL."""

import itertools
import secrets
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bench import floor
from bench.serving import Site
from bench.timing import Client, Target, hidden_fields
from caseapp.accounts.models import User
from caseapp.cases.models import Case
from caseapp.cases.vocabulary import CaseState, PlaceStatus, Sex
from caseapp.search import queries as search

NAMES = ("Нұрлан", "Болат", "Nurlan", "努尔兰", "Жанар", "Сәуле", "Талғат", "Aigul")
WORDS = ("паспорт", "телефонмен", "neighbour", "приговора никто")
MANY_CODES = 100
# Writing pages stop after so many requests a round, so that every size gets the same rows more.
MOST_WRITES = 100


@dataclass(frozen=True)
class Page:
    """A page, the floor page beside it, and the statement it cannot do without."""

    name: str
    title: str
    floor: str
    sql: str


PAGES = (
    Page("list", "Case list", "floor list", "rows"),
    Page("filtered", "Filtered list", "floor list", "filtered"),
    Page("search", "Name search", "floor search", "names"),
    Page("words", "Statement search", "floor words", "words"),
    Page("case", "Case page", "floor one", "one"),
    Page("board", "Petition board", "floor board", "board"),
    Page("create", "Create appeal", "floor create", ""),
    Page("update", "Log status update", "floor note", ""),
    Page("family", "Family status", "floor open", "one"),
)
BY_NAME = {page.name: page for page in PAGES}


@dataclass
class Facts:
    """What the requests of a site are made of."""

    codes: list[str]
    changed: list[str]
    office_id: int


def facts_of(session: Session) -> Facts:
    """Read some case codes of the coordinator's office."""
    user = session.scalars(select(User).where(User.email == "coordinator@demo.invalid")).one()
    assert user.office_id is not None  # noqa: S101 - a coordinator has an office
    wanted = select(Case.code).where(Case.office_id == user.office_id, Case.state == CaseState.OPEN)
    found = [code for code in session.scalars(wanted.order_by(Case.id).limit(2 * MANY_CODES)) if code]
    return Facts(found[::2], found[1::2], user.office_id)


def statements(facts: Facts, session: Session) -> dict[str, Select[Any]]:
    """Return the bare statement of each kind."""
    own = select(*floor.COLUMNS).where(Case.office_id == facts.office_id)
    narrowed = own.where(Case.place_status == PlaceStatus.CAMP, Case.sex == Sex.FEMALE, Case.state == CaseState.OPEN)
    return {
        "rows": floor.rows_of_office(facts.office_id),
        "filtered": narrowed.order_by(Case.id.desc()).limit(floor.ROWS),
        "names": search.with_name(session, own, NAMES[0]).limit(floor.ROWS),
        "words": search.with_words(session, own, WORDS[0]).limit(floor.ROWS),
        "one": select(*floor.COLUMNS).where(Case.code == facts.codes[0]),
        "board": floor.board_of_office(facts.office_id),
    }


def targets(site: Site, facts: Facts) -> dict[str, Target]:
    """Make the requests of every page that answers, and of its floor; what does not is named in ``site.missing``."""
    assert site.staff is not None  # noqa: S101 - a served site has somebody signed in
    staff = site.staff
    codes, names, words = itertools.cycle(facts.codes), itertools.cycle(NAMES), itertools.cycle(WORDS)

    def page(path: str) -> Callable[[], tuple[str, str, bytes | None]]:
        return lambda: ("GET", path, None)

    def about(path: str, values: Any) -> Callable[[], tuple[str, str, bytes | None]]:
        return lambda: ("GET", path + urllib.parse.quote(next(values)), None)

    made = {
        "empty": Target("empty", page("/floor/empty"), staff),
        "floor list": Target("floor list", page("/floor/list"), staff),
        "floor one": Target("floor one", about("/floor/one/", codes), staff),
        "floor open": Target("floor open", about("/floor/open/", codes), Client(site.port)),
        "floor search": Target("floor search", about("/floor/search?q=", names), staff),
        "floor words": Target("floor words", about("/floor/words?q=", words), staff),
        "floor board": Target("floor board", page("/floor/board"), staff),
        "list": Target("list", page("/cases"), staff),
        "filtered": Target("filtered", page("/cases?place=camp&sex=female"), staff),
        "search": Target("search", about("/cases?q=", names), staff),
        "words": Target("words", about("/cases?within=statements&q=", words), staff),
        "case": Target("case", about("/cases/", codes), staff),
        "board": Target("board", page("/petitions"), staff),
    }
    made.update(_forms(staff, itertools.cycle(facts.changed)))
    family = _family(site)
    if family is not None:
        made["family"] = Target("family", page("/status/case"), family)
    found = {name: target for name, target in made.items() if _answers(target)}
    site.missing = [one.title for one in PAGES if one.name not in found or one.floor not in found]
    return found


def _answers(target: Target) -> bool:
    method, path, body = target.make()
    reply = target.client.request(method, path, body, {**target.headers, **_form_header(body)})
    return reply.status in target.expect


def _form_header(body: bytes | None) -> dict[str, str]:
    return {"Content-Type": "application/x-www-form-urlencoded"} if body else {}


def _forms(staff: Client, codes: Any) -> dict[str, Target]:
    """Make the requests that write; each sends the token of a form fetched once."""
    fields = hidden_fields(staff.get("/appeals/new?stub=1").body)
    token = fields.get("csrf_token", "")
    # A browser follows the redirect and reads the message; unread ones would pile up in the cookie.
    writer = Client(staff.port, staff.cookies, learns=False)

    def create() -> tuple[str, str, bytes | None]:
        answers = {"csrf_token": token, "key": secrets.token_urlsafe(16), "name": f"Bench {secrets.token_hex(4)}"}
        more = {"asked_by": "Somebody Asking", "kinship": "sister", "phone": "+7 701 000 00 00", "line": "No news."}
        return "POST", "/appeals/new?stub=1", urllib.parse.urlencode({**answers, **more}).encode()

    def update() -> tuple[str, str, bytes | None]:
        answers = {"csrf_token": token, "place_status": "prison", "reliability": "C", "credibility": "3"}
        return "POST", f"/cases/{next(codes)}/status-updates/new", urllib.parse.urlencode(answers).encode()

    def bare(path: str) -> Callable[[], tuple[str, str, bytes | None]]:
        return lambda: ("POST", path, urllib.parse.urlencode({"csrf_token": token}).encode())

    return {
        "floor create": Target("floor create", bare("/floor/create"), staff, (204,)),
        "floor note": Target("floor note", bare("/floor/note"), staff, (204,)),
        "create": Target("create", create, writer, (302, 303), most=MOST_WRITES),
        "update": Target("update", update, writer, (302, 303), most=MOST_WRITES),
    }


def _family(site: Site) -> Client | None:
    """Open a visit with the printed card."""
    client = Client(site.port)
    page = client.get("/status")
    if page.status != 200 or not site.card:
        return None
    reply = client.post("/status", {**hidden_fields(page.body), "card": site.card})
    return client if reply.status in {302, 303} else None
