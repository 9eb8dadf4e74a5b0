"""Every page, as the role that sees it: read by axe-core, at a desk and on a phone, and in right-to-left script."""

import re

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, Rule

from tests.browser.conftest import DESK, PHONE, Maker
from tests.browser.places import ALL, NO_PAGES, fill

pytestmark = pytest.mark.browser

RIGHT_TO_LEFT = """
nobody /status
nobody /login
family /status/case
volunteer /
volunteer /cases
volunteer /cases/{case}
volunteer /appeals/new
volunteer /appeals/{draft}/what-happened
volunteer /petitions
coordinator /petitions/{petition}
coordinator /protests/{planned}
coordinator /reports
admin /calendar
"""


@pytest.mark.parametrize(("role", "address"), [(role, address) for _endpoint, role, address in ALL])
def test_a_page_is_sound_at_a_desk_and_on_a_phone(
    demo: tuple[Flask, str], walker: Maker, role: str, address: str
) -> None:
    somebody = walker(DESK, role=role)
    path = fill(demo[0], address)
    page = somebody.open(path)
    assert (somebody.status, page.url.removeprefix(somebody.base)) == (200, path)
    somebody.axe()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    somebody.check()


@pytest.mark.parametrize(("role", "address"), [tuple(line.split()) for line in RIGHT_TO_LEFT.strip().splitlines()])
def test_a_page_runs_from_right_to_left_on_a_phone(
    demo: tuple[Flask, str], walker: Maker, role: str, address: str
) -> None:
    somebody = walker(PHONE, role=role)
    page = somebody.open(fill(demo[0], address) + "?lang=kk-Arab")
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("kk-Arab", "rtl")
    assert somebody.status == 200
    assert re.search(r"[\u0600-\u06ff]", page.inner_text("main"))
    somebody.axe()


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("volunteer", "/nowhere"),
        ("volunteer", "/audit"),
        ("volunteer", "/cases/AST-2099-00001"),
        ("nobody", "/nowhere"),
    ],
)
def test_a_page_of_errors_is_sound_and_has_a_way_on(walker: Maker, role: str, path: str) -> None:
    somebody = walker(PHONE, role=role)
    page = somebody.open(path)
    assert somebody.status in {403, 404}
    assert page.locator("main a, main button").count() > 0
    somebody.axe()


def variants(rule: Rule) -> set[str]:
    """Return the addresses of a rule, one for each word where it takes one of several."""
    found = {rule.rule}
    for name, converter in rule._converters.items():
        if isinstance(converter, AnyConverter):
            words = converter.regex.removeprefix("(?:").removesuffix(")").replace("\\", "").split("|")
            found = {re.sub(rf"<any\([^>]*:{name}>", word, each) for each in found for word in words}
    return found


def test_no_page_is_left_out(demo: tuple[Flask, str]) -> None:
    app, _base = demo
    rules = [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
    ]
    asked = {(endpoint, re.sub(r"{[^}]*}", "", address.partition("?")[0])) for endpoint, _role, address in ALL}
    opened = {endpoint for endpoint, _address in asked}
    assert {rule.endpoint for rule in rules} - opened == set()
    for rule in rules:
        if any(isinstance(each, AnyConverter) for each in rule._converters.values()):
            expected = {re.sub(r"<[^>]*>", "", each) for each in variants(rule)}
            assert expected <= {address for endpoint, address in asked if endpoint == rule.endpoint}
