"""What a figure may say, and which address may become a link."""

import pytest

from caseapp import web
from caseapp.reports import rules


@pytest.mark.parametrize(("count", "shown"), [(1, None), (9, None), (10, 10), (11, 11), (0, None)])
def test_a_count_below_ten_is_not_shown(count, shown):
    assert rules.shown_count(count) == shown


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("https://bitterwinter.org/?p=25658", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("//example.org", False),
        ("https://[bad", False),
        ("a book", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url, is_linked):
    assert (web.web_address(url) == url and url is not None) is is_linked


@pytest.mark.parametrize(("text", "edtf"), [("2021-02~", "2021-02~"), ("spring", None), (None, None), ("", None)])
def test_a_publication_date_is_read_where_it_is_one(text, edtf):
    day = rules.told_day(text)
    assert (day and day.edtf) == edtf
