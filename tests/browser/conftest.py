"""A running server with demonstration data, and a real browser that checks every page it opens."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from caseapp import create_app, schema
from config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PASSWORD = "jaqyn-demo-2026"
NOBODY, FAMILY = "nobody", "family"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

EVERY_PAGE = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const named = e => e.labels?.length || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.title;
  const fields = [...document.querySelectorAll('input:not([type=hidden]):not([type=submit]), select, textarea')];
  return {
    headings: document.querySelectorAll('h1').length,
    repeated: ids.filter((id, i) => ids.indexOf(id) !== i),
    unlabelled: fields.filter(e => !named(e)).map(e => e.outerHTML.slice(0, 120)),
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    lang: document.documentElement.lang, dir: document.documentElement.dir,
  };
}"""


def read_whole(app: Flask) -> "WSGIApplication":
    """Read every answer to its end before it is sent.

    Where the browser has gone, Werkzeug's server breaks off before it closes the answer, and a static file stays open.
    """

    def whole(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = app(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()

    return whole


@pytest.fixture(scope="session")
def demo(new_settings: Callable[..., Settings]) -> Iterator[tuple[Flask, str]]:
    """Serve a demonstration of its own and return the application and its address."""
    app = create_app(new_settings("demo"))
    attached = app.extensions["database"]
    schema.upgrade(attached.engine)
    with attached.make_session.begin() as session:
        schema.load_reference(session)
    loaded = app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 0, loaded.output
    app.extensions["family_card"] = next(
        line.partition(":")[2].strip() for line in loaded.output.splitlines() if line.startswith("Family card:")
    )
    server = make_server("127.0.0.1", 0, read_whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    attached.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


Maker = Callable[..., "Walker"]


class Walker:
    """Somebody with a browser: opens pages, and every page is checked as it opens."""

    def __init__(self, context: BrowserContext, base: str, card: str) -> None:
        self.context, self.base, self.card = context, base, card
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.wrong: list[str] = []
        self.status = 0
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose; the browser reports the status as an error of its own.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.wrong.append(f"console on {self.page.url}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.wrong.append(f"a request left the site: {request.url}")

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        answer = self.page.goto(self.base + path, wait_until="load")
        self.status = answer.status if answer else 0
        return self.check()

    def sign_in(self, who: str, lang: str = "en") -> Page:
        """Sign in as one of the demonstration's people."""
        self.page.goto(f"{self.base}/login?lang={lang}", wait_until="load")
        self.page.fill("input[name=email]", f"{who}@demo.invalid")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("main form button[type=submit], form[method=post] button[type=submit]").first.click()
        self.page.wait_for_load_state("load")
        assert "/login" not in self.page.url, self.page.inner_text("body")[:500]
        return self.check()

    def show_card(self, number: str = "", lang: str = "en") -> Page:
        """Open the family's page with a card."""
        self.page.goto(f"{self.base}/status?lang={lang}", wait_until="load")
        self.page.fill("input[name=card]", number or self.card)
        self.page.locator("main form[method=post] button[type=submit]").first.click()
        self.page.wait_for_load_state("load")
        return self.check()

    def press(self, name: str, *, exact: bool = False) -> Page:
        """Press a button or follow a link by its words, and check the page it leads to."""
        target = self.page.get_by_role("button", name=name, exact=exact).or_(
            self.page.get_by_role("link", name=name, exact=exact)
        )
        target.first.click()
        self.page.wait_for_load_state("load")
        return self.check()

    def check(self) -> Page:
        """Look at the page that is open: one heading, labels, no repeated ids, nothing cut off at the side."""
        found = self.page.evaluate(EVERY_PAGE)
        where = self.page.url
        assert found["headings"] == 1, f"{found['headings']} h1 on {where}"
        assert found["repeated"] == [], f"repeated ids on {where}: {found['repeated']}"
        assert found["unlabelled"] == [], f"fields without a label on {where}: {found['unlabelled']}"
        assert found["wider"] <= 1, f"{where} is {found['wider']} px wider than the screen"
        assert self.wrong == []
        return self.page

    def axe(self) -> None:
        """Ask axe-core for serious findings on the page that is open."""
        self.page.evaluate(AXE)
        result: dict[str, Any] = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        serious = [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in result["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]
        assert serious == [], f"{self.page.url}: {serious}"


@pytest.fixture(scope="session")
def remembered() -> dict[str, Any]:
    """Keep what each role's browser remembers after signing in, for the next test."""
    return {}


def is_signed_in(context: BrowserContext, base: str) -> bool:
    """Say whether what a browser remembers still counts: a fourth sign-in of somebody ends their oldest session."""
    return "/login" not in context.request.get(f"{base}/account").url


@pytest.fixture
def walker(demo: tuple[Flask, str], chromium: Browser, remembered: dict[str, Any]) -> Iterator[Maker]:
    """Return a maker of people with a browser: ``walker(PHONE)``, ``walker(DESK, role="coordinator")``."""
    app, base = demo
    contexts: list[BrowserContext] = []

    def make(viewport: dict[str, int] | None = None, *, scripts: bool = True, role: str = NOBODY) -> Walker:
        context = chromium.new_context(
            viewport=viewport or DESK,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Asia/Almaty",
            bypass_csp=False,
            storage_state=remembered.get(role),
        )
        contexts.append(context)
        somebody = Walker(context, base, app.extensions["family_card"])
        if role == FAMILY:
            somebody.show_card()
        elif role != NOBODY and not (role in remembered and is_signed_in(context, base)):
            somebody.sign_in(role)
            remembered[role] = context.storage_state()
        return somebody

    yield make
    for context in contexts:
        with suppress(Exception):
            context.close()
