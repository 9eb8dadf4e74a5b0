"""Timed requests over kept-open connections to this machine, one client or several, bounded in time and number."""

import html.parser
import http.client
import http.cookies
import itertools
import socket
import statistics
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "127.0.0.1"
LONGEST = 30.0
MOST = 5000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Reply:
    """An answer."""

    status: int
    body: bytes
    location: str
    kind: str


class Client:
    """One kept-open connection with its cookies."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None, *, learns: bool = True) -> None:
        self.port = port
        self.learns = learns
        self.cookies = dict(cookies or {})
        self.connection: http.client.HTTPConnection | None = None

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        """Send a request and read its answer; redirects are not followed."""
        sent = {"Host": f"{HOST}:{self.port}", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self._answered(method, path, body, sent)
        content = response.read()
        for line in (response.headers.get_all("Set-Cookie") or ()) if self.learns else ():
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if response.will_close:
            self.close()
        return Reply(
            response.status, content, response.headers.get("Location", ""), response.headers.get("Content-Type", "")
        )

    def _answered(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        for _try in range(2):
            is_fresh = self.connection is None
            if self.connection is None:
                self.connection = http.client.HTTPConnection(HOST, self.port, timeout=LONGEST)
                self.connection.connect()
                self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.connection.request(method, path, body, headers)
                return self.connection.getresponse()
            except (ConnectionError, http.client.RemoteDisconnected):
                # A server may close an idle connection; that says nothing of it.
                self.close()
                if is_fresh:
                    raise
        raise ConnectionError(path)

    def get(self, path: str) -> Reply:
        """Fetch a page."""
        return self.request("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        """Send a form."""
        return self.request("POST", path, urllib.parse.urlencode(fields).encode(), FORM)

    def close(self) -> None:
        """End the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class _Fields(html.parser.HTMLParser):
    """Collects of each form its hidden fields, and of the page what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.forms.append({})
        if tag == "input" and values.get("type") == "hidden" and values.get("name") and self.forms:
            self.forms[-1][str(values["name"])] = values.get("value") or ""
        source = values.get("src") if tag in {"script", "img"} else None
        if tag == "link" and {"stylesheet", "icon"} & set((values.get("rel") or "").split()):
            source = values.get("href")
        if source and not source.startswith("data:"):
            self.loads.append(source)


def read_page(body: bytes) -> _Fields:
    """Read the hidden fields of a page's forms, and what it loads."""
    parser = _Fields()
    parser.feed(body.decode("utf-8", "replace"))
    return parser


def hidden_fields(body: bytes, holding: str = "csrf_token") -> dict[str, str]:
    """Return the hidden fields of the last form of a page that has this one."""
    forms = [form for form in read_page(body).forms if holding in form]
    return forms[-1] if forms else {}


@dataclass
class Target:
    """A kind of request: ``make`` returns method, path and body; any other status than those expected is an error."""

    name: str
    make: Callable[[], tuple[str, str, bytes | None]]
    client: Client
    expect: tuple[int, ...] = (200,)
    headers: dict[str, str] = field(default_factory=dict)
    contains: bytes = b""
    most: int = MOST


@dataclass(frozen=True)
class Round:
    """What one spell of requests took."""

    median_ms: float
    p95_ms: float
    per_s: float
    count: int
    wrong: tuple[str, ...]


def run_round(target: Target, clients: int, seconds: float) -> Round:
    """Send requests from so many clients until the time is used up."""
    line = threading.Barrier(clients + 1)
    lock, left = threading.Lock(), itertools.count()
    times: list[float] = []
    wrong: list[str] = []
    end = [0.0]

    def work() -> None:
        client = Client(target.client.port, target.client.cookies, learns=target.client.learns)
        own: list[float] = []
        bad: list[str] = []
        line.wait()
        while True:
            with lock:
                if next(left) >= target.most or time.perf_counter() >= end[0]:
                    break
                method, path, body = target.make()
            begin = time.perf_counter()
            try:
                reply = client.request(method, path, body, {**(FORM if body else {}), **target.headers})
            except OSError as error:
                client.close()
                bad.append(repr(error))
                continue
            own.append((time.perf_counter() - begin) * 1000)
            if reply.status not in target.expect or target.contains not in reply.body:
                bad.append(f"{target.name}: {reply.status}")
        client.close()
        with lock:
            times.extend(own)
            wrong.extend(bad)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    begin = time.perf_counter()
    end[0] = begin + seconds
    line.wait()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begin
    times.sort()
    if not times:
        return Round(0.0, 0.0, 0.0, 0, tuple(wrong) or ("no answer",))
    return Round(
        statistics.median(times),
        times[min(len(times) - 1, int(len(times) * 0.95))],
        len(times) / wall,
        len(times),
        tuple(wrong),
    )
